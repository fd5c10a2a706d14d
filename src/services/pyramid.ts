import { unitStandings } from '../../graph/pyramid.ts';
import { NO_COVERAGE, uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { RegionId, UnitId } from '../domain/identifier.ts';
import { DEFAULT_CALENDAR, type EffectivePolicy } from '../domain/policy/effective.ts';
import { type PyramidReport, type UnitStandings, asksForService, countPyramids } from '../domain/pyramid.ts';
import type { RosterKind } from '../domain/roster.ts';
import type { Unknown } from '../domain/unknown.ts';
import { type RollUpSources, type Unit, byId, coveragesOf, policyOfUnit } from './rollUp.ts';

const KINDS: readonly RosterKind[] = ['school', 'teacher', 'post', 'designation'];

/** A unit's pyramid on a day, and what it rests on. */
export interface UnitPyramid {
  readonly report: PyramidReport;
  readonly standings: UnitStandings;
  /** What is in force for the unit; null: nothing. */
  readonly policy: EffectivePolicy | null;
  /** Why the unit cannot be answered for; null when it can. */
  readonly uncovered: Unknown | null;
}

/** The pyramids of several units on one day: one query for all of them. */
export async function loadPyramids(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
): Promise<ReadonlyMap<UnitId, UnitPyramid>> {
  const asked = new Map(units.map((unit) => [unit.id, unit]));
  const inForce = new Map(
    await Promise.all(units.map(async (unit) => [unit.id, await policyOfUnit(sources, unit, day)] as const)),
  );
  const withService = [...inForce.values()].some((policy) => policy !== null && asksForService(policy));
  const rows = await sources.graph.read(sources.scope, unitStandings, { units: [...asked.keys()], day, withService });
  return new Map(
    await Promise.all(
      rows.map(async ({ id, ...standings }): Promise<readonly [UnitId, UnitPyramid]> => {
        const { children } = standings;
        const [policies, coverage] = await Promise.all([
          byId(children, (child) => sources.policyOf(child, day)),
          coveragesOf(sources, [id, ...children], day),
        ]);
        const policy = inForce.get(id) ?? null;
        const uncoveredUnit = (unit: RegionId | null) =>
          uncovered(coverage.get(unit ?? id) ?? NO_COVERAGE, KINDS, day, policy?.calendar ?? DEFAULT_CALENDAR);
        const report = countPyramids(standings, day, {
          policyOf: (unit) => (unit === null ? policy : (policies.get(unit) ?? null)),
          uncoveredUnit,
        });
        return [id, { report, standings, policy, uncovered: uncoveredUnit(null) }];
      }),
    ),
  );
}
