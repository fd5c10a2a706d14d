import type { Condition, Where } from './policy/condition.ts';

/** Whether a target speaks of rural people or schools. */
export function isRuralTarget(require: Condition): boolean {
  return wheresOf(require).some((where) => mentions(where, 'rural'));
}

/** Whether a target asks that everybody rural be trained once. */
export function isRuralRotation(require: Condition): boolean {
  return isRuralTarget(require) && wheresOf(require).some((where) => mentions(where, 'trained'));
}

/** What a condition asks of the records that it counts. */
function wheresOf(condition: Condition): readonly Where[] {
  switch (condition.form) {
    case 'all':
    case 'any':
      return condition.of.flatMap(wheresOf);
    case 'not':
      return wheresOf(condition.of);
    case 'fact':
      return [condition.parameters];
    case 'count':
    case 'sum':
    case 'ratio':
    case 'is':
      return [condition.where];
    case 'share':
      return [condition.among, condition.where];
    case 'every':
      return [condition.where, condition.is];
    case 'rule':
      return [];
  }
}

/** Whether an attribute is asked for, of the thing itself or of what it belongs to. */
function mentions(where: Where, attribute: string): boolean {
  return where.some((term) => {
    switch (term.term) {
      case 'oneOf':
      case 'bound':
        return term.attribute === attribute;
      case 'nested':
        return mentions(term.where, attribute);
      case 'same':
        return false;
      case 'any':
        return term.of.some((inner) => mentions(inner, attribute));
      case 'not':
        return mentions(term.of, attribute);
    }
  });
}
