import { ROSTER_KINDS, type RosterKind, type Text } from '../domain/roster.ts';
import { readDayCell, written } from './cellReading.ts';
import { likeness } from './guess.ts';
import type { Layout } from './layout.ts';
import type { Mapping, SheetMapping } from './mapping.ts';
import { namedBy, plainHeader } from './namePatterns.ts';
import { type FieldSort, WORD_LISTS, type WordList, sortOf } from './rosterFields.ts';
import { type Cell, type SourceSheet, isEmpty } from './sheet.ts';
import { tidy, tidyHeader } from './text.ts';

/** What a column's cells look like. */
export type Contents =
  | { readonly sort: 'day' | 'number' | 'text' | 'person' | 'school' | 'region' | 'nothing' }
  | { readonly sort: 'code'; readonly lengths: readonly [least: number, most: number]; readonly letters: boolean }
  | { readonly sort: 'word'; readonly list: WordList };

/** What a column may be, and why. */
export interface ColumnGuess {
  readonly column: number;
  /** As written. */
  readonly header: string;
  /** Null: nothing is like it. */
  readonly field: string | null;
  /** The header is known for what it is. */
  readonly known: boolean;
  /** The known header that is most like this one. */
  readonly near: string | null;
  readonly contents: Contents;
  readonly samples: readonly string[];
}

/** What a sheet may be; kind null: nothing is like it. */
export interface SheetGuess {
  readonly kind: RosterKind | null;
  readonly headerRow: number;
  readonly columns: readonly ColumnGuess[];
  /** Kinds with their chances, the best first. */
  readonly score: number;
}

const ROWS_SEARCHED = 30;
const ROWS_SAMPLED = 60;
const SAMPLES = 3;
const LEAST_COLUMN = 0.5;
/** Headers less alike than this are not the reason of a guess. */
const LEAST_LIKE = 0.4;
const FITS = 0.35;
/** What is told by the contents alone is told well enough. */
const TELLS = 0.55;
/** What a known header counts for, where its cells are of another sort. */
const KNOWN = 2;
const BELIED = 0.6;

/** The kind of roster that a sheet's headers and cells are most like, column by column. */
export function guessSheet(sheet: SourceSheet, mapping: Mapping): SheetGuess {
  const headerRow = headerRowOf(sheet);
  const guesses = ROSTER_KINDS.map((kind) => guessAs(sheet, headerRow, mapping.sheets[kind], mapping));
  const best = guesses.reduce((one, other) => (other.score > one.score ? other : one));
  return best.columns.filter(({ field }) => field !== null).length < 2 ? { ...best, kind: null } : best;
}

/** The same as one kind of roster. */
export function guessAs(
  sheet: SourceSheet,
  headerRow: number,
  sheetMapping: SheetMapping,
  mapping: Mapping,
): SheetGuess {
  const header = sheet.rows[headerRow] ?? [];
  const columns = header.flatMap((cell, column) =>
    typeof cell !== 'string' || isEmpty(cell)
      ? []
      : [{ column, header: cell, ...lookAt(sheet, headerRow, column, mapping) }],
  );
  const taken = new Map<string, number>();
  const rated = columns
    .flatMap((each) =>
      [...sheetMapping.columns.keys()].map((field) => ({
        ...each,
        field,
        ...rate(each.header, field, each.contents, sheetMapping),
      })),
    )
    .filter(({ score }) => score >= LEAST_COLUMN)
    .sort((a, b) => b.score - a.score);
  const chosen = new Map<number, (typeof rated)[number]>();
  for (const each of rated) {
    if (taken.has(each.field) || chosen.has(each.column)) continue;
    taken.set(each.field, each.column);
    chosen.set(each.column, each);
  }
  const required = [...sheetMapping.columns].filter(([, column]) => column.required).map(([field]) => field);
  const missing = required.filter((field) => !taken.has(field)).length;
  const named = [...sheetMapping.names].some((name) => likeness(name, sheet.name) > 0.6) ? 0.5 : 0;
  const total = [...chosen.values()].reduce((sum, { score }) => sum + score, 0);
  return {
    kind: sheetMapping.kind,
    headerRow,
    score: total - missing * 0.7 + named,
    columns: columns.map(({ column, header: text, contents, samples }) => {
      const guess = chosen.get(column);
      return {
        column,
        header: text,
        contents,
        samples,
        field: guess?.field ?? null,
        known: guess?.known ?? false,
        near: guess?.near ?? null,
      };
    }),
  };
}

