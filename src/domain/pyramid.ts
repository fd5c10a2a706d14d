import type { Day } from './day.ts';
import { inForceOn } from './designation.ts';
import { type ServedPost, yearsOfService } from './homeroomYears.ts';
import type { RegionId, SchoolId, TeacherId } from './identifier.ts';
import { holdsOn } from './interval.ts';
import { LEVELS, type Level } from './level.ts';
import { type PlacedSchool, type Whereabouts, isServing, someRural, workplaces } from './placement.ts';
import { type EffectivePolicy, selectionNamed } from './policy/effective.ts';
import type { Ladder, LadderTier } from './policy/types.ts';
import { matches } from './policy/where.ts';
import { type LadderTitle, isOfLadder, possibleStandings } from './standing.ts';
import { Tally } from './tally.ts';
import { type Answer, type Unknown, known, notKnown } from './unknown.ts';

/** People who stand alike: where they count, what they were awarded, how they served. */
export interface StandingGroup extends Whereabouts {
  /** Null: several persons without a title, or one of whom nothing more is asked. */
  readonly person: TeacherId | null;
  readonly persons: number;
  /** All that were ever awarded. */
  readonly titles: readonly LadderTitle[];
  /** The posts that began by the day; null: not asked for. */
  readonly service: readonly Pick<ServedPost, 'from' | 'to' | 'postKind'>[] | null;
}

/** What the graph knows of the people of a unit who may stand on a ladder. */
export interface UnitStandings {
  /** The units directly below, in the order in which they are shown. */
  readonly children: readonly RegionId[];
  readonly schools: readonly PlacedSchool[];
  readonly people: readonly StandingGroup[];
}

/** A place on a ladder. */
export interface LadderPoint {
  readonly ladder: Ladder;
  readonly tier: LadderTier;
  /** Null: the tier is no title. */
  readonly level: Level | null;
}

/** Distinct persons, or titles, at one place of a ladder. */
export interface TierCount extends LadderPoint {
  /** Persons who stand nowhere higher on the ladder. */
  readonly count: Answer<number>;
  /** Of these, those who work at a rural school. */
  readonly rural: Answer<number>;
  /** Persons who hold this title, whatever else they hold; for a tier that is no title, as `count`. */
  readonly holders: Answer<number>;
  /** Of these, those who work at a rural school. */
  readonly ruralHolders: Answer<number>;
  /** Titles in force; 0 for a tier that is no title. */
  readonly titles: Answer<number>;
}

/** Homeroom teachers who stand nowhere on a ladder. */
export interface WithoutTier {
  readonly ladder: Ladder;
  readonly count: Answer<number>;
  readonly rural: Answer<number>;
}

export interface PyramidCount {
  /** By ladder, tier and level, lowest first. */
  readonly tiers: readonly TierCount[];
  /** One for each ladder. */
  readonly withoutTier: readonly WithoutTier[];
}

/** The pyramid of a unit, and of its parts: null as unit is its own schools. */
export interface PyramidReport {
  readonly whole: Answer<PyramidCount>;
  readonly byUnit: readonly { readonly unit: RegionId | null; readonly pyramid: Answer<PyramidCount> }[];
}

/** How a unit is counted; null: the whole, otherwise one directly below it, which may have rules of its own. */
export interface PyramidRules {
  readonly policyOf: (unit: RegionId | null) => EffectivePolicy | null;
  /** Why a unit cannot be answered for; null when it can. */
  readonly uncoveredUnit: (unit: RegionId | null) => Unknown | null;
}

/** Counts the people of a unit at their highest place on each ladder, as a whole and in parts. */
export function countPyramids(
  standings: UnitStandings,
  day: Day,
  { policyOf, uncoveredUnit }: PyramidRules,
): PyramidReport {
  const count = (unit: RegionId | null, schools: readonly PlacedSchool[]): Answer<PyramidCount> => {
    const policy = policyOf(unit);
    if (policy === null) return notKnown({ because: 'noPolicy', day });
    const unknown = uncoveredUnit(unit);
    return unknown === null ? countPyramid(standings.people, schools, policy, day) : notKnown(unknown);
  };
  const own = standings.schools.filter(({ part }) => part === null);
  return {
    whole: count(null, standings.schools),
    byUnit: [
      ...standings.children.map((unit) => ({
        unit,
        pyramid: count(
          unit,
          standings.schools.filter(({ part }) => part === unit),
        ),
      })),
      ...(own.length === 0 ? [] : [{ unit: null, pyramid: count(null, own) }]),
    ],
  };
}

