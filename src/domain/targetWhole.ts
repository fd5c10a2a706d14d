import Fraction from 'fraction.js';
import type { Day } from './day.ts';
import type { TargetReading } from './policy/targetReading.ts';
import { type ForecastBasis, yearsBetween } from './targetForecast.ts';
import { type TargetMeasure, type TargetPart, type TargetState, notKnown } from './targetMeasure.ts';
import type { Tally } from './targetTally.ts';

/** One cell: a time, a unit and a number asked for. */
export interface Cell {
  readonly part: TargetPart;
  readonly tally: Tally;
}

/** The whole of a target that is asked in parts: sums, and a surplus never hides a lack. */
export function together(reading: TargetReading, cells: readonly Cell[], day: Day): TargetMeasure {
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
export function neededPerYear(
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
