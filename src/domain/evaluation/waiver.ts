import { holdsOn } from '../interval.ts';
import { compareLevels } from '../level.ts';
import type { Waiver } from '../policy/types.ts';
import { type EvaluationTime, type Surroundings, evaluateCondition } from './evaluate.ts';
import type { WaiverFact } from './facts.ts';
import type { Subject } from './subject.ts';
import type { World } from './world.ts';

/** The recorded waiver of the rule that holds, was given at the level that may give it, in a case in which it may; null: none. */
export function waiverOf(
  waivable: Waiver,
  subject: Subject,
  world: World,
  time: EvaluationTime,
  around: Surroundings,
): WaiverFact | null {
  const given = subject.waivers.find(
    (waiver) =>
      waiver.rule === around.rule.rule.id &&
      holdsOn(waiver, time.on) &&
      compareLevels(waiver.by, waivable.by) >= 0 &&
      (waivable.reason === 'optional' || waiver.reason !== null),
  );
  if (given === undefined) return null;
  if (waivable.when === null) return given;
  return evaluateCondition(waivable.when, subject, world, time, around).outcome === 'met' ? given : null;
}
