import type { ImportRunId, RegionId } from '../src/domain/identifier.ts';
import { IMPORT_STATES, type ImportRun } from '../src/domain/importRun.ts';
import { ROSTER_KINDS, type RosterKind, type SheetReport } from '../src/domain/roster.ts';
import { type Transaction, defineQuery } from './session.ts';
import { type Value, bytes, day, identifier, instant, list, number, oneOf, optional, text } from './value.ts';

/** The graph has changed since the plan was made: another import, or a change by hand, came first. Nothing was written. */
export class PlanOutdated extends Error {
  override readonly name = 'PlanOutdated';
}

/** The run is not in the state that this step needs. */
export class RunNotInState extends Error {
  override readonly name = 'RunNotInState';
}

const VISIBLE = '($allRecords OR run.issuer IN $records)';
const RUN = `run.id, run.issuer, run.asOf, run.status, run.createdAt, run.appliedAt, run.by, run.corrects, run.kinds, run.written,
          run.sheets, run.created, run.changed, run.ended, run.unchanged, run.missing, run.errors, run.warnings, run.fingerprint,
          coalesce(run.confirmed, CASE WHEN run.unchanged > 0 THEN run.kinds ELSE [] END), run.undoneAt, run.undoneBy, run.undoReason`;

const kinds = list(oneOf(ROSTER_KINDS));

function importRun(row: readonly Value[]): ImportRun {
  const [id, issuer, asOf, state, createdAt, appliedAt, by, corrects, covered, written, sheets, ...counts] = row;
  const [create, change, end, unchanged, missing, errors, warnings] = counts.map((count) =>
    typeof count === 'number' ? count : 0,
  );
  return {
    id: identifier<ImportRunId>(id),
    issuer: identifier<RegionId>(issuer),
    asOf: day(asOf),
    state: oneOf(IMPORT_STATES)(state),
    createdAt: instant(createdAt),
    appliedAt: optional(instant)(appliedAt),
    by: text(by),
    corrects: optional(text)(corrects),
    kinds: kinds(covered),
    written: kinds(written),
    sheets: JSON.parse(text(sheets)) as readonly SheetReport[],
    changes: { create: create ?? 0, change: change ?? 0, end: end ?? 0, unchanged: unchanged ?? 0 },
    missing: missing ?? 0,
    errors: errors ?? 0,
    warnings: warnings ?? 0,
    fingerprint: text(row[18]),
    confirmed: kinds(row[19]),
    undone:
      optional(instant)(row[20]) === null ? null : { at: instant(row[20]), by: text(row[21]), reason: text(row[22]) },
  };
}

/** Runs by id. Index: ImportRun.id. */
export const importRunsById = defineQuery<{ ids: readonly ImportRunId[] }, ImportRun>(
  'importRunsById',
  `MATCH (run:ImportRun) WHERE run.id IN $ids AND ${VISIBLE} RETURN ${RUN}`,
  importRun,
);

/** The runs of an issuing body, the latest first, from an offset on. Index: ImportRun (issuer, createdAt). */
export const importRunsOf = defineQuery<{ issuer: RegionId; skip: number; limit: number }, ImportRun>(
  'importRunsOf',
  `MATCH (run:ImportRun) WHERE run.issuer = $issuer AND run.createdAt IS NOT NULL AND ${VISIBLE}
   WITH run ORDER BY run.createdAt DESC, run.id SKIP toInteger($skip) LIMIT toInteger($limit)
   RETURN ${RUN}`,
  importRun,
);

/**
 * How often the facts of an issuing body were written: a plan is held against it. Whatever changes these facts counts it up.
 * Index: Region.id.
 */
export const rosterRevision = defineQuery<{ issuer: RegionId }, number>(
  'rosterRevision',
  `MATCH (region:Region {id: $issuer}) WHERE $allRecords OR region.id IN $records
   RETURN coalesce(region.revision, 0)`,
  ([revision]) => number(revision),
);

/** What a run keeps beside its properties: its files until it is applied, the office's mapping, its findings, its rejected rows. */
export type RunPart = 'source' | 'map' | 'findings' | 'rejected';

/** The stored bytes of one part, piece by piece, files in their order. Index: ImportRun.id. */
export const importRunPart = defineQuery<
  { id: ImportRunId; part: RunPart },
  { readonly file: number; readonly name: string; readonly bytes: Uint8Array }
>(
  'importRunPart',
  `MATCH (run:ImportRun {id: $id})-[:HOLDS]->(piece:ImportPiece {part: $part}) WHERE ${VISIBLE}
   WITH piece ORDER BY piece.file, piece.position
   RETURN piece.file, piece.name, piece.bytes`,
  ([file, name, piece]) => ({ file: number(file), name: text(name), bytes: bytes(piece) }),
);

