import type { Context } from '../src/context.ts';
import type { Day } from '../src/domain/day.ts';
import { type RuleOutcome, outcomeOf } from '../src/domain/eligibility.ts';
import { timeAlone } from '../src/domain/evaluation/timeAlone.ts';
import type { Subject } from '../src/domain/evaluation/subject.ts';
import type { RuleUnit, RuleVerdict, TimeAlone, UnitVerdict, Verdict } from '../src/domain/evaluation/verdict.ts';
import { foundText, requiredText } from '../src/domain/evaluation/verdictText.ts';
import type { World } from '../src/domain/evaluation/world.ts';
import { inLanguage } from '../src/domain/language.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import type { Condition } from '../src/domain/policy/condition.ts';
import { attestText } from '../src/domain/policy/describe.ts';
import type { EffectivePolicy, EffectiveRule } from '../src/domain/policy/effective.ts';
import type { Rule } from '../src/domain/policy/types.ts';
import { type Vocabulary, vocabularyOf } from '../src/domain/policy/vocabulary.ts';
import { builder } from './builder.ts';
import { type ConditionResult, ConditionResultRef, MODALITY_WORDS, WaiverRef } from './conditionResult.ts';
import { ModalityEnum } from './enums.ts';
import { RuleRef, UnitRef } from './refs.ts';
import { reason } from './unknown.ts';

/** What a rule was held against, and when: enough to tell more of it when somebody asks. */
export interface RuleResult extends Moment {
  readonly verdict: RuleVerdict;
  readonly subject: Subject;
  readonly world: World;
  /** The day on which it was looked at, where that is not the moment's; null: it is. */
  readonly asked: Day | null;
}

export const RuleOutcomeEnum = builder.enumType('RuleOutcome', {
  description: 'What came of a rule for somebody or something on whom it may fall.',
  values: {
    MET: { description: 'It is met.', value: 'met' },
    UNMET: { description: 'It is not met.', value: 'unmet' },
    UNKNOWN: { description: 'What is known does not decide it; `unknown` says why.', value: 'unknown' },
    NOT_APPLICABLE: { description: 'It does not fall on them: counted apart.', value: 'notApplicable' },
  } as const satisfies Record<string, { readonly description: string; readonly value: RuleOutcome }>,
});

/** How many stand how. */
export interface OutcomeCounts {
  readonly met: number;
  readonly unmet: number;
  readonly unknown: number;
  readonly notApplicable: number;
}

export const OutcomeCountsRef = builder.objectRef<OutcomeCounts>('OutcomeCounts').implement({
  description: 'How many stand how against a rule, or against all that lead to one thing.',
  fields: (t) => ({
    asked: t.int({
      description: 'All of whom it was asked.',
      resolve: ({ met, unmet, unknown, notApplicable }) => met + unmet + unknown + notApplicable,
    }),
    met: t.exposeInt('met', { description: 'For whom it is met.' }),
    unmet: t.exposeInt('unmet', { description: 'For whom it is not.' }),
    unknown: t.exposeInt('unknown', { description: 'For whom what is known does not decide it.' }),
    notApplicable: t.exposeInt('notApplicable', { description: 'On whom it does not fall.' }),
  }),
});

interface RuleUnitResult extends RuleResult {
  readonly compared: UnitVerdict;
}

const RulePeriodRef = builder.objectRef<Extract<RuleUnit, { per: 'period' }>>('RulePeriod').implement({
  description: 'A period for which a rule is compared.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What kind of period, or its name in the calendar.' }),
    from: t.expose('from', { type: 'Date', description: 'Its first day.' }),
    through: t.expose('through', { type: 'Date', description: 'Its last day.' }),
  }),
});

const RuleUnitResultRef = builder.objectRef<RuleUnitResult>('RuleUnitResult').implement({
  description: 'A rule compared for one combination of periods and units.',
  fields: (t) => ({
    periods: t.field({
      type: [RulePeriodRef],
      description: 'The periods; empty where the rule names none.',
      resolve: ({ compared }) => compared.units.filter((unit) => unit.per === 'period'),
    }),
    units: t.field({
      type: [UnitRef],
      description: 'The regions and schools; empty where the rule names none.',
      resolve: async ({ compared, ...moment }, _arguments, { loaders }) => {
        const found = await Promise.all(
          compared.units.map(async (unit) => {
            if (unit.per === 'region') return loaders.region.load(at(unit.id, moment));
            return unit.per === 'school' ? loaders.school.load(at(unit.id, moment)) : null;
          }),
        );
        return found.filter((unit) => unit !== null);
      },
    }),
    condition: t.field({
      type: ConditionResultRef,
      description: 'What came of it there.',
      resolve: ({ compared, ...result }) => conditionResult(compared.verdict, result),
    }),
    due: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day on which what is missing may still come. Null: nothing is missing, or it is too late.',
      resolve: ({ compared, day }) => stillDue(compared.due, day),
    }),
  }),
});

