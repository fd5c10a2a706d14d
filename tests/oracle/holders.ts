import type { Ladder } from './documents.ts';
import {
  type Place,
  type Rows,
  type Title,
  homeroomPosts,
  homeroomTeachers,
  inForce,
  isRural,
  liesIn,
  ownSchool,
  servesAt,
  titlesByPerson,
} from './rows.ts';

/** The schools at which somebody works: those of the homeroom posts, without one the own school. */
export function worksAt(rows: Rows, person: string, day: string): readonly string[] {
  const serving = servesAt(rows, person, day);
  const own = ownSchool(rows, person, day);
  return serving.length > 0 ? serving : own === null ? [] : [own];
}

/** Whether somebody works at a rural school, of the place if one is named. */
export function worksRurally(rows: Rows, person: string, day: string, place?: Place): boolean {
  return worksAt(rows, person, day).some(
    (school) => isRural(rows, school, day) && (place === undefined || liesIn(rows, school, place, day)),
  );
}

/** Whether somebody's own school lies in the place. */
export function belongsTo(rows: Rows, person: string, place: Place, day: string): boolean {
  const own = ownSchool(rows, person, day);
  return own !== null && liesIn(rows, own, place, day);
}

/** "famous CITY"; null: no title of the ladder. */
export type Standing = string | null;
const LEVELS = ['SCHOOL', 'TOWNSHIP', 'COUNTY', 'CITY', 'PROVINCE', 'NATIONAL'];

/**
 * Where somebody may stand: the highest tier held, at its highest level. Several where titles that may have been in force
 * stand above what surely was.
 */
export function standings(titles: readonly Title[], ladder: Ladder, day: string): readonly Standing[] {
  const height = ({ tier, level }: Title) => ladder.tiers.indexOf(tier) * 10 + LEVELS.indexOf(level);
  const ofLadder = titles.filter(({ tier, level }) => ladder.tiers.includes(tier) && ladder.levels.includes(level));
  const sure = ofLadder.filter((title) => inForce(title, day) === true).toSorted((a, b) => height(b) - height(a))[0];
  const above = ofLadder.filter(
    (title) => inForce(title, day) === null && (sure === undefined || height(title) > height(sure)),
  );
  return [...new Set([sure ? nameOf(sure) : null, ...above.map(nameOf)])];
}

function nameOf({ tier, level }: Title): string {
  return `${tier} ${level}`;
}

/** Each number is null where it rests on a title of which nobody can tell whether it was in force. */
export interface TierCount {
  readonly count: number | null;
  readonly rural: number | null;
  readonly holders: number | null;
  readonly ruralHolders: number | null;
  readonly titles: number | null;
}

/** By "tier LEVEL", also those that nobody holds: persons whose own school lies in the place. */
export function pyramidOn(rows: Rows, ladder: Ladder, day: string, place: Place): ReadonlyMap<string, TierCount> {
  const people = [...titlesByPerson(rows)]
    .filter(([person]) => belongsTo(rows, person, place, day))
    .map(([person, titles]) => ({
      titles,
      stands: standings(titles, ladder, day),
      rural: worksRurally(rows, person, day),
    }));
  const places = ladder.tiers.flatMap((tier) => ladder.levels.map((level) => ({ tier, level })));
  return new Map(
    places.map(({ tier, level }) => {
      const point = `${tier} ${level}`;
      const of = (title: Title) => nameOf(title) === point;
      const atTop = (each: (typeof people)[number]): boolean | null =>
        each.stands.includes(point) ? (each.stands.length === 1 ? true : null) : false;
      const holding = (each: (typeof people)[number]): boolean | null => {
        const states = each.titles.filter(of).map((title) => inForce(title, day));
        return states.includes(true) ? true : states.includes(null) ? null : false;
      };
      const rural = people.filter((each) => each.rural);
      const titles = people.flatMap((each) => each.titles.filter(of).map((title) => inForce(title, day)));
      return [
        point,
        {
          count: sure(people.map(atTop)),
          rural: sure(rural.map(atTop)),
          holders: sure(people.map(holding)),
          ruralHolders: sure(rural.map(holding)),
          titles: sure(titles),
        },
      ];
    }),
  );
}

