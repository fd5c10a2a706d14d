import type { Ladder } from './documents.ts';
import {
  type Place,
  type Rows,
  type Title,
  inForce,
  isRural,
  liesIn,
  ownSchool,
  servesAt,
  titlesByPerson,
} from './rows.ts';

/** The schools at which somebody counts: those of the homeroom posts, without one the own school. */
export function countsAt(rows: Rows, person: string, day: string): readonly string[] {
  const serving = servesAt(rows, person, day);
  const own = ownSchool(rows, person, day);
  return serving.length > 0 ? serving : own === null ? [] : [own];
}

/** Everybody with a title who counts in the place on the day. */
export function everybody(rows: Rows, place: Place, day: string): readonly string[] {
  return [...titlesByPerson(rows).keys()].filter((person) =>
    countsAt(rows, person, day).some((school) => liesIn(rows, school, place, day)),
  );
}

/** Whether somebody counts at a rural school of the place. */
export function standsRural(rows: Rows, person: string, day: string, place: Place): boolean {
  return countsAt(rows, person, day).some((school) => liesIn(rows, school, place, day) && isRural(rows, school, day));
}

/** "famous CITY", or null: no title of the ladder. Undefined: not known, a title that may have been in force decides. */
export type Standing = string | null | undefined;

/** The highest tier that somebody holds, at its highest level. */
export function standing(titles: readonly Title[], ladder: Ladder, day: string): Standing {
  const possible = titles
    .filter(({ tier, level }) => ladder.tiers.includes(tier) && ladder.levels.includes(level))
    .map((title) => ({ title, state: inForce(title, day) }))
    .filter(({ state }) => state !== false);
  const name = ({ tier, level }: Title) => `${tier} ${level}`;
  const height = ({ tier, level }: Title) => ladder.tiers.indexOf(tier) * 10 + LEVELS.indexOf(level);
  const top = possible.toSorted((a, b) => height(b.title) - height(a.title))[0];
  if (top === undefined) return null;
  const same = possible.filter(({ title }) => height(title) === height(top.title));
  return same.some(({ state }) => state === true) ? name(top.title) : undefined;
}
const LEVELS = ['SCHOOL', 'TOWNSHIP', 'COUNTY', 'CITY', 'PROVINCE', 'NATIONAL'];

export interface TierCount {
  readonly count: number;
  readonly rural: number;
  readonly titles: number;
}
export interface Pyramid {
  /** By "tier LEVEL"; a tier that nobody holds is not there. */
  readonly tiers: ReadonlyMap<string, TierCount>;
  /** Persons whose place on the ladder is not known. */
  readonly notKnown: number;
}

export function pyramidOn(rows: Rows, ladder: Ladder, day: string, place: Place): Pyramid {
  const tiers = new Map<string, { count: number; rural: number; titles: number }>();
  const tier = (name: string) => {
    const found = tiers.get(name) ?? { count: 0, rural: 0, titles: 0 };
    tiers.set(name, found);
    return found;
  };
  let notKnown = 0;
  for (const person of everybody(rows, place, day)) {
    const titles = titlesByPerson(rows).get(person) ?? [];
    for (const title of titles)
      if (ladder.tiers.includes(title.tier) && ladder.levels.includes(title.level) && inForce(title, day) === true)
        tier(`${title.tier} ${title.level}`).titles += 1;
    const stands = standing(titles, ladder, day);
    if (stands === undefined) notKnown += 1;
    if (stands === undefined || stands === null) continue;
    tier(stands).count += 1;
    if (standsRural(rows, person, day, place)) tier(stands).rural += 1;
  }
  return { tiers, notKnown };
}

/** How many went from where to where on the ladder between two days: "from > to" with "-" for nowhere and "?" for not known. */
export function flowBetween(
  rows: Rows,
  ladder: Ladder,
  from: string,
  to: string,
  place: Place,
): ReadonlyMap<string, number> {
  const flow = new Map<string, number>();
  const word = (stands: Standing) => (stands === undefined ? '?' : (stands ?? '-'));
  for (const person of everybody(rows, place, to)) {
    const titles = titlesByPerson(rows).get(person) ?? [];
    const step = `${word(standing(titles, ladder, from))} > ${word(standing(titles, ladder, to))}`;
    flow.set(step, (flow.get(step) ?? 0) + 1);
  }
  return flow;
}