/** What an unread column of a sheet that is known may be, among the columns that the sheet does not have. */
export function guessColumn(layout: Layout, column: number, mapping: Mapping): ColumnGuess {
  const header = layout.headers[column] ?? '';
  const look = lookAt(layout.sheet, layout.headerRow, column, mapping);
  const [best] = [...layout.mapping.columns.keys()]
    .filter((field) => !layout.columns.has(field))
    .map((field) => ({ field, ...rate(header, field, look.contents, layout.mapping) }))
    .filter(({ score }) => score >= LEAST_COLUMN)
    .sort((a, b) => b.score - a.score);
  return { column, header, ...look, field: best?.field ?? null, known: false, near: best?.near ?? null };
}

function rate(
  header: string,
  field: string,
  contents: Contents,
  { kind, fields }: SheetMapping,
): { readonly score: number; readonly known: boolean; readonly near: string | null } {
  const text = tidyHeader(header);
  const fit = fitOf(contents, `${kind}.${field}`, sortOf(kind, field));
  if (fields.get(text) === field) return { score: fit < 0 ? BELIED : KNOWN, known: true, near: null };
  let near: string | null = null;
  let like = 0;
  for (const [known, of] of fields) {
    if (of !== field) continue;
    const value = likeness(plainHeader(text), plainHeader(known));
    if (value > like) [near, like] = [known, value];
  }
  return { score: like + fit, known: false, near: like < LEAST_LIKE ? null : near };
}

/** How well what the cells look like agrees with what should stand there. */
function fitOf(contents: Contents, field: string, sort: FieldSort): number {
  switch (contents.sort) {
    case 'nothing':
      return 0;
    case 'person':
      return field === 'teacher.name' ? TELLS : -FITS;
    case 'school':
      return sort.sort === 'schoolName' || field === 'school.name' ? TELLS : -FITS;
    case 'region':
      return sort.sort === 'region' ? TELLS : -FITS;
    case 'word':
      return sort.sort === 'word' && sort.list === contents.list ? TELLS : -FITS;
    case 'day':
    case 'number':
    case 'text':
    case 'code':
      return fitOfPlain(contents, sort);
  }
}

function fitOfPlain(contents: Contents, sort: FieldSort): number {
  switch (sort.sort) {
    case 'day':
      return contents.sort === 'day' ? FITS : -FITS;
    case 'code':
      return contents.sort === 'code' ? FITS / 2 : -FITS;
    case 'hours':
    case 'number':
    case 'year':
      return contents.sort === 'number' || (contents.sort === 'code' && !contents.letters) ? FITS / 2 : -FITS;
    case 'word':
    case 'text':
    case 'region':
    case 'schoolName':
    case 'schoolYear':
      return contents.sort === 'day' ? -FITS : 0;
  }
}

/** The row that looks most like headers: the one with most texts, none of them long, before any row with numbers or dates. */
function headerRowOf({ rows }: SourceSheet): number {
  let best = 0;
  let most = 0;
  for (let row = 0; row < Math.min(ROWS_SEARCHED, rows.length); row += 1) {
    const cells = (rows[row] ?? []).filter((cell) => !isEmpty(cell));
    const texts = new Set(
      cells.filter((cell) => typeof cell === 'string' && cell.length <= 20 && !/^[\d\s./-]+$/u.test(cell)),
    );
    if (texts.size > most && texts.size === cells.length) [best, most] = [row, texts.size];
  }
  return best;
}

function lookAt(
  sheet: SourceSheet,
  headerRow: number,
  column: number,
  mapping: Mapping,
): { readonly contents: Contents; readonly samples: readonly string[] } {
  const cells: Exclude<Cell, null>[] = [];
  for (let row = headerRow + 1; row < sheet.rows.length && cells.length < ROWS_SAMPLED; row += 1) {
    const cell = sheet.rows[row]?.[column] ?? null;
    if (cell !== null && !isEmpty(cell)) cells.push(cell);
  }
  const samples = [...new Set(cells.map(written))].slice(0, SAMPLES);
  return { contents: contentsOf(cells, sheet.typed, mapping), samples };
}

