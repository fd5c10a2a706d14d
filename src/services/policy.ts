import { createHash } from 'node:crypto';
import {
  type StoredLayer,
  type StoredVersion,
  policyChecksums,
  policyLayers,
  policyVersionByCode,
  policyVersionsById,
  policyVersionsOfRegion,
} from '../../graph/policy.ts';
import type { Graph } from '../../graph/session.ts';
import type { Day } from '../domain/day.ts';
import type { PolicyVersionId, RegionId } from '../domain/identifier.ts';
import { type EffectivePolicy, type PolicyLayer, effectivePolicy } from '../domain/policy/effective.ts';
import { parsePolicies } from '../domain/policy/parse.ts';
import type { PolicyDocument } from '../domain/policy/types.ts';
import type { Scope } from '../domain/scope.ts';
import { findRegion } from './region.ts';

/** One version of a policy, with what its file says. */
export interface PolicyVersion {
  readonly id: PolicyVersionId;
  readonly code: string;
  readonly regionId: RegionId;
  readonly from: Day;
  /** First day on which it no longer holds; null: open. */
  readonly to: Day | null;
  readonly document: PolicyDocument;
}

/** A stored policy cannot be read: it was written by another version of the program. */
export class UnreadablePolicy extends Error {
  override readonly name = 'UnreadablePolicy';
}

/**
 * What is in force for a body on a day, all layers together. Null: nothing is, or the body is not visible.
 * @throws UnreadablePolicy
 */
export async function effectivePolicyAt(
  graph: Graph,
  scope: Scope,
  regionId: RegionId,
  day: Day,
): Promise<EffectivePolicy | null> {
  const [policy = null] = await effectivePoliciesAt(graph, scope, [{ regionId, day }]);
  return policy;
}

/** What is in force for many bodies, each on its own day, in the order asked: one query. */
export async function effectivePoliciesAt(
  graph: Graph,
  scope: Scope,
  asked: readonly { readonly regionId: RegionId; readonly day: Day }[],
): Promise<readonly (EffectivePolicy | null)[]> {
  const layers = await policyLayersAt(graph, scope, asked);
  return asked.map(({ regionId }, index) => effectivePolicy(regionId, layers[index] ?? []));
}

/** The layers in force for many bodies, each on its own day, in the order asked, from the top down: one query. */
export async function policyLayersAt(
  graph: Graph,
  scope: Scope,
  asked: readonly { readonly regionId: RegionId; readonly day: Day }[],
): Promise<readonly (readonly PolicyLayer[])[]> {
  const pairs = new Map(asked.map(({ regionId, day }) => [`${regionId} ${day}`, [regionId, day] as const]));
  const known = knownDocuments();
  const rows = await graph.read(scope, policyLayers, { asked: [...pairs.values()], known: [...known.keys()] });
  const found = new Map<string, PolicyLayer[]>();
  for (const row of rows) {
    const key = `${row.askedRegionId} ${row.askedDay}`;
    const layers = found.get(key);
    if (layers === undefined) found.set(key, [layerReadWith(known, row)]);
    else layers.push(layerReadWith(known, row));
  }
  return asked.map(({ regionId, day }) => found.get(`${regionId} ${day}`) ?? []);
}

/** All versions of a body's own policies, newest first; null when no visible region has the code on the day. */
export async function policiesOf(
  graph: Graph,
  scope: Scope,
  regionCode: string,
  day: Day,
): Promise<readonly PolicyVersion[] | null> {
  const id = await findRegion(graph, scope, regionCode, day);
  if (id === null) return null;
  const known = knownDocuments();
  const rows = await graph.read(scope, policyVersionsOfRegion, { id, known: [...known.keys()] });
  return rows.map((row) => versionReadWith(known, row));
}

