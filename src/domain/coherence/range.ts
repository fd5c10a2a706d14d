import { wholeNumbers } from '../policy/bound.ts';
import type { Bound, Comparand, Quantity, SeatBound } from '../policy/condition.ts';
import type { EffectivePolicy } from '../policy/effective.ts';

/** What a bound lets pass, both ends included unless said; null: no ceiling. */
export interface Range {
  readonly least: number;
  readonly most: number | null;
  /** The end itself does not pass. Never set of whole numbers. */
  readonly open?: 'least' | 'most';
}

/** The whole numbers that a bound lets pass; null: a parameter of it is not set. */
export function wholeRange(policy: EffectivePolicy, bound: SeatBound): Range | null {
  const unset: string[] = [];
  const valueOf = (quantity: Quantity): number => {
    if (typeof quantity === 'number') return quantity;
    const value = policy.parameters.get(quantity.parameter);
    if (value === undefined) unset.push(quantity.parameter);
    return value ?? 0;
  };
  const [least, most] = wholeNumbers(bound, valueOf, policy.tolerance ?? 0);
  return unset.length > 0 ? null : { least, most };
}

/** The numbers that a bound lets pass; null: it compares no numbers, or a parameter of it is not set. */
export function numberRange(policy: EffectivePolicy, bound: Bound): Range | null {
  const numberOf = (value: Comparand): number | null => {
    if (typeof value === 'number') return value;
    return typeof value === 'object' ? (policy.parameters.get(value.parameter) ?? null) : null;
  };
  if (bound.is === 'between') {
    const [least, most] = [numberOf(bound.least), numberOf(bound.most)];
    return least === null || most === null ? null : { least, most };
  }
  const value = numberOf(bound.value);
  if (value === null) return null;
  const tolerance = policy.tolerance ?? 0;
  switch (bound.is) {
    case 'exactly':
      return { least: value, most: value };
    case 'atLeast':
      return { least: value, most: null };
    case 'moreThan':
      return { least: value, most: null, open: 'least' };
    case 'atMost':
      return { least: 0, most: value };
    case 'lessThan':
      return { least: 0, most: value, open: 'most' };
    case 'about':
      return { least: value * (1 - tolerance), most: value * (1 + tolerance) };
  }
}

/** Whether a floor lies above a ceiling: the floor of one range, the ceiling of the other or the same. */
export function isAbove(floor: Range, ceiling: Range): boolean {
  if (ceiling.most === null) return false;
  if (floor.least !== ceiling.most) return floor.least > ceiling.most;
  return floor.open === 'least' || ceiling.open === 'most';
}

/** The range of a number that is the sum of so many, each of a range. */
export function times(range: Range, count: Range): Range {
  const most = range.most === null || count.most === null ? null : range.most * count.most;
  return { least: range.least * count.least, most };
}

export function plus(a: Range, b: Range): Range {
  return { least: a.least + b.least, most: a.most === null || b.most === null ? null : a.most + b.most };
}

/** Exactly so many. */
export function exactly(count: number): Range {
  return { least: count, most: count };
}
