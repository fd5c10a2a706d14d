import type { Text } from './roster.ts';

/**
 * A calendar day in Asia/Shanghai, written `YYYY-MM-DD`. Days compare as text: `'2024-09-01' < '2025-01-01'`.
 * Only {@link toDay} makes one, so a `Day` always exists in the calendar.
 */
export type Day = string & { readonly day: unique symbol };

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const MILLISECONDS_A_DAY = 86_400_000;

/** Whether a text is a day that exists (2025-02-29 does not). */
export function isDay(text: string): text is Day {
  const match = PATTERN.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month);
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The days that can be asked about: round them everything that is worked out (terms, months ahead) stays in the calendar. */
export const ASKED_ABOUT = { first: '1900-01-01', last: '2199-12-31' } as const;

/** Whether a text is a day that can be asked about. */
export function isAskedDay(text: string): text is Day {
  return isDay(text) && ASKED_ABOUT.first <= text && text <= ASKED_ABOUT.last;
}

/** What is said about any other text. */
export const NOT_AN_ASKED_DAY: Text = {
  zh: `日期须真实存在，写作 YYYY-MM-DD（例如 2025-11-15），并在 ${ASKED_ABOUT.first} 至 ${ASKED_ABOUT.last} 之间。`,
  en: `Give a day that exists, written YYYY-MM-DD (for example 2025-11-15), from ${ASKED_ABOUT.first} to ${ASKED_ABOUT.last}.`,
};

/** Reads `YYYY-MM-DD`. @throws RangeError when there is no such day */
export function toDay(text: string): Day {
  if (!isDay(text)) throw new RangeError(`Not a day: ${text}`);
  return text;
}

/** The day of these parts (month 1–12). @throws RangeError when there is no such day */
export function dayOf(year: number, month: number, day: number): Day {
  return toDay(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

/** Days since 1970-01-01, negative before. */
export function dayNumber(day: Day): number {
  const month = Number(day.slice(5, 7));
  // Counted from March on, so that the leap day is the last of its year.
  const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(day.slice(8)) - 1;
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468;
}

/** The day that stands `count` days after (before, when negative). */
export function addDays(day: Day, count: number): Day {
  return toDay(new Date((dayNumber(day) + count) * MILLISECONDS_A_DAY).toISOString().slice(0, 10));
}

/** The same date `count` years later; 29 February becomes 28 February where that year has none. */
export function addYears(day: Day, count: number): Day {
  const year = String(Number(day.slice(0, 4)) + count).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  return isDay(same) ? same : toDay(`${year}-02-28`);
}

/** The same day of the month `count` months later, or the last day of that month where it has none. */
export function addMonths(day: Day, count: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const month = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
  const lastDays = [day.slice(8), '30', '29', '28'].map((last) => `${month}-${last}`);
  return lastDays.find(isDay) ?? toDay(`${month}-28`);
}

/** The earlier of two days. */
export function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}

/** The later of two days. */
export function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}
