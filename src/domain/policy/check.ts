import { LEVELS } from '../level.ts';
import type { Text } from '../roster.ts';
import { isWithin } from './bound.ts';
import { type Condition, POPULATIONS, type Selection } from './condition.ts';
import { type ParsedPolicy, inOrder } from './parse.ts';
import { nearestOf, say } from './problem.ts';
import type { Place, PolicyProblem, Reference } from './reading.ts';
import { PERIODS, type PolicyDocument, type Rule } from './types.ts';
import { attributesOf } from './where.ts';

const START: Place = { line: 1, column: 1 };

/**
 * Everything there is to repair or to know about one document: what reading found, names that neither it nor a policy above
 * declares, circles, and overrides that the rule above does not allow.
 *
 * @param above the policies in force for the bodies above, from the top down, then the body's other policies
 */
export function checkPolicy(parsed: ParsedPolicy, above: readonly PolicyDocument[]): readonly PolicyProblem[] {
  const { partial: document } = parsed;
  if (document === null) return parsed.problems;
  const all = [...above, document];
  return inOrder([
    ...parsed.problems,
    ...unknownNames(parsed.references, all, above),
    ...document.rules.flatMap((rule) => {
      const at = parsed.rulePlaces.get(rule.id) ?? START;
      return [...checkRule(rule, document, all), ...checkOverride(rule, above)].map((problem) => ({
        ...at,
        ...problem,
      }));
    }),
    ...selectionCircles(document, all),
    ...tiersOfPersons(document, all),
  ]);
}

type Complaint = Omit<PolicyProblem, 'line' | 'column'>;

function complaint(code: string, zh: string, en: string, severity: PolicyProblem['severity'] = 'error'): Complaint {
  return { severity, code, message: { zh, en } };
}

/** What each sort of name stands for in messages. */
const SORTS: Readonly<Record<string, Text>> = {
  tier: { zh: '层级', en: 'tier' },
  ladder: { zh: '梯级', en: 'ladder' },
  role: { zh: '角色', en: 'role' },
  grade: { zh: '等次', en: 'grade' },
  rule: { zh: '规则', en: 'rule' },
  requirement: { zh: '步骤要求或规则', en: 'requirement of a step, or rule' },
  overridden: { zh: '上级规则', en: 'rule of a body above' },
  selection: { zh: '对象', en: 'selection' },
  period: { zh: '期间', en: 'period' },
};

function unknownNames(
  references: readonly Reference[],
  all: readonly PolicyDocument[],
  above: readonly PolicyDocument[],
): readonly PolicyProblem[] {
  return references.flatMap(({ sort, name, at }) => {
    // A parameter is declared by its use: a body below sets it.
    if (sort === 'parameter') return [];
    if (sort === 'policy') return inheritedElsewhere(name, at, above);
    const known = (sort === 'overridden' ? above : all).flatMap((document) => namesOf(sort, document));
    if (known.includes(name)) return [];
    const group = sort.startsWith('code:') ? sort.slice('code:'.length) : null;
    // A file that declares no codes of a group uses words of its own: their texts are missing, nothing is misspelt.
    const severity = group !== null && known.length === 0 ? 'warning' : 'error';
    const what = SORTS[sort] ?? { zh: '代码', en: `code under codes.${group ?? ''}` };
    const { zh, en } = say.unknown(name, [...new Set(known)]);
    return [
      {
        severity,
        ...at,
        code: 'unknown-name',
        message: { zh: `${what.zh}：${zh}`, en: `As a ${what.en}: ${en}` },
      },
    ];
  });
}

function inheritedElsewhere(name: string, at: Place, above: readonly PolicyDocument[]): readonly PolicyProblem[] {
  const known = above.map(({ policy }) => policy);
  if (known.includes(name)) return [];
  const near = nearestOf(name, known);
  return [
    {
      ...at,
      ...complaint(
        'inherits-unknown',
        `上级政策 ${name} 不在其中${near === null ? '' : `，是否应为 ${near}？`}：它的定义未能核对`,
        `The policy ${name} above is not at hand${near === null ? '' : ` (did you mean ${near}?)`}: what it defines is not checked`,
        'warning',
      ),
    },
  ];
}

