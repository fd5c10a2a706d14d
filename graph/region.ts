import type { Day } from '../src/domain/day.ts';
import type { RegionId } from '../src/domain/identifier.ts';
import { LEVELS, type Level } from '../src/domain/level.ts';
import type { KnownRegion, RegionEntry } from '../src/domain/region.ts';
import { type Transaction, defineQuery } from './session.ts';
import { day, identifier, list, number, oneOf, optional, text, tuple } from './value.ts';

const level = oneOf(LEVELS);

/** The region that a code means on a day. No row: no visible region has that code then. Index: RegionName.code. */
export const regionByCode = defineQuery<{ code: string; day: Day }, RegionId>(
  'regionByCode',
  `MATCH (name:RegionName {code: $code})<-[:KNOWN_AS]-(region:Region)
   WHERE (name.from IS NULL OR name.from <= date($day)) AND (name.to IS NULL OR date($day) < name.to)
     AND ($everything OR region.id IN $directory)
   RETURN region.id`,
  ([id]) => identifier<RegionId>(id),
);

/** What the regions are called on a day that at any time had a code: [code, name]. Index: RegionName.code. */
export const regionsByAnyCode = defineQuery<
  { code: string; day: Day },
  { readonly code: string; readonly name: string }
>(
  'regionsByAnyCode',
  `MATCH (:RegionName {code: $code})<-[:KNOWN_AS]-(region:Region)
   MATCH (region)-[:KNOWN_AS]->(name:RegionName)
   WHERE (name.from IS NULL OR name.from <= date($day)) AND (name.to IS NULL OR date($day) < name.to)
     AND ($everything OR region.id IN $directory)
   RETURN DISTINCT name.code, name.name ORDER BY name.code`,
  ([code, name]) => ({ code: text(code), name: text(name) }),
);

/** A region as it was called on a day. */
export interface RegionOn {
  readonly id: RegionId;
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parentId: RegionId | null;
}

const REGION_ON = `region.id, name.code, name.name, name.level,
          head([(region)-[part:PART_OF]->(parent:Region)
                WHERE (part.from IS NULL OR part.from <= date($day)) AND (part.to IS NULL OR date($day) < part.to)
                  AND ($everything OR parent.id IN $directory) | parent.id])`;

/** Regions by id as they were called on a day; a region without a name on that day has no row. Index: Region.id. */
export const regionsOn = defineQuery<{ ids: readonly RegionId[]; day: Day }, RegionOn>(
  'regionsOn',
  `MATCH (region:Region) WHERE region.id IN $ids AND ($everything OR region.id IN $directory)
   MATCH (region)-[:KNOWN_AS]->(name:RegionName)
   WHERE (name.from IS NULL OR name.from <= date($day)) AND (name.to IS NULL OR date($day) < name.to)
   RETURN ${REGION_ON}`,
  ([id, code, name, at, parentId]) => ({
    id: identifier<RegionId>(id),
    code: text(code),
    name: text(name),
    level: level(at),
    parentId: optional(identifier<RegionId>)(parentId),
  }),
);

/** The regions directly below each of these on a day, in order of their codes: [parent, children]. Index: Region.id. */
export const regionChildren = defineQuery<
  { ids: readonly RegionId[]; day: Day },
  { readonly id: RegionId; readonly children: readonly RegionId[] }
>(
  'regionChildren',
  `MATCH (region:Region) WHERE region.id IN $ids AND ($everything OR region.id IN $directory)
   OPTIONAL MATCH (region)<-[part:PART_OF]-(child:Region)-[:KNOWN_AS]->(name:RegionName)
   WHERE (part.from IS NULL OR part.from <= date($day)) AND (part.to IS NULL OR date($day) < part.to)
     AND (name.from IS NULL OR name.from <= date($day)) AND (name.to IS NULL OR date($day) < name.to)
     AND ($everything OR child.id IN $directory)
   WITH region, child ORDER BY name.code
   RETURN region.id, collect(child.id)`,
  ([id, children]) => ({ id: identifier<RegionId>(id), children: list(identifier<RegionId>)(children) }),
);

