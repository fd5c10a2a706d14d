import type { StaffedWorkshop } from './capacity.ts';
import { askedBesidePlaces, countsPerBatch } from './compositionParts.ts';
import type { EffectivePolicy, EffectiveRule } from './policy/effective.ts';
import { type SeatRule, compositionFor, compositionRules } from './policy/staffing.ts';
import type { RuleOf } from './policy/types.ts';
import type { Text } from './roster.ts';
import type { RoleSeats, SeatTotals } from './seats.ts';
import type { Answer, Unknown } from './unknown.ts';

export type Outcome = 'met' | 'unmet' | 'unknown';

/** How one role stands against a composition rule. */
export interface RoleFinding {
  readonly role: string;
  readonly required: Text;
  readonly found: Text | null;
  readonly outcome: Outcome;
}

/** How a workshop stands against one composition rule. */
export interface CompositionFinding {
  readonly rule: EffectiveRule<RuleOf<'composition'>>;
  readonly outcome: Outcome;
  readonly required: Text;
  readonly found: Text | null;
  readonly unknown: Unknown | null;
  readonly roles: readonly RoleFinding[];
}

/**
 * Holds the places of a workshop against each composition rule that binds it: met when no place that the rule asks for is
 * open and nobody is over its ceiling. What a rule asks beside them is held against it apart.
 */
export function checkComposition(
  policy: EffectivePolicy,
  workshop: StaffedWorkshop,
  { value, unknown }: Answer<SeatTotals>,
): readonly CompositionFinding[] {
  const seatRules = compositionFor(policy, workshop);
  return compositionRules(policy, workshop).map((rule): CompositionFinding => {
    const roles = seatRules
      .filter(({ rules }) => rules.some((each) => each.rule === rule.rule))
      .map((seatRule): RoleFinding => {
        const seats = value?.byRole.find((entry) => entry.role.code === seatRule.role.code) ?? null;
        return {
          role: seatRule.role.code,
          required: requirement(seatRule, seatRules),
          found: seats === null ? null : finding(seats),
          outcome: seats === null ? 'unknown' : seats.seats.open === 0 && seats.seats.over === 0 ? 'met' : 'unmet',
        };
      });
    const outcome = outcomeOf(
      roles.map((role) => role.outcome),
      value !== null && !countsPerBatch(rule) && (roles.length > 0 || askedBesidePlaces(rule) !== null),
    );
    return {
      rule,
      roles,
      outcome,
      required: joined(roles.map(({ required }) => required)),
      found: value === null ? null : joined(roles.flatMap(({ found }) => found ?? [])),
      unknown: outcome === 'unknown' ? (unknown ?? { because: 'notEvaluated' }) : null,
    };
  });
}

function outcomeOf(outcomes: readonly Outcome[], complete: boolean): Outcome {
  if (outcomes.includes('unmet')) return 'unmet';
  return outcomes.includes('unknown') || !complete ? 'unknown' : 'met';
}

function requirement({ role, minimum, maximum, forEach }: SeatRule, rules: readonly SeatRule[]): Text {
  const range = rangeText(minimum, maximum);
  const above = rules.find((rule) => rule.role.code === forEach)?.role.text ?? null;
  if (above === null) return { zh: `${role.text.zh}${range.zh}人`, en: `${role.text.en}: ${range.en}` };
  return {
    zh: `每名${above.zh}带${role.text.zh}${range.zh}人`,
    en: `${role.text.en} for each ${above.en}: ${range.en}`,
  };
}

function rangeText(minimum: number, maximum: number | null): Text {
  if (maximum === null) return { zh: `至少${minimum}`, en: `at least ${minimum}` };
  if (maximum === minimum) return { zh: `${minimum}`, en: `${minimum}` };
  return { zh: `${minimum}至${maximum}`, en: `${minimum} to ${maximum}` };
}

function finding({ role, seats: { filled, open, over } }: RoleSeats): Text {
  return {
    zh: `${role.text.zh}已有${filled}人，缺${open}人，超出${over}人`,
    en: `${role.text.en}: ${filled} filled, ${open} open, ${over} over`,
  };
}

function joined(texts: readonly Text[]): Text {
  return { zh: texts.map(({ zh }) => zh).join('；'), en: texts.map(({ en }) => en).join('; ') };
}
