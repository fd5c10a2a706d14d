import { type EffectivePolicy, type EffectiveRule, rulesOfKind } from './effective.ts';
import type { AIMS, Aim, RuleKind, RuleOf } from './types.ts';
import { matches, someOf } from './where.ts';

/** Something that somebody seeks or a body decides, singled out as far as it was said: a title of a tier at a level. */
export interface Sought {
  readonly of: (typeof AIMS)[number];
  /** What was said of it, by the attribute as policies name it (tier, level, role, kind …). */
  readonly attributes: ReadonlyMap<string, string | boolean>;
}

/** Whether a rule is about what is sought. Null: it asks for an attribute that was not said. */
export function aimMatches(aim: Aim, { of, attributes }: Sought): boolean | null {
  if (aim.of !== of) return false;
  return matches(aim.where, (attribute) => {
    const said = attributes.get(attribute);
    return said === undefined ? null : [said];
  });
}

/**
 * The rules of a kind that are about what is sought, in the order of the policy. One that asks for an attribute that was not
 * said stands here too: several paths may lead to what was not singled out further.
 */
export function rulesAbout<Kind extends RuleKind>(
  policy: EffectivePolicy,
  kind: Kind,
  sought: Sought,
): readonly EffectiveRule<RuleOf<Kind>>[] {
  return rulesOfKind(policy, kind).filter(({ rule }) => isAbout(rule.for, sought) !== false);
}

function isAbout(aims: readonly Aim[], sought: Sought): boolean | null {
  return someOf(aims.map((aim) => aimMatches(aim, sought)));
}

/** A word by which something is sought that no policy in force declares, and those that are declared. */
export interface Undeclared {
  readonly word: string;
  readonly declared: readonly string[];
}

/** The first word of what is sought that stands for nothing in force: a tier, a ladder, a role. Null: each is declared. */
export function undeclaredIn({ ladders, workshopKinds }: EffectivePolicy, { attributes }: Sought): Undeclared | null {
  const declared = new Map([
    ['tier', ladders.flatMap(({ tiers }) => tiers.map(({ code }) => code))],
    ['ladder', ladders.map(({ code }) => code)],
    ['role', [...new Set(workshopKinds.flatMap(({ roles }) => roles.map(({ code }) => code)))]],
  ]);
  for (const [attribute, codes] of declared) {
    const word = attributes.get(attribute);
    if (typeof word === 'string' && !codes.includes(word)) return { word, declared: codes };
  }
  return null;
}
