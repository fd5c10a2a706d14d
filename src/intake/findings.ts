import type { Finding, Severity, SheetReport, Text } from '../domain/roster.ts';
import type { Layout } from './layout.ts';
import { type ColumnGuess, type SheetGuess, textOfColumnGuess, textOfSheetGuess } from './guessSheet.ts';
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
  readonly #rejected = new Map<Layout, Set<number>>();
  readonly #warned = new Map<Layout, Set<number>>();

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

  /** A sheet that is not known for what it is, with what it might be. */
  addUnknownSheet(sheet: SourceSheet, guess: SheetGuess): void {
    this.#addGuess(sheet, 'unknown-sheet', textOfSheetGuess(sheet, guess), null);
  }

  /** A column that is not read, with what it might be. */
  addUnreadColumn({ sheet }: Layout, guess: ColumnGuess): void {
    this.#addGuess(sheet, 'column-not-read', textOfColumnGuess(guess), guess.header);
  }

  #addGuess(sheet: SourceSheet, reason: Reason, guess: Text, column: string | null): void {
    const message = messageOf(reason, column === null ? {} : { column: shownHeader(column) });
    this.all.push({
      file: sheet.file,
      sheet: sheet.name,
      row: null,
      column,
      cell: null,
      severity: REASONS[reason].severity,
      code: codeOfReason(reason),
      message: { zh: `${message.zh}${guess.zh}`, en: `${message.en} ${guess.en}`.trimEnd() },
    });
  }

  /** Something about a row, at a column that need not be a field's. */
  addAtColumn({ layout, row }: RowPlace, column: number, reason: Reason, details: Details): void {
    const header = layout.headers[column] ?? '';
    this.#mark({ layout, row }, REASONS[reason].severity);
    this.all.push({
      file: layout.sheet.file,
      sheet: layout.sheet.name,
      row: row + 1,
      column: header,
      cell: cellName(row, column),
      severity: REASONS[reason].severity,
      code: codeOfReason(reason),
      message: messageOf(reason, { column: shownHeader(header), ...details }),
    });
  }

  #mark({ layout, row }: RowPlace, severity: Severity): void {
    const rows = severity === 'error' ? this.#rejected : this.#warned;
    rows.set(layout, (rows.get(layout) ?? new Set<number>()).add(row));
  }

  /** Something about a row, at the column of a field; a field without a column leaves it open. */
  add({ layout, row }: RowPlace, field: string, reason: Reason, details: Details = {}): void {
    const column = layout.columns.get(field);
    const header = column === undefined ? null : (layout.headers[column] ?? null);
    const wanted = layout.mapping.columns.get(field)?.header ?? field;
    const { severity } = REASONS[reason];
    this.#mark({ layout, row }, severity);
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
