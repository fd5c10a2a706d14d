import type { RegionId, SchoolId } from '../src/domain/identifier.ts';
import type { PlacedSchool, SchoolOfPerson, Whereabouts } from '../src/domain/placement.ts';
import { SETTINGS } from '../src/domain/school.ts';
import { holding } from './interval.ts';
import { SCHOOLS_OF_UNIT } from './unit.ts';
import { type Value, identifier, list, oneOf, optional, text, tuple } from './value.ts';

/** For each `unitId`: its schools on the day as `schools`, [id, part, setting], in the order of their codes. Index: Region.id, School.id. */
export const PLACED_SCHOOLS = `CALL (unitId) {
     ${SCHOOLS_OF_UNIT}
     WITH school, part ORDER BY school.issuedBy, school.code
     RETURN collect([school.id, part, ${settingOf('school')}]) AS schools
   }`;

/** Decodes what {@link PLACED_SCHOOLS} returns. */
export const placedSchools = list((row: Value): PlacedSchool => {
  const [id, part, setting] = tuple(row);
  return {
    id: identifier<SchoolId>(id),
    part: optional(identifier<RegionId>)(part),
    setting: optional(oneOf(SETTINGS))(setting),
  };
});

/** The setting of a school on the day, as an expression. */
function settingOf(school: string): string {
  return `head([(${school})-[:HAS_SETTING]->(period:SettingPeriod) WHERE ${holding('period')} | period.setting])`;
}

/** Where `person` is on the day: [posts held [school, setting, kind], own schools [school, setting]]. */
export const WHEREABOUTS = `[[(person)-[:HELD]->(post:Post)-[:AT]->(at:School)
          WHERE ${holding('post')} AND ($everything OR at.issuedBy IN $directory) | [at.id, ${settingOf('at')}, post.kind]],
         [(person)-[works:WORKS_AT]->(own:School)
          WHERE ${holding('works')} AND ($everything OR own.issuedBy IN $directory) | [own.id, ${settingOf('own')}]]]`;

/** Decodes {@link WHEREABOUTS}. */
export function whereabouts(value: Value): Whereabouts {
  const [posts, own] = tuple(value);
  return {
    posts: list((row) => ({ ...schoolOfPerson(row), kind: text(tuple(row)[2]) }))(posts),
    own: list(schoolOfPerson)(own),
  };
}

function schoolOfPerson(row: Value): SchoolOfPerson {
  const [school, setting] = tuple(row);
  return { school: identifier<SchoolId>(school), setting: optional(oneOf(SETTINGS))(setting) };
}
