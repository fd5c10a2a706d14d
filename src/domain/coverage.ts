import { type Calendar, schoolYearEnd, schoolYearOn } from './calendar.ts';
import type { Day } from './day.ts';
import type { RegionId } from './identifier.ts';
import { ROSTER_KINDS, type RosterKind } from './roster.ts';
import type { Unknown } from './unknown.ts';

/** An applied import as far as it says what is covered. */
export interface CoveringImport {
  readonly issuer: RegionId;
  /** The day that its files speak of. */
  readonly asOf: Day;
  readonly kinds: readonly RosterKind[];
}

/** The imports that say something about a unit. */
export interface Coverage {
  /** By bodies at or above the unit: they speak of all of it. */
  readonly whole: readonly CoveringImport[];
  /** By bodies below the unit: each speaks of its own part. */
  readonly parts: readonly CoveringImport[];
}

/** Nobody has imported anything. */
export const NO_COVERAGE: Coverage = { whole: [], parts: [] };

/**
 * The last day that the data of these kinds speaks of: of each kind the latest import counts, of the kinds the one that
 * lies furthest back. Where only bodies below the unit import, the one that lies furthest back among those that do.
 * Null: some kind was never imported.
 */
export function dataAsOf(coverage: Coverage, kinds: readonly RosterKind[]): Day | null {
  const whole = asOfEvery(coverage.whole, kinds);
  if (whole !== null) return whole;
  return earliest(
    byIssuer(coverage.parts).flatMap((imports) => {
      const part = asOfEvery(imports, kinds);
      return part === null ? [] : [part];
    }),
  );
}

/** How fresh a unit's data is as a whole: over the kinds that have been imported at all. */
export function freshness({ whole, parts }: Coverage): Day | null {
  const bodies = whole.length > 0 ? [whole] : byIssuer(parts);
  return earliest(
    bodies.flatMap((imports) => {
      const imported = ROSTER_KINDS.filter((kind) => imports.some(({ kinds }) => kinds.includes(kind)));
      const speaksOf = asOfEvery(imports, imported);
      return speaksOf === null ? [] : [speaksOf];
    }),
  );
}

/**
 * Why nothing can be said about a day, or null when it can. A day before the data's own is covered, since a roster covers
 * the past; a later one until the end of the school year in which the data's own lies.
 */
export function uncovered(
  coverage: Coverage,
  kinds: readonly RosterKind[],
  day: Day,
  calendar: Calendar,
): Unknown | null {
  const speaksOf = dataAsOf(coverage, kinds);
  if (speaksOf === null) {
    const missing = kinds.filter((kind) => dataAsOf(coverage, [kind]) === null);
    return { because: 'noImport', kinds: missing.length === 0 ? kinds : missing };
  }
  const heldUntil = schoolYearEnd(schoolYearOn(speaksOf, calendar), calendar);
  return day < heldUntil ? null : { because: 'dataTooOld', dataAsOf: speaksOf, heldUntil, day };
}

function asOfEvery(imports: readonly CoveringImport[], kinds: readonly RosterKind[]): Day | null {
  const latest = kinds.map((kind) =>
    imports
      .filter((each) => each.kinds.includes(kind))
      .reduce<Day | null>((found, { asOf }) => (found === null || asOf > found ? asOf : found), null),
  );
  return latest.includes(null) ? null : earliest(latest.filter((day) => day !== null));
}

function byIssuer(imports: readonly CoveringImport[]): readonly (readonly CoveringImport[])[] {
  const issuers = [...new Set(imports.map(({ issuer }) => issuer))];
  return issuers.map((issuer) => imports.filter((each) => each.issuer === issuer));
}

function earliest(days: readonly Day[]): Day | null {
  return days.reduce<Day | null>((found, day) => (found === null || day < found ? day : found), null);
}
