import type { Share } from '../src/domain/places.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import type { PlaceHolder, PlacesReport } from '../src/services/places.ts';
import { codeFilter } from './arguments.ts';
import { builder } from './builder.ts';
import { RuleRef, UnitRef } from './refs.ts';
import { reason } from './unknown.ts';

interface ShareOnDay extends Moment {
  readonly share: Share;
  readonly holder: PlaceHolder | null;
}

const PlaceShareRef = builder.objectRef<ShareOnDay>('PlaceShare').implement({
  description: 'What one of those that share in places gets.',
  fields: (t) => ({
    code: t.string({ description: 'Its code on `asOf`.', resolve: ({ share }) => share.code }),
    unit: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The region or school. Null: outside your scope.',
      resolve: ({ holder, ...moment }, _arguments, { loaders }) => {
        if (holder === null) return null;
        return holder.kind === 'Region'
          ? loaders.region.load(at(holder.id, moment))
          : loaders.school.load(at(holder.id, moment));
      },
    }),
    measure: t.float({
      description: 'What the places go by, such as a number of people; where the policy names the places, these.',
      resolve: ({ share }) => share.measure,
    }),
    exact: t.float({
      description: 'What it would get unrounded.',
      resolve: ({ share }) => share.exact.valueOf(),
    }),
    places: t.int({
      nullable: true,
      description: 'The places. Null: a lot decides between `atLeast` and `atMost`.',
      resolve: ({ share }) => share.places,
    }),
    atLeast: t.int({ description: 'The least that it gets.', resolve: ({ share }) => share.least }),
    atMost: t.int({ description: 'The most that it may get.', resolve: ({ share }) => share.most }),
  }),
});

interface PlacesOnDay extends Moment, PlacesReport {}

const PlacesSharedRef = builder.objectRef<PlacesOnDay>('PlacesShared').implement({
  description: 'The places of one rule, shared out.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule.', resolve: ({ rule }) => rule.rule }),
    total: t.int({
      nullable: true,
      description: 'All places. Null: no body has set the number.',
      resolve: ({ total }) => total.value,
    }),
    shares: t.field({
      type: [PlaceShareRef],
      nullable: true,
      description: 'Who gets how many, in the order of the codes. Null: see `unknown`.',
      resolve: ({ sharing, holders, day, explicitDay }): ShareOnDay[] | null =>
        sharing.value?.shares.map((share) => ({
          share,
          holder: holders.get(share.code) ?? null,
          day,
          explicitDay,
        })) ?? null,
    }),
    left: t.int({
      nullable: true,
      description:
        'Places that nobody got; below 0: that were given too often, as each is rounded up. Null: see `unknown`.',
      resolve: ({ sharing }) => sharing.value?.left ?? null,
    }),
    byLot: t.int({
      nullable: true,
      description: 'Places that a lot decides among those whose `places` is null. Null: see `unknown`.',
      resolve: ({ sharing }) => sharing.value?.byLot ?? null,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why nothing can be shared out, in the language of the request.',
      resolve: ({ total, sharing }, _arguments, context) => reason(total.unknown ?? sharing.unknown, context),
    }),
  }),
});

builder.interfaceFields(UnitRef, (t) => ({
  places: t.field({
    type: [PlacesSharedRef],
    nullable: true,
    description:
      "Places that the unit's own policy shares out among what lies in it, on `asOf`: exactly, with its rounding and its rule for ties. Empty: it shares out none. Null: the records of the unit lie outside your scope.",
    args: { rule: codeFilter(t, 'Code of a rule: only its places.') },
    resolve: async (unit, { rule }, { loaders, today }): Promise<PlacesOnDay[] | null> => {
      const reports = await loaders.places.load({ ...unit, question: today });
      const { day, explicitDay } = unit;
      return (
        reports
          ?.filter((report) => rule === null || rule === undefined || report.rule.rule.id === rule)
          .map((report) => ({ ...report, day, explicitDay })) ?? null
      );
    },
  }),
}));
