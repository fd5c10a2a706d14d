import { type Day, dayOf, addDays, dayNumber, toDay } from '../../src/domain/day.ts';
import { SETTINGS, type Setting } from '../../src/domain/school.ts';
import { type CityPlan, countingPosts } from './cityPlan.ts';
import {
  type Life,
  type LifePerson,
  type LifePost,
  type LifeSchool,
  type LifeSeat,
  type LifeTitle,
  type LifeWorkshop,
  settingOn,
} from './life.ts';
import type { Population } from './population.ts';
import type { Random } from './random.ts';

/** Somebody who leads a class in autumn of a school year. */
export interface Serving {
  readonly person: LifePerson;
  readonly school: LifeSchool;
  readonly post: LifePost;
  /** First day of the first homeroom post. */
  readonly since: Day;
}

/** Everything that has happened so far, while it is told year by year. */
export interface History {
  readonly plan: CityPlan;
  readonly scale: number;
  readonly population: Population;
  /** The last day of which the rosters speak. */
  readonly end: Day;
  readonly titles: LifeTitle[];
  readonly workshops: LifeWorkshop[];
  readonly seats: LifeSeat[];
  readonly seatsOf: Map<LifePerson, LifeSeat[]>;
  readonly titlesOf: Map<LifePerson, LifeTitle[]>;
  readonly pairings: Life['pairings'][number][];
  readonly trainings: Life['trainings'][number][];
  readonly appraisals: Life['appraisals'][number][];
  readonly achievements: Life['achievements'][number][];
  /** Schools that workshops, training and mentors pass by. */
  readonly passedBy: ReadonlySet<LifeSchool>;
  readonly servingIn: (schoolYear: number) => readonly Serving[];
  readonly isRural: (school: LifeSchool, day: Day) => boolean;
}

export function beginHistory(plan: CityPlan, scale: number, population: Population): History {
  const serving = new Map<number, Serving[]>();
  const first = new Map<LifePerson, Day>();
  const counting = new Set(countingPosts(plan));
  const posts = population.posts.filter(({ kind }) => counting.has(kind));
  for (const { person, from } of posts) {
    const known = first.get(person);
    if (known === undefined || from < known) first.set(person, from);
  }
  const { begins } = plan.parameters;
  for (const post of posts)
    for (let year = Math.max(begins, Number(post.from.slice(0, 4)) - 1); year <= population.lastYear; year += 1) {
      const day = dayOf(year, 10, 15);
      if (post.to !== null && post.to <= day) break;
      if (post.from > day) continue;
      const one = { person: post.person, school: post.school, post, since: first.get(post.person) ?? post.from };
      const list = serving.get(year);
      if (list === undefined) serving.set(year, [one]);
      else list.push(one);
    }
  const terms = plan.policies.flatMap(({ define }) => define.rural?.where ?? []);
  const stated = terms.flatMap((term) => (term.term === 'oneOf' && term.attribute === 'setting' ? term.values : []));
  const rural: ReadonlySet<Setting> = new Set(SETTINGS.filter((setting) => stated.includes(setting)));
  const { leftOut, leftOutSchools } = plan.parameters;
  const isRural = (school: LifeSchool, day: Day): boolean => rural.has(settingOn(school, day));
  const far = population.schools.filter((school, index) =>
    leftOutSchools > 0
      ? isRural(school, dayOf(begins, 9, 1)) && (index * 37) % 100 < leftOutSchools * 100
      : school.county === leftOut && !school.direct,
  );
  return {
    plan,
    scale,
    population,
    end: plan.parameters.imports.at(-1) ?? dayOf(population.lastYear, 10, 31),
    titles: [],
    workshops: [],
    seats: [],
    seatsOf: new Map(),
    titlesOf: new Map(),
    pairings: [],
    trainings: [],
    appraisals: [],
    achievements: [],
    passedBy: new Set(far),
    servingIn: (year) => serving.get(year) ?? [],
    isRural,
  };
}

/** How many of something there are at this scale. */
export function grown({ plan, scale }: Pick<History, 'plan' | 'scale'>, count: number): number {
  return count === 0 ? 0 : Math.max(1, Math.round(count * scale ** plan.parameters.growth));
}

export function holds(history: History, person: LifePerson, tier: string, day: Day): LifeTitle | null {
  return (
    history.titlesOf
      .get(person)
      ?.find(
        (title) =>
          title.tier === tier &&
          title.awarded <= day &&
          day < title.termEnd &&
          (title.revokedOn === null || day < title.revokedOn),
      ) ?? null
  );
}

export function awardTitle(history: History, title: LifeTitle): void {
  history.titles.push(title);
  const held = history.titlesOf.get(title.person);
  if (held === undefined) history.titlesOf.set(title.person, [title]);
  else held.push(title);
}

/** Whether a person sits in some workshop between two days, the host's place included. */
export function isSeated(history: History, person: LifePerson, from: Day, to: Day): boolean {
  return history.seatsOf.get(person)?.some((seat) => seat.from < to && from < seat.to) ?? false;
}

export function addSeat(history: History, seat: LifeSeat): void {
  history.seats.push(seat);
  remember(history, seat);
}

/** Keeps a person's days in a workshop, so that nobody sits in two. */
export function remember({ seatsOf }: History, seat: LifeSeat): void {
  const held = seatsOf.get(seat.person);
  if (held === undefined) seatsOf.set(seat.person, [seat]);
  else held.push(seat);
}

/** Some of those that fit, each once; fewer when not enough do. */
export function draw<Item>(
  random: Random,
  from: readonly Item[],
  count: number,
  fits: (item: Item) => boolean,
): Item[] {
  const chosen = new Set<Item>();
  if (from.length === 0) return [];
  const tries = Math.min(from.length * 3, 60 * count + 200);
  for (let attempt = 0; attempt < tries && chosen.size < count; attempt += 1) {
    const item = random.pick(from);
    if (!chosen.has(item) && fits(item)) chosen.add(item);
  }
  return [...chosen];
}

export function yearsBetween(from: Day, to: Day): number {
  return (dayNumber(to) - dayNumber(from)) / 365.25;
}

/** A day of a school year, from September to June. */
export function dayInSchoolYear(random: Random, year: number): Day {
  return addDays(dayOf(year, 9, 10), random.between(0, 280));
}

/** Month and day in whichever of the two calendar years of a school year it falls. */
export function inSchoolYear(year: number, monthDay: string): Day {
  return toDay(`${monthDay >= '09-01' ? year : year + 1}-${monthDay}`);
}