/** A region and those it is part of on a day, from the root down: [id, level]. Index: Region.id. */
export const regionChain = defineQuery<
  { id: RegionId; day: Day },
  { readonly id: RegionId; readonly level: Level | null; readonly steps: number }
>(
  'regionChain',
  `MATCH path = (region:Region {id: $id})-[parts:PART_OF*0..6]->(above:Region)
   WHERE all(part IN parts WHERE (part.from IS NULL OR part.from <= date($day)) AND (part.to IS NULL OR date($day) < part.to))
     AND ($everything OR region.id IN $directory)
   RETURN above.id,
          head([(above)-[:KNOWN_AS]->(name:RegionName)
                WHERE (name.from IS NULL OR name.from <= date($day)) AND (name.to IS NULL OR date($day) < name.to) | name.level]),
          length(path) AS steps
   ORDER BY steps DESC`,
  ([id, at, steps]) => ({ id: identifier<RegionId>(id), level: optional(level)(at), steps: number(steps) }),
);

/** A body and every region below it on a day, each with all its names and its parent. Index: Region.id. */
export const regionDirectory = defineQuery<{ id: RegionId; day: Day }, KnownRegion>(
  'regionDirectory',
  `MATCH (top:Region {id: $id}) WHERE $everything OR top.id IN $directory
   MATCH (top)<-[parts:PART_OF*0..6]-(region:Region)
   WHERE all(part IN parts WHERE (part.from IS NULL OR part.from <= date($day)) AND (part.to IS NULL OR date($day) < part.to))
   RETURN region.id,
          head([(region)-[part:PART_OF]->(parent:Region)
                WHERE (part.from IS NULL OR part.from <= date($day)) AND (part.to IS NULL OR date($day) < part.to) | parent.id]),
          [(region)-[:KNOWN_AS]->(name:RegionName) | [name.code, name.name, name.level, name.from, name.to]]`,
  ([id, parentId, names]) => ({
    id: identifier<RegionId>(id),
    parentId: optional(identifier<RegionId>)(parentId),
    names: list((entry) => {
      const [code, name, at, from, to] = tuple(entry);
      return { code: text(code), name: text(name), level: level(at), from: optional(day)(from), to: optional(day)(to) };
    })(names),
  }),
);

/**
 * Makes the regions that the graph does not know by today's code, with their former names, and joins them to the region
 * that they are part of. What is known already stays as it is. Takes the root's lock, so that two loads cannot both create.
 * @returns how many regions were made
 */
export async function createMissingRegions(
  transaction: Transaction,
  entries: readonly (RegionEntry & { readonly id: RegionId })[],
): Promise<number> {
  await transaction.run(`MERGE (lock:Lock {name: 'regions'}) SET lock.taken = coalesce(lock.taken, 0) + 1`);
  const rows = await transaction.run(
    `UNWIND $entries AS entry
     OPTIONAL MATCH (known:RegionName {code: entry.code}) WHERE known.to IS NULL
     WITH entry, known WHERE known IS NULL
     CREATE (region:Region {id: entry.id})
     CREATE (region)-[:KNOWN_AS]->(:RegionName {id: randomUUID(), code: entry.code, name: entry.name, level: entry.level, from: date(entry.from)})
     FOREACH (former IN entry.former |
       CREATE (region)-[:KNOWN_AS]->(:RegionName {id: randomUUID(), code: former.code, name: former.name, level: former.level,
                                                  from: date(former.from), to: date(former.to), source: former.source}))
     RETURN region.id`,
    { entries: entries.map((entry) => ({ ...entry, former: entry.former.map((former) => ({ ...former })) })) },
  );
  const made = new Set(rows.map(([id]) => text(id)));
  await transaction.run(
    `UNWIND $parts AS part
     MATCH (region:Region {id: part.id})
     MATCH (parentName:RegionName {code: part.parentCode})<-[:KNOWN_AS]-(parent:Region) WHERE parentName.to IS NULL
     CREATE (region)-[:PART_OF]->(parent)`,
    {
      parts: entries
        .filter((entry) => made.has(entry.id) && entry.parentCode !== null)
        .map(({ id, parentCode }) => ({ id, parentCode })),
    },
  );
  return made.size;
}
