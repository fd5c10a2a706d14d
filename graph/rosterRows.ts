import type { Day } from '../src/domain/day.ts';
import type { ImportRunId, RegionId } from '../src/domain/identifier.ts';
import type { Level } from '../src/domain/level.ts';
import type { Parameter, Transaction } from './session.ts';
import { number } from './value.ts';

/** What every statement of one import knows, under these names. */
export interface RosterFrame {
  readonly issuer: RegionId;
  readonly run: ImportRunId;
  /** From this day on real changes hold. */
  readonly asOf: Day;
  /** The levels below the issuer's own: their titles are given by the bodies above a person's school. */
  readonly levelsBelow: readonly Level[];
}

/** A row found fewer things than it names: the graph is not the one that the rows were made from. Nothing is written. */
export class RowsLost extends Error {
  override readonly name = 'RowsLost';
}

/** One row of an `UNWIND`: a plain list, which costs less than a map. */
export type Row = readonly Parameter[];

const BATCH = 4_000;
const IN_FLIGHT = 2;

/**
 * Runs one statement over all rows, `UNWIND $rows AS row` at its front and `RETURN count(*)` at its end added here, in
 * batches of which the next is on its way while the database works at the one before.
 * @param exact whether each row must give one result
 * @returns how many results the rows gave
 * @throws RowsLost when `exact` and a row found nothing
 */
export async function writeRows(
  transaction: Transaction,
  frame: RosterFrame,
  statement: string,
  rows: readonly Row[],
  exact = true,
): Promise<number> {
  const cypher = `UNWIND $rows AS row\n${statement}\nRETURN count(*)`;
  const starts = Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, batch) => batch * BATCH);
  let written = 0;
  for (let next = 0; next < starts.length; next += IN_FLIGHT) {
    const results = await Promise.all(
      starts
        .slice(next, next + IN_FLIGHT)
        .map((start) => transaction.run(cypher, { ...frame, rows: rows.slice(start, start + BATCH) })),
    );
    for (const [first] of results) written += number(first?.[0]);
  }
  if (exact && written !== rows.length)
    throw new RowsLost(`${rows.length - written} of ${rows.length} rows name something that is not there`);
  return written;
}
