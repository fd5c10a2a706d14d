import { momentOf } from '../src/context.ts';
import type { WorkshopId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import { rolesFor } from '../src/domain/policy/staffing.ts';
import type { Unknown } from '../src/domain/unknown.ts';
import { workshopTermEnd } from '../src/domain/term.ts';
import type { Loaders } from '../src/loaders.ts';
import { findWorkshop } from '../src/services/directory.ts';
import { whyUnknown } from '../src/services/known.ts';
import { policyOfFounder } from '../src/services/rollUp.ts';
import { asOfArgument, codeArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { LevelEnum, StageEnum } from './enums.ts';
import { atLocalId, localId } from './node.ts';
import { RegionRef, type SeatOnDay, SeatRef, UnitRef, type WorkshopOnDay, WorkshopRef } from './refs.ts';
import { reason } from './unknown.ts';

builder.node(WorkshopRef, {
  description: 'A workshop: the one who leads and their people, for one term.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.workshop.load(atLocalId<WorkshopId>(id, context)),
  fields: (t) => ({
    asOf: t.expose('day', { type: 'Date', description: 'The day that this and everything below it speaks of.' }),
    code: t.exposeString('code', { description: 'Its number by the body that issued it.' }),
    name: t.exposeString('name', { nullable: true, description: 'Its name. Null: it has none but its number.' }),
    level: t.expose('level', { type: LevelEnum, description: 'The level at which it was founded.' }),
    stages: t.expose('stages', { type: [StageEnum], description: 'The stages of schooling that it is for.' }),
    kind: t.exposeString('workshopKind', {
      nullable: true,
      description: 'Code of its kind, as recorded. Null: the policy tells it from level and stages.',
    }),
    batch: t.exposeString('batch', {
      nullable: true,
      description: 'The round in which it was founded. Null: not told.',
    }),
    state: t.exposeString('state', {
      nullable: true,
      description: 'Code of its state, as recorded. Null: it runs or has ended, by its dates.',
    }),
    base: t.exposeBoolean('base', { nullable: true, description: 'Whether it is tied to a base. Null: not told.' }),
    from: t.expose('from', { type: 'Date', nullable: true, description: 'The day of its founding. Null: not known.' }),
    to: t.expose('to', {
      type: 'Date',
      nullable: true,
      description: 'The first day on which it no longer runs, as recorded. Null: it runs on.',
    }),
    foundedBy: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The body that founded it, whose rules of the founding day hold. Null: outside your scope.',
      resolve: ({ founder, ...workshop }, _arguments, { loaders }) =>
        founder.kind === 'Region'
          ? loaders.region.load(at(founder.id, workshop))
          : loaders.school.load(at(founder.id, workshop)),
    }),
    region: t.field({
      type: RegionRef,
      nullable: true,
      description: 'The region that founded it, or that governs the school which did. Null: not known on `asOf`.',
      resolve: async ({ founder, ...workshop }, _arguments, { loaders }) => {
        if (founder.kind === 'Region') return loaders.region.load(at(founder.id, workshop));
        const school = await loaders.school.load(at(founder.id, workshop));
        return school?.governedBy ? loaders.region.load(at(school.governedBy, workshop)) : null;
      },
    }),
  }),
});

/** Why nothing can be said about the people of a workshop on the day; null when it can. */
async function whyUnknownOf(workshop: WorkshopOnDay, loaders: Loaders): Promise<Unknown | null> {
  const policy = await policyOfFounder(loaders.sources, workshop.founder, workshop.from);
  return whyUnknown(loaders.sources, workshop.founder.id, policy, ['seat'], workshop.day);
}

async function seatsOf(workshop: WorkshopOnDay, loaders: Loaders): Promise<SeatOnDay[] | null> {
  if ((await whyUnknownOf(workshop, loaders)) !== null) return null;
  const seats = await loaders.seatsOfWorkshop.load(workshop);
  return seats.map((seat) => ({ ...seat, ...at(seat.id, workshop) }));
}

builder.objectFields(WorkshopRef, (t) => ({
  termEnd: t.field({
    type: 'Date',
    nullable: true,
    description:
      'The first day after its term, computed by the policy of its founder. It ends nothing: only a recorded end does. Null: no rule gives a term, or `unknown` says that no policy holds for it.',
    resolve: async (workshop, _arguments, { loaders }) => {
      const policy = await policyOfFounder(loaders.sources, workshop.founder, workshop.from);
      return policy === null ? null : workshopTermEnd(policy, workshop);
    },
  }),
  lead: t.field({
    type: SeatRef,
    nullable: true,
    description:
      'The seat that leads it on `asOf`. Null: nobody holds it, the policy names no leading role, or `unknown` says why it is not known.',
    resolve: async (workshop, _arguments, { loaders }) => {
      const [seats, policy] = await Promise.all([
        seatsOf(workshop, loaders),
        policyOfFounder(loaders.sources, workshop.founder, workshop.from),
      ]);
      const leading = policy === null ? [] : rolesFor(policy, workshop).filter(({ leads }) => leads);
      return seats?.find(({ role }) => leading.some(({ code }) => code === role));
    },
  }),
  seats: t.field({
    type: [SeatRef],
    nullable: true,
    description: 'The seats held on `asOf`, oldest first. Null: `unknown` says why they are not known.',
    args: { role: t.arg.string({ description: 'Code of a role: only its seats.' }) },
    resolve: async (workshop, { role }, { loaders }) =>
      (await seatsOf(workshop, loaders))?.filter((seat) => (role ?? seat.role) === seat.role),
  }),
  unknown: t.string({
    nullable: true,
    description:
      'Why fields of this object are null: what the imports do not cover on `asOf`, or that no policy was in force for its founder on its founding day.',
    resolve: async (workshop, _arguments, context) => {
      const [unknown, policy] = await Promise.all([
        whyUnknownOf(workshop, context.loaders),
        policyOfFounder(context.loaders.sources, workshop.founder, workshop.from),
      ]);
      const unruled: Unknown | null =
        policy === null ? { because: 'noPolicyAtFounding', founded: workshop.from } : null;
      return reason(unknown ?? unruled, context);
    },
  }),
}));

builder.queryField('workshop', (t) =>
  t.field({
    type: WorkshopRef,
    nullable: true,
    description: 'A workshop by its number. Null when there is none on `asOf`, or none that you may see.',
    args: {
      region: codeArgument(t, 'Code of the body that issued the number, as valid on `asOf`.'),
      code: codeArgument(t, "The workshop's number."),
      asOf: asOfArgument(t),
    },
    resolve: async (_root, { region, code, asOf }, context) => {
      const moment = momentOf(asOf, context);
      const id = await findWorkshop(context.graph, context.scope, { region, code }, moment.day);
      return id === null ? null : context.loaders.workshop.load(at(id, moment));
    },
  }),
);
