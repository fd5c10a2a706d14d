import { gunzipSync, gzipSync } from 'node:zlib';
import {
  PlanOutdated,
  RunNotInState,
  UndoUnfinished,
  type RunPart,
  type StoredPart,
  createRun,
  importRunPart,
  importRunsById,
  importRunsOf,
  runsInProgress,
} from '../../graph/importRun.ts';
import type { Graph, Transaction } from '../../graph/session.ts';
import type { Day } from '../domain/day.ts';
import type { ImportRunId, RegionId } from '../domain/identifier.ts';
import {
  type ChangeCounts,
  type ImportRun,
  type KindCounts,
  acceptsNothing,
  changeCounts,
  countsByKind,
  kindsOf,
} from '../domain/importRun.ts';
import { type Finding, ROSTER_KINDS, type RosterPlan, type SheetReport } from '../domain/roster.ts';
import type { Scope } from '../domain/scope.ts';
import { type Mapping, type MappingSource, shippedMapping } from '../intake/mapping.ts';
import { rejectedWorkbook } from '../intake/rejected.ts';
import type { SourceFile } from '../intake/sheet.ts';
import { ImportRefused } from './importFailure.ts';
import {
  type ImportTimes,
  type ImportReading,
  type PreparedImport,
  assertMayImport,
  importingRegion,
  prepareImport,
} from './importPlanning.ts';
import { writeImport } from './importWriting.ts';
import { newId } from './rosterKeys.ts';

export { BadMapping, type MappingSource } from '../intake/mapping.ts';
export { UnreadableFile } from '../intake/unreadable.ts';
export { type Suggestion, suggestMapping } from '../intake/suggestMapping.ts';
export { IMPORT_REFUSALS, type ImportRefusal, ImportRefused } from './importFailure.ts';
export type { ImportProgress, ImportTimes, OnImportProgress } from './importPlanning.ts';

/** What importing needs of the program. */
export interface ImportDeps extends ImportReading {
  readonly graph: Graph;
}

export interface ImportOrder {
  readonly files: readonly SourceFile[];
  /** What the office says of its own sheets, beside what every mapping says; later files add to earlier ones. */
  readonly maps?: readonly MappingSource[];
  /** Code, valid on the as-of day, of the body that issued the codes in the files. */
  readonly regionCode: string;
  /** The day that the files speak of. */
  readonly asOf: Day;
  /** Why what differs was wrong before; null: what differs has really changed on the as-of day. */
  readonly corrects: string | null;
  /** Who imports, as the audit names it. */
  readonly by: string;
  readonly scope: Scope;
}

/** What an import did, or (dry run) would do. */
export interface ImportReport {
  readonly dryRun: boolean;
  /** Null in a dry run, which leaves nothing behind. */
  readonly runId: ImportRunId | null;
  readonly sheets: readonly SheetReport[];
  readonly findings: readonly Finding[];
  readonly changes: ChangeCounts;
  /** The changes and the missing facts of each kind of which the files have a sheet. */
  readonly kinds: readonly KindCounts[];
  /** Facts that the graph holds and the files do not name: they go on. */
  readonly missing: number;
  /** The rejected rows with the reasons beside them, as `.xlsx`; null: none was rejected. */
  readonly rejected: Uint8Array | null;
  readonly times: ImportTimes;
}

/** Imports of this process that came over the API: one after the other, since each holds its files' rows in memory. */
let queue: Promise<unknown> = Promise.resolve();

function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = queue.then(work);
  queue = turn.catch(() => undefined);
  return turn;
}

const TRIES = 4;
const PATIENCE_SECONDS = 60;
const POLL_MILLISECONDS = 500;

/**
 * Imports files in one go, or (dry run) says what that would do and writes nothing at all. When another import comes between
 * planning and writing it waits for that one and plans again, three times at most.
 * @throws ImportRefused UnknownRegion, OutOfScope, NoPolicy, PlanOutdated; UnreadableFile; BadMapping
 */
