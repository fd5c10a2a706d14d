import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import { z } from 'zod';
import type { SchoolYear } from '../src/domain/calendar.ts';
import type { TeacherId } from '../src/domain/identifier.ts';
import type { Load, LoadStatus, LoadTotals } from '../src/domain/mentorLoad.ts';
import { at, type Moment } from '../src/domain/moment.ts';
import type { Rule } from '../src/domain/policy/types.ts';
import { type Answer, known } from '../src/domain/unknown.ts';
import type { LoadReport, LoadRow } from '../src/services/mentorLoad.ts';
import { builder } from './builder.ts';
import { notACursor } from './cursor.ts';
import { LIMITS } from './limits.ts';
import { RuleRef, TeacherRef, type UnitOnDay, UnitRef } from './refs.ts';
import { reason } from './unknown.ts';

const LoadStatusEnum = builder.enumType('LoadStatus', {
  description: 'How a load stands against a quota. A floor alone knows UNDER and MET.',
  values: {
    UNDER: { description: 'Below the floor.' },
    MET: { description: 'Within floor and ceiling.' },
    OVER: { description: 'Above the ceiling.' },
  } satisfies Record<LoadStatus, { readonly description: string }>,
});

interface MentorLoad extends Moment {
  readonly mentor: TeacherId;
  readonly rule: Rule;
  readonly schoolYear: SchoolYear;
  readonly load: Answer<Load>;
}

/** A row of a report, with its place there. */
type MentorLoadRow = MentorLoad & { readonly row: LoadRow | null };

const MentorLoadRef = builder.objectRef<MentorLoadRow>('MentorLoad').implement({
  description: 'What one mentor carries for one duty in a school year. Null: not known; `unknown` says why.',
  fields: (t) => ({
    mentor: t.field({
      type: TeacherRef,
      description: 'The mentor.',
      resolve: async ({ mentor, ...moment }, _arguments, { loaders }) => {
        const teacher = await loaders.teacher.load(at(mentor, moment));
        if (teacher === null) throw new Error('A mentor who was counted is gone');
        return teacher;
      },
    }),
    schoolYear: t.expose('schoolYear', { type: 'SchoolYear', description: 'The school year.' }),
    rule: t.expose('rule', { type: RuleRef, description: 'The quota.' }),
    required: t.int({
      nullable: true,
      description: 'Its floor. Null: it has none, or nothing is known.',
      resolve: ({ load }) => load.value?.required ?? null,
    }),
    ceiling: t.int({
      nullable: true,
      description: 'Its ceiling. Null: it has none, or nothing is known.',
      resolve: ({ load }) => load.value?.ceiling ?? null,
    }),
    current: t.int({
      nullable: true,
      description:
        "Pairings of the school year that run on the earlier of `asOf` and the counting day of the policy's calendar.",
      resolve: ({ load }) => load.value?.current ?? null,
    }),
    shortfall: t.int({
      nullable: true,
      description: 'Missing up to the floor.',
      resolve: ({ load }) => load.value?.shortfall ?? null,
    }),
    status: t.field({
      type: LoadStatusEnum,
      nullable: true,
      description: 'How it stands.',
      resolve: ({ load }) => load.value?.status ?? null,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why nothing is known, in the language of the request.',
      resolve: ({ load }, _arguments, context) => reason(load.unknown, context),
    }),
  }),
});

interface LoadSum {
  readonly totals: Answer<LoadTotals>;
}

const LoadSumRef = builder.interfaceRef<LoadSum>('LoadSum').implement({
  description: 'What mentors carry together. Null: not known; `unknown` says why.',
  fields: (t) => ({
    mentors: t.int({
      nullable: true,
      description: "Those in the rule's population on `asOf` whose own school lies there.",
      resolve: ({ totals }) => totals.value?.mentors ?? null,
    }),
    pairings: t.int({
      nullable: true,
      description: 'Their pairings of the school year that run on the counting day, or on `asOf` if that is earlier.',
      resolve: ({ totals }) => totals.value?.pairings ?? null,
    }),
    under: t.int({
      nullable: true,
      description: 'Mentors below the floor.',
      resolve: ({ totals }) => totals.value?.under ?? null,
    }),
    met: t.int({
      nullable: true,
      description: 'Mentors within floor and ceiling.',
      resolve: ({ totals }) => totals.value?.met ?? null,
    }),
    over: t.int({
      nullable: true,
      description: 'Mentors above the ceiling; 0 where the rule has none.',
      resolve: ({ totals }) => totals.value?.over ?? null,
    }),
    shortfall: t.int({
      nullable: true,
      description: 'Pairings missing up to the floor, over all mentors.',
      resolve: ({ totals }) => totals.value?.shortfall ?? null,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why nothing is known, in the language of the request.',
      resolve: ({ totals }, _arguments, context) => reason(totals.unknown, context),
    }),
  }),
});

interface UnitLoad extends LoadSum {
  readonly on: UnitOnDay;
  readonly directSchoolsOnly: boolean;
}

