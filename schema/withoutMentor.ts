import { at } from '../src/domain/moment.ts';
import type { UnitPart, WithoutMentorCount } from '../src/domain/withoutMentor.ts';
import type { Loaders } from '../src/loaders.ts';
import type { WithoutMentorReport } from '../src/services/withoutMentor.ts';
import { builder } from './builder.ts';
import { TeacherRef, type UnitOnDay, UnitRef } from './refs.ts';
import { TeacherConnectionRef } from './teacherConnection.ts';
import { pageOfTeachers } from './teacherPage.ts';
import { reason } from './unknown.ts';

const WithoutMentorCountRef = builder.interfaceRef<WithoutMentorCount>('WithoutMentorCount').implement({
  description: 'Distinct homeroom teachers. Null: not known; `unknown` says why.',
  fields: (t) => ({
    homeroomTeachers: t.exposeInt('homeroomTeachers', {
      nullable: true,
      description: 'Those who hold a post that the policy in force counts, with a mentor or without.',
    }),
    total: t.exposeInt('total', { nullable: true, description: 'Of these, those whom nobody mentors.' }),
    rural: t.exposeInt('rural', {
      nullable: true,
      description: 'Of those without a mentor, those who hold such a post at a rural school.',
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why a number is null, in the language of the request.',
      resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
    }),
  }),
});

interface UnitWithoutMentor extends WithoutMentorCount {
  readonly on: UnitOnDay;
  readonly directSchoolsOnly: boolean;
}

const UnitWithoutMentorRef = builder.objectRef<UnitWithoutMentor>('UnitWithoutMentor').implement({
  description: 'The homeroom teachers of one part of a unit.',
  interfaces: [WithoutMentorCountRef],
  fields: (t) => ({
    unit: t.expose('on', { type: UnitRef, description: 'The part: a region, or a school where nothing lies below.' }),
    directSchoolsOnly: t.exposeBoolean('directSchoolsOnly', {
      description: "True: the unit's own schools, such as a city's direct schools, not those of the units below.",
    }),
  }),
});

interface ReportOnDay extends WithoutMentorCount {
  readonly report: WithoutMentorReport;
  readonly asked: UnitOnDay;
}

const WithoutMentorReportRef = builder.objectRef<ReportOnDay>('WithoutMentorReport').implement({
  description:
    'The homeroom teachers of a unit whom nobody mentors in a school year: no pairing of that year runs on the earlier of `asOf` and the counting day of the calendar. A school year that has not begun on `asOf` has no answer.',
  interfaces: [WithoutMentorCountRef],
  fields: (t) => ({
    schoolYear: t.field({
      type: 'SchoolYear',
      description: 'The school year.',
      resolve: ({ report }) => report.schoolYear,
    }),
    byUnit: t.field({
      type: [UnitWithoutMentorRef],
      description:
        'The units directly below, in the order of their codes, then its own schools; where no unit lies below, each school with homeroom teachers, in the order of their codes. Empty for a school.',
      resolve: async ({ report, asked }, _arguments, { loaders }): Promise<UnitWithoutMentor[]> => {
        if (asked.kind === 'School') return [];
        const parts = await Promise.all(
          report.byUnit.map(async ({ unit, ...count }) => ({
            ...count,
            on: unit === null ? asked : await partOn(unit, asked, loaders),
            directSchoolsOnly: unit === null,
          })),
        );
        return parts.flatMap((part) => (part.on === null ? [] : [{ ...part, on: part.on }]));
      },
    }),
    people: t.connection(
      {
        type: TeacherRef,
        description:
          'Those without a mentor, by the code of the issuing region and the staff number. Empty where nothing is known.',
        args: {
          ruralOnly: t.arg.boolean({
            defaultValue: false,
            description: 'Only those who hold such a post at a rural school.',
          }),
        },
        resolve: async ({ report, asked }, { ruralOnly, ...page }, { loaders }) => {
          const only = ruralOnly ?? false;
          const connection = await pageOfTeachers(page, asked, loaders, (request) =>
            loaders.peopleWithoutMentor(asked.id, report, { ruralOnly: only, ...request }),
          );
          return { ...connection, totalCount: () => Promise.resolve(only ? report.rural : report.total) };
        },
      },
      TeacherConnectionRef,
    ),
  }),
});

function partOn(part: UnitPart, asked: UnitOnDay, loaders: Loaders): Promise<UnitOnDay | null> {
  switch (part.kind) {
    case 'Region':
      return loaders.region.load(at(part.id, asked));
    case 'School':
      return loaders.school.load(at(part.id, asked));
  }
}

builder.interfaceFields(UnitRef, (t) => ({
  withoutMentor: t.field({
    type: WithoutMentorReportRef,
    description: 'Its homeroom teachers whom nobody mentors in a school year.',
    args: {
      schoolYear: t.arg({ type: 'SchoolYear', description: 'The one in which `asOf` lies by default.' }),
    },
    resolve: async (unit, { schoolYear }, { loaders }): Promise<ReportOnDay> => {
      const report = await loaders.withoutMentor.load({ ...unit, question: schoolYear ?? null });
      if (report === null) throw new Error('A unit that was asked about is gone');
      const { homeroomTeachers, total, rural, unknown } = report;
      return { report, asked: unit, homeroomTeachers, total, rural, unknown };
    },
  }),
}));
