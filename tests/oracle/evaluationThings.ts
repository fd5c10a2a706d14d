import { type Day, earlier } from '../../src/domain/day.ts';
import { schoolYearEnd, schoolYearStart } from '../../src/domain/calendar.ts';
import { inForceOn } from '../../src/domain/designation.ts';
import type {
  AppraisalFact,
  CertificateFact,
  PairingFact,
  PersonFacts,
  SchoolFacts,
  TitleFact,
  WorkshopFacts,
} from '../../src/domain/evaluation/facts.ts';
import type { RegionId, WorkshopId } from '../../src/domain/identifier.ts';
import { type Interval, holdsOn } from '../../src/domain/interval.ts';
import { homeroomYears } from './evaluationHomeroom.ts';
import { type Thing, type Value, type Values } from './evaluationMatching.ts';
import { type Known, chainTo, governingRegions, levelOfRegion, nameOf, schoolById } from './evaluationPlaces.ts';
import { completedYears, yearsBetween } from './evaluationTime.ts';
import { certain } from './exact.ts';
import type { Truth } from './truth.ts';

const NOT_KNOWN: Values = { of: [], complete: false };
const NO_THINGS = { of: [], complete: false };

export function ladderOf(tier: string, known: Known): string | null {
  return known.policy.ladders.find(({ tiers }) => tiers.some(({ code }) => code === tier))?.code ?? null;
}

export function ownSchools(person: PersonFacts, known: Known, day: Day): readonly SchoolFacts[] {
  return known.unit.schools.filter(({ id }) => person.works.some((work) => work.school === id && holdsOn(work, day)));
}

/** Where somebody works: the schools of the counting posts held on the day; without one the own schools. */
export function workplaces(person: PersonFacts, known: Known, day: Day): readonly SchoolFacts[] {
  const counting = person.posts.filter(
    (post) => holdsOn(post, day) && (known.policy.countingPosts ?? []).includes(post.kind),
  );
  return counting.length === 0
    ? ownSchools(person, known, day)
    : known.unit.schools.filter(({ id }) => counting.some(({ school }) => school === id));
}

export function personThing(person: PersonFacts, known: Known, day: Day): Thing {
  const schools = ownSchools(person, known, day);
  const own = schools.map((school) => schoolThing(school, known, day));
  const places = workplaces(person, known, day).map((school) => schoolThing(school, known, day));
  return {
    person: person.id,
    schools: schools.length === 0 ? null : schools,
    values: (attribute) => {
      switch (attribute) {
        case 'post':
          return {
            of: person.posts.filter((post) => holdsOn(post, day)).map(({ kind }) => kind),
            complete: known.covered('post'),
          };
        case 'sex':
        case 'subject':
          return valueOf(person[attribute]);
        case 'age':
          return person.birth === null ? NOT_KNOWN : { of: [completedYears(person.birth, day)], complete: true };
        case 'homeroomYears': {
          const span = homeroomYears(person, known, { posts: known.policy.countingPosts, day, from: null });
          // One number or none: with a post whose start is not known there is none.
          return span?.most ? { span } : NOT_KNOWN;
        }
        case 'teachingYears':
          return yearsFrom(person.teachingSince ?? person.hiredOn, day);
        case 'yearsSinceHire':
          return yearsFrom(person.hiredOn, day);
        case 'trained': {
          const trained = person.trainings.some(({ date }) => date <= day);
          return trained || known.covered('attendance') ? { of: [trained], complete: true } : NOT_KNOWN;
        }
        default: {
          const asked = ['cityDirect', 'region', 'state'].includes(attribute) ? own : places;
          if (asked.length === 0) return NOT_KNOWN;
          const values = asked.map((place) => place.values(attribute));
          return {
            of: values.flatMap((each) => ('of' in each ? each.of : [])),
            complete: values.every((each) => 'of' in each && each.complete),
          };
        }
      }
    },
    things: (attribute) => {
      switch (attribute) {
        case 'school':
          return { of: places, complete: places.length > 0 };
        case 'title':
          return some(
            person.titles.flatMap((title) => perhaps(inForceOn(title, day), titleThing(title, person, known, day))),
            known.covered('designation'),
          );
        case 'seat':
          return some(
            person.seats
              .filter((seat) => holdsOn(seat, day))
              .map((seat) => seatThing(seat, workshopOf(seat.workshop, known), person, known, day)),
            known.covered('seat'),
          );
        case 'certificate':
          return some(
            person.certificates
              .filter((each) => holdsOn(certificateInterval(each), day))
              .map((each) => certificateThing(each, day)),
            known.covered('certificate'),
          );
        case 'training':
          return some(
            person.trainings
              .filter(({ date }) => date <= day)
              .map(({ kind, level, completed }) => plain({ kind, level, completed })),
            known.covered('attendance'),
          );
        case 'pairing':
          return some(
            person.pairings
              .filter((each) => holdsOn(pairingInterval(each, known), day))
              .map((each) => plain({ as: each.as, relation: null })),
            known.covered('pairing'),
          );
        case 'appraisal':
          return appraisalsBy(person.appraisals, day);
        case 'finding':
          return some(
            person.findings.filter(({ date }) => date <= day).map(({ kind, level }) => plain({ kind, by: level })),
            known.covered('finding'),
          );
        default:
          return NO_THINGS;
      }
    },
  };
}

