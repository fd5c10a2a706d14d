import type { School, SchoolFilter } from '../src/domain/directory.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, SchoolId } from '../src/domain/identifier.ts';
import { SETTINGS, STAGES } from '../src/domain/school.ts';
import { defineQuery } from './session.ts';
import { holding } from './interval.ts';
import { type Value, identifier, list, oneOf, optional, text } from './value.ts';
import { type PageParameters, pageOf } from './page.ts';

const SCHOOL_ON = `school.id, school.issuedBy, school.code, school.name, school.stages,
          head([(school)-[:HAS_SETTING]->(setting:SettingPeriod) WHERE ${holding('setting')} | setting.setting]),
          head([(school)-[governed:GOVERNED_BY]->(region:Region) WHERE ${holding('governed')} | region.id])`;

function school([id, issuedBy, code, name, stages, setting, governedBy]: readonly Value[]): School {
  return {
    kind: 'School',
    id: identifier<SchoolId>(id),
    issuedBy: identifier<RegionId>(issuedBy),
    code: text(code),
    name: text(name),
    stages: list(oneOf(STAGES))(stages),
    setting: optional(oneOf(SETTINGS))(setting),
    governedBy: optional(identifier<RegionId>)(governedBy),
  };
}

/** Schools by id as they were on a day. Index: School.id. */
export const schoolsOn = defineQuery<{ ids: readonly SchoolId[]; day: Day }, School>(
  'schoolsOn',
  `MATCH (school:School) WHERE school.id IN $ids AND ($everything OR school.issuedBy IN $directory)
   RETURN ${SCHOOL_ON}`,
  school,
);

/** The school that has a code of an issuing body. Index: School (issuedBy, code). */
export const schoolByCode = defineQuery<{ issuer: RegionId; code: string }, SchoolId>(
  'schoolByCode',
  `MATCH (school:School {issuedBy: $issuer, code: $code}) WHERE $everything OR school.issuedBy IN $directory
   RETURN school.id`,
  ([id]) => identifier<SchoolId>(id),
);

/**
 * One page of the schools of each of these regions on a day, those of the regions below included: [region, school], in the
 * order of their codes. Index: Region.id.
 */
export const schoolsOfRegions = defineQuery<
  { ids: readonly RegionId[]; day: Day } & SchoolFilter & PageParameters,
  { readonly regionId: RegionId; readonly school: School }
>(
  'schoolsOfRegions',
  `UNWIND $ids AS regionId
   CALL (regionId) {
     MATCH (region:Region {id: regionId})<-[parts:PART_OF*0..6]-(:Region)<-[governs:GOVERNED_BY]-(school:School)
     WHERE all(part IN parts WHERE ${holding('part')}) AND ${holding('governs')}
       AND ($everything OR (region.id IN $directory AND school.issuedBy IN $directory))
       AND ($stage IS NULL OR $stage IN school.stages)
       AND ($setting IS NULL OR EXISTS { (school)-[:HAS_SETTING]->(period:SettingPeriod)
                                         WHERE period.setting = $setting AND ${holding('period')} })
     ${pageOf('school')}
   }
   RETURN regionId, ${SCHOOL_ON}`,
  ([regionId, ...row]) => ({ regionId: identifier<RegionId>(regionId), school: school(row) }),
);
