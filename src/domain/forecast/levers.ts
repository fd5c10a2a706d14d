import type { Level } from '../level.ts';
import type { EffectivePolicy } from '../policy/effective.ts';

/** What a planner may decide, instead of letting things go on as before. Null: as the past shows. */
export interface ForecastLevers {
  /** Workshops founded a year, of the level that a target or a title speaks of; in each unit where a target asks each. */
  readonly workshopsPerYear: number | null;
  /** People who take a seat in each new workshop, in the role by which an award is earned; never the one who leads it. */
  readonly membersPerWorkshop: number | null;
  /** Titles of a tier that are awarded a year to people who do not hold them, in the whole unit. */
  readonly awardsPerYear: readonly AwardLever[];
  /** Pairings that each holder gives a school year. */
  readonly pairingsPerHolder: number | null;
  readonly retirement: RetirementAges;
}

export interface AwardLever {
  readonly tier: string;
  /** Null: of whatever level. */
  readonly level: Level | null;
  readonly count: number;
}

/** In full years. */
export interface RetirementAges {
  readonly women: number;
  readonly men: number;
}

/** The legal ages before they began to rise in 2025. */
export const LEGAL_RETIREMENT: RetirementAges = { women: 55, men: 60 };

/** Nothing is decided: things go on as the past shows. */
export const NO_LEVERS: ForecastLevers = {
  workshopsPerYear: null,
  membersPerWorkshop: null,
  awardsPerYear: [],
  pairingsPerHolder: null,
  retirement: LEGAL_RETIREMENT,
};

/** The tiers that may be awarded, and those levers that speak of none of them. */
export function tiersOfLevers(
  { ladders }: Pick<EffectivePolicy, 'ladders'>,
  { awardsPerYear }: Pick<ForecastLevers, 'awardsPerYear'>,
): { readonly known: readonly string[]; readonly unknown: readonly string[] } {
  const tiers = ladders.flatMap((ladder) => ladder.tiers.filter(({ who }) => who === null).map(({ code }) => code));
  const known = [...new Set(tiers)];
  const given = awardsPerYear.map(({ tier }) => tier);
  return { known, unknown: [...new Set(given)].filter((tier) => !known.includes(tier)) };
}
