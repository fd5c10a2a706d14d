import type { School } from '../src/domain/directory.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, SchoolId } from '../src/domain/identifier.ts';
import { SETTINGS, STAGES, type Setting, type Stage } from '../src/domain/school.ts';
import { type Parameters, defineQuery } from './session.ts';
import { holding } from './interval.ts';
import { type Value, flag, identifier, list, number, oneOf, optional, text, tuple } from './value.ts';
import { type PageParameters, countedPageOf } from './page.ts';

const SCHOOL_ON = `school.id, school.issuedBy, school.code, school.name, school.stages,
          head([(school)-[:HAS_SETTING]->(setting:SettingPeriod) WHERE ${holding('setting')} | setting.setting]),
          head([(school)-[governed:GOVERNED_BY]->(region:Region) WHERE ${holding('governed')} | region.id]), school.base`;

function school([id, issuedBy, code, name, stages, setting, governedBy, base]: readonly Value[]): School {
  return {
    kind: 'School',
    id: identifier<SchoolId>(id),
    issuedBy: identifier<RegionId>(issuedBy),
    code: text(code),
    name: text(name),
    stages: list(oneOf(STAGES))(stages),
    base: optional(flag)(base),
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

/** What lists of schools are narrowed to; null narrows nothing. */
export type SchoolConditions = {
  readonly stage: Stage | null;
  readonly setting: Setting | null;
  readonly rural: boolean | null;
  readonly ruralSettings: readonly Setting[];
  readonly cityDirect: boolean | null;
};

const STANDS = (condition: string) =>
  `EXISTS { (school)-[:HAS_SETTING]->(period:SettingPeriod) WHERE ${condition} AND ${holding('period')} }`;
const CITY_DIRECT = `EXISTS {
         MATCH (school)-[direct:GOVERNED_BY]->(:Region)-[:KNOWN_AS]->(called:RegionName {level: 'CITY'})
         WHERE ${holding('direct')} AND ${holding('called')} }`;
const FITS = `($everything OR (regionId IN $directory AND school.issuedBy IN $directory))
       AND ($where.stage IS NULL OR $where.stage IN school.stages)
       AND ($where.setting IS NULL OR ${STANDS('period.setting = $where.setting')})
       AND ($where.rural IS NULL OR ($where.rural AND ${STANDS('period.setting IN $where.ruralSettings')})
                           OR (NOT $where.rural AND ${STANDS('NOT period.setting IN $where.ruralSettings')}))
       AND ($where.cityDirect IS NULL OR ($where.cityDirect AND ${CITY_DIRECT}) OR (NOT $where.cityDirect AND NOT ${CITY_DIRECT}))`;

/** How many schools a region has, and one page of them. */
export interface SchoolsOfRegion {
  readonly regionId: RegionId;
  readonly total: number;
  readonly things: readonly School[];
}
type AskedOfRegions = {
  readonly ids: readonly RegionId[];
  readonly day: Day;
  readonly where: SchoolConditions;
} & PageParameters;

/**
 * The schools of each of these regions on a day, those of the regions below included: how many, and one page in the order of
 * their codes. Index: Region.id.
 */
export const schoolsOfRegions = schoolLists(
  'schoolsOfRegions',
  `MATCH (:Region {id: regionId})<-[parts:PART_OF*0..6]-(:Region)<-[governs:GOVERNED_BY]-(school:School)
     WHERE all(part IN parts WHERE ${holding('part')}) AND ${holding('governs')} AND ${FITS}`,
);

/** As {@link schoolsOfRegions}, of those that a full-text query finds. Index: School_search (full text). */
export const schoolsFound = schoolLists<{ readonly where: SchoolConditions & { readonly search: string } }>(
  'schoolsFound',
  `CALL db.index.fulltext.queryNodes('School_search', $where.search) YIELD node AS school
     WITH regionId, school
     WHERE EXISTS { MATCH (school)-[governs:GOVERNED_BY]->(:Region)-[parts:PART_OF*0..6]->(:Region {id: regionId})
                    WHERE ${holding('governs')} AND all(part IN parts WHERE ${holding('part')}) }
       AND ${FITS}`,
);

function schoolLists<More extends Parameters = Parameters>(name: string, schools: string) {
  return defineQuery<AskedOfRegions & More, SchoolsOfRegion>(
    name,
    `UNWIND $ids AS regionId
   CALL (regionId) {
     ${schools}
     ${countedPageOf('school', SCHOOL_ON)}
   }
   RETURN regionId, total, page`,
    ([regionId, total, page]) => ({
      regionId: identifier<RegionId>(regionId),
      total: number(total),
      things: list((row) => school(tuple(row)))(page),
    }),
  );
}
