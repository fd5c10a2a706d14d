import { momentOf } from '../src/context.ts';
import {
  COHERENCE_CODES,
  COHERENCE_SEVERITIES,
  type CoherenceCode,
  type CoherenceFinding,
  type CoherenceSeverity,
  type NamedNumber,
} from '../src/domain/coherence/finding.ts';
import { inLanguage } from '../src/domain/language.ts';
import { at } from '../src/domain/moment.ts';
import type { PolicyProblem } from '../src/domain/policy/reading.ts';
import { loadCoherence, versionCoherence } from '../src/services/coherence.ts';
import { readDraft } from '../src/services/policyDraft.ts';
import { findRegion } from '../src/services/region.ts';
import { supposedLayers, supposing } from '../src/services/supposition.ts';
import type { Context } from '../src/context.ts';
import { asOfArgument, codeArgument, codeFilter } from './arguments.ts';
import { builder } from './builder.ts';
import { PolicyVersionRef } from './policy.ts';
import { PolicyProblemRef } from './policyProblem.ts';
import { type RegionOnDay, RuleRef } from './refs.ts';

const SEVERITIES: Readonly<Record<CoherenceSeverity, string>> = {
  contradiction: 'What the policy says cannot all hold.',
  shortfall: 'It can hold, but the numbers do not suffice for it.',
  note: 'What follows from it and is easily overlooked.',
};

const CODES: Readonly<Record<CoherenceCode, string>> = {
  floorAboveCeiling: 'A rule asks for at least more than it allows at most.',
  clausesExclude: 'Two rules that cannot both hold.',
  compositionsExclude: 'Two compositions of the same workshops that no workshop can have.',
  nobodyCanMeet: 'Those on whom a rule falls cannot meet it.',
  titleOfAnotherLevel: 'A title is asked for at a level at which it is not awarded.',
  cannotBeHeld: 'A title or a seat is asked for that nobody can have.',
  eligibilityCycle: 'Rules ask for what only they themselves lead to.',
  feederTooSmall: 'The workshops from which a tier comes have fewer places than its target asks for.',
  feederJustEnough: 'They have enough only where most of their places lead to the title.',
  placesImplied: 'How many places the workshops asked for have.',
  placesAbovePeople: 'They have more places than there are homeroom teachers.',
  pairingsImplied: 'How many pairings a quota asks for once the awards asked for are made.',
  pairingsAbovePeople: 'The quotas ask for more pairings than there are homeroom teachers.',
  targetAbovePeople: 'A target asks for more people than there are.',
  targetPast: "A target's last day is past.",
  targetOutsidePolicy: "A target's last day lies outside the time for which its policy holds.",
  nothingToMeasure: 'A rule speaks of people of whom there are none.',
  parameterNotSet: 'A value is left open and nobody has set it.',
  peopleNotKnown: 'The people of the region are not known on the day, so nothing was held against them.',
  ruralNotDefined: 'Rules speak of rural schools, and nothing says which they are.',
};

/** A code as GraphQL writes it: `feederTooSmall` is `FEEDER_TOO_SMALL`. */
function constant(code: string): string {
  return code.replaceAll(/[A-Z]/gu, (letter) => `_${letter}`).toUpperCase();
}

const SeverityEnum = builder.enumType('CoherenceSeverity', {
  description: 'How much a finding weighs.',
  values: Object.fromEntries(
    COHERENCE_SEVERITIES.map((severity) => [
      constant(severity),
      { value: severity, description: SEVERITIES[severity] },
    ]),
  ),
});

const CodeEnum = builder.enumType('CoherenceCode', {
  description: 'What is found where a policy does not add up, or what follows from it.',
  values: Object.fromEntries(
    COHERENCE_CODES.map((code) => [constant(code), { value: code, description: CODES[code] }]),
  ),
});

const NamedNumberRef = builder.objectRef<NamedNumber>('NamedNumber').implement({
  description: 'A number that a finding rests on or leads to.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is, by a name that is stable for each code.' }),
    value: t.float({ description: 'The number, unrounded.', resolve: ({ value }) => value.valueOf() }),
  }),
});

