import { type SchoolYear, schoolYearFrom } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import { type DateReading, dayOfNumber, dayOfSerial, dayOfText } from './dateReading.ts';
import { nearestWords } from './guess.ts';
import type { CodeForm, DateForms, Mapping, SchoolYearForm, WordList } from './mapping.ts';
import type { Details, Reason } from './reasons.ts';
import type { Cell } from './sheet.ts';
import { beginsLikeFormula, length, tidy } from './text.ts';

/** What is wrong with a cell, or odd about it. */
export interface Remark {
  readonly reason: Reason;
  readonly details: Details;
}

/** What a cell says: a value, perhaps with a remark; or why it says nothing. */
export type Reading<T> =
  { readonly value: T; readonly remark: Remark | null } | { readonly value: null; readonly remark: Remark };

const LONGEST_SHOWN = 40;
const LONG_TEXT = 200;

/** The cell as it is shown in a sentence. */
export function written(cell: Cell): string {
  const text =
    cell === null
      ? ''
      : typeof cell !== 'object'
        ? String(cell)
        : 'date' in cell
          ? shownDate(cell.date)
          : 'duration' in cell
            ? `${Math.floor(cell.duration * 24)}:${String(Math.round(cell.duration * 1440) % 60).padStart(2, '0')}`
            : 'formula' in cell
              ? cell.formula
              : cell.error;
  const shown = text.trim();
  return length(shown) > LONGEST_SHOWN ? `${Array.from(shown).slice(0, LONGEST_SHOWN).join('')}…` : shown;
}

function shownDate(serial: number): string {
  const reading = dayOfSerial(serial);
  return 'day' in reading ? reading.day : String(serial);
}

function value<T>(result: T, remark: Remark | null = null): Reading<T> {
  return { value: result, remark };
}

function refuse(reason: Reason, cell: Cell, details: Details = {}): { readonly value: null; readonly remark: Remark } {
  return { value: null, remark: { reason, details: { written: written(cell), ...details } } };
}

/** Formulas and error values say nothing, whatever the column. */
function refused(cell: Cell): { readonly value: null; readonly remark: Remark } | null {
  if (cell === null || typeof cell !== 'object') return null;
  if ('formula' in cell) return refuse('formula-cell', cell);
  if ('error' in cell) return refuse('error-cell', cell);
  return null;
}

/** A cell's text as it stands; null where a spreadsheet made a date or time of it. */
function plainText(cell: Cell): string | null {
  if (cell === null) return '';
  return typeof cell === 'object' ? null : String(cell);
}

/**
 * Text: a name, a class, a phone. What begins like a formula is kept exactly.
 * @param mayBeLong false where the length is judged otherwise
 */
export function readTextCell(cell: Cell, mayBeLong = true): Reading<string> {
  const bad = refused(cell);
  if (bad) return bad;
  const text = plainText(cell);
  if (text === null) return refuse('date-instead-of-text', cell);
  if (typeof cell === 'string' && beginsLikeFormula(text))
    return value(text, { reason: 'text-begins-like-a-formula', details: { written: written(cell) } });
  const tidied = tidy(text);
  if (!mayBeLong || tidied.length <= LONG_TEXT) return value(tidied);
  const count = length(tidied);
  return value(tidied, count > LONG_TEXT ? { reason: 'very-long-text', details: { length: count } } : null);
}

/** A code in the form that the office says, in capitals; without a form any text. */
export function readCodeCell(cell: Cell, form: CodeForm): Reading<string> {
  const bad = refused(cell);
  if (bad) return bad;
  const text = tidy(plainText(cell) ?? '').toUpperCase();
  if (text === '' && form.length === null) return refuse('date-instead-of-text', cell);
  const code = codeIn(text, form);
  if (code !== null) return value(code);
  const { length, letters, prefix } = form;
  const details = { digits: length === null ? '' : [...new Set(length)].join('-'), prefix };
  if (letters) return refuse('bad-code-with-letters', cell, details);
  return refuse(prefix === '' ? 'bad-code' : 'bad-code-with-prefix', cell, details);
}

/** A code in its full form; null: it has another one. */
export function codeIn(text: string, { length, letters, prefix, fill }: CodeForm): string | null {
  if (length === null && letters && prefix === '') return text;
  const body = prefix !== '' && text.startsWith(prefix) ? text.slice(prefix.length) : text;
  if (!(letters ? /^[\p{L}\p{N}_-]+$/u : /^\d+$/u).test(body)) return null;
  const code = prefix + (fill && length !== null ? body.padStart(length[0] - prefix.length, '0') : body);
  return length === null || (code.length >= length[0] && code.length <= length[1]) ? code : null;
}

/** A word of a list, as its code. */
export function readWordCell(cell: Cell, list: WordList, reason: Reason, mapping: Mapping): Reading<string> {
  const bad = refused(cell);
  if (bad) return bad;
  const text = tidy(plainText(cell) ?? '');
  const { codes, usual } = mapping.words[list];
  const code = codes.get(text);
  if (code !== undefined) return value(code);
  return refuse(reason, cell, {
    words: Array.from(usual.values()).join('、'),
    guess: nearestWords(text, codes.keys()).slice(0, 1).join(),
  });
}

