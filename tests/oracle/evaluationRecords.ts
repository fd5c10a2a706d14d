import { type Day, addDays, earlier } from '../../src/domain/day.ts';
import { inForceOn } from '../../src/domain/designation.ts';
import type { OwnedFacts, PersonFacts, SchoolFacts, WorkshopFacts } from '../../src/domain/evaluation/facts.ts';
import { type Interval, holdsOn } from '../../src/domain/interval.ts';
import type { RegionId } from '../../src/domain/identifier.ts';
import type { RecordName } from '../../src/domain/policy/catalogue.ts';
import type { RosterKind } from '../../src/domain/roster.ts';
import type { Days } from './evaluationTime.ts';
import { type Thing } from './evaluationMatching.ts';
import { type Known, governingRegions, chainTo, schoolById } from './evaluationPlaces.ts';
import {
  appraisalThing,
  certificateInterval,
  certificateThing,
  pairingInterval,
  personThing,
  plain,
  schoolThing,
  seatThing,
  titleThing,
  workshopOf,
  workplaces,
  workshopThing,
} from './evaluationThings.ts';
import { type Exact, ONE, exact } from './exact.ts';
import { type Truth, either } from './truth.ts';

/** On whom or what a condition is tried. */
export type OracleSubject =
  | { readonly is: 'person'; readonly person: PersonFacts }
  | { readonly is: 'school'; readonly school: SchoolFacts }
  | { readonly is: 'workshop'; readonly workshop: WorkshopFacts }
  | { readonly is: 'region'; readonly region: RegionId };

/** A record: what it is, how much it counts, and when. */
export interface Item {
  /** What it is on a day. */
  readonly thing: (on: Day) => Thing;
  /** The day on which it is looked at, in days that go up to one: of what lasts its last one, of what happened its own. */
  readonly lookedAt: (through: Day) => Day;
  readonly amount: Exact;
  readonly inDays: (days: Days) => Truth;
  /** Its order among the last ones; null: none. */
  readonly date: Day | null;
  /** The year of an appraisal. */
  readonly year?: number;
  /** Records of one person that count once. */
  readonly once?: string;
}

export interface RecordList {
  readonly sort: 'lasting' | 'happening' | 'number';
  readonly items: readonly Item[];
  /** Whether there are none but these. */
  readonly complete: boolean;
}

const LASTING: readonly RecordName[] = ['posts', 'titlesHeld', 'certificates', 'seats', 'pairings', 'links'];
const NUMBERS: readonly RecordName[] = ['persons', 'schools', 'workshops', 'figure'];
const ROSTER: Readonly<Record<RecordName, readonly RosterKind[]>> = {
  posts: ['post'],
  titlesHeld: ['designation'],
  titlesAwarded: ['designation'],
  certificates: ['certificate'],
  appraisals: ['appraisal'],
  achievements: ['achievement'],
  activities: ['activity'],
  trainings: ['attendance'],
  hours: ['attendance'],
  seats: ['seat'],
  pairings: ['pairing'],
  applications: ['application'],
  findings: ['finding'],
  links: ['link'],
  persons: ['teacher', 'post'],
  schools: ['school'],
  workshops: ['workshop'],
  events: ['event'],
  figure: ['figure'],
};

/** The records of a subject as they are looked at on a day. */
export function recordsOf(name: RecordName, subject: OracleSubject, known: Known, look: Day): RecordList {
  return {
    sort: LASTING.includes(name) ? 'lasting' : NUMBERS.includes(name) ? 'number' : 'happening',
    items: itemsOf(name, subject, known, look),
    complete: ROSTER[name].every((kind) => known.covered(kind)),
  };
}

