import type Fraction from 'fraction.js';
import type { Outcome } from '../composition.ts';
import type { Day } from '../day.ts';
import type { RegionId, SchoolId, WorkshopId } from '../identifier.ts';
import type { Condition } from '../policy/condition.ts';
import type { EffectiveRule } from '../policy/effective.ts';
import type { Modality } from '../policy/types.ts';
import type { Unknown } from '../unknown.ts';
import type { WaiverFact } from './facts.ts';

export type { Outcome };

/** Labels of the nodes that evidence may point to. */
export type EvidenceKind =
  | 'Post'
  | 'Designation'
  | 'Seat'
  | 'Pairing'
  | 'Appraisal'
  | 'Achievement'
  | 'Attendance'
  | 'Activity'
  | 'Certificate'
  | 'Finding'
  | 'Effect'
  | 'Waiver'
  | 'Link'
  | 'Event'
  | 'Figure'
  | 'RubricScore'
  | 'Application'
  | 'Teacher'
  | 'School'
  | 'Workshop';

/** A record on which an outcome rests. Of something that happened, `from` and `to` are its day. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly id: string;
  readonly from: Day | null;
  readonly to: Day | null;
  /** It may match or not: something about it is not known. */
  readonly perhaps: boolean;
}

/**
 * What was found: a number between a least and a most (equal when certain; `most` null: no upper end), in a unit; or words,
 * such as a tier or the values of an attribute.
 */
export type Found =
  | { readonly is: 'number'; readonly least: Fraction; readonly most: Fraction | null; readonly unit: string }
  | { readonly is: 'words'; readonly words: readonly (string | number | boolean)[] };

/** What came of one condition. Text is made from it only when somebody reads it (`verdictText.ts`). */
export interface Verdict {
  readonly condition: Condition;
  readonly outcome: Outcome;
  /** Null: nothing to show, or not known. */
  readonly found: Found | null;
  /** Set exactly when the outcome is unknown. */
  readonly unknown: Unknown | null;
  readonly evidence: readonly Evidence[];
  readonly conditions: readonly Verdict[];
  /** A recorded waiver: the condition stays unmet and the rule passes. */
  readonly waivedBy: WaiverFact | null;
  /** Whether it hinders nothing: met, waived, or only `should` or `may`. Null: not known. */
  readonly passes: boolean | null;
  /** While it is unmet: whether more of what it counts could still meet it. A ceiling that is passed cannot. */
  readonly mayRise: boolean;
}

/** For which period or unit a rule was compared. */
export type RuleUnit =
  | { readonly per: 'period'; readonly name: string; readonly from: Day; /** Last day. */ readonly through: Day }
  | { readonly per: 'region'; readonly id: RegionId }
  | { readonly per: 'school'; readonly id: SchoolId }
  | { readonly per: 'workshop'; readonly id: WorkshopId };

/** The rule compared for one combination of periods and units. */
export interface UnitVerdict {
  readonly units: readonly RuleUnit[];
  readonly verdict: Verdict;
  /** The last day on which a floor may still be reached: set while an unmet floor is not yet missed. */
  readonly due: Day | null;
}

/**
 * What came of one rule for one subject. `applies` false: `who` does not name the subject or `except` is met, and the rule
 * is counted apart; null: whether it does is not known, and so is the outcome.
 */
export interface RuleVerdict {
  readonly rule: EffectiveRule;
  readonly applies: boolean | null;
  /** Of everything, `should` and `may` included. */
  readonly outcome: Outcome;
  /** Whether the rule lets pass: met, waived, or only `should` and `may` are unmet. Null: not known. */
  readonly passes: boolean | null;
  readonly unknown: Unknown | null;
  readonly modality: Modality;
  /** One without `per`; otherwise one for each combination. */
  readonly units: readonly UnitVerdict[];
  readonly waivedBy: WaiverFact | null;
  /** Conditions that people judge: listed, never computed. */
  readonly attested: readonly string[];
  /** The earliest of the units' due days. */
  readonly due: Day | null;
}

/**
 * When time alone changes the outcome: nothing new is recorded, what runs goes on, terms and windows run out.
 * `earliest`: the first day (the day asked or later) on which it is met; `latest`: the last day in a row on which it still is,
 * counted from there; null: never within the horizon, or without end.
 */
export interface TimeAlone {
  readonly earliest: Day | null;
  readonly latest: Day | null;
}
