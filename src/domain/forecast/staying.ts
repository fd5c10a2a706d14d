import { type Day, addDays, addYears, earlier } from '../day.ts';
import { yearsBetween } from '../evaluation/years.ts';
import type { PersonFacts } from '../evaluation/facts.ts';
import { schoolYearEnd, schoolYearOn } from '../calendar.ts';
import type { TargetCount } from '../policy/targetReading.ts';
import { matches } from '../policy/where.ts';
import { titleAttributes, type TallyGround } from '../targetAttributes.ts';
import { FEWEST_YEARS } from '../targetForecast.ts';
import { completedPeriods } from './flow.ts';
import { type ForecastGround, placeOn } from './ground.ts';
import type { RetirementAges } from './levers.ts';
import { type Case, NO_OUTLOOK, type Outlook, mapped } from './outlook.ts';

/** Titles whose term is over that tell how often one is given again. */
export const FEWEST_ENDED = 5;
/** How long after the end of a term another award still counts as the same title given again. */
const DAYS_TO_RENEW = 366;

/** How many leave without having reached the age, a year. */
export interface Leaving {
  /** Parts of those there; worst: the most. */
  readonly perYear: Outlook;
  readonly years: readonly { readonly name: string; readonly left: number; readonly among: number }[];
}

/**
 * How many of a unit's teachers left it in each completed year before the age of retirement. Nothing to go by where no
 * records say that anybody ever left.
 * @param began the first day of the policy
 */
export function leavingOf(ground: ForecastGround, began: Day, ages: RetirementAges): Leaving {
  const people = [...ground.people.values()];
  const ends = people.flatMap(({ works }) => works.flatMap(({ to }) => (to !== null && to <= ground.day ? [to] : [])));
  const first = ends.length === 0 ? null : ends.reduce(earlier);
  const { periods } = completedPeriods('year', ground.day, began, first, ground.policy.calendar);
  if (periods.length < FEWEST_YEARS) return { perYear: NO_OUTLOOK, years: [] };
  const years = periods.map((period) => {
    const next = addDays(period.last, 1);
    const among = people.filter((person) => placeOn(ground, person, period.first) !== null);
    const left = among.filter((person) => {
      const retires = retirementOf(person, ages);
      return placeOn(ground, person, next) === null && (retires === null || retires > next);
    });
    return { name: period.first.slice(0, 4), left: left.length, among: among.length };
  });
  const parts = years.flatMap(({ left, among }) => (among === 0 ? [] : [left / among]));
  if (parts.length < FEWEST_YEARS) return { perYear: NO_OUTLOOK, years: [] };
  return {
    perYear: {
      worst: Math.max(...parts),
      expected: parts.reduce((sum, part) => sum + part, 0) / parts.length,
      best: Math.min(...parts),
    },
    years,
  };
}

/** The day on which the age is reached; null: birth or sex is not known. */
export function retirementOf({ birth, sex }: PersonFacts, { women, men }: RetirementAges): Day | null {
  if (birth === null || sex === null) return null;
  return addYears(birth, sex === 'FEMALE' ? women : men);
}

/** The first day on which somebody is gone: after the school year in which the age is reached, or the one that runs. */
export function goneFrom(ground: ForecastGround, person: PersonFacts, ages: RetirementAges): Day | null {
  const reached = retirementOf(person, ages);
  if (reached === null) return null;
  const { calendar } = ground.policy;
  const on = reached < ground.day ? ground.day : reached;
  return schoolYearEnd(schoolYearOn(on, calendar), calendar);
}

/** How often a title is given again when its term is over. */
export interface Renewing {
  /** Parts of the titles that ended. Without a basis: none in the worst case, all in the best, nothing expected. */
  readonly part: Outlook;
  readonly years: readonly { readonly name: string; readonly again: number; readonly ended: number }[];
  readonly of: 'same' | 'all' | 'nothing';
}

