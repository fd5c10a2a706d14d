import { z } from 'zod';
import type { DUTY_KINDS, DutyCount, DutyFinding, DutySubject } from '../src/domain/duty.ts';
import type { RuleOutcome } from '../src/domain/eligibility.ts';
import type { World } from '../src/domain/evaluation/world.ts';
import type { RegionId, SchoolId, TeacherId, WorkshopId } from '../src/domain/identifier.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import type { Loaders } from '../src/loaders.ts';
import type { DutyReport } from '../src/services/duty.ts';
import { bounded } from './arguments.ts';
import { builder } from './builder.ts';
import { RequestFailure } from './errors.ts';
import { LIMITS } from './limits.ts';
import { pageOfList } from './listPage.ts';
import {
  RegionRef,
  RuleRef,
  SchoolRef,
  TeacherRecordsRef,
  TeacherRef,
  type UnitOnDay,
  UnitRef,
  WorkshopRef,
} from './refs.ts';
import { OutcomeCountsRef, type RuleResult, RuleOutcomeEnum, RuleResultRef, stillDue } from './ruleResult.ts';
import { rulesOfTeacher } from './teacherRules.ts';

const DutyKindEnum = builder.enumType('DutyKind', {
  description: 'What sort of rule asks it.',
  values: {
    OBLIGATION: { description: 'Something that has to be.', value: 'obligation' },
    QUOTA: { description: 'So much of something in each period.', value: 'quota' },
  } as const satisfies Record<string, { readonly description: string; readonly value: (typeof DUTY_KINDS)[number] }>,
});

type FindingOnDay = DutyFinding & { readonly world: World } & Moment & { readonly on: UnitOnDay };

interface UnitDuty {
  readonly counts: DutyCount;
  readonly on: UnitOnDay;
  readonly directSchoolsOnly: boolean;
}

const UnitDutyRef = builder.objectRef<UnitDuty>('UnitDuty').implement({
  description: 'How a duty is fulfilled in one part of a unit.',
  fields: (t) => ({
    unit: t.expose('on', { type: UnitRef, description: 'The part: a region, or a school where nothing lies below.' }),
    directSchoolsOnly: t.exposeBoolean('directSchoolsOnly', {
      description: "True: what is the unit's own, such as a city's direct schools, not that of the units below.",
    }),
    totals: t.field({
      type: OutcomeCountsRef,
      description: 'How many stand how there, of those on whom it falls.',
      resolve: ({ counts }) => counts,
    }),
  }),
});

type SubjectOnDay = DutySubject & Moment & { readonly finding: FindingOnDay };

const DutySubjectRef = builder.objectRef<SubjectOnDay>('DutySubject').implement({
  description:
    'Somebody or something on whom a duty falls: exactly one of person, school, workshop and region is there.',
  fields: (t) => ({
    teacher: t.field({
      type: TeacherRef,
      nullable: true,
      description: 'The person.',
      resolve: ({ subject, ...moment }, _arguments, { loaders }) =>
        subject.kind === 'person' ? loaders.teacher.load(at(subject.id as TeacherId, moment)) : null,
    }),
    school: t.field({
      type: SchoolRef,
      nullable: true,
      description: 'The school.',
      resolve: ({ subject, ...moment }, _arguments, { loaders }) =>
        subject.kind === 'school' ? loaders.school.load(at(subject.id as SchoolId, moment)) : null,
    }),
    workshop: t.field({
      type: WorkshopRef,
      nullable: true,
      description: 'The workshop.',
      resolve: ({ subject, ...moment }, _arguments, { loaders }) =>
        subject.kind === 'workshop' ? loaders.workshop.load(at(subject.id as WorkshopId, moment)) : null,
    }),
    region: t.field({
      type: RegionRef,
      nullable: true,
      description: 'The region.',
      resolve: ({ subject, ...moment }, _arguments, { loaders }) =>
        subject.kind === 'region' ? loaders.region.load(at(subject.id as RegionId, moment)) : null,
    }),
    outcome: t.field({
      type: RuleOutcomeEnum,
      description: 'Whether the duty is fulfilled.',
      resolve: ({ verdict }) => verdict.outcome,
    }),
    due: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day on which what is missing may still come. Null: nothing is missing, or it is too late.',
      resolve: ({ verdict, day }) => stillDue(verdict.due, day),
    }),
    result: t.field({
      type: RuleResultRef,
      description: 'What came of the rule, with its conditions and the evidence.',
      resolve: ({ verdict, subject, finding, day, explicitDay }): RuleResult => ({
        verdict,
        subject,
        world: finding.world,
        asked: finding.asked,
        day,
        explicitDay,
      }),
    }),
  }),
});

const DutyConnectionRef = builder.connectionObject<typeof DutySubjectRef, { readonly totalCount: number }>(
  {
    type: DutySubjectRef,
    name: 'DutySubjectConnection',
    description: 'One page of those on whom a duty falls.',
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount', { description: 'All in the list.' }),
    }),
  },
  { name: 'DutySubjectEdge', description: 'One of them on a page.' },
);

