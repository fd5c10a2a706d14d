import { momentOf } from '../src/context.ts';
import type { WorkshopId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import { findWorkshop } from '../src/services/directory.ts';
import { asOfArgument, codeArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { LevelEnum, StageEnum } from './enums.ts';
import { atLocalId, localId } from './node.ts';
import { RegionRef, UnitRef, WorkshopRef } from './refs.ts';

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
