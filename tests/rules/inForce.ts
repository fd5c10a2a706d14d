import type { RegionId } from '../../src/domain/identifier.ts';
import { type EffectivePolicy, type PolicyLayer, effectivePolicy } from '../../src/domain/policy/effective.ts';
import { layer, shippedPolicies } from './policies.ts';

export const CITY = 'city' as RegionId;
export const COUNTY = 'county' as RegionId;

/** What these layers, from the top down, mean together for a body. */
export function inForce(regionId: RegionId, ...layers: readonly PolicyLayer[]): EffectivePolicy {
  const found = effectivePolicy(regionId, layers);
  if (found === null) throw new Error('Nothing is in force');
  return found;
}

/** A shipped policy as that of a city. */
export function shipped(name: string): EffectivePolicy {
  const text = shippedPolicies.find(([file]) => file === name)?.[1] ?? '';
  return inForce(CITY, layer(CITY, 'CITY', text));
}

/** A policy of a city that says no more than this. */
export function cityPolicy(text: string): EffectivePolicy {
  return inForce(CITY, layer(CITY, 'CITY', text));
}
