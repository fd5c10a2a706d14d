import type { Day } from '../domain/day.ts';

/** A cell: text stays text, a number a number and a day a day, whatever program opens the file. Null: empty. */
export type Cell = string | number | DayCell | null;

export interface DayCell {
  readonly day: Day;
}

/** A table that is ready to be written, in one language. */
export interface Report {
  /** What the file is called, without its ending. */
  readonly name: string;
  readonly title: string;
  /** What the sheet is called: at most 31 characters, none of `\\ / ? * [ ] :`. */
  readonly sheet: string;
  /** What stands above the table: a label and what it says. */
  readonly notes: readonly (readonly [label: string, value: Cell])[];
  readonly columns: readonly Column[];
  /** As many cells as there are columns. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly header: string;
  /** In characters. */
  readonly width: number;
}
