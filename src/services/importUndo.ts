import type { KeptLabel } from '../../graph/factsBefore.ts';
import { importRunsById, rosterRevision } from '../../graph/importRun.ts';
import {
  type Attached,
  type Replaced,
  type Undoing,
  attachedFacts,
  beginUndo,
  endUndo,
  laterImports,
  lockForUndo,
  rejoinedSeats,
  removeSome,
  replacedFacts,
  runDeeds,
  runKept,
} from '../../graph/importUndo.ts';
import { type Graph, type Parameters, type Query, type Transaction, readWithin } from '../../graph/session.ts';
import type { ImportRunId, RegionId } from '../domain/identifier.ts';
import type { ImportRun } from '../domain/importRun.ts';
import {
  type Dependents,
  type KindCount,
  type UndoBasis,
  type UndoPreview,
  previewUndo,
} from '../domain/importUndo.ts';
import { DATED_FACTS, DATED_FACT_KINDS, type DatedFactKind, type DatedFactLabel } from '../domain/datedFact.ts';
import type { RosterKind, Text } from '../domain/roster.ts';
import { PROGRAM_SCOPE, type Scope } from '../domain/scope.ts';
import { assertMayImport } from './importPlanning.ts';

/** Why an import was not taken back. */
export const UNDO_REFUSALS = [
  'NoSuchImport',
  'OutOfScope',
  'NotApplied',
  'BuiltUpon',
  'UndoOutdated',
  'NoReason',
] as const;
export type UndoRefusal = (typeof UNDO_REFUSALS)[number];

const MESSAGES: Readonly<Record<UndoRefusal, Text>> = {
  NoSuchImport: { zh: '没有您可见的这次导入。', en: 'There is no such import that you may see.' },
  OutOfScope: {
    zh: '您的账号不能撤销这个地区的导入。请用该地区或其上级的规划或录入账号。',
    en: 'Your account may not take back imports of this region. Use a planner or clerk account of the region or of one above it.',
  },
  NotApplied: {
    zh: '这次导入没有写入、正在写入或已经撤销，没有可以撤销的内容。',
    en: 'This import is not written, is being written, or was taken back before: there is nothing to take back.',
  },
  BuiltUpon: {
    zh: '之后的内容以这次导入为依据，不能撤销。原因逐条列出。',
    en: 'Something was built on this import, and it cannot be taken back. The reasons are listed.',
  },
  UndoOutdated: {
    zh: '预览之后数据已有变化，什么也没有撤销。请重新预览。',
    en: 'The graph has changed since the preview, and nothing was taken back. Look at the preview again.',
  },
  NoReason: { zh: '请说明撤销的原因。', en: 'Say why the import is taken back.' },
};

/** An expected failure: nothing was taken back. */
export class UndoRefused extends Error {
  override readonly name = 'UndoRefused';
  readonly refusal: UndoRefusal;
  readonly text: Text;
  /** What stood in the way, where something did. */
  readonly preview: UndoPreview | null;

  constructor(refusal: UndoRefusal, preview: UndoPreview | null = null) {
    super(MESSAGES[refusal].en);
    this.refusal = refusal;
    this.text = MESSAGES[refusal];
    this.preview = preview;
  }
}

/** A preview, and the revision of the body's facts that it speaks of. */
export interface UndoPreviewed extends UndoPreview {
  readonly run: ImportRun;
  /** How often the facts of the body were written: to be given to {@link undoImport}, so that it takes back what was shown. */
  readonly revision: number;
}

export interface UndoOrder {
  readonly id: ImportRunId;
  /** Why, as the audit keeps it; not empty. */
  readonly reason: string;
  readonly by: string;
  readonly scope: Scope;
  /** The revision of the preview that was looked at; null: none was. */
  readonly revision?: number | null;
}

/** Asks a named query, of the graph or within a transaction. */
type Ask = <Input extends Parameters, Row>(query: Query<Input, Row>, input: Input) => Promise<Row[]>;

/** What taking an import back would do. @throws UndoRefused NoSuchImport */
export async function previewImportUndo(graph: Graph, scope: Scope, id: ImportRunId): Promise<UndoPreviewed> {
  const ask: Ask = (query, input) => graph.read(scope, query, input);
  const run = await runOf(ask, id);
  const [revision] = await ask(rosterRevision, { issuer: run.issuer });
  return { ...(await preview(ask, run)), run, revision: revision ?? 0 };
}

/**
 * Takes an import back as long as nothing was built on it: what it created is removed, what it changed or ended is as it was
 * before. The decision, and what is restored, stand in one transaction that holds the lock all writes of the body's facts
 * share; what it created goes with it or, where that is much, in further transactions, during which the run is UNDOING, counts
 * as no coverage any more, and no other import of the body begins. Stopped between two of them, repeating completes it.
 * @throws UndoRefused
 */
