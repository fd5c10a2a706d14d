import type { SchoolYear } from '../calendar.ts';
import type { Day } from '../day.ts';
import type { DesignationTerm } from '../designation.ts';
import type {
  DesignationId,
  PairingId,
  PostId,
  RegionId,
  SchoolId,
  SeatId,
  TeacherId,
  UnitId,
  WorkshopId,
} from '../identifier.ts';
import type { Interval } from '../interval.ts';
import type { Level } from '../level.ts';
import type { Stage } from '../school.ts';
import type { RegionPath, SchoolOverTime } from '../unitOverTime.ts';

/**
 * What conditions read, with every date that it has, so that one loading answers for any day. A list that no rule asks for
 * may be left empty: `recordsAsked` says which are needed.
 */

/** Grade of an appraisal of a calendar year. */
export interface AppraisalFact {
  readonly id: string;
  readonly kind: string;
  /** It happens on the last day of this calendar year. */
  readonly year: number;
  readonly grade: string;
  readonly by: Level | null;
}

export interface AchievementFact {
  readonly id: string;
  readonly kind: string;
  readonly date: Day;
  readonly level: Level;
  readonly topic: string | null;
  readonly published: boolean | null;
  readonly part: string | null;
}

/** A training that somebody attended. */
export interface TrainingFact {
  readonly id: string;
  /** Its layer: onboarding, inService … */
  readonly kind: string;
  readonly date: Day;
  /** Training hours, at least 0. */
  readonly hours: number;
  readonly level: Level | null;
  readonly completed: boolean | null;
}

export interface ActivityFact {
  readonly id: string;
  readonly kind: string;
  readonly date: Day;
  readonly level: Level | null;
  /** How many of them the record stands for, at least 1. */
  readonly times: number;
}

export interface CertificateFact {
  readonly id: string;
  readonly kind: string;
  readonly grade: string | null;
  readonly issued: Day;
  /** First day on which it is no longer valid; null: open. */
  readonly to: Day | null;
  readonly revokedOn: Day | null;
}

export interface FindingFact {
  readonly id: string;
  readonly kind: string;
  readonly date: Day;
  readonly level: Level | null;
}

export interface EffectFact extends Interval {
  readonly id: string;
  /** bar, prefer, exempt … */
  readonly kind: string;
  /** From or for what; null: from everything. */
  readonly what: string | null;
}

export interface WaiverFact extends Interval {
  readonly id: string;
  /** Id of the rule that is waived. */
  readonly rule: string;
  readonly by: Level;
  readonly reason: string | null;
}

export interface LinkFact extends Interval {
  readonly id: string;
  readonly kind: string;
  readonly school: SchoolId;
}

export interface EventFact {
  readonly id: string;
  readonly kind: string;
  readonly date: Day;
  readonly level: Level | null;
}

/** A number that is not persons in the graph, such as pupils. */
export interface FigureFact {
  readonly id: string;
  readonly name: string;
  readonly stage: Stage | null;
  /** The day that it speaks of: it stands until the next one. */
  readonly day: Day;
  readonly value: number;
}

export interface RubricScoreFact {
  readonly id: string;
  /** Id of the rubric's rule. */
  readonly rubric: string;
  readonly section: string;
  readonly item: string | null;
  readonly date: Day;
  readonly points: number;
  readonly level: Level | null;
}

export interface ApplicationFact {
  readonly id: string;
  readonly for: string;
  readonly tier: string | null;
  readonly level: Level | null;
  readonly date: Day;
  /** The last step that it reached. */
  readonly reached: string | null;
  readonly result: string | null;
  /** The school that nominated; null: not told. */
  readonly nominator: SchoolId | null;
}

export interface PostFact extends Interval {
  readonly id: PostId;
  readonly kind: string;
  readonly school: SchoolId;
}

export interface TitleFact extends DesignationTerm {
  readonly id: DesignationId;
  readonly tier: string;
  readonly level: Level;
  /** Null: not told. */
  readonly awardedBy: RegionId | null;
}

export interface PersonSeatFact extends Interval {
  readonly id: SeatId;
  readonly role: string;
  readonly part: string | null;
  readonly workshop: WorkshopId;
}

