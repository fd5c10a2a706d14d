import { ASKED_ABOUT, type Day, addDays, toDay } from './day.ts';
import type { Text } from './roster.ts';

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

/** The school year that began in this calendar year. @throws RangeError outside 1800–2300, beyond all that can be asked about */
export function schoolYearFrom(firstYear: number): SchoolYear {
  if (!Number.isInteger(firstYear) || firstYear < 1800 || firstYear > 2300)
    throw new RangeError(`Not a school year: ${String(firstYear)}`);
  return firstYear as SchoolYear;
}

const ASKED_YEARS = { first: Number(ASKED_ABOUT.first.slice(0, 4)), last: Number(ASKED_ABOUT.last.slice(0, 4)) };

/** Reads `2025-2026` where that can be asked about, as whole as its days can; null for anything else. */
export function askedSchoolYear(text: string): SchoolYear | null {
  const [, first, second] = WRITTEN.exec(text) ?? [];
  const years = [Number(first), Number(second)] as const;
  const asked = years[1] === years[0] + 1 && years[0] >= ASKED_YEARS.first && years[1] <= ASKED_YEARS.last;
  return asked ? schoolYearFrom(years[0]) : null;
}

/** What is said about any other text. */
export const NOT_AN_ASKED_SCHOOL_YEAR: Text = {
  zh: `学年须写作相连的两个年份（例如 2025-2026），并在 ${ASKED_YEARS.first}-${ASKED_YEARS.first + 1} 至 ${ASKED_YEARS.last - 1}-${ASKED_YEARS.last} 之间。`,
  en: `Give a school year as two calendar years that follow each other (for example 2025-2026), from ${ASKED_YEARS.first}-${ASKED_YEARS.first + 1} to ${ASKED_YEARS.last - 1}-${ASKED_YEARS.last}.`,
};

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
