import type { DutyFinding, DutySubject } from './duty.ts';
import { type RuleOutcome, pathsTo } from './eligibility.ts';
import type { Sought } from './policy/aim.ts';
import { type EffectivePolicy, type EffectiveRule, rulesOfKind, selectionNamed } from './policy/effective.ts';
import type { Aim, Rule } from './policy/types.ts';
import { allowedValues, attributesOf } from './policy/where.ts';
import { contentOf, written } from './policyComparison.ts';

/** How many stand how. */
export type OutcomeTally = Readonly<Record<RuleOutcome, number>>;

/** How one person, or one thing, stood and would stand. Null: the rules then say nothing about it. */
export interface Shift {
  readonly before: RuleOutcome | null;
  readonly after: RuleOutcome | null;
}

/** How many change sides. */
export interface ShiftTotals {
  /** Null: the rules in force say nothing about it. */
  readonly before: OutcomeTally | null;
  /** Null: the other rules say nothing about it. */
  readonly after: OutcomeTally | null;
  /** Met after, and not before. */
  readonly becomeMet: number;
  /** Met before, and not after. */
  readonly ceaseToBeMet: number;
  /** Unmet after, and not before: what turns red. */
  readonly becomeUnmet: number;
}

/** Counts who changes sides. */
export function tallyShifts(
  shifts: readonly Shift[],
  asked: { readonly before: boolean; readonly after: boolean },
): ShiftTotals {
  const tally = (side: keyof Shift): OutcomeTally => {
    const counts = { met: 0, unmet: 0, unknown: 0, notApplicable: 0 };
    for (const shift of shifts) counts[shift[side] ?? 'notApplicable'] += 1;
    return counts;
  };
  const turned = (outcome: RuleOutcome, from: keyof Shift, to: keyof Shift) =>
    shifts.filter((shift) => shift[to] === outcome && shift[from] !== outcome).length;
  return {
    before: asked.before ? tally('before') : null,
    after: asked.after ? tally('after') : null,
    becomeMet: turned('met', 'before', 'after'),
    ceaseToBeMet: turned('met', 'after', 'before'),
    becomeUnmet: turned('unmet', 'before', 'after'),
  };
}

/** Something that people may become, and the rules that lead there under either policy. */
export interface AimChange {
  /** As the first rule that leads there states it. */
  readonly aim: Aim;
  readonly sought: Sought;
  readonly before: readonly EffectiveRule[];
  readonly after: readonly EffectiveRule[];
}

/** What may be sought under either policy and is decided otherwise; what both decide alike is left out. */
export function changedAims(before: EffectivePolicy | null, after: EffectivePolicy): readonly AimChange[] {
  const aims = new Map<string, Aim>();
  for (const policy of [before, after])
    for (const aim of policy === null ? [] : aimsOf(policy)) aims.set(written(aim), aims.get(written(aim)) ?? aim);
  return [...aims.values()].flatMap((aim) => {
    const sought = soughtOf(aim);
    const paths = (policy: EffectivePolicy | null) => (policy === null ? [] : pathsTo(policy, { rule: null, sought }));
    const [was, is] = [paths(before), paths(after)];
    const same = before !== null && sameRules(before, was, after, is);
    return same ? [] : [{ aim, sought, before: was, after: is }];
  });
}

/** Two rules of one id, or one that only one policy has. */
export interface RuleChange<R extends EffectiveRule> {
  readonly before: R | null;
  readonly after: R | null;
}

/** The rules of which something else comes under the other policy, by id; what comes out alike is left out. */
export function changedRules<R extends EffectiveRule>(
  [before, rulesBefore]: readonly [EffectivePolicy | null, readonly R[]],
  [after, rulesAfter]: readonly [EffectivePolicy, readonly R[]],
): readonly RuleChange<R>[] {
  const was = new Map(rulesBefore.map((each) => [each.rule.id, each]));
  const is = new Map(rulesAfter.map((each) => [each.rule.id, each]));
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((id) => {
    const [old = null, next = null] = [was.get(id), is.get(id)];
    const same = before !== null && old !== null && next !== null && sameRules(before, [old], after, [next]);
    return same ? [] : [{ before: old, after: next }];
  });
}

