import type { CompositionFinding } from '../src/domain/composition.ts';
import { askedBesidePlaces } from '../src/domain/compositionParts.ts';
import type { Moment } from '../src/domain/moment.ts';
import { describeRule } from '../src/domain/policy/describe.ts';
import type { CompositionPart } from '../src/services/compositionParts.ts';
import { builder } from './builder.ts';
import { type ConditionResult, ConditionResultRef } from './conditionResult.ts';
import { WorkshopRef } from './refs.ts';
import { conditionResult } from './ruleResult.ts';

builder.objectFields(WorkshopRef, (t) => ({
  composition: t.field({
    type: [ConditionResultRef],
    nullable: true,
    description:
      'Each composition rule that was in force for its founder on its founding day, held against `asOf`: met when no place is open, none is over, and what the rule asks of its parts, of where people come from and of the workshop itself is met. Empty where no rule speaks of such a workshop. Null: `unknown` says why no policy holds for it.',
    resolve: async (workshop, _arguments, { loaders, today }) => {
      const standing = await loaders.workshopStanding.load(workshop);
      const findings = standing?.composition ?? null;
      if (findings === null) return undefined;
      const beside = findings.some(({ rule }) => askedBesidePlaces(rule) !== null)
        ? ((await loaders.compositionParts.load({ ...workshop, question: today })) ?? [])
        : [];
      return findings.map((finding) => together(finding, beside, workshop));
    },
  }),
}));

/** What came of the places and of what a rule asks beside them. */
function together(finding: CompositionFinding, beside: readonly CompositionPart[], moment: Moment): ConditionResult {
  const places = placesResult(finding);
  const part = beside.find(({ verdict }) => verdict.rule.rule.id === finding.rule.rule.id);
  if (part === undefined) return places;
  const { day, explicitDay } = moment;
  const [compared] = part.verdict.units;
  const asked =
    compared === undefined ? [] : [conditionResult(compared.verdict, { ...part, day, explicitDay, asked: null })];
  const outcomes = [...(places.conditions.length === 0 ? [] : [places.outcome]), part.verdict.outcome];
  const outcome = outcomes.includes('unmet') ? 'unmet' : outcomes.includes('unknown') ? 'unknown' : 'met';
  return {
    ...places,
    outcome,
    unknown: outcome === 'unknown' ? (places.unknown ?? part.verdict.unknown) : null,
    conditions: [...places.conditions, ...asked],
  };
}

/** Places are counted as a whole. */
const WITHOUT_EVIDENCE = { clause: null, modality: null, evidence: [], waivedBy: null, time: null } as const;

function placesResult({ rule: { rule }, roles, ...finding }: CompositionFinding): ConditionResult {
  return {
    rule,
    ...finding,
    text: describeRule(rule),
    ...WITHOUT_EVIDENCE,
    conditions: roles.map(({ outcome, required, found }) => ({
      rule,
      text: required,
      ...WITHOUT_EVIDENCE,
      outcome,
      required,
      found,
      unknown: outcome === 'unknown' ? finding.unknown : null,
      conditions: [],
    })),
  };
}
