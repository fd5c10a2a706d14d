import { writeAudit } from '../../graph/audit.ts';
import { keepingBefore } from '../../graph/factsBefore.ts';
import { PlanOutdated, beginRun, endRun, lockRevision, recordKind } from '../../graph/importRun.ts';
import { hasEdits, writeRosterKind } from '../../graph/rosterWrite.ts';
import type { Graph, Transaction } from '../../graph/session.ts';
import type { ImportRunId } from '../domain/identifier.ts';
import { ROSTER_KINDS, type RosterKind } from '../domain/roster.ts';
import type { OnImportProgress, PreparedImport } from './importPlanning.ts';
import { auditOf, levelsBelow, rosterEdits } from './rosterEdits.ts';

/** Which run writes, in whose name. */
export interface WritingRun {
  readonly id: ImportRunId;
  readonly by: string;
  /** Records the run in the first transaction, where it is not stored yet. */
  readonly record?: (transaction: Transaction) => Promise<void>;
}

/**
 * Writes a plan: the run's beginning, then each kind, then its end, a transaction each. Every one of them takes the issuer's
 * lock and goes on only from the revision that the one before left, so that whoever comes between is noticed and nothing of
 * the plan is written upon another state. Stopped in the middle, the kinds written are complete; importing again adds the rest.
 * @returns milliseconds
 * @throws PlanOutdated
 */
export async function writeImport(
  graph: Graph,
  prepared: PreparedImport,
  run: WritingRun,
  onProgress: OnImportProgress = () => undefined,
): Promise<number> {
  const started = performance.now();
  const { plan } = prepared;
  const { issuer, asOf } = plan;
  const edits = rosterEdits(prepared);
  const kinds = ROSTER_KINDS.filter((kind) => hasEdits(edits[kind]));
  const frame = { issuer, asOf, run: run.id, levelsBelow: levelsBelow(prepared.issuerLevel(asOf)) };
  let { revision } = prepared;

  await graph.write('beginImport', async (transaction) => {
    await lockRevision(transaction, issuer, revision, kinds.length > 0);
    await run.record?.(transaction);
    await beginRun(transaction, issuer, run.id);
  });
  if (kinds.length > 0) revision += 1;

  const writeKind = async <Kind extends RosterKind>(kind: Kind): Promise<void> => {
    await graph.write(`import ${kind}`, async (transaction) => {
      await lockRevision(transaction, issuer, revision, true);
      await keepingBefore(transaction, frame, kind, edits[kind], () =>
        writeRosterKind(transaction, frame, kind, edits[kind]),
      );
      await writeAudit(
        transaction,
        auditOf(plan.changes[kind], kind, { run: run.id, by: run.by, corrects: plan.corrects }),
      );
      await recordKind(transaction, run.id, kind);
    });
    revision += 1;
  };
  try {
    for (const [done, kind] of kinds.entries()) {
      onProgress({ phase: 'writing', sheet: kind, done, total: kinds.length });
      await writeKind(kind);
    }
  } catch (error) {
    if (error instanceof PlanOutdated)
      await graph.write('endImport', (transaction) => endRun(transaction, run.id, 'INTERRUPTED'));
    throw error;
  }
  await graph.write('endImport', (transaction) => endRun(transaction, run.id, 'APPLIED'));
  onProgress({ phase: 'writing', sheet: '', done: kinds.length, total: kinds.length });
  return performance.now() - started;
}
