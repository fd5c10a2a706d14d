import type { CompositionFinding } from '../src/domain/composition.ts';
import { describeRule } from '../src/domain/policy/describe.ts';
import { builder } from './builder.ts';
import { type ConditionResult, ConditionResultRef } from './conditionResult.ts';
import { WorkshopRef } from './refs.ts';

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

/** Places are counted as a whole. */
const WITHOUT_EVIDENCE = { clause: null, modality: null, evidence: [], waivedBy: null, time: null } as const;

function conditionResult({ rule: { rule }, roles, ...finding }: CompositionFinding): ConditionResult {
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
