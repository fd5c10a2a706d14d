import type { SchoolYear } from '../src/domain/calendar.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, TeacherId, UnitId } from '../src/domain/identifier.ts';
import type { Interval } from '../src/domain/interval.ts';
import { LEVELS, type Level } from '../src/domain/level.ts';
import type { HeldTitle, LoadCount } from '../src/domain/mentorLoad.ts';
import { PERHAPS_IN_FORCE, SURELY_IN_FORCE } from './designation.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { CHILDREN_OF_UNIT, SCHOOLS_OF_UNIT, childrenOfUnit } from './unit.ts';
import { day, flag, identifier, list, number, oneOf, optional, text, tuple } from './value.ts';

/** Who is asked, and which pairings count. Null: not restricted. */
export type LoadQuestion = {
  /** The day on which titles and schools are looked at. */
  readonly day: Day;
  /** Everybody, whatever the titles. */
  readonly everybody: boolean;
  readonly tiers: readonly string[] | null;
  readonly levels: readonly Level[] | null;
  readonly awardedBy: RegionId | null;
  readonly notAwardedBy: readonly RegionId[];
  readonly schoolYear: SchoolYear;
  /** The day on which the pairings must run. */
  readonly countedOn: Day;
};

/**
 * The mentors asked at the schools in scope, each with `certain` (holds such a title on the day for sure) and `load`. A title
 * revoked, or expired before its term, without a date makes its holder uncertain before the day on which that became known.
 */
const MENTORS = `MATCH (school)<-[works:WORKS_AT]-(mentor:Teacher)
     WHERE ${holding('works')} AND ($everything OR mentor.issuedBy IN $directory)
     WITH part, mentor,
          CASE WHEN $everybody THEN [true] ELSE
          [(mentor)-[:HELD]->(title:Designation)
           WHERE ($levels IS NULL OR title.level IN $levels) AND ($tiers IS NULL OR title.tier IN $tiers)
             AND title.awarded <= date($day) AND (title.termEnd IS NULL OR date($day) < title.termEnd)
             AND ${PERHAPS_IN_FORCE}
             AND ($awardedBy IS NULL OR EXISTS { (title)-[:AWARDED_BY]->(body:Region) WHERE body.id = $awardedBy })
             AND NOT EXISTS { (title)-[:AWARDED_BY]->(body:Region) WHERE body.id IN $notAwardedBy } |
            ${SURELY_IN_FORCE}] END AS titles
     WHERE size(titles) > 0
     WITH part, mentor, true IN titles AS certain,
          COUNT { (mentor)-[:GAVE]->(pairing:Pairing) WHERE pairing.schoolYear = $schoolYear
                    AND (pairing.from IS NULL OR pairing.from <= date($countedOn))
                    AND (pairing.to IS NULL OR date($countedOn) < pairing.to) } AS load`;

/** What the mentors of each unit carry: [unit, units directly below, counts by part and load]. Index: Region.id, School.id. */
export const mentorLoads = defineQuery<
  LoadQuestion & { readonly units: readonly UnitId[] },
  { readonly id: UnitId; readonly children: readonly RegionId[]; readonly counts: readonly LoadCount[] }
>(
  'mentorLoads',
  `UNWIND $units AS unitId
   ${CHILDREN_OF_UNIT}
   CALL (unitId) {
     ${SCHOOLS_OF_UNIT}
     ${MENTORS}
     WITH part, certain, load, count(mentor) AS mentors
     RETURN collect([part, certain, load, mentors]) AS counts
   }
   RETURN unitId, children, counts`,
  ([id, children, counts]) => ({
    id: identifier<UnitId>(id),
    children: childrenOfUnit(children).map((child) => child.id),
    counts: list((row): LoadCount => {
      const [part, certain, load, mentors] = tuple(row);
      return {
        part: optional(identifier<RegionId>)(part),
        certain: flag(certain),
        load: number(load),
        mentors: number(mentors),
      };
    })(counts),
  }),
);

/** Where a mentor stands in the report's order: largest shortfall first, then issuing region's code and staff number. */
export type LoadPosition = { readonly shortfall: number; readonly issuer: string; readonly staffNo: string };

export interface MentorRow extends LoadPosition {
  readonly mentor: TeacherId;
  readonly load: number;
}

