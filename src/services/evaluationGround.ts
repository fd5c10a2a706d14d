import {
  type FoundPerson,
  type PlaceFacts,
  peopleById,
  peopleOfUnits,
  placesNamed,
  unitPlaces,
} from '../../graph/evaluationFacts.ts';
import { type Coverage, uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { FactList, PersonFacts, UnitFacts } from '../domain/evaluation/facts.ts';
import { World } from '../domain/evaluation/world.ts';
import type { SchoolId, TeacherId, UnitId } from '../domain/identifier.ts';
import type { EffectivePolicy } from '../domain/policy/effective.ts';
import type { RosterKind } from '../domain/roster.ts';
import type { Unknown } from '../domain/unknown.ts';
import { ownSchoolOf } from './recordsOpen.ts';
import type { RollUpSources } from './rollUp.ts';

export type { FoundPerson } from '../../graph/evaluationFacts.ts';

/** Which facts are read, for which days. */
export interface FactQuestion {
  readonly lists: ReadonlySet<FactList>;
  /** The day asked. */
  readonly day: Day;
  /** The day that says whose records are open to the asker. */
  readonly today: Day;
}

/** Places and people, in the order of lists of people. */
export interface LoadedFacts {
  readonly places: PlaceFacts;
  readonly people: readonly FoundPerson[];
}

/**
 * The places and people of units together; people whose records are not open to the asker are left out. Two queries, and a
 * third where records name schools or workshops of elsewhere.
 * @param since people count who belonged to a unit on some day from here to the day asked
 */
export async function loadUnitFacts(
  sources: RollUpSources,
  units: readonly UnitId[],
  { lists: wanted, day: until, today }: FactQuestion,
  since: Day,
): Promise<LoadedFacts> {
  const { graph, scope } = sources;
  const lists = [...wanted];
  const [places, people] = await Promise.all([
    graph.read(scope, unitPlaces, { lists, units }),
    graph.read(scope, peopleOfUnits, { lists, day: today, school: ownSchoolOf(scope), units, since, until }),
  ]);
  people.sort(byPlaceInLists);
  return { places: await withNamedPlaces(sources, merged(places), people, lists), people };
}

/** Some people with the schools and workshops that their records name: two queries. */
export async function loadPeopleFacts(
  sources: RollUpSources,
  ids: readonly TeacherId[],
  { lists: wanted, today }: FactQuestion,
): Promise<LoadedFacts> {
  const { graph, scope } = sources;
  const lists = [...wanted];
  const people = await graph.read(scope, peopleById, { lists, day: today, school: ownSchoolOf(scope), ids });
  const open = people.filter((person) => person.open).sort(byPlaceInLists);
  return { places: await withNamedPlaces(sources, NO_PLACES, open, lists), people: open };
}

/** What rules are held against: facts with a policy, and what the imports say of a unit on a day. */
export async function worldOf(
  { coverageOf }: Pick<RollUpSources, 'coverageOf'>,
  { places, people }: LoadedFacts,
  policy: EffectivePolicy,
  unit: UnitId,
  day: Day,
): Promise<World> {
  const facts: UnitFacts = {
    ...places,
    id: places.regions[0]?.regions[0] ?? policy.regionId,
    people: people.map((person) => person.facts),
  };
  return new World({ policy, facts, uncovered: uncoveredOnce(await coverageOf(unit, day), policy, day) });
}

const NO_PLACES: PlaceFacts = { regions: [], schools: [], workshops: [], owned: new Map() };

/** By the code of the issuing region and the staff number, as all lists of people. */
function byPlaceInLists(a: FoundPerson, b: FoundPerson): number {
  if (a.issuer !== b.issuer) return a.issuer < b.issuer ? -1 : 1;
  return a.staffNo < b.staffNo ? -1 : a.staffNo > b.staffNo ? 1 : 0;
}

/** Places together with the schools and workshops that the records of people name beside them: one query, where there are any. */
export async function withNamedPlaces(
  { graph, scope }: RollUpSources,
  places: PlaceFacts,
  people: readonly FoundPerson[],
  lists: readonly FactList[],
): Promise<PlaceFacts> {
  const schools = namedSchools(people.map(({ facts }) => facts));
  for (const { id } of places.schools) schools.delete(id);
  const workshops = new Set(people.flatMap(({ facts }) => facts.seats.map(({ workshop }) => workshop)));
  for (const { id } of places.workshops) workshops.delete(id);
  if (schools.size + workshops.size === 0) return places;
  const [named] = await graph.read(scope, placesNamed, { lists, schools: [...schools], workshops: [...workshops] });
  if (named === undefined) return places;
  const known = new Set(places.schools.map(({ id }) => id));
  const paths = new Set(places.regions.map(keyOf));
  return {
    ...places,
    regions: [...places.regions, ...distinctPaths(named.regions).filter((path) => !paths.has(keyOf(path)))],
    schools: [...places.schools, ...named.schools.filter(({ id }) => !known.has(id))],
    workshops: [...places.workshops, ...named.workshops],
  };
}

/** The places of several units, each once. */
function merged(units: readonly PlaceFacts[]): PlaceFacts {
  const [only] = units;
  if (only !== undefined && units.length === 1) return only;
  return {
    regions: distinctPaths(units.flatMap(({ regions }) => regions)),
    schools: distinct(units.flatMap(({ schools }) => schools)),
    workshops: distinct(units.flatMap(({ workshops }) => workshops)),
    owned: new Map(units.flatMap(({ owned }) => [...owned])),
  };
}

function distinct<Thing extends { readonly id: string }>(things: readonly Thing[]): readonly Thing[] {
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}

function distinctPaths(paths: PlaceFacts['regions']): PlaceFacts['regions'] {
  return [...new Map(paths.map((path) => [keyOf(path), path])).values()];
}

function keyOf({ regions, steps }: PlaceFacts['regions'][number]): string {
  return `${regions.join(' ')} ${steps.map(({ from, to }) => `${from ?? ''}-${to ?? ''}`).join(' ')}`;
}

function namedSchools(people: readonly PersonFacts[]): Set<SchoolId> {
  const schools = new Set<SchoolId>();
  for (const { works, posts, links, applications } of people) {
    for (const { school } of works) schools.add(school);
    for (const { school } of posts) schools.add(school);
    for (const { school } of links) schools.add(school);
    for (const { nominator } of applications) if (nominator !== null) schools.add(nominator);
  }
  return schools;
}

/** Why nothing can be said about kinds of facts on a day: worked out once for each. */
function uncoveredOnce(coverage: Coverage, { calendar }: EffectivePolicy, day: Day) {
  const found = new Map<string, Unknown | null>();
  return (kinds: readonly RosterKind[]): Unknown | null => {
    if (kinds.length === 0) return null;
    const key = kinds.join(' ');
    const known = found.get(key);
    if (known !== undefined) return known;
    const unknown = uncovered(coverage, kinds, day, calendar);
    found.set(key, unknown);
    return unknown;
  };
}
