import type { Day } from './day.ts';

/**
 * When a dated fact holds: half-open, `from` counts and `to` is the first day that does not.
 * An absent `from` is unknown and holds back to the beginning; an absent `to` is open.
 */
export interface Interval {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Whether the fact holds on a day. */
export function holdsOn({ from, to }: Interval, day: Day): boolean {
  return (from === null || from <= day) && (to === null || day < to);
}

/** Whether two facts share at least one day. */
export function overlap(a: Interval, b: Interval): boolean {
  return (a.from === null || b.to === null || a.from < b.to) && (b.from === null || a.to === null || b.from < a.to);
}
