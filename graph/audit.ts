import { randomUUID } from 'node:crypto';
import type { Transaction } from './session.ts';

/** Anything that JSON can say: what stood in a fact before and after. */
export type Recorded =
  string | number | boolean | null | undefined | readonly Recorded[] | { readonly [field: string]: Recorded };

export type AuditAction = 'create' | 'change' | 'correct' | 'end' | 'remove' | 'undo';

/** What one write did to one fact, or to many facts of one sheet when it only created them. */
export interface AuditRecord {
  /** Who: the id of a token, or the word for the command that wrote. */
  readonly by: string;
  readonly action: AuditAction;
  /** The concept, in the words of the domain: school, post, policyVersion … */
  readonly kind: string;
  /** Id of the fact; null where one entry stands for all creations of a sheet. */
  readonly fact: string | null;
  /** Id of the import run, where an import wrote. */
  readonly run?: string | null;
  /** What the fact said before; null for a creation. */
  readonly before?: Recorded;
  /** What the fact says now, or what was created. */
  readonly after?: Recorded;
  /** Why, as the writer said: required of corrections by the services. */
  readonly reason?: string | null;
}

const BATCH = 2_500;

/**
 * Writes audit entries in the transaction of the change that they tell of, so that neither stands without the other.
 * The instant is the transaction's own.
 */
export async function writeAudit(transaction: Transaction, records: readonly AuditRecord[]): Promise<void> {
  for (let start = 0; start < records.length; start += BATCH) {
    await transaction.run(
      `UNWIND $rows AS row
       CREATE (:AuditEntry {id: row[0], at: datetime.transaction(), by: row[1], action: row[2], kind: row[3],
         fact: row[4], run: row[5], before: row[6], after: row[7], reason: row[8]})`,
      { rows: records.slice(start, start + BATCH).map(asRow) },
    );
  }
}

function asRow({ by, action, kind, fact, run, before, after, reason }: AuditRecord) {
  return [randomUUID(), by, action, kind, fact, run ?? null, written(before), written(after), reason ?? null];
}

function written(value: Recorded): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
