import { GraphQLError } from 'graphql';
import { formatSchoolYear, parseSchoolYear } from '../src/domain/calendar.ts';
import { isDay } from '../src/domain/day.ts';
import { builder } from './builder.ts';

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

builder.scalarType('Date', {
  description:
    'A day in Asia/Shanghai, `YYYY-MM-DD`. Intervals are half-open: `from` counts, `to` is the first day that does not.',
  serialize: (day) => day,
  parseValue: (value) => {
    if (typeof value !== 'string' || !isDay(value))
      throw badInput('A Date is a day that exists, written YYYY-MM-DD, for example "2025-11-15".');
    return value;
  },
});

builder.scalarType('SchoolYear', {
  description:
    'A school year by its two calendar years, `2025-2026`. The calendar of the policy in force says on which day it begins.',
  serialize: (schoolYear) => formatSchoolYear(schoolYear),
  parseValue: (value) => {
    try {
      if (typeof value === 'string') return parseSchoolYear(value);
    } catch {
      // Told below, in the words of the API.
    }
    throw badInput('A SchoolYear is two calendar years that follow each other, for example "2025-2026".');
  },
});
