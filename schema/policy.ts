import { momentOf } from '../src/context.ts';
import type { PolicyVersionId } from '../src/domain/identifier.ts';
import { inLanguage } from '../src/domain/language.ts';
import { at } from '../src/domain/moment.ts';
import { describeRule } from '../src/domain/policy/describe.ts';
import type { EffectivePolicy, EffectiveRule, PolicyLayer } from '../src/domain/policy/effective.ts';
import { type Modality, type Per, RULE_KINDS, type RuleKind, type RuleOf } from '../src/domain/policy/types.ts';
import { type PolicyVersion, findPolicy, policiesOf, policyVersions } from '../src/services/policy.ts';
import { policyOfFounder } from '../src/services/rollUp.ts';
import { asOfArgument, codeArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { LevelEnum, ModalityEnum } from './enums.ts';
import { RegionRef, RoleRef, RuleRef, TierRef, WorkshopRef } from './refs.ts';

const KIND_DESCRIPTIONS: Readonly<Record<RuleKind, string>> = {
  composition: 'Who a workshop, or a school, is made up of.',
  eligibility: 'What somebody must meet to become something.',
  obligation: 'What must happen, for whom.',
  quota: 'A floor or a ceiling per person or unit and period.',
  target: 'A number by a date.',
  award: 'Who becomes what by having done something.',
  term: 'How long something is given for.',
  outcome: 'What a grade leads to.',
  revocation: 'What ends a title.',
  workflow: 'The steps to a decision.',
  places: 'How places are handed out.',
  entitlement: 'What somebody is given: recorded and reported.',
  rubric: 'Points by section and item.',
  curriculum: 'Subjects of training.',
  structure: 'Levels and bodies.',
};

const RuleKindEnum = builder.enumType('RuleKind', {
  description: 'Kinds of rules.',
  values: Object.fromEntries(
    RULE_KINDS.map((kind) => [kind.toUpperCase(), { value: kind, description: KIND_DESCRIPTIONS[kind] }]),
  ),
});
const MODALITY_WORDS = { must: 'MUST', should: 'SHOULD', may: 'MAY' } as const satisfies Record<Modality, string>;

RuleRef.implement({
  description: 'One rule of a policy, restated: never the sentence of the document.',
  fields: (t) => ({
    code: t.exposeString('id', { description: 'Its id in the policy file, unique there: "Y-pair".' }),
    kind: t.field({ type: RuleKindEnum, description: 'What sort of rule it is.', resolve: ({ kind }) => kind }),
    clause: t.exposeString('clause', {
      nullable: true,
      description: 'The clause of the document that it comes from. Null: the document has none for it.',
    }),
    text: t.string({
      description: 'What it says, in the language of the request; made from the rule where its file gives no text.',
      resolve: (rule, _arguments, { language }) => inLanguage(describeRule(rule), language),
    }),
    note: t.string({
      nullable: true,
      description: 'What its file remarks on it.',
      resolve: ({ note }, _arguments, { language }) => (note === null ? null : inLanguage(note, language)),
    }),
    modality: t.field({
      type: ModalityEnum,
      description: 'How binding it is.',
      resolve: ({ modality }) => MODALITY_WORDS[modality],
    }),
    interpretation: t.string({
      nullable: true,
      description: 'What was read into the clause. Null: the rule says no more than the clause.',
      resolve: ({ interpretation }, _arguments, { language }) =>
        interpretation === null ? null : inLanguage(interpretation.text, language),
    }),
    interpretationApplied: t.boolean({
      nullable: true,
      description: 'Whether that reading is switched on; switched off, the rule does not count. Null: there is none.',
      resolve: ({ interpretation }) => interpretation?.applied ?? null,
    }),
    waivableBy: t.field({
      type: LevelEnum,
      nullable: true,
      description: 'The level whose body may waive it. Null: nobody may.',
      resolve: ({ waivable }) => waivable?.by ?? null,
    }),
    overrides: t.exposeString('overrides', {
      nullable: true,
      description: 'Code of the rule of a body above that it replaces for what its own body founds or awards.',
    }),
    locked: t.boolean({
      description: 'Whether bodies below may not replace it, or only by a stricter one.',
      resolve: ({ locked }) => locked !== false,
    }),
  }),
});

export const TargetRef = builder.objectRef<RuleOf<'target'>>('Target').implement({
  description: 'A number that a policy sets for a date.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule that says so.', resolve: (target) => target }),
    from: t.expose('from', {
      type: 'Date',
      nullable: true,
      description: 'The first day that counts. Null: since the policy is in force.',
    }),
    by: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day by which it is to be reached. Null: none is stated.',
      resolve: ({ by, through }) => through ?? by,
    }),
    per: t.stringList({
      description: 'The periods and units for each of which it is asked; empty: once, in total.',
      resolve: ({ per }) => per.map(perWord),
    }),
  }),
});

function perWord(per: Per): string {
  switch (per.per) {
    case 'period':
    case 'named':
      return per.period;
    case 'level':
      return per.level;
    case 'schools':
    case 'workshop':
    case 'nominator':
      return per.per;
  }
}

export const PolicyVersionRef = builder.objectRef<PolicyVersion>('PolicyVersion');

