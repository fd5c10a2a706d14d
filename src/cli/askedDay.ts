import { InvalidArgumentError } from 'commander';
import { readConfig } from '../config.ts';
import { NOT_AN_ASKED_SCHOOL_YEAR, type SchoolYear, askedSchoolYear } from '../domain/calendar.ts';
import { type Day, NOT_AN_ASKED_DAY, isAskedDay } from '../domain/day.ts';
import type { Text } from '../domain/roster.ts';

/** The day of an option. @throws InvalidArgumentError for what cannot be asked about */
export function askedDay(text: string): Day {
  if (!isAskedDay(text)) throw invalid(NOT_AN_ASKED_DAY);
  return text;
}

/** The school year of an option. @throws InvalidArgumentError for what cannot be asked about */
export function schoolYearOption(text: string): SchoolYear {
  const schoolYear = askedSchoolYear(text);
  if (schoolYear === null) throw invalid(NOT_AN_ASKED_SCHOOL_YEAR);
  return schoolYear;
}

function invalid(text: Text): InvalidArgumentError {
  return new InvalidArgumentError(text[readConfig().language]);
}
