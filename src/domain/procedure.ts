import type { Outcome } from './composition.ts';
import { type Day, addDays } from './day.ts';
import type { RegionId } from './identifier.ts';
import { type Sought, rulesAbout } from './policy/aim.ts';
import { wholeNumbers } from './policy/bound.ts';
import type { Condition, Quantity, SeatBound } from './policy/condition.ts';
import { type EffectivePolicy, type EffectiveRule, binds } from './policy/effective.ts';
import type { RuleOf, WorkflowStep } from './policy/types.ts';
import type { Unknown } from './unknown.ts';
import { type CountedDay, workingDayAfter } from './workingDays.ts';

/** The steps to a decision, with what each rests on and the days of its publicity. */
export interface Procedure {
  readonly rule: EffectiveRule<RuleOf<'workflow'>>;
  /** The day on which the first notice is put up. */
  readonly from: Day;
  readonly steps: readonly ProcedureStep[];
}

export interface ProcedureStep {
  /** As the policy states it. */
  readonly stated: WorkflowStep;
  /** Whether it is taken; null: that depends on the person, or is not known. */
  readonly applies: boolean | null;
  readonly requires: readonly Requirement[];
  readonly publicity: Publicity | null;
}

/** What a step rests on: a word of the policy (attest, consultation, documents) or rules to be met. */
export interface Requirement {
  readonly word: string;
  /** Of `eligibility`, the rules of what is sought; of a rule's id, that rule. Empty: people see to it. */
  readonly rules: readonly EffectiveRule[];
}

/** When something stands in public. Dates are null where the number of days is not known: `unknown` says why. */
export interface Publicity {
  /** Working days: at least so many, at most so many; null: no ceiling, or not known. */
  readonly least: number | null;
  readonly most: number | null;
  /** The day on which the notice is put up, which is not counted itself; null: the end of the notice before is not known. */
  readonly putUp: Day | null;
  /** The first working day that counts. */
  readonly first: CountedDay | null;
  /** The last day that must be in public: with a floor, the earliest end. */
  readonly last: CountedDay | null;
  /** The last day that may be; null: no ceiling. */
  readonly latest: CountedDay | null;
  readonly unknown: Unknown | null;
}

/** What the days and the skipped steps of a procedure rest on. */
export interface ProcedureQuestion {
  /** The body that decides in the end: where it has replaced a rule, its own counts. */
  readonly body: RegionId;
  /** The day on which the first notice is put up; a later one is put up when the one before has ended. */
  readonly from: Day;
  /** What comes of a condition under which a step is left out, for the one who seeks. */
  readonly outcomeOf: (condition: Condition) => Outcome;
}

/** The procedures that lead to what is sought, each by one workflow rule that binds what the body decides. */
export function proceduresFor(
  policy: EffectivePolicy,
  sought: Sought,
  question: ProcedureQuestion,
): readonly Procedure[] {
  return rulesAbout(policy, 'workflow', sought)
    .filter((effective) => binds(effective, question.body))
    .map((rule) => procedureOf(policy, rule, sought, question));
}

/** One workflow, step by step. */
export function procedureOf(
  policy: EffectivePolicy,
  rule: EffectiveRule<RuleOf<'workflow'>>,
  sought: Sought,
  { body, from, outcomeOf }: ProcedureQuestion,
): Procedure {
  let putUp: Day | null = from;
  const steps: ProcedureStep[] = [];
  for (const stated of rule.rule.steps) {
    const applies = stated.skipWhen === null ? true : appliesUnless(outcomeOf(stated.skipWhen));
    let publicity: Publicity | null = null;
    if (stated.publicity !== null && applies !== false) {
      publicity = publicityFrom(policy, stated.publicity, putUp);
      putUp = publicity.last === null ? null : addDays(publicity.last.day, 1);
    }
    steps.push({
      stated,
      applies,
      requires: stated.requires.map((word) => requirement(policy, word, sought, body)),
      publicity,
    });
  }
  return { rule, from, steps };
}

/** The first day after all publicity, on which it may be decided; null: nothing is in public, or its days are not known. */
export function decidableFrom({ steps }: Procedure): CountedDay | null {
  const ends = steps.flatMap(({ publicity }) => (publicity === null ? [] : [publicity.last]));
  const last = ends.at(-1) ?? null;
  if (last === null) return null;
  const provisional = ends.find((end) => end !== null && end.provisionalFrom !== null);
  return { day: addDays(last.day, 1), provisionalFrom: provisional?.provisionalFrom ?? null };
}

function appliesUnless(skipped: Outcome): boolean | null {
  switch (skipped) {
    case 'met':
      return false;
    case 'unmet':
      return true;
    case 'unknown':
      return null;
  }
}

function requirement(policy: EffectivePolicy, word: string, sought: Sought, body: RegionId): Requirement {
  if (word === 'eligibility')
    return {
      word,
      rules: rulesAbout(policy, 'eligibility', sought).filter((effective) => binds(effective, body)),
    };
  return { word, rules: policy.rules.filter(({ rule }) => rule.id === word) };
}

function publicityFrom(policy: EffectivePolicy, bound: SeatBound, putUp: Day | null): Publicity {
  const unset: string[] = [];
  const valueOf = (quantity: Quantity): number => {
    if (typeof quantity === 'number') return quantity;
    const value = policy.parameters.get(quantity.parameter);
    if (value === undefined) unset.push(quantity.parameter);
    return value ?? 0;
  };
  const [least, most] = wholeNumbers(bound, valueOf, policy.tolerance ?? 0);
  const [parameter] = unset;
  const undated = { putUp, first: null, last: null, latest: null };
  if (parameter !== undefined)
    return { ...undated, least: null, most: null, unknown: { because: 'parameterNotSet', parameter } };
  if (putUp === null) return { ...undated, least, most, unknown: null };
  return {
    least,
    most,
    putUp,
    first: workingDayAfter(putUp, 1),
    last: least < 1 ? { day: putUp, provisionalFrom: null } : workingDayAfter(putUp, least),
    latest: most === null || most < 1 ? null : workingDayAfter(putUp, most),
    unknown: null,
  };
}
