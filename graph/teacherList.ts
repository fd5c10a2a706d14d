import type { Day } from '../src/domain/day.ts';
import type { Teacher } from '../src/domain/directory.ts';
import type { RegionId, SchoolId, TeacherId } from '../src/domain/identifier.ts';
import type { Level } from '../src/domain/level.ts';
import type { Setting, Stage } from '../src/domain/school.ts';
import { PERHAPS_IN_FORCE, SURELY_IN_FORCE } from './designation.ts';
import { holding } from './interval.ts';
import type { PageParameters } from './page.ts';
import { type Parameters, defineQuery } from './session.ts';
import { SCHOOLS_OF_UNIT } from './unit.ts';
import { identifier, list, number, text, tuple } from './value.ts';

/** What a list of people is narrowed to on a day; null narrows nothing. */
export type TeacherConditions = {
  readonly stage: Stage | null;
  readonly setting: Setting | null;
  /** A region: the own school is its own or that of a region below. */
  readonly within: RegionId | null;
  readonly schoolCode: string | null;
  /** Whether a title in force is asked for, and of which tiers and level. */
  readonly titled: boolean;
  readonly tiers: readonly string[] | null;
  readonly level: Level | null;
  readonly seated: boolean | null;
  readonly role: string | null;
  readonly mentored: boolean | null;
  /** The school year in which the day lies: a pairing without an end runs until the end of its own. */
  readonly schoolYear: number;
  readonly homeroom: boolean | null;
  readonly countingPosts: readonly string[];
  readonly rural: boolean | null;
  readonly ruralSettings: readonly Setting[];
};

/** People found: how many, and one page of them. */
export interface TeacherList {
  readonly total: number;
  /** How many more fit if a title that was revoked or expired without a date was still in force on the day. */
  readonly uncertain: number;
  readonly teachers: readonly Teacher[];
}

type Asked = { readonly unit: RegionId; readonly day: Day } & TeacherConditions & PageParameters;

/** Of the own school in scope. */
const SCHOOL_FITS = `($stage IS NULL OR $stage IN school.stages) AND ($schoolCode IS NULL OR school.code = $schoolCode)
       AND ($setting IS NULL OR EXISTS {
         (school)-[:HAS_SETTING]->(period:SettingPeriod) WHERE period.setting = $setting AND ${holding('period')} })
       AND ($within IS NULL OR ${liesIn('$within')})`;

const COUNTING_POST = `post.kind IN $countingPosts AND ${holding('post')}`;
const HOLDS_COUNTING_POST = `EXISTS { (teacher)-[:HELD]->(post:Post) WHERE ${COUNTING_POST} }`;
const MENTORED = `EXISTS { (teacher)<-[:TO]-(pairing:Pairing)
         WHERE ${holding('pairing')} AND (pairing.to IS NOT NULL OR pairing.schoolYear >= $schoolYear) }`;
const SEATED = `EXISTS { (teacher)-[:HELD]->(seat:Seat)
         WHERE ($role IS NULL OR seat.role = $role) AND ${holding('seat')} }`;

/** A title that fits; also one that was revoked or expired without a date, as long as that was not known. */
function holdsTitle(state: string): string {
  return `EXISTS { (teacher)-[:HELD]->(title:Designation)
         WHERE ($tiers IS NULL OR title.tier IN $tiers) AND ($level IS NULL OR title.level = $level)
           AND title.awarded <= date($day) AND (title.termEnd IS NULL OR date($day) < title.termEnd) AND (${state}) }`;
}

/** Of the places of the counting posts held, or of the own school for who holds none. */
function worksIn(condition: string): string {
  const place = (school: string) =>
    `(${school})-[:HAS_SETTING]->(period:SettingPeriod) WHERE ${holding('period')} AND ${condition}`;
  return `(EXISTS { (teacher)-[:HELD]->(post:Post)-[:AT]->(serves:School)
                    WHERE ${COUNTING_POST} AND EXISTS { ${place('serves')} } }
           OR NOT ${HOLDS_COUNTING_POST} AND EXISTS { ${place('school')} })`;
}
const RURAL = worksIn('period.setting IN $ruralSettings');
const NOT_RURAL = worksIn('NOT period.setting IN $ruralSettings');

