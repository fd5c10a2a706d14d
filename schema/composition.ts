import type { CompositionFinding, Outcome } from '../src/domain/composition.ts';
import { inLanguage } from '../src/domain/language.ts';
import { describeRule } from '../src/domain/policy/describe.ts';
import type { Modality, Rule } from '../src/domain/policy/types.ts';
import type { Text } from '../src/domain/roster.ts';
import type { Unknown } from '../src/domain/unknown.ts';
import { builder } from './builder.ts';
import { ModalityEnum, OutcomeEnum } from './enums.ts';
import { RuleRef, WorkshopRef } from './refs.ts';
import { reason } from './unknown.ts';

/** What came out of holding a rule, or a part of it, against what is known. */
export interface ConditionResult {
  readonly rule: Rule;
  readonly text: Text;
  readonly outcome: Outcome;
  readonly required: Text;
  readonly found: Text | null;
  readonly unknown: Unknown | null;
  readonly conditions: readonly ConditionResult[];
}

const OUTCOME_WORDS = { met: 'MET', unmet: 'UNMET', unknown: 'UNKNOWN' } as const satisfies Record<Outcome, string>;
const MODALITY_WORDS = { must: 'MUST', should: 'SHOULD', may: 'MAY' } as const satisfies Record<Modality, string>;

export const ConditionResultRef = builder.objectRef<ConditionResult>('ConditionResult');
ConditionResultRef.implement({
  description: 'What came out of holding a rule, or one condition of it, against what is known.',
  fields: (t) => ({
    rule: t.expose('rule', { type: RuleRef, description: 'The rule.' }),
    text: t.string({
      description: 'What is asked, in the language of the request.',
      resolve: ({ text }, _arguments, { language }) => inLanguage(text, language),
    }),
    clause: t.string({
      nullable: true,
      description: 'The clause that asks it. Null: the document has none for it.',
      resolve: ({ rule }) => rule.clause,
    }),
    modality: t.field({
      type: ModalityEnum,
      description: 'How binding it is.',
      resolve: ({ rule }) => MODALITY_WORDS[rule.modality],
    }),
    outcome: t.field({
      type: OutcomeEnum,
      description: 'Whether it is met.',
      resolve: ({ outcome }) => OUTCOME_WORDS[outcome],
    }),
    required: t.string({
      description: 'What is required, in the language of the request.',
      resolve: ({ required }, _arguments, { language }) => inLanguage(required, language),
    }),
    found: t.string({
      nullable: true,
      description: 'What was found. Null: not known.',
      resolve: ({ found }, _arguments, { language }) => (found === null ? null : inLanguage(found, language)),
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why it is UNKNOWN.',
      resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
    }),
    conditions: t.field({
      type: [ConditionResultRef],
      description: 'The conditions that it consists of; empty for a single one.',
      resolve: ({ conditions }) => conditions,
    }),
  }),
});

builder.objectFields(WorkshopRef, (t) => ({
  composition: t.field({
    type: [ConditionResultRef],
    nullable: true,
    description:
      'Each composition rule that was in force for its founder on its founding day, held against the seats of `asOf`: met when no place is open and none is over. Empty where no rule speaks of such a workshop. Null: `unknown` says why no policy holds for it.',
    resolve: async (workshop, _arguments, { loaders }) => {
      const standing = await loaders.workshopStanding.load(workshop);
      return standing?.composition?.map(conditionResult);
    },
  }),
}));

function conditionResult({ rule: { rule }, roles, ...finding }: CompositionFinding): ConditionResult {
  return {
    rule,
    ...finding,
    text: describeRule(rule),
    conditions: roles.map(({ outcome, required, found }) => ({
      rule,
      text: required,
      outcome,
      required,
      found,
      unknown: outcome === 'unknown' ? finding.unknown : null,
      conditions: [],
    })),
  };
}
