import type { Day } from '../day.ts';
import type { RegionId, SchoolId, WorkshopId } from '../identifier.ts';
import { holdsOn } from '../interval.ts';
import { pairingEnd } from '../pairing.ts';
import type { RecordName } from '../policy/catalogue.ts';
import { type OwnedFacts, OWNS_NOTHING, type PersonFacts, type TitleFact, type WorkshopFacts } from './facts.ts';
import { appraisalDay, certificateEnd, happening, heldTitle, lasting, thingOf } from './records.ts';
import type { CountedRecord, Subject } from './subject.ts';
import { type World, appraisalThing } from './world.ts';

/** A person, with what is on record about them. */
export function personSubject(world: World, person: PersonFacts): Subject {
  const kept = new Map<RecordName, readonly CountedRecord[] | null>();
  return {
    kind: 'person',
    id: person.id,
    thing: (on) => world.personThing(person, on),
    records: (name) => {
      const found = kept.get(name);
      if (found !== undefined) return found;
      const records = recordsOfPerson(world, person, name, null);
      kept.set(name, records);
      return records;
    },
    bodies: (on) => world.ownSchools(person, on).flatMap((school) => world.regionsOf(world.unit.school(school, on))),
    person,
    waivers: person.waivers,
  };
}

/** A school, with the people who work there on the day looked at. */
export function schoolSubject(world: World, id: SchoolId): Subject {
  const owns = world.school(id)?.owns ?? OWNS_NOTHING;
  return {
    kind: 'school',
    id,
    thing: (on) => world.schoolThing(id, on),
    records: (name, on) => {
      const people = () => world.workersAt(id, on);
      switch (name) {
        case 'posts':
          return world.facts.people.flatMap((person) =>
            person.posts.filter(({ school }) => school === id).map((post) => postRecord(world, post)),
          );
        case 'schools':
          return [schoolRecord(world, id)];
        default:
          return recordsOfUnit(world, name, people, owns, (workshop) => workshop.founder.id === id);
      }
    },
    bodies: (on) => world.regionsOf(world.unit.school(id, on)),
    person: null,
    waivers: owns.waivers,
  };
}

/** A region, with its schools, workshops and people on the day looked at. */
export function regionSubject(world: World, id: RegionId): Subject {
  const owns = world.facts.owned.get(id) ?? OWNS_NOTHING;
  const lies = (school: SchoolId, on: Day) => world.unit.school(school, on)?.regions.includes(id) === true;
  return {
    kind: 'region',
    id,
    thing: (on) => {
      const place = world.unit.region(id, on);
      return thingOf({ level: world.unit.levelOf(id, on), region: place === null ? null : world.codesOf(place, on) });
    },
    records: (name, on) => {
      if (name === 'schools')
        return world.unit
          .schoolsOn(on)
          .filter((school) => lies(school.id, on))
          .map((school) => schoolRecord(world, school.id));
      const people = () => {
        const there = new Set(
          world.facts.schools.flatMap((school) => (lies(school.id, on) ? world.workersAt(school.id, on) : [])),
        );
        return world.facts.people.filter((person) => there.has(person));
      };
      const within = (workshop: WorkshopFacts) => world.founderPlace(workshop, on)?.regions.includes(id) === true;
      return recordsOfUnit(world, name, people, owns, within);
    },
    bodies: (on) => world.regionsOf(world.unit.region(id, on)),
    person: null,
    waivers: owns.waivers,
  };
}

/** A workshop, with the people in its seats. */
export function workshopSubject(world: World, id: WorkshopId): Subject {
  const workshop = world.workshop(id);
  const owns = workshop?.owns ?? OWNS_NOTHING;
  return {
    kind: 'workshop',
    id,
    thing: (on) => world.workshopThing(id, on),
    records: (name, on) => {
      if (workshop === null) return null;
      switch (name) {
        case 'seats':
          return seatRecords(world, workshop);
        case 'workshops':
          return [workshopRecord(world, workshop)];
        case 'appraisals':
        case 'findings':
        case 'links':
        case 'activities':
        case 'events':
          return ownedRecords(world, owns, name);
        default: {
          const people = () =>
            workshop.seats.filter((seat) => holdsOn(seat, on)).flatMap(({ person }) => world.person(person) ?? []);
          return recordsOfUnit(world, name, people, owns, () => false);
        }
      }
    },
    bodies: (on) => (workshop === null ? [] : world.regionsOf(world.founderPlace(workshop, on))),
    person: null,
    waivers: owns.waivers,
  };
}

function recordsOfUnit(
  world: World,
  name: RecordName,
  people: () => readonly PersonFacts[],
  owns: OwnedFacts,
  hasFounded: (workshop: WorkshopFacts) => boolean,
): readonly CountedRecord[] | null {
  switch (name) {
    case 'persons':
      return people().map((person) =>
        lasting('Teacher', { id: person.id, from: null, to: null }, (on) => world.personThing(person, on)),
      );
    case 'workshops':
      return world.facts.workshops.filter(hasFounded).map((workshop) => workshopRecord(world, workshop));
    case 'seats':
      return world.facts.workshops.filter(hasFounded).flatMap((workshop) => seatRecords(world, workshop));
    case 'events':
    case 'links':
      return ownedRecords(world, owns, name);
    case 'appraisals':
    case 'findings':
    case 'activities':
      return [...ownedRecords(world, owns, name), ...people().flatMap((each) => ofPerson(world, each, name))];
    case 'figure':
    case 'schools':
      return null;
    default:
      return people().flatMap((each) => ofPerson(world, each, name));
  }
}

function ofPerson(world: World, person: PersonFacts, name: RecordName): readonly CountedRecord[] {
  // Of a unit, holders are counted, and a holder of two titles is one.
  return recordsOfPerson(world, person, name, name === 'titlesHeld' ? person.id : null) ?? [];
}