const TEACHER_FITS = `($homeroom IS NULL OR ($homeroom AND ${HOLDS_COUNTING_POST}) OR (NOT $homeroom AND NOT ${HOLDS_COUNTING_POST}))
       AND ($mentored IS NULL OR ($mentored AND ${MENTORED}) OR (NOT $mentored AND NOT ${MENTORED}))
       AND ($seated IS NULL OR ($seated AND ${SEATED}) OR (NOT $seated AND NOT ${SEATED}))
       AND ($rural IS NULL OR ($rural AND ${RURAL}) OR (NOT $rural AND ${NOT_RURAL} AND NOT ${RURAL}))
       AND (NOT $titled OR ${holdsTitle(PERHAPS_IN_FORCE)})`;

/** How many there are, and those of the page, nearest to its beginning first. */
function countedPage(order: string): string {
  return `WITH teacher, school, NOT $titled OR ${holdsTitle(SURELY_IN_FORCE)} AS certain
   WITH collect(CASE WHEN certain THEN [teacher, school.id] END) AS found,
        sum(CASE WHEN certain THEN 0 ELSE 1 END) AS uncertain
   CALL (found) {
     UNWIND found AS person
     WITH person, person[0].staffNo AS code, person[0].id AS id
     WHERE ($afterCode IS NULL OR code > $afterCode OR (code = $afterCode AND id > $afterId))
       AND ($beforeCode IS NULL OR code < $beforeCode OR (code = $beforeCode AND id < $beforeId))
     WITH person, code, id ORDER BY ${order} LIMIT toInteger($limit)
     RETURN collect([id, person[0].issuedBy, code, person[0].name, person[1]]) AS page
   }
   RETURN size(found), uncertain, page`;
}

/** Whether the school in scope lies in a region on the day, through those between. */
function liesIn(region: string): string {
  return `EXISTS {
         MATCH (school)-[governed:GOVERNED_BY]->(:Region)-[steps:PART_OF*0..6]->(:Region {id: ${region}})
         WHERE ${holding('governed')} AND all(step IN steps WHERE ${holding('step')}) }`;
}

const OF_REGION = `WITH $unit AS unitId
   ${SCHOOLS_OF_UNIT}
   WITH school WHERE ${SCHOOL_FITS}
   MATCH (school)<-[works:WORKS_AT]-(teacher:Teacher)
   WHERE ${holding('works')} AND ($everything OR teacher.issuedBy IN $directory)`;

const FOUND = `CALL db.index.fulltext.queryNodes('Teacher_search', $search) YIELD node AS teacher
   WITH teacher WHERE $everything OR teacher.issuedBy IN $directory
   MATCH (teacher)-[works:WORKS_AT]->(school:School) WHERE ${holding('works')}
   WITH school, collect(teacher) AS teachers
   WHERE ($everything OR $unit IN $directory AND school.issuedBy IN $directory) AND ${liesIn('$unit')} AND ${SCHOOL_FITS}
   UNWIND teachers AS teacher
   WITH teacher, school WHERE true`;

const FORWARDS = 'code, id';
const BACKWARDS = 'code DESC, id DESC';

/**
 * One page of the people whose own school lies in a region on a day, and how many there are, in the order of their staff
 * numbers. Index: Region.id.
 */
export const teachersOfRegion = teacherList('teachersOfRegion', OF_REGION, FORWARDS);
/** The same from the end backwards. */
export const teachersOfRegionFromEnd = teacherList('teachersOfRegionFromEnd', OF_REGION, BACKWARDS);
/** As {@link teachersOfRegion}, of those whom a full-text query finds. Index: Teacher_search (full text). */
export const teachersFound = teacherList<{ readonly search: string }>('teachersFound', FOUND, FORWARDS);
/** The same from the end backwards. */
export const teachersFoundFromEnd = teacherList<{ readonly search: string }>('teachersFoundFromEnd', FOUND, BACKWARDS);

function teacherList<More extends Parameters = Parameters>(name: string, people: string, order: string) {
  return defineQuery<Asked & More, TeacherList>(
    name,
    `${people} AND ${TEACHER_FITS}\n   ${countedPage(order)}`,
    ([total, uncertain, page]) => ({
      total: number(total),
      uncertain: number(uncertain),
      teachers: list((row): Teacher => {
        const [id, issuedBy, staffNo, called, schoolId] = tuple(row);
        return {
          kind: 'Teacher',
          id: identifier<TeacherId>(id),
          issuedBy: identifier<RegionId>(issuedBy),
          staffNo: text(staffNo),
          name: text(called),
          schoolId: identifier<SchoolId>(schoolId),
        };
      })(page),
    }),
  );
}