/** The version of a policy that holds on a day; null when none does, or none that is visible. */
export async function findPolicy(graph: Graph, scope: Scope, code: string, day: Day): Promise<PolicyVersion | null> {
  const known = knownDocuments();
  const [row] = await graph.read(scope, policyVersionByCode, { code, day, known: [...known.keys()] });
  return row === undefined ? null : versionReadWith(known, row);
}

/** Versions by id, those that are visible. */
export async function policyVersions(
  graph: Graph,
  scope: Scope,
  ids: readonly PolicyVersionId[],
): Promise<readonly PolicyVersion[]> {
  const known = knownDocuments();
  const rows = await graph.read(scope, policyVersionsById, { ids, known: [...known.keys()] });
  return rows.map((row) => versionReadWith(known, row));
}

/** A policy file: its name is only for messages. */
export interface PolicyFile {
  readonly fileName: string;
  readonly text: string;
}

/** A shipped policy that the database does not hold as it is shipped. */
export interface ShippedChange {
  readonly fileName: string;
  readonly policy: string;
  readonly from: Day;
  /** `differs`: loaded with other content; `missing`: not loaded. */
  readonly change: 'differs' | 'missing';
}

/** Which shipped policies differ from what the database holds. Nothing is changed: loading them is the operator's choice. */
export async function shippedPolicyChanges(
  graph: Graph,
  scope: Scope,
  files: readonly PolicyFile[],
): Promise<readonly ShippedChange[]> {
  const shipped = files.flatMap(({ fileName, text }) =>
    parsePolicies(text).flatMap(({ document, source }) =>
      document === null
        ? []
        : [{ fileName, policy: document.policy, from: document.effective.from, checksum: checksumOf(source) }],
    ),
  );
  const held = await graph.read(scope, policyChecksums, { codes: [...new Set(shipped.map(({ policy }) => policy))] });
  return shipped.flatMap(({ fileName, policy, from, checksum }) => {
    const same = held.find((version) => version.code === policy && version.from === from);
    if (same?.checksum === checksum) return [];
    return [{ fileName, policy, from, change: same === undefined ? ('missing' as const) : ('differs' as const) }];
  });
}

/** Equal for texts that differ only in how their lines end. */
export function checksumOf(source: string): string {
  return createHash('sha256').update(source.replaceAll('\r\n', '\n').trim()).digest('hex');
}

/** A stored layer that comes with its text, with what its file says. */
export function layerOf(stored: StoredLayer): PolicyLayer {
  return layerReadWith(parsed, stored);
}

function layerReadWith(known: KnownDocuments, { version, level, askedDay }: StoredLayer): PolicyLayer {
  if (level === null) throw new Error(`The body of policy ${version.code} has no name and level on ${askedDay}`);
  const { id, code, regionId, from, to, document } = versionReadWith(known, version);
  return { versionId: id, code, regionId, level, from, to, document };
}

function versionReadWith(known: KnownDocuments, stored: StoredVersion): PolicyVersion {
  const { id, code, regionId, from, to } = stored;
  return { id, code, regionId, from, to, document: known.get(stored.checksum) ?? documentOf(stored) };
}

/** Parsed documents by the checksum of their text, which never changes under it. */
type KnownDocuments = ReadonlyMap<string, PolicyDocument>;

/** Versions whose parsed documents are kept. */
const LARGEST_CACHE = 500;
let parsed = new Map<string, PolicyDocument>();

/** What one question may leave out of its answer; the answer is then read with the same documents. */
function knownDocuments(): KnownDocuments {
  // A full map is replaced and never emptied: questions still on their way have told the database that they know what it holds.
  if (parsed.size > LARGEST_CACHE) parsed = new Map();
  return parsed;
}

function documentOf({ code, checksum, source }: StoredVersion): PolicyDocument {
  const document = source === null ? null : (parsePolicies(source)[0]?.document ?? null);
  if (document === null)
    throw new UnreadablePolicy(`The stored policy ${code} cannot be read: load its file again with this program`);
  parsed.set(checksum, document);
  return document;
}
