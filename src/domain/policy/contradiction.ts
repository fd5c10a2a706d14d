import { LEVELS } from '../level.ts';
import { isWithin, meetOf } from './bound.ts';
import type { Condition, Where, WhereTerm } from './condition.ts';

/** Two terms that no record can meet together: an empty population; null: none are found. */
export function contradictionIn(where: Where): readonly [WhereTerm, WhereTerm] | null {
  const terms = where.flatMap(plainTerms);
  for (const [index, { term, attribute, negated }] of terms.entries())
    for (const other of terms.slice(index + 1))
      if (other.attribute === attribute && excludes({ term, negated }, other)) return [term, other.term];
  return null;
}

interface PlainTerm {
  readonly term: WhereTerm;
  readonly attribute: string;
  readonly negated: boolean;
}

/** The terms that must hold on their own, and those of which the opposite must. */
function plainTerms(term: WhereTerm): readonly PlainTerm[] {
  if (term.term === 'oneOf' || term.term === 'bound') return [{ term, attribute: term.attribute, negated: false }];
  if (term.term !== 'not') return [];
  const [only, ...more] = term.of;
  return only !== undefined && more.length === 0 && (only.term === 'oneOf' || only.term === 'bound')
    ? [{ term: only, attribute: only.attribute, negated: true }]
    : [];
}

/** What is one thing at a time: something with several stages can be of two. */
const SEVERAL: readonly string[] = ['stage', 'has', 'post', 'region', 'subject'];

type Sided = Pick<PlainTerm, 'term' | 'negated'>;

function excludes(one: Sided, other: Sided): boolean {
  if (one.negated && other.negated) return false;
  if (one.negated) return isCovered(other.term, one.term);
  if (other.negated) return isCovered(one.term, other.term);
  if ('attribute' in one.term && SEVERAL.includes(one.term.attribute)) return false;
  const [a, b] = [valuesOf(one.term), valuesOf(other.term)];
  if (a !== null && b !== null) return !a.some((value) => b.includes(value));
  return one.term.term === 'bound' && other.term.term === 'bound' && meetOf(one.term.bound, other.term.bound) === false;
}

/** Whether all that a term lets pass is let pass by the other. */
function isCovered(inner: WhereTerm, outer: WhereTerm): boolean {
  const [a, b] = [valuesOf(inner), valuesOf(outer)];
  if (a !== null && b !== null) return a.every((value) => b.includes(value));
  return inner.term === 'bound' && outer.term === 'bound' && isWithin(inner.bound, outer.bound) === true;
}

/** The values a term lets pass, where they are few; null: they cannot be told. */
function valuesOf(term: WhereTerm): readonly (string | number | boolean)[] | null {
  if (term.term === 'oneOf') return term.values;
  if (term.term !== 'bound') return null;
  const levels: readonly string[] = LEVELS;
  const position = (value: unknown) => (typeof value === 'string' ? levels.indexOf(value) : -1);
  const { bound } = term;
  if (bound.is === 'between') {
    const [low, high] = [position(bound.least), position(bound.most)];
    return low < 0 || high < 0 ? null : LEVELS.slice(low, high + 1);
  }
  const at = position(bound.value);
  if (at < 0) return null;
  return LEVELS.filter((_, index) => {
    switch (bound.is) {
      case 'exactly':
      case 'about':
        return index === at;
      case 'atLeast':
        return index >= at;
      case 'atMost':
        return index <= at;
      case 'moreThan':
        return index > at;
      case 'lessThan':
        return index < at;
    }
  });
}

/** Two conditions that must both hold and cannot: a floor above a ceiling; null: none are found. */
export function clashIn(conditions: readonly Condition[]): readonly [Condition, Condition] | null {
  const parts = conditions.flatMap(flattened);
  for (const [index, part] of parts.entries())
    for (const other of parts.slice(index + 1)) if (clash(part, other)) return [part, other];
  return null;
}

function flattened(condition: Condition): readonly Condition[] {
  return condition.form === 'all' ? condition.of.flatMap(flattened) : [condition];
}

function clash(one: Condition, other: Condition): boolean {
  if (!('bound' in one) || !('bound' in other)) return false;
  if (asked(one) !== asked(other)) return false;
  return meetOf(one.bound, other.bound) === false;
}

/** What is measured, whatever it is compared with. */
function asked(condition: Condition & { readonly bound: unknown }): string {
  return JSON.stringify({
    ...condition,
    bound: null,
    clause: null,
    interpretation: null,
    modality: null,
    waivable: null,
  });
}