function contentsOf(cells: readonly Exclude<Cell, null>[], typed: boolean, mapping: Mapping): Contents {
  if (cells.length === 0) return { sort: 'nothing' };
  const most = (count: number): boolean => count >= cells.length * 0.7;
  const texts = cells.map((cell) => (typeof cell === 'object' ? '' : tidy(String(cell))));
  for (const list of WORD_LISTS)
    if (most(texts.filter((text) => mapping.words[list].codes.has(text)).length)) return { sort: 'word', list };
  const looksLikeDay = (cell: Cell, index: number): boolean =>
    !/^\d{6,8}$/u.test(texts[index] ?? '') &&
    (readDayCell(cell, typed).value !== null || isDateInOtherOrder(texts[index] ?? ''));
  if (most(cells.filter(looksLikeDay).length)) return { sort: 'day' };
  const codes = texts.filter((text) => /^(?=.*\d)[A-Z\d-]{4,}$/iu.test(text));
  if (most(codes.length)) {
    const lengths = codes.map(({ length }) => length);
    return {
      sort: 'code',
      lengths: [Math.min(...lengths), Math.max(...lengths)],
      letters: codes.some((code) => /\D/u.test(code)),
    };
  }
  for (const sort of ['person', 'school', 'region'] as const)
    if (most(texts.filter((text) => namedBy(text) === sort).length)) return { sort };
  return { sort: most(texts.filter((text) => /^\d+(\.\d+)?$/u.test(text)).length) ? 'number' : 'text' };
}

export function isDateInOtherOrder(text: string): boolean {
  return /^\d{1,2}[-/.年]\d{1,2}([-/.月](\d{2}|\d{4}|\d{1,2}日?)?)?$/u.test(text);
}

const CONTENTS: Readonly<Record<Exclude<Contents['sort'], 'word' | 'code'>, Text>> = {
  day: { zh: '像日期', en: 'they look like dates' },
  number: { zh: '像数字', en: 'they look like numbers' },
  text: { zh: '是文字', en: 'they are text' },
  person: { zh: '像姓名', en: 'they look like names of persons' },
  school: { zh: '像校名', en: 'they look like names of schools' },
  region: { zh: '像县区名', en: 'they look like names of counties' },
  nothing: { zh: '没有内容', en: 'there are none' },
};

/** What the cells look like, in words. */
export function textOfContents(contents: Contents): Text {
  switch (contents.sort) {
    case 'word':
      return { zh: `像“${contents.list}”用语`, en: `they look like words for ${contents.list}` };
    case 'code': {
      const length = [...new Set(contents.lengths)].join('-');
      const letters = contents.letters ? { zh: '含字母', en: ' with letters' } : { zh: '', en: '' };
      return { zh: `像${length}位${letters.zh}编号`, en: `they look like codes of ${length} characters${letters.en}` };
    }
    case 'day':
    case 'number':
    case 'text':
    case 'person':
    case 'school':
    case 'region':
    case 'nothing':
      return CONTENTS[contents.sort];
  }
}

/** One column as a finding tells it: what it may be, why, and what stands in it. */
export function textOfColumnGuess({ field, near, contents, samples }: ColumnGuess): Text {
  const looks = textOfContents(contents);
  const shown = samples.join('、');
  const cells =
    samples.length === 0
      ? { zh: '', en: '' }
      : { zh: `内容（如 ${shown}）${looks.zh}。`, en: `Cells such as ${shown}: ${looks.en}.` };
  if (field === null) return cells;
  const as = near ?? field;
  return {
    zh: `可能是“${as}”（${field}）。${cells.zh}如是，请写进对照表（--map）。`,
    en: `It may be “${as}” (${field}). ${cells.en} If so, say it in a mapping (--map).`,
  };
}

/** A sheet as a finding tells it. */
export function textOfSheetGuess(sheet: SourceSheet, { kind, columns }: SheetGuess): Text {
  const headers = columns.map(({ header }) => header.replace(/\s+/gu, '')).join('、');
  const place = { zh: `工作表“${sheet.name}”`, en: `Sheet “${sheet.name}”` };
  if (kind === null)
    return { zh: `${place.zh}的表头：${headers || '无'}。`, en: `${place.en} has the headers ${headers || '(none)'}.` };
  const read = columns
    .filter(({ field }) => field !== null)
    .map(({ header, field }) => `${header.replace(/\s+/gu, '')} = ${field ?? ''}`)
    .join('、');
  return {
    zh: `${place.zh}可能是 ${kind}：${read}。可用 --suggest-map 写出一份对照表。`,
    en: `${place.en} may be ${kind}: ${read}. --suggest-map writes a first mapping.`,
  };
}