function namesOf(sort: string, document: PolicyDocument): readonly string[] {
  switch (sort) {
    case 'tier':
      return document.ladders.flatMap(({ tiers }) => tiers.map(({ code }) => code));
    case 'ladder':
      return document.ladders.map(({ code }) => code);
    case 'role':
      return document.workshops.flatMap(({ roles }) => roles.map(({ code }) => code));
    case 'grade':
      return [...document.scales.values()].flat();
    case 'rule':
    case 'overridden':
    case 'requirement':
      return document.rules.map(({ id }) => id);
    case 'selection':
      return [...POPULATIONS, ...document.define.selections.keys()];
    case 'period':
      return [...PERIODS, ...LEVELS, ...document.calendar.periods.keys()];
    default:
      return [...(document.codes.get(sort.slice('code:'.length))?.keys() ?? [])];
  }
}

function checkRule(rule: Rule, document: PolicyDocument, all: readonly PolicyDocument[]): readonly Complaint[] {
  const found: Complaint[] = [];
  if (rule.clause === null && rule.note === null)
    found.push(
      complaint(
        'no-clause',
        '没有写条款；原文没有的，请用 note 说明',
        'No clause: where the document has none, a note should say so',
        'warning',
      ),
    );
  if (rule.kind === 'quota' && rule.per.length === 0 && !hasWindow(rule.require))
    found.push(
      complaint('no-period', '没有写 per：按什么期间比较', 'No per: for which period it is compared', 'warning'),
    );
  if (says(rule, 'about') && !all.some(({ define }) => define.tolerance !== null))
    found.push(
      complaint(
        'no-tolerance',
        '用了 about，须在 define 里写 tolerance',
        'It says about: define.tolerance must say how near that is',
        'warning',
      ),
    );
  if (leadsTo(rule.id, rule.id, document, new Set()))
    found.push(complaint('circle', `规则 ${rule.id} 引用了自身`, `The rule ${rule.id} rests on itself`));
  return found;
}

function hasWindow(condition: Condition | null): boolean {
  return condition !== null && 'window' in condition && condition.window !== null;
}

/** Whether a comparison word stands anywhere in a rule. */
function says(part: unknown, comparison: string): boolean {
  if (part instanceof Map) return [...part.values()].some((value) => says(value, comparison));
  if (typeof part !== 'object' || part === null) return false;
  if ('is' in part && part.is === comparison) return true;
  return Object.values(part).some((value) => says(value, comparison));
}

function leadsTo(from: string, target: string, document: PolicyDocument, seen: Set<string>): boolean {
  const rule = document.rules.find(({ id }) => id === from);
  if (rule === undefined) return false;
  return conditionsOf(rule)
    .flatMap(rulesIn)
    .some((next) => {
      if (next === target) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return leadsTo(next, target, document, seen);
    });
}

function conditionsOf(rule: Rule): readonly Condition[] {
  const own = 'require' in rule && rule.require !== null ? [rule.require] : [];
  return [...own, ...(rule.except === null ? [] : [rule.except]), ...(rule.kind === 'revocation' ? rule.grounds : [])];
}

function rulesIn(condition: Condition): readonly string[] {
  if (condition.form === 'rule') return [condition.rule];
  if (condition.form === 'not') return rulesIn(condition.of);
  return condition.form === 'all' || condition.form === 'any' ? condition.of.flatMap(rulesIn) : [];
}

function selectionCircles(document: PolicyDocument, all: readonly PolicyDocument[]): readonly PolicyProblem[] {
  const named = new Map<string, Selection>(all.flatMap(({ define }) => [...define.selections]));
  return [...document.define.selections.keys()].flatMap((name) => {
    const seen = new Set([name]);
    let next = named.get(name);
    while (next?.selection === 'named' && !seen.has(next.name)) {
      seen.add(next.name);
      next = named.get(next.name);
    }
    if (next?.selection !== 'named') return [];
    return [{ ...START, ...complaint('circle', `对象 ${name} 引用了自身`, `The selection ${name} rests on itself`) }];
  });
}

/** What may single out the persons of a tier that is no title: what the program knows of everybody. */
const TIER_ATTRIBUTES: readonly string[] = ['post', 'homeroomYears'];

