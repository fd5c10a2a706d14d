import {
  type Calendar,
  type SchoolYear,
  schoolYearCountingDay,
  schoolYearEnd,
  schoolYearFrom,
  schoolYearOn,
  schoolYearStart,
} from './calendar.ts';
import { type Day, addDays, dayOf, earlier, toDay } from './day.ts';
import type { TargetReading } from './policy/targetReading.ts';

/** One of the periods for each of which a target is asked. */
export type TargetPeriod = (
  { readonly kind: 'year'; readonly year: number } | { readonly kind: 'schoolYear'; readonly year: SchoolYear }
) & {
  readonly first: Day;
  /** Both ends count. */
  readonly last: Day;
  /** The day on which lasting things are counted. */
  readonly countOn: Day;
};

/** More periods than any policy plans for. */
const MOST_PERIODS = 60;

/**
 * The periods of a target: those that begin in its time. One that had begun before the target did is not asked for as a
 * whole. Without a last day: up to the one that runs.
 */
export function periodsOf(
  { period, begins, last }: Pick<TargetReading, 'period' | 'begins' | 'last'>,
  calendar: Calendar,
  day: Day,
): readonly TargetPeriod[] {
  if (period === null) return [];
  const until = last ?? day;
  const periods: TargetPeriod[] = [];
  let next = periodOn(period, begins, calendar);
  if (next.first < begins) next = periodAfter(next, calendar, 1);
  while (next.first <= until && periods.length < MOST_PERIODS) {
    periods.push(last === null ? next : { ...next, last: earlier(next.last, last) });
    next = periodAfter(next, calendar, 1);
  }
  return periods;
}

/** The period in which a day lies. */
export function periodOn(kind: 'year' | 'schoolYear', day: Day, calendar: Calendar): TargetPeriod {
  return kind === 'year'
    ? yearOf(Number(day.slice(0, 4)), calendar)
    : schoolYearOf(schoolYearOn(day, calendar), calendar);
}

/** The period so many periods later; earlier, when negative. */
export function periodAfter(period: TargetPeriod, calendar: Calendar, count: number): TargetPeriod {
  return period.kind === 'year'
    ? yearOf(period.year + count, calendar)
    : schoolYearOf(schoolYearFrom(period.year + count), calendar);
}

function yearOf(year: number, { countingDay }: Calendar): TargetPeriod {
  const last = dayOf(year, 12, 31);
  const countOn = countingDay.year === undefined ? last : toDay(`${last.slice(0, 4)}-${countingDay.year}`);
  return { kind: 'year', year, first: dayOf(year, 1, 1), last, countOn };
}

function schoolYearOf(year: SchoolYear, calendar: Calendar): TargetPeriod {
  return {
    kind: 'schoolYear',
    year,
    first: schoolYearStart(year, calendar),
    last: addDays(schoolYearEnd(year, calendar), -1),
    countOn: schoolYearCountingDay(year, calendar),
  };
}
