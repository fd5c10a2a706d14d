import { ROSTER_KINDS, type RosterKind } from '../domain/roster.ts';
import type { Mapping, SheetMapping } from './mapping.ts';
import { type Cell, type SourceSheet, isEmpty } from './sheet.ts';
import { tidy, tidyHeader } from './text.ts';

/** Where the data of a sheet stands. Rows and columns count from 0. */
export interface Layout {
  readonly sheet: SourceSheet;
  readonly kind: RosterKind;
  readonly headerRow: number;
  /** The headers' texts as written, by column. */
  readonly headers: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
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
  if (column === undefined) return null;
  const cell = layout.sheet.rows[row]?.[column] ?? null;
  return isEmpty(cell) ? (layout.filled.get(row)?.get(column) ?? null) : cell;
}

export type LayoutResult =
  | { readonly outcome: 'found'; readonly layout: Layout }
  | { readonly outcome: 'unknown' }
  | {
      readonly outcome: 'missing-columns';
      readonly kind: RosterKind;
      readonly headers: readonly string[];
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
  readonly named: boolean;
}

/** Finds out what a sheet is and where its headers and data stand. */
export function layOut(sheet: SourceSheet, mapping: Mapping): LayoutResult {
  const best = bestCandidate(sheet, mapping);
  if (!best) return { outcome: 'unknown' };
  const layout = layoutFrom(sheet, best, mapping);
  const { kind } = best.mapping;
  if (best.missing.length > 0)
    return {
      outcome: 'missing-columns',
      kind,
      headers: best.missing.map((field) => best.mapping.columns.get(field)?.header ?? field),
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

function bestCandidate(sheet: SourceSheet, mapping: Mapping): Candidate | null {
  let best: Candidate | null = null;
  for (let row = 0; row < Math.min(ROWS_SEARCHED, sheet.rows.length); row += 1)
    for (const kind of ROSTER_KINDS) {
      const candidate = candidateOf(sheet, row, mapping.sheets[kind]);
      if (candidate && (best === null || isBetter(candidate, best))) best = candidate;
    }
  return best;
}

function candidateOf(sheet: SourceSheet, row: number, mapping: SheetMapping): Candidate | null {
  const found = new Map<string, number[]>();
  (sheet.rows[row] ?? []).forEach((cell, column) => {
    const field = typeof cell === 'string' ? mapping.fields.get(tidyHeader(cell)) : undefined;
    if (field !== undefined) found.set(field, [...(found.get(field) ?? []), column]);
  });
  const required = [...mapping.columns].filter(([, column]) => column.required).map(([field]) => field);
  const missing = required.filter((field) => !found.has(field));
  const named = mapping.names.has(tidy(sheet.name)) || [...mapping.names].some((name) => sheet.name.startsWith(name));
  // A sheet that lacks a column is told from one of another kind by what it has: most of it, or by its name at least two.
  const present = required.length - missing.length;
  if (missing.length > 0 && (present < 2 || (present * 2 <= required.length && !named))) return null;
  return {
    row,
    mapping,
    named,
    missing,
    columns: new Map([...found].map(([field, [column = 0]]) => [field, column])),
    repeated: [...found].filter(([, columns]) => columns.length > 1).map(([field, columns]) => ({ field, columns })),
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
  { row: headerRow, mapping: { kind }, columns }: Candidate,
  mapping: Mapping,
): Layout {
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
    headerRow,
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
