import { LEVELS } from '../level.ts';
import type { Bound, Comparand, Where, WhereTerm } from './condition.ts';

/** What a thing is known to be: the values of an attribute (several stages), or null where they are not known. */
export type Attributes = (attribute: string) => readonly (string | number | boolean)[] | null;

/** What a thing belongs to, by the attribute that names it (the school of a title); null where that is not known. */
export type Belongings = (attribute: string) => Attributes | null;
const NOTHING_KNOWN: Belongings = () => null;

/**
 * Whether a thing matches. Null: an attribute is not known here, or the term speaks of what the thing belongs to and that
 * is not known, so the answer would be a guess. A thing with several values matches when one of them does.
 */
export function matches(where: Where, attributes: Attributes, belongings: Belongings = NOTHING_KNOWN): boolean | null {
  return every(where.map((term) => matchesTerm(term, attributes, belongings)));
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
    return LEVELS.filter((level) => satisfies(term.bound, level) === true);
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

function matchesTerm(term: WhereTerm, attributes: Attributes, belongings: Belongings): boolean | null {
  switch (term.term) {
    case 'oneOf': {
      const values = attributes(term.attribute);
      return values === null ? null : values.some((value) => term.values.includes(value));
    }
    case 'bound': {
      const values = attributes(term.attribute);
      return values === null ? null : some(values.map((value) => satisfies(term.bound, value)));
    }
    case 'nested': {
      const owner = belongings(term.attribute);
      return owner === null ? null : matches(term.where, owner);
    }
    case 'same':
      return null;
    case 'any':
      return some(term.of.map((where) => matches(where, attributes, belongings)));
    case 'not': {
      const matched = matches(term.of, attributes, belongings);
      return matched === null ? null : !matched;
    }
  }
}

function satisfies(bound: Bound, value: string | number | boolean): boolean | null {
  if (bound.is === 'between') {
    const [low, high] = [order(value, bound.least), order(value, bound.most)];
    return low === null || high === null ? null : low >= 0 && high <= 0;
  }
  const compared = order(value, bound.value);
  if (compared === null) return null;
  switch (bound.is) {
    case 'exactly':
      return compared === 0;
    case 'atLeast':
      return compared >= 0;
    case 'atMost':
      return compared <= 0;
    case 'moreThan':
      return compared > 0;
    case 'lessThan':
      return compared < 0;
    case 'about':
      return null;
  }
}

/** Numbers by size, levels by their order, other words only as equal or not. */
function order(value: string | number | boolean, other: Comparand): number | null {
  if (typeof value === 'number' && typeof other === 'number') return value - other;
  if (value === other) return 0;
  const levels: readonly string[] = LEVELS;
  const [a, b] = [levels.indexOf(String(value)), typeof other === 'string' ? levels.indexOf(other) : -1];
  return a < 0 || b < 0 ? null : a - b;
}

function every(outcomes: readonly (boolean | null)[]): boolean | null {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(null) ? null : true;
}

function some(outcomes: readonly (boolean | null)[]): boolean | null {
  if (outcomes.includes(true)) return true;
  return outcomes.includes(null) ? null : false;
}
