import type { Unknown } from '../src/domain/unknown.ts';
import type { Loaders } from '../src/loaders.ts';
import { policyOfUnit } from '../src/services/rollUp.ts';
import { builder } from './builder.ts';
import { type UnitOnDay, UnitRef } from './refs.ts';
import { reason } from './unknown.ts';

/** Why what rests on a policy alone is not known of a unit on the day; null when a policy is in force. */
export async function whyNoPolicy(unit: UnitOnDay, { sources }: Loaders): Promise<Unknown | null> {
  return (await policyOfUnit(sources, unit, unit.day)) === null ? { because: 'noPolicy', day: unit.day } : null;
}

UnitRef.implement({
  description: 'What a planner asks of a place: a region or a school.',
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: (unit) => unit.kind,
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As it was called on `asOf`.' }),
    asOf: t.expose('day', { type: 'Date', description: 'The day that this and everything below it speaks of.' }),
    unknown: t.string({
      nullable: true,
      description: 'Why fields of this object that depend on the day are null, in the language of the request.',
      resolve: async (unit, _arguments, context) => reason(await whyNoPolicy(unit, context.loaders), context),
    }),
  }),
});
