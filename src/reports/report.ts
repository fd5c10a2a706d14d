/** A cell: text stays text and a number stays a number, whatever program opens the file. Null: empty. */
export type Cell = string | number | null;

/** A table that is ready to be written, in one language. */
export interface Report {
  /** What the file is called, without its ending. */
  readonly name: string;
  readonly title: string;
  /** What stands above the table: a label and what it says. */
  readonly notes: readonly (readonly [label: string, value: string])[];
  readonly columns: readonly Column[];
  /** As many cells as there are columns. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly header: string;
  /** In characters. */
  readonly width: number;
}
