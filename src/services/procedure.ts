import type { Outcome } from '../domain/composition.ts';
import type { Day } from '../domain/day.ts';
import type { Region } from '../domain/directory.ts';
import type { RegionId } from '../domain/identifier.ts';
import { LEVELS, type Level } from '../domain/level.ts';
import type { Sought } from '../domain/policy/aim.ts';
import type { Condition } from '../domain/policy/condition.ts';
import { type Procedure, proceduresFor } from '../domain/procedure.ts';
import { type RollUpSources, type Unit, bodyOf } from './rollUp.ts';

/** Who takes part in a procedure that begins in a unit. */
export interface ProcedureSources extends RollUpSources {
  /** A region on a day; null: not visible, or not there. */
  readonly regionOn: (id: RegionId, day: Day) => Promise<Region | null>;
}

/** A procedure, and the region of each level that decides in it. */
export interface UnitProcedure {
  readonly procedure: Procedure;
  /** The regions in which the unit lies, itself included, from the lowest on. */
  readonly regions: readonly Region[];
}

/** The procedures that lead to what is sought in a unit, by what is in force there on a day; null: nothing is. */
export async function loadProcedures(
  sources: ProcedureSources,
  unit: Unit,
  day: Day,
  sought: Sought,
  { from, outcomeOf }: { readonly from: Day; readonly outcomeOf: (condition: Condition) => Outcome },
): Promise<readonly UnitProcedure[] | null> {
  const body = bodyOf(unit);
  const policy = body === null ? null : await sources.policyOf(body, day);
  if (body === null || policy === null) return null;
  const regions = await regionsFrom(sources, body, day);
  const level = LEVELS.find((each) => each === sought.attributes.get('level')) ?? null;
  const decides = (level === null ? null : regionOfLevel(regions, level))?.id ?? body;
  return proceduresFor(policy, sought, { body: decides, from, outcomeOf }).map((procedure) => ({ procedure, regions }));
}

/** The region of a level among those in which a unit lies; null: none is, as for a county of a whole city. */
export function regionOfLevel(regions: readonly Region[], level: Level): Region | null {
  return regions.find((region) => region.level === level) ?? null;
}

async function regionsFrom({ regionOn }: ProcedureSources, body: RegionId, day: Day): Promise<readonly Region[]> {
  const regions: Region[] = [];
  for (let next: RegionId | null = body; next !== null && regions.length < LEVELS.length;) {
    const region: Region | null = await regionOn(next, day);
    if (region === null) break;
    regions.push(region);
    next = region.parentId;
  }
  return regions;
}
