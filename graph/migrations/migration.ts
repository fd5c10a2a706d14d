/** One numbered step of the database's shape. */
export interface Migration {
  readonly number: number;
  readonly title: string;
  /** Constraints and indexes, each written so that running it twice changes nothing. */
  readonly schema: readonly string[];
  /** Data statements, run in the one transaction that also records the migration: done by one process only. */
  readonly data: readonly string[];
}
