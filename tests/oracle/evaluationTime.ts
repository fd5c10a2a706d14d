import { type Day, addDays, addMonths, addYears, dayNumber, dayOf, earlier, toDay } from '../../src/domain/day.ts';
import type { Calendar } from '../../src/domain/calendar.ts';
import type { Window } from '../../src/domain/policy/condition.ts';
import type { Duration } from '../../src/domain/policy/types.ts';
import { type Exact, ZERO, exact, plus } from './exact.ts';

/** Days, both ends included; `from` null: without a beginning. */
export interface Days {
  readonly from: Day | null;
  readonly through: Day;
}

/** The days of which a window speaks. */
export type WindowDays =
  | ({ readonly is: 'days'; /** Each must have its record. */ readonly periods: readonly Days[] | null } & Days)
  | { readonly is: 'nothing' | 'notKnown' }
  | { readonly is: 'lastRecords'; readonly count: number };

/** When something happened that a window counts from: a day, never, or not known. */
export type EventDay = Day | 'never' | 'notKnown';

/** A duration back from a day; null: its unit has no length of its own. */
export function back(day: Day, { count, unit }: Duration): Day | null {
  switch (unit) {
    case 'day':
      return addDays(day, -count);
    case 'month':
      return addMonths(day, -count);
    case 'year':
    case 'schoolYear':
      return addYears(day, -count);
    case 'semester':
      return addMonths(day, -6 * count);
    case 'term':
    case 'round':
      return null;
  }
}

export function windowDays(
  window: Window,
  asked: Day,
  calendar: Calendar,
  eventDay: (event: string) => EventDay,
): WindowDays {
  const days = (from: Day | null, through: Day, periods: readonly Days[] | null = null): WindowDays => {
    const end = earlier(through, asked);
    return from !== null && from > end ? { is: 'nothing' } : { is: 'days', from, through: end, periods };
  };
  switch (window.window) {
    case 'ever':
      return days(null, asked);
    case 'dates':
      return days(window.from, window.through ?? asked);
    case 'within': {
      const start = back(asked, window.duration);
      return start === null ? { is: 'notKnown' } : days(addDays(start, 1), asked);
    }
    case 'lastRecords':
      return { is: 'lastRecords', count: window.count };
    case 'lastPeriods': {
      const { unit, count } = window.duration;
      if (unit === 'term' || unit === 'round') return { is: 'notKnown' };
      const periods: Days[] = [];
      let first = periodOf(unit, asked, calendar).from;
      for (let left = count; left > 0; left -= 1) {
        const period = periodOf(unit, addDays(first, -1), calendar);
        periods.push(period);
        first = period.from;
      }
      const [latest] = periods;
      return latest === undefined ? { is: 'nothing' } : days(first, latest.through, periods);
    }
    case 'first':
    case 'since':
    case 'before': {
      const event = eventDay(window.window === 'first' ? window.of : window.event);
      if (event === 'notKnown') return { is: 'notKnown' };
      if (event === 'never') return { is: 'nothing' };
      if (window.window === 'before') return days(null, addDays(event, -1));
      if (window.window !== 'first') return days(event, asked);
      const { count, unit } = window.duration;
      const end = back(event, { count: -count, unit });
      return end === null ? { is: 'notKnown' } : days(event, addDays(end, -1));
    }
  }
}

export interface Period extends Days {
  readonly from: Day;
}

type PeriodUnit = 'day' | 'month' | 'year' | 'schoolYear' | 'semester';
const walked = new WeakMap<Calendar, Map<string, Period>>();

/** The period of the calendar in which a day lies. */
export function periodOf(unit: PeriodUnit, day: Day, calendar: Calendar): Period {
  const kept = walked.get(calendar) ?? new Map<string, Period>();
  walked.set(calendar, kept);
  const period = kept.get(`${unit} ${day}`) ?? walk(unit, day, calendar);
  kept.set(`${unit} ${day}`, period);
  return period;
}

/** Back to its first day and on to its last. */
function walk(unit: PeriodUnit, day: Day, calendar: Calendar): Period {
  const begins = (each: Day): boolean => {
    const monthDay = each.slice(5);
    switch (unit) {
      case 'day':
        return true;
      case 'month':
        return monthDay.endsWith('-01');
      case 'year':
        return monthDay === '01-01';
      case 'schoolYear':
        return monthDay === calendar.schoolYear;
      case 'semester':
        return calendar.semesters.includes(monthDay);
    }
  };
  let from = day;
  while (!begins(from)) from = addDays(from, -1);
  let through = day;
  while (!begins(addDays(through, 1))) through = addDays(through, 1);
  return { from, through };
}

/** The day of a period on which lasting things are counted. */
export function countingDay(unit: string, period: Period, calendar: Calendar): Day {
  const monthDay =
    unit === 'schoolYear' || unit === 'semester' || unit === 'year' ? calendar.countingDay[unit] : undefined;
  for (let day = period.from; day <= period.through; day = addDays(day, 1)) if (day.slice(5) === monthDay) return day;
  return period.through;
}

/** Years from one day to another: the completed ones, and the part by days of the one that has begun. */
export function yearsBetween(from: Day, to: Day): Exact {
  if (to <= from) return ZERO;
  const years = completedYears(from, to);
  const [last, next] = [dayNumber(addYears(from, years)), dayNumber(addYears(from, years + 1))];
  return plus(exact(years), { over: BigInt(dayNumber(to) - last), under: BigInt(next - last) });
}

export function completedYears(from: Day, to: Day): number {
  let years = 0;
  while (addYears(from, years + 1) <= to) years += 1;
  return years;
}

/** 31 December of each year that lies in the days. */
export function yearEnds({ from, through }: Days): readonly number[] {
  if (from === null) return [];
  const years: number[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(through.slice(0, 4)); year += 1) {
    const end = dayOf(year, 12, 31);
    if (from <= end && end <= through) years.push(year);
  }
  return years;
}

export function isDayWritten(text: string): Day | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? toDay(text) : null;
}
