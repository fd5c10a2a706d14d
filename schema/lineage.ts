import { at, type Moment } from '../src/domain/moment.ts';
import type { Formation, Lineage } from '../src/domain/lineage.ts';
import type { Answer } from '../src/domain/unknown.ts';
import type { Loaders } from '../src/loaders.ts';
import { builder } from './builder.ts';
import { PairingRef, SeatRef, TeacherRef, type TeacherOnDay, WorkshopRef } from './refs.ts';
import { reason } from './unknown.ts';

const FormationRelationEnum = builder.enumType('FormationRelation', {
  description: 'Through what somebody forms somebody.',
  values: {
    SEAT: { description: 'A seat under the other seat, in one workshop.' },
    PAIRING: { description: 'A pairing, in one school year.' },
  } satisfies Record<Formation['relation'], { readonly description: string }>,
});

/** A formation whose two people were looked up. */
export interface FormationOnDay extends Moment {
  readonly formation: Formation;
  readonly teacher: TeacherOnDay;
  readonly formedBy: TeacherOnDay;
}

export const FormationRef = builder.objectRef<FormationOnDay>('Formation').implement({
  description: 'Somebody is formed by somebody.',
  fields: (t) => ({
    teacher: t.expose('teacher', { type: TeacherRef, description: 'Who is formed.' }),
    formedBy: t.expose('formedBy', { type: TeacherRef, description: 'By whom.' }),
    relation: t.field({
      type: FormationRelationEnum,
      description: 'Through what.',
      resolve: ({ formation }) => formation.relation,
    }),
    generation: t.int({
      description:
        'Fewest steps from the one with whom the lineage starts to the one to whom this formation leads: who is formed, among ancestors who forms. Along a path the starts never go backwards.',
      resolve: ({ formation }) => formation.generation,
    }),
    workshop: t.field({
      type: WorkshopRef,
      nullable: true,
      description: 'The workshop in which both seats are. Null: no formation through seats, or outside your scope.',
      resolve: ({ formation, ...moment }, _arguments, { loaders }) =>
        formation.relation === 'SEAT' ? loaders.workshop.load(at(formation.workshop, moment)) : null,
    }),
    pairing: t.field({
      type: PairingRef,
      nullable: true,
      description: 'The pairing. Null: no formation through a pairing.',
      resolve: ({ formation, ...moment }, _arguments, { loaders }) =>
        formation.relation === 'PAIRING' ? loaders.pairing.load(at(formation.pairing, moment)) : null,
    }),
    since: t.field({
      type: 'Date',
      nullable: true,
      description: 'First day on which both seats and the tie between them run, or the pairing does. Null: not known.',
      resolve: ({ formation }) => formation.since,
    }),
    until: t.field({
      type: 'Date',
      nullable: true,
      description:
        'First day on which one of them no longer runs; of a pairing without an end the first after its school year. Null: open.',
      resolve: ({ formation }) => formation.until,
    }),
  }),
});

export interface LineageOnDay extends Moment {
  readonly lineage: Answer<Lineage>;
}

export const LineageRef = builder.objectRef<LineageOnDay>('Lineage').implement({
  description: 'Who formed whom. A graph, not a tree: people can form each other. Null: not known; `unknown` says why.',
  fields: (t) => ({
    formations: t.field({
      type: [FormationRef],
      nullable: true,
      description: 'Every formation, by generation, then by start.',
      resolve: ({ lineage, ...moment }, _arguments, { loaders }) =>
        lineage.value === null ? null : formationsOn(lineage.value.formations, moment, loaders),
    }),
    size: t.int({
      nullable: true,
      description: 'Distinct people, with the one it starts from.',
      resolve: ({ lineage }) => lineage.value?.size ?? null,
    }),
    generations: t.int({
      nullable: true,
      description: 'The highest generation; 0 without a formation.',
      resolve: ({ lineage }) => lineage.value?.generations ?? null,
    }),
    unattached: t.field({
      type: [SeatRef],
      nullable: true,
      description:
        'Of a workshop: seats held on `asOf` whose seat above has ended; they have no formation and stand beside. Of a person: none.',
      resolve: async ({ lineage, ...moment }, _arguments, { loaders }) => {
        if (lineage.value === null) return null;
        const seats = await Promise.all(lineage.value.unattached.map((id) => loaders.seat.load(at(id, moment))));
        return seats.filter((seat) => seat !== null);
      },
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why nothing is known, in the language of the request.',
      resolve: ({ lineage }, _arguments, context) => reason(lineage.unknown, context),
    }),
  }),
});

builder.objectFields(WorkshopRef, (t) => ({
  lineage: t.field({
    type: LineageRef,
    description: 'Who is formed by whom through the seats of this workshop.',
    args: {
      includeEnded: t.arg.boolean({
        defaultValue: false,
        description: 'Also formations that have ended by `asOf`; only running ones by default.',
      }),
    },
    resolve: async (workshop, { includeEnded }, { loaders }): Promise<LineageOnDay> => {
      const question = { includeEnded: includeEnded ?? false };
      const { day, explicitDay } = workshop;
      const lineage = await loaders.workshopLineage.load({ ...at(workshop.id, workshop), question });
      const none: Answer<Lineage> = { value: null, unknown: { because: 'noImport', kinds: ['workshop'] } };
      return { lineage: lineage ?? none, day, explicitDay };
    },
  }),
}));

/** Each with both people; the query has left out whoever is not visible. */
export async function formationsOn(
  formations: readonly Formation[],
  moment: Moment,
  { teacher: people }: Loaders,
): Promise<FormationOnDay[]> {
  const found = await Promise.all(
    formations.map(async (formation) => {
      const [teacher, formedBy] = await Promise.all([
        people.load(at(formation.teacher, moment)),
        people.load(at(formation.formedBy, moment)),
      ]);
      return teacher === null || formedBy === null ? [] : [{ ...moment, formation, teacher, formedBy }];
    }),
  );
  return found.flat();
}
