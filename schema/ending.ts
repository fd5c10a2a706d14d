import { z } from 'zod';
import { ENDING_KINDS, type Ending, type EndingKind, type EndingReport } from '../src/domain/ending.ts';
import { at, type Moment } from '../src/domain/moment.ts';
import type { Answer } from '../src/domain/unknown.ts';
import { bounded } from './arguments.ts';
import { builder } from './builder.ts';
import { pageOfList } from './listPage.ts';
import { present } from './node.ts';
import { DesignationRef, PairingRef, SeatRef, TeacherRef, type UnitOnDay, UnitRef, WorkshopRef } from './refs.ts';
import { reason } from './unknown.ts';

const MOST_MONTHS = 120;

const EndingKindEnum = builder.enumType('EndingKind', {
  description: 'What ends.',
  values: {
    TITLE: { description: 'The term of a title in force.' },
    WORKSHOP: { description: 'A workshop, as recorded; without a recorded end, its computed term.' },
    SEAT: { description: 'A seat in a workshop, as recorded.' },
    PAIRING: { description: 'A pairing whose recorded end lies before that of its school year.' },
  } satisfies Record<EndingKind, { readonly description: string }>,
});

type EndingRow = Ending & Moment;

const EndingRef = builder.objectRef<EndingRow>('Ending').implement({
  description: 'Something that ends.',
  fields: (t) => ({
    kind: t.expose('kind', { type: EndingKindEnum, description: 'What ends.' }),
    date: t.expose('date', { type: 'Date', description: 'The first day on which it no longer holds.' }),
    recorded: t.exposeBoolean('recorded', {
      description: 'Whether that end was recorded; false: it follows from the term.',
    }),
    teacher: t.field({
      type: TeacherRef,
      nullable: true,
      description: 'Who holds the title or the seat, or is supported by the pairing. Null for a workshop.',
      resolve: (ending, _arguments, { loaders }) =>
        ending.kind === 'WORKSHOP' ? null : loaders.teacher.load(at(ending.teacher, ending)),
    }),
    workshop: t.field({
      type: WorkshopRef,
      nullable: true,
      description: 'The workshop, also that of a seat.',
      resolve: (ending, _arguments, { loaders }) => {
        switch (ending.kind) {
          case 'WORKSHOP':
            return present(loaders.workshop.load(at(ending.id, ending)));
          case 'SEAT':
            return present(loaders.workshop.load(at(ending.workshop, ending)));
          case 'TITLE':
          case 'PAIRING':
            return null;
        }
      },
    }),
    designation: t.field({
      type: DesignationRef,
      nullable: true,
      description: 'The title, for a title.',
      resolve: (ending, _arguments, { loaders }) =>
        ending.kind === 'TITLE' ? loaders.designation.load(at(ending.id, ending)) : null,
    }),
    seat: t.field({
      type: SeatRef,
      nullable: true,
      description: 'The seat, for a seat.',
      resolve: (ending, _arguments, { loaders }) =>
        ending.kind === 'SEAT' ? loaders.seat.load(at(ending.id, ending)) : null,
    }),
    pairing: t.field({
      type: PairingRef,
      nullable: true,
      description: 'The pairing, for a pairing whose mentor you may see.',
      resolve: (ending, _arguments, { loaders }) =>
        ending.kind === 'PAIRING' ? loaders.pairing.load(at(ending.id, ending)) : null,
    }),
  }),
});

interface EndingCount {
  readonly kind: EndingKind;
  readonly ending: Answer<number>;
  readonly overdue: Answer<number>;
}

const EndingCountRef = builder.objectRef<EndingCount>('EndingCount').implement({
  description: 'How many of a kind. Null: not known; `unknown` says why.',
  fields: (t) => ({
    kind: t.expose('kind', { type: EndingKindEnum, description: 'What ends.' }),
    ending: t.int({
      nullable: true,
      description: 'Those that end in the time asked about.',
      resolve: ({ ending }) => ending.value,
    }),
    overdue: t.int({
      nullable: true,
      description: 'Those whose term was over by `asOf` and that nothing records as ended.',
      resolve: ({ overdue }) => overdue.value,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why a number is null, in the language of the request.',
      resolve: ({ ending, overdue }, _arguments, context) => reason(ending.unknown ?? overdue.unknown, context),
    }),
  }),
});

interface Counted {
  readonly totalCount: number | null;
}

const EndingConnectionRef = builder.connectionObject<typeof EndingRef, Counted>(
  {
    type: EndingRef,
    name: 'EndingConnection',
    description: 'One page of a list of what ends.',
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount', {
        nullable: true,
        description: 'Entries in the whole list. Null: some kind is not known; the list holds what is.',
      }),
    }),
  },
  { name: 'EndingEdge', description: 'An entry on a page.' },
);

interface ReportOnDay {
  readonly report: EndingReport;
  readonly asked: UnitOnDay;
}

const EndingReportRef = builder.objectRef<ReportOnDay>('EndingReport').implement({
  description:
    'What ends in a unit after `asOf`: titles of people whose own school lies there, pairings in which they are supported, and the workshops that it or a body below it founded with their seats.',
  fields: (t) => {
    const list = (which: 'ending' | 'overdue', description: string) =>
      t.connection(
        {
          type: EndingRef,
          description,
          args: { kind: t.arg({ type: EndingKindEnum, description: 'Only entries of this kind.' }) },
          resolve: async ({ report, asked }, { kind, ...page }) => {
            const { day, explicitDay } = asked;
            const kinds = kind === null || kind === undefined ? ENDING_KINDS : [kind];
            const rows = report[which]
              .filter((ending) => kinds.includes(ending.kind))
              .map((ending): EndingRow => ({ ...ending, day, explicitDay }));
            const counts = report.byKind.filter((each) => kinds.includes(each.kind)).map((each) => each[which].value);
            const connection = await pageOfList(page, rows, ({ id }) => id);
            return { ...connection, totalCount: counts.includes(null) ? null : rows.length };
          },
        },
        EndingConnectionRef,
      );
    return {
      until: t.field({
        type: 'Date',
        description: 'The last day of the time asked about.',
        resolve: ({ report }) => report.until,
      }),
      byKind: t.field({
        type: [EndingCountRef],
        description: 'How many, kind by kind.',
        resolve: ({ report }) => report.byKind,
      }),
      entries: list('ending', 'What ends after `asOf` and by `until`: by date, then by kind and number.'),
      overdue: list(
        'overdue',
        'What should have ended by `asOf` and runs on: titles past their term that are still called in force, workshops past their computed term. Oldest first.',
      ),
    };
  },
});

builder.interfaceFields(UnitRef, (t) => ({
  ending: t.field({
    type: EndingReportRef,
    nullable: true,
    description: 'What ends in the next months after `asOf`. Null: the unit is not known on the day.',
    args: {
      months: t.arg.int({
        defaultValue: 6,
        validate: bounded(z.int().min(1).max(MOST_MONTHS).nullish(), {
          zh: `月数（months）须为 1 到 ${MOST_MONTHS} 的整数。`,
          en: `Ask for 1 to ${MOST_MONTHS} months.`,
        }),
        description: `How many months ahead, from 1 to ${MOST_MONTHS}.`,
      }),
    },
    resolve: async (unit, { months }, { loaders }): Promise<ReportOnDay | null> => {
      const report = await loaders.ending.load({ ...unit, question: months ?? 6 });
      return report === null ? null : { report, asked: unit };
    },
  }),
}));
