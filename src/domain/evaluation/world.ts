import { pairingEnd } from '../pairing.ts';
import { compareLevels } from '../level.ts';
import type { Day } from '../day.ts';
import { inForceOn } from '../designation.ts';
import { distinctDays } from '../homeroomYears.ts';
import type { RegionId, SchoolId, TeacherId, WorkshopId } from '../identifier.ts';
import { holdsOn } from '../interval.ts';
import type { EffectivePolicy } from '../policy/effective.ts';
import { workshopKindOf } from '../policy/staffing.ts';
import { ENDED, RUNNING } from '../policy/targetReading.ts';
import { type Comparing, type Thing, UNKNOWN_THING } from '../policy/where.ts';
import type { RosterKind } from '../roster.ts';
import type { Unknown } from '../unknown.ts';
import { type Place, UnitOverTime, settingOn } from '../unitOverTime.ts';
import {
  type AppraisalFact,
  OWNS_NOTHING,
  type OwnedFacts,
  type PersonFacts,
  type PostFact,
  type SchoolFacts,
  type TitleFact,
  type UnitFacts,
  type WorkshopFacts,
} from './facts.ts';
import { certificateEnd, thingOf } from './records.ts';
import { yearsBetween } from './years.ts';

/** What evaluating rests on. */
export interface EvaluationGround {
  readonly policy: EffectivePolicy;
  readonly facts: UnitFacts;
  /** Why nothing can be concluded from the absence of such records; null: what is not recorded did not happen. */
  readonly uncovered: (kinds: readonly RosterKind[]) => Unknown | null;
}

/**
 * Facts as things of which conditions can ask. Made once for a question; what is looked up often is kept.
 */
export class World {
  readonly policy: EffectivePolicy;
  readonly facts: UnitFacts;
  readonly uncovered: EvaluationGround['uncovered'];
  readonly unit: UnitOverTime;
  readonly comparing: Comparing;
  readonly #schools: ReadonlyMap<SchoolId, SchoolFacts>;
  readonly #workshops: ReadonlyMap<WorkshopId, WorkshopFacts>;
  readonly #people: ReadonlyMap<TeacherId, PersonFacts>;
  readonly #owned: ReadonlyMap<string, OwnedFacts>;
  readonly #things = new Map<string, Thing>();
  readonly #workers = new Map<Day, ReadonlyMap<SchoolId, readonly PersonFacts[]>>();
  #postsAt: Map<SchoolId, PostFact[]> | null = null;

