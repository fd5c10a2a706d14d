import type { Day } from '../domain/day.ts';
import type { FactList, PersonFacts } from '../domain/evaluation/facts.ts';
import { factListsAsked } from '../domain/evaluation/recordsAsked.ts';
import type { World } from '../domain/evaluation/world.ts';
import type { RegionId, TeacherId } from '../domain/identifier.ts';
import { type EffectivePolicy, type EffectiveRule, rulesOfKind } from '../domain/policy/effective.ts';
import { asking } from '../domain/revocation.ts';
import { loadPeopleFacts, worldOf } from './evaluationGround.ts';
import type { RollUpSources } from './rollUp.ts';

/** Somebody with what the rules that are no conditions read of them. */
export interface PersonWorld {
  readonly person: PersonFacts;
  readonly world: World;
}

/** What grades lead to, points are made of, and titles last by. */
const LISTS: readonly FactList[] = ['effects', 'appraisals', 'titles', 'seats', 'workshops', 'rubricScores'];

/**
 * Several people with what is in force for a body: three queries at most. Whose records are not open has no entry.
 * @param today the day that says whose records are open to the asker
 */
export async function loadPersonWorlds(
  sources: RollUpSources,
  ids: readonly TeacherId[],
  { body, day, today }: { readonly body: RegionId; readonly day: Day; readonly today: Day },
): Promise<ReadonlyMap<TeacherId, PersonWorld>> {
  const policy = await sources.policyOf(body, day);
  if (policy === null) return new Map();
  const lists = new Set([...LISTS, ...factListsAsked(rulesRead(policy), policy)]);
  const facts = await loadPeopleFacts(sources, ids, { lists, day, today });
  const world = await worldOf(sources, facts, policy, body, day);
  return new Map(facts.people.map(({ facts: person }) => [person.id, { person, world }]));
}

/** On whom entitlements and outcomes fall, and when a step of a procedure is left out. */
function rulesRead(policy: EffectivePolicy): readonly EffectiveRule[] {
  return [
    ...rulesOfKind(policy, 'entitlement'),
    ...rulesOfKind(policy, 'outcome'),
    ...rulesOfKind(policy, 'workflow').flatMap((rule) =>
      rule.rule.steps.flatMap(({ skipWhen }) => (skipWhen === null ? [] : [asking(rule, skipWhen)])),
    ),
  ];
}
