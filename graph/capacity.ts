import type { StaffedWorkshop, UnitWorkshop } from '../src/domain/capacity.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, SeatId, UnitId, WorkshopId } from '../src/domain/identifier.ts';
import { LEVELS, type Level } from '../src/domain/level.ts';
import { STAGES } from '../src/domain/school.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { CHILDREN_OF_UNIT, SCHOOLS_OF_UNIT, childrenOfUnit } from './unit.ts';
import { type Value, day, identifier, list, oneOf, optional, text, tuple } from './value.ts';

/** A workshop and the seats that are held in it on the day: [id, level, stages, founded, founder, seats [id, role, from, seats above]]. */
const STAFFED = `[workshop.id, workshop.level, workshop.stages, workshop.from,
             CASE WHEN founder:School THEN 'School' ELSE 'Region' END, founder.id,
             [(workshop)<-[:IN]-(seat:Seat) WHERE ${holding('seat')} |
               [seat.id, seat.role, seat.from,
                [(seat)-[under:UNDER]->(above:Seat) WHERE ${holding('under')} AND ${holding('above')} | above.id]]],
             workshop.kind]`;

function staffed(value: Value): StaffedWorkshop {
  const [id, level, stages, founded, founderKind, founderId, seats, kind] = tuple(value);
  return {
    id: identifier<WorkshopId>(id),
    level: oneOf(LEVELS)(level),
    stages: list(oneOf(STAGES))(stages),
    kind: optional(text)(kind),
    founded: optional(day)(founded),
    founder: { kind: oneOf(['Region', 'School'])(founderKind), id: identifier<UnitId>(founderId) },
    seats: list((row) => {
      const [seatId, role, from, under] = tuple(row);
      return {
        id: identifier<SeatId>(seatId),
        role: text(role),
        from: optional(day)(from),
        under: list(identifier<SeatId>)(under),
      };
    })(seats),
  };
}

/**
 * For each `unitId`: the workshops that exist on the day and that it or a body below it founded, each with its founder and
 * the region directly below the unit through which the founder belongs to it. Index: Region.id, School.id.
 */
export const WORKSHOPS_OF_UNIT = `CALL (unitId) {
       MATCH path = (unit:Region {id: unitId})<-[parts:PART_OF*0..6]-(founder:Region)
       WHERE all(part IN parts WHERE ${holding('part')}) AND ($everything OR unit.id IN $directory)
       RETURN founder, CASE size(parts) WHEN 0 THEN null ELSE nodes(path)[1].id END AS part
       UNION ALL
       WITH unitId
       ${SCHOOLS_OF_UNIT}
       RETURN school AS founder, part
     }
     MATCH (founder)<-[:FOUNDED_BY]-(workshop:Workshop)
     WHERE ${holding('workshop')} AND ($everything OR workshop.issuedBy IN $directory)`;

/** What the graph knows of a unit's workshops on a day. */
export interface UnitWorkshops {
  readonly id: UnitId;
  readonly children: readonly { readonly id: RegionId; readonly level: Level }[];
  readonly workshops: readonly UnitWorkshop[];
}

/**
 * The workshops that each unit or a body below it founded and that exist on a day, with the seats held: [unit, units
 * directly below, workshops]. Units are regions or schools. Index: Region.id, School.id.
 */
export const unitWorkshops = defineQuery<{ units: readonly UnitId[]; day: Day }, UnitWorkshops>(
  'unitWorkshops',
  `UNWIND $units AS unitId
   ${CHILDREN_OF_UNIT}
   CALL (unitId) {
     ${WORKSHOPS_OF_UNIT}
     WITH workshop, founder, part ORDER BY workshop.issuedBy, workshop.code
     RETURN collect([part, ${STAFFED}]) AS workshops
   }
   RETURN unitId, children, workshops`,
  ([id, children, workshops]) => ({
    id: identifier<UnitId>(id),
    children: childrenOfUnit(children),
    workshops: list((row) => {
      const [part, workshop] = tuple(row);
      return { part: optional(identifier<RegionId>)(part), ...staffed(workshop) };
    })(workshops),
  }),
);

/** Workshops by id with the seats held on a day. Index: Workshop.id. */
export const staffedWorkshops = defineQuery<{ ids: readonly WorkshopId[]; day: Day }, StaffedWorkshop>(
  'staffedWorkshops',
  `MATCH (workshop:Workshop)-[:FOUNDED_BY]->(founder)
   WHERE workshop.id IN $ids AND ($everything OR workshop.issuedBy IN $directory) AND ${holding('workshop')}
   RETURN ${STAFFED}`,
  ([workshop]) => staffed(workshop),
);
