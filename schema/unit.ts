import { builder } from './builder.ts';
import { UnitRef } from './refs.ts';

UnitRef.implement({
  description: 'What a planner asks of a place: a region or a school.',
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: (unit) => unit.kind,
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As it was called on `asOf`.' }),
    asOf: t.expose('day', { type: 'Date', description: 'The day that this and everything below it speaks of.' }),
  }),
});
