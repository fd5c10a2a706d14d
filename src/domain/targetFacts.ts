import type { Day } from './day.ts';
import type { DesignationTerm } from './designation.ts';
import type { RegionId, SchoolId, TeacherId, WorkshopId } from './identifier.ts';
import type { Interval } from './interval.ts';
import type { Level } from './level.ts';
import type { Stage } from './school.ts';
import type { RegionPath, SchoolOverTime } from './unitOverTime.ts';

/** A title as targets count it. */
export interface AwardedTitle extends DesignationTerm {
  readonly tier: string;
  readonly level: Level;
  /** Null: not told. */
  readonly awardedBy: RegionId | null;
}

/** Somebody with titles, with the own schools and the posts over time. */
export interface TitleHolder {
  readonly person: TeacherId;
  /** Of every kind. */
  readonly posts: readonly (Interval & { readonly school: SchoolId; readonly kind: string })[];
  readonly works: readonly (Interval & { readonly school: SchoolId })[];
  /** All titles of the person, whatever their level. */
  readonly titles: readonly AwardedTitle[];
}

/** A workshop with its founder. */
export interface FoundedWorkshop extends Interval {
  readonly id: WorkshopId;
  readonly founder:
    { readonly kind: 'Region'; readonly id: RegionId } | { readonly kind: 'School'; readonly id: SchoolId };
  readonly level: Level;
  readonly stages: readonly Stage[];
}

/** People who hold the same posts on a day and were first trained on the same one. */
export interface TrainedHolders {
  /** The day on which the posts are held. */
  readonly on: Day;
  /** The first day from which on training counts. */
  readonly since: Day;
  readonly posts: readonly { readonly school: SchoolId; readonly kind: string }[];
  /** The first training from `since` to `on`; null: none. */
  readonly trained: Day | null;
  readonly persons: number;
}

/** What targets count in a unit, dated so that one answer serves any day. */
export interface TargetFacts {
  readonly regions: readonly RegionPath[];
  readonly schools: readonly SchoolOverTime[];
  readonly holders: readonly TitleHolder[];
  readonly workshops: readonly FoundedWorkshop[];
  readonly people: readonly TrainedHolders[];
}
