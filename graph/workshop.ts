import type { Day } from '../src/domain/day.ts';
import type { Workshop, WorkshopFilter } from '../src/domain/directory.ts';
import type { RegionId, SchoolId, WorkshopId } from '../src/domain/identifier.ts';
import { LEVELS } from '../src/domain/level.ts';
import { STAGES } from '../src/domain/school.ts';
import { holding } from './interval.ts';
import { type PageParameters, pageOf } from './page.ts';
import { defineQuery } from './session.ts';
import { type Value, day, identifier, list, oneOf, optional, text } from './value.ts';

const WORKSHOP_ON = `workshop.id, workshop.issuedBy, workshop.code, workshop.name, workshop.level, workshop.stages,
          workshop.from, workshop.to, CASE WHEN founder:School THEN 'School' ELSE 'Region' END, founder.id`;

function workshop([
  id,
  issuedBy,
  code,
  name,
  level,
  stages,
  from,
  to,
  founderKind,
  founderId,
]: readonly Value[]): Workshop {
  return {
    kind: 'Workshop',
    id: identifier<WorkshopId>(id),
    issuedBy: identifier<RegionId>(issuedBy),
    code: text(code),
    name: optional(text)(name),
    level: oneOf(LEVELS)(level),
    stages: list(oneOf(STAGES))(stages),
    from: optional(day)(from),
    to: optional(day)(to),
    founder:
      oneOf(['Region', 'School'])(founderKind) === 'Region'
        ? { kind: 'Region', id: identifier<RegionId>(founderId) }
        : { kind: 'School', id: identifier<SchoolId>(founderId) },
  };
}

/** Workshops by id, running or not. Index: Workshop.id. */
export const workshopsById = defineQuery<{ ids: readonly WorkshopId[] }, Workshop>(
  'workshopsById',
  `MATCH (workshop:Workshop)-[:FOUNDED_BY]->(founder)
   WHERE workshop.id IN $ids AND ($everything OR workshop.issuedBy IN $directory)
   RETURN ${WORKSHOP_ON}`,
  workshop,
);

/** The workshop that has a number of an issuing body; none before the day of its founding. Index: Workshop (issuedBy, code). */
export const workshopByCode = defineQuery<{ issuer: RegionId; code: string; day: Day }, WorkshopId>(
  'workshopByCode',
  `MATCH (workshop:Workshop {issuedBy: $issuer, code: $code}) 
   WHERE ($everything OR workshop.issuedBy IN $directory) AND (workshop.from IS NULL OR workshop.from <= date($day))
   RETURN workshop.id`,
  ([id]) => identifier<WorkshopId>(id),
);

/**
 * One page of the workshops that each of these regions, a region below it or a school of theirs founded and that are in a
 * state on a day: [region, workshop], in the order of their codes. Index: Region.id.
 */
export const workshopsOfRegions = defineQuery<
  { ids: readonly RegionId[]; day: Day } & WorkshopFilter & PageParameters,
  { readonly regionId: RegionId; readonly workshop: Workshop }
>(
  'workshopsOfRegions',
  `UNWIND $ids AS regionId
   CALL (regionId) {
     CALL (regionId) {
       MATCH (region:Region {id: regionId})<-[parts:PART_OF*0..6]-(:Region)<-[:FOUNDED_BY]-(workshop:Workshop)
       WHERE all(part IN parts WHERE ${holding('part')}) AND ($everything OR region.id IN $directory)
       RETURN workshop
       UNION ALL
       MATCH (region:Region {id: regionId})<-[parts:PART_OF*0..6]-(:Region)<-[governs:GOVERNED_BY]-(school:School)
             <-[:FOUNDED_BY]-(workshop:Workshop)
       WHERE all(part IN parts WHERE ${holding('part')}) AND ${holding('governs')}
         AND ($everything OR region.id IN $directory)
       RETURN workshop
     }
     WITH workshop
     WHERE ($everything OR workshop.issuedBy IN $directory)
       AND (($state = 'RUNNING' AND ${holding('workshop')}) OR ($state = 'ENDED' AND workshop.to <= date($day)))
       AND ($level IS NULL OR workshop.level = $level) AND ($stage IS NULL OR $stage IN workshop.stages)
     ${pageOf('workshop')}
   }
   MATCH (workshop)-[:FOUNDED_BY]->(founder)
   RETURN regionId, ${WORKSHOP_ON}`,
  ([regionId, ...row]) => ({ regionId: identifier<RegionId>(regionId), workshop: workshop(row) }),
);
