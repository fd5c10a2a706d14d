import type { Day } from '../domain/day.ts';
import type { EligibilityAim } from '../domain/eligibility.ts';
import type { RegionId, TeacherId } from '../domain/identifier.ts';
import type { At } from '../domain/moment.ts';
import {
  type EligibilityReport,
  type TeacherEligibility,
  loadEligibility,
  loadTeacherEligibility,
} from '../services/eligibility.ts';
import { type RollUpSources, policyOfUnit } from '../services/rollUp.ts';
import { batched } from './batching.ts';
import { type UnitKey, distinct, found } from './rollUps.ts';

interface AimQuestion {
  readonly aim: EligibilityAim;
  /** The day that says whose records are open. */
  readonly today: Day;
}

/** Tells apart what is sought. */
function keyOf({ rule, sought }: EligibilityAim): string {
  return JSON.stringify([rule, sought?.of, sought === null ? null : [...sought.attributes]]);
}

/** Who may become what, in one request. */
export function createEligibilityLoaders(sources: RollUpSources) {
  return {
    eligibility: batched<UnitKey & { readonly question: AimQuestion }, EligibilityReport | null>(
      ({ day, question }) => `${day} ${keyOf(question.aim)}`,
      async (units, { day, question }) => found(units, await loadEligibility(sources, distinct(units), day, question)),
    ),
    teacherEligibility: batched<
      At<TeacherId> & { readonly question: AimQuestion & { readonly body: RegionId } },
      TeacherEligibility | null
    >(
      ({ day, question }) => `${day} ${question.body} ${keyOf(question.aim)}`,
      async (keys, { day, question }) => {
        const ids = [...new Set(keys.map(({ id }) => id))];
        return found(keys, await loadTeacherEligibility(sources, ids, question.body, day, question));
      },
    ),
    /** What is in force for a unit on its day. */
    policyOfUnit: (unit: UnitKey) => policyOfUnit(sources, unit, unit.day),
  };
}
