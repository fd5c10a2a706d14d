import { type Day, addDays, addMonths, addYears } from './day.ts';
import type { Workshop } from './directory.ts';
import { type EffectivePolicy, binds, rulesOfKind } from './policy/effective.ts';
import { workshopKindOf } from './policy/staffing.ts';
import type { Lasts } from './policy/types.ts';

/**
 * The first day after a workshop's term, by the kind of workshop or by a term rule for workshops. Null: no rule gives a term,
 * it is open, or the founding day is not known. It ends nothing: only a recorded end does.
 */
export function termEnd(policy: EffectivePolicy, workshop: Pick<Workshop, 'level' | 'stages' | 'from'>): Day | null {
  const { from } = workshop;
  if (from === null) return null;
  const term = workshopKindOf(policy, workshop)?.term ?? null;
  if (term !== null) return 'years' in term ? addYears(from, term.years) : addMonths(from, term.months);
  const rule = rulesOfKind(policy, 'term').find(
    (effective) => effective.rule.for.some((aim) => aim.of === 'workshop') && binds(effective, policy.regionId),
  );
  return rule === undefined ? null : lastsUntil(from, rule.rule.lasts);
}

function lastsUntil(from: Day, lasts: Lasts): Day | null {
  switch (lasts.lasts) {
    case 'open':
      return null;
    case 'dates':
      return addDays(lasts.through, 1);
    case 'for': {
      const { count, unit } = lasts.duration;
      switch (unit) {
        case 'day':
          return addDays(from, count);
        case 'month':
          return addMonths(from, count);
        case 'year':
        case 'schoolYear':
          return addYears(from, count);
        // How long these are is not said by the calendar alone.
        case 'semester':
        case 'round':
        case 'term':
          return null;
      }
    }
  }
}
