import type { Day } from '../src/domain/day.ts';
import type { Workshop, WorkshopFilter } from '../src/domain/directory.ts';
import type { RegionId, SchoolId, WorkshopId } from '../src/domain/identifier.ts';
import { LEVELS } from '../src/domain/level.ts';
import { STAGES } from '../src/domain/school.ts';
import { holding } from './interval.ts';
import { type PageParameters, countedPageOf } from './page.ts';
import { type Parameters, defineQuery } from './session.ts';
import { type Value, day, flag, identifier, list, number, oneOf, optional, text, tuple } from './value.ts';

const RECORDED = 'workshop.kind, workshop.batch, workshop.state, workshop.base';
const WORKSHOP_ON = `workshop.id, workshop.issuedBy, workshop.code, workshop.name, workshop.level, workshop.stages,
          workshop.from, workshop.to, CASE WHEN founder:School THEN 'School' ELSE 'Region' END, founder.id,
          ${RECORDED}`;

/** The same where the founder is not at hand. */
const WORKSHOP_LISTED = `workshop.id, workshop.issuedBy, workshop.code, workshop.name, workshop.level, workshop.stages,
          workshop.from, workshop.to, head([(workshop)-[:FOUNDED_BY]->(founder) | CASE WHEN founder:School THEN 'School' ELSE 'Region' END]),
          head([(workshop)-[:FOUNDED_BY]->(founder) | founder.id]), ${RECORDED}`;

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
  workshopKind,
  batch,
  state,
  base,
]: readonly Value[]): Workshop {
  return {
    kind: 'Workshop',
    id: identifier<WorkshopId>(id),
    issuedBy: identifier<RegionId>(issuedBy),
    code: text(code),
    name: optional(text)(name),
    level: oneOf(LEVELS)(level),
    stages: list(oneOf(STAGES))(stages),
    workshopKind: optional(text)(workshopKind),
    batch: optional(text)(batch),
    state: optional(text)(state),
    base: optional(flag)(base),
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

/** How many workshops a region has, and one page of them. */
export interface WorkshopsOfRegion {
  readonly regionId: RegionId;
  readonly total: number;
  readonly things: readonly Workshop[];
}
type AskedOfRegions = {
  readonly ids: readonly RegionId[];
  readonly day: Day;
  readonly where: WorkshopFilter;
} & PageParameters;

/**
 * The workshops that each of these regions, a region below it or a school of theirs founded and that are in a state on a day:
 * how many, and one page in the order of their codes. Index: Region.id.
 */
export const workshopsOfRegions = workshopLists(
  'workshopsOfRegions',
  `CALL (regionId) {
       MATCH (:Region {id: regionId})<-[parts:PART_OF*0..6]-(:Region)<-[:FOUNDED_BY]-(workshop:Workshop)
       WHERE all(part IN parts WHERE ${holding('part')})
       RETURN workshop
       UNION ALL
       MATCH (:Region {id: regionId})<-[parts:PART_OF*0..6]-(:Region)<-[governs:GOVERNED_BY]-(school:School)
             <-[:FOUNDED_BY]-(workshop:Workshop)
       WHERE all(part IN parts WHERE ${holding('part')}) AND ${holding('governs')}
       RETURN workshop
     }
     WITH regionId, workshop WHERE true`,
);

/** As {@link workshopsOfRegions}, of those that a full-text query finds. Index: Workshop_search (full text). */
export const workshopsFound = workshopLists<{ readonly where: WorkshopFilter & { readonly search: string } }>(
  'workshopsFound',
  `CALL db.index.fulltext.queryNodes('Workshop_search', $where.search) YIELD node AS workshop
     WITH regionId, workshop
     WHERE EXISTS { MATCH (workshop)-[:FOUNDED_BY]->()-[steps:GOVERNED_BY|PART_OF*0..7]->(:Region {id: regionId})
                    WHERE all(step IN steps WHERE ${holding('step')}) }`,
);

function workshopLists<More extends Parameters = Parameters>(name: string, workshops: string) {
  return defineQuery<AskedOfRegions & More, WorkshopsOfRegion>(
    name,
    `UNWIND $ids AS regionId
   CALL (regionId) {
     ${workshops}
       AND ($everything OR (regionId IN $directory AND workshop.issuedBy IN $directory))
       AND (($where.state = 'RUNNING' AND ${holding('workshop')}) OR ($where.state = 'ENDED' AND workshop.to <= date($day)))
       AND ($where.level IS NULL OR workshop.level = $where.level) AND ($where.stage IS NULL OR $where.stage IN workshop.stages)
     ${countedPageOf('workshop', WORKSHOP_LISTED)}
   }
   RETURN regionId, total, page`,
    ([regionId, total, page]) => ({
      regionId: identifier<RegionId>(regionId),
      total: number(total),
      things: list((row) => workshop(tuple(row)))(page),
    }),
  );
}
