import type { Context } from '../src/context.ts';
import type { FactOwner } from '../src/domain/datedFact.ts';
import type { RosterKind } from '../src/domain/roster.ts';
import { builder } from './builder.ts';
import { factsOfOwner } from './datedFact.ts';
import { RosterKindEnum } from './importRun.ts';
import { pageOfList } from './listPage.ts';
import type { PageArguments } from './page.ts';
import { DatedFactRef, UnitRef, type UnitOnDay, WorkshopRef, type WorkshopOnDay } from './refs.ts';

const FactConnectionRef = builder.connectionObject(
  { type: DatedFactRef, name: 'DatedFactConnection', description: 'One page of dated facts.' },
  { name: 'DatedFactEdge', description: 'A fact on a page.' },
);

interface Asked extends PageArguments {
  readonly kinds?: readonly RosterKind[] | null | undefined;
}

async function pageOfFacts(
  owner: FactOwner,
  of: UnitOnDay | WorkshopOnDay,
  { kinds, ...page }: Asked,
  context: Context,
) {
  const facts = await factsOfOwner(owner, of, context);
  const wanted = facts.filter(({ kind }) => kinds === null || kinds === undefined || kinds.includes(kind));
  return pageOfList(page, wanted, ({ id }) => id);
}

builder.interfaceFields(UnitRef, (t) => ({
  facts: t.connection(
    {
      type: DatedFactRef,
      description:
        'Its own dated facts that had begun by `asOf`, the latest first: events that it held, figures; of a school also appraisals, activities, findings, effects and waivers. Not those of its people, nor of units below.',
      args: { kinds: t.arg({ type: [RosterKindEnum], description: 'Only these kinds; all by default.' }) },
      resolve: (unit, asked, context) => pageOfFacts(unit.kind, unit, asked, context),
    },
    FactConnectionRef,
  ),
}));

builder.objectFields(WorkshopRef, (t) => ({
  facts: t.connection(
    {
      type: DatedFactRef,
      description:
        'Its own dated facts that had begun by `asOf`, the latest first: appraisals, findings, effects, waivers, links to schools. Not those of its people.',
      args: { kinds: t.arg({ type: [RosterKindEnum], description: 'Only these kinds; all by default.' }) },
      resolve: (workshop, asked, context) => pageOfFacts('Workshop', workshop, asked, context),
    },
    FactConnectionRef,
  ),
}));