export interface PairingFact extends Interval {
  readonly id: PairingId;
  readonly as: 'mentor' | 'mentee';
  readonly other: TeacherId;
  readonly schoolYear: SchoolYear;
}

/** One person. */
export interface PersonFacts {
  readonly id: TeacherId;
  readonly sex: 'FEMALE' | 'MALE' | null;
  readonly birth: Day | null;
  readonly hiredOn: Day | null;
  readonly teachingSince: Day | null;
  /** The subject taught; null: not told. */
  readonly subject: string | null;
  /** Own schools over time. */
  readonly works: readonly (Interval & { readonly school: SchoolId })[];
  readonly posts: readonly PostFact[];
  readonly titles: readonly TitleFact[];
  readonly seats: readonly PersonSeatFact[];
  readonly pairings: readonly PairingFact[];
  readonly appraisals: readonly AppraisalFact[];
  readonly achievements: readonly AchievementFact[];
  readonly trainings: readonly TrainingFact[];
  readonly activities: readonly ActivityFact[];
  readonly certificates: readonly CertificateFact[];
  readonly findings: readonly FindingFact[];
  readonly effects: readonly EffectFact[];
  readonly waivers: readonly WaiverFact[];
  readonly links: readonly LinkFact[];
  readonly figures: readonly FigureFact[];
  readonly rubricScores: readonly RubricScoreFact[];
  readonly applications: readonly ApplicationFact[];
}

/** What schools, workshops and regions own of their own. */
export interface OwnedFacts {
  readonly appraisals: readonly AppraisalFact[];
  readonly activities: readonly ActivityFact[];
  readonly findings: readonly FindingFact[];
  readonly effects: readonly EffectFact[];
  readonly waivers: readonly WaiverFact[];
  readonly links: readonly LinkFact[];
  readonly events: readonly EventFact[];
  readonly figures: readonly FigureFact[];
}

export const OWNS_NOTHING: OwnedFacts = {
  appraisals: [],
  activities: [],
  findings: [],
  effects: [],
  waivers: [],
  links: [],
  events: [],
  figures: [],
};

export interface SchoolFacts extends SchoolOverTime {
  readonly base: boolean | null;
  readonly owns: OwnedFacts;
}

export interface WorkshopFacts extends Interval {
  readonly id: WorkshopId;
  readonly founder:
    { readonly kind: 'Region'; readonly id: RegionId } | { readonly kind: 'School'; readonly id: SchoolId };
  readonly level: Level;
  readonly stages: readonly Stage[];
  /** Null: told by the policy from its level and stages. */
  readonly kind: string | null;
  readonly batch: string | null;
  /** Null: running or ended, by its dates. */
  readonly state: string | null;
  readonly base: boolean | null;
  /** Everybody who ever had a seat in it. */
  readonly seats: readonly (Interval & {
    readonly id: SeatId;
    readonly role: string;
    readonly part: string | null;
    readonly person: TeacherId;
    /** Seats that it stood under, each for a time. */
    readonly under: readonly (Interval & { readonly seat: SeatId })[];
  })[];
  readonly owns: OwnedFacts;
}

/**
 * A unit with everything in it that rules ask for: a region with its regions, schools, workshops and people, or a school.
 * For a few people alone: the regions down to the schools that their facts name, and those schools and workshops.
 */
export interface UnitFacts {
  /** The region or school from which the paths of `regions` begin. */
  readonly id: UnitId;
  readonly regions: readonly RegionPath[];
  readonly schools: readonly SchoolFacts[];
  readonly workshops: readonly WorkshopFacts[];
  readonly people: readonly PersonFacts[];
  /** What regions own: events, figures. */
  readonly owned: ReadonlyMap<RegionId, OwnedFacts>;
}

/** The lists of facts that a query may leave out. */
export const FACT_LISTS = [
  'posts',
  'titles',
  'seats',
  'pairings',
  'appraisals',
  'achievements',
  'trainings',
  'activities',
  'certificates',
  'findings',
  'effects',
  'waivers',
  'links',
  'figures',
  'rubricScores',
  'applications',
  'events',
  'workshops',
] as const;
export type FactList = (typeof FACT_LISTS)[number];
