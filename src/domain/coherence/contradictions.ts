import { conditionText } from '../policy/describe.ts';
import { RECORDS } from '../policy/catalogue.ts';
import type { Condition } from '../policy/condition.ts';
import type { EffectivePolicy, EffectiveRule } from '../policy/effective.ts';
import type { Period, Rule } from '../policy/types.ts';
import { type Atom, atomsOf, bindingRules, exceeds, isNarrowerSelection, whoOf } from './atom.ts';
import { type CoherenceFinding, finding, named } from './finding.ts';
import { isAbove, numberRange } from './range.ts';
import { rangeText, ruleText, shown } from './words.ts';

/** Floors above ceilings: within one rule, between two, and between whom a rule falls on and what it asks of them. */
export function contradictions(policy: EffectivePolicy): readonly CoherenceFinding[] {
  const rules = bindingRules(policy).map((rule) => ({ rule, atoms: atomsOf(policy, rule) }));
  return [
    ...rules.flatMap(withinRule),
    ...rules.flatMap(({ rule, atoms }) => againstWho(policy, rule, atoms)),
    ...betweenRules(policy, rules),
  ];
}

interface RuleAtoms {
  readonly rule: EffectiveRule;
  readonly atoms: readonly Atom[];
}

function withinRule({ rule, atoms }: RuleAtoms): readonly CoherenceFinding[] {
  // What a named rule asks for by itself is told with that rule.
  const impossible = atoms
    .filter((atom) => atom.rule === rule && isAbove(atom.range, atom.range))
    .map((atom) => noNumber(atom));
  const pairs = pairsOf(atoms).flatMap(([a, b]) => {
    if (a.rule !== rule && b.rule !== rule) return [];
    if (isAbove(a.range, a.range) || isAbove(b.range, b.range)) return [];
    return exceeds(a, b) ? [apart(a, b)] : exceeds(b, a) ? [apart(b, a)] : [];
  });
  return [...impossible, ...pairs];
}

function noNumber({ rule, condition }: Atom): CoherenceFinding {
  const said = conditionText(condition);
  return finding(
    'floorAboveCeiling',
    'contradiction',
    {
      zh: `${ruleText(rule)}：没有任何数满足“${said.zh}”。`,
      en: `${ruleText(rule)}: no number satisfies “${said.en}”.`,
    },
    { rules: [rule] },
  );
}

/** A floor and a ceiling that no number keeps both of. */
function apart(floor: Atom, ceiling: Atom, factor = 1): CoherenceFinding {
  const same = floor.rule === ceiling.rule;
  const [low, high] = [conditionText(floor.condition), conditionText(ceiling.condition)];
  const least = floor.range.least * factor;
  const [asked, allowed] = [
    rangeText({ ...floor.range, least, most: null }),
    rangeText({ ...ceiling.range, least: 0 }),
  ];
  const counted = factor === 1 ? '' : ` (${shown(floor.range.least)} × ${shown(factor)})`;
  return finding(
    same ? 'floorAboveCeiling' : 'clausesExclude',
    'contradiction',
    {
      zh: `${ruleText(floor.rule)} 要求“${low.zh}”，即${asked.zh}${counted}；${same ? '同时' : `${ruleText(ceiling.rule)} `}要求“${high.zh}”，即${allowed.zh}：两者不能同时满足。`,
      en: `${ruleText(floor.rule)} asks for “${low.en}”, ${asked.en}${counted}; ${same ? 'and' : ruleText(ceiling.rule)} for “${high.en}”, ${allowed.en}: both cannot hold.`,
    },
    { rules: [floor.rule, ceiling.rule], numbers: [named('least', least), named('most', ceiling.range.most ?? 0)] },
  );
}

/** Facts that may single out persons, by the attribute that does. */
const FACTS_OF_PERSONS = ['homeroomYears', 'teachingYears', 'age'] as const;

