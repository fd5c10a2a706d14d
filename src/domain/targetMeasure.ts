import Fraction from 'fraction.js';
import type { SchoolYear } from './calendar.ts';
import type { Day } from './day.ts';
import type { RegionId, SchoolId } from './identifier.ts';
import type { TargetCount } from './policy/targetReading.ts';
import type { Stage } from './school.ts';
import type { Forecast } from './targetForecast.ts';
import { type Pace, forecastFor } from './targetPace.ts';
import { NOTHING, type Tally, shareOf } from './targetTally.ts';
import type { Unknown } from './unknown.ts';

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

/** One number against what is asked for. */
export function measureOf(count: TargetCount, tally: Tally, uncovered: Unknown | null, pace: Pace): TargetMeasure {
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

export const NOTHING_BESIDE: TargetBeside = {
  titles: null,
  withoutRevoked: null,
  persons: null,
  firstTimePersons: null,
  among: null,
  matching: null,
};

/** Nothing is known for one reason. */
export function notKnown(unknown: Unknown, required: Fraction | null): TargetMeasure {
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

/** Nothing matches. */
export function emptyOf(count: TargetCount): Tally {
  return {
    ...NOTHING,
    among: count.among === null ? null : 0,
    titles: count.records === 'titlesHeld' || count.records === 'titlesAwarded' ? 0 : null,
    withoutRevoked: count.records === 'titlesAwarded' ? 0 : null,
  };
}

/** What stands beside the number. */
export function besideOf(count: TargetCount, tally: Tally): TargetBeside {
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

function atLeastNothing(value: Fraction): Fraction {
  return value.lt(0) ? new Fraction(0) : value;
}
