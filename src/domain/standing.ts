import type { Day } from './day.ts';
import { type DesignationTerm, inForceOn } from './designation.ts';
import type { Designation } from './directory.ts';
import { type Level, compareLevels } from './level.ts';
import type { Ladder } from './policy/types.ts';
import type { Answer } from './unknown.ts';
import { known, notKnown } from './unknown.ts';

/** Where somebody stands on a ladder. */
export interface Standing {
  readonly ladder: Ladder;
  /** The title in force with the highest tier, of these the one of the highest level; null: none. */
  readonly highest: Answer<Designation | null>;
}

/** A title as far as a ladder asks for it. */
export interface LadderTitle extends DesignationTerm {
  readonly tier: string;
  readonly level: Level;
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
    const [highest = null, ...above] = possibleStandings(ladder, designations, day);
    return {
      ladder,
      highest: above.length === 0 ? known(highest) : notKnown({ because: 'titleStateNotKnown', persons: 1, day }),
    };
  });
}

/**
 * The titles by which somebody may stand on a ladder on a day: first the highest that is surely in force (null: none), then
 * those above it that may have been, for their end has no date. One alone is certain.
 */
export function possibleStandings<Title extends LadderTitle>(
  ladder: Ladder,
  titles: readonly Title[],
  day: Day,
): readonly (Title | null)[] {
  const rank = ({ tier }: LadderTitle) => rankOfTitle(ladder, tier);
  const above = (a: LadderTitle, b: LadderTitle) => rank(a) - rank(b) || compareLevels(a.level, b.level);
  const ofLadder = titles.filter((title) => isOfLadder(ladder, title)).sort((a, b) => above(b, a));
  const highest = ofLadder.find((title) => inForceOn(title, day) === true) ?? null;
  const open = ofLadder.filter(
    (title) => inForceOn(title, day) === null && (highest === null || above(title, highest) > 0),
  );
  return [highest, ...open];
}

/** Whether a title is one of the ladder's: of a tier that is awarded, at a level at which it is. */
export function isOfLadder(ladder: Ladder, { tier, level }: LadderTitle): boolean {
  return rankOfTitle(ladder, tier) >= 0 && (ladder.levels.length === 0 || ladder.levels.includes(level));
}

function rankOfTitle(ladder: Ladder, code: string): number {
  return ladder.tiers.findIndex((tier) => tier.code === code && tier.who === null);
}
