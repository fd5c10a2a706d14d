import type { RegionId } from '../identifier.ts';
import type { Level } from '../level.ts';
import type { EffectivePolicy } from '../policy/effective.ts';
import type { Unknown } from '../unknown.ts';

/** The people of a region, against which a policy is held. Null: not known. */
export interface Numbers {
  /** Why the people are not known; null: they are. */
  readonly unknown: Unknown | null;
  readonly homeroomTeachers: number | null;
  readonly ruralHomeroomTeachers: number | null;
  /** The regions directly below with their people. */
  readonly byUnit: readonly {
    readonly id: RegionId;
    readonly level: Level;
    readonly homeroomTeachers: number | null;
    readonly ruralHomeroomTeachers: number | null;
  }[];
  /** How many regions of a level belong to it, itself included. */
  readonly regionsOf: (level: Level) => number;
  /** Distinct persons with a title in force; tiers null: any. */
  readonly holdersOf: (tiers: readonly string[] | null, level: Level) => number | null;
  /** What is in force for the bodies directly below that have policies of their own. */
  readonly below: readonly { readonly id: RegionId; readonly level: Level; readonly policy: EffectivePolicy }[];
}
