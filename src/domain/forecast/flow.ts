import type { Calendar } from '../calendar.ts';
import { formatSchoolYear } from '../calendar.ts';
import { type Day, isDay, toDay } from '../day.ts';
import { FEWEST_YEARS } from '../targetForecast.ts';
import { type TargetPeriod, periodAfter, periodOn } from '../targetPeriod.ts';
import { type Outlook, NO_OUTLOOK } from './outlook.ts';

/** What came in each of the completed years that are looked at, oldest first. */
export interface Series {
  readonly years: readonly { readonly name: string; readonly count: number }[];
  /** Completed years that are on record; fewer than {@link FEWEST_YEARS} are no basis. */
  readonly onRecord: number;
}

/** The completed periods that a pace is taken from, oldest first. */
export interface CompletedPeriods {
  readonly periods: readonly TargetPeriod[];
  readonly onRecord: number;
}

/**
 * The completed periods since a policy began; where these are fewer than two, as many before it as make two. Never before
 * the first record, and none when fewer than two are on record.
 * @param began the first day of the policy
 * @param first the first day from which on anything is on record; null: nothing is
 */
export function completedPeriods(
  kind: TargetPeriod['kind'],
  day: Day,
  began: Day,
  first: Day | null,
  calendar: Calendar,
): CompletedPeriods {
  const current = periodOn(kind, day, calendar);
  // On its last day a period is over: all of its days count.
  const running = day === current.last ? periodAfter(current, calendar, 1) : current;
  const before = (since: Day) => {
    const period = periodOn(kind, since, calendar);
    return Math.max(0, running.year - period.year - (period.first < since ? 1 : 0));
  };
  const firstYear = first === null ? null : periodOn(kind, first, calendar);
  const onRecord = firstYear === null ? 0 : Math.max(0, running.year - firstYear.year);
  const count = Math.min(Math.max(before(began), FEWEST_YEARS), onRecord);
  const periods =
    count < FEWEST_YEARS
      ? []
      : Array.from({ length: count }, (_, index) => periodAfter(running, calendar, index - count));
  return { periods, onRecord };
}

export function periodName(period: TargetPeriod): string {
  return period.kind === 'year' ? String(period.year) : formatSchoolYear(period.year);
}

/** What happened on days, counted by period. */
export function seriesOf(completed: CompletedPeriods, days: readonly Day[]): Series {
  return {
    years: completed.periods.map((period) => ({
      name: periodName(period),
      count: days.filter((day) => period.first <= day && day <= period.last).length,
    })),
    onRecord: completed.onRecord,
  };
}

/** The least, the mean and the greatest of the years; nothing where there are too few. */
export function paceOf({ years }: Series): Outlook {
  if (years.length < FEWEST_YEARS) return NO_OUTLOOK;
  const counts = years.map(({ count }) => count);
  return {
    worst: Math.min(...counts),
    expected: counts.reduce((sum, count) => sum + count, 0) / counts.length,
    best: Math.max(...counts),
  };
}

/** On which days of a year things happen: parts that add up to 1. */
export type Timing = readonly { readonly monthDay: string; readonly part: number }[];

/** When things happened within the years looked at; with nothing to go by, on the last day of the year. */
export function timingOf({ periods }: CompletedPeriods, days: readonly Day[]): Timing {
  const within = days.filter((day) => periods.some(({ first, last }) => first <= day && day <= last));
  if (within.length === 0) return [{ monthDay: '12-31', part: 1 }];
  const counts = new Map<string, number>();
  for (const day of within) counts.set(day.slice(5), (counts.get(day.slice(5)) ?? 0) + 1);
  return [...counts]
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([monthDay, count]) => ({ monthDay, part: count / within.length }));
}

/** What comes after one day and up to another, for one thing a year. */
export function arrivals(
  timing: Timing,
  after: Day,
  through: Day,
): readonly { readonly on: Day; readonly part: number }[] {
  const [first, last] = [after, through].map((day) => Number(day.slice(0, 4)));
  const found: { on: Day; part: number }[] = [];
  for (let year = first ?? 0; year <= (last ?? 0); year += 1)
    for (const { monthDay, part } of timing) {
      const on = dayIn(year, monthDay);
      if (after < on && on <= through) found.push({ on, part });
    }
  return found;
}

function dayIn(year: number, monthDay: string): Day {
  const text = `${String(year).padStart(4, '0')}-${monthDay}`;
  return isDay(text) ? text : toDay(`${text.slice(0, 5)}02-28`);
}
