import { momentOf } from '../src/context.ts';
import { inLanguage } from '../src/domain/language.ts';
import type { PolicyProblem } from '../src/domain/policy/reading.ts';
import {
  CHANGED_THINGS,
  POLICY_CHANGES,
  type PolicyChange,
  type ChangedThing,
  comparePolicyFiles,
} from '../src/domain/policyComparison.ts';
import { chosenDocuments } from '../src/services/policyChoice.ts';
import { asOfArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { PolicyChoiceInput, policyChoiceOf } from './policyChoice.ts';
import { PolicyProblemRef } from './policyProblem.ts';
import { RuleRef } from './refs.ts';

const THINGS: Readonly<Record<ChangedThing, string>> = {
  document: 'The policy itself: its code, body, title, document or dates.',
  calendar: 'A part of the calendar.',
  definition: 'A definition: what is rural, which posts count, a parameter, a selection …',
  code: 'A code and what it is called.',
  scale: 'A scale of grades.',
  ladder: 'A ladder of titles.',
  workshop: 'A kind of workshop.',
  rule: 'A rule.',
};

const CHANGES: Readonly<Record<PolicyChange['change'], string>> = {
  added: 'Only the later one has it.',
  removed: 'Only the earlier one has it.',
  changed: 'It says something else.',
  renamed: 'It says the same under another id.',
  worded: 'Only its words, note or clause are others.',
};

const ChangedThingEnum = builder.enumType('ChangedThing', {
  description: 'What of a policy differs.',
  values: Object.fromEntries(CHANGED_THINGS.map((of) => [of.toUpperCase(), { value: of, description: THINGS[of] }])),
});

const PolicyChangeKindEnum = builder.enumType('PolicyChangeKind', {
  description: 'How something differs between two versions of a policy.',
  values: Object.fromEntries(
    POLICY_CHANGES.map((change) => [change.toUpperCase(), { value: change, description: CHANGES[change] }]),
  ),
});

/** One difference between two versions of a policy. */
export const PolicyChangeRef = builder.objectRef<PolicyChange>('PolicyChange').implement({
  description: 'One difference between two versions of a policy.',
  fields: (t) => ({
    of: t.field({ type: ChangedThingEnum, description: 'What differs.', resolve: ({ of }) => of }),
    change: t.field({ type: PolicyChangeKindEnum, description: 'How it differs.', resolve: ({ change }) => change }),
    name: t.exposeString('name', {
      description:
        'Id of the rule, code of the ladder or kind of workshop, name of the definition; of a renamed rule, the new id.',
    }),
    parts: t.stringList({
      description:
        'Its parts that differ, by the names that files use: `require`, `per`, `overrides`. Empty where it was added or removed.',
      resolve: ({ parts }) => parts,
    }),
    before: t.string({
      nullable: true,
      description: 'What it said, in a sentence in the language of the request. Null: it was not there.',
      resolve: ({ before }, _arguments, { language }) => (before === null ? null : inLanguage(before, language)),
    }),
    after: t.string({
      nullable: true,
      description: 'What it says. Null: it is no longer there.',
      resolve: ({ after }, _arguments, { language }) => (after === null ? null : inLanguage(after, language)),
    }),
    ruleBefore: t.field({
      type: RuleRef,
      nullable: true,
      description: 'The rule as it was. Null: it was not there, or something else than a rule differs.',
      resolve: ({ ruleBefore }) => ruleBefore,
    }),
    ruleAfter: t.field({
      type: RuleRef,
      nullable: true,
      description: 'The rule as it is. Null: it is no longer there, or something else than a rule differs.',
      resolve: ({ ruleAfter }) => ruleAfter,
    }),
  }),
});

interface ComparedPolicies {
  readonly problems: readonly PolicyProblem[];
  readonly changes: readonly PolicyChange[] | null;
}

const ComparedPoliciesRef = builder.objectRef<ComparedPolicies>('ComparedPolicies').implement({
  description: 'What differs between two versions or drafts.',
  fields: (t) => ({
    problems: t.expose('problems', {
      type: [PolicyProblemRef],
      description: 'What there is to repair or to know about in the texts of drafts, the earlier one first.',
    }),
    changes: t.expose('changes', {
      type: [PolicyChangeRef],
      nullable: true,
      description:
        'Every difference: first of the policy itself and its definitions, then rule by rule. Empty where both say the same. Null: one of them is not there for you, or a draft has errors.',
    }),
  }),
});

builder.queryField('comparePolicies', (t) =>
  t.field({
    type: ComparedPoliciesRef,
    description:
      'What changed from one version, policy or draft to another, rule by rule. Of drafts with several documents each is compared with the one of the same policy, or else of the same place in the text.',
    args: {
      before: t.arg({ type: PolicyChoiceInput, required: true, description: 'The earlier one.' }),
      after: t.arg({ type: PolicyChoiceInput, required: true, description: 'The later one.' }),
      asOf: asOfArgument(t),
    },
    resolve: async (_root, { before, after, asOf }, context): Promise<ComparedPolicies> => {
      const { day } = momentOf(asOf, context);
      const { sources } = context.loaders;
      const [was, is] = await Promise.all(
        [before, after].map((choice) => chosenDocuments(sources, policyChoiceOf(choice), day)),
      );
      const problems = [was, is].flatMap((each) => each?.problems ?? []);
      if (was?.documents == null || is?.documents == null) return { problems, changes: null };
      return { problems, changes: comparePolicyFiles(was.documents, is.documents) };
    },
  }),
);
