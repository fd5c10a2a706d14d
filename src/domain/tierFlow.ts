import type { Day } from './day.ts';
import type { TeacherId } from './identifier.ts';
import { LEVELS, type Level } from './level.ts';
import type { EffectivePolicy } from './policy/effective.ts';
import type { Ladder, LadderTier } from './policy/types.ts';
import { type PossiblePoint, type StandingGroup, possiblePoints } from './pyramid.ts';
import { Tally } from './tally.ts';
import { type Answer, type Unknown, known, notKnown } from './unknown.ts';

/** Where somebody stood: on a tier, on none of the ladder's, or no longer among the people of the unit. */
export type FlowPoint =
  | { readonly state: 'TIER'; readonly tier: LadderTier; readonly level: Level | null }
  | { readonly state: 'NONE' | 'GONE' };

/** Distinct persons who stood at one place on the first day and at the other on the second; the same place for who stayed. */
export interface TierMove {
  readonly ladder: Ladder;
  readonly from: FlowPoint;
  readonly to: FlowPoint;
  readonly count: Answer<number>;
  /** However those whose standing is not known may have stood. */
  readonly atLeast: number;
  readonly atMost: number;
}

/** The people of a unit on a day, and what is in force for it. */
export interface StandingsOnDay {
  readonly day: Day;
  readonly policy: EffectivePolicy;
  readonly people: readonly StandingGroup[];
}

/**
 * Who rose, stayed or fell on each ladder of the second day: of the people of the unit on that day, wherever they worked on
 * the first, by the ladder as it was then; beside them those who have left the unit since. Who stands nowhere on both days
 * is left out.
 */
export function tierFlow(before: StandingsOnDay, after: StandingsOnDay): Answer<readonly TierMove[]> {
  const moves: TierMove[] = [];
  for (const ladder of after.policy.ladders) {
    const earlier = before.policy.ladders.find(({ code }) => code === ladder.code);
    if (earlier === undefined) return notKnown({ because: 'notDefined', what: 'ladder' });
    moves.push(...new Flow(ladder, earlier, before, after).moves());
  }
  return known(moves);
}

interface Standing {
  readonly points: readonly PossiblePoint[];
  readonly unknown: Unknown | null;
}

/** The flow on one ladder. */
class Flow {
  readonly #ladder: Ladder;
  readonly #tallies = new Map<string, { readonly from: FlowPoint; readonly to: FlowPoint; readonly tally: Tally }>();

  constructor(ladder: Ladder, earlier: Ladder, before: StandingsOnDay, after: StandingsOnDay) {
    this.#ladder = ladder;
    const present = new Set<TeacherId | null>(after.people.map(({ person }) => person));
    for (const group of after.people)
      this.#add(
        group.persons,
        possiblePoints(earlier, group, before.policy, before.day),
        possiblePoints(ladder, group, after.policy, after.day),
      );
    for (const group of before.people)
      if (!present.has(group.person) && group.person !== null)
        this.#add(group.persons, possiblePoints(earlier, group, before.policy, before.day), null);
  }

  moves(): readonly TierMove[] {
    return [...this.#tallies.values()]
      .map(({ from, to, tally }) => ({
        ladder: this.#ladder,
        from,
        to,
        count: tally.answer(),
        atLeast: tally.least,
        atMost: tally.most,
      }))
      .sort((a, b) => this.#place(a.from) - this.#place(b.from) || this.#place(a.to) - this.#place(b.to));
  }

  /** @param to null: no longer among the people of the unit */
  #add(persons: number, from: Standing, to: Standing | null): void {
    const starts = distinct(from.points.map(flowPoint));
    const ends: readonly FlowPoint[] = to === null ? [{ state: 'GONE' }] : distinct(to.points.map(flowPoint));
    const certain = starts.length === 1 && ends.length === 1;
    const unknown = from.unknown ?? to?.unknown ?? null;
    for (const start of starts)
      for (const end of ends) {
        if (start.state !== 'TIER' && end.state !== 'TIER') continue;
        const key = `${keyOf(start)} ${keyOf(end)}`;
        const found = this.#tallies.get(key) ?? { from: start, to: end, tally: new Tally() };
        found.tally.add(persons, certain, unknown);
        this.#tallies.set(key, found);
      }
  }

  /** The order in which places are shown: none, then the ladder from its foot, then gone. */
  #place(point: FlowPoint): number {
    switch (point.state) {
      case 'NONE':
        return -1;
      case 'GONE':
        return Number.MAX_SAFE_INTEGER;
      case 'TIER': {
        const rank = this.#ladder.tiers.findIndex(({ code }) => code === point.tier.code);
        return rank * (LEVELS.length + 1) + (point.level === null ? 0 : 1 + LEVELS.indexOf(point.level));
      }
    }
  }
}

function flowPoint({ tier, level }: PossiblePoint): FlowPoint {
  return tier === null ? { state: 'NONE' } : { state: 'TIER', tier, level };
}

function distinct(points: readonly FlowPoint[]): readonly FlowPoint[] {
  return [...new Map(points.map((point) => [keyOf(point), point])).values()];
}

function keyOf(point: FlowPoint): string {
  return point.state === 'TIER' ? `${point.tier.code} ${point.level ?? ''}` : point.state;
}
