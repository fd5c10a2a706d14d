import Fraction from 'fraction.js';
import { type Day, addDays, earlier } from '../day.ts';
import type { Bound, Condition, Quantity, Where } from '../policy/condition.ts';
import { RECORDS, type RecordName } from '../policy/catalogue.ts';
import { everyOf, matchesThing } from '../policy/where.ts';
import type { RosterKind } from '../roster.ts';
import type { Unknown } from '../unknown.ts';
import { type EvaluationTime, type FormFinding, numberFound, unknownFinding } from './evaluate.ts';
import { measureRange } from './measure.ts';
import { type Range, ZERO, compareRange, mayStillRise, passingOf } from './range.ts';
import { type Span, isCalendarPeriod, lastPeriods, until } from './span.ts';
import type { CountedRecord, Subject } from './subject.ts';
import type { Evidence } from './verdict.ts';
import { spanOfWindow } from './window.ts';
import type { World } from './world.ts';

type RecordsCondition = Extract<Condition, { form: 'count' | 'sum' | 'share' | 'ratio' | 'every' }>;

/** Which rosters would have to say that there is none. */
export const KINDS_OF_RECORDS: Readonly<Record<RecordName, readonly RosterKind[]>> = {
  posts: ['post'],
  titlesHeld: ['designation'],
  titlesAwarded: ['designation'],
  certificates: ['certificate'],
  appraisals: ['appraisal'],
  achievements: ['achievement'],
  activities: ['activity'],
  trainings: ['attendance'],
  hours: ['attendance'],
  seats: ['seat'],
  pairings: ['pairing'],
  applications: ['application'],
  findings: ['finding'],
  links: ['link'],
  persons: ['teacher', 'post'],
  schools: ['school'],
  workshops: ['workshop'],
  events: ['event'],
  figure: ['figure'],
};

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
  if (windowed?.known === false) return { unknown: windowed.unknown };
  const span: Span | null =
    windowed !== null
      ? windowed.span
      : sort === 'happening'
        ? until(time.period ?? { from: null, through: time.day }, time.day)
        : { from: time.on, through: time.on };
  const uncovered = world.uncovered(KINDS_OF_RECORDS[name]);
  if (span === null) return { records: [], missing: uncovered === null ? 0 : null, why: uncovered };
  const chosen = window?.window === 'lastRecords' ? whereBut(where, ['grade']) : where;
  let found = all.flatMap((record): readonly LookedAt[] => {
    const on = lookOn(record, span);
    const inSpan = record.in(span);
    if (inSpan === false) return [];
    const matched = everyOf([inSpan, matchesThing(chosen, record.thing(on), world.comparing)]);
    return matched === false ? [] : [{ record, on, matched }];
  });
  if (window?.window === 'lastRecords')
    found = lastOf(found, window.count).flatMap((looked): readonly LookedAt[] => {
      const matched = everyOf([looked.matched, matchesThing(where, looked.record.thing(looked.on), world.comparing)]);
      return matched === false ? [] : [{ ...looked, matched }];
    });
  const missing = missingOf(name, where, all, span, world, uncovered);
  return { records: found, missing, why: uncovered ?? (missing === 0 ? null : { because: 'notOnRecord', what: name }) };
}

/** What lasts is looked at on its last day in the window, what happened on its day. */
function lookOn({ sort, from, to }: CountedRecord, { through }: Span): Day {
  if (sort === 'happening') return from ?? through;
  return to === null ? through : earlier(addDays(to, -1), through);
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

function whereBut(where: Where, attributes: readonly string[]): Where {
  return where.filter((term) => !('attribute' in term && attributes.includes(term.attribute)));
}

function counted({ records, missing }: Looked): Range {
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
  return { least: sure, most: missing === null ? null : sure.add(count(null)).add(missing) };
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
  const marks = new Set<string>();
  for (const { record, on, matched } of looked.records) {
    if (record.distinct !== null) {
      if (marks.has(record.distinct)) continue;
      marks.add(record.distinct);
    }
    const so = matchesThing(condition.where, record.thing(on), world.comparing);
    if (matched === true) {
      if (so === true) surely += record.amount;
      else if (so === false) surelyNot += record.amount;
      else either += record.amount;
    } else if (so === true) perhapsSo += record.amount;
    else if (so === false) perhapsNot += record.amount;
    else perhapsEither += record.amount;
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
  const lowest = new Fraction(surely, certain + perhapsNot + perhapsEither);
  const highest = new Fraction(surely + either + perhapsSo + perhapsEither, certain + perhapsSo + perhapsEither);
  return compared(condition.bound, { least: lowest, most: highest }, 'share', world, looked);
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
  const none = looked.records.length === 0 && window?.window !== 'lastPeriods' && window?.window !== 'lastRecords';
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
