import { populations } from '../../graph/population.ts';
import { NO_COVERAGE, uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { UnitId } from '../domain/identifier.ts';
import { DEFAULT_CALENDAR } from '../domain/policy/effective.ts';
import { type PopulationReport, countPopulation } from '../domain/population.ts';
import type { RosterKind } from '../domain/roster.ts';
import { known, notKnown } from '../domain/unknown.ts';
import { type RollUpSources, type Unit, byId, coveragesOf, policyOfUnit } from './rollUp.ts';

const KINDS: readonly RosterKind[] = ['school', 'teacher', 'post'];

/** The people of several units on one day: one query for all of them. */
export async function loadPopulations(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
): Promise<ReadonlyMap<UnitId, PopulationReport>> {
  const asked = new Map(units.map((unit) => [unit.id, unit]));
  const rows = await sources.graph.read(sources.scope, populations, { units: [...asked.keys()], day });
  const reports = rows.map(async ({ id, ...people }): Promise<readonly [UnitId, PopulationReport] | null> => {
    const unit = asked.get(id);
    if (unit === undefined) return null;
    const [policy, policies, coverage] = await Promise.all([
      policyOfUnit(sources, unit, day),
      byId(people.children, (child) => sources.policyOf(child, day)),
      coveragesOf(sources, [id, ...people.children], day),
    ]);
    const calendar = policy?.calendar ?? DEFAULT_CALENDAR;
    const report = countPopulation(people, {
      definitionsOf: (part) => {
        const inForce = part === null ? policy : (policies.get(part) ?? null);
        return inForce === null ? notKnown({ because: 'noPolicy', day }) : known(inForce);
      },
      uncoveredUnit: (part) => uncovered(coverage.get(part ?? id) ?? NO_COVERAGE, KINDS, day, calendar),
    });
    return [id, report];
  });
  return new Map((await Promise.all(reports)).filter((entry) => entry !== null));
}
