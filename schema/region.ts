import { momentOf } from '../src/context.ts';
import type { RegionId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import { findRegion } from '../src/services/region.ts';
import { asOfArgument, codeArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';
import { atLocalId, localId } from './node.ts';
import { RegionRef, UnitRef } from './refs.ts';

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