/** Counts those of the people whose own school is one of these. */
export function countPyramid(
  people: readonly StandingGroup[],
  schools: readonly PlacedSchool[],
  policy: EffectivePolicy,
  day: Day,
): Answer<PyramidCount> {
  const among = new Set<SchoolId>(schools.map(({ id }) => id));
  const members = people.filter(({ own }) => own.some(({ school }) => among.has(school)));
  return countTiers(members, policy, day);
}

/** Counts people on each ladder of a policy. */
export function countTiers(people: readonly StandingGroup[], policy: EffectivePolicy, day: Day): Answer<PyramidCount> {
  const { countingPosts } = policy;
  if (countingPosts === null) return notKnown({ because: 'notDefined', what: 'countingPosts' });
  const standing = people.map((group) => ({
    group,
    serving: isServing(group, countingPosts),
    rural: isRuralPerson(group, countingPosts, policy),
  }));
  const ladders = policy.ladders.map((ladder) => new LadderCounter(ladder, standing, policy, day));
  return known({
    tiers: ladders.flatMap((ladder) => ladder.tiers()),
    withoutTier: ladders.map((ladder) => ladder.withoutTier()),
  });
}

/** Whether somebody works at a rural school: by the counting posts held, without one by the own school. */
function isRuralPerson(
  group: StandingGroup,
  countingPosts: readonly string[],
  { isRural, ruralSettings }: EffectivePolicy,
): Answer<boolean> {
  const schools = workplaces(group, countingPosts);
  const rural = someRural(schools, isRural);
  if (rural !== null) return known(rural);
  return notKnown(
    ruralSettings === null
      ? { because: 'notDefined', what: 'rural' }
      : { because: 'settingNotKnown', schools: schools.filter(({ setting }) => setting === null).length },
  );
}

interface CountedGroup {
  readonly group: StandingGroup;
  /** Holds a counting post. */
  readonly serving: boolean;
  readonly rural: Answer<boolean>;
}

/** A place on a ladder where somebody may stand; null: on none of its tiers. */
export interface PossiblePoint {
  readonly tier: LadderTier | null;
  readonly level: Level | null;
}

/**
 * The places of a ladder where people of a group may stand. One alone is certain; of several, `unknown` says why none is.
 * Who holds no title of the ladder stands on the highest tier whose persons include them.
 */
export function possiblePoints(
  ladder: Ladder,
  group: StandingGroup,
  policy: EffectivePolicy,
  day: Day,
): { readonly points: readonly PossiblePoint[]; readonly unknown: Unknown | null } {
  const titles = possibleStandings(ladder, group.titles, day);
  let unknown: Unknown | null =
    titles.length === 1 ? null : { because: 'titleStateNotKnown', persons: group.persons, day };
  const points: PossiblePoint[] = [];
  for (const title of titles) {
    if (title !== null) {
      points.push({ tier: ladder.tiers.find(({ code }) => code === title.tier) ?? null, level: title.level });
      continue;
    }
    const without = pointsWithoutTitle(ladder, group, policy, day);
    points.push(...without.points);
    unknown ??= without.unknown;
  }
  return { points, unknown };
}

function pointsWithoutTitle(
  ladder: Ladder,
  group: StandingGroup,
  policy: EffectivePolicy,
  day: Day,
): { readonly points: readonly PossiblePoint[]; readonly unknown: Unknown | null } {
  const points: PossiblePoint[] = [];
  let unknown: Unknown | null = null;
  for (const tier of ladder.tiers.toReversed()) {
    if (!isCounted(tier) || tier.who === null) continue;
    const belongs = isAmong(tier, ladder, group, policy, day);
    if (belongs.value === false) continue;
    points.push({ tier, level: null });
    if (belongs.value === true) return { points, unknown };
    unknown = belongs.unknown;
  }
  return { points: [...points, { tier: null, level: null }], unknown };
}

/** Whether a tier counts: one whose reading is switched off does not. */
function isCounted({ interpretation }: LadderTier): boolean {
  return interpretation?.applied !== false;
}

/** Whether the ladders of a policy have a tier for which the length of service decides. */
export function asksForService(policy: EffectivePolicy): boolean {
  return policy.ladders.some(({ tiers }) => tiers.some((tier) => tier.who !== null && isCounted(tier)));
}

