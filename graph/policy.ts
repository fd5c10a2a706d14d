import type { Day } from '../src/domain/day.ts';
import type { PolicyVersionId, RegionId } from '../src/domain/identifier.ts';
import { LEVELS, type Level } from '../src/domain/level.ts';
import type { Text } from '../src/domain/roster.ts';
import type { Scope } from '../src/domain/scope.ts';
import { holding } from './interval.ts';
import { type Transaction, defineQuery } from './session.ts';
import { day, flag, identifier, number, oneOf, optional, text } from './value.ts';

const level = optional(oneOf(LEVELS));

/** A policy version as the database keeps it. */
export interface StoredVersion {
  readonly id: PolicyVersionId;
  /** Code of the policy. */
  readonly code: string;
  /** The body whose policy it is. */
  readonly regionId: RegionId;
  readonly from: Day;
  /** First day on which it no longer holds; null: open. */
  readonly to: Day | null;
  readonly checksum: string;
  /** The file's text; null where the asker has it already, by its checksum. */
  readonly source: string | null;
}

const VERSION = `version.id, policy.code, body.id, version.from, version.to, version.checksum,
          CASE WHEN version.checksum IN $known THEN null ELSE version.source END`;

function storedVersion([id, code, regionId, from, to, checksum, source]: readonly unknown[]): StoredVersion {
  return {
    id: identifier<PolicyVersionId>(id),
    code: text(code),
    regionId: identifier<RegionId>(regionId),
    from: day(from),
    to: optional(day)(to),
    checksum: text(checksum),
    source: optional(text)(source),
  };
}

/** What is in force for a body on a day: one row for each layer. */
export interface StoredLayer {
  readonly askedRegionId: RegionId;
  readonly askedDay: Day;
  /** Steps from the body up to the one whose policy it is. */
  readonly steps: number;
  readonly level: Level | null;
  readonly version: StoredVersion;
}

function holdingOn(variable: string): string {
  return `(${variable}.from IS NULL OR ${variable}.from <= date(asked[1])) AND (${variable}.to IS NULL OR date(asked[1]) < ${variable}.to)`;
}

const LAYERS = `
   MATCH (asked_region:Region {id: asked[0]}) WHERE $everything OR asked_region.id IN $directory
   MATCH path = (asked_region)-[parts:PART_OF*0..6]->(body:Region)<-[:OF]-(policy:Policy)-[:HAS_VERSION]->(version:PolicyVersion)
   WHERE all(part IN parts WHERE ${holdingOn('part')}) AND ${holdingOn('version')}
   RETURN ${VERSION},
          asked[0], asked[1], size(parts) AS steps,
          head([(body)-[:KNOWN_AS]->(name:RegionName) WHERE ${holdingOn('name')} | name.level])
   ORDER BY steps DESC, version.from, policy.code`;

function storedLayer(row: readonly unknown[]): StoredLayer {
  const [askedRegionId, askedDay, steps, at] = row.slice(7);
  return {
    askedRegionId: identifier<RegionId>(askedRegionId),
    askedDay: text(askedDay) as Day,
    steps: number(steps),
    level: level(at),
    version: storedVersion(row),
  };
}

/**
 * The layers in force for each body on its day, from the top down: `asked` holds pairs [region, day]. The layers of bodies
 * above are given with a visible body, since its answers rest on them. Index: Region.id.
 *
 * @param known checksums whose text the asker has
 */
export const policyLayers = defineQuery<
  { asked: readonly (readonly [RegionId, Day])[]; known: readonly string[] },
  StoredLayer
>('policyLayers', `UNWIND $asked AS asked ${LAYERS}`, storedLayer);

/** All versions of the policies of a body, newest first. Index: Region.id. */
export const policyVersionsOfRegion = defineQuery<{ id: RegionId; known: readonly string[] }, StoredVersion>(
  'policyVersionsOfRegion',
  `MATCH (body:Region {id: $id}) WHERE $everything OR body.id IN $directory
   MATCH (body)<-[:OF]-(policy:Policy)-[:HAS_VERSION]->(version:PolicyVersion)
   RETURN ${VERSION} ORDER BY version.from DESC, policy.code`,
  storedVersion,
);

/** The version of a policy that holds on a day. Index: Policy.code. */
export const policyVersionByCode = defineQuery<{ code: string; day: Day; known: readonly string[] }, StoredVersion>(
  'policyVersionByCode',
  `MATCH (policy:Policy {code: $code})-[:OF]->(body:Region) WHERE $everything OR body.id IN $directory
   MATCH (policy)-[:HAS_VERSION]->(version:PolicyVersion) WHERE ${holding('version')}
   RETURN ${VERSION}`,
  storedVersion,
);

/** Versions by id; those of bodies above a visible one are given to nobody but whom they are visible to. Index: PolicyVersion.id. */
export const policyVersionsById = defineQuery<
  { ids: readonly PolicyVersionId[]; known: readonly string[] },
  StoredVersion
