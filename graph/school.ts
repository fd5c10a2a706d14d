import type { School } from '../src/domain/directory.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, SchoolId } from '../src/domain/identifier.ts';
import { SETTINGS, STAGES } from '../src/domain/school.ts';
import { defineQuery } from './session.ts';
import { holding } from './interval.ts';
import { identifier, list, oneOf, optional, text } from './value.ts';

const SCHOOL_ON = `school.id, school.issuedBy, school.code, school.name, school.stages,
          head([(school)-[:HAS_SETTING]->(setting:SettingPeriod) WHERE ${holding('setting')} | setting.setting]),
          head([(school)-[governed:GOVERNED_BY]->(region:Region) WHERE ${holding('governed')} | region.id])`;

/** Schools by id as they were on a day. Index: School.id. */
export const schoolsOn = defineQuery<{ ids: readonly SchoolId[]; day: Day }, School>(
  'schoolsOn',
  `MATCH (school:School) WHERE school.id IN $ids AND ($everything OR school.issuedBy IN $directory)
   RETURN ${SCHOOL_ON}`,
  ([id, issuedBy, code, name, stages, setting, governedBy]) => ({
    kind: 'School',
    id: identifier<SchoolId>(id),
    issuedBy: identifier<RegionId>(issuedBy),
    code: text(code),
    name: text(name),
    stages: list(oneOf(STAGES))(stages),
    setting: optional(oneOf(SETTINGS))(setting),
    governedBy: optional(identifier<RegionId>)(governedBy),
  }),
);

/** The school that has a code of an issuing body. Index: School (issuedBy, code). */
export const schoolByCode = defineQuery<{ issuer: RegionId; code: string }, SchoolId>(
  'schoolByCode',
  `MATCH (school:School {issuedBy: $issuer, code: $code}) WHERE $everything OR school.issuedBy IN $directory
   RETURN school.id`,
  ([id]) => identifier<SchoolId>(id),
);
