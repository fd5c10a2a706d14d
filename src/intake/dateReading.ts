import { type Day, addDays, isDay, toDay } from '../domain/day.ts';
import { halfWidth } from './text.ts';

/** A day that was read, how it could not be, or how it was read all the same. */
export type DateReading =
  | { readonly day: Day; readonly serialAsText: boolean }
  | { readonly problem: 'bad-date' }
  | { readonly problem: 'ambiguous-date'; readonly year: number };

const EPOCH = toDay('1899-12-30');
const FIRST_SERIAL = 20_000;
const LAST_SERIAL = 60_000;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const BAD: DateReading = { problem: 'bad-date' };

const TIME = /[\sT]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$/u;
const SPACES = /\s/gu;
const FULL = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/u;
const WRITTEN = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]$/u;
const MONTH = /^(\d{4})[-/.](\d{1,2})$/u;
const WRITTEN_MONTH = /^(\d{4})年(\d{1,2})月$/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})?$/u;
const SERIAL = /^\d{5}$/u;

/** Reads what a date cell holds: days since 1899-12-30; the time of day counts for nothing. */
export function dayOfSerial(serial: number): DateReading {
  // Serial 60 is 29 February 1900, which never was; nothing before it is right either.
  if (!Number.isFinite(serial) || serial < 61 || serial > 73_415) return BAD;
  return { day: addDays(EPOCH, Math.floor(serial)), serialAsText: false };
}

/**
 * Reads a number that was meant as a date: a serial number, `20240901`, `202409`, or year and month as in `2024.9`.
 * Of `2024.1` a number no longer says whether it was January or October.
 */
export function dayOfNumber(number: number): DateReading {
  if (number >= FIRST_SERIAL && number < LAST_SERIAL + 1) return dayOfSerial(number);
  const text = String(number);
  const ambiguous = ambiguousMonth(text);
  if (ambiguous !== null) return { problem: 'ambiguous-date', year: ambiguous };
  const match = Number.isInteger(number) ? COMPACT.exec(text) : MONTH.exec(text);
  return match ? dayOf(match[1], match[2], match[3]) : BAD;
}

/**
 * Reads a date written as text; a month without a day is its first day.
 * @param typed false when the text may have been a number before (`.csv`): then `2024.1` is as ambiguous as the number
 */
export function dayOfText(text: string, typed = true): DateReading {
  const tidied = halfWidth(text).replace(TIME, '').replace(SPACES, '');
  if (SERIAL.test(tidied)) {
    const serial = Number(tidied);
    if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return BAD;
    return { day: addDays(EPOCH, serial), serialAsText: true };
  }
  const ambiguous = typed ? null : ambiguousMonth(tidied);
  if (ambiguous !== null) return { problem: 'ambiguous-date', year: ambiguous };
  const full = FULL.exec(tidied);
  if (full) return dayOf(full[1], full[3], full[4]);
  const rest = WRITTEN.exec(tidied) ?? MONTH.exec(tidied) ?? WRITTEN_MONTH.exec(tidied) ?? COMPACT.exec(tidied);
  return rest ? dayOf(rest[1], rest[2], rest[3]) : BAD;
}

function ambiguousMonth(text: string): number | null {
  const match = /^(\d{4})\.1$/u.exec(text);
  const year = Number(match?.[1] ?? 0);
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : null;
}

function dayOf(year = '', month = '', day = '1'): DateReading {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const inRange = Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR;
  return inRange && isDay(text) ? { day: text, serialAsText: false } : BAD;
}