export const RuleResultRef = builder.objectRef<RuleResult>('RuleResult').implement({
  description: 'What came of one rule for somebody or something.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule.', resolve: ({ verdict }) => verdict.rule.rule }),
    outcome: t.field({
      type: RuleOutcomeEnum,
      description: 'Whether it is met, `should` and `may` included.',
      resolve: ({ verdict }) => outcomeOf(verdict),
    }),
    passes: t.boolean({
      nullable: true,
      description:
        'Whether it stands in the way of nothing: met, waived, not asked of them, or only conditions that do not bind are unmet. Null: not known.',
      resolve: ({ verdict }) => verdict.passes,
    }),
    modality: t.field({
      type: ModalityEnum,
      description: 'How binding it is.',
      resolve: ({ verdict }) => MODALITY_WORDS[verdict.modality],
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why it is UNKNOWN, in the language of the request.',
      resolve: ({ verdict }, _arguments, context) => reason(verdict.unknown, context),
    }),
    units: t.field({
      type: [RuleUnitResultRef],
      description: 'One for each period and unit for which the rule is compared; one alone where it names none.',
      resolve: (result) => result.verdict.units.map((compared) => ({ ...result, compared })),
    }),
    conditions: t.field({
      type: [ConditionResultRef],
      description: 'What came of each condition that it asks, where it is compared only once; otherwise see `units`.',
      resolve: (result) => {
        const [only, ...more] = result.verdict.units;
        if (only === undefined || more.length > 0) return [];
        const { verdict } = only;
        const parts = verdict.condition.form === 'all' ? verdict.conditions : [verdict];
        return parts.map((part) => conditionResult(part, result));
      },
    }),
    attested: t.string({
      nullable: true,
      description: 'What people judge beside it: never part of the outcome. Null: nothing.',
      resolve: ({ verdict, world }, _arguments, { language }) => attestedText(verdict.rule, world.policy, { language }),
    }),
    waivedBy: t.field({
      type: WaiverRef,
      nullable: true,
      description: 'The waiver on record, by which it lets pass though it is UNMET. Null: none.',
      resolve: ({ verdict }) => verdict.waivedBy,
    }),
    due: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day on which what is missing may still come. Null: nothing is missing, or it is too late.',
      resolve: ({ verdict, day }) => stillDue(verdict.due, day),
    }),
    earliest: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The first day, from `asOf` on, on which it is met by the passing of time alone: nothing new is recorded, what runs goes on. Null: never.',
      resolve: (result) => timeOf(result).earliest,
    }),
    latest: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The last day in a row, from `earliest` on, on which it is met by time alone. Null: without end, or never.',
      resolve: (result) => timeOf(result).latest,
    }),
  }),
});

/** What was due in a period that is over is missed. */
export function stillDue(due: Day | null, day: Day): Day | null {
  return due !== null && due >= day ? due : null;
}

function timeOf({ verdict, subject, world, day, asked }: RuleResult): TimeAlone {
  return timeAlone(verdict.rule, subject, world, asked ?? day);
}

/** What people judge beside a rule and beside those that it asks, in words. */
export function attestedText(
  { rule }: EffectiveRule,
  policy: EffectivePolicy,
  { language }: Pick<Context, 'language'>,
): string | null {
  const vocabulary = vocabularyOfPolicy(policy);
  const texts = rulesWithin(rule, policy, new Set()).flatMap(({ attest }) =>
    attest === null ? [] : [inLanguage(attestText(attest, vocabulary), language)],
  );
  return texts.length === 0 ? null : [...new Set(texts)].join(' ');
}

/** A rule and all whose fulfilment it asks. */
function rulesWithin(rule: Rule, policy: EffectivePolicy, seen: Set<string>): readonly Rule[] {
  if (seen.has(rule.id)) return [];
  seen.add(rule.id);
  const named = 'require' in rule && rule.require !== null ? namedIn(rule.require) : [];
  return [
    rule,
    ...policy.rules
      .filter((other) => named.includes(other.rule.id))
      .flatMap((other) => rulesWithin(other.rule, policy, seen)),
  ];
}

function namedIn(condition: Condition): readonly string[] {
  switch (condition.form) {
    case 'all':
    case 'any':
      return condition.of.flatMap(namedIn);
    case 'not':
      return namedIn(condition.of);
    case 'rule':
      return [condition.rule];
    default:
      return [];
  }
}

const vocabularies = new WeakMap<EffectivePolicy, Vocabulary>();

/** The words of a policy: made once. */
export function vocabularyOfPolicy(policy: EffectivePolicy): Vocabulary {
  const known = vocabularies.get(policy);
  if (known !== undefined) return known;
  const made = vocabularyOf(policy.layers.map(({ document }) => document));
  vocabularies.set(policy, made);
  return made;
}

/** What came of a condition, with all that it consists of. */
export function conditionResult(verdict: Verdict, result: RuleResult): ConditionResult {
  const { world, subject, day, explicitDay, asked } = result;
  const { condition } = verdict;
  const { rule } = result.verdict.rule;
  const vocabulary = vocabularyOfPolicy(world.policy);
  const required = requiredText(condition, vocabulary, subject.kind !== 'person');
  const inner = condition.form === 'rule' ? ruleNamed(condition.rule, result) : result;
  return {
    rule,
    text: required,
    clause: condition.clause ?? rule.clause,
    modality: condition.modality ?? rule.modality,
    outcome: verdict.outcome,
    required,
    found: foundText(verdict, vocabulary),
    unknown: verdict.unknown,
    conditions: verdict.conditions.map((part) => conditionResult(part, inner)),
    evidence: verdict.evidence.map((evidence) => ({ ...evidence, day, explicitDay })),
    waivedBy: verdict.waivedBy,
    time: () => timeAlone(ruleOf(condition, result.verdict.rule), subject, world, asked ?? day),
  };
}

/** A rule that asks one condition alone: when time meets it. */
function ruleOf(condition: Condition, { rule, ...effective }: EffectiveRule): EffectiveRule {
  return { ...effective, rule: { ...rule, kind: 'eligibility', require: condition, who: null, except: null } };
}

function ruleNamed(id: string, result: RuleResult): RuleResult {
  const named = result.world.policy.rules.findLast(({ rule }) => rule.id === id);
  return named === undefined ? result : { ...result, verdict: { ...result.verdict, rule: named } };
}
