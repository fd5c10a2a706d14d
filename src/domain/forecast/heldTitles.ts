import { type Day, addYears } from '../day.ts';
import { inForceOn } from '../designation.ts';
import type { PersonFacts } from '../evaluation/facts.ts';
import { yearsBetween } from '../evaluation/years.ts';
import type { TargetCount } from '../policy/targetReading.ts';
import { type TallyGround, matchesAt, titleAttributes, workplacesOn } from '../targetAttributes.ts';
import type { PartOf } from '../targetTally.ts';
import { type AwardFlow, leversFor } from './awards.ts';
import type { Candidates } from './candidates.ts';
import { arrivals } from './flow.ts';
import type { ForecastGround } from './ground.ts';
import type { ForecastLevers } from './levers.ts';
import { type Case, type Outlook, outlookOf } from './outlook.ts';
import type { SeatPaths } from './seatPaths.ts';
import { type Staying, goneFrom, termYears } from './staying.ts';

/** Somebody who holds what is counted. */
export interface Holder {
  readonly person: PersonFacts;
  /** The first day after the term of the title that lasts longest; null: open. */
  readonly ends: Day | null;
  readonly years: number | null;
}

/** Those who surely hold what a count speaks of, by part. */
export function holdersByPart(
  ground: ForecastGround,
  tally: TallyGround,
  count: TargetCount,
  partOf: PartOf,
): ReadonlyMap<string | null, readonly Holder[]> {
  const { day } = ground;
  const parts = new Map<string | null, Holder[]>();
  for (const holder of ground.holders) {
    const person = ground.people.get(holder.person);
    if (person === undefined) continue;
    const places = new Map<string | null, ReturnType<typeof workplacesOn>>();
    for (const place of workplacesOn(tally, holder, day)) {
      const part = partOf(place, day);
      places.set(part, [...(places.get(part) ?? []), place]);
    }
    for (const [part, within] of places) {
      const held = holder.titles.filter(
        (title) =>
          inForceOn(title, day) === true &&
          within.some(
            (place) => matchesAt(tally, count.where, titleAttributes(tally, holder, title), place, day) === true,
          ),
      );
      const [longest] = held.sort((a, b) => ((a.termEnd ?? '9999') < (b.termEnd ?? '9999') ? 1 : -1));
      if (longest === undefined) continue;
      parts.set(part, [...(parts.get(part) ?? []), { person, ends: longest.termEnd, years: termYears(longest) }]);
    }
  }
  return parts;
}

export interface HeldTitles {
  readonly ground: ForecastGround;
  readonly count: TargetCount;
  readonly holders: readonly Holder[];
  readonly awards: AwardFlow;
  readonly staying: Staying;
  readonly paths: SeatPaths;
  /** Null: nobody is singled out by a rule. */
  readonly candidates: Candidates | null;
}

/** How many hold what is counted on a later day. */
export function heldOn(model: HeldTitles, on: Day, levers: ForecastLevers): Outlook {
  const perYear = model.awards.perYear(levers);
  return outlookOf((each) => {
    const stock = stockOn(model, each, on, levers);
    const pace = perYear[each];
    if (stock === null || pace === null) return null;
    const added = addedBy(model, each, on, levers, pace);
    return added === null ? null : stock + added;
  });
}

function stockOn({ ground, holders, staying }: HeldTitles, each: Case, on: Day, levers: ForecastLevers): number | null {
  let sum = 0;
  for (const { person, ends, years } of holders) {
    const gone = goneFrom(ground, person, levers.retirement);
    if (gone !== null && gone <= on) continue;
    const remains = staying.remains(each, ground.day, on, ends, years);
    if (remains === null) return null;
    sum += remains;
  }
  return sum;
}

/** Those of the awards to come who still hold it: never more than there are people to whom it may be awarded. */
function addedBy(model: HeldTitles, each: Case, on: Day, levers: ForecastLevers, pace: number): number | null {
  const { ground, awards, staying, candidates, count } = model;
  const rulesDecide = each === 'best' && leversFor(count, levers.awardsPerYear).length === 0;
  const due = rulesDecide ? candidates : null;
  let backlog = due?.due ?? 0;
  let [year, left] = ['', 0];
  for (const arrival of arrivals(awards.timing, ground.day, on)) {
    const thisYear = arrival.on.slice(0, 4);
    if (year !== '' && thisYear !== year) backlog = 0;
    year = thisYear;
    const falls = backlog + (due?.falling.get(Number(thisYear)) ?? 0);
    const ends = awards.years === null ? null : addYears(arrival.on, awards.years);
    const remains = staying.remains(each, arrival.on, on, ends, awards.years);
    if (remains === null) return null;
    left += arrival.part * Math.max(pace, falls) * remains;
  }
  return Math.min(left, mostBy(model, on, levers));
}

/** The people to whom it may be awarded by a day: who meets the rules, who may, and who has a seat by then. */
function mostBy({ ground, candidates, paths }: HeldTitles, on: Day, levers: ForecastLevers): number {
  if (candidates === null) return Infinity;
  const year = Number(on.slice(0, 4));
  const ripe = [...candidates.becoming].reduce((sum, [each, count]) => sum + (each <= year ? count : 0), 0);
  const workshops = levers.workshopsPerYear ?? paths.workshopsPerYear ?? 0;
  const members = levers.membersPerWorkshop ?? paths.members ?? 0;
  const seats =
    paths.roles.size === 0 ? 0 : workshops * ((paths.leads ? 1 : 0) + (paths.members === null ? 0 : members));
  return candidates.now + candidates.unknown + ripe + seats * yearsBetween(ground.day, on).valueOf();
}

/** Holders whose birth or sex is not known, so that their retirement is not either. */
export function withoutAge(holders: readonly Holder[]): number {
  return holders.filter(({ person }) => person.birth === null || person.sex === null).length;
}
