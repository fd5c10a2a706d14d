import type { Condition, Selection, Where, WhereTerm } from './condition.ts';
import type { Rule } from './types.ts';

/** Every condition of a rule, those inside others included, with what stands above it in the rule. */
export function conditionsIn(rule: Rule): readonly Condition[] {
  return topConditions(rule).flatMap(withParts);
}

/** The conditions that a rule states, each with all that it holds. */
function topConditions(rule: Rule): readonly Condition[] {
  const { except, waivable } = rule;
  const stated: (Condition | null)[] = [except, waivable?.when ?? null];
  if ('require' in rule) stated.push(rule.require);
  if (rule.kind === 'revocation') stated.push(...rule.grounds);
  if (rule.kind === 'term') stated.push(rule.lapsesWhen);
  if (rule.kind === 'workflow') stated.push(...rule.steps.map(({ skipWhen }) => skipWhen));
  return stated.filter((condition) => condition !== null);
}

function withParts(condition: Condition): readonly Condition[] {
  const inner = condition.waivable?.when ?? null;
  const beside = inner === null ? [] : withParts(inner);
  switch (condition.form) {
    case 'all':
    case 'any':
      return [condition, ...condition.of.flatMap(withParts), ...beside];
    case 'not':
      return [condition, ...withParts(condition.of), ...beside];
    default:
      return [condition, ...beside];
  }
}

/** What a condition asks of the attributes of records and things. */
export function wheresIn(condition: Condition): readonly Where[] {
  switch (condition.form) {
    case 'fact':
      return [condition.parameters];
    case 'count':
    case 'sum':
      return [condition.where];
    case 'share':
      return [condition.among, condition.where];
    case 'ratio':
      return [
        condition.where,
        condition.to.measure === 'figure' ? condition.to.where : whereOfSelection(condition.to.selection),
      ];
    case 'every':
      return [condition.where, condition.is];
    case 'is':
      return [condition.where];
    case 'all':
    case 'any':
    case 'not':
    case 'rule':
      return [];
  }
}

/** What a selection asks; nothing where it is a name. */
export function whereOfSelection(selection: Selection | null): Where {
  return selection?.selection === 'of' ? selection.where : [];
}

/** A where and every one inside it. */
export function withNested(where: Where): readonly Where[] {
  return [where, ...where.flatMap(insideOf).flatMap(withNested)];
}

function insideOf(term: WhereTerm): readonly Where[] {
  switch (term.term) {
    case 'nested':
      return [term.where];
    case 'any':
      return term.of;
    case 'not':
      return [term.of];
    default:
      return [];
  }
}
