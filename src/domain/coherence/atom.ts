import type { Condition, Selection, Where, WhereTerm } from '../policy/condition.ts';
import { type EffectivePolicy, type EffectiveRule, binds, selectionOf } from '../policy/effective.ts';
import { allowedValues } from '../policy/where.ts';
import { type Range, isAbove, numberRange, wholeRange } from './range.ts';

/** One comparison that a rule asks for whatever else it asks. */
export interface Atom {
  readonly rule: EffectiveRule;
  readonly condition: Condition;
  /** What is compared, without what narrows it: atoms of another subject say nothing about each other. */
  readonly subject: string;
  readonly where: Where;
  readonly range: Range;
  /** A part of it is never more than the whole: a count or a sum. */
  readonly adds: boolean;
}

/** The rules that bind the policy's own body and that ask for something. */
export function bindingRules(policy: EffectivePolicy): readonly EffectiveRule[] {
  return policy.rules.filter((effective) => binds(effective, policy.regionId) && effective.rule.modality !== 'may');
}

/** What a rule asks for together, the rules that it names included. */
export function atomsOf(policy: EffectivePolicy, effective: EffectiveRule): readonly Atom[] {
  const { rule } = effective;
  if (!('require' in rule) || rule.require === null) return [];
  return atomsWithin(policy, effective, rule.require, new Set([rule.id]));
}

/** Whether everything that one selection names the other does too. */
export function isNarrowerSelection(
  inner: Extract<Selection, { selection: 'of' }> | null,
  outer: Extract<Selection, { selection: 'of' }> | null,
): boolean {
  if (inner === null || outer === null) return inner === outer;
  return inner.population === outer.population && isNarrower(inner.where, outer.where);
}

/** Whether everything that matches one where matches the other too; false where it cannot be told. */
export function isNarrower(inner: Where, outer: Where): boolean {
  return outer.every((term) => implies(inner, term));
}

/** On whom a rule falls. */
export function whoOf(policy: EffectivePolicy, effective: EffectiveRule) {
  return selectionOf(policy, effective);
}

/** The condition's own parts, each of which must hold: those that do not bind left out. */
export function conjunctsOf(condition: Condition): readonly Condition[] {
  if (condition.interpretation?.applied === false || condition.modality === 'may') return [];
  return condition.form === 'all' ? condition.of.flatMap(conjunctsOf) : [condition];
}

function atomsWithin(
  policy: EffectivePolicy,
  effective: EffectiveRule,
  condition: Condition,
  seen: ReadonlySet<string>,
): readonly Atom[] {
  return conjunctsOf(condition).flatMap((part) => {
    if (part.form === 'rule') {
      const named = policy.rules.find(({ rule }) => rule.id === part.rule);
      if (named === undefined || seen.has(part.rule)) return [];
      if (!('require' in named.rule) || named.rule.require === null) return [];
      return atomsWithin(policy, named, named.rule.require, new Set([...seen, part.rule]));
    }
    const atom = atomOf(policy, effective, part.form === 'not' ? part.of : part);
    if (atom === null) return [];
    if (part.form !== 'not') return [atom];
    const range = complement(atom.range, atom.adds);
    return range === null ? [] : [{ ...atom, condition: part, range }];
  });
}

function atomOf(policy: EffectivePolicy, rule: EffectiveRule, condition: Condition): Atom | null {
  const { form } = condition;
  switch (form) {
    case 'count':
    case 'sum': {
      const range = form === 'count' ? wholeRange(policy, condition.bound) : numberRange(policy, condition.bound);
      if (range === null) return null;
      const unit = form === 'sum' ? condition.unit : null;
      const subject = JSON.stringify([form, condition.records, unit, condition.window]);
      return { rule, condition, subject, where: condition.where, range, adds: true };
    }
    case 'fact': {
      const range = numberRange(policy, condition.bound);
      if (range === null) return null;
      const { fact, parameters, asAt, window } = condition;
      const subject = JSON.stringify([form, fact, parameters, asAt, window]);
      return { rule, condition, subject, where: [], range, adds: false };
    }
    case 'share':
    case 'ratio': {
      const range = numberRange(policy, condition.bound);
      if (range === null) return null;
      const to = form === 'share' ? condition.among : condition.to;
      const subject = JSON.stringify([form, condition.records, condition.where, to, condition.window]);
      return { rule, condition, subject, where: [], range, adds: false };
    }
    case 'all':
    case 'any':
    case 'not':
    case 'every':
    case 'is':
    case 'rule':
      return null;
  }
}

/** What a bound does not let pass, where that is again one range. */
function complement({ least, most, open }: Range, whole: boolean): Range | null {
  if (most === null) {
    if (whole) return { least: 0, most: Math.ceil(least) - 1 };
    return { least: 0, most: least, ...(open === 'least' ? {} : { open: 'most' as const }) };
  }
  if (least > 0) return null;
  if (whole) return { least: Math.floor(most) + 1, most: null };
  return { least: most, most: null, ...(open === 'most' ? {} : { open: 'least' as const }) };
}

function implies(inner: Where, term: WhereTerm): boolean {
  const written = JSON.stringify(term);
  if (inner.some((own) => JSON.stringify(own) === written)) return true;
  if (term.term !== 'oneOf' && !(term.term === 'bound' && term.attribute === 'level')) {
    if (term.term !== 'nested') return false;
    return inner.some(
      (own) => own.term === 'nested' && own.attribute === term.attribute && isNarrower(own.where, term.where),
    );
  }
  const [own, outer] = [allowedValues(inner, term.attribute), allowedValues([term], term.attribute)];
  return Array.isArray(own) && Array.isArray(outer) && own.every((value) => outer.includes(value));
}

/** Whether one atom asks for more than the other allows: both of the same, or a part of it and the whole. */
export function exceeds(floor: Atom, ceiling: Atom, factor = 1): boolean {
  if (floor.subject !== ceiling.subject) return false;
  const part = floor.adds ? isNarrower(floor.where, ceiling.where) : true;
  return part && isAbove({ ...floor.range, least: floor.range.least * factor }, ceiling.range);
}
