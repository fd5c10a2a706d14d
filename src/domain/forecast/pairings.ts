import { holdsOn } from '../interval.ts';
import type { EffectiveRule } from '../policy/effective.ts';
import { pairingQuotas } from '../policy/staffing.ts';
import type { TargetReading } from '../policy/targetReading.ts';
import { allowedOf } from './awards.ts';
import type { ForecastGround } from './ground.ts';
import type { ForecastLevers } from './levers.ts';
import { type Outlook, mapped } from './outlook.ts';

/** The pairings that the holders of a title will owe a school year. */
export interface PairingOutlook {
  /** The quota that asks for them; null: none does, and the number is the lever's. */
  readonly rule: EffectiveRule | null;
  readonly perHolder: number;
  readonly pairings: Outlook;
  /** Those who hold a counting post now: each of them may have several mentors. */
  readonly homeroomTeachers: number;
}

/** What the holders counted by a target will owe; null: nothing is asked of them, or the target counts something else. */
export function pairingsOf(
  ground: ForecastGround,
  reading: TargetReading,
  at: Outlook,
  { pairingsPerHolder }: ForecastLevers,
): PairingOutlook | null {
  const [count] = reading.counts;
  if (count?.records !== 'titlesHeld' || reading.measure !== 'PERSONS') return null;
  const [tiers, levels] = [allowedOf(count.where, 'tier'), allowedOf(count.where, 'level')];
  const quota = pairingQuotas(ground.policy).find(
    ({ population }) =>
      population.of === 'holders' && within(tiers, population.tiers) && within(levels, population.levels),
  );
  const perHolder = pairingsPerHolder ?? quota?.floor ?? null;
  if (perHolder === null) return null;
  return {
    rule: quota?.rule ?? null,
    perHolder,
    pairings: mapped(at, (holders) => holders * perHolder),
    homeroomTeachers: homeroomTeachers(ground),
  };
}

/** Whether everything that one list allows, the other does; null allows everything. */
function within(some: readonly string[] | null, all: readonly string[] | null): boolean {
  if (all === null) return true;
  return some?.every((each) => all.includes(each)) ?? false;
}

function homeroomTeachers({ people, policy, unit, day }: ForecastGround): number {
  const counting = policy.countingPosts ?? [];
  return [...people.values()].filter(({ posts }) =>
    posts.some((post) => counting.includes(post.kind) && holdsOn(post, day) && unit.school(post.school, day) !== null),
  ).length;
}
