import { at } from '../src/domain/moment.ts';
import type { PyramidCount, PyramidReport, TierCount, WithoutTier } from '../src/domain/pyramid.ts';
import { type Answer, notKnown } from '../src/domain/unknown.ts';
import type { Context } from '../src/context.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';
import { type UnitOnDay, UnitRef, TierRef } from './refs.ts';
import { tierOf } from './tier.ts';
import { reason } from './unknown.ts';

/** The distinct reasons of several answers, one sentence each; null where all are known. */
export function reasons(answers: readonly Answer<unknown>[], context: Context): string | null {
  const found = answers.map(({ unknown }) => reason(unknown, context)).filter((text) => text !== null);
  return found.length === 0 ? null : [...new Set(found)].join(' ');
}

export const TierCountRef = builder.objectRef<TierCount>('TierCount').implement({
  description:
    'Distinct persons at one place of a ladder. Null: not known, for instance because titles were revoked without a date; `unknown` says why.',
  fields: (t) => ({
    tier: t.field({ type: TierRef, description: 'The tier.', resolve: ({ ladder, tier }) => tierOf(ladder, tier) }),
    level: t.expose('level', {
      type: LevelEnum,
      nullable: true,
      description: 'The level of the title. Null: the tier is no title.',
    }),
    count: t.int({
      nullable: true,
      description:
        'Distinct persons whose highest place on the ladder this is: the highest tier, then the highest level.',
      resolve: ({ count }) => count.value,
    }),
    rural: t.int({
      nullable: true,
      description:
        'Of these, those who work at a rural school: that of a homeroom post held on `asOf`, else the own school.',
      resolve: ({ rural }) => rural.value,
    }),
    holders: t.int({
      nullable: true,
      description:
        'Distinct persons who hold this title, whatever else they hold. For a tier that is no title, `count`.',
      resolve: ({ holders }) => holders.value,
    }),
    ruralHolders: t.int({
      nullable: true,
      description: 'Of these holders, those who work at a rural school.',
      resolve: ({ ruralHolders }) => ruralHolders.value,
    }),
    titles: t.int({
      nullable: true,
      description: 'Titles in force: somebody may hold two. 0 for a tier that is no title.',
      resolve: ({ titles }) => titles.value,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why a number is null, in the language of the request.',
      resolve: ({ count, rural, holders, ruralHolders, titles }, _arguments, context) =>
        reasons([count, rural, holders, ruralHolders, titles], context),
    }),
  }),
});

const WithoutTierRef = builder.objectRef<WithoutTier>('WithoutTier').implement({
  description: 'Homeroom teachers who have no tier of a ladder yet. Null: not known.',
  fields: (t) => ({
    ladder: t.string({ description: 'Code of the ladder.', resolve: ({ ladder }) => ladder.code }),
    count: t.int({
      nullable: true,
      description: 'Distinct homeroom teachers who stand on none of its tiers.',
      resolve: ({ count }) => count.value,
    }),
    rural: t.int({
      nullable: true,
      description: 'Of these, those who work at a rural school.',
      resolve: ({ rural }) => rural.value,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why a number is null, in the language of the request.',
      resolve: ({ count, rural }, _arguments, context) => reasons([count, rural], context),
    }),
  }),
});

interface CountedPyramid {
  readonly pyramid: Answer<PyramidCount>;
}

const PyramidCountRef = builder.interfaceRef<CountedPyramid>('PyramidCount').implement({
  description: 'People at their highest place on each ladder in force, by their own school.',
  fields: (t) => ({
    tiers: t.field({
      type: [TierCountRef],
      nullable: true,
      description:
        'By ladder, tier and level, lowest first. Empty where the policy in force has no ladder. Null: see `unknown`.',
      resolve: ({ pyramid }) => pyramid.value?.tiers,
    }),
    withoutTier: t.field({
      type: [WithoutTierRef],
      nullable: true,
      description: 'One for each ladder. Null: see `unknown`.',
      resolve: ({ pyramid }) => pyramid.value?.withoutTier,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why nothing is known, in the language of the request.',
      resolve: ({ pyramid }, _arguments, context) => reason(pyramid.unknown, context),
    }),
  }),
});

interface UnitPyramidPart extends CountedPyramid {
  readonly on: UnitOnDay;
  readonly directSchoolsOnly: boolean;
}

const UnitPyramidRef = builder.objectRef<UnitPyramidPart>('UnitPyramid').implement({
  description: 'The pyramid of one part of a unit.',
  interfaces: [PyramidCountRef],
  fields: (t) => ({
    unit: t.expose('on', { type: UnitRef, description: 'The part.' }),
    directSchoolsOnly: t.exposeBoolean('directSchoolsOnly', {
      description: "True: the unit's own schools, such as a city's direct schools, not those of the units below.",
    }),
  }),
});

interface PyramidOnDay extends CountedPyramid {
  readonly on: UnitOnDay;
  readonly byUnit: PyramidReport['byUnit'];
}

export const PyramidRef = builder.objectRef<PyramidOnDay>('Pyramid').implement({
  description:
    'The pyramid of a unit on a day: the distinct persons whose own school lies there, at their highest place on each ladder.',
  interfaces: [PyramidCountRef],
  fields: (t) => ({
    byUnit: t.field({
      type: [UnitPyramidRef],
      description: 'The units directly below, in the order of their codes, then its own schools. Empty for a school.',
      resolve: async ({ byUnit, on }, _arguments, { loaders }): Promise<UnitPyramidPart[]> => {
        if (on.kind === 'School') return [];
        const parts = await Promise.all(
          byUnit.map(async ({ unit, pyramid }) => ({
            pyramid,
            on: unit === null ? on : await loaders.region.load(at(unit, on)),
            directSchoolsOnly: unit === null,
          })),
        );
        return parts.flatMap((part) => (part.on === null ? [] : [{ ...part, on: part.on }]));
      },
    }),
  }),
});

builder.interfaceFields(UnitRef, (t) => ({
  pyramid: t.field({
    type: PyramidRef,
    description: 'Its people at their highest place on each ladder in force on `asOf`.',
    resolve: async (unit, _arguments, { loaders }): Promise<PyramidOnDay> => {
      const loaded = await loaders.pyramid.load(unit);
      if (loaded === null)
        return { on: unit, pyramid: notKnown({ because: 'noImport', kinds: ['school'] }), byUnit: [] };
      return { on: unit, pyramid: loaded.report.whole, byUnit: loaded.report.byUnit };
    },
  }),
}));
