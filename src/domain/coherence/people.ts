import type { Day } from '../day.ts';
import { addDays } from '../day.ts';
import type { Condition, Where } from '../policy/condition.ts';
import { type EffectivePolicy, type EffectiveRule, binds, rulesOfKind, selectionNamed } from '../policy/effective.ts';
import type { RuleOf } from '../policy/types.ts';
import { bindingRules, conjunctsOf, whoOf } from './atom.ts';
import { type CoherenceFinding, finding, named } from './finding.ts';
import { impliedHolders } from './holders.ts';
import type { Numbers } from './numbers.ts';
import { wholeRange } from './range.ts';
import { ruleText, shown } from './words.ts';

/** Targets of a time that is over or that the policy does not reach, and targets that ask for more people than there are. */
export function targetFindings(
  policy: EffectivePolicy,
  numbers: Numbers | null,
  day: Day,
): readonly CoherenceFinding[] {
  const targets = rulesOfKind(policy, 'target').filter(
    (effective) => binds(effective, policy.regionId) && effective.rule.modality !== 'may',
  );
  return [
    ...targets.flatMap((target) => dates(target, day)),
    ...(numbers === null ? [] : targets.flatMap((target) => abovePeople(policy, target, numbers))),
    ...(numbers === null ? [] : impliedAbovePeople(policy, numbers)),
    ...(numbers === null ? [] : onNobody(policy, numbers)),
  ];
}

function dates(target: EffectiveRule<RuleOf<'target'>>, day: Day): readonly CoherenceFinding[] {
  const { rule, layer } = target;
  const last = rule.through ?? rule.by;
  if (last === null) return [];
  const { from, through } = layer.document.effective;
  if (last < from)
    return [
      finding(
        'targetOutsidePolicy',
        'contradiction',
        {
          zh: `${ruleText(target)} 的最后一天是 ${last}，而政策自 ${from} 起才生效。`,
          en: `${ruleText(target)} is to be reached by ${last}, before the policy comes into force on ${from}.`,
        },
        { rules: [target] },
      ),
    ];
  const beyond =
    through !== null && last > through
      ? [
          finding(
            'targetOutsidePolicy',
            'note',
            {
              zh: `${ruleText(target)} 的最后一天是 ${last}，而政策只到 ${through}。`,
              en: `${ruleText(target)} is to be reached by ${last}, but the policy holds only until ${through}.`,
            },
            { rules: [target] },
          ),
        ]
      : [];
  if (last >= day) return beyond;
  return [
    ...beyond,
    finding(
      'targetPast',
      'note',
      {
        zh: `${ruleText(target)} 的最后一天 ${last} 已过：自 ${addDays(last, 1)} 起没有后续目标。`,
        en: `The last day of ${ruleText(target)}, ${last}, is past: from ${addDays(last, 1)} on it asks for nothing.`,
      },
      { rules: [target] },
    ),
  ];
}

interface People {
  readonly homeroomTeachers: number | null;
  readonly ruralHomeroomTeachers: number | null;
}

/** What a where singles out of the people; null: something else than all or the rural ones. */
function groupOf(where: Where): keyof People | null {
  let rural = false;
  for (const term of where) {
    if (term.term === 'nested' && term.attribute === 'school' && term.where.every(isRural)) rural = true;
    else if (isRural(term)) rural = true;
    else if (!('attribute' in term) || !['tier', 'level', 'ladder', 'post'].includes(term.attribute)) return null;
  }
  return rural ? 'ruralHomeroomTeachers' : 'homeroomTeachers';
}

function isRural(term: Where[number]): boolean {
  return term.term === 'oneOf' && term.attribute === 'rural' && term.values.length === 1 && term.values[0] === true;
}

const GROUPS = {
  homeroomTeachers: { zh: '班主任', en: 'homeroom teachers' },
  ruralHomeroomTeachers: { zh: '农村班主任', en: 'rural homeroom teachers' },
} as const;