/** Somebody or something on whom a duty falls under either policy. */
export interface DutyShift extends Shift {
  readonly subject: DutySubject['subject'];
}

/** How those stand on whom a duty falls; who is on neither side is left out. */
export function dutyShifts(before: DutyFinding | null, after: DutyFinding | null): readonly DutyShift[] {
  const keyed = (finding: DutyFinding | null) =>
    new Map((finding?.subjects ?? []).map((each) => [`${each.subject.kind} ${each.subject.id}`, each]));
  const [was, is] = [keyed(before), keyed(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): DutyShift[] => {
    const [old, next] = [was.get(key), is.get(key)];
    const subject = next?.subject ?? old?.subject;
    if (subject === undefined) return [];
    const outcome = (found: DutySubject | undefined, finding: DutyFinding | null): RuleOutcome | null =>
      finding === null ? null : (found?.verdict.outcome ?? 'notApplicable');
    return [{ subject, before: outcome(old, before), after: outcome(next, after) }];
  });
}

/** What people may seek by the rules of a policy. */
function aimsOf(policy: EffectivePolicy): readonly Aim[] {
  return [
    ...rulesOfKind(policy, 'eligibility').flatMap(({ rule }) => rule.for),
    ...rulesOfKind(policy, 'award').flatMap(({ rule }) => rule.gives),
  ].filter(({ of }) => of !== 'workshop');
}

/** An aim as it may be sought: of several values the first. */
function soughtOf({ of, where }: Aim): Sought {
  const attributes = attributesOf(where).flatMap((attribute): (readonly [string, string])[] => {
    const [first] = allowedValues(where, attribute) ?? [];
    return first === undefined ? [] : [[attribute, first]];
  });
  return { of, attributes: new Map(attributes) };
}

function sameRules(
  before: EffectivePolicy,
  was: readonly EffectiveRule[],
  after: EffectivePolicy,
  is: readonly EffectiveRule[],
): boolean {
  if (was.length !== is.length || definitionsOf(before) !== definitionsOf(after)) return false;
  return was.every((rule, index) => {
    const other = is[index];
    return other !== undefined && meaningOf(before, rule, []) === meaningOf(after, other, []);
  });
}

/** Everything beside its own text on which what comes of a rule rests. */
function definitionsOf(policy: EffectivePolicy): string {
  const { calendar, countingPosts, daysPerYear, ruralSettings, ladders, workshopKinds } = policy;
  const { parameters, scales, hourUnits, conversions, periods, tolerance } = policy;
  return written([
    [calendar, countingPosts, daysPerYear, ruralSettings, ladders, workshopKinds],
    [parameters, scales, hourUnits, conversions, periods, tolerance],
    // What a grade leads to may bar and prefer.
    rulesOfKind(policy, 'outcome').map(({ rule }) => contentOf(rule)),
  ]);
}

/** What a rule says, with the rules and selections that it names put in. */
function meaningOf(policy: EffectivePolicy, effective: EffectiveRule, asking: readonly string[]): string {
  const { rule, layer, exceptBodies, onlyBody } = effective;
  const named = rulesNamed(rule)
    .filter((id) => !asking.includes(id))
    .flatMap((id) => policy.rules.filter((other) => other.rule.id === id))
    .map((other) => meaningOf(policy, other, [...asking, rule.id]));
  const selections = selectionsNamed(rule).map((name) => selectionNamed(policy, { selection: 'named', name }, layer));
  return written([contentOf(rule), rule.attest, onlyBody, exceptBodies, named, selections]);
}

function rulesNamed(part: Rule | object): readonly string[] {
  if ('form' in part && part.form === 'rule' && 'rule' in part && typeof part.rule === 'string') return [part.rule];
  return within(part, rulesNamed);
}

function selectionsNamed(part: Rule | object): readonly string[] {
  if ('selection' in part && part.selection === 'named' && 'name' in part && typeof part.name === 'string')
    return [part.name];
  return within(part, selectionsNamed);
}

function within(part: object, find: (inner: object) => readonly string[]): readonly string[] {
  const inner: readonly unknown[] = part instanceof Map ? [...part.values()] : Object.values(part);
  return inner.flatMap((value) => (typeof value === 'object' && value !== null ? find(value) : []));
}
