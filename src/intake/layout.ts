import { ROSTER_KINDS, type RosterKind } from '../domain/roster.ts';
import type { Condition, Mapping, SheetMapping, TableMapping } from './mapping.ts';
import { type Cell, type SourceSheet, isEmpty } from './sheet.ts';
import { tidy, tidyHeader } from './text.ts';

/** Where the data of a sheet stands. Rows and columns count from 0. */
export interface Layout {
  readonly sheet: SourceSheet;
  readonly kind: RosterKind;
  /** How this sheet's columns are read. */
  readonly mapping: SheetMapping;
  readonly headerRow: number;
  /** The headers' texts as written, by column. */
  readonly headers: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
  /** What holds in every row, for fields that have no column. */
  readonly constants: ReadonlyMap<string, string>;
  /** What an empty cell means, by field. */
  readonly empty: ReadonlyMap<string, string>;
  /** Columns that decide which rows are read. */
  readonly deciding: readonly number[];
  /** Rows that no part of the mapping claims, with the column that decides; they stand in one layout of their sheet. */
  readonly unclaimed: ReadonlyMap<number, number>;
  /** Columns with a header that means nothing here. */
  readonly unread: readonly number[];
  readonly rows: readonly number[];
  /** Rows of data that stand below the notes. */
  readonly belowNotes: ReadonlySet<number>;
  readonly blank: readonly number[];
  readonly repeatedHeaders: readonly number[];
  /** The value of each cell under a vertically merged one, by row and column. */
  readonly filled: ReadonlyMap<number, ReadonlyMap<number, Cell>>;
}

/** The cell of a field in a row, what is merged over it included; null: empty, or no such column. */
export function cellAt(layout: Layout, row: number, field: string): Cell {
  const column = layout.columns.get(field);
  if (column === undefined) return layout.constants.get(field) ?? null;
  return cellIn(layout, row, column) ?? layout.empty.get(field) ?? null;
}

/** Whether something says what a field is, be it empty: a column, or the mapping. */
export function speaksOf({ columns, constants }: Layout, field: string): boolean {
  return columns.has(field) || constants.has(field);
}

/** The cell at a column, what is merged over it included. */
function cellIn({ sheet, filled }: Pick<Layout, 'sheet' | 'filled'>, row: number, column: number): Cell {
  const cell = sheet.rows[row]?.[column] ?? null;
  return isEmpty(cell) ? (filled.get(row)?.get(column) ?? null) : cell;
}

export type LayoutResult =
  | { readonly outcome: 'found'; readonly layout: Layout }
  | { readonly outcome: 'unknown' }
  | {
      readonly outcome: 'missing-columns';
      readonly kind: RosterKind;
      readonly headers: readonly string[];
      /** Headers that mean nothing here: one of them may be the missing one. */
      readonly unread: readonly string[];
      readonly rows: number;
    }
  | {
      readonly outcome: 'repeated-column';
      readonly kind: RosterKind;
      readonly header: string;
      readonly columns: readonly number[];
      readonly rows: number;
    };

/** Title rows above the headers are few. */
const ROWS_SEARCHED = 30;

interface Candidate {
  readonly row: number;
  readonly mapping: SheetMapping;
  readonly columns: ReadonlyMap<string, number>;
  readonly repeated: readonly { readonly field: string; readonly columns: readonly number[] }[];
  /** Required columns that stand nowhere in the row. */
  readonly missing: readonly string[];
  /** How many required columns do. */
  readonly found: number;
  readonly named: boolean;
}

/**
 * Finds out what a sheet is and where its headers and data stand: by what the mapping says of it, which may be several things,
 * otherwise by its headers. An empty list: the mapping says that it is not to be read.
 */