const HOLDERS_ARE = {
  zh: '称号持有人都是在任班主任。',
  en: 'Those who hold the titles are homeroom teachers.',
} as const;

function abovePeople(
  policy: EffectivePolicy,
  target: EffectiveRule<RuleOf<'target'>>,
  numbers: Numbers,
): readonly CoherenceFinding[] {
  if (target.rule.per.length > 0 || target.rule.for.length > 0) return [];
  return conjunctsOf(target.rule.require).flatMap((condition): readonly CoherenceFinding[] => {
    if (condition.form === 'share' && condition.records === 'persons') return ofNothing(target, condition, numbers);
    if (condition.form !== 'count' || !['titlesHeld', 'persons'].includes(condition.records)) return [];
    const group = groupOf(condition.where);
    const people = group === null ? null : numbers[group];
    const asked = wholeRange(policy, condition.bound)?.least ?? 0;
    if (group === null || people === null || asked <= people) return [];
    const words = GROUPS[group];
    return [
      finding(
        'targetAbovePeople',
        'shortfall',
        {
          zh: `${ruleText(target)} 要求 ${shown(asked)} 人，而${words.zh}只有 ${shown(people)} 人：缺 ${shown(asked - people)} 人。`,
          en: `${ruleText(target)} asks for ${shown(asked)}, and there are ${shown(people)} ${words.en}: ${shown(asked - people)} too few.`,
        },
        {
          rules: [target],
          numbers: [named('target', asked), named(group, people)],
          assumptions: condition.records === 'titlesHeld' ? [HOLDERS_ARE] : [],
        },
      ),
    ];
  });
}

function ofNothing(
  target: EffectiveRule,
  condition: Extract<Condition, { form: 'share' }>,
  numbers: Numbers,
): readonly CoherenceFinding[] {
  const group = groupOf(condition.among);
  if (group === null || numbers[group] !== 0) return [];
  return [
    finding(
      'nothingToMeasure',
      'note',
      {
        zh: `${ruleText(target)} 以${GROUPS[group].zh}为基数，而他们是 0 人：没有可衡量的对象。`,
        en: `${ruleText(target)} is a part of the ${GROUPS[group].en}, and there are 0 of them: nothing to measure.`,
      },
      { rules: [target], numbers: [named(group, 0)] },
    ),
  ];
}

/** Rules that fall on people of whom there are none. */
function onNobody(policy: EffectivePolicy, numbers: Numbers): readonly CoherenceFinding[] {
  return bindingRules(policy).flatMap((effective) => {
    const who = whoOf(policy, effective);
    if (who?.population !== 'persons' || who.where.length === 0) return [];
    const group = groupOf(who.where);
    if (group === null || numbers[group] !== 0) return [];
    return [
      finding(
        'nothingToMeasure',
        'note',
        {
          zh: `${ruleText(effective)} 适用于${GROUPS[group].zh}，而他们是 0 人。`,
          en: `${ruleText(effective)} falls on ${GROUPS[group].en}, and there are 0 of them.`,
        },
        { rules: [effective], numbers: [named(group, 0)] },
      ),
    ];
  });
}

