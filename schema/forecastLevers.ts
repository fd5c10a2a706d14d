import { z } from 'zod';
import { type ForecastLevers, LEGAL_RETIREMENT, NO_LEVERS } from '../src/domain/forecast/levers.ts';
import type { Text } from '../src/domain/roster.ts';
import { bounded } from './arguments.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';

/** More than any region founds, seats or awards in a year. */
const MOST_A_YEAR = 100_000;

const amount = (what: Text) =>
  bounded(z.number().min(0).max(MOST_A_YEAR).nullish(), {
    zh: `${what.zh}须在 0 到 ${MOST_A_YEAR} 之间。`,
    en: `${what.en} is a number from 0 to ${MOST_A_YEAR}.`,
  });
const age = bounded(z.int().min(40).max(80).nullish(), {
  zh: '退休年龄须为 40 到 80 的整数。',
  en: 'An age of retirement is a whole number from 40 to 80.',
});

const AwardLeverInput = builder.inputType('AwardLever', {
  description: 'How many titles of a tier are awarded a year.',
  fields: (t) => ({
    tier: t.string({
      required: true,
      description: 'Code of a tier that a ladder in force awards; another is an error that names them.',
    }),
    level: t.field({ type: LevelEnum, description: 'Only at this level. Left out: at any.' }),
    count: t.float({
      required: true,
      description: 'Awards a year in the whole region to people who do not hold the title, 0 or more.',
      validate: amount({ zh: '每年授予数（count）', en: 'The awards a year (count)' }),
    }),
  }),
});

/** What a planner may decide. */
export const ForecastLeversInput = builder.inputType('ForecastLevers', {
  description: 'What a planner may decide. What is left out goes on as in the past.',
  fields: (t) => ({
    workshopsPerYear: t.float({
      description:
        'Workshops founded a year, successors of those that end included: of the level that a target or a title speaks of; in each unit where a target asks each.',
      validate: amount({ zh: '每年新建工作坊数（workshopsPerYear）', en: 'workshopsPerYear' }),
    }),
    membersPerWorkshop: t.float({
      description:
        'People who take a seat in each new workshop, in the role by which an award is earned, beside the one who leads it.',
      validate: amount({ zh: '每个工作坊成员数（membersPerWorkshop）', en: 'membersPerWorkshop' }),
    }),
    awardsPerYear: t.field({ type: [AwardLeverInput], description: 'Awards a year, tier by tier.' }),
    pairingsPerHolder: t.float({
      description: 'Pairings that each holder gives a school year. Left out: as many as a quota asks.',
      validate: amount({ zh: '每人结对数（pairingsPerHolder）', en: 'pairingsPerHolder' }),
    }),
    retirementAgeWomen: t.int({
      defaultValue: LEGAL_RETIREMENT.women,
      description: `The age at which women retire, 40 to 80; ${LEGAL_RETIREMENT.women}, the age for teachers before it began to rise in 2025, by default.`,
      validate: age,
    }),
    retirementAgeMen: t.int({
      defaultValue: LEGAL_RETIREMENT.men,
      description: `The age at which men retire, 40 to 80; ${LEGAL_RETIREMENT.men}, the age before it began to rise in 2025, by default.`,
      validate: age,
    }),
  }),
});

type Given = typeof ForecastLeversInput.$inferInput;

/** What was decided; what is left out goes on as before. */
export function leversOf(given: Given | null | undefined): ForecastLevers {
  if (given === null || given === undefined) return NO_LEVERS;
  return {
    workshopsPerYear: given.workshopsPerYear ?? null,
    membersPerWorkshop: given.membersPerWorkshop ?? null,
    awardsPerYear: (given.awardsPerYear ?? []).map(({ tier, level, count }) => ({ tier, level: level ?? null, count })),
    pairingsPerHolder: given.pairingsPerHolder ?? null,
    retirement: {
      women: given.retirementAgeWomen ?? LEGAL_RETIREMENT.women,
      men: given.retirementAgeMen ?? LEGAL_RETIREMENT.men,
    },
  };
}
