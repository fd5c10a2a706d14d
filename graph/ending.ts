import type { SchoolYear } from '../src/domain/calendar.ts';
import type { Day } from '../src/domain/day.ts';
import type { PairingEnd, SeatEnd, TitleTerm, UnitEndings, WorkshopTerm } from '../src/domain/ending.ts';
import type { DesignationId, PairingId, SeatId, TeacherId, UnitId, WorkshopId } from '../src/domain/identifier.ts';
import { LEVELS } from '../src/domain/level.ts';
import { STAGES } from '../src/domain/school.ts';
import { WORKSHOPS_OF_UNIT } from './capacity.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { SCHOOLS_OF_UNIT } from './unit.ts';
import { type Value, day, identifier, list, number, oneOf, optional, text, tuple } from './value.ts';

/** Those whose own school it is. */
const PEOPLE = `MATCH (school)<-[works:WORKS_AT]-(person:Teacher)
     WHERE ${holding('works')} AND ($everything OR person.issuedBy IN $directory)`;

/**
 * What ends in each unit by `until`, or has a term that ended: [unit, titles of its people, pairings in which its people are
 * mentored, workshops that it or a body below it founded with the seats in them]. Index: Region.id, School.id.
 */
export const unitEndings = defineQuery<
  { units: readonly UnitId[]; day: Day; until: Day },
  UnitEndings & { readonly id: UnitId }
>(
  'unitEndings',
  `UNWIND $units AS unitId
   CALL (unitId) {
     ${SCHOOLS_OF_UNIT}
     ${PEOPLE}
     MATCH (person)-[:HELD]->(title:Designation)
     WHERE title.termEnd <= date($until) AND title.awarded <= date($day)
       AND (title.state = 'IN_FORCE' OR date($day) < title.termEnd)
     RETURN collect([title.id, person.id, person.staffNo, title.awarded, title.termEnd, title.state, title.stateKnownOn]) AS titles
   }
   CALL (unitId) {
     ${SCHOOLS_OF_UNIT}
     ${PEOPLE}
     MATCH (person)<-[:TO]-(pairing:Pairing)
     WHERE date($day) < pairing.to AND pairing.to <= date($until) AND ${holding('pairing')}
     RETURN collect([pairing.id, person.id, person.staffNo, pairing.schoolYear, pairing.to]) AS pairings
   }
   CALL (unitId) {
     ${WORKSHOPS_OF_UNIT}
     RETURN collect([workshop.id, workshop.code, workshop.level, workshop.stages, workshop.from, workshop.to,
                     CASE WHEN founder:School THEN 'School' ELSE 'Region' END, founder.id,
                     [(workshop)<-[:IN]-(seat:Seat)<-[:HELD]-(holder:Teacher)
                      WHERE seat.to <= date($until) AND ${holding('seat')}
                        AND ($everything OR holder.issuedBy IN $directory) |
                      [seat.id, holder.id, holder.staffNo, seat.to]]]) AS workshops
   }
   RETURN unitId, titles, pairings, workshops`,
  ([id, titles, pairings, workshops]) => ({
    id: identifier<UnitId>(id),
    titles: list(title)(titles),
    pairings: list(pairing)(pairings),
    workshops: list(workshop)(workshops),
  }),
);

function title(row: Value): TitleTerm {
  const [id, teacher, staffNo, awarded, termEnd, state, stateKnownOn] = tuple(row);
  return {
    id: identifier<DesignationId>(id),
    teacher: identifier<TeacherId>(teacher),
    staffNo: text(staffNo),
    awarded: day(awarded),
    termEnd: day(termEnd),
    state: oneOf(['IN_FORCE', 'EXPIRED', 'REVOKED'])(state),
    stateKnownOn: optional(day)(stateKnownOn),
  };
}

function pairing(row: Value): PairingEnd {
  const [id, mentee, staffNo, schoolYear, to] = tuple(row);
  return {
    id: identifier<PairingId>(id),
    mentee: identifier<TeacherId>(mentee),
    staffNo: text(staffNo),
    schoolYear: number(schoolYear) as SchoolYear,
    to: day(to),
  };
}

function workshop(row: Value): WorkshopTerm {
  const [id, code, level, stages, from, to, founderKind, founderId, seats] = tuple(row);
  return {
    id: identifier<WorkshopId>(id),
    code: text(code),
    level: oneOf(LEVELS)(level),
    stages: list(oneOf(STAGES))(stages),
    from: optional(day)(from),
    to: optional(day)(to),
    founder: { kind: oneOf(['Region', 'School'])(founderKind), id: identifier<UnitId>(founderId) },
    seats: list((each): SeatEnd => {
      const [seatId, teacher, staffNo, seatTo] = tuple(each);
      return {
        id: identifier<SeatId>(seatId),
        teacher: identifier<TeacherId>(teacher),
        staffNo: text(staffNo),
        to: day(seatTo),
      };
    })(seats),
  };
}
