import type { Day } from './day.ts';
import type { ImportRunId, RegionId } from './identifier.ts';
import { ROSTER_KINDS, type RosterChange, type RosterKind, type RosterPlan, type SheetReport } from './roster.ts';

/**
 * PLANNED: stored with its files, not written. APPLYING: kinds are being written. APPLIED: all of them are.
 * INTERRUPTED: it stopped between two kinds, or another import overtook it; those written are complete, and importing the
 * same file again writes the others. UNDOING: what it wrote is being taken
 * back. UNDONE: it was.
 */
export const IMPORT_STATES = ['PLANNED', 'APPLYING', 'APPLIED', 'INTERRUPTED', 'UNDOING', 'UNDONE'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** How many distinct accepted records are new, differ, end, or are in the graph already. */
export interface ChangeCounts {
  readonly create: number;
  readonly change: number;
  readonly end: number;
  readonly unchanged: number;
}

/** The same for the records of one kind, and how many facts of it the graph holds and the files do not name. */
export interface KindCounts extends ChangeCounts {
  readonly kind: RosterKind;
  readonly missing: number;
}

/** One import of one or more files of one issuing body. */
export interface ImportRun {
  readonly id: ImportRunId;
  readonly issuer: RegionId;
  readonly asOf: Day;
  readonly state: ImportState;
  /** Instants in ISO 8601. */
  readonly createdAt: string;
  readonly appliedAt: string | null;
  /** Who asked for it. */
  readonly by: string;
  /** Why what differed was wrong before; null: what differed had changed. */
  readonly corrects: string | null;
  /** What the files speak of: for these kinds, what they do not record did not happen. */
  readonly kinds: readonly RosterKind[];
  /** Kinds that are written so far, of those with anything to write. */
  readonly written: readonly RosterKind[];
  readonly sheets: readonly SheetReport[];
  readonly changes: ChangeCounts;
  /** Kinds of which its files list facts that the graph held as they were: it found them right. */
  readonly confirmed: readonly RosterKind[];
  readonly missing: number;
  readonly errors: number;
  readonly warnings: number;
  /** See {@link RosterPlan.fingerprint}. */
  readonly fingerprint: string;
  /** When it was taken back, by whom and why; null: it was not. */
  readonly undone: { readonly at: string; readonly by: string; readonly reason: string } | null;
}

export function changeCounts(plan: RosterPlan): ChangeCounts {
  return countsOf(Object.values(plan.changes).flat(), plan.unchanged);
}

/** The counts of each kind of which the files have a sheet, in the order in which kinds are written. */
export function countsByKind({ sheets, changes, unchangedByKind, missing }: RosterPlan): readonly KindCounts[] {
  const kinds = new Set(sheets.map(({ kind }) => kind));
  return ROSTER_KINDS.filter((kind) => kinds.has(kind)).map((kind) => ({
    kind,
    ...countsOf(changes[kind], unchangedByKind[kind]),
    missing: missing.filter((fact) => fact.kind === kind).length,
  }));
}

function countsOf(changes: readonly Pick<RosterChange, 'action'>[], unchanged: number): ChangeCounts {
  const count = (action: RosterChange['action']) => changes.filter((change) => change.action === action).length;
  return { create: count('create'), change: count('change'), end: count('end'), unchanged };
}

/** The kinds that the files of a plan speak of; a sheet of which no row could be taken has said nothing. */
export function kindsOf(plan: RosterPlan): readonly RosterKind[] {
  return [...new Set(plan.sheets.filter(({ rows, accepted }) => rows === 0 || accepted > 0).map(({ kind }) => kind))];
}

/** Whether files say anything that can be taken. */
export function acceptsNothing(sheets: readonly SheetReport[]): boolean {
  return sheets.every(({ accepted }) => accepted === 0);
}
