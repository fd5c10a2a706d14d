import type { Day } from './day.ts';
import { inForceOn } from './designation.ts';
import { evaluateRule } from './evaluation/evaluateRule.ts';
import type { PersonFacts, TitleFact } from './evaluation/facts.ts';
import { personSubject } from './evaluation/subjects.ts';
import type { Evidence, RuleVerdict, Verdict } from './evaluation/verdict.ts';
import type { World } from './evaluation/world.ts';
import type { RegionId } from './identifier.ts';
import { type Sought, aimMatches } from './policy/aim.ts';
import type { Condition } from './policy/condition.ts';
import { type EffectiveRule, binds, rulesOfKind } from './policy/effective.ts';
import type { Rule } from './policy/types.ts';
import { someOf } from './policy/where.ts';

/** A ground on which a title may be taken away: what the policy says and what was found. Nothing is taken away by itself. */
export interface RevocationGround {
  readonly rule: EffectiveRule;
  readonly condition: Condition;
  /** The clause of the ground, else of its rule; null: the document has none. */
  readonly clause: string | null;
  /** What came of the ground alone. */
  readonly verdict: RuleVerdict;
  /** What speaks for it, since the title was awarded. */
  readonly evidence: readonly Evidence[];
}

/** A title in force whose holder meets a ground. */
export interface RevocationCandidate {
  readonly person: PersonFacts;
  readonly title: TitleFact;
  readonly grounds: readonly RevocationGround[];
}

/**
 * The titles of somebody that are in force on a day and of which a rule of revocation, or the lapse that a term rule states, is
 * met on that day. What happened before the award is no ground against it.
 */
export function revocationCandidates(world: World, person: PersonFacts, day: Day): readonly RevocationCandidate[] {
  const inForce = person.titles.filter((title) => inForceOn(title, day) === true);
  if (inForce.length === 0) return [];
  const subject = personSubject(world, person);
  const verdicts = new Map<Condition, RuleVerdict>();
  const verdictOf = (effective: EffectiveRule, condition: Condition): RuleVerdict => {
    const verdict = verdicts.get(condition) ?? evaluateRule(asking(effective, condition), subject, world, day);
    verdicts.set(condition, verdict);
    return verdict;
  };
  return inForce.flatMap((title): readonly RevocationCandidate[] => {
    const grounds = statedGrounds(world, title).flatMap(({ rule, condition }): readonly RevocationGround[] => {
      const verdict = verdictOf(rule, condition);
      if (verdict.outcome !== 'met') return [];
      const all = verdict.units.flatMap((unit) => evidenceOf(unit.verdict));
      const evidence = all.filter(({ from, to }) => {
        const last = to ?? from;
        return last === null || last >= title.awarded;
      });
      if (evidence.length === 0 && all.length > 0) return [];
      return [{ rule, condition, clause: condition.clause ?? rule.rule.clause, verdict, evidence }];
    });
    return grounds.length === 0 ? [] : [{ person, title, grounds }];
  });
}

/** The rules that can end a title: those of revocation, and term rules that let it lapse. */
export function endingRules({ policy }: Pick<World, 'policy'>): readonly EffectiveRule[] {
  return [
    ...rulesOfKind(policy, 'revocation'),
    ...rulesOfKind(policy, 'term').filter(({ rule }) => rule.lapsesWhen !== null),
  ];
}

/** What such a rule asks, condition by condition. */
export function groundsOf(rule: Rule): readonly Condition[] {
  if (rule.kind === 'revocation') return rule.grounds;
  return rule.kind === 'term' && rule.lapsesWhen !== null ? [rule.lapsesWhen] : [];
}

/** A rule that asks one condition alone. */
export function asking({ rule, ...effective }: EffectiveRule, require: Condition): EffectiveRule {
  return { ...effective, rule: { ...rule, kind: 'eligibility', require, who: null, except: null, per: [] } };
}

function statedGrounds(world: World, title: TitleFact) {
  const { policy } = world;
  const sought: Sought = {
    of: 'title',
    attributes: new Map([
      ['tier', title.tier],
      ['level', title.level],
    ]),
  };
  const body: RegionId = title.awardedBy ?? policy.regionId;
  return endingRules(world)
    .filter(
      (effective) =>
        binds(effective, body) && someOf(effective.rule.for.map((aim) => aimMatches(aim, sought))) === true,
    )
    .flatMap((rule) => groundsOf(rule.rule).map((condition) => ({ rule, condition })));
}

function evidenceOf(verdict: Verdict): readonly Evidence[] {
  return [...verdict.evidence, ...verdict.conditions.flatMap(evidenceOf)];
}