function recordsOfPerson(
  world: World,
  person: PersonFacts,
  name: RecordName,
  distinct: string | null,
): readonly CountedRecord[] | null {
  switch (name) {
    case 'posts':
      return person.posts.map((post) => postRecord(world, post));
    case 'titlesHeld':
      return person.titles.map((title) => heldTitle(title, (on) => world.titleThing(title, on, person), distinct));
    case 'titlesAwarded':
      return person.titles.map((title) =>
        happening('Designation', title.id, title.awarded, (on) => awardedThing(world, person, title, on)),
      );
    case 'certificates':
      return person.certificates.map((certificate) => {
        const { id, kind, grade, issued } = certificate;
        const to = certificateEnd(certificate);
        return lasting('Certificate', { id, from: issued, to }, (on) =>
          thingOf({ kind, grade, valid: holdsOn({ from: issued, to }, on) }),
        );
      });
    case 'appraisals':
      return person.appraisals.map((appraisal) =>
        happening('Appraisal', appraisal.id, appraisalDay(appraisal), () => appraisalThing(appraisal)),
      );
    case 'achievements':
      return person.achievements.map(({ id, date, kind, level, topic, published, part }) =>
        happening('Achievement', id, date, () => thingOf({ kind, level, topic, published, part })),
      );
    case 'activities':
      return activityRecords(person.activities);
    case 'trainings':
    case 'hours':
      return person.trainings.map(({ id, date, kind, level, completed, hours }) =>
        happening('Attendance', id, date, () => thingOf({ kind, level, completed }), name === 'hours' ? hours : 1),
      );
    case 'seats':
      return person.seats.map((seat) => lasting('Seat', seat, (on) => world.seatThing(seat, person, on)));
    case 'pairings':
      return person.pairings.map((pairing) =>
        lasting('Pairing', { ...pairing, to: pairingEnd(pairing, world.policy.calendar) }, (on) => {
          const other = world.person(pairing.other);
          return thingOf(
            { as: pairing.as },
            { belongings: () => (other === null ? null : [world.personThing(other, on)]) },
          );
        }),
      );
    case 'applications':
      return person.applications.map((application) =>
        happening('Application', application.id, application.date, (on) => ({
          ...thingOf({
            for: application.for,
            reached: application.reached,
            result: application.result,
            nominator: application.nominator,
          }),
          belongings: (attribute) =>
            attribute === 'title' ? [thingOf({ tier: application.tier, level: application.level })] : null,
          companions: (as) =>
            as === 'nominator' && application.nominator !== null
              ? [world.schoolThing(application.nominator, on)]
              : null,
        })),
      );
    case 'findings':
      return person.findings.map(({ id, date, kind, level }) =>
        happening('Finding', id, date, () => thingOf({ kind, by: level })),
      );
    case 'links':
      return person.links.map((link) =>
        lasting('Link', link, (on) =>
          thingOf({ kind: link.kind }, { belongings: () => [world.schoolThing(link.school, on)] }),
        ),
      );
    case 'events':
    case 'persons':
    case 'schools':
    case 'workshops':
    case 'figure':
      return null;
  }
}

function awardedThing(world: World, person: PersonFacts, title: TitleFact, on: Day) {
  const year = title.awarded.slice(0, 4);
  const firstTime = !person.titles.some(({ level, awarded }) => level === title.level && awarded.slice(0, 4) < year);
  const thing = world.titleThing(title, on, person);
  return {
    ...thing,
    attributes: (attribute: string) => (attribute === 'firstTime' ? [firstTime] : thing.attributes(attribute)),
  };
}

function postRecord(world: World, post: PersonFacts['posts'][number]): CountedRecord {
  return lasting('Post', post, (on) =>
    thingOf({ kind: post.kind }, { belongings: () => [world.schoolThing(post.school, on)] }),
  );
}

function schoolRecord(world: World, id: SchoolId): CountedRecord {
  return lasting('School', { id, from: null, to: null }, (on) => world.schoolThing(id, on));
}

function workshopRecord(world: World, workshop: WorkshopFacts): CountedRecord {
  return lasting('Workshop', workshop, (on) => world.workshopThing(workshop.id, on));
}

function seatRecords(world: World, workshop: WorkshopFacts): readonly CountedRecord[] {
  return workshop.seats.map((seat) =>
    lasting('Seat', seat, (on) => world.seatThing({ ...seat, workshop: workshop.id }, world.person(seat.person), on)),
  );
}

function activityRecords(activities: PersonFacts['activities']): readonly CountedRecord[] {
  return activities.map(({ id, date, kind, level, times }) =>
    happening('Activity', id, date, () => thingOf({ kind, level }), times),
  );
}

function ownedRecords(
  world: World,
  owns: OwnedFacts,
  name: 'events' | 'appraisals' | 'findings' | 'links' | 'activities',
): readonly CountedRecord[] {
  switch (name) {
    case 'events':
      return owns.events.map(({ id, date, kind, level }) =>
        happening('Event', id, date, () => thingOf({ kind, level })),
      );
    case 'appraisals':
      return owns.appraisals.map((appraisal) =>
        happening('Appraisal', appraisal.id, appraisalDay(appraisal), () => appraisalThing(appraisal)),
      );
    case 'findings':
      return owns.findings.map(({ id, date, kind, level }) =>
        happening('Finding', id, date, () => thingOf({ kind, by: level })),
      );
    case 'links':
      return owns.links.map((link) =>
        lasting('Link', link, (on) =>
          thingOf({ kind: link.kind }, { belongings: () => [world.schoolThing(link.school, on)] }),
        ),
      );
    case 'activities':
      return activityRecords(owns.activities);
  }
}
