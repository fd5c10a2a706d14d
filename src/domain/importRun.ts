import type { Day } from './day.ts';
import type { ImportRunId, RegionId } from './identifier.ts';
import type { RosterKind, RosterPlan, SheetReport } from './roster.ts';

/**
 * PLANNED: stored with its files, not written. APPLYING: kinds are being written. APPLIED: all of them are.
 * INTERRUPTED: it stopped between two kinds, or another import overtook it; those written are complete, and importing the
 * same file again writes the others.
 */
export const IMPORT_STATES = ['PLANNED', 'APPLYING', 'APPLIED', 'INTERRUPTED'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** How many distinct accepted records are new, differ, end, or are in the graph already. */
export interface ChangeCounts {
  readonly create: number;
  readonly change: number;
  readonly end: number;
  readonly unchanged: number;
}

/** One import of one or more files of one issuing body. */
export interface ImportRun {
  readonly id: ImportRunId;
  readonly issuer: RegionId;
  readonly asOf: Day;
  readonly state: ImportState;
  /** Instants in ISO 8601. */
  readonly createdAt: string;
  readonly appliedAt: string | null;
  /** Who asked for it. */
  readonly by: string;
  /** Why what differed was wrong before; null: what differed had changed. */
  readonly corrects: string | null;
  /** What the files speak of: for these kinds, what they do not record did not happen. */
  readonly kinds: readonly RosterKind[];
  /** Kinds that are written so far, of those with anything to write. */
  readonly written: readonly RosterKind[];
  readonly sheets: readonly SheetReport[];
  readonly changes: ChangeCounts;
  readonly missing: number;
  readonly errors: number;
  readonly warnings: number;
  /** See {@link RosterPlan.fingerprint}. */
  readonly fingerprint: string;
}

export function changeCounts(plan: RosterPlan): ChangeCounts {
  const changes = Object.values(plan.changes).flat();
  const count = (action: 'create' | 'change' | 'end') => changes.filter((change) => change.action === action).length;
  return { create: count('create'), change: count('change'), end: count('end'), unchanged: plan.unchanged };
}

/** The kinds that the files of a plan speak of; a sheet of which no row could be taken has said nothing. */
export function kindsOf(plan: RosterPlan): readonly RosterKind[] {
  return [...new Set(plan.sheets.filter(({ rows, accepted }) => rows === 0 || accepted > 0).map(({ kind }) => kind))];
}

/** Whether files say anything that can be taken. */
export function acceptsNothing(sheets: readonly SheetReport[]): boolean {
  return sheets.every(({ accepted }) => accepted === 0);
}
