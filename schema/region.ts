import { momentOf } from '../src/context.ts';
import type { WorkshopState } from '../src/domain/directory.ts';
import type { RegionId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import { findRegion } from '../src/services/region.ts';
import { asOfArgument, codeArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { LevelEnum, SettingEnum, StageEnum } from './enums.ts';
import { atLocalId, localId } from './node.ts';
import { pageByCode } from './page.ts';
import { RegionRef, SchoolRef, UnitRef, WorkshopRef } from './refs.ts';

const SchoolFilter = builder.inputType('SchoolFilter', {
  description: 'What a list of schools is narrowed to.',
  fields: (t) => ({
    stage: t.field({ type: StageEnum, description: 'Schools that offer this stage.' }),
    setting: t.field({ type: SettingEnum, description: 'Schools that stand there on `asOf`.' }),
  }),
});

const WorkshopStateEnum = builder.enumType('WorkshopState', {
  description: 'Whether a workshop runs on `asOf`. Only a recorded end ends it, never a computed one.',
  values: {
    RUNNING: { description: 'Founded, and not ended.' },
    ENDED: { description: 'An end is recorded and past.' },
  } satisfies Record<WorkshopState, { description: string }>,
});

const WorkshopFilter = builder.inputType('WorkshopFilter', {
  description: 'What a list of workshops is narrowed to.',
  fields: (t) => ({
    level: t.field({ type: LevelEnum, description: 'Workshops of this level.' }),
    stage: t.field({ type: StageEnum, description: 'Workshops for this stage.' }),
    state: t.field({ type: WorkshopStateEnum, description: 'RUNNING by default.' }),
  }),
});

builder.node(RegionRef, {
  description:
    'A place with a code in the official tree. It keeps its identity while its code, name, level and parent change.',
  interfaces: [UnitRef],
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.region.load(atLocalId<RegionId>(id, context)),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Code by GB/T 2260, six digits, as valid on `asOf`.' }),
    level: t.expose('level', { type: LevelEnum, description: 'Its level on `asOf`.' }),
    parent: t.field({
      type: RegionRef,
      nullable: true,
      description:
        'The region that it is part of. Null at the root, and where the region above lies outside your scope.',
      resolve: (region, _arguments, { loaders }) =>
        region.parentId === null ? null : loaders.region.load(at(region.parentId, region)),
    }),
    children: t.field({
      type: [RegionRef],
      description: 'The regions directly below, in the order of their codes.',
      resolve: async (region, _arguments, { loaders }) => {
        const ids = await loaders.childrenOfRegion.load(region);
        const children = await Promise.all(ids.map((id) => loaders.region.load(at(id, region))));
        return children.filter((child) => child !== null);
      },
    }),
    schools: t.connection(
      {
        type: SchoolRef,
        description: 'Its schools and those of the regions below, in the order of their codes.',
        args: { where: t.arg({ type: SchoolFilter, description: 'Only these.' }) },
        resolve: (region, { where, ...page }, { loaders }) =>
          pageByCode(page, async (request) => {
            const question = { stage: where?.stage ?? null, setting: where?.setting ?? null, page: request };
            const schools = await loaders.schoolsOfRegion.load({ ...at(region.id, region), question });
            return (schools ?? []).map((school) => ({ ...school, ...at(school.id, region) }));
          }),
      },
      { name: 'SchoolConnection' },
      { name: 'SchoolEdge' },
    ),
    workshops: t.connection(
      {
        type: WorkshopRef,
        description:
          'The workshops that it, a region below or a school of theirs founded, in the order of their numbers; those that run on `asOf` unless asked otherwise.',
        args: { where: t.arg({ type: WorkshopFilter, description: 'Only these.' }) },
        resolve: (region, { where, ...page }, { loaders }) =>
          pageByCode(page, async (request) => {
            const question = {
              level: where?.level ?? null,
              stage: where?.stage ?? null,
              state: where?.state ?? ('RUNNING' as const),
              page: request,
            };
            const workshops = await loaders.workshopsOfRegion.load({ ...at(region.id, region), question });
            return (workshops ?? []).map((workshop) => ({ ...workshop, ...at(workshop.id, region) }));
          }),
      },
      { name: 'WorkshopConnection' },
      { name: 'WorkshopEdge' },
    ),
  }),
});

builder.queryField('region', (t) =>
  t.field({
    type: RegionRef,
    nullable: true,
    description: 'The region that a code means on `asOf`. Null when no region had it then, or none that you may see.',
    args: {
      code: codeArgument(t, 'Code by GB/T 2260, six digits, for example "530400".'),
      asOf: asOfArgument(t),
    },
    resolve: async (_root, { code, asOf }, context) => {
      const moment = momentOf(asOf, context);
      const id = await findRegion(context.graph, context.scope, code, moment.day);
      return id === null ? null : context.loaders.region.load(at(id, moment));
    },
  }),
);
