import type { Day } from '../domain/day.ts';
import type { EligibilityAim } from '../domain/eligibility.ts';
import type { Workshop } from '../domain/directory.ts';
import type { RegionId, TeacherId, WorkshopId } from '../domain/identifier.ts';
import type { At } from '../domain/moment.ts';
import {
  type CertificateQuestion,
  type CertificateQueue,
  loadCertificateQueues,
} from '../services/certificateQueue.ts';
import { type CompositionPart, loadCompositionParts } from '../services/compositionParts.ts';
import {
  type DutyQuestion,
  type DutyReport,
  type TeacherDuty,
  loadDuties,
  loadTeacherDuties,
} from '../services/duty.ts';
import {
  type EligibilityReport,
  type TeacherEligibility,
  loadAwardsDue,
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
    /** Null: the records are not open. The question is today. */
    awardsDue: batched<UnitKey & { readonly question: Day }, readonly EligibilityReport[] | null>(
      ({ day }) => day,
      async (units, { day, question }) => found(units, await loadAwardsDue(sources, distinct(units), day, question)),
    ),
    duties: batched<UnitKey & { readonly question: DutyQuestion }, DutyReport | null>(
      ({ day, question: { kind, rule, schoolYear } }) => JSON.stringify([day, kind, rule, schoolYear]),
      async (units, { day, question }) => found(units, await loadDuties(sources, distinct(units), day, question)),
    ),
    teacherDuties: batched<
      At<TeacherId> & { readonly question: DutyQuestion & { readonly body: RegionId } },
      readonly TeacherDuty[] | null
    >(
      ({ day, question: { body, schoolYear } }) => JSON.stringify([day, body, schoolYear]),
      async (keys, { day, question }) => {
        const ids = [...new Set(keys.map(({ id }) => id))];
        return found(keys, await loadTeacherDuties(sources, ids, question.body, day, question));
      },
    ),
    certificateQueue: batched<UnitKey & { readonly question: CertificateQuestion }, CertificateQueue | null>(
      ({ day, question: { months, kind } }) => JSON.stringify([day, months, kind]),
      async (units, { day, question }) =>
        found(units, await loadCertificateQueues(sources, distinct(units), day, question)),
    ),
    /** The question is today. */
    compositionParts: batched<
      Workshop & At<WorkshopId> & { readonly question: Day },
      readonly CompositionPart[] | null
    >(
      ({ day }) => day,
      async (workshops, { day, question }) =>
        found(workshops, await loadCompositionParts(sources, distinct(workshops), day, question)),
    ),
    /** What is in force for a unit on its day. */
    policyOfUnit: (unit: UnitKey) => policyOfUnit(sources, unit, unit.day),
  };
}
