import type { Day } from './day.ts';
import { evaluateRule } from './evaluation/evaluateRule.ts';
import type { Subject } from './evaluation/subject.ts';
import { workshopSubject } from './evaluation/subjects.ts';
import type { RuleVerdict } from './evaluation/verdict.ts';
import type { World } from './evaluation/world.ts';
import type { WorkshopId } from './identifier.ts';
import type { Condition, SeatBound, Where } from './policy/condition.ts';
import type { EffectiveRule } from './policy/effective.ts';
import type { RuleOf, SeatCount } from './policy/types.ts';

type CompositionRule = EffectiveRule<RuleOf<'composition'>>;

/**
 * What a composition rule asks beside the places of its roles, as one condition on the workshop: its parts, from where people
 * come, and what else it requires. Null: nothing. Seats counted per batch are not among them.
 */
export function askedBesidePlaces({ rule }: CompositionRule): Condition | null {
  const conditions = [...(rule.require === null ? [] : [rule.require]), ...rule.seats.flatMap(ofSeats)];
  const [only] = conditions;
  if (only === undefined) return null;
  return conditions.length === 1 ? only : { ...HEAD, form: 'all', of: conditions };
}

/** Whether seats are counted over all workshops of a batch, which is not told for a single one. */
export function countsPerBatch({ rule }: CompositionRule): boolean {
  return rule.seats.some(({ perBatch }) => perBatch);
}

/** Holds what a composition rule asks beside its places against a workshop. */
export function checkBesidePlaces(
  rule: CompositionRule,
  asked: Condition,
  id: WorkshopId,
  world: World,
  day: Day,
): { readonly verdict: RuleVerdict; readonly subject: Subject } {
  const subject = workshopSubject(world, id);
  // Which rules bind a workshop was found by its founder on its founding day.
  const beside: EffectiveRule = {
    ...rule,
    rule: { ...rule.rule, require: asked, who: null },
    onlyBody: null,
    exceptBodies: [],
  };
  return { verdict: evaluateRule(beside, subject, world, day), subject };
}

const HEAD = { clause: null, modality: null, waivable: null, interpretation: null } as const;

function ofSeats({ role, parts, from, forEach }: SeatCount): readonly Condition[] {
  const inRole: Where = [{ term: 'oneOf', attribute: 'role', values: [role] }];
  const ofParts =
    forEach === null
      ? parts.flatMap(({ part, bound }): Condition[] => {
          const counted = bounded(bound);
          const where: Where = [...inRole, { term: 'oneOf', attribute: 'part', values: [part] }];
          return counted === null
            ? []
            : [{ ...HEAD, form: 'count', records: 'seats', where, window: null, bound: counted }];
        })
      : [];
  if (from.length === 0) return ofParts;
  const elsewhere: Where = [...inRole, { term: 'not', of: from }];
  const none = { is: 'atMost', value: 0 } as const;
  return [...ofParts, { ...HEAD, form: 'count', records: 'seats', where: elsewhere, window: null, bound: none }];
}

function bounded(bound: SeatBound): Exclude<SeatBound, { is: 'any' }> | null {
  return bound.is === 'any' ? null : bound;
}
