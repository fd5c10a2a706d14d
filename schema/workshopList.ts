import { type Context, momentOf } from '../src/context.ts';
import type { Workshop, WorkshopState } from '../src/domain/directory.ts';
import type { RegionId } from '../src/domain/identifier.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import { findRegion } from '../src/services/region.ts';
import { asOfArgument, codeArgument, searchArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { LevelEnum, StageEnum } from './enums.ts';
import { type Counted, NOTHING, type PageArguments, countedPage } from './page.ts';
import { RegionRef, WorkshopRef } from './refs.ts';
import { reason } from './unknown.ts';

const WorkshopStateEnum = builder.enumType('WorkshopState', {
  description: 'Whether a workshop runs on `asOf`. Only a recorded end ends it, never a computed one.',
  values: {
    RUNNING: { description: 'Founded, and not ended.' },
    ENDED: { description: 'An end is recorded and past.' },
  } satisfies Record<WorkshopState, { description: string }>,
});

const WorkshopFilterInput = builder.inputType('WorkshopFilter', {
  description: 'What a list of workshops is narrowed to: all of these together.',
  fields: (t) => ({
    level: t.field({ type: LevelEnum, description: 'Workshops of this level.' }),
    stage: t.field({ type: StageEnum, description: 'Workshops for this stage.' }),
    state: t.field({ type: WorkshopStateEnum, description: 'RUNNING by default.' }),
  }),
});

const WorkshopConnectionRef = builder.connectionObject<typeof WorkshopRef, Counted>(
  {
    type: WorkshopRef,
    name: 'WorkshopConnection',
    description: 'One page of a list of workshops.',
    fields: (t) => ({
      totalCount: t.int({
        nullable: true,
        description: 'Workshops in the whole list. Null: `unknown` says why it is not known.',
        resolve: ({ totalCount }) => totalCount(),
      }),
      unknown: t.string({
        nullable: true,
        description: 'Why the list is empty and its total not known: what a filter rests on.',
        resolve: ({ unknown }, _arguments, context) => reason(unknown ?? null, context),
      }),
    }),
  },
  { name: 'WorkshopEdge', description: 'A workshop on a page.' },
);

interface Asked extends PageArguments {
  readonly search?: string | null | undefined;
  readonly where?: typeof WorkshopFilterInput.$inferInput | null | undefined;
}

function workshopsOf(id: RegionId | null, moment: Moment, { search, where, ...page }: Asked, { loaders }: Context) {
  const filter = {
    level: where?.level ?? null,
    stage: where?.stage ?? null,
    state: where?.state ?? ('RUNNING' as const),
  };
  return countedPage<Workshop>(
    page,
    moment,
    ({ code }) => code,
    async (request) => {
      if (id === null) return NOTHING;
      const question = { search: search ?? null, filter, page: request };
      return (await loaders.workshopsOfRegion.load({ ...at(id, moment), question })) ?? NOTHING;
    },
  );
}

builder.objectFields(RegionRef, (t) => ({
  workshops: t.connection(
    {
      type: WorkshopRef,
      description:
        'The workshops that it, a region below or a school of theirs founded, in the order of their numbers; those that run on `asOf` unless asked otherwise.',
      args: {
        search: searchArgument(t),
        where: t.arg({ type: WorkshopFilterInput, description: 'Only these.' }),
      },
      resolve: (region, asked, context) => workshopsOf(region.id, region, asked, context),
    },
    WorkshopConnectionRef,
  ),
}));

builder.queryField('workshops', (t) =>
  t.connection(
    {
      type: WorkshopRef,
      description:
        'The workshops that a region, one below it or a school of theirs founded, in the order of their numbers. Empty where no region that you may see has the code.',
      args: {
        region: codeArgument(t, 'Code of the region, as valid on `asOf`.'),
        search: searchArgument(t),
        where: t.arg({ type: WorkshopFilterInput, description: 'Only these.' }),
        asOf: asOfArgument(t),
      },
      resolve: async (_root, { region, asOf, ...asked }, context) => {
        const moment = momentOf(asOf, context);
        const id = await findRegion(context.graph, context.scope, region, moment.day);
        return workshopsOf(id, moment, asked, context);
      },
    },
    WorkshopConnectionRef,
  ),
);
