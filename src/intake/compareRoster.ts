import { schoolYearEnd } from '../domain/calendar.ts';
import { isDatedFact, spanOf } from '../domain/datedFact.ts';
import { type Interval, holdsOn, overlap } from '../domain/interval.ts';
import type { KnownRecord, Origin, RecordOf, RosterChange, RosterKind, RosterRecord } from '../domain/roster.ts';
import type { Row } from './drafts.ts';
import type { Findings, RowPlace } from './findings.ts';
import { byIdentity, differences, identityOf, identityWithoutStart } from './identity.ts';
import type { RosterInput } from './input.ts';
import { besideKnown } from './keptValues.ts';

/** What differs here has really changed on the as-of day, unless the import corrects: the graph dates it, the roster does not. */
const REALLY_CHANGING: Readonly<Partial<Record<RosterKind, readonly string[]>>> = {
  school: ['setting', 'governedBy'],
  teacher: ['schoolCode'],
  workshop: ['host'],
  seat: ['under'],
  designation: ['state'],
};

export interface Comparison<Kind extends RosterKind> {
  readonly changes: readonly RosterChange<Kind>[];
  readonly unchanged: number;
  readonly missing: readonly { readonly kind: Kind; readonly id: string }[];
}

/** Compares the accepted rows of one kind with what the graph holds of it. */
export function compareKind<Kind extends RosterKind>(
  kind: Kind,
  rows: readonly Row<RecordOf<Kind>>[],
  input: RosterInput,
  findings: Findings,
): Comparison<Kind> {
  const snapshot: readonly KnownRecord<Kind>[] = input.snapshot[kind];
  const known = byIdentity(snapshot);
  const named = new Set(rows.map(({ record }) => identityOf(record)));
  const unnamed = new Restarts(snapshot.filter(({ record }) => !named.has(identityOf(record))));
  const replaced = new Set<string>();
  const changes: RosterChange<Kind>[] = [];
  for (const { place, record } of rows) {
    const before = known.get(identityOf(record));
    const restarted = before ? null : unnamed.find(record, replaced);
    if (restarted)
      findings.add(place, startField(kind), 'perhaps-corrected-start', { other: startOf(restarted.record) ?? '' });
    if (before) {
      const change = changeOf(kind, before, besideKnown(before.record, record, place, input.asOf), place, input);
      if (change) changes.push(change);
    } else if (restarted && input.corrects !== null) {
      replaced.add(restarted.id);
      changes.push(changeFrom('change', restarted, record, place, true));
    } else changes.push({ action: 'create', origin: originOf(place), record });
  }
  const missing = snapshot
    .filter(({ id, record }) => !named.has(identityOf(record)) && !replaced.has(id) && runsOn(record, input))
    .map(({ id }) => ({ kind, id }));
  return { changes, unchanged: rows.length - changes.length, missing };
}

function changeOf<Kind extends RosterKind>(
  kind: Kind,
  before: KnownRecord<Kind>,
  record: RecordOf<Kind>,
  place: RowPlace,
  { corrects }: RosterInput,
): RosterChange<Kind> | null {
  const differing = differences(before.record, record);
  if (differing.length === 0) return null;
  const changing = differing.some((name) => REALLY_CHANGING[kind]?.includes(name) === true);
  const really = corrects === null && (changing || isThereAgain(before.record, record));
  const [only, another] = differing;
  const ends = only !== undefined && another === undefined && ENDS.includes(only) && endOf(before.record) === null;
  return ends ? changeFrom('end', before, record, place, false) : changeFrom('change', before, record, place, !really);
}

function changeFrom<Kind extends RosterKind>(
  action: 'change' | 'end',
  { id, record: before }: KnownRecord<Kind>,
  record: RecordOf<Kind>,
  place: RowPlace,
  correction: boolean,
): RosterChange<Kind> {
  return { action, origin: originOf(place), id, before, record, correction };
}

function originOf({ layout, row }: RowPlace): Origin {
  return { file: layout.sheet.file, sheet: layout.sheet.name, row: row + 1 };
}

/** Known records that the file does not name, by their identity without the start. */
class Restarts<Kind extends RosterKind> {
  readonly #candidates = new Map<string, KnownRecord<Kind>[]>();

  constructor(unnamed: readonly KnownRecord<Kind>[]) {
    for (const known of unnamed) {
      const key = identityWithoutStart(known.record);
      if (key !== null) this.#candidates.set(key, [...(this.#candidates.get(key) ?? []), known]);
    }
  }

  /** The one record whose start a new one may correct: the same but for its start, over some of the same days. */
  find(record: RecordOf<Kind>, replaced: ReadonlySet<string>): KnownRecord<Kind> | null {
    const key = identityWithoutStart(record);
    const candidates = (key === null ? [] : (this.#candidates.get(key) ?? [])).filter(
      (known) => !replaced.has(known.id) && overlap(intervalOf(known.record), intervalOf(record)),
    );
    const [only, second] = candidates;
    return only && !second ? only : null;
  }
}

function startField(kind: RosterKind): string {
  return kind === 'designation' ? 'awarded' : 'from';
}

function startOf(record: RosterRecord): string | null {
  return intervalOf(record).from;
}

/** Attributes that end what a record tells of. */
const ENDS: readonly string[] = ['to', 'leftOn', 'endedOn'];

function endOf(record: RosterRecord): string | null {
  if (isDatedFact(record)) return spanOf(record)?.to ?? null;
  switch (record.kind) {
    case 'teacher':
      return record.leftOn;
    case 'workshop':
      return record.endedOn;
    case 'post':
    case 'seat':
    case 'pairing':
      return record.to;
    case 'school':
    case 'designation':
      return null;
  }
}

function isThereAgain(before: RosterRecord, record: RosterRecord): boolean {
  return before.kind === 'teacher' && record.kind === 'teacher' && before.leftOn !== null && record.leftOn === null;
}

function intervalOf(record: RosterRecord): Interval {
  if (isDatedFact(record)) return spanOf(record) ?? { from: null, to: null };
  switch (record.kind) {
    case 'post':
    case 'seat':
    case 'pairing':
      return { from: record.from, to: record.to };
    case 'designation':
      return { from: record.awarded, to: record.termEnd };
    case 'workshop':
      return { from: record.founded, to: record.endedOn };
    case 'teacher':
      return { from: null, to: record.leftOn };
    case 'school':
      return { from: null, to: null };
  }
}

/** Whether a fact lasts and runs on the as-of day: what merely happened is not missed. */
function runsOn(record: RosterRecord, { asOf, policy }: RosterInput): boolean {
  if (isDatedFact(record)) {
    const span = spanOf(record);
    return span !== null && holdsOn(span, asOf);
  }
  switch (record.kind) {
    case 'pairing':
      return holdsOn({ from: record.from, to: record.to ?? schoolYearEnd(record.schoolYear, policy.calendar) }, asOf);
    case 'designation':
      return record.state === 'IN_FORCE' && holdsOn(intervalOf(record), asOf);
    case 'school':
    case 'teacher':
    case 'post':
    case 'workshop':
    case 'seat':
      return holdsOn(intervalOf(record), asOf);
  }
}
