import type { SchoolYear } from './calendar.ts';
import type { Interval } from './interval.ts';
import type { Day } from './day.ts';
import type {
  DesignationId,
  PairingId,
  PostId,
  RegionId,
  SchoolId,
  SeatId,
  TeacherId,
  WorkshopId,
} from './identifier.ts';
import type { Level } from './level.ts';
import type { DesignationState } from './roster.ts';
import type { Setting, Stage } from './school.ts';

/**
 * What the directory shows of each thing, as it is on one day. What depends on the day was decided on that day; ids point
 * at the neighbours that a loader fetches.
 */
export interface Region {
  readonly kind: 'Region';
  readonly id: RegionId;
  /** GB/T 2260, as valid on the day. */
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  /** The region that it is part of; null at the root, and where the region above is not visible. */
  readonly parentId: RegionId | null;
}

export interface School {
  readonly kind: 'School';
  readonly id: SchoolId;
  /** The body that issued the code. */
  readonly issuedBy: RegionId;
  readonly code: string;
  readonly name: string;
  readonly stages: readonly Stage[];
  /** Whether it is a base; null: not told. */
  readonly base: boolean | null;
  /** Null: not known on the day. */
  readonly setting: Setting | null;
  /** The county that governs it, or the city for a city-direct school; null: not known on the day. */
  readonly governedBy: RegionId | null;
}

export interface Teacher {
  readonly kind: 'Teacher';
  readonly id: TeacherId;
  /** The body that issued the staff number. */
  readonly issuedBy: RegionId;
  readonly staffNo: string;
  readonly name: string;
  /** The subject taught, as the office calls it; null: not told. */
  readonly subject: string | null;
  /** The person's own school on the day. */
  readonly schoolId: SchoolId | null;
}

export interface Workshop extends Interval {
  readonly kind: 'Workshop';
  readonly id: WorkshopId;
  /** The body that issued the number. */
  readonly issuedBy: RegionId;
  readonly code: string;
  readonly name: string | null;
  readonly level: Level;
  readonly stages: readonly Stage[];
  /** Code of its kind in the policy, as recorded; null: the policy tells it from level and stages. */
  readonly workshopKind: string | null;
  /** The round in which it was founded; null: not told. */
  readonly batch: string | null;
  /** Code of its state in the policy, as recorded; null: it runs or has ended, by its dates. */
  readonly state: string | null;
  /** Whether it is tied to a base; null: not told. */
  readonly base: boolean | null;
  readonly founder:
    { readonly kind: 'Region'; readonly id: RegionId } | { readonly kind: 'School'; readonly id: SchoolId };
}

export interface Seat extends Interval {
  readonly kind: 'Seat';
  readonly id: SeatId;
  /** Code of the role in the workshop's policy. */
  readonly role: string;
  /** Code of the part within the role; null: not told. */
  readonly part: string | null;
  readonly holderId: TeacherId;
  readonly workshopId: WorkshopId;
  /** The seat that it stands under on the day. */
  readonly underId: SeatId | null;
}

export interface Post extends Interval {
  readonly kind: 'Post';
  readonly id: PostId;
  /** Code of the kind of post as the policies name it. */
  readonly postKind: string;
  readonly className: string | null;
  readonly holderId: TeacherId;
  readonly schoolId: SchoolId;
}

export interface Pairing extends Interval {
  readonly kind: 'Pairing';
  readonly id: PairingId;
  readonly schoolYear: SchoolYear;
  readonly mentorId: TeacherId;
  readonly menteeId: TeacherId;
}

export interface Designation {
  readonly kind: 'Designation';
  readonly id: DesignationId;
  /** Code of the tier in the policy's ladder. */
  readonly tier: string;
  readonly level: Level;
  readonly awarded: Day;
  /** The first day after the term. */
  readonly termEnd: Day | null;
  readonly state: DesignationState;
  /** The day from which on a state other than IN_FORCE is known to hold; before it, nothing is known. */
  readonly stateKnownOn: Day | null;
  readonly holderId: TeacherId;
  /** Null where the awarding body cannot be told. */
  readonly awardedBy: RegionId | null;
}

/** What a list of schools may be narrowed to; null narrows nothing. */
export type SchoolFilter = {
  readonly stage: Stage | null;
  readonly setting: Setting | null;
  /** By the policy in force for the region asked about. */
  readonly rural: boolean | null;
  readonly cityDirect: boolean | null;
};

/** RUNNING: founded, and not ended. ENDED: an end is recorded and past. */
export const WORKSHOP_STATES = ['RUNNING', 'ENDED'] as const;
export type WorkshopState = (typeof WORKSHOP_STATES)[number];

/** What a list of workshops may be narrowed to; null narrows nothing. */
export type WorkshopFilter = {
  readonly level: Level | null;
  readonly stage: Stage | null;
  readonly state: WorkshopState;
};
