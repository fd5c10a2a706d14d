import Fraction from 'fraction.js';
import type { Calendar, SchoolYear } from './calendar.ts';
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
import { type Attributes, attributesOf, matches } from './policy/where.ts';
import type { RosterKind, Text } from './roster.ts';
import type { Stage } from './school.ts';
import type { TargetFacts } from './targetFacts.ts';
import { type Forecast, type ForecastBasis, yearsBetween } from './targetForecast.ts';
import { type TargetPeriod, periodsOf } from './targetPeriod.ts';
import { type Pace, forecastFor } from './targetPace.ts';
import {
  NOTHING,
  type PartOf,
  type Tally,
  TallyBook,
  type TallyGround,
  type TallyTime,
  shareOf,
} from './targetTally.ts';
import type { Unknown } from './unknown.ts';
import { UnitOverTime, settingOn } from './unitOverTime.ts';

/**
 * MET: reached. ON_TRACK: the forecast reaches it. BEHIND: the forecast does not reach it, or it has no date. MISSED: its last
 * day is past. UNKNOWN: what is known does not decide it.
 */
export const TARGET_STATES = ['MET', 'ON_TRACK', 'BEHIND', 'MISSED', 'UNKNOWN'] as const;
export type TargetState = (typeof TARGET_STATES)[number];

/** What stands beside the number that a target measures. Null: not counted for it, or not known. */
export interface TargetBeside {
  readonly titles: number | null;
  readonly withoutRevoked: number | null;
  readonly persons: number | null;
  readonly firstTimePersons: number | null;
  /** Of a share: the population, and those of it who match. */
  readonly among: number | null;
  readonly matching: number | null;
}

/** How far a target, or a part of it, has come. Shares are exact parts from 0 to 1. */
export interface TargetMeasure extends TargetBeside {
  readonly actual: Fraction | null;
  readonly required: Fraction | null;
  readonly gap: Fraction | null;
  /** How many more would be enough. */
  readonly missing: number | null;
  readonly unknown: Unknown | null;
  readonly state: TargetState;
  readonly forecast: Forecast;
}

/** Which part: each is null where the target is not divided so. */
export interface TargetDivision {
  readonly year: number | null;
  readonly schoolYear: SchoolYear | null;
  readonly unit: RegionId | SchoolId | null;
  readonly stage: Stage | null;
  /** Set where the target asks for several numbers. */
  readonly count: TargetCount | null;
}

export type TargetPart = TargetMeasure & TargetDivision;

/** What matches but belongs to none of the units that the target is asked of, such as a city's direct schools. */
export type TargetApart = TargetBeside &
  TargetDivision & { readonly actual: number | null; readonly unknown: Unknown | null };

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

