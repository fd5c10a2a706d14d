import type { Day } from './day.ts';
import type { ImportRunId } from './identifier.ts';
import type { ImportState } from './importRun.ts';
import { ROSTER_KINDS, type RosterKind, type Text } from './roster.ts';

/** How many facts of a kind. */
export interface KindCount {
  readonly kind: RosterKind;
  readonly count: number;
}

/** An import of the same body that began after the one that is to be taken back. */
export interface LaterImport {
  readonly id: ImportRunId;
  readonly asOf: Day;
  /** An instant in ISO 8601. */
  readonly createdAt: string;
  readonly written: readonly RosterKind[];
  /** Kinds of which its files list facts that the graph held as they were. */
  readonly confirmed: readonly RosterKind[];
  /** It is being written right now. */
  readonly running: boolean;
  /** It kept what it wrote over; false: an older version of the program wrote it. */
  readonly kept: boolean;
  /** Facts of the import in question that it changed, ended or removed. */
  readonly replaced: readonly KindCount[];
}

/** What hangs on the facts that the import created and is not its own. */
export interface Dependents {
  /** The import that made it; null where another way led there. */
  readonly run: ImportRunId | null;
  readonly kind: RosterKind | null;
  readonly count: number;
}

/** All that decides whether an import can be taken back. */
export interface UndoBasis {
  readonly state: ImportState;
  /** It kept what it wrote over; false: an older version of the program wrote it. */
  readonly kept: boolean;
  readonly removes: readonly KindCount[];
  readonly restores: readonly KindCount[];
  /** In the order in which they began. */
  readonly later: readonly LaterImport[];
  readonly dependents: readonly Dependents[];
  /** Accounts of the people and at the schools that it created. */
  readonly accounts: number;
  /** Seats that it wrote over and whose ties a corrected policy wrote over since. */
  readonly rejoined: number;
}

/**
 * NOT_APPLIED: nothing of it is written, or it is being written. UNDONE: it was taken back. NOT_KEPT: what it wrote over was
 * not kept. RUNNING: a later import is being written. CHANGED: a later import changed, ended or removed its facts. CONFIRMED:
 * the files of a later import list facts of a kind that it wrote, and found them right. BUILT_UPON: something hangs on what it
 * created. ACCOUNTS: accounts do. REJOINED: a corrected policy has joined seats that it changed in another way.
 */
export const UNDO_OBSTACLES = [
  'NOT_APPLIED',
  'UNDONE',
  'NOT_KEPT',
  'RUNNING',
  'CHANGED',
  'CONFIRMED',
  'BUILT_UPON',
  'ACCOUNTS',
  'REJOINED',
] as const;
export type UndoObstacleCode = (typeof UNDO_OBSTACLES)[number];

/** Something that stands in the way of taking an import back. */
export interface UndoObstacle {
  readonly code: UndoObstacleCode;
  /** What it is and what to do about it. */
  readonly message: Text;
  /** The import in the way. */
  readonly run: ImportRunId | null;
  /** Of which kind the facts in the way are, where they are of one. */
  readonly kind: RosterKind | null;
  /** How many they are; null where it is not a matter of number. */
  readonly count: number | null;
}

/** What taking an import back would do, or why it cannot be done. */
export interface UndoPreview {
  readonly possible: boolean;
  readonly reasons: readonly UndoObstacle[];
  /** Facts that it created and that go. */
  readonly removes: readonly KindCount[];
  /** Facts that it changed or ended and that are again as they were. */
  readonly restores: readonly KindCount[];
}

/** An import can be taken back as long as nothing was built on it: whatever was, is named. */
export function previewUndo(basis: UndoBasis): UndoPreview {
  const reasons = obstaclesOf(basis);
  return {
    possible: reasons.length === 0,
    reasons,
    removes: sorted(basis.removes),
    restores: sorted(basis.restores),
  };
}

/** Counts of one kind added up, in the order in which kinds are written. */
export function sorted(counts: readonly KindCount[]): readonly KindCount[] {
  return ROSTER_KINDS.map((kind) => ({
    kind,
    count: counts.filter((each) => each.kind === kind).reduce((sum, { count }) => sum + count, 0),
  })).filter(({ count }) => count > 0);
}

