import type { Day } from '../src/domain/day.ts';
import type { RegionId, SchoolId, SeatId, TeacherId, UnitId, WorkshopId } from '../src/domain/identifier.ts';
import { LEVELS } from '../src/domain/level.ts';
import type { QuotaGroup, QuotaPeople, QuotaSeat } from '../src/domain/ruralQuota.ts';
import { STAGES, type Setting } from '../src/domain/school.ts';
import type { HeldSeat } from '../src/domain/seats.ts';
import { holding, holdingOn } from './interval.ts';
import { PLACED_SCHOOLS, WHEREABOUTS, placedSchools, whereabouts } from './placement.ts';
import { TITLES, ladderTitles } from './pyramid.ts';
import { defineQuery } from './session.ts';
import { CHILDREN_OF_UNIT, SCHOOLS_OF_UNIT, childrenOfUnit } from './unit.ts';
import { type Value, day, flag, identifier, list, number, oneOf, optional, text, tuple } from './value.ts';
import { MENTORED, type MentoredQuestion, type PlacedTeacher, type StaffPlace } from './withoutMentor.ts';

/** Which people are rural, trained and mentored in a school year. */
export type QuotaQuestion = MentoredQuestion & {
  /** The days on which training counts: the first, and the first that no longer does. */
  readonly trainedFrom: Day;
  readonly trainedBefore: Day;
};

const TRAINED = `EXISTS { (person)-[:HELD]->(attendance:Attendance)
            WHERE date($trainedFrom) <= attendance.date AND attendance.date < date($trainedBefore) }`;

/** The seats that `person` holds in running workshops: [workshop [id, level, stages, founded, founder, seat], the seat and those held above it [id, role, from, seats above]]. */
const SEATS = `[(person)-[:HELD]->(held:Seat)-[:IN]->(workshop:Workshop)-[:FOUNDED_BY]->(founder)
          WHERE ${holding('held')} AND ${holding('workshop')} AND ($everything OR workshop.issuedBy IN $directory) |
           [[workshop.id, workshop.level, workshop.stages, workshop.from,
             CASE WHEN founder:School THEN 'School' ELSE 'Region' END, founder.id, held.id],
            [(held)-[ties:UNDER*0..5]->(seat:Seat)
             WHERE all(tie IN ties WHERE ${holding('tie')}) AND ${holding('seat')} |
              [seat.id, seat.role, seat.from,
               [(seat)-[under:UNDER]->(next:Seat) WHERE ${holding('under')} AND ${holding('next')} | next.id]]]]]`;

/**
 * The people of each unit on a day, who hold a post at one of its schools or belong to one, with what a school year's rural
 * report asks: [unit, units directly below, schools, people]. Those who are alike in everything are counted together. Units
 * are regions or schools. Index: Region.id, School.id.
 */
export const quotaPeople = defineQuery<
  QuotaQuestion & { readonly units: readonly UnitId[] },
  QuotaPeople & { readonly id: UnitId }
>(
  'quotaPeople',
  `UNWIND $units AS unitId
   ${CHILDREN_OF_UNIT}
   ${PLACED_SCHOOLS}
   CALL (unitId) {
     ${SCHOOLS_OF_UNIT}
     CALL (school) {
       MATCH (school)<-[:AT]-(post:Post)<-[:HELD]-(person:Teacher) WHERE ${holding('post')} RETURN person
       UNION
       MATCH (school)<-[works:WORKS_AT]-(person:Teacher) WHERE ${holding('works')} RETURN person
     }
     WITH DISTINCT person WHERE $everything OR person.issuedBy IN $directory
     WITH ${WHEREABOUTS} AS whereabouts, ${TITLES} AS titles, ${SEATS} AS seats, ${TRAINED} AS trained,
          ${MENTORED} AS mentored
     WITH whereabouts, titles, seats, trained, mentored, count(*) AS persons
     RETURN collect([persons, whereabouts, titles, seats, trained, mentored]) AS people
   }
   RETURN unitId, children, schools, people`,
  ([id, children, schools, people]) => ({
    id: identifier<UnitId>(id),
    children: childrenOfUnit(children).map((child): RegionId => child.id),
    schools: placedSchools(schools),
    people: list((row): QuotaGroup => {
      const [persons, where, titles, seats, trained, mentored] = tuple(row);
      return {
        person: null,
        persons: number(persons),
        ...whereabouts(where),
        titles: ladderTitles(titles),
        service: null,
        seats: list(quotaSeat)(seats).flatMap((seat) => (seat === null ? [] : [seat])),
        trained: flag(trained),
        mentored: flag(mentored),
      };
    })(people),
  }),
);