export function layOut(sheet: SourceSheet, mapping: Mapping): readonly LayoutResult[] {
  const tables = mapping.tables.filter((table) => isOf(table, sheet));
  const reads = tables.flatMap((table) => (table.reads === null ? [] : [{ ...table, reads: table.reads }]));
  if (reads.length > 0) return claimAll(reads.map((table) => pinned(sheet, table, mapping)));
  if (tables.length > 0) return [];
  const best = bestCandidate(sheet, mapping);
  return [best ? resultOf(sheet, best, mapping) : { outcome: 'unknown' }];
}

type ReadTable = TableMapping & { readonly reads: SheetMapping };

function isOf({ sheet, file }: TableMapping, source: SourceSheet): boolean {
  return (sheet === null || sheet.test(tidy(source.name))) && (file === null || file.test(tidy(source.file)));
}

function resultOf(sheet: SourceSheet, best: Candidate, mapping: Mapping): LayoutResult {
  const layout = layoutFrom(sheet, best, mapping);
  const { kind } = best.mapping;
  if (best.missing.length > 0)
    return {
      outcome: 'missing-columns',
      kind,
      headers: best.missing.map((field) => best.mapping.columns.get(field)?.header ?? field),
      unread: layout.unread.map((column) => layout.headers[column] ?? ''),
      rows: layout.rows.length,
    };
  const [repeated] = best.repeated;
  if (repeated)
    return {
      outcome: 'repeated-column',
      kind,
      header: best.mapping.columns.get(repeated.field)?.header ?? repeated.field,
      columns: repeated.columns,
      rows: layout.rows.length,
    };
  return { outcome: 'found', layout };
}

/** The sheet as one thing that the mapping says it is, with the rows that are said to be that. */
function pinned(sheet: SourceSheet, { reads, where, skip }: ReadTable, mapping: Mapping): PinnedResult {
  let best: Candidate | null = null;
  for (let row = 0; row < Math.min(ROWS_SEARCHED, sheet.rows.length); row += 1) {
    const candidate = candidateIn(sheet, row, reads);
    if (best === null || candidate.columns.size > best.columns.size) best = candidate;
  }
  const nothing: Candidate = candidateIn(sheet, 0, reads);
  const result = resultOf(sheet, best ?? nothing, mapping);
  if (result.outcome !== 'found') return { result, skipped: new Set(), undecided: new Map() };
  const { layout } = result;
  const columnOf = ({ key }: Condition[number]): number =>
    layout.headers.findIndex((header) => tidyHeader(header) === key);
  const absent = [...where, ...(skip ?? [])].filter((each) => columnOf(each) < 0);
  if (absent.length > 0)
    return {
      result: {
        outcome: 'missing-columns',
        kind: reads.kind,
        headers: absent.map(({ header }) => header),
        unread: layout.unread.map((column) => layout.headers[column] ?? ''),
        rows: layout.rows.length,
      },
      skipped: new Set(),
      undecided: new Map(),
    };
  const fits = (row: number, each: Condition[number]): boolean => {
    const cell = cellIn(layout, row, columnOf(each));
    const text = cell === null || typeof cell === 'object' ? '' : tidy(String(cell));
    if (each.is === 'filled') return !isEmpty(cell);
    return each.is === 'empty' ? isEmpty(cell) : each.is.has(text);
  };
  const skipped = new Set(skip === null ? [] : layout.rows.filter((row) => skip.every((each) => fits(row, each))));
  const undecided = new Map<number, number>();
  const rows = layout.rows.filter((row) => {
    if (skipped.has(row)) return false;
    const failing = where.find((each) => !fits(row, each));
    if (failing !== undefined) undecided.set(row, columnOf(failing));
    return failing === undefined;
  });
  const deciding = [...where, ...(skip ?? [])].map(columnOf);
  const unread = layout.unread.filter((column) => !deciding.includes(column));
  return { result: { outcome: 'found', layout: { ...layout, rows, deciding, unread } }, skipped, undecided };
}

interface PinnedResult {
  readonly result: LayoutResult;
  readonly skipped: ReadonlySet<number>;
  /** Rows that are something else, with the column that says so. */
  readonly undecided: ReadonlyMap<number, number>;
}

