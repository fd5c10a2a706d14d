import { type Calendar, type SchoolYear, schoolYearCountingDay, schoolYearStart } from './calendar.ts';
import { type Day, earlier } from './day.ts';
import { type DesignationTerm, inForceOn } from './designation.ts';
import type { RegionId } from './identifier.ts';
import { type Interval, holdsOn } from './interval.ts';
import type { Level } from './level.ts';
import type { PairingQuota, QuotaPopulation } from './policy/staffing.ts';
import type { Ladder } from './policy/types.ts';
import { type Answer, type Unknown, known, notKnown } from './unknown.ts';

/** Below the floor, within both bounds, above the ceiling. A floor alone knows no OVER, a ceiling alone no UNDER. */
export const LOAD_STATUSES = ['UNDER', 'MET', 'OVER'] as const;
export type LoadStatus = (typeof LOAD_STATUSES)[number];

/** What one mentor carries, held against one quota. */
export interface Load {
  /** Floor; null: none. */
  readonly required: number | null;
  readonly ceiling: number | null;
  readonly current: number;
  /** Missing up to the floor; 0 without one. */
  readonly shortfall: number;
  readonly status: LoadStatus;
}

type Bounds = Pick<PairingQuota, 'floor' | 'ceiling'>;

export function loadOf({ floor, ceiling }: Bounds, current: number): Load {
  const over = ceiling !== null && current > ceiling;
  const shortfall = floor === null ? 0 : Math.max(0, floor - current);
  return { required: floor, ceiling, current, shortfall, status: over ? 'OVER' : shortfall > 0 ? 'UNDER' : 'MET' };
}

/** The loads that have a status: both ends included, null without an end. Null: no load has it. */
export function loadsWithStatus(
  { floor, ceiling }: Bounds,
  status: LoadStatus,
): { readonly least: number; readonly most: number | null } | null {
  switch (status) {
    case 'UNDER':
      return floor === null ? null : { least: 0, most: floor - 1 };
    case 'MET':
      return { least: floor ?? 0, most: ceiling };
    case 'OVER':
      return ceiling === null ? null : { least: ceiling + 1, most: null };
  }
}

/** How many mentors carry how many pairings. */
export interface LoadCount {
  /** The unit directly below in which their own school lies; null: the unit's own schools. */
  readonly part: RegionId | null;
  /** False: whether they are among those asked is not known. */
  readonly certain: boolean;
  readonly load: number;
  readonly mentors: number;
}

export interface LoadTotals {
  readonly mentors: number;
  readonly pairings: number;
  readonly under: number;
  readonly met: number;
  readonly over: number;
  /** Pairings missing up to the floor, over all mentors. */
  readonly shortfall: number;
}

/** Adds up what the mentors carry; not known as long as somebody may or may not be among them. */
export function sumLoads(bounds: Bounds, counts: readonly LoadCount[], day: Day): Answer<LoadTotals> {
  const uncertain = counts.filter(({ certain }) => !certain).reduce((sum, { mentors }) => sum + mentors, 0);
  if (uncertain > 0) return notKnown({ because: 'titleStateNotKnown', persons: uncertain, day });
  const totals = { mentors: 0, pairings: 0, under: 0, met: 0, over: 0, shortfall: 0 };
  for (const { load, mentors } of counts) {
    const { shortfall, status } = loadOf(bounds, load);
    totals.mentors += mentors;
    totals.pairings += load * mentors;
    totals.shortfall += shortfall * mentors;
    switch (status) {
      case 'UNDER':
        totals.under += mentors;
        break;
      case 'MET':
        totals.met += mentors;
        break;
      case 'OVER':
        totals.over += mentors;
        break;
    }
  }
  return known(totals);
}

/** The totals of a unit, of each unit directly below it, and of its own schools (null). */
export function loadsByUnit(
  bounds: Bounds,
  children: readonly RegionId[],
  counts: readonly LoadCount[],
  day: Day,
): readonly { readonly unit: RegionId | null; readonly totals: Answer<LoadTotals> }[] {
  const of = (unit: RegionId | null) =>
    sumLoads(
      bounds,
      counts.filter(({ part }) => part === unit),
      day,
    );
  const own = counts.some(({ part }) => part === null) ? [{ unit: null, totals: of(null) }] : [];
  return [...children.map((unit) => ({ unit, totals: of(unit) })), ...own];
}

/** The day on which a school year's pairings are counted: its counting day, or the day asked if that is earlier. */
export function countedOn(schoolYear: SchoolYear, day: Day, calendar: Calendar): Day {
  return earlier(day, schoolYearCountingDay(schoolYear, calendar));
}

/** Why a quota says nothing about a school year on a day; null when it does. */
export function unanswerable(
  quota: PairingQuota,
  schoolYear: SchoolYear,
  day: Day,
  calendar: Calendar,
): Unknown | null {
  const begins = schoolYearStart(schoolYear, calendar);
  if (day < begins) return { because: 'schoolYearNotBegun', schoolYear, begins, day };
  const counted = countedOn(schoolYear, day, calendar);
  return counted < quota.rule.layer.from ? { because: 'noPolicy', day: counted } : null;
}

/** A title as far as a quota's population may ask for it. */
export interface HeldTitle extends DesignationTerm {
  readonly tier: string;
  readonly level: Level;
  readonly awardedBy: RegionId | null;
}

/** The tiers that a population speaks of; null: any. */
export function tiersOf(population: QuotaPopulation, ladders: readonly Ladder[]): readonly string[] | null {
  const { ladder, tiers } = population;
  if (ladder === null) return tiers;
  const among = ladders.find(({ code }) => code === ladder)?.tiers.map(({ code }) => code) ?? [];
  return tiers === null ? among : tiers.filter((tier) => among.includes(tier));
}

/** Whether somebody is among those asked on a day. Null: not known, for want of the date on which a title ended. */
export function isAsked(
  population: QuotaPopulation,
  ladders: readonly Ladder[],
  titles: readonly HeldTitle[],
  day: Day,
): boolean | null {
  if (population.of === 'persons') return true;
  const tiers = tiersOf(population, ladders);
  const held = titles
    .filter(
      ({ tier, level, awardedBy }) =>
        (tiers === null || tiers.includes(tier)) &&
        (population.levels === null || population.levels.includes(level)) &&
        (population.awardedBy === null || population.awardedBy === awardedBy) &&
        (awardedBy === null || !population.notAwardedBy.includes(awardedBy)),
    )
    .map((title) => inForceOn(title, day));
  return held.includes(true) ? true : held.includes(null) ? null : false;
}

/** How many pairings of a school year run on the day on which they are counted. */
export function pairingsRunning(
  pairings: readonly (Interval & { readonly schoolYear: SchoolYear })[],
  schoolYear: SchoolYear,
  counted: Day,
): number {
  // Without an end of its own a pairing ends with its school year, in which the counting day lies.
  return pairings.filter((pairing) => pairing.schoolYear === schoolYear && holdsOn(pairing, counted)).length;
}