export async function runImport(
  { graph, onProgress, ...deps }: ImportDeps,
  order: ImportOrder & { readonly dryRun: boolean },
): Promise<ImportReport> {
  const mapping = mappingBy(order.maps, deps.mapping);
  const { regionCode, asOf, scope, by, dryRun } = order;
  const issuer = await importingRegion(graph, scope, regionCode, asOf);
  for (let attempt = 1; ; attempt += 1) {
    const prepared = await prepareImport(graph, scope, { ...order, issuer }, { mapping, onProgress });
    const report = reportOf(prepared, dryRun);
    if (dryRun || acceptsNothing(report.sheets)) return report;
    const id = newId<ImportRunId>();
    try {
      const record = (transaction: Transaction) =>
        createRun(transaction, runOf(prepared, id, by), [
          ...mapParts(order.maps),
          ...keptParts(report.findings, report.rejected),
        ]);
      const writing = await writeImport(graph, prepared, { id, by, record }, onProgress);
      return { ...report, runId: id, times: { ...report.times, writing } };
    } catch (error) {
      if (!(error instanceof PlanOutdated || error instanceof UndoUnfinished)) throw error;
      if (attempt === TRIES) throw new ImportRefused(error instanceof PlanOutdated ? 'PlanOutdated' : 'UndoUnfinished');
      await othersDone(graph, scope, issuer);
    }
  }
}

/**
 * Plans an import and stores the plan with its files, so that any process can apply it later.
 * @throws ImportRefused UnknownRegion, OutOfScope, NoPolicy; UnreadableFile; BadMapping
 */
export async function planImport(deps: ImportDeps, order: ImportOrder): Promise<ImportRun> {
  return inTurn(() => planInTurn(deps, order));
}

async function planInTurn({ graph, onProgress, ...deps }: ImportDeps, order: ImportOrder): Promise<ImportRun> {
  const mapping = mappingBy(order.maps, deps.mapping);
  const issuer = await importingRegion(graph, order.scope, order.regionCode, order.asOf);
  const prepared = await prepareImport(graph, order.scope, { ...order, issuer }, { mapping, onProgress });
  const id = newId<ImportRunId>();
  const sources = order.files.map(({ name, bytes }): StoredPart => ({ part: 'source', name, bytes: gzipSync(bytes) }));
  const { findings, rejected } = reportOf(prepared, true);
  await graph.write('planImport', (transaction) =>
    createRun(transaction, runOf(prepared, id, order.by), [
      ...sources,
      ...mapParts(order.maps),
      ...keptParts(findings, rejected),
    ]),
  );
  return knownRun(graph, order.scope, id);
}

/**
 * Applies a planned import: reads its files again, plans again, and writes only if that is still the plan that was shown.
 * @throws ImportRefused NoSuchImport, OutOfScope, AlreadyApplied, NothingAccepted, PlanOutdated
 */
export async function applyImport(deps: ImportDeps, request: ApplyRequest): Promise<ImportRun> {
  return inTurn(() => applyInTurn(deps, request));
}

interface ApplyRequest {
  readonly id: ImportRunId;
  readonly scope: Scope;
  readonly by: string;
}

async function applyInTurn(
  { graph, onProgress, ...deps }: ImportDeps,
  { id, scope, by }: ApplyRequest,
): Promise<ImportRun> {
  const run = await knownRun(graph, scope, id);
  assertMayImport(scope, run.issuer);
  if (run.state !== 'PLANNED') throw new ImportRefused('AlreadyApplied');
  if (acceptsNothing(run.sheets)) throw new ImportRefused('NothingAccepted');
  const files = await sourcesOf(graph, scope, id);
  const maps = await storedFiles(graph, scope, id, 'map');
  const mapping = mappingBy(maps.map(textOf), deps.mapping);
  const prepared = await prepareImport(graph, scope, { ...run, files }, { mapping, onProgress });
  if (prepared.plan.fingerprint !== run.fingerprint) throw new ImportRefused('PlanOutdated');
  try {
    await writeImport(graph, prepared, { id, by }, onProgress);
  } catch (error) {
    if (error instanceof PlanOutdated) throw new ImportRefused('PlanOutdated');
    if (error instanceof UndoUnfinished) throw new ImportRefused('UndoUnfinished');
    if (error instanceof RunNotInState) throw new ImportRefused('AlreadyApplied');
    throw error;
  }
  return knownRun(graph, scope, id);
}

/** A run that the asker may see, or null. */
export async function findImport(graph: Graph, scope: Scope, id: ImportRunId): Promise<ImportRun | null> {
  const [run] = await graph.read(scope, importRunsById, { ids: [id] });
  return run ?? null;
}

async function knownRun(graph: Graph, scope: Scope, id: ImportRunId): Promise<ImportRun> {
  const run = await findImport(graph, scope, id);
  if (run === null) throw new ImportRefused('NoSuchImport');
  return run;
}

