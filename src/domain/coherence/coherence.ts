import type { Day } from '../day.ts';
import type { EffectivePolicy } from '../policy/effective.ts';
import { explain } from '../unknown.ts';
import { compositionFindings } from './compositions.ts';
import { contradictions } from './contradictions.ts';
import { feederFindings } from './feeders.ts';
import { COHERENCE_SEVERITIES, type CoherenceFinding, finding } from './finding.ts';
import type { Numbers } from './numbers.ts';
import { pairingFindings } from './pairings.ts';
import { ruralFindings, targetFindings, unsetFindings } from './people.ts';
import { reachFindings } from './reach.ts';

/**
 * Whether a policy adds up: what in it cannot hold together, what its numbers do not suffice for, and what follows from them.
 * Contradictions first. Nothing is found where there is nothing to say.
 *
 * @param numbers the people of the region that it is held against; null: the policy alone
 * @param day on which targets are past or not
 */
export function coherenceOf(policy: EffectivePolicy, numbers: Numbers | null, day: Day): readonly CoherenceFinding[] {
  const found = [
    ...contradictions(policy),
    ...reachFindings(policy),
    ...compositionFindings(policy, numbers),
    ...feederFindings(policy),
    ...pairingFindings(policy, numbers),
    ...targetFindings(policy, numbers, day),
    ...unsetFindings(policy, numbers),
    ...ruralFindings(policy),
    ...peopleNotKnown(numbers),
  ];
  return COHERENCE_SEVERITIES.flatMap((severity) => found.filter((each) => each.severity === severity));
}

/** Without people nothing could be held against them: silence would pass for consent. */
function peopleNotKnown(numbers: Numbers | null): readonly CoherenceFinding[] {
  if (numbers?.unknown == null) return [];
  const { zh, en } = explain(numbers.unknown);
  return [
    finding(
      'peopleNotKnown',
      'note',
      { zh: `未能与当地人数对照：${zh}`, en: `Not held against the people: ${en}` },
      { rules: [] },
    ),
  ];
}
