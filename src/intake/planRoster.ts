import type { RosterPlan } from '../domain/roster.ts';
import type { RosterInput } from './input.ts';

/** What importing these sheets would do. Pure: the same input gives the same plan. */
export function planRoster(input: RosterInput): RosterPlan {
  throw new Error(`not planned yet: ${input.issuer.code}`);
}
