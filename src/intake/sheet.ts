/**
 * Sheets of cells as plain data: what a reader of any format hands on, and all that the rest of intake knows of a file.
 * Nothing is interpreted here: text is as written, a date is the serial number that the spreadsheet keeps.
 */

/** What a workbook may carry besides cells. None of it is opened, run or followed. */
export type ActiveContent = 'macros' | 'external-links' | 'data-connections' | 'embedded-objects';

/** A file as it arrived. Its format is told from the bytes; the name serves the findings (and `.csv` as its sheet's name). */
export interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A number shown as a date: days since 1899-12-30, with the time of day as fraction. */
export interface DateCell {
  readonly date: number;
}

/** A number shown as a length of time or a time of day, in days. */
export interface DurationCell {
  readonly duration: number;
}

/** A formula, never evaluated: its text with the `=`. */
export interface FormulaCell {
  readonly formula: string;
}

/** An error value such as `#N/A`. */
export interface ErrorCell {
  readonly error: string;
}

/** One cell; null: empty. */
export type Cell = null | string | number | boolean | DateCell | DurationCell | FormulaCell | ErrorCell;

/** A merged area, counted from 0, both ends included. Its value stands in the first cell. */
export interface MergedArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SourceSheet {
  readonly file: string;
  /** The sheet's name; for a `.csv` the file's. */
  readonly name: string;
  /** A hidden sheet carries no rows: it is reported, not read. */
  readonly hidden: boolean;
  /** False for `.csv`: every cell is text, and what was a number cannot be told from what was typed. */
  readonly typed: boolean;
  /** Row 1 of the spreadsheet is at 0; empty rows are empty lists, and a row ends with its last cell. */
  readonly rows: readonly (readonly Cell[])[];
  readonly merged: readonly MergedArea[];
  /** What the file carries besides cells; stands with its first sheet. */
  readonly active?: readonly ActiveContent[];
}

/** How far the work is; `total` is 0 while it cannot be told. */
export interface IntakeProgress {
  readonly phase: 'reading' | 'checking' | 'planning';
  readonly sheet: string;
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: IntakeProgress) => void;

/** Whether a cell shows nothing: no value, or a text of spaces only. */
export function isEmpty(cell: Cell | undefined): boolean {
  return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}

/** `C50` for column 2 and row 49, both counted from 0. */
export function cellName(row: number, column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}
