import type { Day } from '../day.ts';
import type { TeacherId } from '../identifier.ts';
import type { Level } from '../level.ts';
import type { TargetCount } from '../policy/targetReading.ts';
import { allowedValues } from '../policy/where.ts';
import { type TallyGround, awardingPlace, matchesAt, ownPlaceOn, titleAttributes } from '../targetAttributes.ts';
import type { PartOf } from '../targetTally.ts';
import { type CompletedPeriods, type Timing, arrivals, paceOf, seriesOf, timingOf } from './flow.ts';
import type { Series } from './flow.ts';
import type { ForecastGround } from './ground.ts';
import type { AwardLever, ForecastLevers } from './levers.ts';
import { NO_OUTLOOK, type Outlook, mapped, sumOf } from './outlook.ts';
import type { SeatPaths } from './seatPaths.ts';
import { isRenewal, termYears } from './staying.ts';

/** A title that was awarded in a part of a unit. */
export interface AwardEvent {
  readonly person: TeacherId;
  readonly tier: string;
  readonly level: Level;
  readonly awarded: Day;
  /** Length of its term in years; null: open. */
  readonly years: number | null;
  /** Given again to somebody who had it. */
  readonly again: boolean;
  /** Whether its holder had a seat in a role by which the title is earned. */
  readonly seated: boolean;
}

/** The awards that a count speaks of, by part. */
export function awardsByPart(
  ground: ForecastGround,
  tally: TallyGround,
  count: TargetCount,
  partOf: PartOf,
  paths: SeatPaths,
): ReadonlyMap<string | null, readonly AwardEvent[]> {
  const parts = new Map<string | null, AwardEvent[]>();
  for (const holder of ground.holders) {
    for (const title of holder.titles) {
      const { awarded } = title;
      const place = ownPlaceOn(ground.unit, holder, awarded) ?? awardingPlace(ground.unit, holder, title);
      if (place === null) continue;
      if (matchesAt(tally, count.where, titleAttributes(tally, holder, title), place, awarded) !== true) continue;
      const part = partOf(place, awarded);
      const events = parts.get(part) ?? [];
      parts.set(part, events);
      const { tier, level } = title;
      const seated = ground.people
        .get(holder.person)
        ?.seats.some(({ role, from }) => paths.roles.has(role) && (from === null || from <= awarded));
      events.push({
        person: holder.person,
        tier,
        level,
        awarded,
        years: termYears(title),
        again: isRenewal(holder.titles, title),
        seated: seated ?? false,
      });
    }
  }
  return parts;
}

/** Awards to come in a part of a unit. */
export interface AwardFlow {
  readonly series: Series;
  readonly timing: Timing;
  /** The usual length of a term in years; null: open. */
  readonly years: number | null;
  /** Of the awards in the years looked at, the part to people who had a seat by which the title is earned. */
  readonly seatedPart: number;
  /** How many of a tier are usual a year in the whole unit; null: no basis. */
  readonly usual: (tier: string) => number | null;
  readonly perYear: (levers: ForecastLevers) => Outlook;
}

/**
 * Awards go on as in the completed years: the least, the mean and the greatest of them. A lever for a tier takes the place of
 * what was usual for it; more or fewer seats change the awards to people who had one, in proportion.
 * @param events the awards of the part
 * @param whole the awards of the whole unit, by which a lever for the whole is shared out
 */
export function awardFlow(
  count: TargetCount,
  events: readonly AwardEvent[],
  whole: readonly AwardEvent[],
  completed: CompletedPeriods,
  paths: SeatPaths,
): AwardFlow {
  const within = (list: readonly AwardEvent[]) =>
    list.filter(({ awarded }) => completed.periods.some(({ first, last }) => first <= awarded && awarded <= last));
  const past = within(events);
  const seatedPart = past.length === 0 ? 0 : past.filter(({ seated }) => seated).length / past.length;
  const daysOf = (list: readonly AwardEvent[]) => list.map(({ awarded }) => awarded);
  return {
    series: seriesOf(completed, daysOf(events)),
    timing: timingOf(completed, daysOf(events)),
    years: usual(past.map(({ years }) => years)),
    seatedPart,
    usual: (tier) => paceOf(seriesOf(completed, daysOf(whole.filter((event) => event.tier === tier)))).expected,
    perYear: (levers) => {
      const decided = leversFor(count, levers.awardsPerYear);
      const rest = events.filter((event) => !decided.some((lever) => speaksOf(lever, event)));
      const factor = 1 - seatedPart + seatedPart * paths.ratio(levers);
      const usualRest = mapped(paceOf(seriesOf(completed, daysOf(rest))), (value) => value * factor);
      const shares = decided.map((lever): Outlook => {
        const of = (list: readonly AwardEvent[]) => within(list).filter((event) => speaksOf(lever, event)).length;
        if (events === whole) return { worst: lever.count, expected: lever.count, best: lever.count };
        const all = of(whole);
        if (all === 0) return NO_OUTLOOK;
        const share = (lever.count * of(events)) / all;
        return { worst: share, expected: share, best: share };
      });
      // Where everything is decided, nothing of the past is needed.
      if (rest.length === 0 && decided.length > 0) return sumOf(shares);
      return sumOf([usualRest, ...shares]);
    },
  };
}

/** The levers that speak of what a count asks for. */
export function leversFor({ where }: TargetCount, levers: readonly AwardLever[]): readonly AwardLever[] {
  const [tiers, levels] = [allowedOf(where, 'tier'), allowedOf(where, 'level')];
  return levers.filter(
    ({ tier, level }) =>
      (tiers === null || tiers.includes(tier)) && (level === null || levels === null || levels.includes(level)),
  );
}

/** Values that an attribute of a title may have; null: any. */
export function allowedOf(where: TargetCount['where'], attribute: string): readonly string[] | null {
  return (
    allowedValues(
      where.filter((term) => 'attribute' in term && term.attribute === attribute),
      attribute,
    ) ?? null
  );
}

function speaksOf({ tier, level }: AwardLever, event: AwardEvent): boolean {
  return tier === event.tier && (level === null || level === event.level);
}

/** What comes in so much a year after one day and by another. */
export function arrived(timing: Timing, perYear: number, after: Day, through: Day): number {
  return arrivals(timing, after, through).reduce((sum, { part }) => sum + part * perYear, 0);
}

/** The most frequent one; the longer of two as frequent; null (open) only where it is the most frequent. */
function usual(values: readonly (number | null)[]): number | null {
  const counts = new Map<number | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (b ?? Infinity) - (a ?? Infinity));
  return first === undefined ? null : first[0];
}
