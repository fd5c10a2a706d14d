import Fraction from 'fraction.js';
import type { ROUNDINGS, TIES } from './policy/types.ts';

export type Rounding = (typeof ROUNDINGS)[number];
export type Tie = (typeof TIES)[number];

/** One that gets places: its code and what they are shared out by, at least 0. */
export interface Claimant {
  readonly code: string;
  readonly measure: number;
}

/** What one gets. */
export interface Share {
  readonly code: string;
  readonly measure: number;
  /** What it would get unrounded. */
  readonly exact: Fraction;
  /** Null: between those tied, people have to decide; `least` and `most` are then one apart. */
  readonly places: number | null;
  readonly least: number;
  readonly most: number;
}

export interface Sharing {
  /** In the order of the codes. */
  readonly shares: readonly Share[];
  /** Places that rounding left over (above 0) or gave too many of (below 0). With the largest remainder, 0. */
  readonly left: number;
  /** How many places a lot decides, among those whose `places` is null. */
  readonly byLot: number;
}

/**
 * Shares out a whole number of places in proportion to a measure. `largestRemainder` gives each the whole part of its exact
 * share and the places that are left to the largest remainders, so that all are given out and nobody is a whole place away from
 * its exact share; where remainders are alike, the tie rule decides. The other roundings treat each alone: what they leave
 * over is told. Null: there is nobody, or all measures are 0.
 */
export function shareOut(total: number, claimants: readonly Claimant[], rounding: Rounding, ties: Tie): Sharing | null {
  const whole = claimants.reduce((sum, { measure }) => sum.add(measure), new Fraction(0));
  if (whole.equals(0)) return null;
  const exact = claimants
    .toSorted(byCode)
    .map((claimant) => ({ ...claimant, exact: new Fraction(total).mul(claimant.measure).div(whole) }));
  if (rounding !== 'largestRemainder') {
    const shares = exact.map((each) => certain(each, roundedAlone(each.exact, rounding)));
    return { shares, left: total - shares.reduce((sum, { least }) => sum + least, 0), byLot: 0 };
  }
  return byLargestRemainder(total, exact, ties);
}

/** The places that a policy names for each, by code; what it does not name gets none. `total` null: not known, nothing is left. */
export function shareByCode(
  codes: readonly string[],
  each: ReadonlyMap<string, number>,
  total: number | null,
): Sharing {
  const shares = codes.toSorted().map((code) => {
    const places = each.get(code) ?? 0;
    return { code, measure: places, exact: new Fraction(places), places, least: places, most: places };
  });
  const given = shares.reduce((sum, { places }) => sum + places, 0);
  return { shares, left: total === null ? 0 : total - given, byLot: 0 };
}

interface ExactClaim extends Claimant {
  readonly exact: Fraction;
}

function byLargestRemainder(total: number, claims: readonly ExactClaim[], ties: Tie): Sharing {
  const given = claims.reduce((sum, { exact }) => sum + wholePart(exact), 0);
  const ranked = claims.toSorted((a, b) => remainder(b).compare(remainder(a)) || tieOrder(a, b, ties));
  const left = total - given;
  const [last, next] = [ranked[left - 1], ranked[left]];
  const tied = last !== undefined && next !== undefined && remainder(last).equals(remainder(next));
  const undecided = tied && ties === 'lot' ? claims.filter((each) => remainder(each).equals(remainder(last))) : [];
  const upTo = new Set(ranked.slice(0, left).filter((each) => !undecided.includes(each)));
  return {
    shares: claims.map((claim): Share => {
      const least = wholePart(claim.exact) + (upTo.has(claim) ? 1 : 0);
      const open = undecided.includes(claim);
      return { ...claim, places: open ? null : least, least, most: open ? least + 1 : least };
    }),
    left: 0,
    byLot: undecided.length === 0 ? 0 : left - upTo.size,
  };
}

function tieOrder(a: Claimant, b: Claimant, ties: Tie): number {
  switch (ties) {
    case 'largerMeasure':
      return b.measure - a.measure || byCode(a, b);
    case 'smallerMeasure':
      return a.measure - b.measure || byCode(a, b);
    case 'lowerCode':
      return byCode(a, b);
    case 'lot':
      return 0;
  }
}

function roundedAlone(exact: Fraction, rounding: Exclude<Rounding, 'largestRemainder'>): number {
  switch (rounding) {
    case 'down':
      return exact.floor().valueOf();
    case 'up':
      return exact.ceil().valueOf();
    case 'nearest':
      return exact.add(new Fraction(1, 2)).floor().valueOf();
  }
}

function certain(claim: ExactClaim, places: number): Share {
  return { ...claim, places, least: places, most: places };
}

function wholePart(exact: Fraction): number {
  return exact.floor().valueOf();
}

function remainder({ exact }: ExactClaim): Fraction {
  return exact.sub(exact.floor());
}

function byCode(a: Pick<Claimant, 'code'>, b: Pick<Claimant, 'code'>): number {
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}