/** Runs of an issuing body, the latest first. */
export async function importRuns(
  graph: Graph,
  scope: Scope,
  issuer: RegionId,
  page: { readonly skip: number; readonly limit: number },
): Promise<readonly ImportRun[]> {
  return graph.read(scope, importRunsOf, { issuer, ...page });
}

/** What a run found, in the order of its files; empty when the run is not visible. */
export async function findingsOf(graph: Graph, scope: Scope, id: ImportRunId): Promise<readonly Finding[]> {
  const [findings] = await storedFiles(graph, scope, id, 'findings');
  return findings === undefined ? [] : (JSON.parse(gunzipSync(findings.bytes).toString('utf8')) as readonly Finding[]);
}

/** The rejected rows of a run as a workbook; null when none was rejected. @throws ImportRefused NoSuchImport */
export async function rejectedRows(graph: Graph, scope: Scope, id: ImportRunId): Promise<Uint8Array | null> {
  await knownRun(graph, scope, id);
  const [workbook] = await storedFiles(graph, scope, id, 'rejected');
  return workbook?.bytes ?? null;
}

function reportOf({ plan, sheets, mapping, times }: PreparedImport, dryRun: boolean): ImportReport {
  return {
    dryRun,
    runId: null,
    sheets: plan.sheets,
    findings: plan.findings,
    changes: changeCounts(plan),
    kinds: countsByKind(plan),
    missing: plan.missing.length,
    rejected: rejectedWorkbook(sheets, mapping, plan.findings),
    times: { ...times, writing: 0 },
  };
}

function runOf({ plan }: PreparedImport, id: ImportRunId, by: string): Parameters<typeof createRun>[1] {
  const { issuer, asOf, corrects, sheets, fingerprint, missing } = plan;
  return {
    id,
    issuer,
    asOf,
    by,
    corrects,
    sheets,
    fingerprint,
    state: 'PLANNED',
    kinds: kindsOf(plan),
    confirmed: ROSTER_KINDS.filter((kind) => plan.unchangedByKind[kind] > 0),
    changes: changeCounts(plan),
    missing: missing.length,
    ...severities(plan),
  };
}

function severities({ findings }: RosterPlan): { errors: number; warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

/** An office's own mapping comes before the one that the program was started with. */
function mappingBy(maps: readonly MappingSource[] | undefined, otherwise: Mapping | undefined): Mapping | undefined {
  return maps === undefined || maps.length === 0 ? otherwise : shippedMapping(maps);
}

function mapParts(maps: readonly MappingSource[] = []): StoredPart[] {
  return maps.map(({ name, text }) => ({ part: 'map', name, bytes: gzipSync(text) }));
}

function textOf({ name, bytes }: SourceFile): MappingSource {
  return { name, text: gunzipSync(bytes).toString('utf8') };
}

/** What a run keeps for good: what was found, and the rows to repair. */
function keptParts(findings: readonly Finding[], rejected: Uint8Array | null): readonly StoredPart[] {
  const found: StoredPart = {
    part: 'findings',
    name: 'findings.json',
    bytes: gzipSync(Buffer.from(JSON.stringify(findings))),
  };
  return rejected === null ? [found] : [found, { part: 'rejected', name: 'rejected.xlsx', bytes: rejected }];
}

async function sourcesOf(graph: Graph, scope: Scope, id: ImportRunId): Promise<readonly SourceFile[]> {
  const stored = await storedFiles(graph, scope, id, 'source');
  if (stored.length === 0) throw new ImportRefused('AlreadyApplied');
  return stored.map(({ name, bytes }) => ({ name, bytes: gunzipSync(bytes) }));
}

async function storedFiles(graph: Graph, scope: Scope, id: ImportRunId, part: RunPart): Promise<readonly SourceFile[]> {
  const files = new Map<number, { name: string; pieces: Uint8Array[] }>();
  for (const { file, name, bytes } of await graph.read(scope, importRunPart, { id, part })) {
    const known = files.get(file);
    if (known === undefined) files.set(file, { name, pieces: [bytes] });
    else known.pieces.push(bytes);
  }
  return [...files.values()].map(({ name, pieces }) => ({ name, bytes: Buffer.concat(pieces) }));
}

/** Waits until no other import of the issuer is under way, or until the one that is has stood still for a while. */
async function othersDone(graph: Graph, scope: Scope, issuer: RegionId): Promise<void> {
  for (;;) {
    const others = await graph.read(scope, runsInProgress, { issuer, seconds: PATIENCE_SECONDS });
    if (others.length === 0) return;
    await new Promise((resume) => setTimeout(resume, POLL_MILLISECONDS));
  }
}
