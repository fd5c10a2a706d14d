import { evaluateRule } from '../../../src/domain/evaluation/evaluateRule.ts';
import type { PersonFacts, UnitFacts } from '../../../src/domain/evaluation/facts.ts';
import {
  personSubject,
  regionSubject,
  schoolSubject,
  workshopSubject,
} from '../../../src/domain/evaluation/subjects.ts';
import { timeAlone } from '../../../src/domain/evaluation/timeAlone.ts';
import type { RuleVerdict } from '../../../src/domain/evaluation/verdict.ts';
import type { World } from '../../../src/domain/evaluation/world.ts';
import type { RegionId, SchoolId, WorkshopId } from '../../../src/domain/identifier.ts';
import type { EffectivePolicy } from '../../../src/domain/policy/effective.ts';
import type { RosterKind } from '../../../src/domain/roster.ts';
import { day, ruleOf, unit, worldOf } from '../evaluationFacts.ts';

/** What a rule says of one person, who alone is there beside those given. */
export function ofPerson(
  policy: EffectivePolicy,
  rule: string,
  who: PersonFacts,
  on: string,
  { facts = {}, uncovered = [] }: { facts?: Partial<UnitFacts>; uncovered?: readonly RosterKind[] } = {},
): RuleVerdict {
  const world = worldOf(policy, unit([who], facts), uncovered);
  return evaluateRule(ruleOf(policy, rule), personSubject(world, who), world, day(on));
}

export function ofUnit(
  policy: EffectivePolicy,
  rule: string,
  of: { region: RegionId } | { school: SchoolId } | { workshop: WorkshopId },
  facts: UnitFacts,
  on: string,
): RuleVerdict {
  const world: World = worldOf(policy, facts);
  const subject =
    'region' in of
      ? regionSubject(world, of.region)
      : 'school' in of
        ? schoolSubject(world, of.school)
        : workshopSubject(world, of.workshop);
  return evaluateRule(ruleOf(policy, rule), subject, world, day(on));
}

/** From when on a rule is met, and until when, by the passing of time alone. */
export function byTimeAlone(policy: EffectivePolicy, rule: string, who: PersonFacts, on: string) {
  const world = worldOf(policy, unit([who]));
  return timeAlone(ruleOf(policy, rule), personSubject(world, who), world, day(on));
}

/** The numbers found by the conditions of an `all`, in their order. */
export function found(verdict: RuleVerdict): readonly (number | string)[] {
  const top = verdict.units[0]?.verdict;
  const parts = top === undefined ? [] : top.conditions.length === 0 ? [top] : top.conditions;
  return parts.map(({ found: each, outcome }) => (each?.is === 'number' ? each.least.valueOf() : outcome));
}
