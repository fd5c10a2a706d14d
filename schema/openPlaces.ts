import type { OpenPlaces, OpenPlacesReport } from '../src/domain/capacity.ts';
import { at, type Moment } from '../src/domain/moment.ts';
import { notKnown } from '../src/domain/unknown.ts';
import { codeFilter } from './arguments.ts';
import { builder } from './builder.ts';
import { LevelEnum, StageEnum } from './enums.ts';
import { pageOfList } from './listPage.ts';
import { present } from './node.ts';
import { RoleRef, SeatRef, UnitRef, WorkshopRef } from './refs.ts';
import { reason } from './unknown.ts';

type Row = OpenPlaces & Moment;

const OpenPlacesRef = builder.objectRef<Row>('OpenPlaces').implement({
  description: 'Places of one role in a workshop that are counted together and of which at least one is open.',
  fields: (t) => ({
    workshop: t.field({
      type: WorkshopRef,
      description: 'The workshop.',
      resolve: ({ workshop, ...moment }, _arguments, { loaders }) =>
        present(loaders.workshop.load(at(workshop, moment))),
    }),
    role: t.expose('role', { type: RoleRef, description: 'The role.' }),
    under: t.field({
      type: SeatRef,
      nullable: true,
      description:
        'The seat under which they stand, such as that of the member whose trainees are missing. Null: the places are counted once for the workshop, or the seats above them are open themselves.',
      resolve: ({ under, ...moment }, _arguments, { loaders }) =>
        under === null ? null : loaders.seat.load(at(under, moment)),
    }),
    required: t.int({ description: 'What the rules ask for at least.', resolve: ({ seats }) => seats.required }),
    filled: t.int({ description: 'Held by somebody, up to the ceiling.', resolve: ({ seats }) => seats.filled }),
    open: t.int({ description: 'Missing up to what is required; 1 or more.', resolve: ({ seats }) => seats.open }),
    room: t.int({
      nullable: true,
      description: 'What may still be added. Null: there is no ceiling.',
      resolve: ({ seats }) => seats.room,
    }),
  }),
});

interface Counted {
  readonly report: OpenPlacesReport;
}

const OpenPlacesConnectionRef = builder.connectionObject<typeof OpenPlacesRef, Counted>(
  {
    type: OpenPlacesRef,
    name: 'OpenPlacesConnection',
    description: 'One page of a list of open places.',
    fields: (t) => ({
      totalCount: t.int({
        nullable: true,
        description: 'Rows in the whole list. Null: not known.',
        resolve: ({ report }) => (report.open.value === null ? null : report.places.length),
      }),
      open: t.int({
        nullable: true,
        description:
          'Open places over the whole list: what `capacity.founded` counts as open. Null: not known of every workshop.',
        resolve: ({ report }) => report.open.value,
      }),
      unknown: t.string({
        nullable: true,
        description: 'Why a number is null, in the language of the request.',
        resolve: ({ report }, _arguments, context) => reason(report.open.unknown, context),
      }),
    }),
  },
  { name: 'OpenPlacesEdge', description: 'A row on a page.' },
);

const NOTHING: OpenPlacesReport = { places: [], open: notKnown({ because: 'noImport', kinds: ['workshop'] }) };

builder.interfaceFields(UnitRef, (t) => ({
  openPlaces: t.connection(
    {
      type: OpenPlacesRef,
      description:
        'The open places of the workshops that it or a body below it founded, each by the rules of its founding day: by number of the workshop, then by role. Workshops for which no policy holds are left out, and `unknown` says so.',
      args: {
        role: codeFilter(t, 'Only places of this role, by its code.'),
        level: t.arg({ type: LevelEnum, description: 'Only workshops of this level.' }),
        stage: t.arg({ type: StageEnum, description: 'Only workshops for this stage.' }),
      },
      resolve: async (unit, { role, level, stage, ...page }, { loaders }) => {
        const question = { role: role ?? null, level: level ?? null, stage: stage ?? null };
        const report = (await loaders.openPlaces.load({ ...unit, question })) ?? NOTHING;
        const { day, explicitDay } = unit;
        const rows = report.places.map((places): Row => ({ ...places, day, explicitDay }));
        const connection = await pageOfList(page, rows, keysOf(rows));
        return { ...connection, report };
      },
    },
    OpenPlacesConnectionRef,
  ),
}));

/** Rows of one role in one workshop under no seat are told apart by their order. */
function keysOf(rows: readonly Row[]): (row: Row) => string {
  const seen = new Map<string, number>();
  const keys = new Map(
    rows.map((row) => {
      const key = `${row.workshop} ${row.role.code} ${row.under ?? ''}`;
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return [row, `${key} ${count}`] as const;
    }),
  );
  return (row) => keys.get(row) ?? '';
}
