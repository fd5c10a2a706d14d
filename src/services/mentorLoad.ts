import {
  type LoadPosition,
  type LoadQuestion,
  mentorLoadPage,
  mentorLoadPageFromEnd,
  mentorLoads,
  mentorRecords,
} from '../../graph/mentorLoad.ts';
import { type SchoolYear, schoolYearOn } from '../domain/calendar.ts';
import { NO_COVERAGE, uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { RegionId, TeacherId, UnitId } from '../domain/identifier.ts';
import {
  type Load,
  type LoadCount,
  type LoadStatus,
  type LoadTotals,
  countedOn,
  isAsked,
  loadOf,
  loadsByUnit,
  loadsWithStatus,
  pairingsRunning,
  sumLoads,
  tiersOf,
  unanswerable,
} from '../domain/mentorLoad.ts';
import type { EffectivePolicy } from '../domain/policy/effective.ts';
import { type PairingQuota, pairingQuotas } from '../domain/policy/staffing.ts';
import type { RosterKind } from '../domain/roster.ts';
import { type Answer, type Unknown, known, notKnown } from '../domain/unknown.ts';
import { type RollUpSources, type Unit, askedAlike, coveragesOf, policyOfUnit } from './rollUp.ts';

const KINDS: readonly RosterKind[] = ['teacher', 'designation', 'pairing'];

/** How the mentors of a unit stand against one quota in one school year. */
export interface LoadReport {
  readonly quota: PairingQuota;
  readonly schoolYear: SchoolYear;
  readonly totals: Answer<LoadTotals>;
  /** Null as unit: its own schools. */
  readonly byUnit: readonly { readonly unit: RegionId | null; readonly totals: Answer<LoadTotals> }[];
  /** What a page of its rows is asked with; null: nothing can be said. */
  readonly question: LoadQuestion | null;
}

interface Job {
  readonly unit: Unit;
  readonly policy: EffectivePolicy;
  readonly quota: PairingQuota;
  readonly schoolYear: SchoolYear;
  readonly question: LoadQuestion;
}

/**
 * The reports of several units on one day, one for each quota in force: one query for each rule, whatever the number of
 * units. A unit for which no policy is in force on the day has no entry.
 * @param schoolYear null: the one in which the day lies
 */
export async function loadMentorLoads(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  schoolYear: SchoolYear | null,
): Promise<ReadonlyMap<UnitId, readonly LoadReport[]>> {
  const ruled = (
    await Promise.all(units.map(async (unit) => ({ unit, policy: await policyOfUnit(sources, unit, day) })))
  ).flatMap(({ unit, policy }) => (policy === null ? [] : [{ unit, policy }]));
  const jobs = ruled.flatMap(({ unit, policy }) =>
    pairingQuotas(policy).map((quota) => jobOf(unit, policy, quota, day, schoolYear)),
  );
  const counted = await askedAlike(jobs, (question, ids) =>
    sources.graph.read(sources.scope, mentorLoads, { ...question, units: ids }),
  );
  const reports = await Promise.all(
    jobs.map(async (job) => ({ unit: job.unit.id, report: await reportOf(sources, job, counted.get(job), day) })),
  );
  return new Map(
    ruled.map(
      ({ unit: { id } }) => [id, reports.filter(({ unit }) => unit === id).map(({ report }) => report)] as const,
    ),
  );
}

/** One page of a report's rows, in its order; from the end backwards where asked. */
export interface LoadRowsRequest {
  readonly status: LoadStatus | null;
  readonly limit: number;
  readonly backwards: boolean;
  readonly after: LoadPosition | null;
  readonly before: LoadPosition | null;
}

/** A mentor's row, with its place in the report's order. */
export interface LoadRow extends LoadPosition {
  readonly mentor: TeacherId;
  readonly load: Load;
}

/** One page of a report: one query. Nobody, where the report itself has no numbers. */
export async function loadMentorRows(
  { graph, scope }: RollUpSources,
  unit: UnitId,
  { quota, question, totals }: LoadReport,
  { status, limit, backwards, after, before }: LoadRowsRequest,
): Promise<readonly LoadRow[]> {
  const loads = status === null ? { least: 0, most: null } : loadsWithStatus(quota, status);
  if (question === null || totals.value === null || loads === null) return [];
  const page = backwards ? mentorLoadPageFromEnd : mentorLoadPage;
  const rows = await graph.read(scope, page, {
    ...question,
    ...loads,
    unit,
    floor: quota.floor ?? 0,
    after,
    before,
    limit,
  });
  return rows.map(({ load, ...row }) => ({ ...row, load: loadOf(quota, load) }));
}

/** What one person carries for one duty. */
export interface OwnLoad {
  readonly mentor: TeacherId;
  readonly quota: PairingQuota;
  readonly schoolYear: SchoolYear;
  readonly load: Answer<Load>;
}

/**
 * The duties of several people on one day, by the rules of the region of each one's own school: one query. Somebody for whom
 * no policy is in force on the day has no entry.
 */
export async function loadOwnLoads(
  sources: RollUpSources,
  ids: readonly TeacherId[],
  day: Day,
  schoolYear: SchoolYear | null,
): Promise<ReadonlyMap<TeacherId, readonly OwnLoad[]>> {
  const rows = await sources.graph.read(sources.scope, mentorRecords, { ids, day });
  const loads = await Promise.all(
    rows.map(async ({ id, region, titles, pairings }): Promise<readonly [TeacherId, readonly OwnLoad[]] | null> => {
      const [policy, coverage] = await Promise.all([sources.policyOf(region, day), sources.coverageOf(region, day)]);
      if (policy === null) return null;
      const year = schoolYear ?? schoolYearOn(day, policy.calendar);
      const uncoveredDay = uncovered(coverage, KINDS, day, policy.calendar);
      const own = pairingQuotas(policy).flatMap((quota): OwnLoad[] => {
        const asked = isAsked(quota.population, policy.ladders, titles, day);
        if (asked === false && uncoveredDay === null) return [];
        const unknown: Unknown | null =
          uncoveredDay ??
          unanswerable(quota, year, day, policy.calendar) ??
          (asked === null ? { because: 'titleStateNotKnown', persons: 1, day } : null);
        const current = pairingsRunning(pairings, year, countedOn(year, day, policy.calendar));
        const load = unknown === null ? known(loadOf(quota, current)) : notKnown(unknown);
        return [{ mentor: id, quota, schoolYear: year, load }];
      });
      return [id, own];
    }),
  );
  return new Map(loads.filter((entry) => entry !== null));
}

function jobOf(unit: Unit, policy: EffectivePolicy, quota: PairingQuota, day: Day, asked: SchoolYear | null): Job {
  const schoolYear = asked ?? schoolYearOn(day, policy.calendar);
  const { population } = quota;
  return {
    unit,
    policy,
    quota,
    schoolYear,
    question: {
      day,
      everybody: population.of === 'persons',
      tiers: tiersOf(population, policy.ladders),
      levels: population.levels,
      awardedBy: population.awardedBy,
      notAwardedBy: population.notAwardedBy,
      schoolYear,
      countedOn: countedOn(schoolYear, day, policy.calendar),
    },
  };
}

interface Counted {
  readonly children: readonly RegionId[];
  readonly counts: readonly LoadCount[];
}

async function reportOf(
  sources: RollUpSources,
  { unit, policy, quota, schoolYear, question }: Job,
  counted: Counted | undefined,
  day: Day,
): Promise<LoadReport> {
  const { children, counts } = counted ?? { children: [], counts: [] };
  const coverage = await coveragesOf(sources, [unit.id, ...children], day);
  const unknownOf = (id: UnitId) =>
    uncovered(coverage.get(id) ?? NO_COVERAGE, KINDS, day, policy.calendar) ??
    unanswerable(quota, schoolYear, day, policy.calendar);
  const unknown = unknownOf(unit.id);
  return {
    quota,
    schoolYear,
    totals: unknown === null ? sumLoads(quota, counts, day) : notKnown(unknown),
    byUnit: loadsByUnit(quota, children, counts, day).map((part) => {
      const reason = unknownOf(part.unit ?? unit.id);
      return reason === null ? part : { ...part, totals: notKnown(reason) };
    }),
    question: unknown === null ? question : null,
  };
}
