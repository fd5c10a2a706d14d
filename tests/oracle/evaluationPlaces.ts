import type { Day } from '../../src/domain/day.ts';
import type { SchoolFacts, UnitFacts } from '../../src/domain/evaluation/facts.ts';
import type { RegionId, SchoolId } from '../../src/domain/identifier.ts';
import { holdsOn } from '../../src/domain/interval.ts';
import type { Level } from '../../src/domain/level.ts';
import type { EffectivePolicy } from '../../src/domain/policy/effective.ts';
import type { RosterKind } from '../../src/domain/roster.ts';

/** What is known: who and what there is, what the policy says, what the imports cover on the day. */
export interface Known {
  readonly unit: UnitFacts;
  readonly policy: EffectivePolicy;
  readonly covered: (kind: RosterKind) => boolean;
}

export function governingRegions(school: SchoolFacts, known: Known, day: Day): readonly RegionId[] {
  return school.governors
    .filter((governor) => holdsOn(governor, day))
    .flatMap(({ region }) => chainTo(region, known, day));
}

/** A region and those above it in the unit on a day. */
export function chainTo(region: RegionId, known: Known, day: Day): readonly RegionId[] {
  const path = known.unit.regions.find(
    ({ regions, steps }) => regions.at(-1) === region && steps.every((step) => holdsOn(step, day)),
  );
  return path?.regions ?? [];
}

export function levelOfRegion(region: RegionId, known: Known, day: Day): Level | null {
  return nameOf(region, known, day)?.level ?? null;
}

export function nameOf(region: RegionId, known: Known, day: Day) {
  const path = known.unit.regions.find(({ regions }) => regions.at(-1) === region);
  return path?.names.find((name) => holdsOn(name, day)) ?? null;
}

export function regionsOfLevel(level: Level, known: Known, day: Day): readonly RegionId[] {
  return [...new Set(known.unit.regions.flatMap(({ regions }) => regions.at(-1) ?? []))].filter(
    (region) => chainTo(region, known, day).length > 0 && levelOfRegion(region, known, day) === level,
  );
}

export function schoolById(id: SchoolId, known: Known): SchoolFacts | null {
  return known.unit.schools.find((school) => school.id === id) ?? null;
}
