import type { Day } from './day.ts';
import { onDay } from './evaluation/evaluate.ts';
import { appliesTo } from './evaluation/evaluateRule.ts';
import type { Subject } from './evaluation/subject.ts';
import type { World } from './evaluation/world.ts';
import { type EffectiveRule, rulesOfKind } from './policy/effective.ts';
import type { Plain, RuleOf } from './policy/types.ts';

/** What a policy gives somebody. It is recorded and reported; nothing is paid or counted here. */
export interface Entitlement {
  readonly rule: EffectiveRule<RuleOf<'entitlement'>>;
  /** Whether the person is among those on whom the rule falls; null: not known. */
  readonly applies: boolean | null;
  /** What is given; of a table by an attribute, the row of the person where the attribute is known, else the whole table. */
  readonly gives: Plain;
  /** Whether `gives` is a row of a table; null: the rule has none. */
  readonly rowKnown: boolean | null;
}

/** The entitlements of somebody on a day, those of which it is not known whether they fall on them included. */
export function entitlementsOf(world: World, subject: Subject, day: Day): readonly Entitlement[] {
  return rulesOfKind(world.policy, 'entitlement').flatMap((rule): readonly Entitlement[] => {
    const applies = appliesTo(rule, subject, world, onDay(day));
    if (applies === false) return [];
    const { by, gives } = rule.rule;
    if (by === null || !isTable(gives)) return [{ rule, applies, gives, rowKnown: by === null ? null : false }];
    const rows = (subject.thing(day).attributes(by) ?? []).flatMap((value) => {
      const row = gives[String(value)];
      return row === undefined ? [] : [row];
    });
    const [only] = rows;
    return [
      only !== undefined && rows.length === 1
        ? { rule, applies, gives: only, rowKnown: true }
        : { rule, applies, gives, rowKnown: false },
    ];
  });
}

function isTable(value: Plain): value is Readonly<Record<string, Plain>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