/** Whether the people of a group belong to those whom a tier names. */
function isAmong(
  tier: LadderTier,
  ladder: Ladder,
  { service }: StandingGroup,
  policy: EffectivePolicy,
  day: Day,
): Answer<boolean> {
  const layer = policy.layers.findLast(({ document }) => document.ladders.includes(ladder));
  const selection = layer === undefined ? null : selectionNamed(policy, tier.who, layer);
  if (selection?.population !== 'persons') return notKnown({ because: 'notEvaluated' });
  const { countingPosts, daysPerYear } = policy;
  let unknown: Unknown = { because: 'notEvaluated' };
  const outcome = matches(selection.where, (attribute) => {
    switch (attribute) {
      case 'post':
        return service?.filter((post) => holdsOn(post, day)).map(({ postKind }) => postKind) ?? null;
      case 'homeroomYears': {
        if (service === null || countingPosts === null) return null;
        const years = yearsOfService(service, day, { countingPosts, daysPerYear });
        if (years.value === null) unknown = years.unknown;
        return years.value === null ? null : [years.value];
      }
      default:
        return null;
    }
  });
  return outcome === null ? notKnown(unknown) : known(outcome);
}

/** Persons and, of them, those who work at a rural school. */
class PersonTally {
  readonly #all = new Tally();
  readonly #rural = new Tally();

  add(persons: number, certain: boolean, unknown: Unknown | null, rural: Answer<boolean>): void {
    this.#all.add(persons, certain, unknown);
    if (rural.value === false) return;
    this.#rural.add(persons, certain && rural.value === true, unknown ?? rural.unknown);
  }

  answer(): { readonly count: Answer<number>; readonly rural: Answer<number> } {
    return { count: this.#all.answer(), rural: this.#rural.answer() };
  }
}

/** Counts people on one ladder. */
class LadderCounter {
  readonly #ladder: Ladder;
  readonly #highest = new Map<string, PersonTally>();
  readonly #holders = new Map<string, PersonTally>();
  readonly #titles = new Map<string, Tally>();
  readonly #levels = new Set<Level>();

  constructor(ladder: Ladder, people: readonly CountedGroup[], policy: EffectivePolicy, day: Day) {
    this.#ladder = ladder;
    for (const level of ladder.levels) this.#levels.add(level);
    for (const counted of people) {
      this.#stand(counted, policy, day);
      this.#hold(counted, day);
    }
  }

  tiers(): readonly TierCount[] {
    const levels = LEVELS.filter((level) => this.#levels.has(level));
    return this.#ladder.tiers.filter(isCounted).flatMap((tier) =>
      (tier.who === null ? levels : [null]).map((level): TierCount => {
        const key = keyOf({ tier, level });
        const highest = tallyIn(this.#highest, key).answer();
        const holders = tier.who === null ? tallyIn(this.#holders, key).answer() : highest;
        return {
          ladder: this.#ladder,
          tier,
          level,
          ...highest,
          holders: holders.count,
          ruralHolders: holders.rural,
          titles: this.#titles.get(key)?.answer() ?? known(0),
        };
      }),
    );
  }

  withoutTier(): WithoutTier {
    return { ladder: this.#ladder, ...tallyIn(this.#highest, keyOf({ tier: null, level: null })).answer() };
  }

  #stand(counted: CountedGroup, policy: EffectivePolicy, day: Day): void {
    const { points, unknown } = possiblePoints(this.#ladder, counted.group, policy, day);
    // A person may stand at one place by several titles.
    for (const key of new Set(points.filter(({ tier }) => tier !== null || counted.serving).map(keyOf)))
      tallyIn(this.#highest, key).add(
        counted.group.persons,
        new Set(points.map(keyOf)).size === 1,
        unknown,
        counted.rural,
      );
  }

  #hold({ group, rural }: CountedGroup, day: Day): void {
    const held = new Map<string, boolean>();
    for (const title of group.titles) {
      const inForce = inForceOn(title, day);
      if (inForce === false || !isOfLadder(this.#ladder, title)) continue;
      const key = `${title.tier} ${title.level}`;
      this.#levels.add(title.level);
      const unknown: Unknown = { because: 'titleStateNotKnown', persons: group.persons, day };
      const titles = this.#titles.get(key) ?? new Tally();
      titles.add(group.persons, inForce === true, unknown);
      this.#titles.set(key, titles);
      held.set(key, inForce === true || held.get(key) === true);
    }
    for (const [key, certain] of held)
      tallyIn(this.#holders, key).add(
        group.persons,
        certain,
        certain ? null : { because: 'titleStateNotKnown', persons: group.persons, day },
        rural,
      );
  }
}

function tallyIn(tallies: Map<string, PersonTally>, key: string): PersonTally {
  const tally = tallies.get(key) ?? new PersonTally();
  tallies.set(key, tally);
  return tally;
}

/** The key of a place; of one without a tier, of standing nowhere. */
function keyOf({ tier, level }: PossiblePoint): string {
  return `${tier?.code ?? ''} ${level ?? ''}`;
}
