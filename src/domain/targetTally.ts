import Fraction from 'fraction.js';
import type { Day } from './day.ts';
import { inForceOn } from './designation.ts';
import type { SchoolId, TeacherId } from './identifier.ts';
import { holdsOn } from './interval.ts';
import type { Where } from './policy/condition.ts';
import type { TargetCount } from './policy/targetReading.ts';
import { type Attributes, matches } from './policy/where.ts';
import {
  type TallyGround,
  awardingPlace,
  isFirst,
  matchesAt,
  ownPlaceOn,
  schoolAttributes,
  titleAttributes,
  workplacesOn,
  workshopAttributes,
} from './targetAttributes.ts';
import type { Unknown } from './unknown.ts';
import type { Place } from './unitOverTime.ts';

/** When something is counted: lasting things on a day, happening ones over days, both included. */
export interface TallyTime {
  readonly from: Day;
  readonly on: Day;
  /** Titles that ended without a date are left out where they may have been in force on one of these days. */
  readonly decidedOn: readonly Day[];
  /** The day up to which training counts; later ones are left out. */
  readonly trainedBy: Day;
  /** People are looked at as they stand on this day. */
  readonly populationOn: Day;
}

/** How many things match, beside what must not be mixed up with it. */
export interface Tally {
  /** What the target measures: persons, titles or workshops that match. */
  readonly sure: number;
  /** Of a share: the population; otherwise null. */
  readonly among: number | null;
  /** Things that may match or not. */
  readonly undecided: number;
  readonly why: Unknown | null;
  /** Titles left out because they ended without a date. */
  readonly leftOut: number;
  /** Titles in force, or awarded. Null: titles are not what is counted. */
  readonly titles: number | null;
  /** Of titles awarded. */
  readonly withoutRevoked: number | null;
  readonly persons: ReadonlySet<TeacherId>;
  readonly firstTime: ReadonlySet<TeacherId>;
}

export const NOTHING: Tally = {
  sure: 0,
  among: null,
  undecided: 0,
  why: null,
  leftOut: 0,
  titles: null,
  withoutRevoked: null,
  persons: new Set(),
  firstTime: new Set(),
};

/** The unit to whose part a thing belongs; null: to none. */
export type PartOf = (place: Place, day: Day) => string | null;

/** The counts of one target, each made once. */
export class TallyBook {
  readonly ground: TallyGround;
  readonly #partOf: PartOf;
  readonly #made = new Map<TargetCount, Map<string, ReadonlyMap<string | null, Tally>>>();

  constructor(ground: TallyGround, partOf: PartOf) {
    this.ground = ground;
    this.#partOf = partOf;
  }

