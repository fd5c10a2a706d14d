import type { Day } from './day.ts';

/**
 * The day that an answer speaks of. It comes from the root field and goes down with every object, so that one request may
 * ask about two days.
 */
export interface Moment {
  readonly day: Day;
  /** True when the asker named the day: then the object's global id carries it. False: today, the current state. */
  readonly explicitDay: boolean;
}

/** A thing as it is on a day: the key of every loader. */
export interface At<Id extends string> extends Moment {
  readonly id: Id;
}

/** The same moment, for another thing. */
export function at<Id extends string>(id: Id, { day, explicitDay }: Moment): At<Id> {
  return { id, day, explicitDay };
}
