import type { Day } from '../domain/day.ts';
import { earlier } from '../domain/day.ts';
import type { Region } from '../domain/directory.ts';
import type { PolicyVersionId, RegionId } from '../domain/identifier.ts';
import type { Level } from '../domain/level.ts';
import { type EffectivePolicy, type PolicyLayer, effectivePolicy } from '../domain/policy/effective.ts';
import { layersSupposing } from '../domain/policy/supposed.ts';
import type { PolicyDocument } from '../domain/policy/types.ts';
import { nameOn } from '../domain/region.ts';
import { chainOf, directoryOf, findRegion } from './region.ts';
import type { RollUpSources } from './rollUp.ts';

/** A document as the layer of the body whose rules it is taken to be, and the bodies for which it then holds. */
export interface SupposedLayer {
  readonly layer: PolicyLayer;
  /** Null: for every body that can be asked about. */
  readonly bodies: ReadonlySet<RegionId> | null;
  /** Another body's policy, taken as the region's own. */
  readonly rebound: boolean;
}

/**
 * The documents as layers, each of the body that it names: the region, one above it or one below. A document of any other
 * body is taken as the region's own. They are taken to be in force on the day asked and on any other.
 */
export async function supposedLayers(
  { graph, scope }: RollUpSources,
  region: Region,
  day: Day,
  documents: readonly PolicyDocument[],
): Promise<readonly SupposedLayer[]> {
  const [chain, directory] = await Promise.all([
    chainOf(graph, scope, region.id, day),
    directoryOf(graph, scope, region.id, day),
  ]);
  const parentOf = new Map(directory.map(({ id, parentId }) => [id, parentId]));
  const isBelow = (id: RegionId, body: RegionId): boolean => {
    for (let at: RegionId | null = id; at !== null; at = parentOf.get(at) ?? null) if (at === body) return true;
    return false;
  };
  const levelOf = (id: RegionId): Level | null => {
    const below = directory.find((known) => known.id === id);
    return (
      chain.find((above) => above.id === id)?.level ??
      (below === undefined ? null : (nameOn(below, day)?.level ?? null))
    );
  };
  return Promise.all(
    documents.map(async (document): Promise<SupposedLayer> => {
      const stated =
        (await findRegion(graph, scope, document.region, document.effective.from)) ??
        (await findRegion(graph, scope, document.region, day));
      const level = stated === null ? null : levelOf(stated);
      const body = level === null || stated === null ? region.id : stated;
      const above = chain.some(({ id }) => id === body);
      return {
        layer: {
          versionId: `supposed ${document.policy}` as PolicyVersionId,
          code: document.policy,
          regionId: body,
          level: level ?? region.level,
          from: earlier(document.effective.from, day),
          to: null,
          document,
        },
        bodies: above ? null : new Set(directory.filter(({ id }) => isBelow(id, body)).map(({ id }) => id)),
        rebound: level === null,
      };
    }),
  );
}

/** What answers rest on, as if these layers were in force; nothing is written. */
export function supposing(sources: RollUpSources, supposed: readonly SupposedLayer[]): RollUpSources {
  const policies = new Map<string, Promise<EffectivePolicy | null>>();
  const policyOf = async (regionId: RegionId, day: Day): Promise<EffectivePolicy | null> => {
    const holding = supposed.filter(({ bodies }) => bodies === null || bodies.has(regionId));
    const inForce = await sources.layersOf(regionId, day);
    return effectivePolicy(
      regionId,
      layersSupposing(
        inForce,
        holding.map(({ layer }) => layer),
      ),
    );
  };
  return {
    ...sources,
    policyOf: (regionId, day) => {
      const key = `${regionId} ${day}`;
      const policy = policies.get(key) ?? policyOf(regionId, day);
      policies.set(key, policy);
      return policy;
    },
  };
}
