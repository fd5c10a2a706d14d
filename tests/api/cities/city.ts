import type { Document } from '../../oracle/documents.ts';
import type { Rows } from '../../oracle/rows.ts';

/** A city whose answers are compared with what its rows say. */
export interface City {
  readonly name: string;
  readonly document: Document;
  readonly rows: () => Rows;
  /** The code that its region bore on a day. */
  readonly codeOn: (day: string) => string;
  /** Days that are asked about. */
  readonly days: readonly string[];
}
