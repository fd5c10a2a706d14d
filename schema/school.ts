import type { SchoolId } from '../src/domain/identifier.ts';
import { builder } from './builder.ts';
import { StageEnum } from './enums.ts';
import { atLocalId, localId } from './node.ts';
import { SchoolRef, UnitRef } from './refs.ts';

builder.node(SchoolRef, {
  description: 'A school.',
  interfaces: [UnitRef],
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.school.load(atLocalId<SchoolId>(id, context)),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code by the body that issued it.' }),
    stages: t.expose('stages', { type: [StageEnum], description: 'The stages of schooling that it offers.' }),
  }),
});