function some(of: readonly Thing[], complete: boolean) {
  return { of, complete };
}

/** Something that holds, holds perhaps, or does not. */
function perhaps(held: Truth, thing: Thing): readonly Thing[] {
  if (held === false) return [];
  if (held === true) return [thing];
  return [{ ...thing, doubtful: true }];
}

export function plain(attributes: Readonly<Record<string, Value | null>>): Thing {
  return {
    schools: null,
    values: (attribute) => valueOf(attributes[attribute] ?? null),
    things: () => NO_THINGS,
  };
}

function valueOf(value: Value | null): Values {
  return value === null ? NOT_KNOWN : { of: [value], complete: true };
}

function yearsFrom(start: Day | null, day: Day): Values {
  return start === null ? NOT_KNOWN : { span: certain(yearsBetween(start, day)) };
}

/** Those up to a day; that there is no record of any proves nothing. */
function appraisalsBy(appraisals: readonly AppraisalFact[], day: Day) {
  const made = appraisals.filter(({ year }) => `${year}-12-31` <= day);
  return some(made.map(appraisalThing), made.length > 0);
}

export function appraisalThing({ kind, grade, by }: AppraisalFact): Thing {
  return plain({ kind, grade, by });
}

export function certificateInterval({ issued, to, revokedOn }: CertificateFact): Interval {
  return { from: issued, to: to === null ? revokedOn : revokedOn === null ? to : earlier(to, revokedOn) };
}

export function certificateThing(certificate: CertificateFact, day: Day): Thing {
  const { kind, grade } = certificate;
  return plain({ kind, grade, valid: holdsOn(certificateInterval(certificate), day) });
}

export function pairingInterval({ from, to, schoolYear }: PairingFact, { policy: { calendar } }: Known): Interval {
  return { from: from ?? schoolYearStart(schoolYear, calendar), to: to ?? schoolYearEnd(schoolYear, calendar) };
}

export function titleThing(title: TitleFact, person: PersonFacts, known: Known, day: Day): Thing {
  const own = personThing(person, known, day);
  const earlierOnes = person.titles.some(
    ({ level, awarded }) => level === title.level && awarded.slice(0, 4) < title.awarded.slice(0, 4),
  );
  const attributes = plain({
    ladder: ladderOf(title.tier, known),
    tier: title.tier,
    level: title.level,
    revoked: title.state === 'REVOKED',
    firstTime: earlierOnes ? false : known.covered('designation') ? true : null,
  });
  return {
    ...attributes,
    schools: own.schools,
    values: (attribute) =>
      attribute === 'body' ? regionCodes(title.awardedBy, known, day) : attributes.values(attribute),
    things: (attribute) => (attribute === 'school' ? own.things('school') : NO_THINGS),
  };
}

/** The title and the person who holds it, as one. */
export function holderThing(title: TitleFact, person: PersonFacts, known: Known, day: Day): Thing {
  const [own, held] = [personThing(person, known, day), titleThing(title, person, known, day)];
  return {
    ...own,
    values: (attribute) =>
      ['ladder', 'tier', 'level', 'body'].includes(attribute) ? held.values(attribute) : own.values(attribute),
  };
}

function regionCodes(region: RegionId | null, known: Known, day: Day): Values {
  const name = region === null ? null : nameOf(region, known, day);
  return valueOf(name?.code ?? null);
}

function placeValues(attribute: string, regions: readonly RegionId[], setting: Values, known: Known, day: Day): Values {
  if (attribute === 'setting') return setting;
  if (attribute === 'rural') {
    const [only] = 'of' in setting ? setting.of : [];
    const rural = known.policy.isRural(only === 'URBAN' || only === 'TOWN' || only === 'VILLAGE' ? only : null);
    return valueOf(rural);
  }
  const codes = regions.flatMap((region) => nameOf(region, known, day)?.code ?? []);
  return regions.length === 0 ? NOT_KNOWN : { of: codes, complete: true };
}

