import type { Day } from '../src/domain/day.ts';
import type { RegionId, TeacherId, UnitId } from '../src/domain/identifier.ts';
import { LEVELS } from '../src/domain/level.ts';
import type { StandingGroup, UnitStandings } from '../src/domain/pyramid.ts';
import type { LadderTitle } from '../src/domain/standing.ts';
import { PLACED_SCHOOLS, WHEREABOUTS, placedSchools, whereabouts } from './placement.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { CHILDREN_OF_UNIT, SCHOOLS_OF_UNIT, childrenOfUnit } from './unit.ts';
import { type Value, day, identifier, list, number, oneOf, optional, text, tuple } from './value.ts';

/** The titles that `person` was ever awarded: which of them are in force, the domain says. */
export const TITLES = `[(person)-[:HELD]->(title:Designation) |
          [title.tier, title.level, title.awarded, title.termEnd, title.state, title.stateKnownOn]]`;

/** Decodes {@link TITLES}. */
export const ladderTitles = list((row: Value): LadderTitle => {
  const [tier, level, awarded, termEnd, state, stateKnownOn] = tuple(row);
  return {
    tier: text(tier),
    level: oneOf(LEVELS)(level),
    awarded: day(awarded),
    termEnd: optional(day)(termEnd),
    state: oneOf(['IN_FORCE', 'EXPIRED', 'REVOKED'])(state),
    stateKnownOn: optional(day)(stateKnownOn),
  };
});

/**
 * The people of each unit on a day, by their own school, who hold a post or were ever awarded a title: [unit, units directly
 * below, schools, people]. Those without a title are counted together where they are at the same schools; the others, and
 * with `withService` everybody, stand alone. Units are regions or schools. Index: Region.id, School.id.
 */
export const unitStandings = defineQuery<
  { units: readonly UnitId[]; day: Day; withService: boolean },
  UnitStandings & { readonly id: UnitId }
>(
  'unitStandings',
  `UNWIND $units AS unitId
   ${CHILDREN_OF_UNIT}
   ${PLACED_SCHOOLS}
   CALL (unitId) {
     ${SCHOOLS_OF_UNIT}
     MATCH (school)<-[works:WORKS_AT]-(person:Teacher)
     WHERE ${holding('works')} AND ($everything OR person.issuedBy IN $directory)
     WITH DISTINCT person
     WITH person, ${WHEREABOUTS} AS whereabouts, ${TITLES} AS titles
     WHERE $withService OR size(titles) > 0 OR size(whereabouts[0]) > 0
     WITH CASE WHEN size(titles) > 0 OR $withService THEN person.id END AS id, whereabouts, titles,
          CASE WHEN $withService THEN
            [(person)-[:HELD]->(post:Post) WHERE post.from IS NULL OR post.from <= date($day) | [post.kind, post.from, post.to]]
          END AS service, count(*) AS persons
     RETURN collect([id, persons, whereabouts, titles, service]) AS people
   }
   RETURN unitId, children, schools, people`,
  ([id, children, schools, people]) => ({
    id: identifier<UnitId>(id),
    children: childrenOfUnit(children).map((child): RegionId => child.id),
    schools: placedSchools(schools),
    people: list((row): StandingGroup => {
      const [person, persons, where, titles, service] = tuple(row);
      return {
        person: optional(identifier<TeacherId>)(person),
        persons: number(persons),
        ...whereabouts(where),
        titles: ladderTitles(titles),
        service: optional(
          list((post) => {
            const [kind, from, to] = tuple(post);
            return { postKind: text(kind), from: optional(day)(from), to: optional(day)(to) };
          }),
        )(service),
      };
    })(people),
  }),
);
