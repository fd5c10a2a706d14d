import type { Day } from '../src/domain/day.ts';
import type { RegionId, SeatId, WorkshopId } from '../src/domain/identifier.ts';
import { LEVELS, type Level } from '../src/domain/level.ts';
import type { UnderSeat } from '../src/domain/rosterSeats.ts';
import { STAGES, type Stage } from '../src/domain/school.ts';
import type { SeatTie, TieChange, TiedSeat } from '../src/domain/seatTies.ts';
import type { Transaction } from './session.ts';
import { type Value, day, identifier, list, oneOf, optional, text, tuple } from './value.ts';

/** A workshop as far as it matters for which rules hold in it. */
export interface RuledWorkshop {
  readonly id: WorkshopId;
  readonly issuedBy: RegionId;
  /** The region whose rules of the founding day hold. */
  readonly body: RegionId;
  readonly founded: Day;
  readonly level: Level;
  readonly stages: readonly Stage[];
}

/** The workshops that a body, or one below it, has founded since a day. */
export async function workshopsFoundedSince(
  transaction: Transaction,
  regionId: RegionId,
  since: Day,
): Promise<readonly RuledWorkshop[]> {
  const rows = await transaction.run(
    `MATCH (:Region {id: $regionId})<-[parts:PART_OF*0..6]-(body:Region)<-[governed:GOVERNED_BY*0..1]-(founder)<-[:FOUNDED_BY]-(workshop:Workshop)
     WHERE workshop.from >= date($since)
       AND all(part IN parts + governed WHERE (part.from IS NULL OR part.from <= workshop.from) AND (part.to IS NULL OR workshop.from < part.to))
     RETURN workshop.id, workshop.issuedBy, body.id, workshop.from, workshop.level, workshop.stages`,
    { regionId, since },
  );
  return rows.map(([id, issuedBy, body, founded, level, stages]) => ({
    id: identifier<WorkshopId>(id),
    issuedBy: identifier<RegionId>(issuedBy),
    body: identifier<RegionId>(body),
    founded: day(founded),
    level: oneOf(LEVELS)(level),
    stages: list(oneOf(STAGES))(stages),
  }));
}

/**
 * Takes the locks that all writes of these bodies' facts share, and counts their revisions up: an import that was planned by
 * other roles is planned again.
 */
export async function outdatePlans(transaction: Transaction, issuers: readonly RegionId[]): Promise<void> {
  await transaction.run(
    `UNWIND $issuers AS issuer MATCH (region:Region {id: issuer})
     SET region.revision = coalesce(region.revision, 0) + 1`,
    { issuers: [...new Set(issuers)].sort() },
  );
}

/** The seats of each of these workshops with all their ties. */
export async function tiedSeats(
  transaction: Transaction,
  ids: readonly WorkshopId[],
): Promise<ReadonlyMap<WorkshopId, readonly TiedSeat[]>> {
  const rows = await transaction.run(
    `MATCH (workshop:Workshop)<-[:IN]-(seat:Seat)<-[:HELD]-(teacher:Teacher) WHERE workshop.id IN $ids
     RETURN workshop.id, workshop.code, seat.id, seat.role, teacher.staffNo, seat.part, seat.from, seat.to,
            [(seat)-[under:UNDER]->(parent:Seat) | [parent.id, under.from, under.to]],
            [(seat)-[named:NAMED]->(parent:Seat) | [parent.id, named.from, named.to]]`,
    { ids },
  );
  const seats = new Map<WorkshopId, TiedSeat[]>(ids.map((id) => [id, []]));
  for (const [workshop, workshopCode, id, role, staffNo, part, from, to, under, named] of rows)
    seats.get(identifier<WorkshopId>(workshop))?.push({
      id: identifier<SeatId>(id),
      workshopCode: text(workshopCode),
      role: text(role),
      staffNo: text(staffNo),
      part: optional(text)(part),
      from: optional(day)(from),
      to: optional(day)(to),
      under: list(tie)(under),
      named: list(tie)(named),
    });
  return seats;
}

function tie(value: Value): UnderSeat {
  const [parentId, from, to] = tuple(value);
  return { parentId: identifier<SeatId>(parentId), from: optional(day)(from), to: optional(day)(to) };
}

const RELATIONSHIPS = { under: 'UNDER', named: 'NAMED' } as const satisfies Record<SeatTie['as'], string>;

export async function writeTies(transaction: Transaction, changes: readonly TieChange[]): Promise<void> {
  for (const as of ['under', 'named'] as const)
    await transaction.run(
      `UNWIND $rows AS row
       MATCH (:Seat {id: row[0]})-[tie:${RELATIONSHIPS[as]}]->(:Seat {id: row[1]})
       WHERE coalesce(tie.from = date(row[2]), tie.from IS NULL AND row[2] IS NULL)
       DELETE tie`,
      { rows: rowsOf(changes, 'before', as) },
    );
  for (const as of ['under', 'named'] as const)
    await transaction.run(
      `UNWIND $rows AS row
       MATCH (seat:Seat {id: row[0]}) MATCH (parent:Seat {id: row[1]})
       CREATE (seat)-[tie:${RELATIONSHIPS[as]}]->(parent) SET tie.from = date(row[2]), tie.to = date(row[3])`,
      { rows: rowsOf(changes, 'after', as) },
    );
}

function rowsOf(changes: readonly TieChange[], side: 'before' | 'after', as: SeatTie['as']) {
  return changes.flatMap((change) => {
    const { [side]: found } = change;
    return found?.as === as ? [[change.seatId, change.parentId, found.from, found.to]] : [];
  });
}
