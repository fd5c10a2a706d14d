import {
  type QuotaQuestion,
  notTrainedCount,
  notTrainedPage,
  notTrainedPageFromEnd,
  quotaPeople,
} from '../../graph/ruralQuota.ts';
import {
  type PlacedTeacher,
  type StaffPlace,
  withoutMentorPage,
  withoutMentorPageFromEnd,
} from '../../graph/withoutMentor.ts';
import { type SchoolYear, schoolYearEnd, schoolYearOn, schoolYearStart } from '../domain/calendar.ts';
import { NO_COVERAGE, uncovered } from '../domain/coverage.ts';
import { type Day, addDays, earlier } from '../domain/day.ts';
import type { UnitId } from '../domain/identifier.ts';
import { countedOn } from '../domain/mentorLoad.ts';
import { DEFAULT_CALENDAR, type EffectivePolicy } from '../domain/policy/effective.ts';
import { type QuotaPeople, type RuralQuotaTotals, type SeatWorkshop, countRuralQuota } from '../domain/ruralQuota.ts';
import type { Setting } from '../domain/school.ts';
import { notBegun } from '../domain/withoutMentor.ts';
import { ownSchoolOf, recordsOpen } from './recordsOpen.ts';
import {
  type RollUpSources,
  type Unit,
  askedAlike,
  byId,
  coveragesOf,
  policyOfFounder,
  policyOfUnit,
} from './rollUp.ts';

/** What a unit's rural people have had of a school year. */
export interface RuralQuotaReport extends RuralQuotaTotals {
  readonly schoolYear: SchoolYear;
  /** What a page of its people is asked with; null: nothing can be said. */
  readonly question: PeopleQuestion | null;
}

type PeopleQuestion = QuotaQuestion & {
  /** Kinds of posts that count. */
  readonly posts: readonly string[];
  /** The settings that are rural. */
  readonly settings: readonly Setting[];
};

interface Job {
  readonly unit: Unit;
  readonly policy: EffectivePolicy | null;
  readonly question: QuotaQuestion;
}

/**
 * The reports of several units on one day: one query for all that share a calendar.
 * @param schoolYear null: the one in which the day lies
 */
export async function loadRuralQuotas(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  schoolYear: SchoolYear | null,
): Promise<ReadonlyMap<UnitId, RuralQuotaReport>> {
  const jobs = await Promise.all(
    units.map(async (unit): Promise<Job> => {
      const policy = await policyOfUnit(sources, unit, day);
      return { unit, policy, question: questionOf(policy, day, schoolYear) };
    }),
  );
  const people = await askedAlike(jobs, (question, ids) =>
    sources.graph.read(sources.scope, quotaPeople, { ...question, units: ids }),
  );
  const reports = await Promise.all(
    jobs.map(async (job): Promise<readonly [UnitId, RuralQuotaReport]> => [
      job.unit.id,
      await reportOf(sources, job, people.get(job) ?? { children: [], schools: [], people: [] }),
    ]),
  );
  return new Map(reports);
}

/** One page of a report's people, in the order of issuing region and staff number. */
export interface QuotaPageRequest {
  readonly limit: number;
  readonly backwards: boolean;
  readonly after: StaffPlace | null;
  readonly before: StaffPlace | null;
}

/** The rural homeroom teachers who were not trained: lists of people rest on records, which are open only within the scope. */
export interface NotTrainedTeachers {
  readonly page: (request: QuotaPageRequest) => Promise<readonly PlacedTeacher[]>;
  readonly count: () => Promise<number>;
}

/**
 * Those of a unit who were not trained, whose records are open today. Null: the unit's records are not open to the asker, or
 * the report has no numbers.
 */
export async function notTrainedTeachers(
  sources: RollUpSources,
  unit: Unit,
  { question, notTrained }: RuralQuotaReport,
  today: Day,
): Promise<NotTrainedTeachers | null> {
  const { graph, scope } = sources;
  if (question === null || notTrained.value === null || !(await recordsOpen(sources, unit, today))) return null;
  const asked = { ...question, unit: unit.id, today, ownSchool: ownSchoolOf(scope) };
  return {
    page: ({ backwards, ...request }) =>
      graph.read(scope, backwards ? notTrainedPageFromEnd : notTrainedPage, { ...asked, ...request }),
    count: async () => (await graph.read(scope, notTrainedCount, asked))[0] ?? 0,
  };
}

/** One page of the rural homeroom teachers without a mentor; null: the report has no numbers. */
export async function ruralWithoutMentorPage(
  { graph, scope }: RollUpSources,
  unit: UnitId,
  { question, withoutMentor }: RuralQuotaReport,
  { backwards, ...request }: QuotaPageRequest,
): Promise<readonly PlacedTeacher[]> {
  if (question === null || withoutMentor.value === null) return [];
  return graph.read(scope, backwards ? withoutMentorPageFromEnd : withoutMentorPage, { ...question, unit, ...request });
}

function questionOf(policy: EffectivePolicy | null, day: Day, asked: SchoolYear | null): QuotaQuestion {
  const calendar = policy?.calendar ?? DEFAULT_CALENDAR;
  const schoolYear = asked ?? schoolYearOn(day, calendar);
  return {
    day,
    schoolYear,
    countedOn: countedOn(schoolYear, day, calendar),
    trainedFrom: schoolYearStart(schoolYear, calendar),
    trainedBefore: earlier(schoolYearEnd(schoolYear, calendar), addDays(day, 1)),
  };
}

async function reportOf(
  sources: RollUpSources,
  { unit, policy, question }: Job,
  people: QuotaPeople,
): Promise<RuralQuotaReport> {
  const { day, schoolYear } = question;
  const calendar = policy?.calendar ?? DEFAULT_CALENDAR;
  const [policies, founders, coverage] = await Promise.all([
    byId(people.children, (child) => sources.policyOf(child, day)),
    foundersOf(sources, people),
    coveragesOf(sources, [unit.id, ...people.children], day),
  ]);
  const totals = countRuralQuota(people, {
    day,
    policyOf: (part) => (part === null ? policy : (policies.get(part) ?? null)),
    policyOfWorkshop: ({ id }) => founders.get(id) ?? null,
    uncoveredUnit: (part, kinds) => uncovered(coverage.get(part ?? unit.id) ?? NO_COVERAGE, kinds, day, calendar),
    yearUnknown: notBegun(schoolYear, day, calendar),
  });
  const [posts, settings] = [policy?.countingPosts ?? null, policy?.ruralSettings ?? null];
  return {
    ...totals,
    schoolYear,
    question: posts === null || settings === null ? null : { ...question, posts, settings },
  };
}

async function foundersOf(
  sources: RollUpSources,
  { people }: QuotaPeople,
): Promise<ReadonlyMap<string, EffectivePolicy | null>> {
  const workshops = new Map<string, SeatWorkshop>(
    people.flatMap(({ seats }) => seats.map(({ workshop }) => [workshop.id, workshop] as const)),
  );
  return new Map(
    await Promise.all(
      [...workshops.values()].map(
        async ({ id, founder, founded }) => [id, await policyOfFounder(sources, founder, founded)] as const,
      ),
    ),
  );
}