const SEPARATORS = /[、，,/;+]/u;

/** One or more words of a list, as their codes. */
export function readWordsCell(cell: Cell, list: WordList, reason: Reason, mapping: Mapping): Reading<string[]> {
  const bad = refused(cell);
  if (bad) return bad;
  const codes: string[] = [];
  for (const word of tidy(plainText(cell) ?? '').split(SEPARATORS)) {
    const reading = readWordCell(word, list, reason, mapping);
    if (reading.value === null)
      return { value: null, remark: { reason, details: { ...reading.remark.details, written: written(cell) } } };
    if (!codes.includes(reading.value)) codes.push(reading.value);
  }
  return value(codes);
}

/** A day. @param typed false for `.csv` */
export function readDayCell(cell: Cell, typed: boolean, forms?: DateForms): Reading<Day> {
  const bad = refused(cell);
  if (bad) return bad;
  const reading = dateReading(cell, typed, forms);
  if ('day' in reading)
    return value(
      reading.day,
      reading.serialAsText
        ? { reason: 'number-as-text-date', details: { written: written(cell), day: reading.day } }
        : null,
    );
  return reading.problem === 'ambiguous-date'
    ? refuse('ambiguous-date', cell, { year: reading.year })
    : refuse('bad-date', cell);
}

function dateReading(cell: Cell, typed: boolean, forms?: DateForms): DateReading {
  if (typeof cell === 'number') return dayOfNumber(cell, forms);
  if (typeof cell === 'string') return dayOfText(cell, typed, forms);
  if (cell !== null && typeof cell === 'object' && 'date' in cell) return dayOfSerial(cell.date);
  return { problem: 'bad-date' };
}

/** Training hours: a number, or one followed by their unit. */
export function readHoursCell(cell: Cell, units: readonly string[]): Reading<number> {
  const bad = refused(cell);
  if (bad) return bad;
  const text = typeof cell === 'string' ? withoutUnit(tidy(cell), units) : typeof cell === 'number' ? String(cell) : '';
  if (!/^[-\u2212]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/iu.test(text)) return refuse('hours-not-a-number', cell);
  const hours = Number(text.replace('\u2212', '-'));
  if (!Number.isFinite(hours)) return refuse('hours-not-a-number', cell);
  return hours < 0 ? refuse('negative-hours', cell) : value(hours === 0 ? 0 : hours);
}

/** A number between two, both included. */
export function readNumberCell(
  cell: Cell,
  [least, most]: readonly [number, number],
  whole: boolean,
  units: readonly string[],
): Reading<number> {
  const bad = refused(cell);
  if (bad) return bad;
  const text = typeof cell === 'string' ? withoutUnit(tidy(cell), units) : typeof cell === 'number' ? String(cell) : '';
  const number = Number(text.replace('\u2212', '-'));
  const fits = whole ? Number.isInteger(number) : Number.isFinite(number);
  if (!/^[-\u2212]?(\d+(\.\d*)?|\.\d+)$/u.test(text) || !fits) return refuse('not-a-number', cell);
  return number < least || number > most ? refuse('number-out-of-bounds', cell, { least, most }) : value(number);
}

/** A calendar year. */
export function readYearCell(cell: Cell, units: readonly string[]): Reading<number> {
  const bad = refused(cell);
  if (bad) return bad;
  const text = withoutUnit(tidy(plainText(cell) ?? ''), units);
  const year = Number(text);
  return /^\d{4}$/u.test(text) && year >= 1900 && year <= 2100 ? value(year) : refuse('bad-year', cell);
}

/** A school year: `2025-2026`, whatever dash joins the two, and the other forms that the office says. */
export function readSchoolYearCell(
  cell: Cell,
  units: readonly string[],
  forms: readonly SchoolYearForm[] = [],
): Reading<SchoolYear> {
  const bad = refused(cell);
  if (bad) return bad;
  const text = inFull(withoutUnit(tidy(plainText(cell) ?? ''), units), forms);
  const match = /^(\d{4})[-\u2010-\u2015\u2212~/\u81f3](\d{4})$/u.exec(text);
  const first = Number(match?.[1] ?? 0);
  return first >= 1900 && first <= 2100 && Number(match?.[2]) === first + 1
    ? value(schoolYearFrom(first))
    : refuse('bad-school-year', cell);
}

function inFull(text: string, forms: readonly SchoolYearForm[]): string {
  if (forms.includes('2025') && /^\d{4}$/u.test(text)) return `${text}-${Number(text) + 1}`;
  const short = forms.includes('25-26') ? /^(\d{2})[-\u2010-\u2015\u2212~/\u81f3](\d{2})$/u.exec(text) : null;
  return short === null ? text : `20${short[1] ?? ''}-20${short[2] ?? ''}`;
}

function withoutUnit(text: string, units: readonly string[]): string {
  const unit = units.find((candidate) => text.endsWith(candidate));
  return unit === undefined ? text : text.slice(0, -unit.length);
}

/** The name of a school or a region, as such names are compared. */
export function readNameCell(cell: Cell): Reading<string> {
  const bad = refused(cell);
  if (bad) return bad;
  const text = plainText(cell);
  return text === null ? refuse('date-instead-of-text', cell) : value(tidy(text));
}
