import type { PairingId } from '../src/domain/identifier.ts';
import { builder } from './builder.ts';
import { atLocalId, localId } from './node.ts';
import { PairingRef } from './refs.ts';

builder.node(PairingRef, {
  description: 'A mentor supports a homeroom teacher in a school year.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.pairing.load(atLocalId<PairingId>(id, context)),
  fields: (t) => ({
    asOf: t.expose('day', { type: 'Date', description: 'The day that this speaks of.' }),
  }),
});