const UnitLoadRef = builder.objectRef<UnitLoad>('UnitLoad').implement({
  description: 'The mentors of one part of a unit, by their own school.',
  interfaces: [LoadSumRef],
  fields: (t) => ({
    unit: t.expose('on', { type: UnitRef, description: 'The part.' }),
    directSchoolsOnly: t.exposeBoolean('directSchoolsOnly', {
      description: "True: the unit's own schools, not those of the units below.",
    }),
  }),
});

interface ReportOnDay extends LoadSum {
  readonly report: LoadReport;
  readonly asked: UnitOnDay;
}

export const MentorLoadReportRef = builder.objectRef<ReportOnDay>('MentorLoadReport').implement({
  description:
    'How the mentors of a unit stand against one quota in one school year. A school year that has not begun on `asOf` has no answer.',
  interfaces: [LoadSumRef],
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The quota.', resolve: ({ report }) => report.quota.rule.rule }),
    schoolYear: t.field({
      type: 'SchoolYear',
      description: 'The school year.',
      resolve: ({ report }) => report.schoolYear,
    }),
    byUnit: t.field({
      type: [UnitLoadRef],
      description: 'The units directly below, in the order of their codes, then its own schools. Empty for a school.',
      resolve: async ({ report, asked }, _arguments, { loaders }): Promise<UnitLoad[]> => {
        if (asked.kind === 'School') return [];
        const parts = await Promise.all(
          report.byUnit.map(async ({ unit, totals }) => ({
            totals,
            on: unit === null ? asked : await loaders.region.load(at(unit, asked)),
            directSchoolsOnly: unit === null,
          })),
        );
        return parts.flatMap((part) => (part.on === null ? [] : [{ ...part, on: part.on }]));
      },
    }),
    rows: t.connection(
      {
        type: MentorLoadRef,
        nullable: true,
        description:
          'The mentors: largest shortfall first, then by the code of the issuing region and the staff number. Null: not known.',
        args: { status: t.arg({ type: LoadStatusEnum, description: 'Only mentors who stand so.' }) },
        resolve: ({ report, asked }, { status, ...page }, { loaders }) => {
          if (report.totals.value === null) return null;
          return resolveCursorConnection(
            {
              args: page,
              defaultSize: LIMITS.pageSize,
              maxSize: LIMITS.largestPage,
              toCursor: ({ row }: MentorLoadRow) => cursorOf(row),
            },
            async ({ limit, inverted, after, before }: ResolveCursorConnectionArgs): Promise<MentorLoadRow[]> => {
              const rows = await loaders.mentorRows(asked.id, report, {
                status: status ?? null,
                limit,
                backwards: inverted,
                after: after === undefined ? null : positionOf(after),
                before: before === undefined ? null : positionOf(before),
              });
              const { day, explicitDay } = asked;
              const [rule, schoolYear] = [report.quota.rule.rule, report.schoolYear];
              return rows.map((row) => ({
                day,
                explicitDay,
                rule,
                schoolYear,
                mentor: row.mentor,
                load: known(row.load),
                row,
              }));
            },
          );
        },
      },
      { name: 'MentorLoadConnection', description: 'A page of mentors.' },
      { name: 'MentorLoadEdge', description: 'A mentor on a page.' },
    ),
  }),
});

builder.interfaceFields(UnitRef, (t) => ({
  mentorLoad: t.field({
    type: [MentorLoadReportRef],
    nullable: true,
    description:
      'One report for each quota of pairings in force. Empty where the policy in force has none. Null: `unknown` says why.',
    args: {
      schoolYear: t.arg({ type: 'SchoolYear', description: 'The one in which `asOf` lies by default.' }),
    },
    resolve: async (unit, { schoolYear }, { loaders }): Promise<ReportOnDay[] | undefined> => {
      const reports = await loaders.mentorLoad.load({ ...unit, question: schoolYear ?? null });
      return reports?.map((report) => ({ report, asked: unit, totals: report.totals }));
    },
  }),
}));

builder.objectFields(TeacherRef, (t) => ({
  mentorLoad: t.field({
    type: [MentorLoadRef],
    nullable: true,
    description:
      'What the teacher carries for each quota of pairings whose population the teacher belongs to, by the rules of the region of the own school. Null: see `unknown`.',
    args: {
      schoolYear: t.arg({ type: 'SchoolYear', description: 'The one in which `asOf` lies by default.' }),
    },
    resolve: async (teacher, { schoolYear }, { loaders }): Promise<MentorLoadRow[] | undefined> => {
      const { day, explicitDay } = teacher;
      const loads = await loaders.ownMentorLoad.load({ ...at(teacher.id, teacher), question: schoolYear ?? null });
      return loads?.map(({ quota, ...own }) => ({ ...own, day, explicitDay, rule: quota.rule.rule, row: null }));
    },
  }),
}));

const position = z.tuple([z.number(), z.string(), z.string()]);

function cursorOf(row: LoadRow | null): string {
  const place = row === null ? [] : [row.shortfall, row.issuer, row.staffNo];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws RequestFailure BAD_USER_INPUT for what is not a cursor */
function positionOf(cursor: string) {
  try {
    const [shortfall, issuer, staffNo] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { shortfall, issuer, staffNo };
  } catch {
    throw notACursor();
  }
}
