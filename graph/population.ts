import type { Day } from '../src/domain/day.ts';
import type { RegionId, SchoolId, UnitId } from '../src/domain/identifier.ts';
import type { UnitPeople } from '../src/domain/population.ts';
import { SETTINGS, STAGES } from '../src/domain/school.ts';
import { HIRED } from './hired.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { identifier, list, number, oneOf, optional, text, tuple } from './value.ts';
import { CHILDREN_OF_UNIT, SCHOOLS_OF_UNIT, childrenOfUnit } from './unit.ts';

/**
 * The people of each unit on a day: [unit, units directly below, schools, groups of people who hold posts of the
 * same kinds at the same schools]. Units are regions or schools. Index: Region.id, School.id.
 */
export const populations = defineQuery<{ units: readonly UnitId[]; day: Day }, UnitPeople & { readonly id: UnitId }>(
  'populations',
  `UNWIND $units AS unitId
   ${CHILDREN_OF_UNIT}
   CALL (unitId) {
     ${SCHOOLS_OF_UNIT}
     RETURN collect([school.id, part, school.stages,
                     head([(school)-[:HAS_SETTING]->(period:SettingPeriod) WHERE ${holding('period')} | period.setting]),
                     COUNT { (school)<-[works:WORKS_AT]-(teacher:Teacher)
                             WHERE ${holding('works')} AND ${HIRED} AND ($everything OR teacher.issuedBy IN $directory) }]) AS schools
   }
   CALL (unitId) {
     ${SCHOOLS_OF_UNIT}
     MATCH (school)<-[:AT]-(post:Post)<-[:HELD]-(person:Teacher)
     WHERE ${holding('post')} AND ($everything OR person.issuedBy IN $directory)
     WITH person, school.id AS schoolId, post.kind AS kind ORDER BY schoolId, kind
     WITH person, collect(DISTINCT [schoolId, kind]) AS posts
     WITH posts, count(*) AS persons
     RETURN collect([posts, persons]) AS holders
   }
   RETURN unitId, children, schools, holders`,
  ([id, children, schools, holders]) => ({
    id: identifier<UnitId>(id),
    children: childrenOfUnit(children).map((child) => child.id),
    schools: list((row) => {
      const [schoolId, part, stages, setting, teachers] = tuple(row);
      return {
        id: identifier<SchoolId>(schoolId),
        part: optional(identifier<RegionId>)(part),
        stages: list(oneOf(STAGES))(stages),
        setting: optional(oneOf(SETTINGS))(setting),
        teachers: number(teachers),
      };
    })(schools),
    holders: list((row) => {
      const [posts, persons] = tuple(row);
      return {
        posts: list((post) => {
          const [school, kind] = tuple(post);
          return { school: identifier<SchoolId>(school), kind: text(kind) };
        })(posts),
        persons: number(persons),
      };
    })(holders),
  }),
);
