import { type Day, addDays, dayNumber } from '../day.ts';
import type { WorkshopFacts } from '../evaluation/facts.ts';
import { holdsOn } from '../interval.ts';
import type { TargetCount } from '../policy/targetReading.ts';
import { matches } from '../policy/where.ts';
import { type TallyGround, workshopAttributes } from '../targetAttributes.ts';
import type { PartOf } from '../targetTally.ts';
import { workshopTermEnd } from '../term.ts';
import { type CompletedPeriods, type Series, type Timing, arrivals, paceOf, seriesOf, timingOf } from './flow.ts';
import type { ForecastGround } from './ground.ts';
import type { ForecastLevers } from './levers.ts';
import { type Case, type Outlook, certain, mapped, outlookOf } from './outlook.ts';

/** How long a workshop runs. */
export type Lasting =
  /** By the policy's term. */
  | { readonly by: 'term' }
  /** As long as those did that have ended, in days. */
  | { readonly by: 'past'; readonly days: Outlook; readonly ended: number }
  /** No term is stated and none has ended: without end. */
  | { readonly by: 'nothing' };

export interface WorkshopStock {
  readonly ground: ForecastGround;
  /** Those that run on the day. */
  readonly running: readonly WorkshopFacts[];
  /** Of these, those whose term is over and whose end is not recorded: they run on. */
  readonly overdue: number;
  readonly lasting: Lasting;
  readonly series: Series;
  readonly timing: Timing;
  /** The part of a lever for all parts together that falls to this one; null: the lever speaks of each part. */
  readonly share: number | null;
  /** What new ones are like. */
  readonly alike: Pick<WorkshopFacts, 'level' | 'stages'> | null;
}

/** The workshops that a count speaks of by part: those that ever were. */
export function workshopsByPart(
  ground: ForecastGround,
  tally: TallyGround,
  count: TargetCount,
  partOf: PartOf,
): ReadonlyMap<string | null, readonly WorkshopFacts[]> {
  const parts = new Map<string | null, WorkshopFacts[]>();
  for (const workshop of ground.workshops) {
    const { founder, from } = workshop;
    const on = from ?? ground.day;
    const place = founder.kind === 'Region' ? ground.unit.region(founder.id, on) : ground.unit.school(founder.id, on);
    if (place === null || matches(count.where, workshopAttributes(tally, workshop, true)) !== true) continue;
    const part = partOf(place, on);
    parts.set(part, [...(parts.get(part) ?? []), workshop]);
  }
  return parts;
}

/** @param among all workshops of the unit of which the count speaks: what has ended of them tells how long they last */
export function workshopStock(
  ground: ForecastGround,
  workshops: readonly WorkshopFacts[],
  among: readonly WorkshopFacts[],
  completed: CompletedPeriods,
  share: number | null,
): WorkshopStock {
  const { day, policy } = ground;
  const days = workshops.flatMap(({ from }) => from ?? []);
  const running = workshops.filter((workshop) => holdsOn(workshop, day));
  return {
    ground,
    running,
    overdue: running.filter((workshop) => {
      const ends = workshop.to ?? workshopTermEnd(policy, workshop);
      return ends !== null && ends <= day;
    }).length,
    lasting: lastingOf(ground, among),
    series: seriesOf(completed, days),
    timing: timingOf(completed, days),
    share,
    alike: workshops.at(-1) ?? among.at(-1) ?? null,
  };
}

function lastingOf({ day, policy }: ForecastGround, among: readonly WorkshopFacts[]): Lasting {
  if (among.some((workshop) => workshopTermEnd(policy, workshop) !== null)) return { by: 'term' };
  const lengths = among.flatMap(({ from, to }) =>
    from === null || to === null || to > day ? [] : [dayNumber(to) - dayNumber(from)],
  );
  if (lengths.length === 0) return { by: 'nothing' };
  return {
    by: 'past',
    days: {
      worst: Math.min(...lengths),
      expected: Math.round(lengths.reduce((sum, length) => sum + length, 0) / lengths.length),
      best: Math.max(...lengths),
    },
    ended: lengths.length,
  };
}

/** Workshops founded a year. */
export function foundedPerYear({ series, share }: WorkshopStock, { workshopsPerYear }: ForecastLevers): Outlook {
  return workshopsPerYear === null ? paceOf(series) : certain(workshopsPerYear * (share ?? 1));
}

/** How many run on a later day. */
export function runningOn(stock: WorkshopStock, on: Day, levers: ForecastLevers): Outlook {
  const { ground, running, timing, alike } = stock;
  const perYear = foundedPerYear(stock, levers);
  return outlookOf((each) => {
    const pace = perYear[each];
    if (pace === null) return null;
    const stays = running.filter((workshop) => runsOn(stock, workshop, each, on)).length;
    const founded = arrivals(timing, ground.day, on).reduce((sum, arrival) => {
      const ends = alike === null ? null : endOf(stock, { ...alike, from: arrival.on, to: null }, each);
      return sum + (ends === null || on < ends ? arrival.part * pace : 0);
    }, 0);
    return stays + founded;
  });
}

function runsOn(stock: WorkshopStock, workshop: WorkshopFacts, each: Case, on: Day): boolean {
  const ends = endOf(stock, workshop, each);
  // What should have ended by now and did not runs on until somebody ends it.
  return ends === null || ends <= stock.ground.day || on < ends;
}

function endOf(
  { ground, lasting }: WorkshopStock,
  workshop: Pick<WorkshopFacts, 'level' | 'stages' | 'from' | 'to'>,
  each: Case,
): Day | null {
  if (workshop.to !== null) return workshop.to;
  switch (lasting.by) {
    case 'term':
      return workshopTermEnd(ground.policy, workshop);
    case 'past': {
      const days = mapped(lasting.days, Math.round)[each];
      return workshop.from === null || days === null ? null : addDays(workshop.from, days);
    }
    case 'nothing':
      return null;
  }
}