function tiersOfPersons(document: PolicyDocument, all: readonly PolicyDocument[]): readonly PolicyProblem[] {
  const named = new Map<string, Selection>(all.flatMap(({ define }) => [...define.selections]));
  return document.ladders
    .flatMap(({ tiers }) => tiers)
    .flatMap(({ code, who }) => {
      let selection = who;
      for (let step = 0; selection?.selection === 'named' && step < named.size; step += 1)
        selection = named.get(selection.name) ?? null;
      if (selection?.selection !== 'of') return [];
      if (selection.population !== 'persons')
        return [
          {
            ...START,
            ...complaint(
              'tier-of-others',
              `层级 ${code} 的 who 只能是 persons`,
              `The tier ${code} is of ${selection.population}: its who may only single out persons`,
            ),
          },
        ];
      const unknown = attributesOf(selection.where).filter((attribute) => !TIER_ATTRIBUTES.includes(attribute));
      return unknown.map((attribute) => ({
        ...START,
        ...complaint(
          'tier-not-computed',
          `层级 ${code} 的 who 用了 ${attribute}，本版本只计算 ${TIER_ATTRIBUTES.join('、')}`,
          `The tier ${code} asks for ${attribute}: this version computes only ${TIER_ATTRIBUTES.join(' and ')}`,
          'warning',
        ),
      }));
    });
}

function checkOverride(rule: Rule, above: readonly PolicyDocument[]): readonly Complaint[] {
  const overridden = above.flatMap(({ rules }) => rules).findLast(({ id }) => id === rule.overrides);
  if (overridden === undefined) return [];
  if (overridden.kind !== rule.kind)
    return [
      complaint(
        'override-of-another-kind',
        `${overridden.id} 是 ${overridden.kind}，不能由 ${rule.kind} 替代`,
        `${overridden.id} is of the kind ${overridden.kind}: a rule of the kind ${rule.kind} cannot replace it`,
      ),
    ];
  if (overridden.locked === true)
    return [
      complaint(
        'override-of-locked',
        `上级规则 ${overridden.id} 不允许替代`,
        `The rule ${overridden.id} above may not be overridden`,
      ),
    ];
  if (overridden.locked !== 'stricter') return [];
  const stricter = isStricter(rule, overridden);
  if (stricter === true) return [];
  return [
    stricter === false
      ? complaint(
          'override-not-stricter',
          `上级规则 ${overridden.id} 只允许更严`,
          `The rule ${overridden.id} above may only be tightened`,
        )
      : complaint(
          'override-not-comparable',
          `看不出是否比上级规则 ${overridden.id} 更严：请用同样的条件，只改数字`,
          `Whether it is stricter than ${overridden.id} above cannot be told: write the same condition with other numbers`,
        ),
  ];
}

/** Whether a rule asks for all that another asks for, or more; null: they are not of a form that can be compared. */
function isStricter(rule: Rule, other: Rule): boolean | null {
  if (rule.kind === 'composition' && other.kind === 'composition') {
    if (rule.require !== null || other.require !== null) return null;
    return allOf(
      other.seats.map((seats) => {
        const same = rule.seats.find(({ role, forEach }) => role === seats.role && forEach === seats.forEach);
        return same === undefined ? false : isWithin(same.bound, seats.bound);
      }),
    );
  }
  if (!('require' in rule) || !('require' in other) || rule.require === null || other.require === null) return null;
  return isStricterCondition(rule.require, other.require);
}

function isStricterCondition(condition: Condition, other: Condition): boolean | null {
  if (condition.form === 'all') {
    const outcomes = condition.of.map((part) => isStricterCondition(part, other));
    if (other.form !== 'all') return outcomes.includes(true) ? true : allOf(outcomes);
  }
  if (other.form === 'all') return allOf(other.of.map((part) => isStricterCondition(condition, part)));
  if (!('bound' in condition) || !('bound' in other)) return null;
  const [{ bound, ...rest }, { bound: otherBound, ...otherRest }] = [condition, other];
  return JSON.stringify(withoutWords(rest)) === JSON.stringify(withoutWords(otherRest))
    ? isWithin(bound, otherBound)
    : null;
}

/** A condition without what does not change what it asks. */
function withoutWords<Part extends object>(condition: Part): Part {
  return { ...condition, clause: null, interpretation: null, modality: null, waivable: null };
}

function allOf(outcomes: readonly (boolean | null)[]): boolean | null {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(null) ? null : true;
}
