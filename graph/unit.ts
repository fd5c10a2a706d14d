import type { RegionId } from '../src/domain/identifier.ts';
import { LEVELS, type Level } from '../src/domain/level.ts';
import { holding } from './interval.ts';
import { type Value, identifier, list, oneOf, tuple } from './value.ts';

/**
 * For each `unitId`: the schools of the unit on the day, each with the region directly below the unit through which it
 * belongs to it (null: the unit's own, or the unit is the school). Index: Region.id, School.id.
 */
export const SCHOOLS_OF_UNIT = `CALL (unitId) {
     MATCH path = (unit:Region {id: unitId})<-[parts:PART_OF*0..6]-(:Region)<-[governs:GOVERNED_BY]-(school:School)
     WHERE all(part IN parts WHERE ${holding('part')}) AND ${holding('governs')}
       AND ($everything OR unit.id IN $directory AND school.issuedBy IN $directory)
     RETURN school, CASE size(parts) WHEN 0 THEN null ELSE nodes(path)[1].id END AS part
     UNION ALL
     MATCH (school:School {id: unitId}) WHERE $everything OR school.issuedBy IN $directory
     RETURN school, null AS part
   }`;

/** For each `unitId`: the regions directly below it on the day, [id, level], in order of their codes. Index: Region.id. */
export const CHILDREN_OF_UNIT = `CALL (unitId) {
     OPTIONAL MATCH (:Region {id: unitId})<-[part:PART_OF]-(child:Region)-[:KNOWN_AS]->(name:RegionName)
     WHERE ${holding('part')} AND ${holding('name')} AND ($everything OR child.id IN $directory)
     WITH child, name ORDER BY name.code
     RETURN [each IN collect([child.id, name.level]) WHERE each[0] IS NOT NULL] AS children
   }`;

/** Decodes what {@link CHILDREN_OF_UNIT} returns. */
export const childrenOfUnit = list((row: Value): { readonly id: RegionId; readonly level: Level } => {
  const [id, level] = tuple(row);
  return { id: identifier<RegionId>(id), level: oneOf(LEVELS)(level) };
});
