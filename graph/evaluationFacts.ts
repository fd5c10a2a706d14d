import type {
  FactList,
  OwnedFacts,
  PersonFacts,
  SchoolFacts,
  UnitFacts,
  WorkshopFacts,
} from '../src/domain/evaluation/facts.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, SchoolId, SeatId, TeacherId, UnitId, WorkshopId } from '../src/domain/identifier.ts';
import { LEVELS } from '../src/domain/level.ts';
import { SETTINGS, STAGES } from '../src/domain/school.ts';
import { OWNED, PERSON_LISTS, ownedFacts, personLists, writtenInterval } from './factLists.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { recordsOpen } from './teacher.ts';
import { type Value, flag, identifier, list, oneOf, optional, text, tuple, writtenDay } from './value.ts';

/** Which lists of facts are to be read: the others come back empty. */
type Wanted = { readonly lists: readonly FactList[] };

/** The places and workshops that conditions ask about. */
export type PlaceFacts = Pick<UnitFacts, 'regions' | 'schools' | 'workshops' | 'owned'>;

/**
 * `region` in scope with the highest region above it that is visible, and what owns something itself: [path, steps, names].
 * It begins at `below`, which stands for the regions that are asked for.
 */
const TOP = `NOT EXISTS { (top)-[:PART_OF]->(above:Region) WHERE $everything OR above.id IN $directory }
       AND all(each IN nodes(path) WHERE $everything OR each.id IN $directory)`;
const PATH = `[[each IN nodes(path) | each.id], [step IN relationships(path) | [toString(step.from), toString(step.to)]],
                     [(region)-[:KNOWN_AS]->(name:RegionName) | [toString(name.from), toString(name.to), name.code, name.level]]]`;

const SCHOOL = `[school.id, school.code, school.stages, school.base,
                     [(school)-[governs:GOVERNED_BY]->(governor:Region) | [toString(governs.from), toString(governs.to), governor.id]],
                     [(school)-[:HAS_SETTING]->(period:SettingPeriod) | [toString(period.from), toString(period.to), period.setting]],
                     owned]`;

const WORKSHOP = `[workshop.id, CASE WHEN founder:School THEN 'School' ELSE 'Region' END, founder.id, workshop.level,
                     workshop.stages, workshop.kind, workshop.batch, workshop.state, workshop.base,
                     toString(workshop.from), toString(workshop.to),
                     [(workshop)<-[:IN]-(seat:Seat)<-[:HELD]-(person:Teacher) WHERE $everything OR person.issuedBy IN $directory |
                       [seat.id, seat.role, seat.part, person.id, toString(seat.from), toString(seat.to),
                        [(seat)-[under:UNDER]->(parent:Seat) | [parent.id, toString(under.from), toString(under.to)]]]],
                     owned]`;

/**
 * The places of each unit: the regions from the highest visible one down to those in the unit, its schools, the workshops
 * that it and they founded when `workshops` or `seats` is wanted, and what each owns: [unit, regions, schools, workshops,
 * owned by regions]. Of any day. Index: Region.id, School.id.
 */
export const unitPlaces = defineQuery<
  Wanted & { readonly units: readonly UnitId[] },
  PlaceFacts & { readonly id: UnitId }
>(
  'unitPlaces',
  `UNWIND $units AS unitId
   CALL (unitId) {
     CALL (unitId) {
       MATCH path = (top:Region)<-[:PART_OF*0..6]-(unit:Region {id: unitId})<-[:PART_OF*0..6]-(region:Region) WHERE ${TOP}
       RETURN path, region
       UNION
       MATCH (:School {id: unitId})-[:GOVERNED_BY]->(region:Region)
       WITH DISTINCT region
       MATCH path = (top:Region)<-[:PART_OF*0..6]-(region) WHERE ${TOP}
       RETURN path, region
     }
     RETURN collect(${PATH}) AS regions
   }
   CALL (unitId) {
     MATCH (unit:Region {id: unitId})<-[:PART_OF*0..6]-(owner:Region)
     WHERE $everything OR (unit.id IN $directory AND owner.id IN $directory)
     WITH DISTINCT owner
     RETURN collect(owner) AS places, collect([owner.id, ${OWNED}]) AS owned
   }
   CALL (unitId, places) {
     CALL (unitId, places) {
       UNWIND places AS place
       MATCH (place)<-[:GOVERNED_BY]-(school:School) WHERE $everything OR school.issuedBy IN $directory
       RETURN DISTINCT school
       UNION
       MATCH (school:School {id: unitId}) WHERE $everything OR school.issuedBy IN $directory
       RETURN school
     }
     WITH school AS owner
     WITH owner AS school, ${OWNED} AS owned
     RETURN collect(school) AS buildings, collect(${SCHOOL}) AS schools
   }
   CALL (places, buildings) {
     UNWIND CASE WHEN 'workshops' IN $lists OR 'seats' IN $lists THEN places + buildings ELSE [] END AS founder
     MATCH (founder)<-[:FOUNDED_BY]-(owner:Workshop) WHERE $everything OR owner.issuedBy IN $directory
     WITH founder, owner AS workshop, ${OWNED} AS owned
     RETURN collect(${WORKSHOP}) AS workshops
   }
   RETURN unitId, regions, schools, workshops, owned`,
  ([id, regions, schools, workshops, owned]) => ({
    id: identifier<UnitId>(id),
    ...places(regions, schools, workshops),
    owned: new Map(
      list((row): readonly [RegionId, OwnedFacts] => {
        const [region, facts] = tuple(row);
        return [identifier<RegionId>(region), ownedFacts(facts)];
      })(owned),
    ),
  }),
);

