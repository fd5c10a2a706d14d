import { NOT_AN_ASKED_SCHOOL_YEAR, askedSchoolYear, formatSchoolYear } from '../src/domain/calendar.ts';
import { ASKED_ABOUT, NOT_AN_ASKED_DAY, isAskedDay } from '../src/domain/day.ts';
import { builder } from './builder.ts';
import { RequestFailure } from './errors.ts';

builder.scalarType('Date', {
  description: `A day in Asia/Shanghai, \`YYYY-MM-DD\`. Intervals are half-open: \`from\` counts, \`to\` is the first day that does not. Days from ${ASKED_ABOUT.first} to ${ASKED_ABOUT.last} can be asked about; others are refused (BAD_USER_INPUT).`,
  serialize: (day) => day,
  parseValue: (value) => {
    if (typeof value !== 'string' || !isAskedDay(value)) throw new RequestFailure('BAD_USER_INPUT', NOT_AN_ASKED_DAY);
    return value;
  },
});

builder.scalarType('SchoolYear', {
  description:
    'A school year by its two calendar years, `2025-2026`. The calendar of the policy in force says on which day it begins.',
  serialize: (schoolYear) => formatSchoolYear(schoolYear),
  parseValue: (value) => {
    const schoolYear = typeof value === 'string' ? askedSchoolYear(value) : null;
    if (schoolYear === null) throw new RequestFailure('BAD_USER_INPUT', NOT_AN_ASKED_SCHOOL_YEAR);
    return schoolYear;
  },
});
