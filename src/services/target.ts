import { targetFacts } from '../../graph/target.ts';
import { NO_COVERAGE, uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { RegionId, UnitId } from '../domain/identifier.ts';
import {
  type TargetProgress,
  type TargetUnit,
  measureTargets,
  populationsAsked,
  targetsOfUnit,
} from '../domain/target.ts';
import type { CountedRecords } from '../domain/policy/targetReading.ts';
import { type RollUpSources, type Unit, coveragesOf, policyOfUnit } from './rollUp.ts';

/**
 * How several units stand on one day against each target that is in force for them, in the order of the policy: one query
 * for all of them. A unit for which no policy is in force on the day has no entry.
 */
export async function loadTargets(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
): Promise<ReadonlyMap<UnitId, readonly TargetProgress[]>> {
  const ruled = (
    await Promise.all(
      units.map(async (unit) => ({ unit: askedAs(unit), policy: await policyOfUnit(sources, unit, day) })),
    )
  ).flatMap(({ unit, policy }) => (policy === null ? [] : [{ unit, policy, targets: targetsOfUnit(policy, unit) }]));
  const asked = new Map(ruled.filter(({ targets }) => targets.length > 0).map((each) => [each.unit.id, each] as const));
  const measured = new Map<UnitId, readonly TargetProgress[]>(ruled.map(({ unit }) => [unit.id, []]));
  if (asked.size === 0) return measured;
  const counted = [...asked.values()].flatMap(({ targets }) =>
    targets.flatMap(({ reading }) => reading?.counts.map(({ records }) => records) ?? []),
  );
  const counts = (...records: readonly CountedRecords[]) => counted.some((each) => records.includes(each));
  const populations = new Map(
    [...asked.values()].flatMap(({ unit, policy }) =>
      populationsAsked(policy, unit, day).map(({ on, since }) => [`${on} ${since}`, [on, since] as const] as const),
    ),
  );
  const rows = await sources.graph.read(sources.scope, targetFacts, {
    units: [...asked.keys()],
    titles: counts('titlesHeld', 'titlesAwarded'),
    workplaces: counts('titlesHeld'),
    workshops: counts('workshops'),
    populations: [...populations.values()],
  });
  await Promise.all(
    rows.map(async ({ id, ...facts }) => {
      const found = asked.get(id);
      if (found === undefined) return;
      const { unit, policy } = found;
      const regions = [...new Set(facts.regions.flatMap((path) => path.regions))];
      const coverage = await coveragesOf(sources, [id, ...regions], day);
      const uncoveredUnit = (part: RegionId | null) => coverage.get(part ?? id) ?? NO_COVERAGE;
      measured.set(
        id,
        measureTargets({
          unit,
          day,
          policy,
          facts,
          uncovered: (part, kinds, on) => uncovered(uncoveredUnit(part), kinds, on, policy.calendar),
        }),
      );
    }),
  );
  return measured;
}

function askedAs(unit: Unit): TargetUnit {
  return { kind: unit.kind, id: unit.id, level: unit.kind === 'Region' ? unit.level : null };
}