/**
 * Schools and workshops by id, each with the regions from the highest visible one down to the schools' governors and the
 * workshops' founders; founding schools are told too: [regions, schools, workshops]. Index: School.id, Workshop.id.
 */
export const placesNamed = defineQuery<
  Wanted & { readonly schools: readonly SchoolId[]; readonly workshops: readonly WorkshopId[] },
  PlaceFacts
>(
  'placesNamed',
  `CALL () {
     MATCH (founder)<-[:FOUNDED_BY]-(owner:Workshop)
     WHERE owner.id IN $workshops AND ($everything OR owner.issuedBy IN $directory)
     WITH founder, owner AS workshop, ${OWNED} AS owned
     RETURN collect(founder) AS founders, collect(${WORKSHOP}) AS workshops
   }
   CALL (founders) {
     CALL (founders) {
       MATCH (school:School) WHERE school.id IN $schools AND ($everything OR school.issuedBy IN $directory)
       RETURN school
       UNION
       UNWIND founders AS school
       WITH school WHERE school:School
       RETURN DISTINCT school
     }
     WITH school AS owner
     WITH owner AS school, ${OWNED} AS owned
     RETURN collect(school) AS buildings, collect(${SCHOOL}) AS schools
   }
   CALL (founders, buildings) {
     CALL (founders, buildings) {
       UNWIND buildings AS school
       MATCH (school)-[:GOVERNED_BY]->(region:Region)
       RETURN region
       UNION
       UNWIND founders AS region
       WITH region WHERE region:Region
       RETURN region
     }
     MATCH path = (top:Region)<-[:PART_OF*0..6]-(region) WHERE ${TOP}
     RETURN collect(${PATH}) AS regions
   }
   RETURN regions, schools, workshops`,
  ([regions, schools, workshops]) => ({ ...places(regions, schools, workshops), owned: new Map() }),
);

/** Somebody whose facts are told, with the place in lists of people. */
export interface FoundPerson {
  /** Code of the region that issued the staff number, as of today. */
  readonly issuer: string;
  readonly staffNo: string;
  /** Whether the records are open to the asker today. */
  readonly open: boolean;
  readonly facts: PersonFacts;
}

/** What people are asked with beside who they are. */
export type PeopleQuestion = Wanted & {
  /** Today, which says whose records are open. */
  readonly day: Day;
  /** The school of an account that stands on one; null: none. */
  readonly school: SchoolId | null;
};

const PERSON = `person.staffNo, person.id, person.sex, toString(person.birth), toString(person.hiredOn),
          toString(person.teachingSince), person.subject, ${PERSON_LISTS}`;

/**
 * Everybody whose own school, or a post, lay in one of the units on some day from `since` to `until`, each once, with their
 * facts; whose records are not open to the asker are left out. Index: Region.id, School.id.
 */
export const peopleOfUnits = defineQuery<
  PeopleQuestion & { readonly units: readonly UnitId[]; readonly since: Day; readonly until: Day },
  FoundPerson
>(
  'peopleOfUnits',
  `UNWIND $units AS unitId
   CALL (unitId) {
     MATCH (unit:Region {id: unitId})<-[:PART_OF*0..6]-(region:Region)<-[:GOVERNED_BY]-(school:School)
     WHERE $everything OR (unit.id IN $directory AND region.id IN $directory AND school.issuedBy IN $directory)
     RETURN DISTINCT school
     UNION
     MATCH (school:School {id: unitId}) WHERE $everything OR school.issuedBy IN $directory
     RETURN school
   }
   WITH DISTINCT school
   CALL (school) {
     MATCH (school)<-[works:WORKS_AT]-(person:Teacher) WHERE ${running('works')}
     RETURN person
     UNION
     MATCH (school)<-[:AT]-(post:Post)<-[:HELD]-(person:Teacher) WHERE ${running('post')}
     RETURN person
   }
   WITH DISTINCT person
   WHERE ${recordsOpen('person')}
   WITH person.issuedBy AS issuedBy, collect(person) AS people
   CALL (issuedBy) {
     MATCH (:Region {id: issuedBy})-[:KNOWN_AS]->(name:RegionName)
     WHERE ${holding('name')}
     RETURN name.code AS issuer LIMIT 1
   }
   UNWIND people AS person
   WITH issuer, person, person AS owner
   RETURN issuer, true, ${PERSON}`,
  foundPerson,
);

