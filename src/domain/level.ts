/** Levels of titles, awards, workshops, bodies and policies, lowest first: "county or above" compares by this order. */
export const LEVELS = ['SCHOOL', 'TOWNSHIP', 'COUNTY', 'CITY', 'PROVINCE', 'NATIONAL'] as const;
export type Level = (typeof LEVELS)[number];

/** Negative when `a` is lower than `b`, 0 when equal, positive when higher. */
export function compareLevels(a: Level, b: Level): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}
