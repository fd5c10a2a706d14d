import Fraction from 'fraction.js';
import { formatSchoolYear } from './calendar.ts';
import { type Day, addYears } from './day.ts';
import type { TargetCount, TargetReading } from './policy/targetReading.ts';
import {
  FEWEST_YEARS,
  type Forecast,
  type ForecastBasis,
  fullYears,
  yearsBack,
  yearsBetween,
} from './targetForecast.ts';
import { type TargetPeriod, periodAfter, periodOn } from './targetPeriod.ts';
import { NOTHING, type Tally, type TallyBook, firstRecord, shareOf } from './targetTally.ts';

/** One number of a target, of one part, and the day for which it is forecast. */
export interface Pace {
  readonly book: TallyBook;
  readonly count: TargetCount;
  readonly reading: TargetReading;
  /** The day asked. */
  readonly day: Day;
  readonly period: TargetPeriod | null;
  /** The last day on which it may still be reached. */
  readonly last: Day | null;
  readonly key: string | null;
}

/**
 * Where the number will stand on its last day if things go on as in the completed years before the day asked: at most three,
 * at least two, of the policy's own time if that is long enough, and never before the first record of the kind.
 * Things that happen (awards) go on at their yearly mean; things that last, at the mean yearly change of their number.
 */
export function forecastFor(pace: Pace, actual: Fraction): Forecast {
  const { day, last, period, count } = pace;
  if (last === null) return none({ rests: 'nothing', because: 'noDate' });
  if (day > last)
    return period === null
      ? none({ rests: 'nothing', because: 'over' })
      : { value: actual, basis: { rests: 'counted' } };
  if (count.records !== 'titlesAwarded') return lasting(pace, actual, last);
  return count.among === null ? happening(pace, actual, last) : none({ rests: 'nothing', because: 'shareOfEvents' });
}

function happening(pace: Pace, actual: Fraction, last: Day): Forecast {
  const { reading, day, period } = pace;
  const { ground } = pace.book;
  const { calendar } = ground.policy;
  const kind = period?.kind ?? 'year';
  const running = periodOn(kind, day, calendar);
  const first = firstRecord(ground, pace.count);
  const since = (from: Day) => Math.max(0, running.year - periodOn(kind, from, calendar).year);
  const policyBegins = periodOn(kind, reading.begins, calendar);
  const ownYears = running.year - policyBegins.year - (policyBegins.first < reading.begins ? 1 : 0);
  const years = first === null ? 0 : yearsBack(since(first), Math.max(0, ownYears));
  if (years < FEWEST_YEARS) return none({ rests: 'nothing', because: 'tooFewYears', years });
  const completed = Array.from({ length: years }, (_, index) => periodAfter(running, calendar, index - years));
  const tallies = completed.map((each) => tallyIn(pace, each.first, each.last));
  const unknown = tallies.find(({ why }) => why !== null)?.why ?? null;
  if (unknown !== null) return none({ rests: 'nothing', because: 'unknown', unknown });
  const mean = new Fraction(
    tallies.reduce((sum, { sure }) => sum + sure, 0),
    years,
  );
  const basis: ForecastBasis = {
    rests: 'yearlyMean',
    first: named(completed[0] ?? running),
    last: named(completed.at(-1) ?? running),
    years,
    mean,
  };
  if (period === null) return { value: actual.add(mean.mul(yearsBetween(day, last))), basis };
  return { value: actual.gt(mean) ? actual : mean, basis };
}

function lasting(pace: Pace, actual: Fraction, last: Day): Forecast {
  const { count, reading, day } = pace;
  const first = firstRecord(pace.book.ground, count);
  const years = first === null ? 0 : yearsBack(fullYears(first, day), fullYears(reading.rule.layer.from, day));
  if (years < FEWEST_YEARS) return none({ rests: 'nothing', because: 'tooFewYears', years });
  const past = addYears(day, -years);
  const [before, now] = [past, day].map((on) => tallyOn(pace, on, [past, day]));
  const unknown = before?.why ?? now?.why ?? null;
  if (unknown !== null) return none({ rests: 'nothing', because: 'unknown', unknown });
  const [then, today] = [before, now].map((tally) => valueOf(count, tally ?? NOTHING));
  if (then === null || then === undefined || today === null || today === undefined)
    return none({ rests: 'nothing', because: 'tooFewYears', years: 0 });
  const change = today.sub(then).div(years);
  const forecast = actual.add(change.mul(yearsBetween(day, last)));
  return {
    value: within(forecast, count.among === null ? null : new Fraction(1)),
    basis: {
      rests: 'yearlyChange',
      from: past,
      to: day,
      years,
      change: count.among === null ? change : change.mul(100),
      leftOut: now?.leftOut ?? 0,
    },
  };
}

function tallyIn({ book, count, key, day }: Pace, from: Day, on: Day): Tally {
  const time = { from, on, decidedOn: [], trainedBy: on, populationOn: day };
  return book.of(count, time).get(key) ?? NOTHING;
}

function tallyOn({ book, count, key, day }: Pace, on: Day, decidedOn: readonly Day[]): Tally {
  const time = { from: on, on, decidedOn, trainedBy: on, populationOn: day };
  return book.of(count, time).get(key) ?? NOTHING;
}

function valueOf(count: TargetCount, tally: Tally): Fraction | null {
  return count.among === null ? new Fraction(tally.sure) : shareOf(tally);
}

function named(period: TargetPeriod): string {
  return period.kind === 'year' ? String(period.year) : formatSchoolYear(period.year);
}

function within(value: Fraction, most: Fraction | null): Fraction {
  if (value.lt(0)) return new Fraction(0);
  return most !== null && value.gt(most) ? most : value;
}

function none(basis: ForecastBasis): Forecast {
  return { value: null, basis };
}
