import type { Day } from './day.ts';
import { inForceOn } from './designation.ts';
import type { Designation } from './directory.ts';
import { compareLevels } from './level.ts';
import type { Ladder } from './policy/types.ts';
import type { Answer } from './unknown.ts';
import { known, notKnown } from './unknown.ts';

/** Where somebody stands on a ladder. */
export interface Standing {
  readonly ladder: Ladder;
  /** The title in force with the highest tier, of these the one of the highest level; null: none. */
  readonly highest: Answer<Designation | null>;
}

/** The titles in force on a day; unknown when one was revoked or expired without a date and may still have been in force. */
export function titlesInForce(designations: readonly Designation[], day: Day): Answer<readonly Designation[]> {
  if (designations.some((designation) => inForceOn(designation, day) === null))
    return notKnown({ because: 'titleStateNotKnown', persons: 1, day });
  return known(designations.filter((designation) => inForceOn(designation, day) === true));
}

/**
 * Where somebody stands on each ladder. Not known only where a title whose state is not known would stand above those that
 * are in force.
 */
export function standingsOn(
  ladders: readonly Ladder[],
  designations: readonly Designation[],
  day: Day,
): readonly Standing[] {
  return ladders.map((ladder) => {
    const rank = (designation: Designation) => ladder.tiers.findIndex(({ code }) => code === designation.tier);
    const above = (a: Designation, b: Designation) => rank(a) - rank(b) || compareLevels(a.level, b.level);
    const ofLadder = designations
      .filter((designation) => rank(designation) >= 0)
      .filter(({ level }) => ladder.levels.length === 0 || ladder.levels.includes(level))
      .sort((a, b) => above(b, a));
    const highest = ofLadder.find((designation) => inForceOn(designation, day) === true) ?? null;
    const open = ofLadder.find((designation) => inForceOn(designation, day) === null);
    const decided = open === undefined || (highest !== null && above(highest, open) >= 0);
    return {
      ladder,
      highest: decided ? known(highest) : notKnown({ because: 'titleStateNotKnown', persons: 1, day }),
    };
  });
}
