import type { Day } from '../day.ts';
import type { RegionId, SchoolId } from '../identifier.ts';
import type { EffectiveRule } from '../policy/effective.ts';
import type { TargetCount } from '../policy/targetReading.ts';
import type { Text } from '../roster.ts';
import type { Candidates } from './candidates.ts';
import type { ForecastLevers } from './levers.ts';
import type { Outlook } from './outlook.ts';
import type { SeatPaths } from './seatPaths.ts';

/** What a number rests on. */
export const BASES = [
  'stock',
  'awards',
  'due',
  'candidates',
  'renewing',
  'leaving',

  'workshops',
  'ending',
  'training',
  'decided',
] as const;
export type BasisOf = (typeof BASES)[number];

/** One number on which a forecast rests, in words. */
export interface Basis {
  readonly of: BasisOf;
  /** A year, or as a part; null: no such number. */
  readonly perYear: Outlook | null;
  readonly text: Text;
}

/** One part of a target and how it goes on. */
export interface PartModel {
  readonly unit: RegionId | SchoolId | null;
  readonly count: TargetCount;
  /** The year or school year of which it is asked; null: not divided so. */
  readonly period: string | null;
  /** What there is on the day; null: not known. */
  readonly actual: number | null;
  readonly required: number | null;
  /** The population of a share; of anything else 1. */
  readonly weight: number;
  /** What there will be on a later day. */
  readonly at: (on: Day, levers: ForecastLevers) => Outlook;
  readonly bases: (levers: ForecastLevers) => readonly Basis[];
  readonly assumptions: (levers: ForecastLevers) => readonly Text[];
  readonly candidates: Candidates | null;
  /** How many titles of a tier are usually awarded a year in the whole unit; null: not told. */
  readonly usualAwards: (tier: string) => number | null;
  /** The seats by which what is counted is earned; null: of no seats. */
  readonly paths: SeatPaths | null;
  /** The rules that say who comes to hold it. */
  readonly rules: readonly EffectiveRule[];
}
