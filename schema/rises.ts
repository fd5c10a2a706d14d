import { at, type Moment } from '../src/domain/moment.ts';
import { type Rise, type RiseCount, countRises, persons } from '../src/domain/rises.ts';
import type { Designation } from '../src/domain/directory.ts';
import type { Level } from '../src/domain/level.ts';
import { type Answer, notKnown } from '../src/domain/unknown.ts';
import { risesOf } from '../src/services/rises.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';
import { type FormationOnDay, FormationRef, LineageRef, formationsOn } from './lineage.ts';
import { DesignationRef, TeacherRef, TierRef, type TierOfLadder } from './refs.ts';
import { tierOf } from './tier.ts';
import { reason } from './unknown.ts';

/** A rise whose formation was looked up. */
interface RiseOnDay extends Moment {
  readonly rise: Rise;
  readonly formation: FormationOnDay;
}

const RiseRef = builder.objectRef<RiseOnDay>('Rise').implement({
  description: 'A title that somebody was awarded after having been formed.',
  fields: (t) => ({
    teacher: t.field({
      type: TeacherRef,
      description: 'Who was awarded it.',
      resolve: ({ formation }) => formation.teacher,
    }),
    formation: t.expose('formation', {
      type: FormationRef,
      description: 'The first formation of this person in the lineage: the award came after the day on which it began.',
    }),
    generation: t.int({
      description: 'Generation of that formation.',
      resolve: ({ rise }) => rise.formation.generation,
    }),
    tier: t.field({
      type: TierRef,
      description: 'The tier of the title; one that no ladder in force has by its code alone, with rank 0.',
      resolve: ({ rise }) => tierOfTitle(rise.designation.tier, rise.standing.value?.ladder ?? null),
    }),
    level: t.field({
      type: LevelEnum,
      description: 'The level at which it was awarded.',
      resolve: ({ rise }) => rise.designation.level,
    }),
    awarded: t.field({
      type: 'Date',
      description: 'The day of the award.',
      resolve: ({ rise }) => rise.designation.awarded,
    }),
    designation: t.field({
      type: DesignationRef,
      description: 'The title. It may have ended since.',
      resolve: ({ rise, ...moment }) => ({ ...rise.designation, ...at(rise.designation.id, moment) }),
    }),
    before: t.field({
      type: TierRef,
      nullable: true,
      description:
        'The highest tier in force on the day before, on the ladder of the title. Null: none, or not known, and then `unknown` says why.',
      resolve: ({ rise }) => standingTier(rise, 'before'),
    }),
    after: t.field({
      type: TierRef,
      nullable: true,
      description: 'The highest tier in force on the day of the award. Null: as with `before`.',
      resolve: ({ rise }) => standingTier(rise, 'after'),
    }),
    rose: t.boolean({
      nullable: true,
      description: 'Whether tier or level after the award stand above those before. Null: not known.',
      resolve: ({ rise }) => rise.rose,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why the standing before or after is not known, in the language of the request.',
      resolve: ({ rise: { standing } }, _arguments, context) =>
        reason(standing.unknown ?? standing.value.before.unknown ?? standing.value.after.unknown, context),
    }),
  }),
});

const RiseLevelRef = builder
  .objectRef<{ readonly level: Level; readonly titles: number; readonly persons: number }>('RiseLevelCount')
  .implement({
    description: 'Titles of one tier awarded at one level.',
    fields: (t) => ({
      level: t.expose('level', { type: LevelEnum, description: 'The level.' }),
      titles: t.exposeInt('titles', { description: 'Titles.' }),
      persons: t.exposeInt('persons', { description: 'Distinct persons who were awarded one.' }),
    }),
  });

const RiseCountRef = builder.objectRef<RiseCount>('RiseCount').implement({
  description: 'Titles of one tier awarded to people after they were formed.',
  fields: (t) => ({
    tier: t.field({
      type: TierRef,
      description: 'The tier; one that no ladder in force has by its code alone, with rank 0.',
      resolve: ({ tier, ladder }) => tierOfTitle(tier, ladder),
    }),
    persons: t.exposeInt('persons', { description: 'Distinct persons who were awarded it.' }),
    rose: t.exposeInt('rose', {
      nullable: true,
      description: 'Those of them whose tier or level stood below before. Null: of some it is not known.',
    }),
    titles: t.exposeInt('titles', { description: 'Titles: somebody may have been awarded several.' }),
    byLevel: t.expose('byLevel', {
      type: [RiseLevelRef],
      description: 'By level, lowest first. Somebody awarded at two levels counts in both.',
    }),
  }),
});

interface RisesOnDay extends Moment {
  readonly rises: Answer<readonly Rise[]>;
}

const RisesRef = builder.objectRef<RisesOnDay>('Rises').implement({
  description:
    'What became of those who were formed: the titles awarded by `asOf` to each of them after the first formation in the lineage began. Null: not known; `unknown` says why.',
  fields: (t) => ({
    persons: t.int({
      nullable: true,
      description: 'Distinct persons who were awarded a title.',
      resolve: ({ rises }) => (rises.value === null ? null : persons(rises.value)),
    }),
    byTier: t.field({
      type: [RiseCountRef],
      nullable: true,
      description: 'By tier, in the order of the ladder, lowest first.',
      resolve: ({ rises }) => (rises.value === null ? null : countRises(rises.value)),
    }),
    list: t.field({
      type: [RiseRef],
      nullable: true,
      description: 'Every title, by day of award. Those that ended or were revoked since are among them.',
      resolve: async ({ rises, ...moment }, _arguments, { loaders }): Promise<RiseOnDay[] | null> => {
        if (rises.value === null) return null;
        const found = await Promise.all(
          rises.value.map(async (rise) => {
            const [formation] = await formationsOn([rise.formation], moment, loaders);
            return formation === undefined ? [] : [{ ...moment, rise, formation }];
          }),
        );
        return found.flat();
      },
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why nothing is known, in the language of the request.',
      resolve: ({ rises }, _arguments, context) => reason(rises.unknown, context),
    }),
  }),
});

builder.objectFields(LineageRef, (t) => ({
  rises: t.field({
    type: RisesRef,
    description: 'What became of those who were formed: who rose to which tier afterwards.',
    resolve: async ({ lineage, ...moment }, _arguments, { loaders }): Promise<RisesOnDay> => {
      if (lineage.value === null) return { ...moment, rises: notKnown(lineage.unknown) };
      const awardsOf = (person: Rise['teacher']) => loaders.awards.load(at(person, moment));
      return { ...moment, rises: await risesOf(loaders.sources, lineage.value, awardsOf, moment.day) };
    },
  }),
}));

function standingTier({ standing: { value } }: Rise, when: 'before' | 'after'): TierOfLadder | null {
  const title: Designation | null = value?.[when].value ?? null;
  return title === null ? null : tierOfTitle(title.tier, value?.ladder ?? null);
}

function tierOfTitle(code: string, ladder: RiseCount['ladder']): TierOfLadder {
  const tier = ladder?.tiers.find((each) => each.code === code);
  if (ladder === null || tier === undefined) return { code, text: { zh: code, en: code }, rank: 0, ladder: '' };
  return tierOf(ladder, tier);
}
