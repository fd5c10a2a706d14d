import type { Calendar } from '../calendar.ts';
import type { Day } from '../day.ts';
import type { Level } from '../level.ts';
import type { Text } from '../roster.ts';
import type { Condition, Measure, Quantity, SeatBound, Selection, Where } from './condition.ts';

/** One version of one body's policy, as its file says it. The grammar: docs/policy-language.md. */
export interface PolicyDocument {
  /** Code of the policy: stays the same from version to version. */
  readonly policy: string;
  /** GB/T 2260 code of the body's region, as valid on `effective.from`. */
  readonly region: string;
  /** Code of the policy it stands under, where that is not simply the one of the body above. */
  readonly inherits: string | null;
  readonly title: Text;
  readonly document: SourceDocument;
  readonly effective: Effective;
  /** Only what this file states: the rest comes from the layers above, then from the default. */
  readonly calendar: StatedCalendar;
  readonly define: Definitions;
  /** By group (posts, achievements, activities …) and code. */
  readonly codes: ReadonlyMap<string, ReadonlyMap<string, Text>>;
  /** Ordered grades, lowest first, by the name of the scale. */
  readonly scales: ReadonlyMap<string, readonly string[]>;
  readonly ladders: readonly Ladder[];
  readonly workshops: readonly WorkshopKind[];
  readonly rules: readonly Rule[];
}

export interface SourceDocument {
  readonly number: string | null;
  readonly issued: Day | null;
  readonly note: Text | null;
}

export interface Effective {
  readonly from: Day;
  /** Last day on which it holds; null: open. */
  readonly through: Day | null;
  /** The document does not say from when on it holds: the date is read into it. */
  readonly assumed: boolean;
}

export interface StatedCalendar extends Partial<Calendar> {
  /** Named periods that `per` may ask for. */
  readonly periods: ReadonlyMap<string, { readonly from: Day; readonly through: Day }>;
}

/** A reading that the clause does not state. Switched off (`applied: false`), what carries it does not count. */
export interface Interpretation {
  readonly text: Text;
  readonly applied: boolean;
}

export interface Definitions {
  /** Which schools count as rural. */
  readonly rural: { readonly where: Where; readonly interpretation: Interpretation | null } | null;
  /** Codes of the posts whose days are homeroom years and whose holders are homeroom teachers. */
  readonly countingPosts: readonly string[] | null;
  /** Days that make a year of service. */
  readonly daysPerYear: number | null;
  /** Conversions to training hours: one unit is so many hours. */
  readonly hourUnits: ReadonlyMap<string, number>;
  /** Years of homeroom work that one time of an activity stands for where a rule says `convert`, by the activity's code. */
  readonly conversions: ReadonlyMap<string, Quantity>;
  /** Part by which a number may differ from one that is stated as `about`, 0 to 1. */
  readonly tolerance: number | null;
  /** Values that a body above left open. */
  readonly parameters: ReadonlyMap<string, number>;
  /** Named selections. */
  readonly selections: ReadonlyMap<string, Selection>;
}

export interface LadderTier {
  readonly code: string;
  readonly text: Text;
  /** Null: a title that is awarded. Otherwise no title: those of these persons who hold no title of the ladder stand there. */
  readonly who: Selection | null;
  readonly interpretation: Interpretation | null;
}

export interface Ladder {
  readonly code: string;
  /** Id and clause as a rule has them, where the document's rule is the ladder itself; null: it only serves other rules. */
  readonly id: string | null;
  readonly clause: string | null;
  /** What it is, in words. */
  readonly text: Text | null;
  readonly modality: Modality;
  /** What people look at who give its tiers: shown beside it, never computed. */
  readonly attest: Attestation | null;
  /** Lowest first. */
  readonly tiers: readonly LadderTier[];
  /** Levels at which its titles are awarded. */
  readonly levels: readonly Level[];
  readonly interpretation: Interpretation | null;
}

export interface WorkshopKind {
  readonly kind: string;
  readonly text: Text | null;
  readonly levels: readonly Level[];
  readonly roles: readonly WorkshopRole[];
  readonly term: { readonly years: number } | { readonly months: number } | null;
  readonly batch: string | null;
  /** States a workshop of this kind can be in. */
  readonly states: readonly string[];
}

