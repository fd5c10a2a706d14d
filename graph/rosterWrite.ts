import { type DatedFactKind, perDatedFact } from '../src/domain/datedFact.ts';
import type { RosterKind } from '../src/domain/roster.ts';
import { type DatedFactEdits, writeDatedFacts } from './rosterDatedFacts.ts';
import {
  type DesignationEdits,
  type PairingEdits,
  type PostEdits,
  writeDesignations,
  writePairings,
  writePosts,
} from './rosterFacts.ts';
import type { RosterFrame } from './rosterRows.ts';
import { type SchoolEdits, type TeacherEdits, writeSchools, writeTeachers } from './rosterUnits.ts';
import { type SeatEdits, type WorkshopEdits, writeSeats, writeWorkshops } from './rosterWorkshops.ts';
import type { Transaction } from './session.ts';

/** What the transaction of each kind writes: rows with the ids of everything they name, all made before. */
export interface RosterEdits extends Readonly<Record<DatedFactKind, DatedFactEdits>> {
  readonly school: SchoolEdits;
  readonly teacher: TeacherEdits;
  readonly post: PostEdits;
  readonly designation: DesignationEdits;
  readonly workshop: WorkshopEdits;
  readonly seat: SeatEdits;
  readonly pairing: PairingEdits;
}

const WRITERS: {
  readonly [Kind in RosterKind]: (
    transaction: Transaction,
    frame: RosterFrame,
    edits: RosterEdits[Kind],
  ) => Promise<void>;
} = {
  school: writeSchools,
  teacher: writeTeachers,
  post: writePosts,
  designation: writeDesignations,
  workshop: writeWorkshops,
  seat: writeSeats,
  pairing: writePairings,
  ...perDatedFact((kind) => (transaction, frame, edits) => writeDatedFacts(transaction, frame, kind, edits)),
};

/** Writes all edits of one kind in the transaction given. @throws RowsLost when the graph lacks what a row names */
export async function writeRosterKind<Kind extends RosterKind>(
  transaction: Transaction,
  frame: RosterFrame,
  kind: Kind,
  edits: RosterEdits[Kind],
): Promise<void> {
  await WRITERS[kind](transaction, frame, edits);
}

/** Whether a kind has anything to write. */
export function hasEdits(edits: RosterEdits[RosterKind]): boolean {
  return Object.values(edits).some((rows: readonly unknown[]) => rows.length > 0);
}
