import type { SeatId } from '../src/domain/identifier.ts';
import { builder } from './builder.ts';
import { atLocalId, localId } from './node.ts';
import { SeatRef } from './refs.ts';

builder.node(SeatRef, {
  description: 'A place in a workshop, held by one person in one role for a time.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.seat.load(atLocalId<SeatId>(id, context)),
  fields: (t) => ({
    asOf: t.expose('day', { type: 'Date', description: 'The day that this speaks of.' }),
  }),
});
