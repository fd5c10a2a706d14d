import { isWithin } from './bound.ts';
import { type Complaint, complaint } from './complaint.ts';
import type { Condition } from './condition.ts';
import type { PolicyDocument, Rule } from './types.ts';

/** Whether a rule may replace the one above that it names. */
export function checkOverride(rule: Rule, above: readonly PolicyDocument[]): readonly Complaint[] {
  const overridden = above.flatMap(({ rules }) => rules).findLast(({ id }) => id === rule.overrides);
  if (overridden === undefined) return [];
  if (overridden.kind !== rule.kind)
    return [
      complaint(
        'override-of-another-kind',
        `${overridden.id} 是 ${overridden.kind}，不能由 ${rule.kind} 替代`,
        `${overridden.id} is of the kind ${overridden.kind}: a rule of the kind ${rule.kind} cannot replace it`,
      ),
    ];
  if (overridden.locked === true)
    return [
      complaint(
        'override-of-locked',
        `上级规则 ${overridden.id} 不允许替代`,
        `The rule ${overridden.id} above may not be overridden`,
      ),
    ];
  if (overridden.locked !== 'stricter') return [];
  const stricter = isStricter(rule, overridden);
  if (stricter === true) return [];
  return [
    stricter === false
      ? complaint(
          'override-not-stricter',
          `上级规则 ${overridden.id} 只允许更严`,
          `The rule ${overridden.id} above may only be tightened`,
        )
      : complaint(
          'override-not-comparable',
          `看不出是否比上级规则 ${overridden.id} 更严：请用同样的条件，只改数字`,
          `Whether it is stricter than ${overridden.id} above cannot be told: write the same condition with other numbers`,
        ),
  ];
}

/** Whether a rule asks for all that another asks for, or more; null: they are not of a form that can be compared. */
function isStricter(rule: Rule, other: Rule): boolean | null {
  if (rule.kind === 'composition' && other.kind === 'composition') {
    if (rule.require !== null || other.require !== null) return null;
    return allOf(
      other.seats.map((seats) => {
        const same = rule.seats.find(({ role, forEach }) => role === seats.role && forEach === seats.forEach);
        return same === undefined ? false : isWithin(same.bound, seats.bound);
      }),
    );
  }
  if (!('require' in rule) || !('require' in other) || rule.require === null || other.require === null) return null;
  return isStricterCondition(rule.require, other.require);
}

function isStricterCondition(condition: Condition, other: Condition): boolean | null {
  if (condition.form === 'all') {
    const outcomes = condition.of.map((part) => isStricterCondition(part, other));
    if (other.form !== 'all') return outcomes.includes(true) ? true : allOf(outcomes);
  }
  if (other.form === 'all') return allOf(other.of.map((part) => isStricterCondition(condition, part)));
  if (!('bound' in condition) || !('bound' in other)) return null;
  const [{ bound, ...rest }, { bound: otherBound, ...otherRest }] = [condition, other];
  return JSON.stringify(withoutWords(rest)) === JSON.stringify(withoutWords(otherRest))
    ? isWithin(bound, otherBound)
    : null;
}

/** A condition without what does not change what it asks. */
function withoutWords<Part extends object>(condition: Part): Part {
  return { ...condition, clause: null, interpretation: null, modality: null, waivable: null };
}

function allOf(outcomes: readonly (boolean | null)[]): boolean | null {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(null) ? null : true;
}