/** What is awarded year after year, against the people of the region or of each unit below. */
function impliedAbovePeople(policy: EffectivePolicy, numbers: Numbers): readonly CoherenceFinding[] {
  return impliedHolders(policy).flatMap(({ perUnit, holders, arithmetic, rules, assumptions }) => {
    // A number that is itself the target is compared there.
    if (arithmetic === null) return [];
    const places: readonly (People & { readonly id: string })[] =
      perUnit === null ? [{ id: '', ...numbers }] : numbers.byUnit.filter(({ level }) => level === perUnit);
    const few = places.filter(({ homeroomTeachers }) => homeroomTeachers !== null && homeroomTeachers < holders);
    const least = Math.min(...few.map(({ homeroomTeachers }) => homeroomTeachers ?? Infinity));
    const [first] = rules;
    if (few.length === 0 || first === undefined) return [];
    const where =
      perUnit === null
        ? { zh: '', en: '' }
        : { zh: `（${few.length} 处不足）`, en: ` in ${few.length} of ${places.length} units` };
    return [
      finding(
        'targetAbovePeople',
        'shortfall',
        {
          zh: `${ruleText(first)}：${arithmetic.zh} = ${shown(holders)} 人，而班主任最少处只有 ${shown(least)} 人${where.zh}。`,
          en: `${ruleText(first)}: ${arithmetic.en} = ${shown(holders)} holders, and there are as few as ${shown(least)} homeroom teachers${where.en}.`,
        },
        {
          rules,
          numbers: [named('holders', holders), named('homeroomTeachers', least)],
          assumptions: [...assumptions, HOLDERS_ARE],
        },
      ),
    ];
  });
}

/** Values that rules rest on and that no body has set. */
export function unsetFindings(policy: EffectivePolicy, numbers: Numbers | null): readonly CoherenceFinding[] {
  const asked = new Map<string, EffectiveRule[]>();
  for (const effective of policy.rules) {
    if (!binds(effective, policy.regionId)) continue;
    const { rule, layer } = effective;
    const names = parametersIn([rule, selectionNamed(policy, rule.who, layer)]);
    for (const name of new Set(names)) asked.set(name, [...(asked.get(name) ?? []), effective]);
  }
  return [...asked].flatMap(([name, rules]) => {
    if (policy.parameters.has(name)) return [];
    const units = numbers?.byUnit ?? [];
    const setBelow = (numbers?.below ?? []).filter((below) => below.policy.parameters.has(name)).length;
    if (units.length > 0 && setBelow === units.length) return [];
    const some =
      setBelow === 0
        ? { zh: '尚无人设定', en: 'nobody has set it' }
        : {
            zh: `下级 ${units.length} 处中只有 ${setBelow} 处设定`,
            en: `${setBelow} of ${units.length} bodies below have set it`,
          };
    const ids = rules.map(ruleText);
    return [
      finding(
        'parameterNotSet',
        'note',
        {
          zh: `参数 ${name} 留待设定，${some.zh}：${ids.join('、')} 无法判定。`,
          en: `The value of ${name} is left open and ${some.en}: ${ids.join(', ')} cannot be decided.`,
        },
        { rules },
      ),
    ];
  });
}

/** Rules that speak of rural people or schools where no layer says what is rural. */
export function ruralFindings(policy: EffectivePolicy): readonly CoherenceFinding[] {
  if (policy.ruralSettings !== null) return [];
  const rules = policy.rules.filter(
    (effective) =>
      binds(effective, policy.regionId) &&
      asksForRural([effective.rule, selectionNamed(policy, effective.rule.who, effective.layer)]),
  );
  if (rules.length === 0) return [];
  const ids = rules.map(ruleText);
  return [
    finding(
      'ruralNotDefined',
      'note',
      {
        zh: `没有规定何为农村：${ids.join('、')} 无法判定。`,
        en: `Nothing says which schools are rural: ${ids.join(', ')} cannot be decided.`,
      },
      { rules },
    ),
  ];
}

function parametersIn(part: unknown): readonly string[] {
  if (part instanceof Map) return [...part.values()].flatMap(parametersIn);
  if (typeof part !== 'object' || part === null) return [];
  if ('parameter' in part && typeof part.parameter === 'string') return [part.parameter];
  return Object.values(part).flatMap(parametersIn);
}

function asksForRural(part: unknown): boolean {
  if (part instanceof Map) return [...part.values()].some(asksForRural);
  if (typeof part !== 'object' || part === null) return false;
  if ('attribute' in part && part.attribute === 'rural') return true;
  return Object.values(part).some(asksForRural);
}
