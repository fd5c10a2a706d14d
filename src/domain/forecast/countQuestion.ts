import Fraction from 'fraction.js';
import { type Day, earlier } from '../day.ts';
import type { TargetCount, TargetReading } from '../policy/targetReading.ts';
import { partOfTarget, unitsOf } from '../target.ts';
import { type TallyGround, awardingPlace, ownPlaceOn } from '../targetAttributes.ts';
import { type PartOf, type Tally, TallyBook, firstRecord } from '../targetTally.ts';
import type { Prospects } from './candidates.ts';
import { type CompletedPeriods, completedPeriods } from './flow.ts';
import { type ForecastGround, tallyGround } from './ground.ts';
import { type SeatPaths, seatPathsTo } from './seatPaths.ts';

/** One count of a target with what is needed to look ahead. */
export interface CountQuestion {
  readonly ground: ForecastGround;
  readonly reading: TargetReading;
  readonly count: TargetCount;
  readonly prospects: Prospects;
  /** The last day that is looked at. */
  readonly last: Day;
}

export interface CountGround {
  readonly tally: TallyGround;
  readonly partOf: PartOf;
  readonly units: ReturnType<typeof unitsOf>;
  readonly completed: CompletedPeriods;
  readonly paths: SeatPaths;
  /** What there is on a day, by part. */
  readonly tallies: (on: Day) => ReadonlyMap<string | null, Tally>;
}

/** @param on further days on which people and their training are looked at */
export function countGround({ ground, reading, count }: CountQuestion, on: readonly Day[] = []): CountGround {
  const kind = reading.period ?? 'year';
  const began = reading.rule.layer.from;
  const days = count.records === 'persons' ? [ground.day, ...on] : [];
  const tally = tallyGround(ground, began, kind, days);
  const partOf = partOfTarget(reading, ground.unit);
  const book = new TallyBook(tally, partOf);
  const firsts = reading.counts.flatMap((each) => recordedSince(ground, tally, each) ?? []);
  const first = firsts.length === 0 ? null : firsts.reduce(earlier);
  const completed = completedPeriods(kind, ground.day, began, first, ground.policy.calendar);
  return {
    tally,
    partOf,
    units: unitsOf(reading, tally, ground.day),
    completed,
    paths: seatPathsTo(ground, count, completed),
    tallies: (day) =>
      book.of(count, { from: reading.begins, on: day, decidedOn: [], trainedBy: day, populationOn: day }),
  };
}

/**
 * Since when what a count speaks of would be on record. Whoever records titles records them all: a year without one of
 * these is a year of none, once any title was awarded here. Null: never.
 */
function recordedSince(ground: ForecastGround, tally: TallyGround, count: TargetCount): Day | null {
  if (count.records === 'workshops' || count.records === 'persons') return firstRecord(tally, count);
  const days = ground.holders.flatMap((holder) =>
    holder.titles
      .filter(
        (title) =>
          (ownPlaceOn(ground.unit, holder, title.awarded) ?? awardingPlace(ground.unit, holder, title)) !== null,
      )
      .map(({ awarded }) => awarded),
  );
  return days.reduce<Day | null>((first, day) => (first === null ? day : earlier(first, day)), null);
}

/** What is asked for; null: a value that no body has set. */
export function requiredBy({ required }: TargetCount): number | null {
  return required instanceof Fraction ? required.valueOf() : null;
}