export async function undoImport(
  graph: Graph,
  { id, reason, by, scope, revision = null }: UndoOrder,
): Promise<UndoPreviewed> {
  const [seen] = await graph.read(scope, importRunsById, { ids: [id] });
  if (seen === undefined) throw new UndoRefused('NoSuchImport');
  const { issuer } = seen;
  if (!mayImport(scope, issuer)) throw new UndoRefused('OutOfScope');
  if (reason.trim() === '') throw new UndoRefused('NoReason');
  const undoing = { run: id, issuer, by, reason: reason.trim() };
  const { left, ...done } = await graph.write('undoImport', async (transaction) => {
    const found = await lockForUndo(transaction, issuer);
    const ask: Ask = (query, input) => readWithin(transaction, PROGRAM_SCOPE, query, input);
    const run = await runOf(ask, id);
    const decided = await preview(ask, run);
    if (run.state !== 'UNDOING') {
      if (revision !== null && revision !== found) throw new UndoRefused('UndoOutdated');
      if (run.state !== 'APPLIED' && run.state !== 'INTERRUPTED') throw new UndoRefused('NotApplied', decided);
      if (!decided.possible) throw new UndoRefused('BuiltUpon', decided);
      await beginUndo(transaction, undoing);
    }
    return { ...decided, revision: found, left: await removeMore(transaction, undoing) };
  });
  for (let more = left; more;) more = await graph.write('undoImport', (transaction) => goOn(transaction, undoing));
  const run = await runOf((query, input) => graph.read(scope, query, input), id);
  return { ...done, run };
}

/** Unless somebody else has completed it meanwhile. */
async function goOn(transaction: Transaction, undoing: Undoing): Promise<boolean> {
  await lockForUndo(transaction, undoing.issuer);
  const run = await runOf((query, input) => readWithin(transaction, PROGRAM_SCOPE, query, input), undoing.run);
  return run.state === 'UNDOING' && removeMore(transaction, undoing);
}

/** @returns whether anything may be left */
async function removeMore(transaction: Transaction, undoing: Undoing): Promise<boolean> {
  const left = await removeSome(transaction, undoing);
  if (!left) await endUndo(transaction, undoing.run);
  return left;
}

function mayImport(scope: Scope, issuer: RegionId): boolean {
  try {
    assertMayImport(scope, issuer);
    return true;
  } catch {
    return false;
  }
}

async function runOf(ask: Ask, id: ImportRunId): Promise<ImportRun> {
  const [run] = await ask(importRunsById, { ids: [id] });
  if (run === undefined) throw new UndoRefused('NoSuchImport');
  return run;
}

async function preview(ask: Ask, run: ImportRun): Promise<UndoPreview> {
  return previewUndo(await basisOf(ask, run));
}

/** An import that has written nothing for so long is not being written any more. */
const PATIENCE_SECONDS = '60';

async function basisOf(ask: Ask, { id, state }: ImportRun): Promise<UndoBasis> {
  const [kept] = await ask(runKept, { id });
  const deeds = await ask(runDeeds, { id });
  const later = await ask(laterImports, { id, seconds: PATIENCE_SECONDS });
  const replaced = await ask(replacedFacts, { id });
  const attached = await ask(attachedFacts, { id });
  const [rejoined] = await ask(rejoinedSeats, { id });
  const own = new Set(replaced.filter(({ run }) => run === id).map((fact) => fact.id));
  const inTheWay = replaced.filter(({ run, created, id: fact }) => run !== id && (created || own.has(fact)));
  const laterRuns = new Set(later.map((each) => each.id));
  // In the order in which they began: whoever wrote a fact last is to be taken back first.
  const lastWriters = new Map(
    later.flatMap((each) => replaced.filter(({ run }) => run === each.id).map((fact) => [fact.id, each.id] as const)),
  );
  const foreign = attached
    .filter(({ id: fact }) => !own.has(fact))
    .map((fact) => {
      const creator = fact.run !== null && laterRuns.has(fact.run) ? fact.run : null;
      return { ...fact, run: lastWriters.get(fact.id) ?? creator };
    });
  return {
    state,
    kept: kept ?? false,
    removes: deeds.filter(({ creates }) => creates),
    restores: deeds.filter(({ creates }) => !creates),
    later: later.map((each) => ({ ...each, replaced: countsBy(inTheWay.filter(({ run }) => run === each.id)) })),
    dependents: dependentsOf(foreign.filter(({ label }) => label !== 'Token')),
    accounts: foreign.filter(({ label }) => label === 'Token').length,
    rejoined: rejoined ?? 0,
  };
}

const KINDS: Readonly<Record<KeptLabel, RosterKind>> = {
  School: 'school',
  SettingPeriod: 'school',
  Teacher: 'teacher',
  Post: 'post',
  Designation: 'designation',
  Workshop: 'workshop',
  Seat: 'seat',
  Pairing: 'pairing',
  ...(Object.fromEntries(DATED_FACT_KINDS.map((kind) => [DATED_FACTS[kind].label, kind])) as Record<
    DatedFactLabel,
    DatedFactKind
  >),
};

function countsBy(facts: readonly Replaced[]): readonly KindCount[] {
  return facts.map(({ label }) => ({ kind: KINDS[label], count: 1 }));
}

function dependentsOf(attached: readonly Attached[]): readonly Dependents[] {
  const groups = new Map<string, { run: ImportRunId | null; kind: RosterKind | null; count: number }>();
  for (const { run, label } of attached) {
    const kind = label in KINDS ? KINDS[label as keyof typeof KINDS] : null;
    const key = `${run ?? ''} ${kind ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { run, kind, count: 1 });
    else group.count += 1;
  }
  return [...groups.values()];
}
