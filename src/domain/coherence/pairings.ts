import Fraction from 'fraction.js';
import { LEVELS, type Level } from '../level.ts';
import type { EffectivePolicy, EffectiveRule } from '../policy/effective.ts';
import { type PairingQuota, pairingQuotas } from '../policy/staffing.ts';
import { tiersOf } from '../mentorLoad.ts';
import type { Text } from '../roster.ts';
import { atomsOf, bindingRules, whoOf } from './atom.ts';
import { type CoherenceFinding, type NamedNumber, finding, named } from './finding.ts';
import { type ImpliedHolders, holdersWith, impliedHolders } from './holders.ts';
import type { Numbers } from './numbers.ts';
import { COMMA, eachText, joined, levelText, shown, unitsText } from './words.ts';

/** How many pairings the quotas ask for when the awards that the policy sets out to make are made. */
export function pairingFindings(policy: EffectivePolicy, numbers: Numbers | null): readonly CoherenceFinding[] {
  const own = quotasOf(policy).flatMap((quota) => demandsOf(policy, quota, numbers, null));
  const demands = [...own, ...demandsBelow(policy, numbers)];
  const people = numbers?.homeroomTeachers ?? null;
  const known = demands.filter(({ pairings }) => pairings > 0);
  const total = known.reduce((sum, { pairings }) => sum + pairings, 0);
  const perUnitOnly = known.some(({ inEach }) => inEach !== null);
  const all = people === null || perUnitOnly ? [] : together(policy, known, total, people);
  return [...known.map((demand) => implied(demand, all.length === 0 ? people : null)), ...all];
}

/** Pairings that one quota asks of one group of holders. */
interface Demand {
  readonly rules: readonly EffectiveRule[];
  readonly level: Level;
  /** The number of regions is not known: what follows is asked in each region of this level. */
  readonly inEach: Level | null;
  readonly holders: number;
  readonly floor: number;
  readonly pairings: number;
  /** “3 years × 180 = 540 holders × 5 = 2,700”. */
  readonly arithmetic: Text;
  readonly assumptions: readonly Text[];
}

function quotasOf(policy: EffectivePolicy): readonly PairingQuota[] {
  return pairingQuotas(policy).filter(
    ({ population, floor, rule }) =>
      population.of === 'holders' &&
      floor !== null &&
      floor > 0 &&
      rule.rule.modality !== 'may' &&
      !rule.exceptBodies.includes(policy.regionId),
  );
}

/** @param shared how many bodies ask the same of their own; null: the policy's own body asks */
function demandsOf(
  policy: EffectivePolicy,
  quota: PairingQuota,
  numbers: Numbers | null,
  shared: { readonly count: number; readonly level: Level } | null,
): readonly Demand[] {
  const { population, floor, rule } = quota;
  const tiers = tiersOf(population, policy.ladders);
  const allTiers = policy.ladders.flatMap((ladder) =>
    ladder.tiers.flatMap(({ code, who }) => (who === null ? [code] : [])),
  );
  const any = tiers === null || allTiers.every((tier) => tiers.includes(tier)) ? null : tiers;
  const expected = impliedHolders(policy);
  return (population.levels ?? LEVELS).flatMap((level): Demand[] => {
    const groups = holdersWith(expected, any, level);
    if (groups.length > 0) return groups.map((group) => demandOf(quota, group, level, numbers, shared));
    const held = shared === null ? (numbers?.holdersOf(any, level) ?? 0) : 0;
    if (held === 0 || floor === null) return [];
    return [
      {
        rules: [rule],
        level,
        inEach: null,
        holders: held,
        floor,
        pairings: held * floor,
        arithmetic: arithmeticOf(null, null, held, level, floor),
        assumptions: [{ zh: '按现有的称号持有人计算。', en: 'Of those who hold the title today.' }],
      },
    ];
  });
}

