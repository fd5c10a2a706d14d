import type { Day } from '../src/domain/day.ts';
import type { RegionId, SeatId, TeacherId, UnitId, WorkshopId } from '../src/domain/identifier.ts';
import { LEVELS, type Level } from '../src/domain/level.ts';
import type { LineageSeat } from '../src/domain/workshopLineage.ts';
import { STAGES, type Stage } from '../src/domain/school.ts';
import { defineQuery } from './session.ts';
import { day, identifier, list, oneOf, optional, text, tuple } from './value.ts';

/** A workshop as its lineage needs it. */
export interface LineageWorkshop {
  readonly id: WorkshopId;
  readonly issuedBy: RegionId;
  readonly level: Level;
  readonly stages: readonly Stage[];
  readonly founded: Day | null;
  readonly founder: { readonly kind: 'Region' | 'School'; readonly id: UnitId };
  readonly seats: readonly LineageSeat[];
}

/**
 * Workshops by id with their seats and what each stands under: on a day only what runs, with `includeEnded` all that began
 * by it. One row a workshop, seats as flat lists [id, role, holder, from, to, ties [seat above, from, to]]. Index: Workshop.id.
 */
export const workshopLineages = defineQuery<
  { ids: readonly WorkshopId[]; day: Day; includeEnded: boolean },
  LineageWorkshop
>(
  'workshopLineages',
  `MATCH (workshop:Workshop)-[:FOUNDED_BY]->(founder)
   WHERE workshop.id IN $ids AND ($everything OR workshop.issuedBy IN $directory)
   RETURN workshop.id, workshop.issuedBy, workshop.level, workshop.stages, workshop.from,
          CASE WHEN founder:School THEN 'School' ELSE 'Region' END, founder.id,
          [(workshop)<-[:IN]-(seat:Seat)<-[:HELD]-(holder:Teacher)
           WHERE (seat.from IS NULL OR seat.from <= date($day)) AND ($includeEnded OR seat.to IS NULL OR date($day) < seat.to)
             AND ($everything OR holder.issuedBy IN $directory) |
            [seat.id, seat.role, holder.id, seat.from, seat.to,
             [(seat)-[under:UNDER]->(above:Seat)
              WHERE (under.from IS NULL OR under.from <= date($day)) AND ($includeEnded OR under.to IS NULL OR date($day) < under.to) |
              [above.id, under.from, under.to]]]]`,
  ([id, issuedBy, level, stages, founded, founderKind, founderId, seats]) => ({
    id: identifier<WorkshopId>(id),
    issuedBy: identifier<RegionId>(issuedBy),
    level: oneOf(LEVELS)(level),
    stages: list(oneOf(STAGES))(stages),
    founded: optional(day)(founded),
    founder: { kind: oneOf(['Region', 'School'])(founderKind), id: identifier<UnitId>(founderId) },
    seats: list((row): LineageSeat => {
      const [seatId, role, holder, from, to, under] = tuple(row);
      return {
        id: identifier<SeatId>(seatId),
        role: text(role),
        holder: identifier<TeacherId>(holder),
        from: optional(day)(from),
        to: optional(day)(to),
        under: list((tie) => {
          const [seat, since, until] = tuple(tie);
          return { seat: identifier<SeatId>(seat), from: optional(day)(since), to: optional(day)(until) };
        })(under),
      };
    })(seats),
  }),
);
