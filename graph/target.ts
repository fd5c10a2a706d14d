import type { Day } from '../src/domain/day.ts';
import type { RegionId, SchoolId, TeacherId, UnitId, WorkshopId } from '../src/domain/identifier.ts';
import type { Interval } from '../src/domain/interval.ts';
import { LEVELS } from '../src/domain/level.ts';
import { SETTINGS, STAGES } from '../src/domain/school.ts';
import type { TargetFacts } from '../src/domain/targetFacts.ts';
import { holdingOn } from './interval.ts';
import { defineQuery } from './session.ts';
import { type Value, day, identifier, list, number, oneOf, optional, text, tuple } from './value.ts';

/** What targets need to know: which records, and of whom posts and training are asked on which days. */
export type TargetQuestion = {
  readonly units: readonly UnitId[];
  readonly titles: boolean;
  /** Whether it matters where holders work: their posts are told too. */
  readonly workplaces: boolean;
  readonly workshops: boolean;
  /** [day on which the posts are held, first day from which on training counts]. */
  readonly populations: readonly (readonly [day: Day, since: Day])[];
};

const VISIBLE = '($everything OR unit.id IN $directory AND region.id IN $directory)';

/**
 * What targets count in each unit, with the dates of every step between a record and the unit, so that one answer serves any
 * day: [unit, regions, schools, holders of titles, workshops, people by the posts they hold and the first training]. Units
 * are regions or schools. Index: Region.id, School.id.
 */
