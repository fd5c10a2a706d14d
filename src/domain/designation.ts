import type { Day } from './day.ts';
import type { DesignationState } from './roster.ts';

/** What tells whether a title was in force on a day. */
export interface DesignationTerm {
  readonly awarded: Day;
  /** First day after the term; null: open. */
  readonly termEnd: Day | null;
  readonly state: DesignationState;
  /** The day from which on a state other than IN_FORCE is known to hold. */
  readonly stateKnownOn: Day | null;
}

/**
 * Whether a title was in force on a day. One that expired with its term was until then. Null: it was revoked, or expired
 * before its term, without a date, and the day lies between the award and the day on which that became known.
 */
export function inForceOn({ awarded, termEnd, state, stateKnownOn }: DesignationTerm, day: Day): boolean | null {
  if (day < awarded || (termEnd !== null && termEnd <= day)) return false;
  if (state === 'IN_FORCE') return true;
  const withItsTerm = termEnd !== null && stateKnownOn !== null && termEnd <= stateKnownOn;
  if (state === 'EXPIRED' && withItsTerm) return true;
  return stateKnownOn !== null && stateKnownOn <= day ? false : null;
}