function againstWho(
  policy: EffectivePolicy,
  effective: EffectiveRule,
  atoms: readonly Atom[],
): readonly CoherenceFinding[] {
  const who = whoOf(policy, effective);
  if (who === null) return [];
  return who.where.flatMap((term) => {
    if (term.term !== 'bound') return [];
    const fact = FACTS_OF_PERSONS.find((known) => known === term.attribute);
    const range = fact === undefined ? null : numberRange(policy, term.bound);
    if (fact === undefined || range === null) return [];
    const asked = atoms.filter(({ condition }) => isPlainFact(condition, fact));
    return asked
      .filter((atom) => isAbove(atom.range, range) || isAbove(range, atom.range))
      .map((atom) => {
        const said = conditionText(atom.condition);
        const [own, population] = [rangeText(atom.range), rangeText(range)];
        return finding(
          'nobodyCanMeet',
          'contradiction',
          {
            zh: `${ruleText(effective)} 适用于 ${fact} ${population.zh} 的人，却要求他们“${said.zh}”：没有人能满足。`,
            en: `${ruleText(effective)} falls on people whose ${fact} is ${population.en} and asks “${said.en}” of them: nobody can meet it.`,
          },
          {
            rules: [effective],
            numbers: [named('least', atom.range.least), named('population', range.most ?? range.least)],
            assumptions: [
              {
                zh: `两处的 ${fact} 都按同一天计算（要求为${own.zh}）。`,
                en: `Both speak of ${fact} on the same day (asked: ${own.en}).`,
              },
            ],
          },
        );
      });
  });
}

function isPlainFact(condition: Condition, fact: string): boolean {
  return (
    condition.form === 'fact' &&
    condition.fact === fact &&
    condition.parameters.length === 0 &&
    condition.window === null &&
    condition.asAt === null
  );
}

/** Kinds whose rules hold together for whomever they fall on; rules of eligibility are several ways to one thing. */
const TOGETHER: readonly Rule['kind'][] = ['quota', 'obligation', 'composition', 'target'];

function betweenRules(policy: EffectivePolicy, all: readonly RuleAtoms[]): readonly CoherenceFinding[] {
  const together = all.filter(({ rule }) => TOGETHER.includes(rule.rule.kind) && rule.rule.except === null);
  return pairsOf(together).flatMap(([a, b]) => {
    const [whoA, whoB] = [whoOf(policy, a.rule), whoOf(policy, b.rule)];
    if (!isNarrowerSelection(whoA, whoB) && !isNarrowerSelection(whoB, whoA)) return [];
    if (neverTogether(a.rule.rule, b.rule.rule)) return [];
    return [...clashes(policy, a, b), ...clashes(policy, b, a)];
  });
}

function clashes(policy: EffectivePolicy, floor: RuleAtoms, ceiling: RuleAtoms): readonly CoherenceFinding[] {
  return floor.atoms.flatMap((low) => {
    const high = ceiling.atoms.find((atom) => {
      if (atom.rule === low.rule) return false;
      const factor = periodsIn(policy, floor.rule.rule, ceiling.rule.rule, low);
      return factor !== null && exceeds(low, atom, factor);
    });
    if (high === undefined) return [];
    return [apart(low, high, periodsIn(policy, floor.rule.rule, ceiling.rule.rule, low) ?? 1)];
  });
}

/** How many of one rule's periods lie in one of the other's; null: their periods cannot be compared. */
function periodsIn(policy: EffectivePolicy, inner: Rule, outer: Rule, { condition }: Atom): number | null {
  if (JSON.stringify(inner.per) === JSON.stringify(outer.per)) return 1;
  const [from, to] = [onlyPeriod(inner), onlyPeriod(outer)];
  if (from === null || to === null || !happens(condition)) return null;
  if (from === 'month' && (to === 'year' || to === 'schoolYear')) return 12;
  if (from === 'semester' && to === 'schoolYear') return policy.calendar.semesters.length;
  return null;
}

function onlyPeriod({ per }: Rule): Period | null {
  const [only] = per;
  return per.length === 1 && only?.per === 'period' ? only.period : null;
}

/** Whether what happens in one period adds to what happens in the next. */
function happens(condition: Condition): boolean {
  return 'records' in condition && RECORDS[condition.records].sort === 'happening';
}

/** Targets of times that do not meet. */
function neverTogether(a: Rule, b: Rule): boolean {
  if (a.kind !== 'target' || b.kind !== 'target') return false;
  const [endA, endB] = [a.through ?? a.by, b.through ?? b.by];
  return (endA !== null && b.from !== null && endA < b.from) || (endB !== null && a.from !== null && endB < a.from);
}

function pairsOf<Item>(items: readonly Item[]): readonly (readonly [Item, Item])[] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const));
}
