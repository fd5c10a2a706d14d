import { populations } from '../../graph/population.ts';
import { NO_COVERAGE, uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { UnitId } from '../domain/identifier.ts';
import { DEFAULT_CALENDAR, type EffectivePolicy } from '../domain/policy/effective.ts';
import { type PopulationReport, countPopulation } from '../domain/population.ts';
import type { RosterKind } from '../domain/roster.ts';
import { known, notKnown } from '../domain/unknown.ts';
import { type RollUpSources, type Unit, coveragesOf, policyOfUnit } from './rollUp.ts';

const KINDS: readonly RosterKind[] = ['school', 'teacher', 'post'];

/** The people of several units on one day: one query for all of them. */
export async function loadPopulations(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
): Promise<ReadonlyMap<UnitId, PopulationReport>> {
  const policies = new Map<UnitId, EffectivePolicy | null>(
    await Promise.all(units.map(async (unit) => [unit.id, await policyOfUnit(sources, unit, day)] as const)),
  );
  const postKinds = [...new Set([...policies.values()].flatMap((policy) => policy?.countingPosts ?? []))].sort();
  const rows = await sources.graph.read(sources.scope, populations, {
    units: units.map(({ id }) => id),
    day,
    postKinds,
  });
  return new Map(
    await Promise.all(
      rows.map(async ({ id, ...people }) => {
        const policy = policies.get(id) ?? null;
        const coverage = await coveragesOf(sources, [id, ...people.children], day);
        const report = countPopulation(
          people,
          policy === null ? notKnown({ because: 'noPolicy', day }) : known(policy),
          (part) =>
            uncovered(coverage.get(part ?? id) ?? NO_COVERAGE, KINDS, day, policy?.calendar ?? DEFAULT_CALENDAR),
        );
        return [id, report] as const;
      }),
    ),
  );
}
