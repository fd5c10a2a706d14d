import { type Context, momentOf } from '../src/context.ts';
import type { School } from '../src/domain/directory.ts';
import type { RegionId } from '../src/domain/identifier.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import { findRegion } from '../src/services/region.ts';
import { asOfArgument, codeArgument, searchArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { SettingEnum, StageEnum } from './enums.ts';
import { type Counted, NOTHING, type PageArguments, countedPage } from './page.ts';
import { RegionRef, SchoolRef } from './refs.ts';
import { reason } from './unknown.ts';

const SchoolFilterInput = builder.inputType('SchoolFilter', {
  description: 'What a list of schools is narrowed to: all of these together.',
  fields: (t) => ({
    stage: t.field({ type: StageEnum, description: 'Schools that offer this stage.' }),
    setting: t.field({ type: SettingEnum, description: 'Schools that stand there on `asOf`.' }),
    rural: t.boolean({
      description: 'Whether they count as rural by the policy in force for the region asked about.',
    }),
    cityDirect: t.boolean({ description: 'Whether a city governs them without a county between.' }),
  }),
});

const SchoolConnectionRef = builder.connectionObject<typeof SchoolRef, Counted>(
  {
    type: SchoolRef,
    name: 'SchoolConnection',
    description: 'One page of a list of schools.',
    fields: (t) => ({
      totalCount: t.int({
        nullable: true,
        description: 'Schools in the whole list. Null: `unknown` says why it is not known.',
        resolve: ({ totalCount }) => totalCount(),
      }),
      unknown: t.string({
        nullable: true,
        description: 'Why the list is empty and its total not known: what a filter rests on.',
        resolve: ({ unknown }, _arguments, context) => reason(unknown ?? null, context),
      }),
    }),
  },
  { name: 'SchoolEdge', description: 'A school on a page.' },
);

interface Asked extends PageArguments {
  readonly search?: string | null | undefined;
  readonly where?: typeof SchoolFilterInput.$inferInput | null | undefined;
}

function schoolsOf(id: RegionId | null, moment: Moment, { search, where, ...page }: Asked, { loaders }: Context) {
  const filter = {
    stage: where?.stage ?? null,
    setting: where?.setting ?? null,
    rural: where?.rural ?? null,
    cityDirect: where?.cityDirect ?? null,
  };
  return countedPage<School>(
    page,
    moment,
    ({ code }) => code,
    async (request) => {
      if (id === null) return NOTHING;
      const question = { search: search ?? null, filter, page: request };
      return (await loaders.schoolsOfRegion.load({ ...at(id, moment), question })) ?? NOTHING;
    },
  );
}

builder.objectFields(RegionRef, (t) => ({
  schools: t.connection(
    {
      type: SchoolRef,
      description: 'Its schools and those of the regions below, in the order of their codes.',
      args: {
        search: searchArgument(t),
        where: t.arg({ type: SchoolFilterInput, description: 'Only these.' }),
      },
      resolve: (region, asked, context) => schoolsOf(region.id, region, asked, context),
    },
    SchoolConnectionRef,
  ),
}));

builder.queryField('schools', (t) =>
  t.connection(
    {
      type: SchoolRef,
      description:
        'The schools of a region and of those below it, in the order of their codes. Empty where no region that you may see has the code.',
      args: {
        region: codeArgument(t, 'Code of the region, as valid on `asOf`.'),
        search: searchArgument(t),
        where: t.arg({ type: SchoolFilterInput, description: 'Only these.' }),
        asOf: asOfArgument(t),
      },
      resolve: async (_root, { region, asOf, ...asked }, context) => {
        const moment = momentOf(asOf, context);
        const id = await findRegion(context.graph, context.scope, region, moment.day);
        return schoolsOf(id, moment, asked, context);
      },
    },
    SchoolConnectionRef,
  ),
);
