import calendar from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { type Day, addDays, dayNumber } from './day.ts';
import type { Text } from './roster.ts';

/**
 * A day found by counting working days. Provisional: the official calendar of some day on the way is not known, and every
 * Monday to Friday was taken for a working day there.
 */
export interface CountedDay {
  readonly day: Day;
  /** The first day on the way whose official calendar is not known; null: all are, and the answer is certain. */
  readonly provisionalFrom: Day | null;
}

/** About ten years: nothing stands in public for longer. */
export const MOST_WORKING_DAYS = 2_500;

/**
 * The `count`th working day after a day, which does not count itself: the day on which a period begins is not part of it
 * (Civil Code, article 201). Working days are those of the State Council's calendar, with weekends that are worked and
 * weekdays that are not. @throws RangeError when `count` is not a whole number from 1 to {@link MOST_WORKING_DAYS}
 */
export function workingDayAfter(day: Day, count: number): CountedDay {
  if (!Number.isInteger(count) || count < 1 || count > MOST_WORKING_DAYS)
    throw new RangeError(`Not a number of working days: ${String(count)}`);
  let found = day;
  let provisionalFrom: Day | null = null;
  for (let left = count; left > 0;) {
    found = addDays(found, 1);
    if (provisionalFrom === null && !isCalendarKnown(found)) provisionalFrom = found;
    if (isWorkingDay(found)) left -= 1;
  }
  return { day: found, provisionalFrom };
}

/** How many working days lie between two days, both included; 0 when the last comes before the first. */
export function workingDaysFrom(
  first: Day,
  last: Day,
): { readonly count: number; readonly provisionalFrom: Day | null } {
  let count = 0;
  let provisionalFrom: Day | null = null;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (provisionalFrom === null && !isCalendarKnown(day)) provisionalFrom = day;
    if (isWorkingDay(day)) count += 1;
  }
  return { count, provisionalFrom };
}

/** Whether a day is a working day: by the official calendar, else whether it is a Monday to Friday. */
export function isWorkingDay(day: Day): boolean {
  return WORKED.has(day) || (isMondayToFriday(day) && !OFF.has(day));
}

/**
 * Whether the official calendar of a day is known here. That of a year also decides about the last week of the year before:
 * the new year's holiday may begin there, or a weekend be worked for it.
 */
export function isCalendarKnown(day: Day): boolean {
  const year = Number(day.slice(0, 4));
  return KNOWN_YEARS.has(year) && (day.slice(5) < LAST_WEEK || KNOWN_YEARS.has(year + 1));
}

/** The last year whose official calendar is known here: of later days every answer is provisional. */
export function lastKnownYear(): number {
  return Math.max(...KNOWN_YEARS);
}

/** What is said about a day that was counted where the official calendar is not known. */
export function provisionalText(from: Day): Text {
  return {
    zh: `暂定：没有${from}起的国务院放假安排，按周一至周五计算，公布后可能变动。`,
    en: `Provisional: the official calendar from ${from} on is not known here. Every Monday to Friday was taken for a working day, and the answer may change once it is published.`,
  };
}

/**
 * The calendar itself and not the functions of the package: those are a day off where the program runs west of Greenwich, and
 * answer for a year without a calendar as for one without holidays.
 */
const OFF: ReadonlySet<string> = new Set(Object.keys(calendar.holidays));
const WORKED: ReadonlySet<string> = new Set(Object.keys(calendar.workdays));

/** 1 October is a holiday by law: a year in which it is none has no calendar here. */
const NATIONAL_DAY = '-10-01';
const KNOWN_YEARS: ReadonlySet<number> = new Set(
  [...OFF].filter((day) => day.endsWith(NATIONAL_DAY)).map((day) => Number(day.slice(0, 4))),
);

const LAST_WEEK = '12-25';

function isMondayToFriday(day: Day): boolean {
  // 1970-01-01 was a Thursday.
  const weekday = (((dayNumber(day) + 4) % 7) + 7) % 7;
  return weekday !== 0 && weekday !== 6;
}
