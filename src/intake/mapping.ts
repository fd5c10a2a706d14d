import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Level } from '../domain/level.ts';
import { ROSTER_KINDS, type RosterKind } from '../domain/roster.ts';
import {
  type CodeEntry,
  type ColumnEntry,
  type ConditionEntry,
  type DateEntry,
  type MappingFile,
  type MappingSource,
  readMappingFile,
} from './mappingFile.ts';
import { WORD_LISTS, type WordList } from './rosterFields.ts';
import { tidy, tidyHeader } from './text.ts';

export { BadMapping, type MappingProblem, type MappingSource } from './mappingFile.ts';
export {
  type ClosedList,
  type CodeOf,
  FIELDS,
  type OpenList,
  WORD_LISTS,
  type WordList,
  codeOf,
  codesOf,
} from './rosterFields.ts';

/** How the dates of a column are written, beside the forms that are always read. */
export interface DateForms {
  readonly order: 'YMD' | 'DMY' | 'MDY';
  /** The first of the hundred years that two digits can mean; null: refused. */
  readonly twoDigitYearsFrom: number | null;
  readonly serialNumbers: boolean;
  readonly monthOne: 'refuse' | 'january' | 'october';
}

/** How codes of one sort are written. Letters come out in capitals. */
export interface CodeForm {
  /** Characters, the prefix included; null: any number. */
  readonly length: readonly [least: number, most: number] | null;
  readonly letters: boolean;
  /** Stands before every code, whether it is written or not. */
  readonly prefix: string;
  /** Whether zeros that a spreadsheet lost are put back behind the prefix, up to the least length. */
  readonly fill: boolean;
}

/** What holds where a sheet has no such column. */
export type Instead = { readonly value: string } | { readonly from: string } | { readonly unknown: true };

export interface ColumnMapping {
  readonly required: boolean;
  /** The level of the bodies that the column names. */
  readonly level: Level | null;
  /** The heading to ask for. */
  readonly header: string;
  readonly dates: DateForms;
  readonly instead: Instead | null;
  /** What an empty cell means; null: nothing. */
  readonly empty: string | null;
}

