import Fraction from 'fraction.js';
import { type Day, addDays, earlier } from '../day.ts';
import type { Bound, Condition, Quantity, Where } from '../policy/condition.ts';
import { RECORDS, type RecordName } from '../policy/catalogue.ts';
import { attributesOf, everyOf, matchesThing, someOf } from '../policy/where.ts';
import type { Unknown } from '../unknown.ts';
import { type EvaluationTime, type FormFinding, numberFound, unknownFinding } from './evaluate.ts';
import { KINDS_OF_RECORDS } from './kindsOfRecords.ts';
import { measureRange } from './measure.ts';
import { type Range, ZERO, compareRange, mayStillRise, passingOf } from './range.ts';
import { type Span, isCalendarPeriod, lastPeriods, until } from './span.ts';
import type { CountedRecord, Subject } from './subject.ts';
import type { Evidence } from './verdict.ts';
import { spanOfWindow } from './window.ts';
import type { World } from './world.ts';

type RecordsCondition = Extract<Condition, { form: 'count' | 'sum' | 'share' | 'ratio' | 'every' }>;

/** Counts, sums and shares of records, held against their bound. */
export function evaluateRecords(
  condition: RecordsCondition,
  subject: Subject,
  world: World,
  time: EvaluationTime,
): FormFinding {
  const looked = recordsLookedAt(condition, subject, world, time);
  if ('unknown' in looked) return unknownFinding(looked.unknown);
  switch (condition.form) {
    case 'count':
      return compared(condition.bound, counted(looked), condition.records, world, looked);
    case 'sum': {
      const size = unitSize(condition.unit, condition.records, world);
      if (size === null) return unknownFinding({ because: 'notDefined', what: 'hourUnits' });
      const { least, most } = counted(looked);
      const range = { least: least.div(size), most: most === null ? null : most.div(size) };
      return compared(condition.bound, range, condition.unit, world, looked);
    }
    case 'share':
      return share(condition, looked, world, time);
    case 'ratio': {
      const to = measureRange(condition.to, subject, world, time);
      if (to.value === null) return unknownFinding(to.unknown);
      const { least, most } = counted(looked);
      const divisor = to.value;
      if (divisor.most?.equals(0) === true) return unknownFinding({ because: 'nothingToMeasure', day: time.on });
      if (divisor.least.equals(0)) return unknownFinding({ because: 'recordsInDoubt', records: 1 });
      const range = {
        least: divisor.most === null ? ZERO : least.div(divisor.most),
        most: most === null ? null : most.div(divisor.least),
      };
      return compared(condition.bound, range, 'ratio', world, looked);
    }
    case 'every':
      return every(condition, looked, world, time);
  }
}

/** A record that a condition looks at, on the day on which it is looked at. Null: it may match or not. */
interface LookedAt {
  readonly record: CountedRecord;
  readonly on: Day;
  readonly matched: true | null;
}

interface Looked {
  readonly records: readonly LookedAt[];
  /** How many more there may be that are not on record; null: no upper end. */
  readonly missing: number | null;
  /** No more than so many count, of those on record and not; null: as many as there are. */
  readonly atMost: number | null;
  readonly why: Unknown | null;
}

/** The records in the window that match, surely or perhaps. */
function recordsLookedAt(
  condition: RecordsCondition,
  subject: Subject,
  world: World,
  time: EvaluationTime,
): Looked | { readonly unknown: Unknown } {
  const { records: name, window } = condition;
  // A share is of those among, so that is what singles them out.
  const where = condition.form === 'share' ? condition.among : condition.where;
  const all = subject.records(name, time.on);
  if (all === null) return { unknown: { because: 'notCounted', what: name } };
  const { sort } = RECORDS[name];
  const windowed = window === null ? null : spanOfWindow(window, subject, world, time);
  // Where a window lies is not known: whatever there is up to the day may lie in it.
  const adrift = windowed?.known === false ? windowed.unknown : null;
  const span: Span | null =
    windowed?.known === false
      ? { from: null, through: time.day }
      : windowed !== null
        ? windowed.span
        : sort === 'happening'
          ? until(time.period ?? { from: null, through: time.day }, time.day)
          : { from: time.on, through: time.on };
  const uncovered = world.uncovered(KINDS_OF_RECORDS[name]);
  // In no day at all nothing can lie, on record or not.
  if (span === null) return { records: [], missing: 0, atMost: 0, why: null };
  const chosen = window?.window === 'lastRecords' ? whereBut(where, ['grade']) : where;
  let found = all.flatMap((record): readonly LookedAt[] => {
    const on = lookOn(record, span);
    const inSpan = record.in(span);
    if (inSpan === false) return [];
    const matched = everyOf([
      inSpan,
      adrift === null ? true : null,
      matchesThing(chosen, record.thing(on), world.comparing),
    ]);
    return matched === false ? [] : [{ record, on, matched }];
  });
  const chosenCount = found.filter(({ matched }) => matched === true).length;
  if (window?.window === 'lastRecords')
    found = lastOf(found, window.count).flatMap((looked): readonly LookedAt[] => {
      const matched = everyOf([looked.matched, matchesThing(where, looked.record.thing(looked.on), world.comparing)]);
      return matched === false ? [] : [{ ...looked, matched }];
    });
  const missing =
    window?.window === 'lastRecords' && uncovered === null
      ? missingOfLast(name, window.count, chosenCount)
      : missingOf(name, where, all, span, world, uncovered);
  const why = adrift ?? uncovered ?? (missing === 0 ? null : ({ because: 'notOnRecord', what: name } as const));
  const atMost = window?.window === 'lastRecords' ? window.count : null;
  return { records: found, missing, atMost, why };
}

