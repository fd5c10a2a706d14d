import { LEVELS } from '../level.ts';
import type { Bound, Comparand, Where, WhereTerm } from './condition.ts';

/** What a thing is known to be: the values of an attribute (several stages), or null where they are not known. */
export type Attributes = (attribute: string) => readonly (string | number | boolean)[] | null;

/** What a thing belongs to, by the attribute that names it (the school of a title); null where that is not known. */
export type Belongings = (attribute: string) => Attributes | null;

/** The places that `same` compares. */
export type SamePlace = Extract<WhereTerm, { readonly term: 'same' }>['of'];

/** Something of which a condition may ask: itself, what it belongs to, where it is and who stands beside it. */
export interface Thing {
  readonly attributes: Attributes;
  /** What stands under a name: the titles of a person, the school of a post. Empty: nothing; null: not known. */
  readonly belongings: (attribute: string) => readonly Thing[] | null;
  /** Where it is; null: not known. */
  readonly places: (of: SamePlace) => readonly string[] | null;
  /** Those with whom `same … as` compares it: the holders of a role, the workshop; null: not known. */
  readonly companions: (as: string) => readonly Thing[] | null;
  /** Whether it may be there or not: then it never surely matches. */
  readonly perhaps: boolean;
  /** Whether an attribute may have more values than those on record; without it, none has. */
  readonly mayHaveMore?: (attribute: string) => boolean;
}

/** A thing of which nothing is known. */
export const UNKNOWN_THING: Thing = {
  attributes: () => null,
  belongings: () => null,
  places: () => null,
  companions: () => null,
  perhaps: false,
};

/** How two words of an attribute stand to each other: below 0 when the first is lower; null: they have no order. */
export type WordOrder = (attribute: string, first: string, second: string) => number | null;
/** The number that stands for a parameter; null: nobody has set it. */
export type ParameterValue = (parameter: string) => number | null;

/** What comparing words and numbers rests on beside the levels, whose order is fixed. */
export interface Comparing {
  readonly order: WordOrder;
  readonly parameter: ParameterValue;
  /** Part by which a number may differ from one stated as `about`; null: nobody says. */
  readonly tolerance: number | null;
}

const LEVELS_ALONE: Comparing = { order: () => null, parameter: () => null, tolerance: null };

/**
 * Whether a thing matches. Null: an attribute is not known here, or the term speaks of what the thing belongs to and that
 * is not known, so the answer would be a guess. A thing with several values matches when one of them does.
 */
export function matches(where: Where, attributes: Attributes, belongings?: Belongings): boolean | null {
  return matchesThing(
    where,
    {
      ...UNKNOWN_THING,
      attributes,
      belongings: (attribute) => {
        const owner = belongings?.(attribute) ?? null;
        return owner === null ? null : [{ ...UNKNOWN_THING, attributes: owner }];
      },
    },
    LEVELS_ALONE,
  );
}

/** The same of a whole thing. With several things under one name, one of them has to match. */
export function matchesThing(where: Where, thing: Thing, comparing: Comparing): boolean | null {
  const matched = everyOf(where.map((term) => matchesTerm(term, thing, comparing)));
  return thing.perhaps && matched === true ? null : matched;
}

/** The values an attribute may have for the whole to match; null: it is not restricted. Undefined: cannot be told so simply. */
export function allowedValues(where: Where, attribute: string): readonly string[] | null | undefined {
  const terms = where.filter((term) => 'attribute' in term && term.attribute === attribute);
  if (where.some((term) => !('attribute' in term))) return undefined;
  const [term] = terms;
  if (term === undefined) return null;
  if (terms.length > 1) return undefined;
  if (term.term === 'oneOf') return term.values.map(String);
  if (term.term === 'bound' && attribute === 'level')
    return LEVELS.filter((level) => satisfies(attribute, term.bound, level, LEVELS_ALONE) === true);
  return undefined;
}

/** The attributes that a where asks for, at its own level. */
export function attributesOf(where: Where): readonly string[] {
  return where.flatMap((term) => {
    switch (term.term) {
      case 'oneOf':
      case 'bound':
      case 'nested':
        return [term.attribute];
      case 'same':
        return ['same'];
      case 'any':
        return term.of.flatMap(attributesOf);
      case 'not':
        return attributesOf(term.of);
    }
  });
}

