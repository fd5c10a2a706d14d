import type { RegionId } from '../domain/identifier.ts';
import { compareLevels } from '../domain/level.ts';
import { nameOn } from '../domain/region.ts';
import type { SchoolRecord, WorkshopRecord } from '../domain/roster.ts';
import type { RosterInput } from './input.ts';

export interface Founder {
  readonly region: RegionId;
  /** False: it cannot be told, and the importing body stands in. */
  readonly certain: boolean;
}

/**
 * The body that founded a workshop: the importing body on its own level; below it the region of the host's school that stands
 * on the workshop's level. A workshop that the graph knows on this level keeps its founder: hosts and their schools change
 * after the founding day, the founder does not.
 */
export function foundedBy(
  workshop: Omit<WorkshopRecord, 'foundedBy'>,
  hostSchool: SchoolRecord | null,
  { issuer, regions, asOf, snapshot, corrects }: RosterInput,
): Founder {
  if (workshop.level === issuer.level) return { region: issuer.regionId, certain: true };
  const known = snapshot.workshop.find(({ record }) => record.code === workshop.code)?.record;
  if (known?.level === workshop.level && corrects === null) return { region: known.foundedBy, certain: true };
  if (hostSchool && compareLevels(workshop.level, issuer.level) < 0) {
    let region = regions.find(({ id }) => id === hostSchool.governedBy);
    while (region) {
      if (nameOn(region, asOf)?.level === workshop.level) return { region: region.id, certain: true };
      const { parentId } = region;
      region = region.id === issuer.regionId ? undefined : regions.find(({ id }) => id === parentId);
    }
  }
  return { region: issuer.regionId, certain: false };
}
