import { freshness } from '../src/domain/coverage.ts';
import { builder } from './builder.ts';
import { UnitRef } from './refs.ts';

builder.interfaceFields(UnitRef, (t) => ({
  dataAsOf: t.field({
    type: 'Date',
    nullable: true,
    description:
      'The last day that the imported data speaks of; of a region in which only bodies below import, the one that lies furthest back among theirs. An answer about a later day carries the data forward, to the end of that school year. Null: nothing was imported.',
    resolve: async (unit, _arguments, { loaders }) => freshness(await loaders.coverage.load(unit)),
  }),
}));