  /** Counts by part; what belongs to none stands under null. Parts in which nothing is are left out. */
  of(count: TargetCount, time: TallyTime): ReadonlyMap<string | null, Tally> {
    const made = this.#made.get(count) ?? new Map<string, ReadonlyMap<string | null, Tally>>();
    this.#made.set(count, made);
    const key = JSON.stringify(time);
    const tallies = made.get(key) ?? tallyOf(this.ground, count, time, this.#partOf);
    made.set(key, tallies);
    return tallies;
  }
}

function tallyOf(
  ground: TallyGround,
  count: TargetCount,
  time: TallyTime,
  partOf: PartOf,
): ReadonlyMap<string | null, Tally> {
  const tallies = new Tallies(time.on, ground.policy.ruralSettings !== null);
  switch (count.records) {
    case 'titlesHeld':
      tallyTitlesHeld(ground, count, time, partOf, tallies);
      break;
    case 'titlesAwarded':
      tallyTitlesAwarded(ground, count, time, partOf, tallies);
      break;
    case 'workshops':
      tallyWorkshops(ground, count, time, partOf, tallies);
      break;
    case 'persons':
      tallyPersons(ground, count, time, partOf, tallies);
      break;
  }
  return tallies.done(count.among !== null);
}

/** The first day from which on something that matches is on record, wherever in the unit; null: nothing is. */
export function firstRecord(ground: TallyGround, count: TargetCount): Day | null {
  const where = count.among ?? count.where;
  const days = (): readonly Day[] => {
    switch (count.records) {
      case 'titlesHeld':
      case 'titlesAwarded':
        return ground.facts.holders.flatMap((holder) =>
          holder.titles
            .filter((title) => matches(where, titleAttributes(ground, holder, title)) !== false)
            .map(({ awarded }) => awarded),
        );
      case 'workshops':
        return ground.facts.workshops
          .filter((workshop) => matches(where, workshopAttributes(ground, workshop, true)) !== false)
          .flatMap(({ from }) => (from === null ? [] : [from]));
      case 'persons':
        return [ground.since];
    }
  };
  return days().reduce<Day | null>((first, day) => (first === null || day < first ? day : first), null);
}

/** The part that a share is; null: of nothing. */
export function shareOf({ sure, among }: Tally): Fraction | null {
  return among === null || among === 0 ? null : new Fraction(sure, among);
}

function tallyTitlesHeld(
  ground: TallyGround,
  count: TargetCount,
  { on, decidedOn }: TallyTime,
  partOf: PartOf,
  tallies: Tallies,
): void {
  for (const holder of ground.facts.holders) {
    const parts = new Map<string | null, Place[]>();
    for (const place of workplacesOn(ground, holder, on)) {
      const part = partOf(place, on);
      parts.set(part, [...(parts.get(part) ?? []), place]);
    }
    for (const [part, places] of parts) {
      const tally = tallies.of(part);
      const held: (boolean | null)[] = [];
      const among: (boolean | null)[] = [];
      for (const title of holder.titles) {
        const attributes = titleAttributes(ground, holder, title);
        const matchesSomewhere = (where: Where) =>
          some(places.map((place) => matchesAt(ground, where, attributes, place, on)));
        const inForce = inForceOn(title, on);
        const wanted = both(inForce, matchesSomewhere(count.among ?? count.where));
        if (wanted === false) continue;
        if (decidedOn.some((day) => inForceOn(title, day) === null)) {
          tally.leftOut += 1;
          continue;
        }
        const matched = count.among === null ? wanted : both(wanted, matchesSomewhere(count.where));
        if (inForce === null) tally.unsureTitles.add(holder.person);
        else if (matched === null) for (const place of places) tally.unsureSchool(place);
        among.push(wanted);
        held.push(matched);
        if (matched === true) tally.titles += 1;
      }
      tally.add(some(held), some(among), 1);
      if (some(held) === true) tally.persons.add(holder.person);
    }
  }
  tallies.countTitles();
}

function tallyTitlesAwarded(
  ground: TallyGround,
  count: TargetCount,
  { from, on }: TallyTime,
  partOf: PartOf,
  tallies: Tallies,
): void {
  for (const holder of ground.facts.holders) {
    for (const title of holder.titles) {
      const { awarded } = title;
      if (awarded < from || awarded > on) continue;
      const place = ownPlaceOn(ground.unit, holder, awarded) ?? awardingPlace(ground.unit, holder, title);
      if (place === null) continue;
      const attributes = titleAttributes(ground, holder, title);
      const wanted = matchesAt(ground, count.among ?? count.where, attributes, place, awarded);
      if (wanted === false) continue;
      const tally = tallies.of(partOf(place, awarded));
      const matched =
        count.among === null ? wanted : both(wanted, matchesAt(ground, count.where, attributes, place, awarded));
      if (matched === null || wanted === null) tally.unsureSchool(place);
      tally.add(matched, wanted, 1);
      if (matched !== true) continue;
      tally.titles += 1;
      if (title.state !== 'REVOKED') tally.withoutRevoked += 1;
      tally.persons.add(holder.person);
      if (isFirst(ground, holder, title)) tally.firstTime.add(holder.person);
    }
  }
  tallies.countTitles();
  tallies.countAwards();
}

function tallyWorkshops(
  ground: TallyGround,
  count: TargetCount,
  { on }: TallyTime,
  partOf: PartOf,
  tallies: Tallies,
): void {
  const asksForState = [...count.where, ...(count.among ?? [])].some(
    (term) => 'attribute' in term && term.attribute === 'state',
  );
  for (const workshop of ground.facts.workshops) {
    const { founder, from } = workshop;
    if (from !== null && from > on) continue;
    const running = holdsOn(workshop, on);
    if (!running && !asksForState) continue;
    const place = founder.kind === 'Region' ? ground.unit.region(founder.id, on) : ground.unit.school(founder.id, on);
    if (place === null) continue;
    const attributes = workshopAttributes(ground, workshop, running);
    const wanted = matches(count.among ?? count.where, attributes);
    if (wanted === false) continue;
    const matched = count.among === null ? wanted : both(wanted, matches(count.where, attributes));
    tallies.of(partOf(place, on)).add(matched, wanted, 1);
  }
}

function tallyPersons(
  ground: TallyGround,
  count: TargetCount,
  { populationOn, trainedBy }: TallyTime,
  partOf: PartOf,
  tallies: Tallies,
): void {
  for (const group of ground.facts.people) {
    if (group.on !== populationOn || group.since !== ground.since) continue;
    const parts = new Map<string | null, { matched: (boolean | null)[]; wanted: (boolean | null)[] }>();
    for (const { school, kind } of group.posts) {
      const place = ground.unit.school(school, populationOn);
      if (place === null) continue;
      const attributes: Attributes = (attribute) => {
        if (attribute === 'post') return [kind];
        if (attribute === 'trained') return [group.trained !== null && group.trained <= trainedBy];
        return schoolAttributes(ground, place, populationOn)(attribute);
      };
      const wanted = matchesAt(ground, count.among ?? count.where, attributes, place, populationOn);
      if (wanted === false) continue;
      const part = partOf(place, populationOn);
      if (wanted === null) tallies.of(part).unsureSchool(place);
      const found = parts.get(part) ?? { matched: [], wanted: [] };
      found.wanted.push(wanted);
      found.matched.push(
        count.among === null ? wanted : both(wanted, matchesAt(ground, count.where, attributes, place, populationOn)),
      );
      parts.set(part, found);
    }
    for (const [part, { matched, wanted }] of parts) tallies.of(part).add(some(matched), some(wanted), group.persons);
  }
}

class PartTally {
  sure = 0;
  among = 0;
  undecided = 0;
  leftOut = 0;
  titles = 0;
  withoutRevoked = 0;
  readonly persons = new Set<TeacherId>();
  readonly firstTime = new Set<TeacherId>();
  readonly unsureTitles = new Set<TeacherId>();
  readonly unsureSchools = new Set<SchoolId>();