/**
 * What lasts is looked at on its last day in the window, what happened on its day. A seat is looked at with what has become of
 * its workshop since: the appraisal comes when the seats are over.
 */
function lookOn({ sort, kind, from, to }: CountedRecord, { through }: Span): Day {
  if (sort === 'happening') return from ?? through;
  return to === null || kind === 'Seat' ? through : earlier(addDays(to, -1), through);
}

/** The latest so many; where it is not known whether one counts, the next may count instead. */
function lastOf(looked: readonly LookedAt[], count: number): readonly LookedAt[] {
  const newest = looked.toSorted((a, b) => ((a.record.from ?? '') < (b.record.from ?? '') ? 1 : -1));
  let [sure, perhaps] = [0, 0];
  return newest.flatMap((each): readonly LookedAt[] => {
    if (sure >= count) return [];
    const certain = each.matched === true && sure + perhaps < count;
    if (each.matched === true) sure += 1;
    else perhaps += 1;
    return [{ ...each, matched: certain ? true : null }];
  });
}

/**
 * Records that may be missing: none where the rosters cover them. An appraisal is covered by being there alone: each last day
 * of a year in a window that has a beginning, without one of the kind, may have had one.
 */
function missingOf(
  name: RecordName,
  where: Where,
  all: readonly CountedRecord[],
  { from, through }: Span,
  world: World,
  uncovered: Unknown | null,
): number | null {
  if (name !== 'appraisals') return uncovered === null ? 0 : null;
  if (from === null) return null;
  const kind = whereBut(where, ['grade', 'by']);
  const made = new Set(
    all
      .filter((record) => matchesThing(kind, record.thing(through), world.comparing) !== false)
      .map((record) => record.from),
  );
  let missing = 0;
  for (let year = Number(from.slice(0, 4)); year <= Number(through.slice(0, 4)); year += 1) {
    const day = `${year}-12-31`;
    if (day >= from && day <= through && ![...made].some((each) => each === day)) missing += 1;
  }
  return missing;
}

/** Of the last so many appraisals, those that are not on record may still have been made. */
function missingOfLast(name: RecordName, asked: number, found: number): number {
  return name === 'appraisals' ? Math.max(0, asked - found) : 0;
}

/** Without what is asked of these attributes, alone or among others. */
function whereBut(where: Where, attributes: readonly string[]): Where {
  return where.filter((term) => !attributesOf([term]).some((attribute) => attributes.includes(attribute)));
}

function counted({ records, missing, atMost }: Looked): Range {
  const marks = new Set<string>();
  const count = (matched: true | null) =>
    records
      .filter((each) => each.matched === matched)
      .reduce((sum, { record }) => {
        if (record.distinct !== null && marks.has(record.distinct)) return sum;
        if (record.distinct !== null) marks.add(record.distinct);
        return sum.add(record.amount);
      }, ZERO);
  const sure = count(true);
  if (missing === null) return { least: sure, most: null };
  const most = sure.add(count(null)).add(missing);
  const alike = records.every(({ record }) => record.amount === 1);
  return { least: sure, most: atMost !== null && alike && most.gt(atMost) ? new Fraction(atMost) : most };
}

function compared(bound: Bound<Quantity>, range: Range, unit: string, world: World, looked: Looked): FormFinding {
  const found = numberFound(range.least, range.most, unit);
  const passing = passingOf(bound, world.policy);
  if (passing.value === null) return { ...unknownFinding(passing.unknown, found), evidence: evidenceOf(looked) };
  const outcome = compareRange(range, passing.value);
  return {
    outcome,
    passes: outcome === 'unknown' ? null : outcome === 'met',
    found,
    unknown: outcome === 'unknown' ? inDoubt(looked) : null,
    evidence: evidenceOf(looked),
    mayRise: mayStillRise(range, passing.value),
  };
}

