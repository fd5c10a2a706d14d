import type { PathCount } from '../src/domain/eligibility.ts';
import type { World } from '../src/domain/evaluation/world.ts';
import type { Moment } from '../src/domain/moment.ts';
import { builder } from './builder.ts';
import {
  ConditionCountRef,
  EligibleConnectionRef,
  EligiblePersonRef,
  type ReportOnDay,
  type RowOnDay,
} from './eligibility.ts';
import { pageOfList } from './listPage.ts';
import { RuleRef, UnitRef } from './refs.ts';
import { OutcomeCountsRef } from './ruleResult.ts';

interface AwardDue extends ReportOnDay, Moment {
  readonly path: PathCount;
  readonly world: World;
}

const AwardDueRef = builder.objectRef<AwardDue>('AwardDue').implement({
  description: 'An award rule, and who fulfils what it asks without holding yet all that it gives.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The award rule.', resolve: ({ path }) => path.rule.rule }),
    totals: t.field({
      type: OutcomeCountsRef,
      description: 'How everybody stands against it.',
      resolve: ({ path }) => path,
    }),
    holdingRecorded: t.boolean({
      description: 'Whether records say who holds all that it gives. Where not, everybody who fulfils it is listed.',
      resolve: ({ report }) => report.holdingRecorded,
    }),
    conditions: t.field({
      type: [ConditionCountRef],
      description: 'What has to be met all together, what is most often unmet first.',
      resolve: ({ path, world }) => path.conditions.map((condition) => ({ ...condition, path, policy: world.policy })),
    }),
    people: t.connection(
      {
        type: EligiblePersonRef,
        description: 'Who is due, by the code of the issuing region and the staff number.',
        resolve: async ({ report, day, explicitDay }, page) => {
          const rows = (report.rows ?? []).filter(({ outcome, holds }) => outcome === 'met' && holds !== true);
          const nodes = rows.map((row): RowOnDay => ({ row, report, day, explicitDay }));
          const connection = await pageOfList(page, nodes, ({ row }) => row.person.facts.id);
          return { ...connection, report, totalCount: rows.length };
        },
      },
      EligibleConnectionRef,
    ),
  }),
});

builder.interfaceFields(UnitRef, (t) => ({
  awardsDue: t.field({
    type: [AwardDueRef],
    nullable: true,
    description:
      'Each award rule in force, with those who fulfil what it asks on `asOf` and do not hold all that it gives: awards that have become due. Null: the records of the unit lie outside your scope, or nothing is in force.',
    resolve: async (unit, _arguments, { loaders, today }): Promise<AwardDue[] | null> => {
      const reports = await loaders.awardsDue.load({ ...unit, question: today });
      const { day, explicitDay } = unit;
      return (
        reports?.flatMap((report) => {
          const { world, paths } = report;
          return world === null ? [] : paths.map((path) => ({ report, path, world, day, explicitDay }));
        }) ?? null
      );
    },
  }),
}));
