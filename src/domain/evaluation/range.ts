import Fraction from 'fraction.js';
import type { Outcome } from '../composition.ts';
import type { Bound, Quantity } from '../policy/condition.ts';
import { type Answer, known, notKnown } from '../unknown.ts';

/** A number that lies between a least and a most, both included; `most` null: no upper end. */
export interface Range {
  readonly least: Fraction;
  readonly most: Fraction | null;
}

export const ZERO = new Fraction(0);

export function exactly(value: Fraction | number): Range {
  const fraction = new Fraction(value);
  return { least: fraction, most: fraction };
}

/** A bound in numbers: what lies from `low` to `high` passes. Null: open. */
export interface Passing {
  readonly low: Fraction | null;
  readonly lowIncluded: boolean;
  readonly high: Fraction | null;
  readonly highIncluded: boolean;
}

/** What a policy sets, as far as comparing needs it. */
export interface Settings {
  readonly parameters: ReadonlyMap<string, number>;
  readonly tolerance: number | null;
}

/** The numbers that a bound lets pass; not known while a parameter is not set or nothing says how near "about" is. */
export function passingOf(bound: Bound<Quantity>, { parameters, tolerance }: Settings): Answer<Passing> {
  const unset = quantitiesOf(bound).find(
    (quantity) => typeof quantity === 'object' && parameters.get(quantity.parameter) === undefined,
  );
  if (typeof unset === 'object') return notKnown({ because: 'parameterNotSet', parameter: unset.parameter });
  const valueOf = (quantity: Quantity) =>
    new Fraction(typeof quantity === 'number' ? quantity : (parameters.get(quantity.parameter) ?? 0));
  const open: Passing = { low: null, lowIncluded: true, high: null, highIncluded: true };
  if (bound.is === 'between') return known({ ...open, low: valueOf(bound.least), high: valueOf(bound.most) });
  const value = valueOf(bound.value);
  switch (bound.is) {
    case 'exactly':
      return known({ ...open, low: value, high: value });
    case 'atLeast':
      return known({ ...open, low: value });
    case 'atMost':
      return known({ ...open, high: value });
    case 'moreThan':
      return known({ ...open, low: value, lowIncluded: false });
    case 'lessThan':
      return known({ ...open, high: value, highIncluded: false });
    case 'about': {
      if (tolerance === null) return notKnown({ because: 'notDefined', what: 'tolerance' });
      const [less, more] = [new Fraction(1).sub(tolerance), new Fraction(1).add(tolerance)];
      return known({ ...open, low: value.mul(less), high: value.mul(more) });
    }
  }
}

/** Whether a range lies within what passes: both ends have to agree, else it is not known. */
export function compareRange({ least, most }: Range, passing: Passing): Outcome {
  const [first, last] = [passes(least, passing), most === null ? passing.high === null : passes(most, passing)];
  if (first && last) return 'met';
  const below = most !== null && isBelow(most, passing);
  return below || isAbove(least, passing) ? 'unmet' : 'unknown';
}

/** Whether more of it could still meet the bound: it is not above the ceiling. */
export function mayStillRise({ least }: Range, passing: Passing): boolean {
  return passing.low !== null && !isAbove(least, passing);
}

function passes(value: Fraction, passing: Passing): boolean {
  return !isBelow(value, passing) && !isAbove(value, passing);
}

function isBelow(value: Fraction, { low, lowIncluded }: Passing): boolean {
  return low !== null && (lowIncluded ? value.lt(low) : value.lte(low));
}

function isAbove(value: Fraction, { high, highIncluded }: Passing): boolean {
  return high !== null && (highIncluded ? value.gt(high) : value.gte(high));
}

function quantitiesOf(bound: Bound<Quantity>): readonly Quantity[] {
  return bound.is === 'between' ? [bound.least, bound.most] : [bound.value];
}
