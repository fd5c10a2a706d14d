import { type Calendar, schoolYearCountingDay, schoolYearEnd, schoolYearOn, schoolYearStart } from '../calendar.ts';
import { type Day, addDays, addMonths, addYears, dayOf, earlier, isDay, toDay } from '../day.ts';
import type { Duration, Period } from '../policy/types.ts';

/** Days from the first to the last, both included; `from` null: since ever. */
export interface Span {
  readonly from: Day | null;
  readonly through: Day;
}

/** A period of the calendar, and the day on which lasting things are counted for it. */
export interface DatedPeriod {
  readonly name: string;
  readonly from: Day;
  /** Last day. */
  readonly through: Day;
  readonly countingDay: Day;
}

/** Periods that the calendar alone gives. */
export type CalendarPeriod = Extract<Period, 'month' | 'year' | 'schoolYear' | 'semester'>;
export const CALENDAR_PERIODS: readonly CalendarPeriod[] = ['month', 'year', 'schoolYear', 'semester'];

export function isCalendarPeriod(unit: string): unit is CalendarPeriod {
  return CALENDAR_PERIODS.some((period) => period === unit);
}

/** The period of a kind in which a day lies. */
export function periodOn(period: CalendarPeriod, day: Day, calendar: Calendar): DatedPeriod {
  const year = Number(day.slice(0, 4));
  switch (period) {
    case 'month': {
      const from = toDay(`${day.slice(0, 7)}-01`);
      const through = addDays(addMonths(from, 1), -1);
      return { name: day.slice(0, 7), from, through, countingDay: through };
    }
    case 'year': {
      const through = dayOf(year, 12, 31);
      const stated = calendar.countingDay.year;
      const countingDay = stated === undefined ? through : toDay(`${day.slice(0, 4)}-${stated}`);
      return { name: day.slice(0, 4), from: dayOf(year, 1, 1), through, countingDay };
    }
    case 'schoolYear': {
      const schoolYear = schoolYearOn(day, calendar);
      return {
        name: `${schoolYear}-${schoolYear + 1}`,
        from: schoolYearStart(schoolYear, calendar),
        through: addDays(schoolYearEnd(schoolYear, calendar), -1),
        countingDay: schoolYearCountingDay(schoolYear, calendar),
      };
    }
    case 'semester': {
      const starts = [year - 1, year, year + 1]
        .flatMap((each) => calendar.semesters.map((start) => toDay(`${each}-${start}`)))
        .sort();
      const from = starts.findLast((start) => start <= day) ?? dayOf(year, 1, 1);
      const next = starts.find((start) => start > day) ?? dayOf(year + 1, 1, 1);
      const through = addDays(next, -1);
      const stated = calendar.countingDay.semester;
      const counting = [from.slice(0, 4), through.slice(0, 4)]
        .map((each) => (stated === undefined ? '' : `${each}-${stated}`))
        .find((each) => each >= from && each <= through);
      return { name: from, from, through, countingDay: counting !== undefined && isDay(counting) ? counting : through };
    }
  }
}

/** The completed periods before the one in which a day lies, newest first. */
export function lastPeriods(
  period: CalendarPeriod,
  count: number,
  day: Day,
  calendar: Calendar,
): readonly DatedPeriod[] {
  const found: DatedPeriod[] = [];
  let current = periodOn(period, day, calendar);
  while (found.length < count) {
    current = periodOn(period, addDays(current.from, -1), calendar);
    found.push(current);
  }
  return found;
}

/** The day so much later (earlier, when negative); null: the unit has no length of its own. */
export function dayAfter(day: Day, { count, unit }: Duration, direction: 1 | -1 = 1): Day | null {
  switch (unit) {
    case 'day':
      return addDays(day, direction * count);
    case 'month':
      return addMonths(day, direction * count);
    case 'semester':
      return addMonths(day, direction * count * 6);
    case 'year':
    case 'schoolYear':
      return addYears(day, direction * count);
    case 'term':
    case 'round':
      return null;
  }
}

/** The span up to a day at most. */
export function until(span: Span, day: Day): Span {
  return { from: span.from, through: earlier(span.through, day) };
}

export function liesIn(day: Day, { from, through }: Span): boolean {
  return (from === null || from <= day) && day <= through;
}