/** A row that none of them takes belongs to the first, to be said so; a column that one of them reads is read. */
function claimAll(all: readonly PinnedResult[]): readonly LayoutResult[] {
  const layouts = all.flatMap(({ result }) => (result.outcome === 'found' ? [result.layout] : []));
  const taken = new Set([...layouts.flatMap(({ rows }) => rows), ...all.flatMap(({ skipped }) => [...skipped])]);
  const [first] = layouts;
  const unclaimed = new Map(all.flatMap(({ undecided }) => [...undecided]).filter(([row]) => !taken.has(row)));
  const read = new Set(layouts.flatMap(({ columns, deciding }) => [...columns.values(), ...deciding]));
  return all.map(({ result }) => {
    if (result.outcome !== 'found') return result;
    const { layout } = result;
    const unread = layout === first ? layout.unread.filter((column) => !read.has(column)) : [];
    if (layout !== first || unclaimed.size === 0) return { outcome: 'found', layout: { ...layout, unread } };
    const rows = [...layout.rows, ...unclaimed.keys()].sort((a, b) => a - b);
    return { outcome: 'found', layout: { ...layout, unread, rows, unclaimed } };
  });
}

function bestCandidate(sheet: SourceSheet, mapping: Mapping): Candidate | null {
  let best: Candidate | null = null;
  for (let row = 0; row < Math.min(ROWS_SEARCHED, sheet.rows.length); row += 1)
    for (const kind of ROSTER_KINDS) {
      const candidate = candidateOf(sheet, row, mapping.sheets[kind]);
      if (candidate && (best === null || isBetter(candidate, best))) best = candidate;
    }
  return best;
}

/** A row as the headers of a kind of sheet; null: it is not. */
function candidateOf(sheet: SourceSheet, row: number, mapping: SheetMapping): Candidate | null {
  const candidate = candidateIn(sheet, row, mapping);
  const { missing, named, found } = candidate;
  // A sheet that lacks a column is told from one of another kind by what it has: most of it, or by its name at least two.
  const required = found + missing.length;
  if (missing.length > 0 && (found < 2 || (found * 2 <= required && !named))) return null;
  return found === 0 ? null : candidate;
}

function candidateIn(sheet: SourceSheet, row: number, mapping: SheetMapping): Candidate {
  const found = new Map<string, number[]>();
  (sheet.rows[row] ?? []).forEach((cell, column) => {
    const field = typeof cell === 'string' ? mapping.fields.get(tidyHeader(cell)) : undefined;
    if (field !== undefined) found.set(field, [...(found.get(field) ?? []), column]);
  });
  const columns = new Map([...found].map(([field, [column = 0]]) => [field, column]));
  const said = [...mapping.columns].filter(([field, { instead }]) => instead !== null && !columns.has(field));
  for (const [field, { instead }] of said) {
    const source = instead !== null && 'from' in instead ? columns.get(instead.from) : undefined;
    if (source !== undefined) columns.set(field, source);
  }
  const required = [...mapping.columns].filter(([, column]) => column.required).map(([field]) => field);
  const constant = new Set(
    said.flatMap(([field, { instead }]) => (instead !== null && 'value' in instead ? [field] : [])),
  );
  const missing = required.filter((field) => !columns.has(field) && !constant.has(field));
  return {
    row,
    mapping,
    named: mapping.names.has(tidy(sheet.name)) || [...mapping.names].some((name) => sheet.name.startsWith(name)),
    missing,
    found: required.filter((field) => found.has(field)).length,
    columns,
    repeated: [...found].filter(([, all]) => all.length > 1).map(([field, all]) => ({ field, columns: all })),
  };
}

function isBetter(one: Candidate, other: Candidate): boolean {
  const complete = (candidate: Candidate) => (candidate.missing.length === 0 ? 1 : 0);
  if (complete(one) !== complete(other)) return complete(one) > complete(other);
  if (complete(one) === 0 && one.named !== other.named) return one.named;
  if (one.columns.size !== other.columns.size) return one.columns.size > other.columns.size;
  return one.named && !other.named;
}

