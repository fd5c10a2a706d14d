import { uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { RegionId, UnitId } from '../domain/identifier.ts';
import { DEFAULT_CALENDAR } from '../domain/policy/effective.ts';
import type { RosterKind } from '../domain/roster.ts';
import type { Unknown } from '../domain/unknown.ts';
import type { RollUpSources } from './rollUp.ts';

/** Why nothing can be said about these kinds of facts on a day; null when it can. */
export async function whyUnknown(
  { policyOf, coverageOf }: RollUpSources,
  unit: UnitId,
  body: RegionId | null,
  kinds: readonly RosterKind[],
  day: Day,
): Promise<Unknown | null> {
  const [policy, coverage] = await Promise.all([body === null ? null : policyOf(body, day), coverageOf(unit, day)]);
  return uncovered(coverage, kinds, day, policy?.calendar ?? DEFAULT_CALENDAR);
}