/** The facts of people by id, and whether their records are open to the asker. Index: Teacher.id. */
export const peopleById = defineQuery<PeopleQuestion & { readonly ids: readonly TeacherId[] }, FoundPerson>(
  'peopleById',
  `MATCH (person:Teacher) WHERE person.id IN $ids AND ($everything OR person.issuedBy IN $directory)
   WITH person, person AS owner
   RETURN coalesce(head([(issuing:Region {id: person.issuedBy})-[:KNOWN_AS]->(name:RegionName)
                         WHERE ${holding('name')} |
                         name.code]), ''), ${recordsOpen('person')}, ${PERSON}`,
  foundPerson,
);

const sexes = oneOf(['FEMALE', 'MALE']);

/** Whether a dated thing held on some day of those asked. */
function running(variable: string): string {
  return `(${variable}.from IS NULL OR ${variable}.from <= date($until)) AND (${variable}.to IS NULL OR date($since) < ${variable}.to)`;
}

function foundPerson([
  issuer,
  open,
  staffNo,
  id,
  sex,
  birth,
  hiredOn,
  teachingSince,
  subject,
  lists,
]: readonly Value[]): FoundPerson {
  return {
    issuer: text(issuer),
    staffNo: text(staffNo),
    open: flag(open),
    facts: {
      id: identifier<TeacherId>(id),
      sex: optional(sexes)(sex),
      birth: optional(writtenDay)(birth),
      hiredOn: optional(writtenDay)(hiredOn),
      teachingSince: optional(writtenDay)(teachingSince),
      subject: optional(text)(subject),
      ...personLists(lists),
    },
  };
}

function places(regions: Value, schools: Value, workshops: Value): Omit<PlaceFacts, 'owned'> {
  return {
    regions: list((row) => {
      const [path, steps, names] = tuple(row);
      return {
        regions: list(identifier<RegionId>)(path),
        steps: list((step) => {
          const [from, to] = tuple(step);
          return writtenInterval(from, to);
        })(steps),
        names: list((name) => {
          const [from, to, code, level] = tuple(name);
          return { ...writtenInterval(from, to), code: text(code), level: oneOf(LEVELS)(level) };
        })(names),
      };
    })(regions),
    schools: list(schoolFacts)(schools),
    workshops: list(workshopFacts)(workshops),
  };
}

function schoolFacts(row: Value): SchoolFacts {
  const [id, code, stages, base, governors, settings, owned] = tuple(row);
  return {
    id: identifier<SchoolId>(id),
    code: text(code),
    stages: list(oneOf(STAGES))(stages),
    base: optional(flag)(base),
    governors: list((governor) => {
      const [from, to, region] = tuple(governor);
      return { ...writtenInterval(from, to), region: identifier<RegionId>(region) };
    })(governors),
    settings: list((period) => {
      const [from, to, setting] = tuple(period);
      return { ...writtenInterval(from, to), setting: oneOf(SETTINGS)(setting) };
    })(settings),
    owns: ownedFacts(owned),
  };
}

function workshopFacts(row: Value): WorkshopFacts {
  const [id, founderKind, founder, level, stages, kind, batch, state, base, from, to, seats, owned] = tuple(row);
  return {
    id: identifier<WorkshopId>(id),
    founder:
      oneOf(['Region', 'School'])(founderKind) === 'School'
        ? { kind: 'School', id: identifier<SchoolId>(founder) }
        : { kind: 'Region', id: identifier<RegionId>(founder) },
    level: oneOf(LEVELS)(level),
    stages: list(oneOf(STAGES))(stages),
    kind: optional(text)(kind),
    batch: optional(text)(batch),
    state: optional(text)(state),
    base: optional(flag)(base),
    ...writtenInterval(from, to),
    seats: list((seat) => {
      const [seatId, role, part, person, since, until, under] = tuple(seat);
      return {
        id: identifier<SeatId>(seatId),
        role: text(role),
        part: optional(text)(part),
        person: identifier<TeacherId>(person),
        ...writtenInterval(since, until),
        under: list((each) => {
          const [parent, tiedFrom, tiedTo] = tuple(each);
          return { seat: identifier<SeatId>(parent), ...writtenInterval(tiedFrom, tiedTo) };
        })(under),
      };
    })(seats),
    owns: ownedFacts(owned),
  };
}
