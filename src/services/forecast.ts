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
import type { RegionId } from '../domain/identifier.ts';
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
  /** The day whose policy states the targets; by default the day from which it looks ahead. */
  readonly targetsOf?: Day;
}

/** Years before the policy began of which people are looked at: as many as a pace may go back. */
const YEARS_BEFORE = 3;

/**
 * Where a region will stand against its targets, as things stood on a day: three queries at most for the facts. Null: its
 * records are not open to the asker, or no policy is in force.
 */
export async function loadForecast(
  sources: RollUpSources,
  region: Region,
  day: Day,
  { until, levers, today, targetsOf = day }: ForecastAsked,
): Promise<readonly TargetOutlook[] | null> {
  const [open, policy] = await Promise.all([
    recordsOpen(sources, region, today),
    sources.policyOf(region.id, targetsOf),
  ]);
  if (!open || policy === null) return null;
  const unit: TargetUnit = { kind: 'Region', id: region.id, level: region.level };
  const lists = listsFor(policy, unit);
  const facts = await loadUnitFacts(sources, [region.id], { lists, day, today }, since(policy, day));
  const regions = [...new Set(facts.places.regions.flatMap((path) => path.regions))];
  const [world, coverage] = await Promise.all([
    worldOf(sources, facts, policy, region.id, day),
    coveragesOf(sources, [region.id, ...regions], day),
  ]);
  const own = coverage.get(region.id) ?? NO_COVERAGE;
  const speaksOf = dataAsOf(own, ['school', 'teacher', 'post', 'designation']);
  const standing =
    speaksOf === null || day >= speaksOf
      ? world
      : new World({ policy, facts: knownOn(world.facts, day), uncovered: world.uncovered });
  return forecastTargets({
    ground: groundOf(region.id, policy, standing, day),
    unit,
    until,
    levers,
    uncovered: (part: RegionId | null, kinds) =>
      uncovered(coverage.get(part ?? region.id) ?? NO_COVERAGE, kinds, day, policy.calendar),
  });
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

function since(policy: EffectivePolicy, day: Day): Day {
  const began = policy.layers.reduce<Day>((first, { from }) => earlier(first, from), day);
  return addYears(began, -YEARS_BEFORE);
}