function itemsOf(name: RecordName, subject: OracleSubject, known: Known, look: Day): readonly Item[] {
  if (subject.is === 'person') return ofPerson(name, subject.person, known, look);
  const people = known.unit.people.filter((person) => belongs(person, subject, known, look));
  switch (name) {
    case 'persons':
      return people.map((person) => fixed((on) => personThing(person, known, on)));
    case 'titlesHeld':
      return people.flatMap((person) =>
        ofPerson(name, person, known, look).map((item) => ({ ...item, once: person.id })),
      );
    case 'titlesAwarded':
    case 'trainings':
    case 'hours':
    case 'achievements':
    case 'certificates':
    case 'pairings':
    case 'applications':
      return people.flatMap((person) => ofPerson(name, person, known, look));
    case 'posts':
      return known.unit.people.flatMap((person) =>
        ofPerson(
          name,
          { ...person, posts: person.posts.filter(({ school }) => isWithin(school, subject, known, look)) },
          known,
          look,
        ),
      );
    case 'schools':
      return known.unit.schools
        .filter(({ id }) => isWithin(id, subject, known, look))
        .map((school) => fixed((on) => schoolThing(school, known, on)));
    case 'workshops':
      return workshopsIn(subject, known, look)
        .filter((workshop) => holdsOn(workshop, look))
        .map((workshop) => fixed((on) => workshopThing(workshop, known, on)));
    case 'seats':
      return workshopsIn(subject, known, look).flatMap((workshop) =>
        workshop.seats.map((seat) =>
          ofSeat(
            lasting(seat, (on) =>
              seatThing(seat, workshop, known.unit.people.find(({ id }) => id === seat.person) ?? null, known, on),
            ),
          ),
        ),
      );
    case 'appraisals':
    case 'activities':
    case 'findings':
      return [
        ...ofOwner(name, ownedBy(subject, known), known, look),
        ...(subject.is === 'workshop' ? [] : people.flatMap((person) => ofPerson(name, person, known, look))),
      ];
    case 'links':
    case 'events':
    case 'figure':
      return ofOwner(name, ownedBy(subject, known), known, look);
  }
}

export function ownedBy(subject: OracleSubject, known: Known): OwnedFacts | null {
  switch (subject.is) {
    case 'person':
      return null;
    case 'school':
      return subject.school.owns;
    case 'workshop':
      return subject.workshop.owns;
    case 'region':
      return known.unit.owned.get(subject.region) ?? null;
  }
}

function ofOwner(name: RecordName, owned: OwnedFacts | null, known: Known, look: Day): readonly Item[] {
  if (owned === null) return [];
  switch (name) {
    case 'appraisals':
      return owned.appraisals.map((each) => ({
        ...happening(`${each.year}-12-31` as Day, () => appraisalThing(each)),
        year: each.year,
      }));
    case 'activities':
      return owned.activities.map(({ date, kind, level, times }) =>
        happening(date, () => plain({ kind, level }), times),
      );
    case 'findings':
      return owned.findings.map(({ date, kind, level }) => happening(date, () => plain({ kind, by: level })));
    case 'links':
      return owned.links.map((link) => lasting(link, (on) => linkThing(link, known, on)));
    case 'events':
      return owned.events.map(({ date, kind, level }) => happening(date, () => plain({ kind, level })));
    case 'figure':
      return figures(owned.figures, look);
    default:
      return [];
  }
}

/** Of each name and stage the latest by the day. */
function figures(of: OwnedFacts['figures'], look: Day): readonly Item[] {
  const standing = of.filter(
    (figure) =>
      figure.day <= look &&
      !of.some(
        (other) =>
          other.name === figure.name && other.stage === figure.stage && other.day <= look && other.day > figure.day,
      ),
  );
  return standing.map(({ name, stage, value }) => ({ ...fixed(() => plain({ name, stage })), amount: exact(value) }));
}

function linkThing(
  link: { readonly kind: string; readonly school: SchoolFacts['id'] },
  known: Known,
  look: Day,
): Thing {
  const school = schoolById(link.school, known);
  return {
    ...plain({ kind: link.kind }),
    things: (attribute) =>
      attribute === 'school' && school !== null
        ? { of: [schoolThing(school, known, look)], complete: true }
        : { of: [], complete: false },
  };
}

