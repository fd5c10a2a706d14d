import { uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { UnitId } from '../domain/identifier.ts';
import { DEFAULT_CALENDAR, type EffectivePolicy } from '../domain/policy/effective.ts';
import type { RosterKind } from '../domain/roster.ts';
import type { Unknown } from '../domain/unknown.ts';
import type { RollUpSources } from './rollUp.ts';

/** Why nothing can be said about these kinds of facts of a unit on a day; null when it can. */
export async function whyUnknown(
  { coverageOf }: RollUpSources,
  unit: UnitId,
  policy: EffectivePolicy | null,
  kinds: readonly RosterKind[],
  day: Day,
): Promise<Unknown | null> {
  return uncovered(await coverageOf(unit, day), kinds, day, policy?.calendar ?? DEFAULT_CALENDAR);
}
