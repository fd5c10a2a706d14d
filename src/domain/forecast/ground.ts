import type { Day } from '../day.ts';
import type { PersonFacts, UnitFacts, WorkshopFacts } from '../evaluation/facts.ts';
import type { World } from '../evaluation/world.ts';
import type { TeacherId, UnitId } from '../identifier.ts';
import { holdsOn } from '../interval.ts';
import type { EffectivePolicy } from '../policy/effective.ts';
import { type TallyGround, ownPlaceOn } from '../targetAttributes.ts';
import type { TargetFacts, TitleHolder, TrainedHolders } from '../targetFacts.ts';
import { type Place, UnitOverTime } from '../unitOverTime.ts';

/** What forecasts of a unit rest on: its facts as they stood on the day from which it looks ahead. */
export interface ForecastGround {
  readonly policy: EffectivePolicy;
  readonly day: Day;
  readonly world: World;
  readonly unit: UnitOverTime;
  readonly holders: readonly TitleHolder[];
  readonly people: ReadonlyMap<TeacherId, PersonFacts>;
  /** Those that the unit or a body in it founded. */
  readonly workshops: readonly WorkshopFacts[];
}

/** @param world a world of the facts as they stood on the day */
export function groundOf(unitId: UnitId, policy: EffectivePolicy, world: World, day: Day): ForecastGround {
  const { facts } = world;
  const unit = unitWithin(unitId, facts);
  const people = facts.people.filter((person) => person.posts.length + person.works.length + person.titles.length > 0);
  return {
    policy,
    day,
    world,
    unit,
    people: new Map(people.map((person) => [person.id, person])),
    workshops: facts.workshops.filter(({ founder, from }) => {
      const on = from ?? day;
      return (founder.kind === 'Region' ? unit.region(founder.id, on) : unit.school(founder.id, on)) !== null;
    }),
    holders: people
      .filter(({ titles }) => titles.length > 0)
      .map(({ id, posts, works, titles }) => ({ person: id, posts, works, titles })),
  };
}

/** What counting targets of this unit on a day needs. */
export function tallyGround(ground: ForecastGround, since: Day, years: 'year' | 'schoolYear', on: readonly Day[]) {
  const { policy, unit, holders, workshops } = ground;
  const facts: TargetFacts = {
    regions: [],
    schools: [],
    holders,
    workshops,
    people: on.flatMap((day) => trainedOn(ground, day, since)),
  };
  return { policy, facts, unit, years, since } satisfies TallyGround;
}

/** Where somebody's own school lies in the unit on a day; null: not there, not yet hired, or not on record. */
export function placeOn({ unit }: ForecastGround, person: PersonFacts, on: Day): Place | null {
  if (person.hiredOn !== null && on < person.hiredOn) return null;
  return ownPlaceOn(unit, { person: person.id, posts: [], works: person.works, titles: [] }, on);
}

/** Of the regions and schools known, those of the unit, each path from the unit down. */
function unitWithin(id: UnitId, { regions, schools }: UnitFacts): UnitOverTime {
  const paths = regions.flatMap((path) => {
    const at = path.regions.findIndex((region) => region === id);
    return at < 0 ? [] : [{ ...path, regions: path.regions.slice(at), steps: path.steps.slice(at) }];
  });
  return new UnitOverTime(id, paths, schools);
}

function trainedOn({ people, unit }: ForecastGround, on: Day, since: Day): readonly TrainedHolders[] {
  return [...people.values()].flatMap(({ hiredOn, posts, trainings }) => {
    if (hiredOn !== null && on < hiredOn) return [];
    const held = posts.filter((post) => holdsOn(post, on) && unit.school(post.school, on) !== null);
    if (held.length === 0) return [];
    const days = trainings.flatMap(({ date }) => (since <= date && date <= on ? [date] : []));
    const trained = days.reduce<Day | null>((first, day) => (first === null || day < first ? day : first), null);
    return [{ on, since, posts: held, trained, persons: 1 }];
  });
}
