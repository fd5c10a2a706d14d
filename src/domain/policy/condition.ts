import type { Day } from '../day.ts';
import type { FactName, RecordName } from './catalogue.ts';
import type { Duration, Interpretation, Modality, Waiver } from './types.ts';

/** A number, or a parameter that a lower body sets: until it is set the value is unknown. */
export type Quantity = number | { readonly parameter: string };

/** What a value is compared with: a number, a word of an ordered scale (level, grade, tier) or a flag. */
export type Comparand = Quantity | string | boolean;

/** The only comparison words. `between` includes both ends. */
export type Bound<Value = Comparand> =
  | { readonly is: 'exactly' | 'atLeast' | 'atMost' | 'moreThan' | 'lessThan' | 'about'; readonly value: Value }
  | { readonly is: 'between'; readonly least: Value; readonly most: Value };

/** In seats, `any` is any number, none included. */
export type SeatBound = Bound<Quantity> | { readonly is: 'any' };

/** A condition on the attributes of a record; all terms must hold. */
export type Where = readonly WhereTerm[];
export type WhereTerm =
  | { readonly term: 'oneOf'; readonly attribute: string; readonly values: readonly (string | number | boolean)[] }
  | { readonly term: 'bound'; readonly attribute: string; readonly bound: Bound }
  /** Through what the record belongs to: `school: { setting: VILLAGE }`. */
  | { readonly term: 'nested'; readonly attribute: string; readonly where: Where }
  | { readonly term: 'same'; readonly of: 'school' | 'county' | 'city' | 'stage'; readonly as: string }
  | { readonly term: 'any'; readonly of: readonly Where[] }
  | { readonly term: 'not'; readonly of: Where };

export const POPULATIONS = ['persons', 'holders', 'seats', 'workshops', 'schools', 'region'] as const;
export type Population = (typeof POPULATIONS)[number];

/** On whom a rule falls: written out, or by the name that `define` gives it. */
export type Selection =
  | { readonly selection: 'named'; readonly name: string }
  | { readonly selection: 'of'; readonly population: Population; readonly where: Where };

/** A number to compare with: how many are selected, or a figure. */
export type Measure =
  | { readonly measure: 'selection'; readonly selection: Selection }
  | { readonly measure: 'figure'; readonly name: string; readonly where: Where };

/** Which part of time a count looks at. */
export type Window =
  | { readonly window: 'within'; readonly duration: Duration }
  | { readonly window: 'first'; readonly duration: Duration; readonly of: string }
  /** Completed periods, each of which must have its record. */
  | { readonly window: 'lastPeriods'; readonly duration: Duration }
  | { readonly window: 'lastRecords'; readonly count: number }
  | { readonly window: 'since' | 'before'; readonly event: string }
  /** Any time up to the day asked: lasting records count when they held at some time. */
  | { readonly window: 'ever' }
  /** Both days included; null: open. */
  | { readonly window: 'dates'; readonly from: Day | null; readonly through: Day | null };

/** What a single condition may say beside its form. */
export interface ConditionHead {
  readonly clause: string | null;
  readonly modality: Modality | null;
  readonly waivable: Waiver | null;
  readonly interpretation: Interpretation | null;
}

export type ConditionForm =
  | { readonly form: 'all'; readonly of: readonly Condition[] }
  | { readonly form: 'any'; readonly of: readonly Condition[]; readonly atLeast: number }
  | { readonly form: 'not'; readonly of: Condition }
  | {
      readonly form: 'fact';
      readonly fact: FactName;
      readonly parameters: Where;
      readonly asAt: string | null;
      readonly window: Window | null;
      readonly bound: Bound;
    }
  | {
      readonly form: 'count';
      readonly records: RecordName;
      readonly where: Where;
      readonly window: Window | null;
      readonly bound: Bound<Quantity>;
    }
  | {
      readonly form: 'sum';
      readonly records: RecordName;
      readonly unit: string;
      readonly where: Where;
      readonly window: Window | null;
      readonly bound: Bound<Quantity>;
    }
  | {
      readonly form: 'share';
      readonly records: RecordName;
      readonly among: Where;
      readonly where: Where;
      readonly window: Window | null;
      readonly bound: Bound<Quantity>;
    }
  | {
      readonly form: 'ratio';
      readonly records: RecordName;
      readonly where: Where;
      readonly to: Measure;
      readonly window: Window | null;
      readonly bound: Bound<Quantity>;
    }
  | {
      readonly form: 'every';
      readonly records: RecordName;
      readonly where: Where;
      readonly window: Window | null;
      readonly is: Where;
    }
  | { readonly form: 'is'; readonly where: Where }
  | { readonly form: 'rule'; readonly rule: string };

/** The one tree that serves every kind of rule. */
export type Condition = ConditionHead & ConditionForm;
