import { type Day, addDays, addYears } from '../day.ts';
import type { Level } from '../level.ts';
import { type EffectivePolicy, type EffectiveRule, binds, rulesOfKind } from '../policy/effective.ts';
import type { Aim, RuleOf } from '../policy/types.ts';
import { allowedValues } from '../policy/where.ts';

/** How long something is given for, in years, and the rule that says so; null: no rule does, or not in years. */
export interface StatedTerm {
  readonly years: number;
  readonly rule: EffectiveRule | null;
}

/** The term of the titles of a level; null: none is stated. */
export function termOfTitles(policy: EffectivePolicy, level: Level): StatedTerm | null {
  return termOf(
    policy,
    ({ of, where }) => of === 'title' && (allowedValues(where, 'level') ?? [level]).includes(level),
  );
}

/** The term of the workshops of a kind, or of the seats in them; null: none is stated. */
export function termOfSeats(policy: EffectivePolicy, kind: string | null): StatedTerm | null {
  const stated = termOf(
    policy,
    ({ of, where }) =>
      (of === 'workshop' || of === 'seat') &&
      (kind === null || (allowedValues(where, 'kind') ?? [kind]).includes(kind)),
  );
  if (stated !== null) return stated;
  const term = policy.workshopKinds.find((known) => known.kind === kind)?.term ?? null;
  if (term === null) return null;
  return { years: 'years' in term ? term.years : term.months / 12, rule: null };
}

/** Whole years from the first day to the last, both included; at least one. */
export function yearsBetween(from: Day, last: Day): number {
  let years = Math.max(0, Number(last.slice(0, 4)) - Number(from.slice(0, 4)) - 1);
  while (addYears(from, years + 1) <= addDays(last, 1)) years += 1;
  return Math.max(1, years);
}

function termOf(policy: EffectivePolicy, fits: (aim: Aim) => boolean): StatedTerm | null {
  for (const effective of rulesOfKind(policy, 'term')) {
    const years = yearsOf(effective.rule);
    if (years !== null && binds(effective, policy.regionId) && effective.rule.for.some(fits))
      return { years, rule: effective };
  }
  return null;
}

function yearsOf({ lasts }: RuleOf<'term'>): number | null {
  if (lasts.lasts !== 'for') return null;
  const { count, unit } = lasts.duration;
  if (unit === 'year' || unit === 'schoolYear') return count;
  return unit === 'month' ? count / 12 : null;
}
