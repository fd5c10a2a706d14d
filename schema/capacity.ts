import type { CapacityCount, CapacityReport } from '../src/domain/capacity.ts';
import { at } from '../src/domain/moment.ts';
import type { Stage } from '../src/domain/school.ts';
import type { RoleSeats, SeatCount, SeatTotals } from '../src/domain/seats.ts';
import { type Answer, type Unknown, notKnown } from '../src/domain/unknown.ts';
import { builder } from './builder.ts';
import { LevelEnum, StageEnum } from './enums.ts';
import { RoleRef, type UnitOnDay, UnitRef, WorkshopRef } from './refs.ts';
import { reason } from './unknown.ts';

const SeatCountRef = builder.objectRef<SeatCount>('SeatCount').implement({
  description: 'Places, by what the rules ask for.',
  fields: (t) => ({
    required: t.exposeInt('required', { description: 'What the rules ask for at least.' }),
    filled: t.exposeInt('filled', { description: 'Held by somebody, up to the ceiling.' }),
    open: t.exposeInt('open', { description: 'Missing up to what is required.' }),
    over: t.exposeInt('over', { description: 'Held by somebody beyond the ceiling.' }),
    room: t.exposeInt('room', { nullable: true, description: 'What may still be added. Null: there is no ceiling.' }),
  }),
});

const RoleSeatsRef = builder.objectRef<RoleSeats>('RoleSeats').implement({
  description: 'The places of one role.',
  fields: (t) => ({
    role: t.expose('role', { type: RoleRef, description: 'The role.' }),
    seats: t.expose('seats', { type: SeatCountRef, description: 'Its places.' }),
  }),
});

const SeatTotalsRef = builder.objectRef<Answer<SeatTotals>>('SeatTotals').implement({
  description:
    'Places of all roles and of each. Places that a rule asks for under each holder of another role are counted under each: an open place above leaves those under it open.',
  fields: (t) => ({
    all: t.field({
      type: SeatCountRef,
      nullable: true,
      description: 'All roles together. Null: not known.',
      resolve: ({ value }) => value?.all ?? null,
    }),
    byRole: t.field({
      type: [RoleSeatsRef],
      nullable: true,
      description: "Role by role, in the order of the policy's file. Null: not known.",
      resolve: ({ value }) => value?.byRole ?? null,
    }),
    unattached: t.int({
      nullable: true,
      description: 'People whose seat above has ended: they fill no place. Null: not known.',
      resolve: ({ value }) => value?.unattached ?? null,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why nothing is known, in the language of the request.',
      resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
    }),
  }),
});

const CapacityCountRef = builder.interfaceRef<CapacityCount>('CapacityCount').implement({
  description: 'Workshops and their places. Null: not known; `unknown` says why.',
  fields: (t) => ({
    workshops: t.exposeInt('workshops', { nullable: true, description: 'Workshops that exist on `asOf`.' }),
    planned: t.field({
      type: SeatTotalsRef,
      nullable: true,
      description:
        'The places that the targets in force ask for, also before the workshops exist, held against those that do. Null where no target says how many workshops.',
      resolve: ({ planned }) => (planned.value === null ? null : planned),
    }),
    founded: t.field({
      type: SeatTotalsRef,
      nullable: true,
      description:
        'The places of the workshops that exist, each by the rules that were in force for its founder on its founding day.',
      resolve: ({ founded }) => (founded.value === null ? null : founded),
    }),
    unattached: t.int({
      nullable: true,
      description: 'People in the existing workshops whose seat above has ended.',
      resolve: ({ founded }) => founded.value?.unattached ?? null,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why a number is null, in the language of the request. Having no target is not unknown.',
      resolve: ({ planned, founded }, _arguments, context) =>
        reason(founded.unknown ?? missing(planned.unknown), context),
    }),
  }),
});

/** That no target asks for workshops is an answer. */
function missing(unknown: Unknown | null): Unknown | null {
  return unknown?.because === 'notDefined' && unknown.what === 'workshopTarget' ? null : unknown;
}

interface UnitCapacity extends CapacityCount {
  readonly on: UnitOnDay;
  readonly ownOnly: boolean;
}

const UnitCapacityRef = builder.objectRef<UnitCapacity>('UnitCapacity').implement({
  description: 'The workshops of one part of a unit.',
  interfaces: [CapacityCountRef],
  fields: (t) => ({
    unit: t.expose('on', { type: UnitRef, description: 'The part.' }),
    ownOnly: t.exposeBoolean('ownOnly', {
      description: 'True: what the unit itself founded, not what the units below did.',
    }),
  }),
});

const StageCapacityRef = builder.objectRef<CapacityCount & { readonly stage: Stage }>('StageCapacity').implement({
  description: 'The workshops for one stage. A workshop of several stages stands in each.',
  interfaces: [CapacityCountRef],
  fields: (t) => ({ stage: t.expose('stage', { type: StageEnum, description: 'The stage.' }) }),
});

type Capacity = CapacityReport & { readonly asked: UnitOnDay };

export const CapacityRef = builder.objectRef<Capacity>('Capacity').implement({
  description: 'The workshops that a unit or a body below it founded, and their places.',
  interfaces: [CapacityCountRef],
  fields: (t) => ({
    byUnit: t.field({
      type: [UnitCapacityRef],
      description: 'What the unit itself founded, then what each unit directly below and those below that did.',
      resolve: async ({ byUnit, asked }, _arguments, { loaders }): Promise<UnitCapacity[]> => {
        const parts = await Promise.all(
          byUnit.map(async ({ unit, ...count }) => ({
            ...count,
            on: unit === null ? asked : await loaders.region.load(at(unit, asked)),
            ownOnly: unit === null,
          })),
        );
        return parts.flatMap((part) => (part.on === null ? [] : [{ ...part, on: part.on }]));
      },
    }),
    byStage: t.expose('byStage', {
      type: [StageCapacityRef],
      description: 'The stages for which there are workshops, or a target asks for some.',
    }),
  }),
});

builder.interfaceFields(UnitRef, (t) => ({
  capacity: t.field({
    type: CapacityRef,
    description: 'The workshops that it or a body below it founded, and their places on `asOf`.',
    args: { level: t.arg({ type: LevelEnum, description: 'Only workshops of this level; all by default.' }) },
    resolve: async (unit, { level }, { loaders }): Promise<Capacity> => {
      const report = await loaders.capacity.load({ ...unit, question: level ?? null });
      const nothing = notKnown({ because: 'noImport', kinds: ['workshop'] });
      const none = { workshops: null, planned: nothing, founded: nothing, byUnit: [], byStage: [] };
      return { ...(report ?? none), asked: unit };
    },
  }),
}));

builder.objectFields(WorkshopRef, (t) => ({
  capacity: t.field({
    type: SeatTotalsRef,
    description:
      'Its places on `asOf`, by the rules that were in force for its founder on its founding day. A workshop that has ended has none.',
    resolve: async (workshop, _arguments, { loaders }) => {
      const standing = await loaders.workshopStanding.load(workshop);
      return standing?.places ?? notKnown({ because: 'noImport', kinds: ['workshop'] });
    },
  }),
}));
