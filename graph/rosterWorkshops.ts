import type { Day } from '../src/domain/day.ts';
import type { RegionId, SeatId, TeacherId, WorkshopId } from '../src/domain/identifier.ts';
import type { WorkshopRecord } from '../src/domain/roster.ts';
import { searchText } from '../src/domain/search.ts';
import { type RosterFrame, type Row, writeRows } from './rosterRows.ts';
import type { Transaction } from './session.ts';

/** A seat with everything it joins. */
export interface NewSeat {
  readonly id: SeatId;
  readonly teacherId: TeacherId;
  readonly workshopId: WorkshopId;
  readonly role: string;
  readonly part: string | null;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** What one seat stands under for a time; a seat, the one above it and the start tell which. */
export interface Under {
  readonly seatId: SeatId;
  readonly parentId: SeatId;
  readonly from: Day | null;
  readonly to: Day | null;
}

export interface SeatEdits {
  readonly create: readonly NewSeat[];
  /** Other days, or another part, of the same seat. */
  readonly seats: readonly {
    readonly id: SeatId;
    readonly part: string | null;
    readonly from: Day | null;
    readonly to: Day | null;
  }[];
  /** The seat was somebody else's all along. */
  readonly holders: readonly { readonly id: SeatId; readonly teacherId: TeacherId }[];
  /** The seat never was. */
  readonly remove: readonly SeatId[];
  readonly underRemoved: readonly Under[];
  /** Another end of the same. */
  readonly underEnds: readonly Under[];
  readonly under: readonly Under[];
}

/** A workshop's edits hold those of the seat that leads it. */
export interface WorkshopEdits extends Omit<SeatEdits, 'create'> {
  readonly create: readonly { readonly id: WorkshopId; readonly record: WorkshopRecord }[];
  readonly attributes: readonly { readonly id: WorkshopId; readonly record: WorkshopRecord }[];
  readonly founders: readonly { readonly id: WorkshopId; readonly foundedBy: RegionId }[];
  readonly leads: readonly NewSeat[];
}

export async function writeWorkshops(
  transaction: Transaction,
  frame: RosterFrame,
  edits: WorkshopEdits,
): Promise<void> {
  await writeRows(
    transaction,
    frame,
    `MATCH (founder:Region {id: row[6]})
     CREATE (:Workshop {id: row[0], issuedBy: $issuer, code: row[1], name: row[2], level: row[3], stages: row[4],
       from: date(row[5]), to: date(row[7]), search: row[8], kind: row[9], batch: row[10], state: row[11], base: row[12],
       run: $run})-[:FOUNDED_BY]->(founder)`,
    edits.create.map(({ id, record }) => [
      id,
      record.code,
      record.name,
      record.level,
      record.stages,
      record.founded,
      record.foundedBy,
      record.endedOn,
      searchText(record),
      ...describedAs(record),
    ]),
  );
  await writeRows(
    transaction,
    frame,
    `MATCH (workshop:Workshop {id: row[0]})
     SET workshop.name = row[1], workshop.level = row[2], workshop.stages = row[3], workshop.from = date(row[4]),
       workshop.to = date(row[5]), workshop.search = row[6], workshop.kind = row[7], workshop.batch = row[8],
       workshop.state = row[9], workshop.base = row[10]`,
    edits.attributes.map(({ id, record }) => [
      id,
      record.name,
      record.level,
      record.stages,
      record.founded,
      record.endedOn,
      searchText(record),
      ...describedAs(record),
    ]),
  );
  await writeRows(
    transaction,
    frame,
    `MATCH (workshop:Workshop {id: row[0]})-[old:FOUNDED_BY]->() MATCH (founder:Region {id: row[1]})
     DELETE old CREATE (workshop)-[:FOUNDED_BY]->(founder)`,
    edits.founders.map(({ id, foundedBy }) => [id, foundedBy]),
  );
  await writeSeats(transaction, frame, { ...edits, create: edits.leads });
}

function describedAs({ workshopKind, batch, workshopState, base }: WorkshopRecord): Row {
  return [workshopKind, batch, workshopState, base];
}

/** Seats and what they stand under. */
export async function writeSeats(transaction: Transaction, frame: RosterFrame, edits: SeatEdits): Promise<void> {
  await writeRows(
    transaction,
    frame,
    `MATCH (teacher:Teacher {id: row[1]}) MATCH (workshop:Workshop {id: row[2]})
     CREATE (teacher)-[:HELD]->(:Seat {id: row[0], role: row[3], from: date(row[4]), to: date(row[5]), part: row[6], run: $run})-[:IN]->(workshop)`,
    edits.create.map(({ id, teacherId, workshopId, role, part, from, to }) => [
      id,
      teacherId,
      workshopId,
      role,
      from,
      to,
      part,
    ]),
  );
  await writeRows(
    transaction,
    frame,
    'MATCH (seat:Seat {id: row[0]}) SET seat.from = date(row[1]), seat.to = date(row[2]), seat.part = row[3]',
    edits.seats.map(({ id, part, from, to }) => [id, from, to, part]),
  );
  await writeRows(
    transaction,
    frame,
    `MATCH (:Teacher)-[old:HELD]->(seat:Seat {id: row[0]}) MATCH (teacher:Teacher {id: row[1]})
     DELETE old CREATE (teacher)-[:HELD]->(seat)`,
    edits.holders.map(({ id, teacherId }) => [id, teacherId]),
  );
  await writeRows(
    transaction,
    frame,
    'MATCH (seat:Seat {id: row[0]}) DETACH DELETE seat',
    edits.remove.map((id) => [id]),
  );
  await writeRows(transaction, frame, `${SAME_UNDER} DELETE under`, edits.underRemoved.map(underRow));
  await writeRows(transaction, frame, `${SAME_UNDER} SET under.to = date(row[3])`, edits.underEnds.map(underRow));
  await writeRows(
    transaction,
    frame,
    `MATCH (seat:Seat {id: row[0]}) MATCH (parent:Seat {id: row[1]})
     CREATE (seat)-[under:UNDER]->(parent) SET under.from = date(row[2]), under.to = date(row[3])`,
    edits.under.map(underRow),
  );
}

const SAME_UNDER = `MATCH (:Seat {id: row[0]})-[under:UNDER]->(:Seat {id: row[1]})
     WHERE coalesce(under.from = date(row[2]), under.from IS NULL AND row[2] IS NULL)`;

function underRow({ seatId, parentId, from, to }: Under): Row {
  return [seatId, parentId, from, to];
}
