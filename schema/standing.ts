import { at } from '../src/domain/moment.ts';
import type { Standing } from '../src/domain/standing.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';
import { DesignationRef, type TeacherOnDay, TierRef } from './refs.ts';
import { reason } from './unknown.ts';

export const StandingRef = builder.objectRef<Standing & { readonly teacher: TeacherOnDay }>('Standing').implement({
  description: 'Where somebody stands on a ladder: by the highest tier of the titles in force.',
  fields: (t) => ({
    ladder: t.string({ description: 'Code of the ladder.', resolve: ({ ladder }) => ladder.code }),
    tier: t.field({
      type: TierRef,
      nullable: true,
      description: 'The highest tier in force. Null: none, unless `unknown` says why it cannot be told.',
      resolve: ({ ladder, highest }) => {
        const rank = ladder.tiers.findIndex(({ code }) => code === highest.value?.tier);
        const tier = ladder.tiers[rank];
        return tier === undefined ? null : { ...tier, rank: rank + 1, ladder: ladder.code };
      },
    }),
    level: t.field({
      type: LevelEnum,
      nullable: true,
      description: 'The highest level at which that tier is held.',
      resolve: ({ highest }) => highest.value?.level ?? null,
    }),
    designation: t.field({
      type: DesignationRef,
      nullable: true,
      description: 'The title behind it.',
      resolve: ({ highest, teacher }) =>
        highest.value === null ? null : { ...highest.value, ...at(highest.value.id, teacher) },
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why it cannot be told.',
      resolve: ({ highest }, _arguments, context) => reason(highest.unknown, context),
    }),
  }),
});
