import type { Day } from '../day.ts';
import type { OwnedFacts, PersonFacts, UnitFacts, WorkshopFacts } from '../evaluation/facts.ts';
import type { Interval } from '../interval.ts';

/**
 * Facts as they stood on a day: what is dated later is left out, and an end that came later had not come. The end of a
 * title's term was known when it was awarded; that it was taken back, only when that became known.
 */
export function knownOn(facts: UnitFacts, day: Day): UnitFacts {
  return {
    ...facts,
    people: facts.people
      .filter(({ hiredOn }) => hiredOn === null || hiredOn <= day)
      .map((person) => personOn(person, day)),
    workshops: begun(facts.workshops, day).map((workshop) => workshopOn(workshop, day)),
    schools: facts.schools.map((school) => ({ ...school, owns: ownedOn(school.owns, day) })),
    owned: new Map([...facts.owned].map(([region, owned]) => [region, ownedOn(owned, day)])),
  };
}

function personOn(person: PersonFacts, day: Day): PersonFacts {
  return {
    ...person,
    works: begun(person.works, day),
    posts: begun(person.posts, day),
    titles: person.titles
      .filter(({ awarded }) => awarded <= day)
      .map((title) =>
        title.stateKnownOn !== null && title.stateKnownOn > day
          ? { ...title, state: 'IN_FORCE' as const, stateKnownOn: null }
          : title,
      ),
    seats: begun(person.seats, day),
    pairings: begun(person.pairings, day),
    appraisals: person.appraisals.filter(({ year }) => `${year}-12-31` <= day),
    achievements: happened(person.achievements, day),
    trainings: happened(person.trainings, day),
    activities: happened(person.activities, day),
    certificates: person.certificates
      .filter(({ issued }) => issued <= day)
      .map((each) => (each.revokedOn !== null && each.revokedOn > day ? { ...each, revokedOn: null } : each)),
    findings: happened(person.findings, day),
    effects: begun(person.effects, day),
    waivers: begun(person.waivers, day),
    links: begun(person.links, day),
    figures: person.figures.filter((figure) => figure.day <= day),
    rubricScores: happened(person.rubricScores, day),
    applications: happened(person.applications, day),
  };
}

function workshopOn(workshop: WorkshopFacts, day: Day): WorkshopFacts {
  return {
    ...workshop,
    seats: begun(workshop.seats, day).map((seat) => ({ ...seat, under: begun(seat.under, day) })),
    owns: ownedOn(workshop.owns, day),
  };
}

function ownedOn(owned: OwnedFacts, day: Day): OwnedFacts {
  return {
    appraisals: owned.appraisals.filter(({ year }) => `${year}-12-31` <= day),
    activities: happened(owned.activities, day),
    findings: happened(owned.findings, day),
    effects: begun(owned.effects, day),
    waivers: begun(owned.waivers, day),
    links: begun(owned.links, day),
    events: happened(owned.events, day),
    figures: owned.figures.filter((figure) => figure.day <= day),
  };
}

function begun<Fact extends Interval>(facts: readonly Fact[], day: Day): readonly Fact[] {
  return facts
    .filter(({ from }) => from === null || from <= day)
    .map((fact) => (fact.to !== null && fact.to > day ? { ...fact, to: null } : fact));
}

function happened<Fact extends { readonly date: Day }>(facts: readonly Fact[], day: Day): readonly Fact[] {
  return facts.filter(({ date }) => date <= day);
}