/** A part to be stored; files keep their order. */
export interface StoredPart {
  readonly part: RunPart;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const PIECE = 256 * 1024;

/**
 * Takes the lock that all writes of an issuing body's facts share, and counts its revision up when something will be written.
 * @throws PlanOutdated when the revision is not the one expected
 */
export async function lockRevision(
  transaction: Transaction,
  issuer: RegionId,
  expected: number,
  writes: boolean,
): Promise<void> {
  const [row] = await transaction.run(
    `MATCH (region:Region {id: $issuer})
     SET region.revision = coalesce(region.revision, 0) + CASE WHEN $writes THEN 1 ELSE 0 END
     RETURN region.revision`,
    { issuer, writes },
  );
  if (row === undefined || number(row[0]) - (writes ? 1 : 0) !== expected)
    throw new PlanOutdated('The graph has changed since this import was planned');
}

/** Records a run, with what it keeps. */
export async function createRun(
  transaction: Transaction,
  run: Omit<ImportRun, 'createdAt' | 'appliedAt' | 'written' | 'undone'>,
  parts: readonly StoredPart[],
): Promise<void> {
  const { changes, sheets, state, corrects, ...others } = run;
  await transaction.run(
    `CREATE (run:ImportRun {id: $id, issuer: $issuer, asOf: date($asOf), status: $state, createdAt: datetime.transaction(),
       by: $by, corrects: $corrects, kinds: $kinds, confirmed: $confirmed, written: [], sheets: $sheets, fingerprint: $fingerprint})
     SET run.created = toInteger($create), run.changed = toInteger($change), run.ended = toInteger($end),
       run.unchanged = toInteger($unchanged), run.missing = toInteger($missing), run.errors = toInteger($errors),
       run.warnings = toInteger($warnings)`,
    { ...others, ...changes, state, corrects, sheets: JSON.stringify(sheets) },
  );
  for (const [file, { part, name, bytes: content }] of parts.entries())
    for (let start = 0; start === 0 || start < content.length; start += PIECE)
      await transaction.run(
        `MATCH (run:ImportRun {id: $id})
         CREATE (run)-[:HOLDS]->(:ImportPiece {part: $part, file: toInteger($file), name: $name, position: toInteger($start), bytes: $bytes})`,
        { id: run.id, part, file, name, start, bytes: signed(content.subarray(start, start + PIECE)) },
      );
}

function signed(content: Uint8Array): Int8Array {
  return new Int8Array(content.buffer, content.byteOffset, content.byteLength);
}

/** An import of the same body is being taken back: until that is done, nobody builds on what it leaves. */
export class UndoUnfinished extends Error {
  override readonly name = 'UndoUnfinished';
}

/**
 * Begins to write a run: it is APPLYING, and what began before under the same lock and has not ended is INTERRUPTED, since
 * the revision it counts on is gone.
 * @throws RunNotInState when the run is not planned (any more); UndoUnfinished
 */
export async function beginRun(transaction: Transaction, issuer: RegionId, id: ImportRunId): Promise<void> {
  const undoing = await transaction.run(
    `MATCH (run:ImportRun) WHERE run.issuer = $issuer AND run.createdAt IS NOT NULL AND run.status = 'UNDOING' RETURN run.id`,
    { issuer },
  );
  if (undoing.length > 0) throw new UndoUnfinished('An import of this body is being taken back');
  await transaction.run(
    `MATCH (run:ImportRun) WHERE run.issuer = $issuer AND run.createdAt IS NOT NULL AND run.status = 'APPLYING' AND run.id <> $id
     SET run.status = 'INTERRUPTED'`,
    { issuer, id },
  );
  const rows = await transaction.run(
    `MATCH (run:ImportRun {id: $id}) WHERE run.status = 'PLANNED' SET run.status = 'APPLYING', run.begunAt = datetime.transaction(), run.progressAt = datetime.transaction()
     RETURN run.id`,
    { id },
  );
  if (rows.length === 0) throw new RunNotInState('This import has been applied, or is being applied');
}

/** One more kind of a run is written. */
export async function recordKind(transaction: Transaction, id: ImportRunId, kind: RosterKind): Promise<void> {
  await transaction.run(
    `MATCH (run:ImportRun {id: $id}) SET run.written = run.written + $kind, run.progressAt = datetime.transaction()`,
    { id, kind },
  );
}

/** Ends a run. Its source files are no longer needed. */
export async function endRun(
  transaction: Transaction,
  id: ImportRunId,
  state: 'APPLIED' | 'INTERRUPTED',
): Promise<void> {
  await transaction.run(
    `MATCH (run:ImportRun {id: $id})
     SET run.status = $state, run.appliedAt = CASE WHEN $state = 'APPLIED' THEN datetime.transaction() END
     WITH run MATCH (run)-[:HOLDS]->(piece:ImportPiece {part: 'source'}) DETACH DELETE piece`,
    { id, state },
  );
}

/** Whether another run of the issuer is being written, or taken back, right now: it has written within the last so many seconds. */
export const runsInProgress = defineQuery<{ issuer: RegionId; seconds: number }, ImportRunId>(
  'runsInProgress',
  `MATCH (run:ImportRun) WHERE run.issuer = $issuer AND run.createdAt IS NOT NULL AND ${VISIBLE}
     AND run.status IN ['APPLYING', 'UNDOING'] AND run.progressAt > datetime() - duration({seconds: toInteger($seconds)})
   RETURN run.id`,
  ([id]) => identifier<ImportRunId>(id),
);