export function schoolThing(school: SchoolFacts, known: Known, day: Day): Thing {
  const settings = school.settings.filter((each) => holdsOn(each, day)).map(({ setting }) => setting);
  const setting: Values = { of: settings, complete: settings.length > 0 };
  return {
    schools: [school],
    values: (attribute) => {
      switch (attribute) {
        case 'stage':
          return { of: school.stages, complete: true };
        case 'base':
          return valueOf(school.base);
        case 'cityDirect': {
          const governors = school.governors.filter((governor) => holdsOn(governor, day));
          if (governors.length === 0) return NOT_KNOWN;
          const levels = governors.map(({ region }) => levelOfRegion(region, known, day));
          return levels.includes(null) ? NOT_KNOWN : { of: [levels.includes('CITY')], complete: true };
        }
        case 'has':
          return {
            of: known.unit.people.flatMap(({ posts }) =>
              posts.filter((post) => post.school === school.id && holdsOn(post, day)).map(({ kind }) => kind),
            ),
            complete: known.covered('post'),
          };
        case 'setting':
        case 'rural':
        case 'region':
          return placeValues(attribute, governingRegions(school, known, day), setting, known, day);
        default:
          return NOT_KNOWN;
      }
    },
    things: (attribute) => (attribute === 'appraisal' ? appraisalsBy(school.owns.appraisals, day) : NO_THINGS),
  };
}

export function workshopOf(id: WorkshopId, known: Known): WorkshopFacts | null {
  return known.unit.workshops.find((workshop) => workshop.id === id) ?? null;
}

function kindOf(workshop: WorkshopFacts, known: Known): string | null {
  return (
    workshop.kind ?? known.policy.workshopKinds.find(({ levels }) => levels.includes(workshop.level))?.kind ?? null
  );
}

export function workshopThing(workshop: WorkshopFacts, known: Known, day: Day): Thing {
  const founding = workshop.founder.kind === 'School' ? schoolById(workshop.founder.id, known) : null;
  const place = founding === null ? null : schoolThing(founding, known, day);
  return {
    schools: founding === null ? null : [founding],
    values: (attribute) => {
      switch (attribute) {
        case 'level':
          return valueOf(workshop.level);
        case 'stage':
          return { of: workshop.stages, complete: true };
        case 'kind':
          return valueOf(kindOf(workshop, known));
        case 'batch':
          return valueOf(workshop.batch);
        case 'base':
          return valueOf(workshop.base);
        case 'state':
          return valueOf(workshop.state ?? (holdsOn(workshop, day) ? 'running' : 'ended'));
        case 'region':
          return workshop.founder.kind === 'Region'
            ? placeValues(attribute, chainTo(workshop.founder.id, known, day), NOT_KNOWN, known, day)
            : (place?.values(attribute) ?? NOT_KNOWN);
        default:
          return place?.values(attribute) ?? NOT_KNOWN;
      }
    },
    things: (attribute) => (attribute === 'appraisal' ? appraisalsBy(workshop.owns.appraisals, day) : NO_THINGS),
  };
}

export function seatThing(
  seat: { readonly role: string; readonly part: string | null },
  workshop: WorkshopFacts | null,
  person: PersonFacts | null,
  known: Known,
  day: Day,
): Thing {
  const place = workshop === null ? null : workshopThing(workshop, known, day);
  const own = person === null ? null : personThing(person, known, day);
  return {
    schools: own?.schools ?? null,
    values: (attribute) => {
      if (attribute === 'role') return valueOf(seat.role);
      if (attribute === 'part') return valueOf(seat.part);
      return place?.values(attribute) ?? NOT_KNOWN;
    },
    things: (attribute) => {
      const thing = attribute === 'workshop' ? place : attribute === 'person' ? own : null;
      return { of: thing === null ? [] : [thing], complete: thing !== null };
    },
    fellows: (as) => (workshop === null || place === null ? null : fellowsIn(workshop, place, as, known, day)),
  };
}

function fellowsIn(workshop: WorkshopFacts, place: Thing, as: string, known: Known, day: Day): readonly Thing[] | null {
  if (as === 'workshop') return [place];
  const holders = workshop.seats
    .filter((seat) => seat.role === as && holdsOn(seat, day))
    .map(({ person: id }) => known.unit.people.find((person) => person.id === id) ?? null);
  return holders.flatMap((person) => (person === null ? [] : [personThing(person, known, day)]));
}
