import type { SchoolYear } from '../src/domain/calendar.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, SchoolId, TeacherId, UnitId } from '../src/domain/identifier.ts';
import { SETTINGS, STAGES, type Setting } from '../src/domain/school.ts';
import type { MentoredPeople } from '../src/domain/withoutMentor.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { CHILDREN_OF_UNIT, SCHOOLS_OF_UNIT, childrenOfUnit } from './unit.ts';
import { flag, identifier, list, number, oneOf, optional, text, tuple } from './value.ts';

/** Which pairings make somebody mentored. */
export type MentoredQuestion = {
  /** The day on which posts and schools are looked at. */
  readonly day: Day;
  readonly schoolYear: SchoolYear;
  /** The day on which the pairings must run. */
  readonly countedOn: Day;
};

/** Somebody mentors `person`. Without an end of its own a pairing ends with its school year, in which the counting day lies. */
export const MENTORED = `EXISTS { (person)<-[:TO]-(pairing:Pairing) WHERE pairing.schoolYear = $schoolYear
            AND (pairing.from IS NULL OR pairing.from <= date($countedOn))
            AND (pairing.to IS NULL OR date($countedOn) < pairing.to) }`;

/**
 * The people of each unit who hold posts, told apart by whether somebody mentors them: [unit, units directly below, schools,
 * groups of people who hold posts of the same kinds at the same schools]. Index: Region.id, School.id.
 */
export const peopleByMentored = defineQuery<
  MentoredQuestion & { readonly units: readonly UnitId[] },
  MentoredPeople & { readonly id: UnitId }
>(
  'peopleByMentored',
  `UNWIND $units AS unitId
   ${CHILDREN_OF_UNIT}
   CALL (unitId) {
     ${SCHOOLS_OF_UNIT}
     WITH school, part ORDER BY school.code
     RETURN collect([school.id, part, school.stages,
                     head([(school)-[:HAS_SETTING]->(period:SettingPeriod) WHERE ${holding('period')} | period.setting])]) AS schools
   }
   CALL (unitId) {
     ${SCHOOLS_OF_UNIT}
     MATCH (school)<-[:AT]-(post:Post)<-[:HELD]-(person:Teacher)
     WHERE ${holding('post')} AND ($everything OR person.issuedBy IN $directory)
     WITH person, school.id AS schoolId, post.kind AS kind ORDER BY schoolId, kind
     WITH person, collect(DISTINCT [schoolId, kind]) AS posts
     WITH posts, ${MENTORED} AS mentored, count(*) AS persons
     RETURN collect([posts, mentored, persons]) AS holders
   }
   RETURN unitId, children, schools, holders`,
  ([id, children, schools, holders]) => ({
    id: identifier<UnitId>(id),
    children: childrenOfUnit(children).map((child) => child.id),
    schools: list((row) => {
      const [schoolId, part, stages, setting] = tuple(row);
      return {
        id: identifier<SchoolId>(schoolId),
        part: optional(identifier<RegionId>)(part),
        stages: list(oneOf(STAGES))(stages),
        setting: optional(oneOf(SETTINGS))(setting),
        teachers: 0,
      };
    })(schools),
    holders: list((row) => {
      const [posts, mentored, persons] = tuple(row);
      return {
        posts: list((post) => {
          const [school, kind] = tuple(post);
          return { school: identifier<SchoolId>(school), kind: text(kind) };
        })(posts),
        mentored: flag(mentored),
        persons: number(persons),
      };
    })(holders),
  }),
);

/** Where somebody stands in a list of people: by the issuing region's code, then by staff number. */
export type StaffPlace = { readonly issuer: string; readonly staffNo: string };

/** Somebody in such a list. */
export interface PlacedTeacher extends StaffPlace {
  readonly id: TeacherId;
}

type Page = MentoredQuestion & {
  readonly unit: UnitId;
  /** Kinds of posts that count. */
  readonly posts: readonly string[];
  /** Only posts at schools of these settings; null: at any. */
  readonly settings: readonly Setting[] | null;
  readonly after: StaffPlace | null;
  readonly before: StaffPlace | null;
  readonly limit: number;
};

/** One page of a unit's homeroom teachers whom nobody mentors. Index: Region.id, School.id. */
export const withoutMentorPage = page('withoutMentorPage', 'issuer, staffNo');
/** The same from the end backwards. */
export const withoutMentorPageFromEnd = page('withoutMentorPageFromEnd', 'issuer DESC, staffNo DESC');

function page(name: string, order: string) {
  return defineQuery<Page, PlacedTeacher>(
    name,
    `WITH $unit AS unitId
     ${SCHOOLS_OF_UNIT}
     MATCH (school)<-[:AT]-(post:Post)<-[:HELD]-(person:Teacher)
     WHERE post.kind IN $posts AND ${holding('post')} AND ($everything OR person.issuedBy IN $directory)
       AND ($settings IS NULL OR EXISTS { (school)-[:HAS_SETTING]->(period:SettingPeriod)
                                          WHERE period.setting IN $settings AND ${holding('period')} })
     WITH DISTINCT person
     WHERE NOT ${MENTORED}
     MATCH (issuingRegion:Region {id: person.issuedBy})-[:KNOWN_AS]->(name:RegionName) WHERE ${holding('name')}
     WITH person, name.code AS issuer, person.staffNo AS staffNo
     WHERE ($after IS NULL OR issuer > $after.issuer OR issuer = $after.issuer AND staffNo > $after.staffNo)
       AND ($before IS NULL OR issuer < $before.issuer OR issuer = $before.issuer AND staffNo < $before.staffNo)
     RETURN person.id, issuer, staffNo ORDER BY ${order} LIMIT toInteger($limit)`,
    ([id, issuer, staffNo]) => ({
      id: identifier<TeacherId>(id),
      issuer: text(issuer),
      staffNo: text(staffNo),
    }),
  );
}
