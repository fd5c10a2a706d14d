import type { WorkshopId } from '../src/domain/identifier.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';
import { atLocalId, localId } from './node.ts';
import { WorkshopRef } from './refs.ts';

builder.node(WorkshopRef, {
  description: 'A workshop: the one who leads and their people, for one term.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.workshop.load(atLocalId<WorkshopId>(id, context)),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its number by the body that issued it.' }),
    level: t.expose('level', { type: LevelEnum, description: 'Its level.' }),
  }),
});
