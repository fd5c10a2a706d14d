import { createHash } from 'node:crypto';
import { perDatedFact } from '../domain/datedFact.ts';
import {
  ROSTER_KINDS,
  type RosterChange,
  type RosterKind,
  type RosterPlan,
  type RosterSnapshot,
} from '../domain/roster.ts';
import { checkRoster, inOrder } from './checkRoster.ts';
import { type Comparison, compareKind } from './compareRoster.ts';
import type { Accepted } from './drafts.ts';
import type { RosterInput } from './input.ts';

/**
 * What importing these sheets would do: a finding for everything that is wrong or odd, and the changes that the good rows ask
 * for. Pure: the same input gives the same plan, and nothing is written.
 * @throws UnreadableFile when one of the files has no sheet of a roster
 */
export function planRoster(input: RosterInput): RosterPlan {
  const { findings, layouts, lost, accepted } = checkRoster(input);
  const kinds = new Set(layouts.map(({ kind }) => kind));
  let done = 0;
  const compare = <Kind extends RosterKind>(
    kind: Kind,
    rows: Parameters<typeof compareKind<Kind>>[1],
    beside: RosterInput = input,
  ): Comparison<Kind> => {
    input.onProgress?.({ phase: 'planning', sheet: kind, done, total: ROSTER_KINDS.length });
    done += 1;
    // A kind that no file speaks of is not compared: nothing of it is missing.
    return kinds.has(kind) ? compareKind(kind, rows, beside, findings) : { changes: [], unchanged: 0, missing: [] };
  };
  const comparisons = {
    school: compare('school', accepted.school),
    teacher: compare('teacher', accepted.teacher),
    post: compare('post', accepted.post),
    designation: compare('designation', accepted.designation),
    workshop: compare('workshop', accepted.workshop),
    seat: compare('seat', accepted.seat, {
      ...input,
      snapshot: { ...input.snapshot, seat: seatsBeside(accepted, input) },
    }),
    pairing: compare('pairing', accepted.pairing),
    ...perDatedFact((kind) => compare(kind, accepted[kind])),
  };
  const changes = {
    school: comparisons.school.changes,
    teacher: comparisons.teacher.changes,
    post: comparisons.post.changes,
    designation: comparisons.designation.changes,
    workshop: comparisons.workshop.changes,
    seat: comparisons.seat.changes,
    pairing: comparisons.pairing.changes,
    ...perDatedFact((kind) => comparisons[kind].changes),
  };
  const unchangedByKind = {
    school: comparisons.school.unchanged,
    teacher: comparisons.teacher.unchanged,
    post: comparisons.post.unchanged,
    designation: comparisons.designation.unchanged,
    workshop: comparisons.workshop.unchanged,
    seat: comparisons.seat.unchanged,
    pairing: comparisons.pairing.unchanged,
    ...perDatedFact((kind) => comparisons[kind].unchanged),
  };
  return {
    issuer: input.issuer.regionId,
    asOf: input.asOf,
    sheets: [...layouts.map((layout) => findings.reportOf(layout)), ...lost],
    findings: inOrder(findings.all, input.sheets),
    corrects: input.corrects,
    changes,
    unchanged: Object.values(unchangedByKind).reduce((sum, unchanged) => sum + unchanged, 0),
    unchangedByKind,
    missing: Object.values(comparisons).flatMap(({ missing }): RosterPlan['missing'] => missing),
    fingerprint: fingerprintOf(input, changes),
  };
}

/** The known seats that a file speaks of: those that lead only in workshops for which it names who leads with the other seats. */
function seatsBeside({ seat }: Accepted, { snapshot, leads }: RosterInput): RosterSnapshot['seat'] {
  const roles = new Set(leads.map(({ record }) => `${record.workshopCode} ${record.role}`));
  const named = new Set(
    seat.map(({ record }) => `${record.workshopCode} ${record.role}`).filter((key) => roles.has(key)),
  );
  const spokenOf = leads.filter(({ record }) => named.has(`${record.workshopCode} ${record.role}`));
  return [...snapshot.seat, ...spokenOf];
}

/** Where a record stands in the files does not matter for what is written, so it does not count. */
function fingerprintOf(
  { issuer, asOf, corrects, mapping }: RosterInput,
  changes: { readonly [Kind in RosterKind]: readonly RosterChange<Kind>[] },
): string {
  const hash = createHash('sha256').update(JSON.stringify([issuer.regionId, asOf, corrects]));
  // A plan is held against the mapping that it was made with, too.
  if (mapping.checksum !== '') hash.update(mapping.checksum);
  for (const kind of ROSTER_KINDS)
    for (const change of changes[kind]) hash.update(JSON.stringify({ ...change, origin: null }));
  return hash.digest('hex');
}
