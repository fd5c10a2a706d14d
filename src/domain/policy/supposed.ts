import { compareLevels } from '../level.ts';
import type { PolicyLayer } from './effective.ts';

/**
 * The layers in force with others put in their place: one of the same policy replaces it, one that its body does not have
 * replaces all that the body has. From the top down.
 */
export function layersSupposing(
  inForce: readonly PolicyLayer[],
  supposed: readonly PolicyLayer[],
): readonly PolicyLayer[] {
  return supposed.reduce<readonly PolicyLayer[]>((layers, layer) => {
    const own = layers.filter(({ regionId }) => regionId === layer.regionId);
    const stays = own.some(({ code }) => code === layer.code) || own.some((other) => supposed.includes(other));
    const kept = layers.filter((other) => other.regionId !== layer.regionId || (stays && other.code !== layer.code));
    const below = kept.findIndex(
      (other) => other.regionId !== layer.regionId && compareLevels(other.level, layer.level) < 0,
    );
    return below < 0 ? [...kept, layer] : [...kept.slice(0, below), layer, ...kept.slice(below)];
  }, inForce);
}
