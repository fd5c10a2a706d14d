import { NO_COVERAGE, dataAsOf, uncovered } from '../domain/coverage.ts';
import { type Day, addYears, earlier } from '../domain/day.ts';
import type { Region } from '../domain/directory.ts';
import { pathsFor } from '../domain/forecast/candidates.ts';
import { type TargetOutlook, forecastTargets } from '../domain/forecast/forecast.ts';
import { groundOf } from '../domain/forecast/ground.ts';
import { knownOn } from '../domain/forecast/knownOn.ts';
import type { ForecastLevers } from '../domain/forecast/levers.ts';
import type { FactList } from '../domain/evaluation/facts.ts';
import { factListsAsked } from '../domain/evaluation/recordsAsked.ts';
import { World } from '../domain/evaluation/world.ts';
import type { RegionId, UnitId } from '../domain/identifier.ts';
import type { EffectivePolicy } from '../domain/policy/effective.ts';
import { type TargetUnit, targetsOfUnit } from '../domain/target.ts';
import { loadUnitFacts, worldOf } from './evaluationGround.ts';
import { recordsOpen } from './recordsOpen.ts';
import { type RollUpSources, coveragesOf } from './rollUp.ts';

/** What a forecast is asked with. */
export interface ForecastAsked {
  /** The last day that is looked at. */
  readonly until: Day;
  readonly levers: ForecastLevers;
  /** The day that says whose records are open to the asker. */
  readonly today: Day;
  /** The day whose policy states the targets. */
  readonly targetsOf: Day;
}

/** Years before the policy began of which people are looked at: as many as a pace may go back. */
const YEARS_BEFORE = 3;

/**
 * Where regions will stand against their targets, as things stood on a day: three queries at most for the facts of all. A
 * region whose records are not open to the asker, or for which no policy is in force, has no entry.
 */
export async function loadForecasts(
  sources: RollUpSources,
  regions: readonly Region[],
  day: Day,
  { until, levers, today, targetsOf }: ForecastAsked,
): Promise<ReadonlyMap<UnitId, readonly TargetOutlook[]>> {
  const asked = await Promise.all(
    regions.map(async (region) => ({
      unit: { kind: 'Region', id: region.id, level: region.level } satisfies TargetUnit,
      open: await recordsOpen(sources, region, today),
      policy: await sources.policyOf(region.id, targetsOf),
    })),
  );
  const jobs = asked.flatMap(({ unit, open, policy }) => (open && policy !== null ? [{ unit, policy }] : []));
  if (jobs.length === 0) return new Map();
  const lists = new Set(jobs.flatMap(({ unit, policy }) => [...listsFor(policy, unit)]));
  const since = jobs.map(({ policy }) => lookedAtFrom(policy, day)).reduce(earlier);
  const ids = jobs.map(({ unit }) => unit.id);
  const facts = await loadUnitFacts(sources, ids, { lists, day, today }, since);
  const within = [...new Set(facts.places.regions.flatMap((path) => path.regions))];
  const coverage = await coveragesOf(sources, [...new Set([...ids, ...within])], day);
  const coverageOf = (id: RegionId) => coverage.get(id) ?? NO_COVERAGE;
  return new Map(
    await Promise.all(
      jobs.map(async ({ unit, policy }) => {
        const world = await worldOf(sources, facts, policy, unit.id, day);
        const speaksOf = dataAsOf(coverageOf(unit.id), ['school', 'teacher', 'post', 'designation']);
        const past = speaksOf !== null && day < speaksOf;
        const standing = past
          ? new World({ policy, facts: knownOn(world.facts, day), uncovered: world.uncovered })
          : world;
        const outlooks = forecastTargets({
          ground: groundOf(unit.id, policy, standing, day),
          unit,
          until,
          levers,
          uncovered: (part, kinds) => uncovered(coverageOf(part ?? unit.id), kinds, day, policy.calendar),
        });
        return [unit.id, outlooks] as const;
      }),
    ),
  );
}

/** What targets, the rules by which they are earned and the flows towards them read. */
function listsFor(policy: EffectivePolicy, unit: TargetUnit): ReadonlySet<FactList> {
  const counts = targetsOfUnit(policy, unit).flatMap(({ reading }) => reading?.counts ?? []);
  const rules = counts.flatMap((count) => pathsFor(policy, count)?.rules ?? []);
  return new Set<FactList>([
    'posts',
    'titles',
    'seats',
    'workshops',
    ...(counts.some(({ records }) => records === 'persons') ? (['trainings'] as const) : []),
    ...factListsAsked(rules, policy),
  ]);
}

/** The first day on which people are looked at. */
function lookedAtFrom(policy: EffectivePolicy, day: Day): Day {
  const began = policy.layers.reduce<Day>((first, { from }) => earlier(first, from), day);
  return addYears(began, -YEARS_BEFORE);
}