  constructor({ policy, facts, uncovered }: EvaluationGround) {
    this.policy = policy;
    this.facts = facts;
    this.uncovered = uncovered;
    this.unit = new UnitOverTime(facts.id, facts.regions, facts.schools);
    this.comparing = comparingBy(policy);
    this.#schools = new Map(facts.schools.map((school) => [school.id, school]));
    this.#workshops = new Map(facts.workshops.map((workshop) => [workshop.id, workshop]));
    this.#people = new Map(facts.people.map((person) => [person.id, person]));
    this.#owned = new Map<string, OwnedFacts>([
      ...facts.owned,
      ...[...facts.schools, ...facts.workshops].map(({ id, owns }) => [id, owns] as const),
    ]);
  }

  /** A period that the calendar names; null: none of that name. */
  periodNamed(name: string): { readonly from: Day; readonly through: Day } | null {
    return this.policy.periods.get(name) ?? null;
  }

  /** What a school, a workshop or a region has of its own; of anything else nothing. */
  owns(id: string): OwnedFacts {
    return this.#owned.get(id) ?? OWNS_NOTHING;
  }

  school(id: SchoolId): SchoolFacts | null {
    return this.#schools.get(id) ?? null;
  }

  workshop(id: WorkshopId): WorkshopFacts | null {
    return this.#workshops.get(id) ?? null;
  }

  person(id: TeacherId): PersonFacts | null {
    return this.#people.get(id) ?? null;
  }

  /** A school on a day. */
  schoolThing(id: SchoolId, on: Day): Thing {
    return this.#once(`${id} ${on}`, () => {
      const school = this.#schools.get(id);
      if (school === undefined) return UNKNOWN_THING;
      const place = this.unit.school(id, on);
      const setting = settingOn(school, on);
      const thing = thingOf(
        {
          stage: school.stages,
          setting,
          rural: this.policy.isRural(setting),
          cityDirect: this.#isCityDirect(place, on),
          base: school.base,
          region: place === null ? null : this.codesOf(place, on),
        },
        {
          belongings: (attribute) => (attribute === 'appraisal' ? this.appraisalThings(school.owns, on) : null),
          places: (of) => this.#placesOf(place, of, on),
        },
      );
      return {
        ...thing,
        attributes: (attribute) => (attribute === 'has' ? this.#postsHeldAt(id, on) : thing.attributes(attribute)),
        mayHaveMore: (attribute) => attribute === 'has' && this.uncovered(['post']) !== null,
      };
    });
  }

  /** A workshop on a day. */
  workshopThing(id: WorkshopId, on: Day): Thing {
    return this.#once(`${id} ${on}`, () => {
      const workshop = this.#workshops.get(id);
      if (workshop === undefined) return UNKNOWN_THING;
      const place = this.founderPlace(workshop, on);
      const school = workshop.founder.kind === 'School' ? this.schoolThing(workshop.founder.id, on) : null;
      return thingOf(
        {
          kind: this.workshopKind(workshop),
          level: workshop.level,
          stage: workshop.stages,
          state: workshop.state ?? (holdsOn(workshop, on) ? RUNNING : ENDED),
          base: workshop.base,
          batch: workshop.batch,
          region: place === null ? null : this.codesOf(place, on),
          setting: school?.attributes('setting') ?? null,
          rural: school?.attributes('rural') ?? null,
        },
        {
          belongings: (attribute) => (attribute === 'appraisal' ? this.appraisalThings(workshop.owns, on) : null),
          places: (of) => (of === 'stage' ? workshop.stages : this.#placesOf(place, of, on)),
        },
      );
    });
  }

  /** A person on a day. */
  personThing(person: PersonFacts, on: Day): Thing {
    return this.#once(`${person.id} ${on}`, () => {
      const own = this.ownSchools(person, on);
      const ownPlaces = own.map((school) => this.unit.school(school, on));
      const schools = () => this.workplaces(person, on).map((school) => this.schoolThing(school, on));
      const ofSchools = (attribute: string) => knownOf(schools().map((school) => school.attributes(attribute)));
      return {
        ...UNKNOWN_THING,
        attributes: (attribute) => {
          switch (attribute) {
            case 'post':
              return this.#known(
                'post',
                person.posts.filter((post) => holdsOn(post, on)).map(({ kind }) => kind),
              );
            case 'sex':
              return person.sex === null ? null : [person.sex];
            case 'subject':
              return person.subject === null ? null : [person.subject];
            case 'setting':
            case 'rural':
            case 'stage':
            case 'base':
              return ofSchools(attribute);
            case 'cityDirect':
              return merged(
                ownPlaces.map((place) => {
                  const direct = this.#isCityDirect(place, on);
                  return direct === null ? null : [direct];
                }),
              );
            case 'region':
              return merged(ownPlaces.map((place) => (place === null ? null : this.codesOf(place, on))));
            case 'age':
              return person.birth === null ? null : [Math.floor(yearsBetween(person.birth, on).valueOf())];
            case 'homeroomYears':
              return this.#homeroomYears(person, on);
            case 'teachingYears':
              return yearsAt(person.teachingSince ?? person.hiredOn, on);
            case 'yearsSinceHire':
              return yearsAt(person.hiredOn, on);
            case 'hired':
              return person.hiredOn === null ? null : [person.hiredOn];
            case 'firstHomeroomPost': {
              const first = this.firstHomeroomPost(person, on);
              return first === null ? this.#known('post', []) : [first];
            }
            case 'trained':
              return person.trainings.some(({ date }) => date <= on)
                ? [true]
                : this.uncovered(['attendance']) === null
                  ? [false]
                  : null;
            default:
              return null;
          }
        },
        belongings: (attribute) => this.#belongingsOfPerson(person, attribute, on, schools),
        mayHaveMore: (attribute) =>
          attribute === 'post'
            ? this.uncovered(['post']) !== null
            : OF_SCHOOLS.includes(attribute) && schools().some((school) => school.attributes(attribute) === null),
        places: (of) => {
          if (of === 'school') return own.length === 0 ? null : own;
          return mergedPlaces(ownPlaces.map((place) => this.#placesOf(place, of, on)));
        },
      };
    });
  }

  titleThing(title: TitleFact, on: Day, person: PersonFacts | null = null): Thing {
    const { policy } = this;
    return thingOf(
      {
        tier: title.tier,
        level: title.level,
        ladder: policy.ladders
          .filter(
            ({ tiers, levels }) =>
              (levels.length === 0 || levels.includes(title.level)) && tiers.some(({ code }) => code === title.tier),
          )
          .map(({ code }) => code),
        revoked: title.state === 'REVOKED',
        body: title.awardedBy === null ? null : this.#codesOfRegion(title.awardedBy, on),
      },
      person === null
        ? {}
        : {
            belongings: (attribute) => {
              if (attribute === 'person') return [this.personThing(person, on)];
              if (attribute === 'school')
                return this.workplaces(person, on).map((school) => this.schoolThing(school, on));
              return null;
            },
            places: (of) => this.personThing(person, on).places(of),
          },
    );
  }

  /** A seat in a workshop on a day. */
  seatThing(
    seat: { readonly role: string; readonly part: string | null; readonly workshop: WorkshopId },
    holder: PersonFacts | null,
    on: Day,
  ): Thing {
    const workshop = this.workshopThing(seat.workshop, on);
    const ofWorkshop = ['level', 'stage', 'kind', 'batch'] as const;
    return {
      attributes: (attribute) => {
        if (attribute === 'role') return [seat.role];
        if (attribute === 'part') return seat.part === null ? null : [seat.part];
        return ofWorkshop.some((each) => each === attribute) ? workshop.attributes(attribute) : null;
      },
      belongings: (attribute) => {
        if (attribute === 'workshop') return [workshop];
        if (attribute === 'person') return holder === null ? null : [this.personThing(holder, on)];
        return null;
      },
      places: (of) => (holder === null ? null : this.personThing(holder, on).places(of)),
      companions: (as) => (as === 'workshop' ? [workshop] : this.holdersOf(seat.workshop, as, on)),
      perhaps: false,
    };
  }

  /** Those who hold seats of a role in a workshop on a day. */
  holdersOf(id: WorkshopId, role: string, on: Day): readonly Thing[] | null {
    const workshop = this.#workshops.get(id);
    if (workshop === undefined) return null;
    return workshop.seats
      .filter((seat) => seat.role === role && holdsOn(seat, on))
      .map(({ person }) => {
        const holder = this.#people.get(person);
        return holder === undefined ? UNKNOWN_THING : this.personThing(holder, on);
      });
  }

  /** Appraisals that something owns: one that is not on record may still have been made. */
  appraisalThings({ appraisals }: Pick<OwnedFacts, 'appraisals'>, on: Day): readonly Thing[] | null {
    const made = appraisals.filter(({ year }) => `${year}-12-31` <= on);
    return made.length === 0 ? null : made.map(appraisalThing);
  }

  /** Where a workshop's founder stands on a day. */
  founderPlace({ founder }: WorkshopFacts, on: Day): Place | null {
    return founder.kind === 'Region' ? this.unit.region(founder.id, on) : this.unit.school(founder.id, on);
  }

  workshopKind(workshop: WorkshopFacts): string | null {
    return workshop.kind ?? workshopKindOf(this.policy, workshop)?.kind ?? null;
  }

  /** The own schools of a person on a day. */
  ownSchools(person: PersonFacts, on: Day): readonly SchoolId[] {
    return person.works.filter((work) => holdsOn(work, on)).map(({ school }) => school);
  }

  /** Where somebody works on a day: the schools of the counting posts; without one, the own schools. */
  workplaces(person: PersonFacts, on: Day): readonly SchoolId[] {
    const counting = this.policy.countingPosts ?? [];
    const posts = person.posts.filter((post) => counting.includes(post.kind) && holdsOn(post, on));
    return posts.length === 0 ? this.ownSchools(person, on) : [...new Set(posts.map(({ school }) => school))];
  }

  /** Who works at a school on a day, or holds any post there. */
  workersAt(school: SchoolId, on: Day): readonly PersonFacts[] {
    return this.#workersOn(on).get(school) ?? [];
  }

  /** The first day of the first counting post that began by a day; null: none, or not known. */
  firstHomeroomPost(person: PersonFacts, on: Day): Day | null {
    const counting = this.policy.countingPosts ?? [];
    const posts = person.posts.filter(({ kind, from }) => counting.includes(kind) && (from === null || from <= on));
    const starts = posts.flatMap(({ from }) => from ?? []);
    return starts.length < posts.length || starts.length === 0
      ? null
      : starts.reduce((first, start) => (start < first ? start : first));
  }

  #workersOn(on: Day): ReadonlyMap<SchoolId, readonly PersonFacts[]> {
    const known = this.#workers.get(on);
    if (known !== undefined) return known;
    const workers = new Map<SchoolId, PersonFacts[]>();
    for (const person of this.facts.people) {
      const schools = new Set(this.workplaces(person, on));
      for (const post of person.posts) if (holdsOn(post, on)) schools.add(post.school);
      for (const school of schools) {
        const there = workers.get(school);
        if (there === undefined) workers.set(school, [person]);
        else there.push(person);
      }
    }
    this.#workers.set(on, workers);
    return workers;
  }

  codesOf({ regions }: Place, on: Day): readonly string[] {
    return regions.flatMap((region) => this.#codesOfRegion(region, on) ?? []);
  }

  regionsOf(place: Place | null): readonly RegionId[] {
    return place?.regions ?? [];
  }

  #codesOfRegion(region: RegionId, on: Day): readonly string[] | null {
    const names = this.facts.regions.find(({ regions }) => regions.at(-1) === region)?.names ?? [];
    const codes = names.filter((name) => holdsOn(name, on)).map(({ code }) => code);
    return codes.length === 0 ? null : codes;
  }

  #isCityDirect(place: Place | null, on: Day): boolean | null {
    const governor = place?.regions.at(-1);
    const level = governor === undefined ? null : this.unit.levelOf(governor, on);
    return level === null ? null : compareLevels(level, 'CITY') >= 0;
  }

  #placesOf(place: Place | null, of: 'school' | 'county' | 'city' | 'stage', on: Day): readonly string[] | null {
    if (place === null) return null;
    if (of === 'stage') return place.school?.stages ?? null;
    if (of === 'school') return place.school === null ? null : [place.school.id];
    const region = this.unit.regionOfLevel(place, of === 'county' ? 'COUNTY' : 'CITY', on);
    return region === null ? [] : [region];
  }

  #belongingsOfPerson(
    person: PersonFacts,
    attribute: string,
    on: Day,
    schools: () => readonly Thing[],
  ): readonly Thing[] | null {
    switch (attribute) {
      case 'school':
        return schools();
      case 'title':
        return this.#knownThings(
          'designation',
          person.titles.flatMap((title) => {
            const held = inForceOn(title, on);
            if (held === false) return [];
            const thing = this.titleThing(title, on);
            return [{ ...thing, perhaps: held === null }];
          }),
        );
      case 'seat':
        return this.#knownThings(
          'seat',
          person.seats.filter((seat) => holdsOn(seat, on)).map((seat) => this.seatThing(seat, person, on)),
        );
      case 'certificate':
        return this.#knownThings(
          'certificate',
          person.certificates
            .filter((certificate) => holdsOn({ from: certificate.issued, to: certificateEnd(certificate) }, on))
            .map(({ kind, grade }) => thingOf({ kind, grade, valid: true })),
        );
      case 'training':
        return this.#knownThings(
          'attendance',
          person.trainings
            .filter(({ date }) => date <= on)
            .map(({ kind, level, completed }) => thingOf({ kind, level, completed })),
        );
      case 'pairing':
        return this.#knownThings(
          'pairing',
          person.pairings
            .filter((pairing) => holdsOn({ from: pairing.from, to: pairingEnd(pairing, this.policy.calendar) }, on))
            .map(({ as }) => thingOf({ as })),
        );
      case 'appraisal':
        return this.appraisalThings(person, on);
      case 'finding':
        return this.#knownThings(
          'finding',
          person.findings.filter(({ date }) => date <= on).map(({ kind, level }) => thingOf({ kind, by: level })),
        );
      default:
        return null;
    }
  }

  #homeroomYears(person: PersonFacts, on: Day): readonly number[] | null {
    const { countingPosts, daysPerYear } = this.policy;
    if (countingPosts === null || this.uncovered(['post']) !== null) return null;
    const posts = person.posts.filter(
      ({ kind, from }) => countingPosts.includes(kind) && (from === null || from <= on),
    );
    return posts.some(({ from }) => from === null) ? null : [distinctDays(posts, on) / daysPerYear];
  }

  /** The kinds of posts that somebody holds at a school on a day. */
  #postsHeldAt(id: SchoolId, on: Day): readonly string[] | null {
    if (this.#postsAt === null) {
      this.#postsAt = new Map();
      for (const post of this.facts.people.flatMap(({ posts }) => posts)) {
        const held = this.#postsAt.get(post.school);
        if (held === undefined) this.#postsAt.set(post.school, [post]);
        else held.push(post);
      }
    }
    const held = (this.#postsAt.get(id) ?? []).filter((post) => holdsOn(post, on));
    return this.#known(
      'post',
      held.map(({ kind }) => kind),
    );
  }

  /** What is on record; nothing on record is nothing only where that is covered. */
  #known(kind: RosterKind, values: readonly string[]): readonly string[] | null {
    return values.length === 0 && this.uncovered([kind]) !== null ? null : values;
  }

  #knownThings(kind: RosterKind, things: readonly Thing[]): readonly Thing[] {
    return this.uncovered([kind]) === null ? things : [...things, { ...UNKNOWN_THING, perhaps: true }];
  }

  #once(key: string, make: () => Thing): Thing {
    const found = this.#things.get(key);
    if (found !== undefined) return found;
    const thing = make();
    this.#things.set(key, thing);
    return thing;
  }
}

