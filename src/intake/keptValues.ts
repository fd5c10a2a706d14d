import type { RecordOf, RosterKind, RosterRecord } from '../domain/roster.ts';
import type { Day } from '../domain/day.ts';
import { fieldOf } from './distinct.ts';
import type { RowPlace } from './findings.ts';
import { speaksOf } from './layout.ts';

/**
 * A row as it stands beside what the graph holds of the same thing: what the sheet has no column for stays as it was, and an
 * empty end of a belonging (a person's, a workshop's) does not deny one that lies ahead of the day of the file.
 */
export function besideKnown<Kind extends RosterKind>(
  before: RecordOf<Kind>,
  record: RecordOf<Kind>,
  { layout }: RowPlace,
  asOf: Day,
): RecordOf<Kind> {
  const known = new Map<string, unknown>(Object.entries(before));
  const kept = Object.entries(record).flatMap(([name, value]: [string, unknown]) => {
    const former = known.get(name) ?? null;
    if (former === null || name === 'kind') return [];
    const silent = !speaksOf(layout, fieldOf(name)) || (value === null && lastDayAhead(before, name, asOf));
    return silent ? [[name, former] as const] : [];
  });
  return kept.length === 0 ? record : { ...record, ...Object.fromEntries(kept) };
}

function lastDayAhead(before: RosterRecord, name: string, asOf: Day): boolean {
  if (before.kind === 'teacher' && name === 'leftOn') return before.leftOn !== null && before.leftOn > asOf;
  if (before.kind === 'workshop' && name === 'endedOn') return before.endedOn !== null && before.endedOn > asOf;
  return false;
}
