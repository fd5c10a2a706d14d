import type { Bound, Quantity, SeatBound } from './condition.ts';

/** The least and the most whole number that a bound lets pass; null: no ceiling. */
export function wholeNumbers(
  bound: SeatBound,
  valueOf: (quantity: Quantity) => number,
  tolerance: number,
): readonly [least: number, most: number | null] {
  switch (bound.is) {
    case 'any':
      return [0, null];
    case 'exactly':
      return [valueOf(bound.value), valueOf(bound.value)];
    case 'atLeast':
      return [Math.ceil(valueOf(bound.value)), null];
    case 'atMost':
      return [0, Math.floor(valueOf(bound.value))];
    case 'moreThan':
      return [Math.floor(valueOf(bound.value)) + 1, null];
    case 'lessThan':
      return [0, Math.ceil(valueOf(bound.value)) - 1];
    case 'between':
      return [Math.ceil(valueOf(bound.least)), Math.floor(valueOf(bound.most))];
    case 'about':
      return [Math.ceil(valueOf(bound.value) * (1 - tolerance)), Math.floor(valueOf(bound.value) * (1 + tolerance))];
  }
}

/** Whether everything that one bound lets pass the other does too; null: it cannot be told. */
export function isWithin(inner: SeatBound | Bound, outer: SeatBound | Bound): boolean | null {
  const [a, b] = [interval(inner), interval(outer)];
  if (a === null || b === null) return null;
  const low = a.low > b.low || (a.low === b.low && (b.lowIncluded || !a.lowIncluded));
  const high = a.high < b.high || (a.high === b.high && (b.highIncluded || !a.highIncluded));
  return low && high;
}

/** Whether some value passes both bounds; null: it cannot be told. */
export function meetOf(one: SeatBound | Bound, other: SeatBound | Bound): boolean | null {
  const flags = [flagOf(one), flagOf(other)];
  if (flags.every((flag) => flag !== null)) return flags[0] === flags[1];
  const [a, b] = [interval(one), interval(other)];
  if (a === null || b === null) return null;
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  if (low !== high) return low < high;
  const included = (of: NumberInterval) => (of.low !== low || of.lowIncluded) && (of.high !== high || of.highIncluded);
  return included(a) && included(b);
}

function flagOf(bound: SeatBound | Bound): boolean | null {
  return bound.is === 'exactly' && typeof bound.value === 'boolean' ? bound.value : null;
}

interface NumberInterval {
  readonly low: number;
  readonly lowIncluded: boolean;
  readonly high: number;
  readonly highIncluded: boolean;
}

function interval(bound: SeatBound | Bound): NumberInterval | null {
  const open = { low: -Infinity, lowIncluded: true, high: Infinity, highIncluded: true };
  if (bound.is === 'any') return open;
  if (bound.is === 'about') return null;
  if (bound.is === 'between')
    return typeof bound.least === 'number' && typeof bound.most === 'number'
      ? { ...open, low: bound.least, high: bound.most }
      : null;
  if (typeof bound.value !== 'number') return null;
  switch (bound.is) {
    case 'exactly':
      return { ...open, low: bound.value, high: bound.value };
    case 'atLeast':
      return { ...open, low: bound.value };
    case 'moreThan':
      return { ...open, low: bound.value, lowIncluded: false };
    case 'atMost':
      return { ...open, high: bound.value };
    case 'lessThan':
      return { ...open, high: bound.value, highIncluded: false };
  }
}