function matchesTerm(term: WhereTerm, thing: Thing, comparing: Comparing): boolean | null {
  switch (term.term) {
    case 'oneOf': {
      return someValue(term.attribute, thing, (value) => term.values.includes(value));
    }
    case 'bound': {
      return someValue(term.attribute, thing, (value) => satisfies(term.attribute, term.bound, value, comparing));
    }
    case 'nested': {
      const owners = thing.belongings(term.attribute);
      return owners === null ? null : someOf(owners.map((owner) => matchesThing(term.where, owner, comparing)));
    }
    case 'same': {
      const [places, companions] = [thing.places(term.of), thing.companions(term.as)];
      if (places === null || companions === null) return null;
      return someOf(
        companions.map((companion) => {
          const others = companion.places(term.of);
          return others === null ? null : others.some((place) => places.includes(place));
        }),
      );
    }
    case 'any':
      return someOf(term.of.map((where) => matchesThing(where, thing, comparing)));
    case 'not': {
      const matched = matchesThing(term.of, thing, comparing);
      return matched === null ? null : !matched;
    }
  }
}

/** Whether one of the values of an attribute is so. */
function someValue(
  attribute: string,
  { attributes, mayHaveMore }: Thing,
  isSo: (value: string | number | boolean) => boolean | null,
): boolean | null {
  const values = attributes(attribute);
  if (values === null) return null;
  return someOf([...values.map(isSo), ...(mayHaveMore?.(attribute) === true ? [null] : [])]);
}

/** Whether a value of an attribute lies within a bound; null: the two cannot be compared, or the parameter is not set. */
export function satisfies(
  attribute: string,
  bound: Bound,
  value: string | number | boolean,
  comparing: Comparing,
): boolean | null {
  if (bound.is === 'about') return isAbout(value, bound.value, comparing);
  const compared = (other: Comparand) => order(attribute, value, other, comparing);
  if (bound.is === 'between') {
    const [low, high] = [compared(bound.least), compared(bound.most)];
    return low === null || high === null ? null : low >= 0 && high <= 0;
  }
  const found = compared(bound.value);
  if (found === null) return null;
  switch (bound.is) {
    case 'exactly':
      return found === 0;
    case 'atLeast':
      return found >= 0;
    case 'atMost':
      return found <= 0;
    case 'moreThan':
      return found > 0;
    case 'lessThan':
      return found < 0;
  }
}

function isAbout(
  value: string | number | boolean,
  other: Comparand,
  { parameter, tolerance }: Comparing,
): boolean | null {
  const number = typeof other === 'object' ? parameter(other.parameter) : other;
  if (typeof value !== 'number' || typeof number !== 'number' || tolerance === null) return null;
  return Math.abs(value - number) <= number * tolerance;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Numbers by size, levels, tiers and grades by their order, days by time, other words only as equal or not. */
function order(
  attribute: string,
  value: string | number | boolean,
  other: Comparand,
  { order: orderOf, parameter }: Comparing,
): number | null {
  const stated = typeof other === 'object' ? parameter(other.parameter) : other;
  if (stated === null) return null;
  if (typeof value === 'number' && typeof stated === 'number') return value - stated;
  if (value === stated) return 0;
  if (typeof value !== 'string' || typeof stated !== 'string') return null;
  if (DAY.test(value) && DAY.test(stated)) return value < stated ? -1 : 1;
  const levels: readonly string[] = LEVELS;
  const [a, b] = [levels.indexOf(value), levels.indexOf(stated)];
  return a < 0 || b < 0 ? orderOf(attribute, value, stated) : a - b;
}

/** One that does not hold is enough against, then one that is not known. */
export function everyOf(outcomes: readonly (boolean | null)[]): boolean | null {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(null) ? null : true;
}

/** One that holds is enough, then one that is not known. */
export function someOf(outcomes: readonly (boolean | null)[]): boolean | null {
  if (outcomes.includes(true)) return true;
  return outcomes.includes(null) ? null : false;
}