>(
  'policyVersionsById',
  `MATCH (version:PolicyVersion) WHERE version.id IN $ids
   MATCH (version)<-[:HAS_VERSION]-(policy:Policy)-[:OF]->(body:Region) WHERE $everything OR body.id IN $directory
   RETURN ${VERSION}`,
  storedVersion,
);

/** The checksums of versions by the code of their policy and their first day. Index: Policy.code. */
export const policyChecksums = defineQuery<
  { codes: readonly string[] },
  { readonly code: string; readonly from: Day; readonly checksum: string }
>(
  'policyChecksums',
  `MATCH (policy:Policy)-[:OF]->(body:Region)
   WHERE policy.code IN $codes AND ($everything OR body.id IN $directory)
   MATCH (policy)-[:HAS_VERSION]->(version:PolicyVersion)
   RETURN policy.code, version.from, version.checksum`,
  ([code, from, checksum]) => ({ code: text(code), from: day(from), checksum: text(checksum) }),
);

/** The region that a code means on a day, and whether the writer may write there. */
export async function regionForPolicy(
  transaction: Transaction,
  scope: Scope,
  code: string,
  on: Day,
): Promise<{ readonly id: RegionId; readonly level: Level; readonly writable: boolean } | null> {
  const [row] = await transaction.run(
    `MATCH (name:RegionName {code: $code})<-[:KNOWN_AS]-(region:Region)
     WHERE ${holding('name')} AND ($everything OR region.id IN $directory)
     RETURN region.id, name.level, $allRecords OR region.id IN $records`,
    {
      code,
      day: on,
      everything: scope.directory === 'everything',
      directory: scope.directory === 'everything' ? [] : scope.directory,
      allRecords: scope.records === 'everything',
      records: scope.records === 'everything' ? [] : scope.records,
    },
  );
  return row === undefined
    ? null
    : { id: identifier<RegionId>(row[0]), level: oneOf(LEVELS)(row[1]), writable: flag(row[2]) };
}

/**
 * Takes the lock of a policy until the end of the transaction, making the policy where there is none, and says whose it is
 * and which versions it has, oldest first.
 */
export async function lockPolicy(
  transaction: Transaction,
  { id, code, regionId }: { readonly id: string; readonly code: string; readonly regionId: RegionId },
): Promise<{ readonly regionId: RegionId; readonly versions: readonly StoredVersion[] }> {
  // Setting a property, be it to what it is, takes the lock: a second load of the same policy waits here.
  await transaction.run('MERGE (policy:Policy {code: $code}) ON CREATE SET policy.id = $id SET policy.code = $code', {
    code,
    id,
  });
  await transaction.run(
    `MATCH (policy:Policy {code: $code}) WHERE NOT EXISTS { (policy)-[:OF]->(:Region) }
     MATCH (region:Region {id: $regionId}) CREATE (policy)-[:OF]->(region)`,
    { code, regionId },
  );
  const [body] = await transaction.run('MATCH (:Policy {code: $code})-[:OF]->(region:Region) RETURN region.id', {
    code,
  });
  const rows = await transaction.run(
    `MATCH (policy:Policy {code: $code})-[:OF]->(body:Region) MATCH (policy)-[:HAS_VERSION]->(version:PolicyVersion)
     RETURN ${VERSION} ORDER BY version.from`,
    { code, known: [] },
  );
  return { regionId: identifier<RegionId>(body?.[0]), versions: rows.map(storedVersion) };
}

/** The layers in force for each body on its day, read within a transaction: `asked` holds pairs [region, day]. */
export async function layersWithin(
  transaction: Transaction,
  asked: readonly (readonly [RegionId, Day])[],
): Promise<readonly StoredLayer[]> {
  const rows = await transaction.run(`UNWIND $asked AS asked ${LAYERS}`, {
    asked,
    known: [],
    everything: true,
    directory: [],
  });
  return rows.map(storedLayer);
}

/** What is kept of a version. */
export interface VersionToSave {
  readonly id: PolicyVersionId;
  readonly code: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly title: Text;
  readonly source: string;
  readonly checksum: string;
}

/** Makes a version, or puts another content in the one that has its id. */
export async function saveVersion(transaction: Transaction, version: VersionToSave): Promise<void> {
  await transaction.run(
    `MATCH (policy:Policy {code: $code})
     MERGE (version:PolicyVersion {id: $id})
     MERGE (policy)-[:HAS_VERSION]->(version)
     SET version.from = date($from), version.to = date($to), version.titleZh = $titleZh, version.titleEn = $titleEn,
         version.source = $source, version.checksum = $checksum`,
    {
      code: version.code,
      id: version.id,
      from: version.from,
      to: version.to,
      titleZh: version.title.zh,
      titleEn: version.title.en,
      source: version.source,
      checksum: version.checksum,
    },
  );
}

/** Sets the first day on which a version no longer holds. */
export async function endVersion(transaction: Transaction, id: PolicyVersionId, to: Day | null): Promise<void> {
  await transaction.run('MATCH (version:PolicyVersion {id: $id}) SET version.to = date($to)', { id, to });
}