export interface WorkshopRole {
  readonly code: string;
  readonly text: Text;
  /** At most one role of a kind leads. */
  readonly leads: boolean;
  /** Role whose seat it stands under; null: the role leads, or the file says `under: none`. */
  readonly under: string | null;
}

export const RULE_KINDS = [
  'composition',
  'eligibility',
  'obligation',
  'quota',
  'target',
  'award',
  'term',
  'outcome',
  'revocation',
  'workflow',
  'places',
  'entitlement',
  'rubric',
  'curriculum',
  'structure',
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

export const MODALITIES = ['must', 'should', 'may'] as const;
export type Modality = (typeof MODALITIES)[number];

/** What is sought or decided. */
export const AIMS = ['title', 'seat', 'post', 'certificate', 'training', 'promotion', 'workshop'] as const;
export interface Aim {
  readonly of: (typeof AIMS)[number];
  readonly where: Where;
}

/** `true`: bodies below may not override. `stricter`: only with a rule that asks for more. */
export type Lock = boolean | 'stricter';

export interface Waiver {
  readonly by: Level;
  readonly reason: 'required' | 'optional';
  readonly when: Condition | null;
}

/** What people judge, by code, and the clause that asks for it. */
export interface Attestation {
  readonly of: readonly string[];
  readonly clause: string | null;
}

/** What every rule says beside its body. */
export interface RuleHead {
  readonly id: string;
  /** Clause of the document; null: the document has none for it (`note` says why). */
  readonly clause: string | null;
  readonly note: Text | null;
  /** Null: the sentence is made from the rule. */
  readonly text: Text | null;
  /** With several, the rule is about each of them. */
  readonly for: readonly Aim[];
  readonly who: Selection | null;
  readonly per: readonly Per[];
  readonly except: Condition | null;
  /** Conditions that people judge: shown beside the rule, never part of met, unmet or unknown. */
  readonly attest: Attestation | null;
  readonly modality: Modality;
  readonly waivable: Waiver | null;
  readonly interpretation: Interpretation | null;
  /** Id of the rule of a body above that it replaces for what this body founds or awards. */
  readonly overrides: string | null;
  readonly locked: Lock;
}

export const PERIODS = ['month', 'year', 'schoolYear', 'semester', 'term', 'batch', 'round'] as const;
export type Period = (typeof PERIODS)[number];

/** A period or a unit for each of which a rule is compared once. */
export type Per =
  | { readonly per: 'period'; readonly period: Period }
  | { readonly per: 'named'; readonly period: string }
  | { readonly per: 'level'; readonly level: Level }
  | { readonly per: 'schools'; readonly where: Where }
  | { readonly per: 'workshop' | 'nominator' };

/** One seat rule of a composition, by role. */
export interface SeatCount {
  readonly role: string;
  readonly bound: SeatBound;
  /** Counted once for each holder of this role. */
  readonly forEach: string | null;
  readonly parts: readonly { readonly part: string; readonly bound: SeatBound }[];
  /** Where the people must come from. */
  readonly from: Where;
  readonly perBatch: boolean;
}

export const EFFECTS = [
  'bar',
  'prefer',
  'recommend',
  'defer',
  'correct',
  'revoke',
  'lapse',
  'renew',
  'keep',
  'end',
  'commend',
  'recognise',
  'mayApply',
] as const;
export const EFFECT_SUBJECTS = ['holder', 'host', 'workshop', 'school', 'body'] as const;

export interface Effect {
  readonly effect: (typeof EFFECTS)[number];
  readonly who: (typeof EFFECT_SUBJECTS)[number];
  readonly what: Where;
  readonly for: Duration | null;
  readonly by: Level | null;
  readonly until: Plain;
  readonly else: readonly Effect[];
}

export const UNITS_OF_TIME = ['day', 'month', 'year', 'schoolYear', 'semester', 'round', 'term'] as const;
export interface Duration {
  readonly count: number;
  readonly unit: (typeof UNITS_OF_TIME)[number];
}

export interface WorkflowStep {
  readonly step: string;
  /** Its name in words; null: the file gives none. */
  readonly text: Text | null;
  /** Level or body that decides; null where the step only waits. */
  readonly by: string | null;
  readonly jointly: readonly string[];
  readonly requires: readonly string[];
  readonly skipWhen: Condition | null;
  /** Working days in public. */
  readonly publicity: SeatBound | null;
  readonly stopsWhen: (typeof STEP_STOPS)[number] | null;
  readonly outcomes: readonly string[];
}

/** One thing that a rubric gives points for. */
export interface RubricItem {
  /** Its number or code, unique in the rubric. */
  readonly item: string;
  /** The most that it can give. */
  readonly points: number;
  readonly text: Text | null;
}

export interface RubricSection {
  readonly section: string;
  readonly text: Text | null;
  /** The most that it can give: the sum of its items where it has any. */
  readonly points: number;
  readonly items: readonly RubricItem[];
}

/** Items whose points depend on the level: the part of the points that each level gives, 0 to 1. */
export interface RubricWeights {
  readonly items: readonly string[];
  readonly byLevel: ReadonlyMap<Level, number>;
}

/** How often the points are made public and summed. */
export interface RubricRoll {
  readonly published: Period | null;
  readonly summed: Period | null;
}

export const ROUNDINGS = ['largestRemainder', 'nearest', 'down', 'up'] as const;
export const TIES = ['largerMeasure', 'smallerMeasure', 'lowerCode', 'lot'] as const;

/** What a step of a workflow may ask for, beside the id of a rule. */
export const STEP_REQUIREMENTS = ['eligibility', 'attest', 'consultation', 'documents'] as const;
/** What stops a workflow while something is in public. */
export const STEP_STOPS = ['objectionUpheld', 'objection'] as const;
/** Who may take a step, beside the body of a level. */
export const STEP_BODIES = [
  'teacher',
  'school',
  'nominator',
  'host',
  'workshop',
  'county',
  'city',
  'province',
  'committee',
] as const;

/** Plain data that a rule records and reports, without a meaning that the program computes. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

export type Lasts =
  | { readonly lasts: 'for'; readonly duration: Duration }
  | { readonly lasts: 'dates'; readonly from: Day; readonly through: Day }
  | { readonly lasts: 'open' };

export type RuleBody =
  | { readonly kind: 'composition'; readonly seats: readonly SeatCount[]; readonly require: Condition | null }
  | { readonly kind: 'eligibility'; readonly require: Condition | null }
  | { readonly kind: 'obligation'; readonly require: Condition | null }
  | { readonly kind: 'quota'; readonly require: Condition | null }
  | {
      readonly kind: 'target';
      readonly require: Condition;
      /** Last day by which it is to be reached. */
      readonly by: Day | null;
      readonly from: Day | null;
      readonly through: Day | null;
    }
  | { readonly kind: 'award'; readonly gives: readonly Aim[]; readonly require: Condition | null }
  | {
      readonly kind: 'term';
      readonly lasts: Lasts;
      readonly review: { readonly every: string; readonly kind: string } | null;
      readonly lapsesWhen: Condition | null;
    }
  | {
      readonly kind: 'outcome';
      readonly of: { readonly appraisal: string } | { readonly rule: string };
      readonly grades: ReadonlyMap<string, readonly Effect[]>;
    }
  | { readonly kind: 'revocation'; readonly grounds: readonly Condition[] }
  | { readonly kind: 'workflow'; readonly steps: readonly WorkflowStep[] }
  | {
      readonly kind: 'places';
      readonly total: Quantity;
      readonly over: Level;
      readonly each: ReadonlyMap<string, number> | null;
      readonly inProportionTo: Measure | null;
      /** Null: largestRemainder. */
      readonly rounding: (typeof ROUNDINGS)[number] | null;
      readonly ties: (typeof TIES)[number] | null;
    }
  | {
      readonly kind: 'entitlement';
      readonly gives: Plain;
      readonly by: string | null;
      readonly notWith: readonly string[];
    }
  | {
      readonly kind: 'rubric';
      readonly sections: readonly RubricSection[];
      readonly weights: RubricWeights | null;
      readonly roll: RubricRoll | null;
      readonly content: Plain;
    }
  | { readonly kind: 'curriculum'; readonly content: Plain }
  | { readonly kind: 'structure'; readonly content: Plain };

/** One rule: what every rule says, and the body of its kind. */
export type Rule = RuleHead & RuleBody;
export type RuleOf<Kind extends RuleKind> = Extract<Rule, { readonly kind: Kind }>;