type LoadPage = LoadQuestion & {
  readonly unit: UnitId;
  /** 0 without a floor. */
  readonly floor: number;
  readonly least: number;
  readonly most: number | null;
  readonly after: LoadPosition | null;
  readonly before: LoadPosition | null;
  readonly limit: number;
};

/** One page of a unit's mentors. Index: Region.id, School.id. */
export const mentorLoadPage = loadPage('mentorLoadPage', 'shortfall DESC, issuer, staffNo');
/** The same from the end backwards. */
export const mentorLoadPageFromEnd = loadPage('mentorLoadPageFromEnd', 'shortfall, issuer DESC, staffNo DESC');

function loadPage(name: string, order: string) {
  return defineQuery<LoadPage, MentorRow>(
    name,
    `WITH $unit AS unitId
     ${SCHOOLS_OF_UNIT}
     ${MENTORS}
     WHERE certain AND $least <= load AND ($most IS NULL OR load <= $most)
     MATCH (issuingRegion:Region {id: mentor.issuedBy})-[:KNOWN_AS]->(name:RegionName) WHERE ${holding('name')}
     WITH mentor, load, CASE WHEN load < $floor THEN $floor - load ELSE 0 END AS shortfall,
          name.code AS issuer, mentor.staffNo AS staffNo
     WHERE ($after IS NULL OR ${follows('$after')}) AND ($before IS NULL OR NOT ${follows('$before')} AND NOT ${equals('$before')})
     RETURN mentor.id, load, shortfall, issuer, staffNo ORDER BY ${order} LIMIT toInteger($limit)`,
    ([mentor, load, shortfall, issuer, staffNo]) => ({
      mentor: identifier<TeacherId>(mentor),
      load: number(load),
      shortfall: number(shortfall),
      issuer: text(issuer),
      staffNo: text(staffNo),
    }),
  );
}

function follows(position: string): string {
  return `(shortfall < ${position}.shortfall OR shortfall = ${position}.shortfall AND (issuer > ${position}.issuer
     OR issuer = ${position}.issuer AND staffNo > ${position}.staffNo))`;
}

function equals(position: string): string {
  return `(shortfall = ${position}.shortfall AND issuer = ${position}.issuer AND staffNo = ${position}.staffNo)`;
}

/** What the load of single teachers rests on. */
export interface MentorRecord {
  readonly id: TeacherId;
  /** The region that governs the person's own school; the one that issued the staff number where that is not known. */
  readonly region: RegionId;
  readonly titles: readonly HeldTitle[];
  readonly pairings: readonly (Interval & { readonly schoolYear: SchoolYear })[];
}

/** Titles and pairings given of each of these people: [person, region, titles, pairings]. Index: Teacher.id. */
export const mentorRecords = defineQuery<{ ids: readonly TeacherId[]; day: Day }, MentorRecord>(
  'mentorRecords',
  `MATCH (teacher:Teacher) WHERE teacher.id IN $ids AND ($everything OR teacher.issuedBy IN $directory)
   RETURN teacher.id,
          coalesce(head([(teacher)-[works:WORKS_AT]->(:School)-[governs:GOVERNED_BY]->(region:Region)
                         WHERE ${holding('works')} AND ${holding('governs')} | region.id]), teacher.issuedBy),
          [(teacher)-[:HELD]->(title:Designation) |
            [title.tier, title.level, title.awarded, title.termEnd, title.state, title.stateKnownOn,
             head([(title)-[:AWARDED_BY]->(body:Region) | body.id])]],
          [(teacher)-[:GAVE]->(pairing:Pairing) | [pairing.schoolYear, pairing.from, pairing.to]]`,
  ([id, region, titles, pairings]) => ({
    id: identifier<TeacherId>(id),
    region: identifier<RegionId>(region),
    titles: list((row): HeldTitle => {
      const [tier, level, awarded, termEnd, state, stateKnownOn, awardedBy] = tuple(row);
      return {
        tier: text(tier),
        level: oneOf(LEVELS)(level),
        awarded: day(awarded),
        termEnd: optional(day)(termEnd),
        state: oneOf(['IN_FORCE', 'EXPIRED', 'REVOKED'])(state),
        stateKnownOn: optional(day)(stateKnownOn),
        awardedBy: optional(identifier<RegionId>)(awardedBy),
      };
    })(titles),
    pairings: list((row) => {
      const [schoolYear, from, to] = tuple(row);
      return { schoolYear: number(schoolYear) as SchoolYear, from: optional(day)(from), to: optional(day)(to) };
    })(pairings),
  }),
);