function demandOf(
  { floor, rule }: PairingQuota,
  group: ImpliedHolders,
  level: Level,
  numbers: Numbers | null,
  shared: { readonly count: number; readonly level: Level } | null,
): Demand {
  const asked = floor ?? 0;
  const units =
    shared ??
    (group.perUnit === null || numbers === null
      ? null
      : { count: numbers.regionsOf(group.perUnit), level: group.perUnit });
  const holders = group.holders * (units?.count ?? 1);
  return {
    rules: [rule, ...group.rules],
    level,
    inEach: units === null ? group.perUnit : null,
    holders,
    floor: asked,
    pairings: holders * asked,
    arithmetic: arithmeticOf(
      group.arithmetic,
      units === null || units.count === 1 ? null : unitsText(units.count, units.level),
      holders,
      level,
      asked,
    ),
    assumptions: group.assumptions,
  };
}

function arithmeticOf(by: Text | null, units: Text | null, holders: number, level: Level, floor: number): Text {
  const word = levelText(level);
  const factors = [units, by].filter((part) => part !== null);
  const before = joined(factors, { zh: ' × ', en: ' × ' });
  const equals = factors.length === 0 ? '' : ' = ';
  const [all, pairings] = [shown(holders), shown(holders * floor)];
  return {
    zh: `${before.zh}${equals}${all} 名${word.zh}称号持有人 × ${shown(floor)} = ${pairings}`,
    en: `${before.en}${equals}${all} ${word.en} holders × ${shown(floor)} = ${pairings}`,
  };
}

/** What bodies directly below ask of their own holders; those that ask the same taken together. */
function demandsBelow(policy: EffectivePolicy, numbers: Numbers | null): readonly Demand[] {
  const groups = new Map<
    string,
    { readonly policy: EffectivePolicy; readonly quota: PairingQuota; readonly level: Level; count: number }
  >();
  for (const below of numbers?.below ?? []) {
    for (const quota of quotasOf(below.policy)) {
      // Inherited: counted with the body that says so.
      if (policy.layers.some(({ versionId }) => versionId === quota.rule.layer.versionId)) continue;
      const expected = impliedHolders(below.policy).map(({ tiers, level, holders }) => [tiers, level, holders]);
      const key = JSON.stringify([quota.floor, quota.population.levels, quota.population.tiers, expected, below.level]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { policy: below.policy, quota, level: below.level, count: 1 });
      else group.count += 1;
    }
  }
  return [...groups.values()].flatMap(({ policy: below, quota, level, count }) =>
    demandsOf(below, quota, null, { count, level }),
  );
}