/** Of the titles of a kind whose term was over by the day, of people still there, how many were given again. */
export function renewingOf(ground: ForecastGround, tally: TallyGround, count: TargetCount): Renewing {
  const tiers = count.where.filter((term) => term.term !== 'nested');
  for (const where of [tiers, []]) {
    const years = new Map<string, { again: number; ended: number }>();
    for (const holder of ground.holders) {
      const person = ground.people.get(holder.person);
      if (person === undefined) continue;
      for (const title of holder.titles) {
        const { termEnd } = title;
        if (termEnd === null || termEnd > ground.day || title.state === 'REVOKED') continue;
        if (matches(where, titleAttributes(tally, holder, title)) === false) continue;
        if (placeOn(ground, person, termEnd) === null) continue;
        const again = holder.titles.some(
          (other) =>
            other !== title && other.awarded > title.awarded && isSame(other, title) && givesAgain(other, termEnd),
        );
        const year = years.get(termEnd.slice(0, 4)) ?? { again: 0, ended: 0 };
        years.set(termEnd.slice(0, 4), { again: year.again + (again ? 1 : 0), ended: year.ended + 1 });
      }
    }
    const list = [...years].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, counts]) => ({ name, ...counts }));
    const ended = list.reduce((sum, year) => sum + year.ended, 0);
    if (ended < FEWEST_ENDED) continue;
    const parts = list.map((year) => year.again / year.ended);
    return {
      part: {
        worst: Math.min(...parts),
        expected: list.reduce((sum, { again }) => sum + again, 0) / ended,
        best: Math.max(...parts),
      },
      years: list,
      of: where === tiers ? 'same' : 'all',
    };
  }
  return { part: { worst: 0, expected: null, best: 1 }, years: [], of: 'nothing' };
}

interface Title {
  readonly tier: string;
  readonly level: string;
  readonly awarded: Day;
  readonly termEnd: Day | null;
}

/** Whether an award gives again a title of the same tier and level that the person had. */
export function isRenewal(titles: readonly Title[], title: Title): boolean {
  return titles.some(
    (other) =>
      other !== title &&
      isSame(other, title) &&
      other.awarded < title.awarded &&
      (other.termEnd === null || givesAgain(title, other.termEnd)),
  );
}

function isSame(one: Title, other: Title): boolean {
  return one.tier === other.tier && one.level === other.level;
}

function givesAgain({ awarded }: Title, termEnd: Day): boolean {
  return awarded <= addDays(termEnd, DAYS_TO_RENEW);
}

/** How long a title and its holder last. */
export class Staying {
  readonly #stays: Outlook;
  readonly #renews: Outlook;

  constructor(leaving: Outlook, renewing: Outlook) {
    this.#stays = mapped(leaving, (part) => 1 - part);
    this.#renews = renewing;
  }

  /**
   * The part of a holder still there on a day.
   * @param since the day from which leaving counts
   * @param ends the first day after the term; null: open
   * @param years the length of a term
   */
  remains(each: Case, since: Day, on: Day, ends: Day | null, years: number | null): number | null {
    const stays = this.#stays[each];
    const ended = ends === null || on < ends ? 0 : 1 + further(ends, on, years);
    const renews = ended === 0 ? 1 : this.#renews[each];
    if (stays === null || renews === null) return null;
    return stays ** yearsBetween(since, on).valueOf() * renews ** ended;
  }
}

/** How often a term is over again after the first time. */
function further(ends: Day, on: Day, years: number | null): number {
  return years === null || years <= 0 ? 0 : Math.floor(yearsBetween(ends, on).valueOf() / years);
}

/** The length of a title's term in years; null: open. */
export function termYears({
  awarded,
  termEnd,
}: {
  readonly awarded: Day;
  readonly termEnd: Day | null;
}): number | null {
  if (termEnd === null) return null;
  return Math.max(1, Math.round(yearsBetween(awarded, termEnd).valueOf()));
}