/** Something that a policy says and that does not add up, or what follows from it. */
export const CoherenceFindingRef = builder.objectRef<CoherenceFinding>('CoherenceFinding').implement({
  description: 'Something that a policy says and that does not add up, or what follows from its numbers.',
  fields: (t) => ({
    code: t.field({ type: CodeEnum, description: 'What is found.', resolve: ({ code }) => code }),
    severity: t.field({ type: SeverityEnum, description: 'How much it weighs.', resolve: ({ severity }) => severity }),
    text: t.string({
      description: 'With its arithmetic spelled out, in the language of the request.',
      resolve: ({ text }, _arguments, { language }) => inLanguage(text, language),
    }),
    numbers: t.expose('numbers', { type: [NamedNumberRef], description: 'Its numbers.' }),
    assumptions: t.stringList({
      description: 'What was taken to be so, in the language of the request.',
      resolve: ({ assumptions }, _arguments, { language }) => assumptions.map((text) => inLanguage(text, language)),
    }),
    rules: t.field({
      type: [RuleRef],
      description: 'The rules that say so, with their clauses.',
      resolve: ({ rules }) => rules.map(({ rule }) => rule),
    }),
  }),
});

/** The region that a code means on a day; null: none that may be seen. */
export async function regionAsked(
  code: string,
  moment: ReturnType<typeof momentOf>,
  context: Context,
): Promise<RegionOnDay | null> {
  const id = await findRegion(context.graph, context.scope, code, moment.day);
  return id === null ? null : context.loaders.region.load(at(id, moment));
}

builder.objectField(PolicyVersionRef, 'coherence', (t) =>
  t.field({
    type: [CoherenceFindingRef],
    nullable: true,
    description:
      'Whether it adds up: contradictions first, then shortfalls, then what follows from its numbers; empty where there is nothing to say. With a region, as if it were in force there and against the people there. Null: no region that you may see has the code.',
    args: {
      region: codeFilter(
        t,
        'Code of the region against whose people it is held, as valid on `asOf`. Left out: the policy alone.',
      ),
      asOf: asOfArgument(t),
    },
    resolve: async (version, { region: code, asOf }, context) => {
      const moment = momentOf(asOf, context);
      const { sources } = context.loaders;
      if (code === null || code === undefined) return versionCoherence(sources, version, moment.day);
      const region = await regionAsked(code, moment, context);
      if (region === null) return null;
      const layers = await supposedLayers(sources, region, moment.day, [version.document]);
      return loadCoherence(supposing(sources, layers), region, moment.day);
    },
  }),
);

interface DraftCoherence {
  readonly problems: readonly PolicyProblem[];
  readonly findings: readonly CoherenceFinding[] | null;
}

const DraftCoherenceRef = builder.objectRef<DraftCoherence>('DraftCoherence').implement({
  description: 'What there is to say about a draft of a policy. Nothing of it is kept.',
  fields: (t) => ({
    problems: t.expose('problems', {
      type: [PolicyProblemRef],
      description: 'What there is to repair or to know about in its text, from the top.',
    }),
    findings: t.expose('findings', {
      type: [CoherenceFindingRef],
      nullable: true,
      description: 'Whether it adds up against the people of the region. Null: its text has errors.',
    }),
  }),
});

builder.queryField('policyCoherence', (t) =>
  t.field({
    type: DraftCoherenceRef,
    nullable: true,
    description:
      "Whether a draft adds up, as if it were in force in a region. Its documents stand for the policies of their bodies: the region, those above and below; of any other body, for the region's own. Null: no region that you may see has the code.",
    args: {
      draft: t.arg.string({ required: true, description: 'Text of a policy file; several documents between `---`.' }),
      region: codeArgument(t, 'Code of the region, as valid on `asOf`.'),
      asOf: asOfArgument(t),
    },
    resolve: async (_root, { draft, region: code, asOf }, context) => {
      const moment = momentOf(asOf, context);
      const { sources } = context.loaders;
      const region = await regionAsked(code, moment, context);
      if (region === null) return null;
      const { problems, layers } = await readDraft(sources, region, moment.day, draft);
      const findings = layers === null ? null : await loadCoherence(supposing(sources, layers), region, moment.day);
      return { problems, findings };
    },
  }),
);