function ofPerson(name: RecordName, person: PersonFacts, known: Known, look: Day): readonly Item[] {
  switch (name) {
    case 'posts':
      return person.posts.map((post) => {
        const school = schoolById(post.school, known);
        return lasting(post, (on) => ({
          ...plain({ kind: post.kind }),
          things: (attribute) =>
            attribute === 'school' && school !== null
              ? { of: [schoolThing(school, known, on)], complete: true }
              : { of: [], complete: false },
        }));
      });
    case 'titlesHeld':
      return person.titles.map((title) => ({
        thing: (on) => titleThing(title, person, known, on),
        lookedAt: (through) => lastDay(title.termEnd, through),
        amount: ONE,
        date: title.awarded,
        inDays: (days) =>
          someDay(days, [title.awarded, title.termEnd, title.stateKnownOn], (day) => inForceOn(title, day)),
      }));
    case 'titlesAwarded':
      return person.titles.map((title) => happening(title.awarded, (on) => titleThing(title, person, known, on)));
    case 'certificates':
      return person.certificates.map((each) => lasting(certificateInterval(each), (on) => certificateThing(each, on)));
    case 'appraisals':
      return person.appraisals.map((each) => ({
        ...happening(`${each.year}-12-31` as Day, () => appraisalThing(each)),
        year: each.year,
      }));
    case 'achievements':
      return person.achievements.map(({ date, kind, level, topic, published, part }) =>
        happening(date, () => plain({ kind, level, topic, published, part })),
      );
    case 'activities':
      return person.activities.map(({ date, kind, level, times }) =>
        happening(date, () => plain({ kind, level }), times),
      );
    case 'trainings':
    case 'hours':
      return person.trainings.map(({ date, kind, level, completed, hours }) =>
        happening(date, () => plain({ kind, level, completed }), name === 'hours' ? hours : 1),
      );
    case 'seats':
      return person.seats.map((seat) =>
        ofSeat(lasting(seat, (on) => seatThing(seat, workshopOf(seat.workshop, known), person, known, on))),
      );
    case 'pairings':
      return person.pairings.map((each) => {
        const other = known.unit.people.find(({ id }) => id === each.other);
        return lasting(pairingInterval(each, known), (on) => ({
          ...plain({ as: each.as, relation: null }),
          things: (attribute) =>
            attribute === 'person' && other !== undefined
              ? { of: [personThing(other, known, on)], complete: true }
              : { of: [], complete: false },
        }));
      });
    case 'applications':
      return person.applications.map(({ date, for: sought, reached, result, tier, level, nominator }) => {
        const school = nominator === null ? null : schoolById(nominator, known);
        return happening(date, () => ({
          ...plain({ for: sought, reached, result, nominator: school?.code ?? null }),
          things: (attribute) =>
            attribute === 'title' ? { of: [plain({ tier, level })], complete: true } : { of: [], complete: false },
        }));
      });
    case 'findings':
      return person.findings.map(({ date, kind, level }) => happening(date, () => plain({ kind, by: level })));
    case 'links':
      return person.links.map((link) => lasting(link, (on) => linkThing(link, known, on)));
    case 'figure':
      return figures(person.figures, look);
    case 'persons':
    case 'schools':
    case 'workshops':
    case 'events':
      return [];
  }
}

function lasting(interval: Interval, thing: Item['thing']): Item {
  return {
    thing,
    lookedAt: (through) => lastDay(interval.to, through),
    amount: ONE,
    date: interval.from,
    inDays: (days) => someDay(days, [interval.from, interval.to], (day) => holdsOn(interval, day)),
  };
}

/** With what has become of the workshop since: its appraisal comes when the seats are over. */
function ofSeat(item: Item): Item {
  return { ...item, lookedAt: (through) => through };
}

function happening(on: Day, thing: Item['thing'], amount = 1): Item {
  return {
    thing,
    lookedAt: () => on,
    amount: exact(amount),
    date: on,
    inDays: ({ from, through }) => (from === null || from <= on) && on <= through,
  };
}

/** Counted as it stands on the day looked at. */
function fixed(thing: Item['thing']): Item {
  return { thing, lookedAt: (through) => through, amount: ONE, date: null, inDays: () => true };
}

function lastDay(to: Day | null, through: Day): Day {
  return to === null ? through : earlier(addDays(to, -1), through);
}

/** Whether it holds on some day of these; it changes on the days of change only. */
function someDay({ from, through }: Days, changes: readonly (Day | null)[], holds: (day: Day) => Truth): Truth {
  const known = changes.filter((day) => day !== null);
  const days = [from, through, ...known, ...known.map((day) => addDays(day, -1))]
    .filter((day) => day !== null)
    .filter((day) => (from === null || from <= day) && day <= through);
  return either(days.map(holds));
}

// ---- who and what belongs to a school, a workshop or a region

function isWithin(school: SchoolFacts['id'], subject: OracleSubject, known: Known, look: Day): boolean {
  if (subject.is === 'school') return subject.school.id === school;
  const found = schoolById(school, known);
  if (subject.is !== 'region' || found === null) return false;
  return governingRegions(found, known, look).includes(subject.region);
}

function belongs(person: PersonFacts, subject: OracleSubject, known: Known, look: Day): boolean {
  if (subject.is === 'workshop')
    return subject.workshop.seats.some((seat) => seat.person === person.id && holdsOn(seat, look));
  return [
    ...workplaces(person, known, look).map(({ id }) => id),
    ...person.posts.filter((post) => holdsOn(post, look)).map(({ school }) => school),
  ].some((school) => isWithin(school, subject, known, look));
}

export function workshopsIn(subject: OracleSubject, known: Known, look: Day): readonly WorkshopFacts[] {
  if (subject.is === 'workshop') return [subject.workshop];
  return known.unit.workshops.filter(({ founder }) => {
    if (founder.kind === 'School') return isWithin(founder.id, subject, known, look);
    return subject.is === 'region' && chainTo(founder.id, known, look).includes(subject.region);
  });
}