export interface SheetMapping {
  readonly kind: RosterKind;
  /** Names of sheets, which decide between two kinds that fit. */
  readonly names: ReadonlySet<string>;
  readonly columns: ReadonlyMap<string, ColumnMapping>;
  /** Field by header, as headers are compared. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Which rows: those whose cells under all these headers are as said. */
export type Condition = readonly {
  readonly header: string;
  /** As headers are compared. */
  readonly key: string;
  readonly is: 'filled' | 'empty' | ReadonlySet<string>;
}[];

/** What an office says of one of its sheets. */
export interface TableMapping {
  readonly sheet: RegExp | null;
  readonly file: RegExp | null;
  /** Null: not to be read. */
  readonly reads: SheetMapping | null;
  readonly where: Condition;
  readonly skip: Condition | null;
}

export interface WordMapping {
  readonly codes: ReadonlyMap<string, string>;
  /** The usual word for each code. */
  readonly usual: ReadonlyMap<string, string>;
}

export interface ShortForm {
  readonly ending: string;
  readonly becomes: string;
  readonly without: readonly string[];
}

export type SchoolYearForm = '2025-2026' | '2025' | '25-26';

/** How the headers and words of an office's sheets are read. */
export interface Mapping {
  readonly sheets: Readonly<Record<RosterKind, SheetMapping>>;
  /** What is said of single sheets; the first that fits decides whether a sheet is told by its headers at all. */
  readonly tables: readonly TableMapping[];
  readonly words: Readonly<Record<WordList, WordMapping>>;
  readonly codes: Readonly<Record<'staffNo' | 'school' | 'workshop', CodeForm>>;
  readonly schoolYears: readonly SchoolYearForm[];
  readonly units: Readonly<Record<'hours' | 'number' | 'year' | 'schoolYear', readonly string[]>>;
  readonly notes: readonly string[];
  readonly ignored: ReadonlySet<string>;
  /** Headers of what stands beside rejected rows. */
  readonly rejected: { readonly row: string; readonly zh: string; readonly en: string };
  readonly shortForms: readonly ShortForm[];
  /** Of what an office's own files say; empty: they say nothing. */
  readonly checksum: string;
}

/** Reads mapping files, the later ones adding to the earlier. @throws BadMapping */
export function readMapping(files: readonly MappingSource[]): Mapping {
  const parsed = files.map(readMappingFile);
  const sheets = perKind((kind) => sheetOf(kind, parsed));
  return {
    sheets,
    // An office's own file comes before what is shipped.
    tables: parsed.toReversed().flatMap((file) => tablesOf(file, sheets)),
    words: perList((list) => wordsOf(list, parsed)),
    codes: {
      staffNo: codeForm('staffNo', parsed),
      school: codeForm('school', parsed),
      workshop: codeForm('workshop', parsed),
    },
    schoolYears: parsed.findLast((file) => file.schoolYears)?.schoolYears ?? ['2025-2026'],
    units: {
      hours: parsed.flatMap((file) => file.units?.hours ?? []),
      number: parsed.flatMap((file) => file.units?.number ?? []),
      year: parsed.flatMap((file) => file.units?.year ?? []),
      schoolYear: parsed.flatMap((file) => file.units?.schoolYear ?? []),
    },
    notes: parsed.flatMap((file) => file.notes ?? []).map(tidy),
    ignored: new Set(
      parsed.flatMap((file) => [...(file.ignored ?? []), ...Object.values(file.rejected ?? {})]).map(tidyHeader),
    ),
    rejected: parsed.findLast((file) => file.rejected)?.rejected ?? { row: 'row', zh: 'zh', en: 'en' },
    shortForms: parsed.flatMap((file) => file.regions?.shortForms ?? []),
    checksum: '',
  };
}

const SHIPPED_FILES = ['sheets.yaml', 'words.yaml'];
let shipped: Mapping | null = null;

/** The mapping that comes with the product, with an office's own files added to it. @throws BadMapping */
export function shippedMapping(added: readonly MappingSource[] = []): Mapping {
  if (added.length > 0) {
    const hash = createHash('sha256').update(JSON.stringify(added.map(({ text }) => text)));
    return { ...readMapping([...shippedFiles(), ...added]), checksum: hash.digest('hex') };
  }
  shipped ??= readMapping(shippedFiles());
  return shipped;
}

function shippedFiles(): MappingSource[] {
  return SHIPPED_FILES.map((name) => ({
    name,
    text: readFileSync(new URL(`./mapping/${name}`, import.meta.url), 'utf8'),
  }));
}

function sheetOf(kind: RosterKind, files: readonly MappingFile[]): SheetMapping {
  const names = new Set(files.flatMap((file) => file.sheets?.[kind]?.names ?? []).map(tidy));
  const dates = datesOf(files.map((file) => file.dates));
  const nothing: SheetMapping = { kind, names, columns: new Map(), fields: new Map() };
  return files.reduce((sheet, file) => withColumns(sheet, file.sheets?.[kind]?.columns ?? {}, dates, false), nothing);
}

/** @param alone the headers named are the only ones of their columns, and no other column has them */
function withColumns(
  { kind, names, ...before }: SheetMapping,
  entries: Readonly<Record<string, ColumnEntry>>,
  dates: DateForms,
  alone: boolean,
): SheetMapping {
  const columns = new Map(before.columns);
  const fields = new Map(before.fields);
  for (const [field, entry] of Object.entries(entries)) {
    const known = columns.get(field);
    const [first] = entry.headers ?? [];
    const instead = insteadOf(entry) ?? (entry.headers === undefined ? (known?.instead ?? null) : null);
    columns.set(field, {
      required: instead !== null && 'unknown' in instead ? false : (entry.required ?? known?.required ?? false),
      level: entry.level ?? known?.level ?? null,
      header: (alone ? first : null) ?? known?.header ?? first ?? field,
      dates:
        entry.date === undefined ? (known?.dates ?? dates) : { ...(known?.dates ?? dates), ...ownDates(entry.date) },
      instead,
      empty: entry.empty ?? known?.empty ?? null,
    });
    if (alone && (first !== undefined || insteadOf(entry) !== null))
      for (const [header, other] of before.fields) if (other === field) fields.delete(header);
    for (const header of entry.headers ?? []) fields.set(tidyHeader(header), field);
  }
  return { kind, names, columns, fields };
}

function insteadOf({ value, from, unknown }: ColumnEntry): Instead | null {
  if (value !== undefined) return { value };
  if (from !== undefined) return { from };
  return unknown === true ? { unknown } : null;
}

/** How dates are written where an office says nothing. */
export const USUAL_DATES: DateForms = {
  order: 'YMD',
  twoDigitYearsFrom: null,
  serialNumbers: true,
  monthOne: 'refuse',
};

function datesOf(entries: readonly (DateEntry | undefined)[]): DateForms {
  return entries.reduce<DateForms>(
    (forms, entry) => (entry === undefined ? forms : { ...forms, ...ownDates(entry) }),
    USUAL_DATES,
  );
}

function ownDates({ order, twoDigitYearsFrom, serialNumbers, monthOne }: DateEntry): Partial<DateForms> {
  return {
    ...(order === undefined ? {} : { order }),
    ...(twoDigitYearsFrom === undefined ? {} : { twoDigitYearsFrom }),
    ...(serialNumbers === undefined ? {} : { serialNumbers: serialNumbers === 'read' }),
    ...(monthOne === undefined ? {} : { monthOne }),
  };
}

function tablesOf({ tables = [], dates }: MappingFile, sheets: Mapping['sheets']): TableMapping[] {
  return tables.map(({ sheet, file, as, where, skip, columns }) => ({
    sheet: sheet === undefined ? null : nameLike(sheet),
    file: file === undefined ? null : nameLike(file),
    reads: as === 'skip' ? null : withColumns(sheets[as], columns ?? {}, datesOf([dates]), true),
    where: conditionOf(where ?? {}),
    skip: skip === undefined ? null : conditionOf(skip),
  }));
}

/** A name in which `*` stands for anything. */
function nameLike(pattern: string): RegExp {
  const parts = tidy(pattern).split('*');
  return new RegExp(`^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`)).join('.*')}$`, 'u');
}

function conditionOf(entry: ConditionEntry): Condition {
  return Object.entries(entry).map(([header, is]) => ({
    header,
    key: tidyHeader(header),
    is: typeof is === 'string' ? is : new Set(is.map((word) => tidy(String(word)))),
  }));
}

function codeForm(name: 'staffNo' | 'school' | 'workshop', files: readonly MappingFile[]): CodeForm {
  const entry = files.findLast((file) => file.codes?.[name])?.codes?.[name];
  return entry === undefined ? { length: null, letters: true, prefix: '', fill: false } : formOf(entry);
}

function formOf({ digits, length, letters = false, prefix = '', fill }: CodeEntry): CodeForm {
  const exact = digits ?? length ?? null;
  return {
    length:
      exact === null ? null : typeof exact === 'number' ? [exact, exact] : [Math.min(...exact), Math.max(...exact)],
    letters,
    prefix: tidy(prefix).toUpperCase(),
    fill: fill ?? digits !== undefined,
  };
}

function wordsOf(list: WordList, files: readonly MappingFile[]): WordMapping {
  const codes = new Map<string, string>();
  const usual = new Map<string, string>();
  for (const file of files)
    for (const [code, words] of Object.entries(file.words?.[list] ?? {}))
      for (const word of words) {
        codes.set(tidy(word), code);
        if (!usual.has(code)) usual.set(code, word);
      }
  return { codes, usual };
}

function perKind<T>(make: (kind: RosterKind) => T): Record<RosterKind, T> {
  return Object.fromEntries(ROSTER_KINDS.map((kind) => [kind, make(kind)])) as Record<RosterKind, T>;
}

function perList<T>(make: (list: WordList) => T): Record<WordList, T> {
  return Object.fromEntries(WORD_LISTS.map((list) => [list, make(list)])) as Record<WordList, T>;
}
