import type { Day } from './day.ts';
import { type Interval, holdsOn } from './interval.ts';
import type { RegionId } from './identifier.ts';
import type { Level } from './level.ts';

/** What a region was called, and by which GB/T 2260 code and on which level, for a time. */
export interface RegionName extends Interval {
  /** Six digits in the official tree; a body outside it may use others. */
  readonly code: string;
  readonly name: string;
  readonly level: Level;
}

/** A region with everything that it was ever called, and where it stands in the tree on the day the directory was read. */
export interface KnownRegion {
  readonly id: RegionId;
  readonly parentId: RegionId | null;
  readonly names: readonly RegionName[];
}

/** A body and all regions below it: against which the county names and codes of a roster are read. */
export type RegionDirectory = readonly KnownRegion[];

/** What a region is called on a day; null before its first and after its last name. */
export function nameOn(region: KnownRegion, day: Day): RegionName | null {
  return region.names.find((name) => holdsOn(name, day)) ?? null;
}

/** A region to be known to the graph: its name today, those before, and the code of the region that it is part of. */
export interface RegionEntry {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  /** Today's code of the region that it is part of; null for the root. */
  readonly parentCode: string | null;
  /** The first day of today's code; null: since before anything asked about. */
  readonly from: Day | null;
  /** Earlier names, each with where its dates come from. */
  readonly former: readonly (RegionName & { readonly source: string })[];
}