export function appraisalThing({ kind, grade, by }: AppraisalFact): Thing {
  return thingOf({ kind, grade, by });
}

function yearsAt(since: Day | null, on: Day): readonly number[] | null {
  return since === null ? null : [yearsBetween(since, on).valueOf()];
}

/** What is known of several; null: nothing. */
function knownOf(values: readonly (readonly (string | number | boolean)[] | null)[]) {
  return values.every((each) => each === null) ? null : [...new Set(values.flatMap((each) => each ?? []))];
}

/** Attributes that somebody has from the schools where they work. */
const OF_SCHOOLS: readonly string[] = ['setting', 'rural', 'stage', 'base'];

function merged(values: readonly (readonly (string | number | boolean)[] | null)[]) {
  return values.length === 0 || values.includes(null) ? null : [...new Set(values.flatMap((each) => each ?? []))];
}

function mergedPlaces(values: readonly (readonly string[] | null)[]): readonly string[] | null {
  return values.length === 0 || values.includes(null) ? null : [...new Set(values.flatMap((each) => each ?? []))];
}

/** How words and numbers compare by what a policy declares. */
function comparingBy({ ladders, scales, parameters, tolerance }: EffectivePolicy): Comparing {
  const orders = [...scales.values(), ...ladders.map(({ tiers }) => tiers.map(({ code }) => code))];
  return {
    order: (_attribute, first, second) => {
      const scale = orders.find((words) => words.includes(first) && words.includes(second));
      return scale === undefined ? null : scale.indexOf(first) - scale.indexOf(second);
    },
    parameter: (parameter) => parameters.get(parameter) ?? null,
    tolerance,
  };
}
