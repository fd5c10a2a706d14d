import type { Finding, SheetReport } from '../domain/roster.ts';
import type { Layout } from './layout.ts';
import type { Mapping } from './mapping.ts';
import { type Details, REASONS, type Reason, codeOfReason, messageOf } from './reasons.ts';
import { type SourceSheet, cellName } from './sheet.ts';

/** A row of data and where it stands. */
export interface RowPlace {
  readonly layout: Layout;
  /** From 0. */
  readonly row: number;
}

/** Collects what is to be said, and which rows are lost by it. */
export class Findings {
  readonly all: Finding[] = [];
  readonly #mapping: Mapping;
  readonly #rejected = new Map<Layout, Set<number>>();
  readonly #warned = new Map<Layout, Set<number>>();

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
  }

  /** Something about a whole sheet; with a column, about that column of it. */
  addToSheet(sheet: SourceSheet, reason: Reason, details: Details = {}, column: string | null = null): void {
    this.all.push({
      file: sheet.file,
      sheet: sheet.name,
      row: null,
      column,
      cell: null,
      severity: REASONS[reason].severity,
      code: codeOfReason(reason),
      message: messageOf(reason, { ...details, ...(column === null ? {} : { column: shownHeader(column) }) }),
    });
  }

  /** Something about a row, at the column of a field; a field without a column leaves it open. */
  add({ layout, row }: RowPlace, field: string, reason: Reason, details: Details = {}): void {
    const column = layout.columns.get(field);
    const header = column === undefined ? null : (layout.headers[column] ?? null);
    const wanted = this.#mapping.sheets[layout.kind].columns.get(field)?.header ?? field;
    const { severity } = REASONS[reason];
    const rows = severity === 'error' ? this.#rejected : this.#warned;
    const marked = rows.get(layout) ?? new Set<number>();
    rows.set(layout, marked.add(row));
    this.all.push({
      file: layout.sheet.file,
      sheet: layout.sheet.name,
      row: row + 1,
      column: header,
      cell: column === undefined ? null : cellName(row, column),
      severity,
      code: codeOfReason(reason),
      message: messageOf(reason, { column: shownHeader(header ?? wanted), ...details }),
    });
  }

  isRejected({ layout, row }: RowPlace): boolean {
    return this.#rejected.get(layout)?.has(row) ?? false;
  }

  reportOf(layout: Layout): SheetReport {
    const rejected = this.#rejected.get(layout)?.size ?? 0;
    return {
      file: layout.sheet.file,
      sheet: layout.sheet.name,
      kind: layout.kind,
      rows: layout.rows.length,
      accepted: layout.rows.length - rejected,
      rejected,
      warned: this.#warned.get(layout)?.size ?? 0,
    };
  }
}

/** A header on one line, as a sentence shows it. */
function shownHeader(header: string): string {
  return header.replace(/\s+/gu, '');
}