builder.node(PolicyVersionRef, {
  description:
    "One version of one body's policy. A correction keeps its identity; a later first day is another version.",
  id: { resolve: ({ id }) => id },
  loadMany: async (ids, { graph, scope }) => {
    const found = await policyVersions(graph, scope, ids as PolicyVersionId[]);
    return ids.map((id) => found.find((version) => version.id === id) ?? null);
  },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Code of the policy, the same from version to version.' }),
    region: t.field({
      type: RegionRef,
      nullable: true,
      description: 'The body whose policy it is, as it is today. Null: outside your scope.',
      resolve: ({ regionId }, _arguments, context) =>
        context.loaders.region.load(at(regionId, momentOf(null, context))),
    }),
    title: t.string({
      description: 'Its title, in the language of the request.',
      resolve: ({ document }, _arguments, { language }) => inLanguage(document.title, language),
    }),
    document: t.string({
      nullable: true,
      description: 'Number of the document that it restates. Null: the document has none.',
      resolve: ({ document }) => document.document.number,
    }),
    issued: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day on which the document was issued. Null: it bears no date.',
      resolve: ({ document }) => document.document.issued,
    }),
    from: t.expose('from', { type: 'Date', description: 'The first day on which it holds.' }),
    fromAssumed: t.boolean({
      description: 'Whether that day is read into the document, which does not state it.',
      resolve: ({ document }) => document.effective.assumed,
    }),
    to: t.expose('to', {
      type: 'Date',
      nullable: true,
      description: 'The first day on which it no longer holds. Null: it holds on.',
    }),
    tiers: t.field({
      type: [TierRef],
      description: 'The tiers of its ladders, lowest first.',
      resolve: ({ document }) =>
        document.ladders.flatMap((ladder) =>
          ladder.tiers.map(({ code, text }, index) => ({ code, text, rank: index + 1, ladder: ladder.code })),
        ),
    }),
    roles: t.field({
      type: [RoleRef],
      description: 'The roles of its kinds of workshops.',
      resolve: ({ document }) => document.workshops.flatMap(({ roles }) => roles),
    }),
    rules: t.field({
      type: [RuleRef],
      description: 'Its rules, in the order of its file.',
      args: { kind: t.arg({ type: RuleKindEnum, description: 'Only rules of this kind.' }) },
      resolve: ({ document }, { kind }) => document.rules.filter(ofKind(kind)),
    }),
    targets: t.field({
      type: [TargetRef],
      description: 'Its targets, in the order of its file.',
      resolve: ({ document }) => document.rules.filter((rule): rule is RuleOf<'target'> => rule.kind === 'target'),
    }),
  }),
});

function ofKind(asked: RuleKind | null | undefined): (rule: { readonly kind: RuleKind }) => boolean {
  return ({ kind }) => asked === null || asked === undefined || kind === asked;
}

function versionOfLayer({ versionId, ...layer }: PolicyLayer): PolicyVersion {
  return { ...layer, id: versionId };
}

const EffectiveRuleRef = builder.objectRef<EffectiveRule>('EffectiveRule').implement({
  description: 'A rule in force, and where it comes from.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule.', resolve: ({ rule }) => rule }),
    from: t.field({
      type: PolicyVersionRef,
      description: 'The policy that states it: of the body itself, or of one above.',
      resolve: ({ layer }) => versionOfLayer(layer),
    }),
    overrides: t.field({
      type: RuleRef,
      nullable: true,
      description: 'The rule of a body above that it replaces for what its own body founds or awards.',
      resolve: ({ overrides }) => overrides,
    }),
    replacedBelow: t.boolean({
      description: 'Whether a body below has replaced it for what that body founds or awards.',
      resolve: ({ exceptBodies }) => exceptBodies.length > 0,
    }),
  }),
});

export const EffectivePolicyRef = builder.objectRef<EffectivePolicy>('EffectivePolicy').implement({
  description: 'What holds for a body on a day: the policies of the bodies above and its own, together.',
  fields: (t) => ({
    layers: t.field({
      type: [PolicyVersionRef],
      description: 'The policies, from the top down.',
      resolve: ({ layers }) => layers.map(versionOfLayer),
    }),
    rules: t.field({
      type: [EffectiveRuleRef],
      description:
        'Each rule in force, from the top down; totals of the bodies above are their own and do not stand here.',
      args: { kind: t.arg({ type: RuleKindEnum, description: 'Only rules of this kind.' }) },
      resolve: ({ rules }, { kind }) => {
        const wanted = ofKind(kind);
        return rules.filter(({ rule }) => wanted(rule));
      },
    }),
  }),
});

builder.objectField(RegionRef, 'policy', (t) =>
  t.field({
    type: EffectivePolicyRef,
    nullable: true,
    description: 'What holds here on `asOf`. Null: no policy is in force.',
    resolve: ({ id, day }, _arguments, { loaders }) => loaders.sources.policyOf(id, day),
  }),
);

builder.objectField(WorkshopRef, 'policy', (t) =>
  t.field({
    type: EffectivePolicyRef,
    nullable: true,
    description:
      'What was in force for its founder on its founding day: its rules, whatever came later. Null: nothing was, or the day is not known.',
    resolve: ({ founder, from }, _arguments, { loaders }) => policyOfFounder(loaders.sources, founder, from),
  }),
);

builder.queryFields((t) => ({
  policy: t.field({
    type: PolicyVersionRef,
    nullable: true,
    description: 'The version of a policy that holds on `asOf`. Null when none does, or none that you may see.',
    args: { code: codeArgument(t, 'Code of the policy.'), asOf: asOfArgument(t) },
    resolve: (_root, { code, asOf }, context) =>
      findPolicy(context.graph, context.scope, code, momentOf(asOf, context).day),
  }),
  policies: t.field({
    type: [PolicyVersionRef],
    description:
      "All versions of a body's own policies, newest first, whether in force or not. Empty when it has none, or none that you may see.",
    args: {
      region: codeArgument(t, 'Code of the body, as valid on `asOf`.'),
      asOf: asOfArgument(t),
    },
    resolve: async (_root, { region, asOf }, context) =>
      (await policiesOf(context.graph, context.scope, region, momentOf(asOf, context).day)) ?? [],
  }),
}));
