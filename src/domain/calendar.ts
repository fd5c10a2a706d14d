import { type Day, addDays, toDay } from './day.ts';

/** The first calendar year of a school year: 2025 is 2025-2026. */
export type SchoolYear = number & { readonly schoolYear: unique symbol };

/** What a policy says about time. Month-days are `MM-DD`. */
export interface Calendar {
  /** First day of a school year, `MM-DD` (default 09-01). */
  readonly schoolYear: string;
  /** First days of the semesters, `MM-DD` (default 09-01 and 02-01). */
  readonly semesters: readonly string[];
  /** The day on which lasting facts are counted for a period, `MM-DD`; without one, the period's last day. */
  readonly countingDay: Readonly<Partial<Record<'schoolYear' | 'semester' | 'year', string>>>;
}

const WRITTEN = /^(\d{4})-(\d{4})$/;

/** The school year that began in this calendar year. @throws RangeError outside 1900–2200 */
export function schoolYearFrom(firstYear: number): SchoolYear {
  if (!Number.isInteger(firstYear) || firstYear < 1900 || firstYear > 2200)
    throw new RangeError(`Not a school year: ${String(firstYear)}`);
  return firstYear as SchoolYear;
}

/** Reads `2025-2026`. @throws RangeError for anything else */
export function parseSchoolYear(text: string): SchoolYear {
  const match = WRITTEN.exec(text);
  if (!match || Number(match[2]) !== Number(match[1]) + 1) throw new RangeError(`Not a school year: ${text}`);
  return schoolYearFrom(Number(match[1]));
}

/** `2025-2026`. */
export function formatSchoolYear(schoolYear: SchoolYear): string {
  return `${schoolYear}-${schoolYear + 1}`;
}

/** First day of a school year. */
export function schoolYearStart(schoolYear: SchoolYear, calendar: Calendar): Day {
  return toDay(`${schoolYear}-${calendar.schoolYear}`);
}

/** The first day after a school year: where a pairing without an end of its own ends. */
export function schoolYearEnd(schoolYear: SchoolYear, calendar: Calendar): Day {
  return toDay(`${schoolYear + 1}-${calendar.schoolYear}`);
}

/** The school year in which a day lies. */
export function schoolYearOn(day: Day, calendar: Calendar): SchoolYear {
  const year = Number(day.slice(0, 4));
  return schoolYearFrom(day.slice(5) < calendar.schoolYear ? year - 1 : year);
}

/** The day on which lasting facts of a school year are counted (30 June by default in the shipped policies). */
export function schoolYearCountingDay(schoolYear: SchoolYear, calendar: Calendar): Day {
  const monthDay = calendar.countingDay.schoolYear;
  if (monthDay === undefined) return addDays(schoolYearEnd(schoolYear, calendar), -1);
  const year = monthDay < calendar.schoolYear ? schoolYear + 1 : schoolYear;
  return toDay(`${year}-${monthDay}`);
}
