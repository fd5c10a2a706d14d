import { type Day, addDays, isDay, toDay } from '../domain/day.ts';
import { type DateForms, USUAL_DATES as USUAL } from './mapping.ts';
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
const PARTS = /^(\d{1,4})([-/.])(\d{1,4})(?:\2(\d{1,4}))?$/u;
const SHORT_YEAR = /^(\d{2})年(\d{1,2})月(?:(\d{1,2})[日号])?$/u;

/** Reads what a date cell holds: days since 1899-12-30; the time of day counts for nothing. */
export function dayOfSerial(serial: number): DateReading {
  // Serial 60 is 29 February 1900, which never was; nothing before it is right either.
  if (!Number.isFinite(serial) || serial < 61 || serial > 73_415) return BAD;
  return { day: addDays(EPOCH, Math.floor(serial)), serialAsText: false };
}

/**
 * Reads a number that was meant as a date: a serial number, `20240901`, `202409`, or year and month as in `2024.9`.
 * Of `2024.1` a number no longer says whether it was January or October, unless the office says so.
 */
export function dayOfNumber(number: number, forms: DateForms = USUAL): DateReading {
  if (number >= FIRST_SERIAL && number < LAST_SERIAL + 1) return forms.serialNumbers ? dayOfSerial(number) : BAD;
  const text = String(number);
  const ambiguous = ambiguousMonth(text);
  if (ambiguous !== null) return monthOne(ambiguous, forms);
  const match = Number.isInteger(number) ? COMPACT.exec(text) : MONTH.exec(text);
  return match ? dayOf(match[1], match[2], match[3]) : BAD;
}

/**
 * Reads a date written as text; a month without a day is its first day. Four digits in front are a year in whatever order an
 * office otherwise writes.
 * @param typed false when the text may have been a number before (`.csv`): then `2024.1` is as ambiguous as the number
 */
export function dayOfText(text: string, typed = true, forms: DateForms = USUAL): DateReading {
  const tidied = halfWidth(text).replace(TIME, '').replace(SPACES, '');
  if (SERIAL.test(tidied)) {
    const serial = Number(tidied);
    if (!forms.serialNumbers || serial < FIRST_SERIAL || serial > LAST_SERIAL) return BAD;
    return { day: addDays(EPOCH, serial), serialAsText: true };
  }
  const ambiguous = typed ? null : ambiguousMonth(tidied);
  if (ambiguous !== null) return monthOne(ambiguous, forms);
  const full = FULL.exec(tidied);
  if (full) return dayOf(full[1], full[3], full[4]);
  const rest = WRITTEN.exec(tidied) ?? MONTH.exec(tidied) ?? WRITTEN_MONTH.exec(tidied) ?? COMPACT.exec(tidied);
  return rest ? dayOf(rest[1], rest[2], rest[3]) : dayInOrder(tidied, forms);
}

/** What only the office's own order tells: `1/9/2024`, `9/2024`, `98-9-1`, `98年9月`. */
function dayInOrder(text: string, { order, twoDigitYearsFrom }: DateForms): DateReading {
  const year = (written: string): string | undefined => yearOf(written, twoDigitYearsFrom);
  const short = SHORT_YEAR.exec(text);
  if (short) return dayOf(year(short[1] ?? ''), short[2], short[3]);
  const [matched, one = '', , two = '', three] = PARTS.exec(text) ?? [];
  if (matched === undefined) return BAD;
  if (order === 'YMD') return dayOf(year(one), two, three);
  if (three === undefined) return dayOf(year(two), one);
  return order === 'DMY' ? dayOf(year(three), two, one) : dayOf(year(three), one, two);
}

function yearOf(written: string, twoDigitYearsFrom: number | null): string | undefined {
  if (written.length === 4) return written;
  if (written.length !== 2 || twoDigitYearsFrom === null) return undefined;
  const century = twoDigitYearsFrom - (twoDigitYearsFrom % 100);
  const year = century + Number(written);
  return String(year < twoDigitYearsFrom ? year + 100 : year);
}

function monthOne(year: number, { monthOne: means }: DateForms): DateReading {
  return means === 'refuse'
    ? { problem: 'ambiguous-date', year }
    : dayOf(String(year), means === 'january' ? '1' : '10');
}

function ambiguousMonth(text: string): number | null {
  const match = /^(\d{4})\.1$/u.exec(text);
  const year = Number(match?.[1] ?? 0);
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : null;
}

function dayOf(year = '', month = '', day = '1'): DateReading {
  if (month.length > 2 || day.length > 2) return BAD;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const inRange = Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR;
  return inRange && isDay(text) ? { day: text, serialAsText: false } : BAD;
}
