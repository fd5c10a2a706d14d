import { LEVELS, type Level } from '../level.ts';
import { type EffectivePolicy, type EffectiveRule, binds, rulesOfKind } from '../policy/effective.ts';
import type { RuleOf } from '../policy/types.ts';
import type { Text } from '../roster.ts';
import { allowedValues, attributesOf } from '../policy/where.ts';
import { conjunctsOf } from './atom.ts';
import { wholeRange } from './range.ts';
import { termOfTitles, yearsBetween } from './terms.ts';
import { shown } from './words.ts';

/** How many people will hold titles of a level when a policy does what it sets out to. */
export interface ImpliedHolders {
  readonly rules: readonly EffectiveRule[];
  /** Null: of any tier. */
  readonly tiers: readonly string[] | null;
  readonly level: Level;
  /** Asked of each region of this level; null: once, in total. */
  readonly perUnit: Level | null;
  /** In total, or in each unit. */
  readonly holders: number;
  /** How that comes about: “3 years × 180”. Null: the number itself is what is asked for. */
  readonly arithmetic: Text | null;
  readonly assumptions: readonly Text[];
}

/** What the targets of a policy imply, where they count titles by tier and level alone. */
export function impliedHolders(policy: EffectivePolicy): readonly ImpliedHolders[] {
  const implied = rulesOfKind(policy, 'target')
    .filter((effective) => binds(effective, policy.regionId) && effective.rule.modality !== 'may')
    .flatMap((effective) => ofTarget(policy, effective));
  const largest = new Map<string, ImpliedHolders>();
  for (const each of implied) {
    const key = JSON.stringify([each.tiers, each.level, each.perUnit]);
    const known = largest.get(key);
    if (known === undefined || each.holders > known.holders) largest.set(key, each);
  }
  return [...largest.values()];
}

/**
 * Those of a level with one of these tiers (null: any), without counting anybody twice: what is asked of all tiers together, or
 * tier by tier where that is more.
 */
export function holdersWith(
  implied: readonly ImpliedHolders[],
  tiers: readonly string[] | null,
  level: Level,
): readonly ImpliedHolders[] {
  const ofLevel = implied.filter((each) => each.level === level);
  const together = tiers === null ? ofLevel.filter((each) => each.tiers === null) : [];
  const single = ofLevel.filter(
    (each) => each.tiers?.length === 1 && each.tiers.every((tier) => tiers === null || tiers.includes(tier)),
  );
  return sum(together) >= sum(single) ? together : single;
}

function sum(all: readonly ImpliedHolders[]): number {
  return all.reduce((total, { holders }) => total + holders, 0);
}

function ofTarget(policy: EffectivePolicy, effective: EffectiveRule<RuleOf<'target'>>): readonly ImpliedHolders[] {
  const { rule } = effective;
  const [aim, ...others] = rule.for;
  if (others.length > 0 || (aim !== undefined && aim.of !== 'title')) return [];
  const units = rule.per.flatMap((each) => (each.per === 'level' ? [each.level] : []));
  const yearly = rule.per.some(
    (each) => each.per === 'period' && (each.period === 'year' || each.period === 'schoolYear'),
  );
  if (units.length > 1 || rule.per.length !== units.length + (yearly ? 1 : 0)) return [];
  return conjunctsOf(rule.require).flatMap((condition): ImpliedHolders[] => {
    if (condition.form !== 'count' || condition.window !== null) return [];
    if (condition.records !== 'titlesHeld' && condition.records !== 'titlesAwarded') return [];
    const where = [...condition.where, ...(aim?.where ?? [])];
    if (!attributesOf(where).every((attribute) => TITLE.includes(attribute))) return [];
    const [tiers, levels] = [allowedValues(where, 'tier'), allowedValues(where, 'level')];
    const level = LEVELS.find((known) => known === levels?.[0]);
    const asked = wholeRange(policy, condition.bound)?.least ?? 0;
    if (tiers === undefined || levels?.length !== 1 || level === undefined || asked === 0) return [];
    const common = { tiers, level, perUnit: units[0] ?? null };
    if (condition.records === 'titlesHeld' || !yearly)
      return [{ ...common, rules: [effective], holders: asked, arithmetic: null, assumptions: [] }];
    return overYears(policy, effective, level, asked).map((found) => ({ ...common, ...found }));
  });
}

const TITLE: readonly string[] = ['tier', 'level', 'ladder'];

/** What is awarded year after year adds up as long as the titles stay in force. */
function overYears(
  policy: EffectivePolicy,
  effective: EffectiveRule<RuleOf<'target'>>,
  level: Level,
  yearly: number,
): readonly Pick<ImpliedHolders, 'rules' | 'holders' | 'arithmetic' | 'assumptions'>[] {
  const { rule, layer } = effective;
  const last = rule.through ?? rule.by;
  const term = termOfTitles(policy, level);
  const asked = last === null ? null : yearsBetween(rule.from ?? layer.from, last);
  const years = Math.min(asked ?? Infinity, term === null ? Infinity : Math.floor(term.years));
  if (!Number.isFinite(years) || years < 1) return [];
  return [
    {
      rules: [effective, ...(term?.rule == null ? [] : [term.rule])],
      holders: yearly * years,
      arithmetic: {
        zh: `${shown(years)} 年 × 每年 ${shown(yearly)}`,
        en: `${shown(years)} ${years === 1 ? 'year' : 'years'} × ${shown(yearly)}`,
      },
      assumptions: [
        {
          zh: `每个称号授予不同的人，且都仍在期${term === null ? '' : `（任期 ${shown(term.years)} 年）`}。`,
          en: `Each title goes to somebody else and is still in force${term === null ? '' : ` (a term of ${shown(term.years)} years)`}.`,
        },
      ],
    },
  ];
}