  add(matched: boolean | null, wanted: boolean | null, weight: number): void {
    if (matched === true) this.sure += weight;
    if (wanted === true) this.among += weight;
    if (matched === null || wanted === null) this.undecided += weight;
  }

  unsureSchool({ school }: Place): void {
    if (school !== null) this.unsureSchools.add(school.id);
  }
}

class Tallies {
  readonly #day: Day;
  readonly #ruralDefined: boolean;
  readonly #parts = new Map<string | null, PartTally>();
  #titles = false;
  #awards = false;

  constructor(day: Day, ruralDefined: boolean) {
    this.#day = day;
    this.#ruralDefined = ruralDefined;
  }

  of(part: string | null): PartTally {
    const found = this.#parts.get(part) ?? new PartTally();
    this.#parts.set(part, found);
    return found;
  }

  /** Titles stand beside the number. */
  countTitles(): void {
    this.#titles = true;
  }

  countAwards(): void {
    this.#awards = true;
  }

  done(share: boolean): ReadonlyMap<string | null, Tally> {
    return new Map([...this.#parts].map(([part, tally]) => [part, this.#closed(tally, share)] as const));
  }

  #closed(tally: PartTally, share: boolean): Tally {
    const { sure, among, undecided, leftOut, titles, withoutRevoked, persons, firstTime } = tally;
    const titlesKnown = tally.unsureTitles.size === 0 && tally.unsureSchools.size === 0;
    return {
      sure,
      among: share ? among : null,
      undecided,
      why: undecided === 0 ? null : this.#whyUndecided(tally),
      leftOut,
      titles: this.#titles && titlesKnown ? titles : null,
      withoutRevoked: this.#awards ? withoutRevoked : null,
      persons,
      firstTime,
    };
  }

  #whyUndecided({ unsureTitles, unsureSchools }: PartTally): Unknown {
    if (unsureTitles.size > 0) return { because: 'titleStateNotKnown', persons: unsureTitles.size, day: this.#day };
    if (!this.#ruralDefined) return { because: 'notDefined', what: 'rural' };
    return { because: 'settingNotKnown', schools: unsureSchools.size };
  }
}

function both(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

function some(outcomes: readonly (boolean | null)[]): boolean | null {
  if (outcomes.includes(true)) return true;
  return outcomes.includes(null) ? null : false;
}
