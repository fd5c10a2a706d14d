import type { Day } from '../src/domain/day.ts';
import type { Teacher } from '../src/domain/directory.ts';
import type { RegionId, SchoolId, TeacherId } from '../src/domain/identifier.ts';
import type { Level } from '../src/domain/level.ts';
import type { Setting, Stage } from '../src/domain/school.ts';
import { PERHAPS_IN_FORCE, SURELY_IN_FORCE } from './designation.ts';
import { HIRED } from './hired.ts';
import { holding } from './interval.ts';
import type { PageParameters } from './page.ts';
import { type Parameters, defineQuery } from './session.ts';
import { SCHOOLS_OF_UNIT } from './unit.ts';
import { identifier, list, number, text, tuple, optional } from './value.ts';

/** What a list of people is narrowed to on a day; null narrows nothing. */
export type TeacherConditions = {
  /** Whether any condition on the person, not on the school alone, is set: else none of them is looked at. */
  readonly narrowed: boolean;
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

type Asked = { readonly unit: RegionId; readonly day: Day; readonly where: TeacherConditions } & PageParameters;
/** With a full-text query among the conditions. */
type Searched = { readonly where: TeacherConditions & { readonly search: string } };

/** Of the own school in scope. */
const SCHOOL_FITS = `($where.stage IS NULL OR $where.stage IN school.stages) AND ($where.schoolCode IS NULL OR school.code = $where.schoolCode)
       AND ($where.setting IS NULL OR EXISTS {
         (school)-[:HAS_SETTING]->(period:SettingPeriod) WHERE period.setting = $where.setting AND ${holding('period')} })
       AND ($where.within IS NULL OR ${liesIn('$where.within')})`;

const COUNTING_POST = `post.kind IN $where.countingPosts AND ${holding('post')}`;
const HOLDS_COUNTING_POST = `EXISTS { (teacher)-[:HELD]->(post:Post) WHERE ${COUNTING_POST} }`;
const MENTORED = `EXISTS { (teacher)<-[:TO]-(pairing:Pairing)
         WHERE ${holding('pairing')} AND (pairing.to IS NOT NULL OR pairing.schoolYear >= $where.schoolYear) }`;
const SEATED = `EXISTS { (teacher)-[:HELD]->(seat:Seat)
         WHERE ($where.role IS NULL OR seat.role = $where.role) AND ${holding('seat')} }`;

/** A title that fits; also one that was revoked or expired without a date, as long as that was not known. */
function holdsTitle(state: string): string {
  return `EXISTS { (teacher)-[:HELD]->(title:Designation)
         WHERE ($where.tiers IS NULL OR title.tier IN $where.tiers) AND ($where.level IS NULL OR title.level = $where.level)
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
const RURAL = worksIn('period.setting IN $where.ruralSettings');
const NOT_RURAL = worksIn('NOT period.setting IN $where.ruralSettings');

/** Each compared with what is asked, so that nothing is looked up where nothing is. */
const TEACHER_FITS = `CASE WHEN NOT $where.narrowed THEN true ELSE ($where.homeroom IS NULL OR $where.homeroom = ${HOLDS_COUNTING_POST})
       AND ($where.mentored IS NULL OR $where.mentored = ${MENTORED})
       AND ($where.seated IS NULL OR $where.seated = ${SEATED})
       AND ($where.rural IS NULL OR CASE WHEN ${RURAL} THEN $where.rural ELSE NOT $where.rural AND ${NOT_RURAL} END)
       AND (NOT $where.titled OR ${holdsTitle(PERHAPS_IN_FORCE)}) END`;

/** How many there are, and those of the page, nearest to its beginning first. */
function countedPage(order: string): string {
  return `WITH teacher, school, NOT $where.titled OR ${holdsTitle(SURELY_IN_FORCE)} AS certain
   WITH collect(CASE WHEN certain THEN [teacher, school.id] END) AS found,
        sum(CASE WHEN certain THEN 0 ELSE 1 END) AS uncertain
   CALL (found) {
     UNWIND found AS person
     WITH person, person[0].staffNo AS code, person[0].id AS id
     WHERE ($page.afterCode IS NULL OR code > $page.afterCode OR (code = $page.afterCode AND id > $page.afterId))
       AND ($page.beforeCode IS NULL OR code < $page.beforeCode OR (code = $page.beforeCode AND id < $page.beforeId))
     WITH person, code, id ORDER BY ${order} LIMIT toInteger($page.limit)
     RETURN collect([id, person[0].issuedBy, code, person[0].name, person[1], person[0].subject]) AS page
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
   WHERE ${holding('works')} AND ${HIRED} AND ($everything OR teacher.issuedBy IN $directory)`;

const FOUND = `CALL db.index.fulltext.queryNodes('Teacher_search', $where.search) YIELD node AS teacher
   WITH teacher WHERE ${HIRED} AND ($everything OR teacher.issuedBy IN $directory)
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
export const teachersFound = teacherList<Searched>('teachersFound', FOUND, FORWARDS);
/** The same from the end backwards. */
export const teachersFoundFromEnd = teacherList<Searched>('teachersFoundFromEnd', FOUND, BACKWARDS);

function teacherList<More extends Parameters = Parameters>(name: string, people: string, order: string) {
  return defineQuery<Asked & More, TeacherList>(
    name,
    `${people} AND ${TEACHER_FITS}\n   ${countedPage(order)}`,
    ([total, uncertain, page]) => ({
      total: number(total),
      uncertain: number(uncertain),
      teachers: list((row): Teacher => {
        const [id, issuedBy, staffNo, called, schoolId, subject] = tuple(row);
        return {
          kind: 'Teacher',
          id: identifier<TeacherId>(id),
          issuedBy: identifier<RegionId>(issuedBy),
          staffNo: text(staffNo),
          name: text(called),
          subject: optional(text)(subject),
          schoolId: identifier<SchoolId>(schoolId),
        };
      })(page),
    }),
  );
}
