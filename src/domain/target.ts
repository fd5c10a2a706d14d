import type Fraction from 'fraction.js';
import type { Calendar } from './calendar.ts';
import { type Day, earlier } from './day.ts';
import type { RegionId, SchoolId } from './identifier.ts';
import type { Level } from './level.ts';
import type { EffectivePolicy, EffectiveRule } from './policy/effective.ts';
import {
  type CountedRecords,
  type MeasureUnit,
  type TargetCount,
  type TargetInForce,
  type TargetReading,
  targetsInForce,
} from './policy/targetReading.ts';
import type { RuleOf } from './policy/types.ts';
import { attributesOf, matches } from './policy/where.ts';
import type { RosterKind, Text } from './roster.ts';
import { type TallyGround, schoolAttributes } from './targetAttributes.ts';
import type { TargetFacts } from './targetFacts.ts';
import {
  NOTHING_BESIDE,
  type TargetApart,
  type TargetDivision,
  type TargetMeasure,
  type TargetPart,
  besideOf,
  emptyOf,
  measureOf,
  notKnown,
} from './targetMeasure.ts';
import type { Pace } from './targetPace.ts';
import { type TargetPeriod, periodsOf } from './targetPeriod.ts';
import { type PartOf, TallyBook, type TallyTime } from './targetTally.ts';
import { type Cell, neededPerYear, together } from './targetWhole.ts';
import type { Unknown } from './unknown.ts';
import { UnitOverTime } from './unitOverTime.ts';

/** How a unit stands against one target. */
export interface TargetProgress extends TargetMeasure {
  readonly rule: EffectiveRule<RuleOf<'target'>>;
  /** Null: what it counts is not computed. */
  readonly measure: MeasureUnit | null;
  /** The day on which it is judged: the day asked, or its own last day if that is earlier. */
  readonly countedOn: Day;
  readonly neededPerYear: Fraction | null;
  readonly parts: readonly TargetPart[];
  readonly partsMet: number;
  readonly apart: readonly TargetApart[];
  /** How its words were read, where they leave it open. */
  readonly reading: Text | null;
}

/** A unit whose targets are asked. */
export interface TargetUnit {
  readonly kind: 'Region' | 'School';
  readonly id: RegionId | SchoolId;
  /** Null for a school. */
  readonly level: Level | null;
}

export interface TargetQuestion {
  readonly unit: TargetUnit;
  readonly day: Day;
  readonly policy: EffectivePolicy;
  readonly facts: TargetFacts;
  /** Why nothing can be said about these kinds of a unit (null: the whole) on a day; null when it can. */
  readonly uncovered: (unit: RegionId | null, kinds: readonly RosterKind[], day: Day) => Unknown | null;
}

/** How a unit stands against each target that is in force for it, in the order of the policy. */
export function measureTargets(question: TargetQuestion): readonly TargetProgress[] {
  const { unit, day, policy, facts } = question;
  const overTime = new UnitOverTime(unit.id, facts.regions, facts.schools);
  return targetsOfUnit(policy, unit).flatMap((target) => {
    if (asksNobodyOf(target, unit, overTime, day)) return [];
    return [target.reading === null ? notMeasured(target, day) : measured(question, target.reading, overTime)];
  });
}

/** The days on which people are looked at for a unit's targets, and from when on training counts. */
export function populationsAsked(
  policy: EffectivePolicy,
  unit: TargetUnit,
  day: Day,
): readonly { readonly on: Day; readonly since: Day }[] {
  return targetsOfUnit(policy, unit).flatMap(({ reading }) => {
    if (reading?.counts.some(({ records }) => records === 'persons') !== true) return [];
    const times = timesOf(reading, policy.calendar, day).map(({ time }) => time.populationOn);
    return [...new Set([...times, judgedOn(reading, day)])].map((on) => ({ on, since: reading.rule.layer.from }));
  });
}

/** The targets that a unit is asked: a school only those stated for each school. */
export function targetsOfUnit(policy: EffectivePolicy, unit: TargetUnit): readonly TargetInForce[] {
  return targetsInForce(policy).filter(({ rule, reading }) => {
    if (unit.kind === 'School') return rule.rule.per.some(({ per }) => per === 'schools');
    const levels = reading?.levels ?? null;
    return levels === null || unit.level === null || levels.includes(unit.level);
  });
}

/** What imports must cover for a count. */
const KINDS: Readonly<Record<CountedRecords, readonly RosterKind[]>> = {
  titlesHeld: ['school', 'teacher', 'designation'],
  titlesAwarded: ['school', 'teacher', 'designation'],
  workshops: ['workshop'],
  persons: ['school', 'teacher', 'post'],
};

/** What imports must cover for a count to be known. */
export function kindsOf(count: TargetCount): readonly RosterKind[] {
  return asksForTraining(count) ? [...KINDS[count.records], 'attendance'] : KINDS[count.records];
}

function asksForTraining({ where, among }: TargetCount): boolean {
  return [where, among ?? []].flatMap(attributesOf).includes('trained');
}

/** Stated for each unit of a level of which the unit asked contains none: nothing to show. */
function asksNobodyOf({ rule }: TargetInForce, unit: TargetUnit, overTime: UnitOverTime, day: Day): boolean {
  if (unit.kind === 'School') return false;
  const levels = rule.rule.per.flatMap((each) => (each.per === 'level' ? [each.level] : []));
  return levels.some((level) => overTime.regionsOfLevel(level, day).length === 0);
}

function notMeasured({ rule }: TargetInForce, day: Day): TargetProgress {
  const last = rule.rule.through ?? rule.rule.by;
  return {
    ...notKnown({ because: 'notEvaluated' }, null),
    rule,
    measure: null,
    countedOn: last === null ? day : earlier(day, last),
    neededPerYear: null,
    parts: [],
    partsMet: 0,
    apart: [],
    reading: null,
  };
}