function quotaSeat(value: Value): QuotaSeat | null {
  const [about, chain] = tuple(value);
  const [id, level, stages, founded, founderKind, founderId, heldId] = tuple(about);
  const seats = list((row): HeldSeat => {
    const [seatId, role, from, under] = tuple(row);
    return {
      id: identifier<SeatId>(seatId),
      role: text(role),
      from: optional(day)(from),
      under: list(identifier<SeatId>)(under),
    };
  })(chain);
  const seat = seats.find((each) => each.id === heldId);
  if (seat === undefined) return null;
  return {
    workshop: {
      id: identifier<WorkshopId>(id),
      level: oneOf(LEVELS)(level),
      stages: list(oneOf(STAGES))(stages),
      founded: optional(day)(founded),
      founder: { kind: oneOf(['Region', 'School'])(founderKind), id: identifier<UnitId>(founderId) },
    },
    seat,
    above: seats.filter((each) => each !== seat),
  };
}

/** Rural homeroom teachers who were not trained, as far as their records are open to the asker. */
type NotTrained = QuotaQuestion & {
  readonly unit: UnitId;
  /** Kinds of posts that count. */
  readonly posts: readonly string[];
  readonly settings: readonly Setting[];
  /** The day that decides whose records are open. */
  readonly today: Day;
  /** The school of an account that stands on one; null: none. */
  readonly ownSchool: SchoolId | null;
};

const NOT_TRAINED = `WITH $unit AS unitId
     ${SCHOOLS_OF_UNIT}
     MATCH (school)<-[:AT]-(post:Post)<-[:HELD]-(person:Teacher)
     WHERE post.kind IN $posts AND ${holding('post')} AND ($everything OR person.issuedBy IN $directory)
       AND EXISTS { (school)-[:HAS_SETTING]->(period:SettingPeriod)
                    WHERE period.setting IN $settings AND ${holding('period')} }
     WITH DISTINCT person
     WHERE NOT ${TRAINED} AND ($allRecords OR EXISTS {
       MATCH (person)-[works:WORKS_AT]->(own:School)
       WHERE ${holdingOn('works', 'date($today)')} AND (own.id = $ownSchool OR EXISTS {
         MATCH (own)-[governs:GOVERNED_BY]->(region:Region)
         WHERE ${holdingOn('governs', 'date($today)')} AND region.id IN $records }) })`;

type Page = NotTrained & {
  readonly after: StaffPlace | null;
  readonly before: StaffPlace | null;
  readonly limit: number;
};

/** How many rural homeroom teachers of a unit were not trained. Index: Region.id, School.id. */
export const notTrainedCount = defineQuery<NotTrained, number>(
  'notTrainedCount',
  `${NOT_TRAINED}
     WITH count(person) AS persons WHERE persons > 0
     RETURN persons`,
  ([persons]) => number(persons),
);

/** One page of them, by issuing region and staff number. Index: Region.id, School.id. */
export const notTrainedPage = page('notTrainedPage', 'issuer, staffNo');
/** The same from the end backwards. */
export const notTrainedPageFromEnd = page('notTrainedPageFromEnd', 'issuer DESC, staffNo DESC');

function page(name: string, order: string) {
  return defineQuery<Page, PlacedTeacher>(
    name,
    `${NOT_TRAINED}
     MATCH (issuingRegion:Region {id: person.issuedBy})-[:KNOWN_AS]->(name:RegionName) WHERE ${holding('name')}
     WITH person, name.code AS issuer, person.staffNo AS staffNo
     WHERE ($after IS NULL OR issuer > $after.issuer OR issuer = $after.issuer AND staffNo > $after.staffNo)
       AND ($before IS NULL OR issuer < $before.issuer OR issuer = $before.issuer AND staffNo < $before.staffNo)
     RETURN person.id, issuer, staffNo ORDER BY ${order} LIMIT toInteger($limit)`,
    ([id, issuer, staffNo]) => ({ id: identifier<TeacherId>(id), issuer: text(issuer), staffNo: text(staffNo) }),
  );
}