const DutyReportRef = builder.objectRef<FindingOnDay>('DutyReport').implement({
  description: 'How one duty is fulfilled in a unit, in one period.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The duty.', resolve: ({ rule }) => rule.rule }),
    lookedAtOn: t.expose('asked', {
      type: 'Date',
      description: 'The day on which it was looked at: the last one of the period asked for, or `asOf`.',
    }),
    totals: t.field({
      type: OutcomeCountsRef,
      description:
        'How many stand how. Asked is everybody in the unit of the sort on which it falls; on whom it does not fall is counted apart.',
      resolve: ({ totals }) => totals,
    }),
    byUnit: t.field({
      type: [UnitDutyRef],
      description:
        "The units directly below, in the order of their codes, then the unit's own; where no unit lies below, each school. People stand by the schools of the homeroom posts that they hold, without one by the own school, and may count in several.",
      resolve: async ({ byUnit, on }, _arguments, { loaders }): Promise<UnitDuty[]> => {
        const parts = await Promise.all(
          byUnit.map(async ({ unit, ...counts }) => ({
            counts,
            on: unit === null ? on : await partOn(unit, on, loaders),
            directSchoolsOnly: unit === null,
          })),
        );
        return parts.flatMap((part) => (part.on === null ? [] : [{ ...part, on: part.on }]));
      },
    }),
    subjects: t.connection(
      {
        type: DutySubjectRef,
        description:
          'Those on whom it falls, of one outcome: who is missing what, unless another outcome is asked for. People by the code of the issuing region and the staff number.',
        args: {
          outcome: t.arg({
            type: RuleOutcomeEnum,
            defaultValue: 'unmet' satisfies RuleOutcome,
            description: 'Only those who stand so.',
          }),
        },
        resolve: async (finding, { outcome, ...page }) => {
          const { day, explicitDay } = finding;
          const list = finding.subjects.filter(({ verdict }) => verdict.outcome === (outcome ?? 'unmet'));
          const nodes = list.map((subject): SubjectOnDay => ({ ...subject, finding, day, explicitDay }));
          const connection = await pageOfList(page, nodes, ({ subject }) => subject.id);
          return { ...connection, totalCount: list.length };
        },
      },
      DutyConnectionRef,
    ),
  }),
});

/** A part of a unit: a region below it, or one of its schools. */
async function partOn(part: RegionId | SchoolId, on: UnitOnDay, loaders: Loaders): Promise<UnitOnDay | null> {
  return (await loaders.region.load(at(part as RegionId, on))) ?? (await loaders.school.load(at(part as SchoolId, on)));
}

function noSuchDuty(): RequestFailure {
  return new RequestFailure('BAD_USER_INPUT', {
    zh: '生效的政策没有这个代码的义务或定额规则。',
    en: 'No obligation or quota in force has this code.',
  });
}

function findingsOn(report: DutyReport, unit: UnitOnDay): FindingOnDay[] {
  if (report.noSuchRule) throw noSuchDuty();
  const { day, explicitDay } = unit;
  return report.findings.map((finding) => ({ ...finding, on: unit, day, explicitDay }));
}

builder.interfaceFields(UnitRef, (t) => ({
  duties: t.field({
    type: [DutyReportRef],
    nullable: true,
    description:
      'How the obligations and quotas in force are fulfilled by the people, schools, workshops and regions of the unit: one report for each rule and period. People whose records are not open to your account are left out. Null: the records of the unit lie outside your scope, or nothing is in force.',
    args: {
      kind: t.arg({ type: DutyKindEnum, description: 'Only rules of this kind.' }),
      rule: t.arg.string({
        description: 'Only the rule of this code.',
        validate: bounded(z.string().min(1).max(LIMITS.textLength).nullish(), {
          zh: `规则代码须为 1 到 ${LIMITS.textLength} 个字符。`,
          en: `The code of a rule has 1 to ${LIMITS.textLength} characters.`,
        }),
      }),
      schoolYear: t.arg({
        type: 'SchoolYear',
        description:
          'A report for each of its periods that has begun by `asOf`: each semester, each month, the year. By default the periods in which `asOf` lies.',
      }),
    },
    resolve: async (unit, { kind, rule, schoolYear }, { loaders, today }) => {
      const question = { kind: kind ?? null, rule: rule ?? null, schoolYear: schoolYear ?? null, today };
      const report = await loaders.duties.load({ ...unit, question });
      return report?.unknown === null ? findingsOn(report, unit) : null;
    },
  }),
}));

builder.objectFields(TeacherRecordsRef, (t) => ({
  duties: t.field({
    type: [RuleResultRef],
    nullable: true,
    description:
      'What the rules in force for the region of the own school ask of the teacher, and whether it is done: each obligation and quota that falls on the teacher, once for each period. Null: nothing is in force on `asOf`.',
    args: {
      schoolYear: t.arg({
        type: 'SchoolYear',
        description:
          'Its periods that have begun by `asOf`: each semester, each month, the year. By default the periods in which `asOf` lies.',
      }),
    },
    resolve: async (teacher, { schoolYear }, { loaders, today }): Promise<RuleResult[] | null> => {
      const { body } = await rulesOfTeacher(teacher, loaders);
      const question = { kind: null, rule: null, schoolYear: schoolYear ?? null, today, body };
      const duties = await loaders.teacherDuties.load({ ...at(teacher.id, teacher), question });
      const { day, explicitDay } = teacher;
      return duties?.map((duty) => ({ ...duty, day, explicitDay })) ?? null;
    },
  }),
}));