function obstaclesOf(basis: UndoBasis): readonly UndoObstacle[] {
  // What was begun is completed.
  if (basis.state === 'UNDOING') return [];
  if (basis.state === 'UNDONE') return [plain('UNDONE')];
  if (basis.state === 'PLANNED' || basis.state === 'APPLYING') return [plain('NOT_APPLIED')];
  const wrote = new Set([...basis.removes, ...basis.restores].map(({ kind }) => kind));
  return [
    ...(basis.kept || basis.restores.length === 0 ? [] : [plain('NOT_KEPT')]),
    ...basis.later.flatMap((later) => obstaclesBy(later, wrote)),
    ...basis.dependents.map(({ run, kind, count }) => obstacle('BUILT_UPON', run, kind, count)),
    ...(basis.accounts > 0 ? [obstacle('ACCOUNTS', null, null, basis.accounts)] : []),
    ...(basis.rejoined > 0 ? [obstacle('REJOINED', null, 'seat', basis.rejoined)] : []),
  ];
}

function obstaclesBy(later: LaterImport, wrote: ReadonlySet<RosterKind>): readonly UndoObstacle[] {
  const unknown = later.kept ? [] : later.written.filter((kind) => wrote.has(kind));
  return [
    ...(later.running ? [obstacle('RUNNING', later.id, null, null)] : []),
    ...sorted(later.replaced).map(({ kind, count }) => obstacle('CHANGED', later.id, kind, count)),
    ...unknown.map((kind) => obstacle('CHANGED', later.id, kind, null)),
    ...later.confirmed.filter((kind) => wrote.has(kind)).map((kind) => obstacle('CONFIRMED', later.id, kind, null)),
  ];
}

function plain(code: UndoObstacleCode): UndoObstacle {
  return obstacle(code, null, null, null);
}

function obstacle(
  code: UndoObstacleCode,
  run: ImportRunId | null,
  kind: RosterKind | null,
  count: number | null,
): UndoObstacle {
  return { code, message: MESSAGES[code], run, kind, count };
}

const MESSAGES: Readonly<Record<UndoObstacleCode, Text>> = {
  NOT_APPLIED: {
    zh: '这次导入没有写入，或正在写入，没有可以撤销的内容。',
    en: 'This import is not written, or is being written: there is nothing to take back.',
  },
  UNDONE: { zh: '这次导入已经撤销。', en: 'This import was taken back before.' },
  NOT_KEPT: {
    zh: '这次导入由较早的程序版本写入，没有保存它改动之前的内容，不能撤销。请用更正导入（--corrects）改正。',
    en: 'An older version of the program wrote this import and did not keep what it wrote over. Correct it by an import with --corrects.',
  },
  RUNNING: {
    zh: '同一地区的另一次导入正在写入。请等它完成后再看。',
    en: 'Another import of the same body is being written. Look again when it is done.',
  },
  CHANGED: {
    zh: '之后的导入改动、结束或删除了这次导入的内容。请先撤销那一次。',
    en: 'A later import changed, ended or removed facts of this one. Take that one back first.',
  },
  CONFIRMED: {
    zh: '之后导入的文件列有这一类内容，并与图中一致：撤销后那些文件就不再成立。请先撤销那一次。',
    en: 'The files of a later import list facts of this kind as the graph has them: without this import they would not be true. Take that one back first.',
  },
  BUILT_UPON: {
    zh: '之后的内容以这次导入新增的人员、学校、工作室或席位为依据。请先撤销写入它们的导入。',
    en: 'Later facts rest on people, schools, workshops or seats that this import created. Take back first what wrote them.',
  },
  ACCOUNTS: {
    zh: '有账号绑定在这次导入新增的人员或学校上。请先让这些账号到期或改绑。',
    en: 'Accounts belong to people, or stand on schools, that this import created. Let them expire or make them elsewhere first.',
  },
  REJOINED: {
    zh: '之后更正的政策重新确定了这次导入改动过的席位的上下级关系，不能再恢复到更正之前。',
    en: 'A policy corrected since has joined seats that this import changed in another way: what was before no longer holds.',
  },
};