/** The least and the most that a share may be, whatever is true of what is not known. */
function share(
  condition: Extract<Condition, { form: 'share' }>,
  looked: Looked,
  world: World,
  time: EvaluationTime,
): FormFinding {
  let [surely, surelyNot, either, perhapsSo, perhapsNot, perhapsEither] = [0, 0, 0, 0, 0, looked.missing ?? 0];
  for (const [matched, so, amount] of countedOnce(condition, looked, world)) {
    if (matched === true) {
      if (so === true) surely += amount;
      else if (so === false) surelyNot += amount;
      else either += amount;
    } else if (so === true) perhapsSo += amount;
    else if (so === false) perhapsNot += amount;
    else perhapsEither += amount;
  }
  if (looked.missing === null) {
    const range = { least: ZERO, most: new Fraction(1) };
    return compared(condition.bound, range, 'share', world, looked);
  }
  const certain = surely + surelyNot + either;
  if (certain === 0)
    return unknownFinding(
      perhapsSo + perhapsNot + perhapsEither === 0 ? { because: 'nothingToMeasure', day: time.on } : inDoubt(looked),
    );
  const lowest = new Fraction(surely).div(certain + perhapsNot + perhapsEither);
  const highest = new Fraction(surely + either + perhapsSo + perhapsEither).div(certain + perhapsSo + perhapsEither);
  return compared(condition.bound, { least: lowest, most: highest }, 'share', world, looked);
}

/** Whether each counts among, and whether it is so; records with the same mark as one: it is so when one of them is. */
function countedOnce(
  { where }: Extract<Condition, { form: 'share' }>,
  { records }: Looked,
  world: World,
): readonly (readonly [among: true | null, so: boolean | null, amount: number])[] {
  const marked = new Map<string, (readonly [true | null, boolean | null, number])[]>();
  const single: (readonly [true | null, boolean | null, number])[] = [];
  for (const { record, on, matched } of records) {
    const tried = [matched, matchesThing(where, record.thing(on), world.comparing), record.amount] as const;
    if (record.distinct === null) single.push(tried);
    else marked.set(record.distinct, [...(marked.get(record.distinct) ?? []), tried]);
  }
  const once = [...marked.values()].map(
    (tried) =>
      [
        tried.some(([among]) => among === true) ? true : null,
        someOf(tried.map(([among, so]) => everyOf([among, so]))),
        1,
      ] as const,
  );
  return [...single, ...once];
}

/** There are all of them, and each is so. */
function every(
  condition: Extract<Condition, { form: 'every' }>,
  looked: Looked,
  world: World,
  { day }: EvaluationTime,
): FormFinding {
  const outcomes = looked.records.map(({ record, on, matched }) => {
    const so = matchesThing(condition.is, record.thing(on), world.comparing);
    // What may count or not changes nothing where it is so in any case.
    return so === true ? true : matched === null ? null : so;
  });
  const { window } = condition;
  const [lacking, open] = lackingOf(condition, looked, world, day);
  const sure = looked.records.some(({ matched }) => matched === true);
  const none = !sure && window?.window !== 'lastPeriods' && window?.window !== 'lastRecords';
  const so = everyOf([
    ...outcomes,
    ...(lacking ? [open ? null : false] : []),
    ...(looked.missing === null ? [null] : []),
  ]);
  const outcome = so === null ? 'unknown' : so ? 'met' : 'unmet';
  const words = [looked.records.length];
  if (none && outcome !== 'unmet')
    return unknownFinding(looked.missing === 0 ? { because: 'nothingToMeasure', day } : inDoubt(looked));
  return {
    outcome,
    passes: so,
    found: { is: 'words', words },
    unknown: outcome === 'unknown' ? inDoubt(looked) : null,
    evidence: evidenceOf(looked),
    mayRise: !outcomes.includes(false),
  };
}

/** Whether records are lacking, and whether there may be such that are not on record. */
function lackingOf(
  { records: name, window }: Extract<Condition, { form: 'every' }>,
  { records, missing }: Looked,
  world: World,
  day: Day,
): readonly [lacking: boolean, open: boolean] {
  if (window?.window === 'lastRecords') {
    const sure = records.filter(({ matched }) => matched === true).length;
    return [sure < window.count, name === 'appraisals' || missing !== 0 || records.length >= window.count];
  }
  if (window?.window !== 'lastPeriods' || !isCalendarPeriod(window.duration.unit))
    return [name === 'appraisals' && missing !== 0, true];
  const periods = lastPeriods(window.duration.unit, window.duration.count, day, world.policy.calendar);
  const without = periods.filter(
    (period) => !records.some(({ record, matched }) => matched === true && record.in(period) === true),
  );
  const surely = without.filter((period) => !records.some(({ record }) => record.in(period) !== false));
  return [without.length > 0, name === 'appraisals' || missing !== 0 || surely.length === 0];
}

/** How many hours (or how much else) one of a unit is; null: nobody says. */
function unitSize(unit: string, records: RecordName, world: World): number | null {
  if (records !== 'hours' || unit === 'hour' || unit === 'hours') return 1;
  return world.policy.hourUnits.get(unit) ?? null;
}

/** Records that an answer shows at most. */
const MOST_EVIDENCE = 100;

function evidenceOf({ records }: Looked): readonly Evidence[] {
  return records.slice(0, MOST_EVIDENCE).map(({ record, matched }) => ({
    kind: record.kind,
    id: record.id,
    from: record.from,
    to: record.to,
    perhaps: matched === null,
  }));
}

function inDoubt({ records, why }: Looked): Unknown {
  const doubtful = records.filter(({ matched }) => matched === null).length;
  return doubtful > 0 || why === null ? { because: 'recordsInDoubt', records: doubtful } : why;
}