/** How many are so; null when of one it is not known. */
function sure(states: readonly (boolean | null)[]): number | null {
  return states.includes(null) ? null : states.filter((state) => state === true).length;
}

/**
 * Homeroom teachers of the place without a title of the ladder: those in their first years of homeroom work and the others.
 * Null: of one it is not known.
 */
export function withoutTitle(
  rows: Rows,
  ladder: Ladder,
  day: string,
  place: Place,
): Record<'new' | 'later', { readonly count: number | null; readonly rural: number | null }> {
  const people = [...homeroomTeachers(rows, day).keys()]
    .filter((person) => belongsTo(rows, person, place, day))
    .map((person) => {
      const stands = standings(titlesByPerson(rows).get(person) ?? [], ladder, day);
      const without = stands.includes(null) ? (stands.length === 1 ? true : null) : false;
      const isNew = ladder.tiers.includes('new') && homeroomDaysBefore(rows, person, day) < NEW_DAYS;
      return { without, isNew, rural: worksRurally(rows, person, day) };
    });
  const counts = (those: typeof people) => ({
    count: sure(those.map(({ without }) => without)),
    rural: sure(those.filter(({ rural }) => rural).map(({ without }) => without)),
  });
  return { new: counts(people.filter(({ isNew }) => isNew)), later: counts(people.filter(({ isNew }) => !isNew)) };
}
const NEW_DAYS = 3 * 365;

function homeroomDaysBefore(rows: Rows, person: string, day: string): number {
  const days = new Set<number>();
  const number = (date: string) => Date.parse(date) / 86_400_000;
  for (const { from, to } of homeroomPosts(rows).get(person) ?? []) {
    if (from === null) return Number.POSITIVE_INFINITY;
    const end = to === null || day < to ? day : to;
    for (let each = number(from); each < number(end); each += 1) days.add(each);
  }
  return days.size;
}

/** Distinct persons who went from one place of a ladder to another: surely, and if everything unknown was so. */
export interface Move {
  readonly atLeast: number;
  readonly atMost: number;
}

/**
 * Between two days, by "from > to": of those whose own school lies in the place on the second day, and of those who have left
 * it since ("gone"). "-" is nowhere on the ladder; who stands nowhere on the first day and nowhere or gone on the second is
 * left out.
 */
export function flowBetween(
  rows: Rows,
  ladder: Ladder,
  from: string,
  to: string,
  place: Place,
): ReadonlyMap<string, Move> {
  const flow = new Map<string, { atLeast: number; atMost: number }>();
  for (const person of rows.people.keys()) {
    const here = belongsTo(rows, person, place, to);
    if (!here && !belongsTo(rows, person, place, from)) continue;
    const later = here ? pointsOn(rows, ladder, person, to) : ['gone'];
    const moves = pointsOn(rows, ladder, person, from).flatMap((before) =>
      later.map((after) => `${before} > ${after}`),
    );
    for (const move of moves.filter((each) => each !== '- > -' && each !== '- > gone')) {
      const count = flow.get(move) ?? { atLeast: 0, atMost: 0 };
      flow.set(move, count);
      count.atMost += 1;
      if (moves.length === 1) count.atLeast += 1;
    }
  }
  return flow;
}

/** Where somebody may stand on a day, with the tier of the first years for homeroom teachers without a title. */
function pointsOn(rows: Rows, ladder: Ladder, person: string, day: string): readonly string[] {
  const isNew = () =>
    ladder.tiers.includes('new') &&
    servesAt(rows, person, day).length > 0 &&
    homeroomDaysBefore(rows, person, day) < NEW_DAYS;
  return standings(titlesByPerson(rows).get(person) ?? [], ladder, day).map(
    (standing) => standing ?? (isNew() ? 'new' : '-'),
  );
}