function judgedOn({ last }: TargetReading, day: Day): Day {
  return last === null ? day : earlier(day, last);
}

interface CountingTime {
  readonly period: TargetPeriod | null;
  readonly time: TallyTime;
  /** The last day on which it may still be reached; null: none. */
  readonly last: Day | null;
}

/** When a target is counted: once, or once for each of its periods. */
function timesOf(reading: TargetReading, calendar: Calendar, day: Day): readonly CountingTime[] {
  const lasting = reading.counts.every(({ records }) => records !== 'titlesAwarded');
  const at = (period: TargetPeriod | null, from: Day, last: Day | null): CountingTime => {
    const on = last === null ? day : earlier(day, last);
    return { period, last, time: { from, on, decidedOn: [], trainedBy: on, populationOn: on } };
  };
  if (reading.period === null) return [at(null, reading.begins, reading.last)];
  return periodsOf(reading, calendar, day).map((period) =>
    at(period, period.first, lasting ? earlier(period.countOn, period.last) : period.last),
  );
}

function measured(question: TargetQuestion, reading: TargetReading, unit: UnitOverTime): TargetProgress {
  const { day, policy, facts } = question;
  const countedOn = judgedOn(reading, day);
  const frame = {
    rule: reading.rule,
    measure: reading.measure,
    countedOn,
    neededPerYear: null,
    parts: [],
    partsMet: 0,
    apart: [],
    reading: readingOf(reading, countedOn),
  };
  const times = timesOf(reading, policy.calendar, day);
  if (day < reading.begins || times.length === 0)
    return { ...frame, ...notKnown({ because: 'targetNotBegun', begins: reading.begins, day }, null) };
  const ground: TallyGround = {
    policy,
    facts,
    unit,
    years: reading.period ?? 'year',
    since: reading.rule.layer.from,
  };
  const book = new TallyBook(ground, partOfTarget(reading, unit));
  const cells: Cell[] = [];
  const apart: TargetApart[] = [];
  for (const { period, time, last } of times) {
    const units = unitsOf(reading, ground, time.on);
    for (const count of reading.counts) {
      const tallies = book.of(count, time);
      const divided = (id: RegionId | SchoolId | null): TargetDivision => ({
        year: period?.kind === 'year' ? period.year : null,
        schoolYear: period?.kind === 'schoolYear' ? period.year : null,
        unit: id,
        stage: reading.counts.length > 1 ? count.stage : null,
        count: reading.counts.length > 1 ? count : null,
      });
      for (const { id, key } of units) {
        const tally = tallies.get(key) ?? emptyOf(count);
        const region = reading.each?.of === 'regions' ? (id as RegionId) : null;
        const unknown = question.uncovered(region, kindsOf(count), time.on);
        const pace: Pace = { book, count, reading, day, period, last, key };
        cells.push({ part: { ...divided(id), ...measureOf(count, tally, unknown, pace) }, tally });
      }
      if (reading.each?.of === 'regions' && question.unit.level !== reading.each.level) {
        const tally = tallies.get(null) ?? emptyOf(count);
        const unknown = question.uncovered(null, kindsOf(count), time.on) ?? tally.why;
        apart.push({
          ...divided(null),
          ...(unknown === null ? besideOf(count, tally) : NOTHING_BESIDE),
          actual: unknown === null ? tally.sure : null,
          unknown,
        });
      }
    }
  }
  const [only] = cells;
  if (only === undefined) return { ...frame, ...notKnown({ because: 'nothingToMeasure', day: countedOn }, null) };
  const divided = reading.period !== null || reading.each !== null || reading.counts.length > 1;
  const parts = divided ? cells.map(({ part }) => part) : [];
  const whole = divided ? together(reading, cells, day) : only.part;
  return {
    ...frame,
    ...whole,
    neededPerYear: neededPerYear(reading, whole, parts, day),
    parts,
    partsMet: parts.filter(({ state }) => state === 'MET').length,
    apart,
  };
}

/** The units of which a target is asked, and under which name their tally stands. */
export function unitsOf(
  reading: TargetReading,
  ground: TallyGround,
  day: Day,
): readonly { readonly id: RegionId | SchoolId | null; readonly key: string | null }[] {
  const { each } = reading;
  const { unit } = ground;
  if (each === null) return [{ id: null, key: WHOLE }];
  if (each.of === 'regions') return unit.regionsOfLevel(each.level, day).map((id) => ({ id, key: id }));
  return unit
    .schoolsOn(day)
    .filter(({ id }) => {
      const place = unit.school(id, day);
      return place !== null && matches(each.where, schoolAttributes(ground, place, day)) === true;
    })
    .map(({ id }) => ({ id, key: id }));
}

/** The name under which everything stands that is not divided by units. */
const WHOLE = 'whole';

/** To which of these a place belongs. */
export function partOfTarget({ each }: TargetReading, unit: UnitOverTime): PartOf {
  if (each === null) return () => WHOLE;
  if (each.of === 'schools') return ({ school }) => school?.id ?? null;
  return (place, day) => unit.regionOfLevel(place, each.level, day);
}

function readingOf(reading: TargetReading, countedOn: Day): Text | null {
  if (!reading.counts.some(asksForTraining)) return null;
  const since = reading.rule.layer.from;
  return {
    zh: `“受训”按自政策施行日${since}至${countedOn}至少参加一次培训理解；人员为${countedOn}在任者。`,
    en: `“Trained” is read as at least one training attended from ${since}, when the policy came into force, to ${countedOn}; the people are those in post on ${countedOn}.`,
  };
}
