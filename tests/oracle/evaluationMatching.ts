import type { Day } from '../../src/domain/day.ts';
import type { SchoolFacts } from '../../src/domain/evaluation/facts.ts';
import type { TeacherId } from '../../src/domain/identifier.ts';
import { LEVELS } from '../../src/domain/level.ts';
import type { Bound, Comparand, Where, WhereTerm } from '../../src/domain/policy/condition.ts';
import type { EffectivePolicy } from '../../src/domain/policy/effective.ts';
import { type Known, governingRegions, levelOfRegion } from './evaluationPlaces.ts';
import { type Exact, type Span, ZERO, certain, compare, exact, minus, plus, times } from './exact.ts';
import { type Truth, both, either, negated } from './truth.ts';

export type Value = string | number | boolean;
/** Values of an attribute, all of them or (`complete` false) perhaps more; or a number between two. */
export type Values = { readonly of: readonly Value[]; readonly complete: boolean } | { readonly span: Span };

/** Something with attributes, and with what it belongs to or has. */
export interface Thing {
  readonly values: (attribute: string) => Values;
  readonly things: (attribute: string) => { readonly of: readonly Thing[]; readonly complete: boolean };
  readonly person?: TeacherId;
  /** Whether it holds at all is not known. */
  readonly doubtful?: boolean;
  /** For `same`: the schools at which it stands; null: not known. */
  readonly schools: readonly SchoolFacts[] | null;
  /** For `same … as`: those with whom it is compared. */
  readonly fellows?: (as: string) => readonly Thing[] | null;
}

export function matches(where: Where, thing: Thing, known: Known, day: Day): Truth {
  return both(where.map((term) => matchesTerm(term, thing, known, day)));
}

function matchesTerm(term: WhereTerm, thing: Thing, known: Known, day: Day): Truth {
  switch (term.term) {
    case 'oneOf':
      return either(
        term.values.map((value) => hasValue(thing.values(term.attribute), { is: 'exactly', value }, known.policy)),
      );
    case 'bound':
      return hasValue(thing.values(term.attribute), term.bound, known.policy);
    case 'nested': {
      const { of, complete } = thing.things(term.attribute);
      return either([
        ...of.map((each) => both([matches(term.where, each, known, day), each.doubtful === true ? null : true])),
        complete ? false : null,
      ]);
    }
    case 'any':
      return either(term.of.map((where) => matches(where, thing, known, day)));
    case 'not':
      return negated(matches(term.of, thing, known, day));
    case 'same':
      return isSame(term.of, thing, thing.fellows?.(term.as) ?? null, known, day);
  }
}

function hasValue(values: Values, bound: Bound, policy: EffectivePolicy): Truth {
  if ('span' in values) return withinBound(values.span, bound, policy);
  return either([...values.of.map((value) => satisfies(value, bound, policy)), values.complete ? false : null]);
}

function satisfies(value: Value, bound: Bound, policy: EffectivePolicy): Truth {
  if (typeof value === 'number') return withinBound(certain(exact(value)), bound, policy);
  if (bound.is === 'about') return null;
  if (bound.is === 'exactly') return value === bound.value;
  const ends = bound.is === 'between' ? [bound.least, bound.most] : [bound.value];
  const [order, other] = ends.map((end) => orderOf(value, end, policy));
  if (order === undefined || order === null || other === null) return null;
  switch (bound.is) {
    case 'between':
      return order >= 0 && (other ?? 0) <= 0;
    case 'atLeast':
      return order >= 0;
    case 'atMost':
      return order <= 0;
    case 'moreThan':
      return order > 0;
    case 'lessThan':
      return order < 0;
  }
}

/** Which of two words is higher; null: they do not stand in one order. */
function orderOf(value: Value, other: Comparand, policy: EffectivePolicy): number | null {
  if (value === other) return 0;
  const orders: readonly (readonly string[])[] = [
    LEVELS,
    ...policy.scales.values(),
    ...policy.ladders.map(({ tiers }) => tiers.map(({ code }) => code)),
  ];
  for (const order of orders) {
    const [a, b] = [value, other].map((word) => (typeof word === 'string' ? order.indexOf(word) : -1));
    if (a !== undefined && b !== undefined && a >= 0 && b >= 0) return a - b;
  }
  return null;
}

function numberOf(quantity: Comparand, policy: EffectivePolicy): Exact | null {
  if (typeof quantity === 'number') return exact(quantity);
  if (typeof quantity !== 'object') return null;
  const value = policy.parameters.get(quantity.parameter);
  return value === undefined ? null : exact(value);
}

/** Whether every number of a span lies within a bound; false: none does. */
export function withinBound(span: Span, bound: Bound, policy: EffectivePolicy): Truth {
  const [first, second] = (bound.is === 'between' ? [bound.least, bound.most] : [bound.value, bound.value]).map(
    (quantity) => numberOf(quantity, policy),
  );
  if (first === undefined || second === undefined || first === null || second === null) return null;
  if (bound.is === 'about' && policy.tolerance === null) return null;
  const leeway = bound.is === 'about' ? times(first, exact(policy.tolerance ?? 0)) : ZERO;
  const floor = bound.is === 'atMost' || bound.is === 'lessThan' ? null : minus(first, leeway);
  const ceiling = bound.is === 'atLeast' || bound.is === 'moreThan' ? null : plus(second, leeway);
  const above = bound.is === 'moreThan' ? 1 : 0;
  const below = bound.is === 'lessThan' ? -1 : 0;
  const allAbove = floor === null || compare(span.least, floor) >= above;
  const allBelow = ceiling === null || (span.most !== null && compare(span.most, ceiling) <= below);
  const noneAbove = floor !== null && span.most !== null && compare(span.most, floor) < above;
  const noneBelow = ceiling !== null && compare(span.least, ceiling) > below;
  return noneAbove || noneBelow ? false : allAbove && allBelow ? true : null;
}

function isSame(
  of: 'school' | 'county' | 'city' | 'stage',
  thing: Thing,
  fellows: readonly Thing[] | null,
  known: Known,
  day: Day,
): Truth {
  if (fellows === null || fellows.length === 0) return null;
  const own = sameValues(of, thing, known, day);
  return either(
    fellows.map((fellow) => {
      const other = sameValues(of, fellow, known, day);
      return own.length === 0 || other.length === 0 ? null : own.some((value) => other.includes(value));
    }),
  );
}

function sameValues(
  of: 'school' | 'county' | 'city' | 'stage',
  thing: Thing,
  known: Known,
  day: Day,
): readonly Value[] {
  if (of === 'stage') {
    const values = thing.values('stage');
    return 'of' in values ? values.of : [];
  }
  const schools = thing.schools ?? [];
  if (of === 'school') return schools.map(({ id }) => id);
  const level = of === 'county' ? 'COUNTY' : 'CITY';
  return schools.flatMap((school) =>
    governingRegions(school, known, day).filter((region) => levelOfRegion(region, known, day) === level),
  );
}
