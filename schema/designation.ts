import type { DesignationId } from '../src/domain/identifier.ts';
import { builder } from './builder.ts';
import { atLocalId, localId } from './node.ts';
import { DesignationRef } from './refs.ts';

builder.node(DesignationRef, {
  description: 'A title awarded at a level for a term.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.designation.load(atLocalId<DesignationId>(id, context)),
  fields: (t) => ({
    asOf: t.expose('day', { type: 'Date', description: 'The day that this speaks of.' }),
  }),
});