function kindsOf(count: TargetCount): readonly RosterKind[] {
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

const NOTHING_BESIDE: TargetBeside = {
  titles: null,
  withoutRevoked: null,
  persons: null,
  firstTimePersons: null,
  among: null,
  matching: null,
};

function notKnown(unknown: Unknown, required: Fraction | null): TargetMeasure {
  return {
    ...NOTHING_BESIDE,
    actual: null,
    required,
    gap: null,
    missing: null,
    unknown,
    state: 'UNKNOWN',
    forecast: { value: null, basis: { rests: 'nothing', because: 'unknown', unknown } },
  };
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

/** One cell: a time, a unit and a number asked for. */
interface Cell {
  readonly part: TargetPart;
  readonly tally: Tally;
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
function unitsOf(
  reading: TargetReading,
  { unit, policy }: TallyGround,
  day: Day,
): readonly { readonly id: RegionId | SchoolId | null; readonly key: string | null }[] {
  const { each } = reading;
  if (each === null) return [{ id: null, key: WHOLE }];
  if (each.of === 'regions') return unit.regionsOfLevel(each.level, day).map((id) => ({ id, key: id }));
  return unit
    .schoolsOn(day)
    .filter((school) => {
      const setting = settingOn(school, day);
      const attributes: Attributes = (attribute) => {
        switch (attribute) {
          case 'setting':
            return setting === null ? null : [setting];
          case 'stage':
            return school.stages;
          case 'rural': {
            const rural = policy.isRural(setting);
            return rural === null ? null : [rural];
          }
          default:
            return null;
        }
      };
      return matches(each.where, attributes) === true;
    })
    .map(({ id }) => ({ id, key: id }));
}

/** The name under which everything stands that is not divided by units. */
const WHOLE = 'whole';

function partOfTarget({ each }: TargetReading, unit: UnitOverTime): PartOf {
  if (each === null) return () => WHOLE;
  if (each.of === 'schools') return ({ school }) => school?.id ?? null;
  return (place, day) => unit.regionOfLevel(place, each.level, day);
}

function emptyOf(count: TargetCount): Tally {
  return {
    ...NOTHING,
    among: count.among === null ? null : 0,
    titles: count.records === 'titlesHeld' || count.records === 'titlesAwarded' ? 0 : null,
    withoutRevoked: count.records === 'titlesAwarded' ? 0 : null,
  };
}

function besideOf(count: TargetCount, tally: Tally): TargetBeside {
  const titles = count.records === 'titlesHeld' || count.records === 'titlesAwarded';
  return {
    titles: tally.titles,
    withoutRevoked: tally.withoutRevoked,
    persons: titles ? tally.persons.size : null,
    firstTimePersons: count.records === 'titlesAwarded' ? tally.firstTime.size : null,
    among: tally.among,
    matching: tally.among === null ? null : tally.sure,
  };
}

/** One number against what is asked for. */
function measureOf(count: TargetCount, tally: Tally, uncovered: Unknown | null, pace: Pace): TargetMeasure {
  const required = count.required instanceof Fraction ? count.required : null;
  if (uncovered !== null) return notKnown(uncovered, required);
  const over = pace.last !== null && pace.day > pace.last;
  if (tally.why !== null) {
    // Both ends agree: enough are sure, or even with all that may be it is not enough.
    const counted = required !== null && count.among === null;
    const reached = counted && required.lte(tally.sure);
    const outOfReach = counted && over && required.gt(tally.sure + tally.undecided);
    return { ...notKnown(tally.why, required), state: reached ? 'MET' : outOfReach ? 'MISSED' : 'UNKNOWN' };
  }
  const actual = count.among === null ? new Fraction(tally.sure) : shareOf(tally);
  if (actual === null) return notKnown({ because: 'nothingToMeasure', day: pace.day }, required);
  const forecast = forecastFor(pace, actual);
  const beside = besideOf(count, tally);
  if (!(count.required instanceof Fraction)) {
    const unset: Unknown = { because: 'parameterNotSet', parameter: count.required.unset };
    return { ...notKnown(unset, null), ...beside, actual, forecast };
  }
  const enough = count.required.mul(tally.among ?? 1).ceil();
  return {
    ...beside,
    actual,
    required: count.required,
    gap: atLeastNothing(count.required.sub(actual)),
    missing: Math.max(0, enough.sub(tally.sure).valueOf()),
    unknown: null,
    state: stateOf(actual, count.required, forecast, over, pace.last),
    forecast,
  };
}

function stateOf(
  actual: Fraction,
  required: Fraction,
  { value, basis }: Forecast,
  over: boolean,
  last: Day | null,
): TargetState {
  if (actual.gte(required)) return 'MET';
  if (over) return 'MISSED';
  if (last === null) return 'BEHIND';
  if (value === null) return basis.rests === 'nothing' ? 'UNKNOWN' : 'BEHIND';
  return value.gte(required) ? 'ON_TRACK' : 'BEHIND';
}

/** The whole of a target that is asked in parts: sums, and a surplus never hides a lack. */
function together(reading: TargetReading, cells: readonly Cell[], day: Day): TargetMeasure {
  const parts = cells.map(({ part }) => part);
  const unknown = parts.find((part) => part.unknown !== null)?.unknown ?? null;
  const state = togetherState(parts);
  const share = reading.measure === 'PERCENT';
  const required = share ? (parts[0]?.required ?? null) : sum(parts.map((part) => part.required));
  if (unknown !== null) return { ...notKnown(unknown, required), state };
  const tallies = cells.map(({ tally }) => tally);
  const among = share ? total(tallies.map((tally) => tally.among)) : null;
  const matching = total(tallies.map(({ sure }) => sure)) ?? 0;
  const over = reading.last !== null && day > reading.last;
  const [count] = reading.counts;
  // Of a share: the parts, each weighing as much as its population.
  const weighed = (value: (part: TargetPart) => Fraction | null): Fraction | null =>
    sum(
      parts.map((part) => {
        const each = value(part);
        if (!share || each === null) return each;
        return part.among === null ? null : each.mul(part.among).div(among ?? 1);
      }),
    );
  const forecasts = weighed(({ forecast }) => forecast.value);
  const basis = ((): ForecastBasis => {
    if (over) return { rests: 'nothing', because: 'over' };
    if (reading.last === null) return { rests: 'nothing', because: 'noDate' };
    if (forecasts === null)
      return (
        parts.find(({ forecast }) => forecast.value === null)?.forecast.basis ?? { rests: 'nothing', because: 'parts' }
      );
    return { rests: 'partsOf', parts: parts.length };
  })();
  const titles = count?.records === 'titlesHeld' || count?.records === 'titlesAwarded';
  return {
    titles: titles ? total(tallies.map((tally) => tally.titles)) : null,
    withoutRevoked: count?.records === 'titlesAwarded' ? total(tallies.map((tally) => tally.withoutRevoked)) : null,
    persons: titles ? distinct(tallies.map(({ persons }) => persons)) : null,
    firstTimePersons: count?.records === 'titlesAwarded' ? distinct(tallies.map(({ firstTime }) => firstTime)) : null,
    among,
    matching: share ? matching : null,
    actual: share
      ? among === null || among === 0
        ? null
        : new Fraction(matching, among)
      : sum(parts.map(({ actual }) => actual)),
    required,
    gap: weighed(({ gap }) => gap),
    missing: total(parts.map(({ missing }) => missing)),
    unknown: null,
    state,
    forecast: { value: basis.rests === 'partsOf' ? forecasts : null, basis },
  };
}

function togetherState(parts: readonly TargetPart[]): TargetState {
  const has = (state: TargetState) => parts.some((part) => part.state === state);
  if (parts.every(({ state }) => state === 'MET')) return 'MET';
  if (has('MISSED')) return 'MISSED';
  if (has('BEHIND')) return 'BEHIND';
  return has('UNKNOWN') ? 'UNKNOWN' : 'ON_TRACK';
}

/** The rest of the way, in so much a year up to the last day; parts whose own day is past are lost and not asked for again. */
function neededPerYear(
  { last }: TargetReading,
  whole: TargetMeasure,
  parts: readonly TargetPart[],
  day: Day,
): Fraction | null {
  if (whole.state === 'MET' || whole.gap === null || last === null) return null;
  const years = yearsBetween(day, last);
  if (years.equals(0)) return null;
  const lost = sum(parts.filter(({ state }) => state === 'MISSED').map(({ gap }) => gap)) ?? new Fraction(0);
  const rest = whole.gap.sub(lost);
  return rest.lte(0) ? null : rest.div(years);
}

function readingOf(reading: TargetReading, countedOn: Day): Text | null {
  if (!reading.counts.some(asksForTraining)) return null;
  const since = reading.rule.layer.from;
  return {
    zh: `“受训”按自政策施行日${since}至${countedOn}至少参加一次培训理解；人员为${countedOn}在任者。`,
    en: `“Trained” is read as at least one training attended from ${since}, when the policy came into force, to ${countedOn}; the people are those in post on ${countedOn}.`,
  };
}

function sum(values: readonly (Fraction | null)[]): Fraction | null {
  return values.reduce<Fraction | null>(
    (together, value) => (together === null || value === null ? null : together.add(value)),
    new Fraction(0),
  );
}

function total(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (together, value) => (together === null || value === null ? null : together + value),
    0,
  );
}

function distinct(sets: readonly ReadonlySet<string>[]): number {
  return new Set(sets.flatMap((set) => [...set])).size;
}

function atLeastNothing(value: Fraction): Fraction {
  return value.lt(0) ? new Fraction(0) : value;
}