function implied(demand: Demand, people: number | null): CoherenceFinding {
  const { rules, arithmetic, assumptions, inEach, holders, pairings } = demand;
  const each = inEach === null ? { zh: '', en: '' } : eachText(inEach);
  const among = people === null || people === 0 || inEach !== null ? null : new Fraction(pairings, people);
  const mentors =
    among === null
      ? { zh: '', en: '' }
      : {
          zh: `，对 ${shown(people ?? 0)} 名班主任：人均 ${shown(among)} 位指导者`,
          en: `, for ${shown(people ?? 0)} homeroom teachers: ${shown(among)} mentors each`,
        };
  return finding(
    'pairingsImplied',
    'note',
    {
      zh: `${each.zh}${each.zh === '' ? '' : '：'}${arithmetic.zh} 对结对（每学年）${mentors.zh}。`,
      en: `${each.en === '' ? '' : `${capital(each.en)}: `}${arithmetic.en} pairings a school year${mentors.en}.`,
    },
    {
      rules,
      assumptions,
      numbers: [
        named('holders', holders),
        named('pairings', pairings),
        ...(among === null ? [] : [named('homeroomTeachers', people ?? 0), named('mentorsEach', among)]),
      ],
    },
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** All duties together, where they need more pairings than there are people to pair with. */
function together(
  policy: EffectivePolicy,
  demands: readonly Demand[],
  total: number,
  people: number,
): readonly CoherenceFinding[] {
  const largest = Math.max(0, ...demands.map(({ pairings }) => pairings));
  const allowed = mentorsAllowed(policy);
  if (people === 0 || total <= people) return [];
  const [each, least] = [new Fraction(total, people), new Fraction(largest, people)];
  const [first, ...others] = demands.toSorted((a, b) => b.pairings - a.pairings);
  if (first === undefined) return [];
  const several = others.length > 0;
  const rest = joined(
    others.map(({ arithmetic }) => arithmetic),
    COMMA,
  );
  const numbers: readonly NamedNumber[] = [
    ...demands.map(({ pairings, level }) => named(`pairings.${level}`, pairings)),
    named('pairings', total),
    named('pairingsAtLeast', largest),
    named('homeroomTeachers', people),
    named('mentorsEach', each),
    named('mentorsEachAtLeast', least),
  ];
  const sum: Text = several
    ? {
        zh: `；加上 ${rest.zh}，共 ${shown(total)}`,
        en: `; with ${rest.en} that is ${shown(total)}`,
      }
    : { zh: '', en: '' };
  const shared: Text = several
    ? {
        zh: `一对结对可以同时履行两项任务时，为 ${shown(largest)} 至 ${shown(total)} 对，人均 ${shown(least)} 至 ${shown(each)} 位。`,
        en: `Where one pairing may serve two duties it is ${shown(largest)} to ${shown(total)} pairings, ${shown(least)} to ${shown(each)} mentors each.`,
      }
    : { zh: '', en: '' };
  const beyond = allowed !== null && largest > allowed.most * people;
  const ceiling: Text = beyond
    ? {
        zh: `而每人至多 ${shown(allowed.most)} 位。`,
        en: ` No more than ${shown(allowed.most)} each are allowed.`,
      }
    : { zh: '', en: '' };
  return [
    finding(
      'pairingsAbovePeople',
      beyond ? 'contradiction' : 'shortfall',
      {
        zh: `${first.arithmetic.zh}${sum.zh} 对结对，而班主任有 ${shown(people)} 人：人均 ${shown(each)} 位指导者。${shared.zh}${ceiling.zh}`,
        en: `${first.arithmetic.en}${sum.en} pairings a school year for ${shown(people)} homeroom teachers: ${shown(each)} mentors each.${several ? ' ' : ''}${shared.en}${ceiling.en}`,
      },
      {
        rules: [...demands.flatMap(({ rules }) => rules), ...(beyond ? [allowed.rule] : [])],
        numbers,
        assumptions: [
          ...unique(demands.flatMap(({ assumptions }) => assumptions)),
          { zh: '只与本地班主任结对。', en: 'Pairings are with homeroom teachers of the region.' },
          ...(several
            ? [
                {
                  zh: '一对结对只履行一项任务，除非另行说明。',
                  en: 'One pairing serves one duty unless said otherwise.',
                },
              ]
            : []),
        ],
      },
    ),
  ];
}

function unique(texts: readonly Text[]): readonly Text[] {
  return texts.filter((text, index) => texts.findIndex(({ en }) => en === text.en) === index);
}

/** The most mentors that anybody may have, where a rule says so of everybody. */
function mentorsAllowed(policy: EffectivePolicy): { readonly most: number; readonly rule: EffectiveRule } | null {
  for (const rule of bindingRules(policy)) {
    if (whoOf(policy, rule)?.population !== 'persons') continue;
    for (const { condition, range, where } of atomsOf(policy, rule)) {
      if (condition.form !== 'count' || condition.records !== 'pairings' || range.most === null) continue;
      const [term] = where;
      if (term?.term === 'oneOf' && term.attribute === 'as' && term.values.includes('mentee'))
        return { most: range.most, rule };
    }
  }
  return null;
}