function layoutFrom(
  sheet: SourceSheet,
  { row: headerRow, mapping: sheetMapping, columns }: Candidate,
  mapping: Mapping,
): Layout {
  const { kind } = sheetMapping;
  const header = sheet.rows[headerRow] ?? [];
  const read = new Set(columns.values());
  const rows: number[] = [];
  const belowNotes = new Set<number>();
  const blank: number[] = [];
  const repeatedHeaders: number[] = [];
  const wide = wideRows(sheet);
  let inNotes = false;
  for (let row = headerRow + 1; row < sheet.rows.length; row += 1) {
    const cells = sheet.rows[row] ?? [];
    const filled = filledCells(cells);
    if (filled === 0) blank.push(row);
    else if (isHeaderAgain(cells, header, read)) repeatedHeaders.push(row);
    else if (filled === 1 && (inNotes || wide.has(row) || opensNotes(cells, mapping))) inNotes = true;
    else {
      rows.push(row);
      if (inNotes) belowNotes.add(row);
    }
  }
  // The blank rows that part data from notes belong to neither.
  const last = rows.findLast((row) => !belowNotes.has(row)) ?? headerRow;
  return {
    sheet,
    kind,
    mapping: sheetMapping,
    headerRow,
    constants: new Map(
      [...sheetMapping.columns].flatMap(([field, { instead }]) =>
        instead !== null && 'value' in instead && !columns.has(field) ? [[field, instead.value]] : [],
      ),
    ),
    empty: new Map([...sheetMapping.columns].flatMap(([field, { empty }]) => (empty === null ? [] : [[field, empty]]))),
    deciding: [],
    unclaimed: new Map(),
    headers: header.map((cell) => (typeof cell === 'string' ? cell : '')),
    columns,
    unread: header.flatMap((cell, column) =>
      typeof cell !== 'string' || isEmpty(cell) || read.has(column) || mapping.ignored.has(tidyHeader(cell))
        ? []
        : [column],
    ),
    rows,
    belowNotes,
    blank: blank.filter((row) => row < last),
    repeatedHeaders,
    filled: fillMerged(sheet, headerRow),
  };
}

function filledCells(cells: readonly Cell[]): number {
  let count = 0;
  for (const cell of cells) if (!isEmpty(cell)) count += 1;
  return count;
}

function isHeaderAgain(cells: readonly Cell[], header: readonly Cell[], read: ReadonlySet<number>): boolean {
  for (const column of read) {
    const [cell, head] = [cells[column], header[column]];
    if (typeof cell !== 'string' || typeof head !== 'string') return false;
    if (cell !== head && tidyHeader(cell) !== tidyHeader(head)) return false;
  }
  return true;
}

function opensNotes(cells: readonly Cell[], mapping: Mapping): boolean {
  const only = cells.find((cell) => !isEmpty(cell));
  if (typeof only !== 'string') return false;
  const text = tidy(only);
  return mapping.notes.some((opening) => text.startsWith(opening));
}

/** Rows with a cell merged over several columns: titles and notes, not data. */
function wideRows(sheet: SourceSheet): ReadonlySet<number> {
  return new Set(
    sheet.merged.filter(({ left, right, top, bottom }) => right > left && top === bottom).map(({ top }) => top),
  );
}

/** A value merged over several rows holds for each of them, in its first column. */
function fillMerged(sheet: SourceSheet, headerRow: number): ReadonlyMap<number, ReadonlyMap<number, Cell>> {
  const filled = new Map<number, Map<number, Cell>>();
  for (const { top, left, bottom } of sheet.merged) {
    const value = sheet.rows[top]?.[left] ?? null;
    if (top <= headerRow || value === null) continue;
    for (let row = top + 1; row <= bottom; row += 1) {
      const cells = filled.get(row) ?? new Map<number, Cell>();
      cells.set(left, value);
      filled.set(row, cells);
    }
  }
  return filled;
}