export const targetFacts = defineQuery<TargetQuestion, TargetFacts & { readonly id: UnitId }>(
  'targetFacts',
  `UNWIND $units AS unitId
   CALL (unitId) {
     MATCH path = (unit:Region {id: unitId})<-[parts:PART_OF*0..6]-(region:Region)
     WHERE ${VISIBLE}
     RETURN collect([[each IN nodes(path) | each.id], [part IN parts | [part.from, part.to]],
                     [(region)-[:KNOWN_AS]->(name:RegionName) | [name.from, name.to, name.code, name.level]]]) AS regions
   }
   CALL (unitId) {
     CALL (unitId) {
       MATCH (unit:Region {id: unitId})<-[:PART_OF*0..6]-(region:Region)<-[:GOVERNED_BY]-(school:School)
       WHERE ${VISIBLE} AND ($everything OR school.issuedBy IN $directory)
       RETURN DISTINCT school
       UNION
       MATCH (school:School {id: unitId}) WHERE $everything OR school.issuedBy IN $directory
       RETURN school
     }
     RETURN collect(school) AS places,
            collect([school.id, school.code, school.stages,
                     [(school)-[governs:GOVERNED_BY]->(governor:Region) | [governs.from, governs.to, governor.id]],
                     [(school)-[:HAS_SETTING]->(period:SettingPeriod) | [period.from, period.to, period.setting]]]) AS schools
   }
   CALL (places) {
     UNWIND CASE WHEN $titles THEN places ELSE [] END AS school
     CALL (school) {
       MATCH (school)<-[:WORKS_AT]-(person:Teacher) RETURN person
       UNION
       UNWIND CASE WHEN $workplaces THEN [school] ELSE [] END AS place
       MATCH (place)<-[:AT]-(:Post)<-[:HELD]-(person:Teacher) RETURN person
     }
     WITH DISTINCT person WHERE $everything OR person.issuedBy IN $directory
     MATCH (person)-[:HELD]->(title:Designation)
     WITH person, collect([title.awarded, title.termEnd, title.state, title.stateKnownOn, title.tier, title.level,
                           head([(title)-[:AWARDED_BY]->(body:Region) | body.id])]) AS titles
     RETURN collect([person.id, [(person)-[works:WORKS_AT]->(own:School) | [works.from, works.to, own.id]],
                     CASE WHEN $workplaces
                     THEN [(person)-[:HELD]->(post:Post)-[:AT]->(at:School) | [post.from, post.to, at.id, post.kind]]
                     ELSE [] END, titles]) AS holders
   }
   CALL (unitId, places) {
     CALL (unitId, places) {
       MATCH (unit:Region {id: unitId})<-[:PART_OF*0..6]-(region:Region)
       WHERE $workshops AND ${VISIBLE}
       RETURN DISTINCT region AS founder
       UNION
       UNWIND CASE WHEN $workshops THEN places ELSE [] END AS founder
       RETURN founder
     }
     MATCH (founder)<-[:FOUNDED_BY]-(workshop:Workshop)
     WHERE $everything OR workshop.issuedBy IN $directory
     RETURN collect([workshop.from, workshop.to, workshop.id,
                     CASE WHEN founder:School THEN 'School' ELSE 'Region' END, founder.id, workshop.level, workshop.stages]) AS workshops
   }
   CALL (places) {
     UNWIND $populations AS asked
     WITH places, date(asked[0]) AS on, date(asked[1]) AS since
     UNWIND places AS school
     MATCH (school)<-[:AT]-(post:Post)<-[:HELD]-(person:Teacher)
     WHERE ${holdingOn('post', 'on')} AND ($everything OR person.issuedBy IN $directory)
     WITH on, since, person, school.id AS schoolId, post.kind AS kind ORDER BY schoolId, kind
     WITH on, since, person, collect(DISTINCT [schoolId, kind]) AS posts
     CALL (person, on, since) {
       MATCH (person)-[:HELD]->(attendance:Attendance)
       WHERE since <= attendance.date AND attendance.date <= on
       RETURN min(attendance.date) AS trained
     }
     WITH on, since, posts, trained, count(person) AS persons
     RETURN collect([on, since, posts, trained, persons]) AS people
   }
   RETURN unitId, regions, schools, holders, workshops, people`,
  ([id, regions, schools, holders, workshops, people]) => ({
    id: identifier<UnitId>(id),
    regions: list((row) => {
      const [path, steps, names] = tuple(row);
      return {
        regions: list(identifier<RegionId>)(path),
        steps: list((step) => interval(tuple(step)))(steps),
        names: list((name) => {
          const [from, to, code, level] = tuple(name);
          return { ...interval([from, to]), code: text(code), level: oneOf(LEVELS)(level) };
        })(names),
      };
    })(regions),
    schools: list((row) => {
      const [school, code, stages, governors, settings] = tuple(row);
      return {
        id: identifier<SchoolId>(school),
        code: text(code),
        stages: list(oneOf(STAGES))(stages),
        governors: list((governor) => {
          const [from, to, region] = tuple(governor);
          return { ...interval([from, to]), region: identifier<RegionId>(region) };
        })(governors),
        settings: list((period) => {
          const [from, to, setting] = tuple(period);
          return { ...interval([from, to]), setting: oneOf(SETTINGS)(setting) };
        })(settings),
      };
    })(schools),
    holders: list((row) => {
      const [person, works, posts, titles] = tuple(row);
      return {
        person: identifier<TeacherId>(person),
        works: list((each) => {
          const [from, to, school] = tuple(each);
          return { ...interval([from, to]), school: identifier<SchoolId>(school) };
        })(works),
        posts: list((each) => {
          const [from, to, school, kind] = tuple(each);
          return { ...interval([from, to]), school: identifier<SchoolId>(school), kind: text(kind) };
        })(posts),
        titles: list(awardedTitle)(titles),
      };
    })(holders),
    workshops: list((row) => {
      const [from, to, workshop, kind, founder, level, stages] = tuple(row);
      return {
        ...interval([from, to]),
        id: identifier<WorkshopId>(workshop),
        founder:
          oneOf(['Region', 'School'])(kind) === 'School'
            ? { kind: 'School' as const, id: identifier<SchoolId>(founder) }
            : { kind: 'Region' as const, id: identifier<RegionId>(founder) },
        level: oneOf(LEVELS)(level),
        stages: list(oneOf(STAGES))(stages),
      };
    })(workshops),
    people: list((row) => {
      const [on, since, posts, trained, persons] = tuple(row);
      return {
        on: day(on),
        since: day(since),
        posts: list((post) => {
          const [school, kind] = tuple(post);
          return { school: identifier<SchoolId>(school), kind: text(kind) };
        })(posts),
        trained: optional(day)(trained),
        persons: number(persons),
      };
    })(people),
  }),
);

function awardedTitle(row: Value) {
  const [awarded, termEnd, state, stateKnownOn, tier, level, awardedBy] = tuple(row);
  return {
    awarded: day(awarded),
    termEnd: optional(day)(termEnd),
    state: oneOf(['IN_FORCE', 'EXPIRED', 'REVOKED'])(state),
    stateKnownOn: optional(day)(stateKnownOn),
    tier: text(tier),
    level: oneOf(LEVELS)(level),
    awardedBy: optional(identifier<RegionId>)(awardedBy),
  };
}

function interval([from, to]: readonly Value[]): Interval {
  return { from: optional(day)(from), to: optional(day)(to) };
}
