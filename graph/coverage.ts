import type { Coverage, CoveringImport } from '../src/domain/coverage.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, UnitId } from '../src/domain/identifier.ts';
import { ROSTER_KINDS } from '../src/domain/roster.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { type Value, day, identifier, list, oneOf, tuple } from './value.ts';

const VISIBLE_BODY = '($everything OR body.id IN $directory)';

/**
 * The applied imports that say something about each unit: [unit, imports of bodies at or above it, imports of bodies below].
 * Units are regions or schools. Index: Region.id, School.id, ImportRun (issuer, createdAt).
 */
export const coverages = defineQuery<{ units: readonly UnitId[]; day: Day }, Coverage & { readonly id: UnitId }>(
  'coverages',
  `UNWIND $units AS unitId
   CALL (unitId) {
     CALL (unitId) {
       MATCH (:Region {id: unitId})-[parts:PART_OF*0..6]->(body:Region)
       WHERE all(part IN parts WHERE ${holding('part')}) AND ${VISIBLE_BODY}
       RETURN body
       UNION
       MATCH (:School {id: unitId})-[governs:GOVERNED_BY]->(:Region)-[parts:PART_OF*0..6]->(body:Region)
       WHERE ${holding('governs')} AND all(part IN parts WHERE ${holding('part')}) AND ${VISIBLE_BODY}
       RETURN body
     }
     MATCH (run:ImportRun) WHERE run.issuer = body.id AND run.createdAt IS NOT NULL AND run.status = 'APPLIED'
     RETURN collect([body.id, run.asOf, run.kinds]) AS whole
   }
   CALL (unitId) {
     MATCH (:Region {id: unitId})<-[parts:PART_OF*1..6]-(body:Region)
     WHERE all(part IN parts WHERE ${holding('part')}) AND ${VISIBLE_BODY}
     MATCH (run:ImportRun) WHERE run.issuer = body.id AND run.createdAt IS NOT NULL AND run.status = 'APPLIED'
     RETURN collect([body.id, run.asOf, run.kinds]) AS parts
   }
   RETURN unitId, whole, parts`,
  ([id, whole, parts]) => ({
    id: identifier<UnitId>(id),
    whole: list(coveringImport)(whole),
    parts: list(coveringImport)(parts),
  }),
);

function coveringImport(row: Value): CoveringImport {
  const [issuer, asOf, kinds] = tuple(row);
  return {
    issuer: identifier<RegionId>(issuer),
    asOf: day(asOf),
    kinds: list(oneOf(ROSTER_KINDS))(kinds),
  };
}
