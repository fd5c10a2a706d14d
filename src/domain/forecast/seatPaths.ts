import type { Condition } from '../policy/condition.ts';
import { type EffectivePolicy, type EffectiveRule, rulesOfKind } from '../policy/effective.ts';
import { compositionFor, rolesAt } from '../policy/staffing.ts';
import type { TargetCount } from '../policy/targetReading.ts';
import { allowedValues } from '../policy/where.ts';
import { LEVELS, type Level } from '../level.ts';
import { allowedOf } from './awards.ts';
import type { CompletedPeriods } from './flow.ts';
import type { ForecastGround } from './ground.ts';
import type { ForecastLevers } from './levers.ts';

/** The seats in workshops by which a title is earned, and how many of them there were in the years looked at. */
export interface SeatPaths {
  /** The award rules that say so. */
  readonly rules: readonly EffectiveRule[];
  /** Codes of the roles. */
  readonly roles: ReadonlySet<string>;
  /** Whether one of them leads the workshop: of those there is one in each. */
  readonly leads: boolean;
  readonly levels: readonly Level[];
  /** Workshops founded a year, on average over the years looked at; null: too few years. */
  readonly workshopsPerYear: number | null;
  /** People in these roles, beside who leads, in each of them; null: none was founded. */
  readonly members: number | null;
  /** The most that the policy allows in each; null: no ceiling, or no such role. */
  readonly mostMembers: number | null;
  /** How many more seats there are by the levers than in the years looked at: 1 without any. */
  readonly ratio: (levers: ForecastLevers) => number;
}

/** The seats by which what a count speaks of is earned. */
export function seatPathsTo(ground: ForecastGround, count: TargetCount, completed: CompletedPeriods): SeatPaths {
  const { policy } = ground;
  const rules = seatRules(policy, count);
  const roles = new Set(rules.flatMap(({ roles: named }) => named));
  const levels = LEVELS.filter((level) => (allowedOf(count.where, 'level') ?? [level]).includes(level));
  const known = levels.flatMap((level) => rolesAt(policy, level));
  const leading = new Set(known.filter(({ leads }) => leads).map(({ code }) => code));
  const leads = [...roles].some((role) => leading.has(role));
  const membersToo = [...roles].some((role) => !leading.has(role));
  const founded = ground.workshops.filter(
    ({ level, from }) =>
      levels.includes(level) &&
      completed.periods.some(({ first, last }) => from !== null && first <= from && from <= last),
  );
  const seated = founded.reduce((sum, { seats }) => {
    const people = seats.filter(({ role }) => roles.has(role) && !leading.has(role)).map(({ person }) => person);
    return sum + new Set(people).size;
  }, 0);
  const workshopsPerYear = completed.periods.length === 0 ? null : founded.length / completed.periods.length;
  const members = founded.length === 0 ? null : seated / founded.length;
  return {
    rules: rules.map(({ rule }) => rule),
    roles,
    leads,
    levels,
    workshopsPerYear,
    members: membersToo ? members : null,
    mostMembers: membersToo ? ceilingOf(policy, levels, roles) : null,
    ratio: (levers) => {
      if (roles.size === 0) return 1;
      const workshops =
        levers.workshopsPerYear === null || workshopsPerYear === null || workshopsPerYear === 0
          ? 1
          : levers.workshopsPerYear / workshopsPerYear;
      const each =
        !membersToo || levers.membersPerWorkshop === null || members === null || members === 0
          ? 1
          : levers.membersPerWorkshop / members;
      return workshops * each;
    },
  };
}

function ceilingOf(policy: EffectivePolicy, levels: readonly Level[], roles: ReadonlySet<string>): number | null {
  const ceilings = levels.flatMap((level) =>
    compositionFor(policy, { level, stages: [] })
      .filter(({ role, forEach }) => roles.has(role.code) && !role.leads && forEach === null)
      .map(({ maximum }) => maximum),
  );
  const stated = ceilings.filter((most) => most !== null);
  return stated.length === 0 || stated.length < ceilings.length ? null : Math.max(...stated);
}

/** The awards that ask for a seat and give what is counted, with the roles that they name. */
function seatRules(policy: EffectivePolicy, count: TargetCount) {
  const tiers = allowedOf(count.where, 'tier');
  return rulesOfKind(policy, 'award').flatMap((rule) => {
    const gives = rule.rule.gives.some(
      (aim) =>
        aim.of === 'title' &&
        (tiers === null || (allowedValues(aim.where, 'tier') ?? []).some((tier) => tiers.includes(tier))),
    );
    const { require } = rule.rule;
    const roles = gives && require !== null ? rolesAsked(require) : [];
    return roles.length === 0 ? [] : [{ rule, roles }];
  });
}

function rolesAsked(condition: Condition): readonly string[] {
  switch (condition.form) {
    case 'all':
    case 'any':
      return condition.of.flatMap(rolesAsked);
    case 'count':
      return condition.records === 'seats' ? (allowedOf(condition.where, 'role') ?? []) : [];
    default:
      return [];
  }
}
