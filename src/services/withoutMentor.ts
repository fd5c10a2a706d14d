import {
  type MentoredQuestion,
  type PlacedTeacher,
  type StaffPlace,
  peopleByMentored,
  withoutMentorPage,
  withoutMentorPageFromEnd,
} from '../../graph/withoutMentor.ts';
import { type SchoolYear, schoolYearOn } from '../domain/calendar.ts';
import { NO_COVERAGE, uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { UnitId } from '../domain/identifier.ts';
import { countedOn } from '../domain/mentorLoad.ts';
import { DEFAULT_CALENDAR, type EffectivePolicy } from '../domain/policy/effective.ts';
import type { RosterKind } from '../domain/roster.ts';
import type { Setting } from '../domain/school.ts';
import { known, notKnown } from '../domain/unknown.ts';
import {
  type MentoredPeople,
  type WithoutMentorTotals,
  countWithoutMentor,
  notBegun,
} from '../domain/withoutMentor.ts';
import { type RollUpSources, type Unit, askedAlike, byId, coveragesOf, policyOfUnit } from './rollUp.ts';

export type { StaffPlace } from '../../graph/withoutMentor.ts';

const KINDS: readonly RosterKind[] = ['school', 'teacher', 'post', 'pairing'];

/** The homeroom teachers of a unit whom nobody mentors in a school year. */
export interface WithoutMentorReport extends WithoutMentorTotals {
  readonly schoolYear: SchoolYear;
  /** What a page of the people is asked with; null: nothing can be said. */
  readonly question: WithoutMentorQuestion | null;
}

interface WithoutMentorQuestion extends MentoredQuestion {
  readonly posts: readonly string[];
  /** Null: which settings are rural is not known. */
  readonly ruralSettings: readonly Setting[] | null;
}

interface Job {
  readonly unit: Unit;
  readonly policy: EffectivePolicy | null;
  readonly question: MentoredQuestion;
}

/**
 * The reports of several units on one day: one query for all that share a calendar.
 * @param schoolYear null: the one in which the day lies
 */
export async function loadWithoutMentor(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  schoolYear: SchoolYear | null,
): Promise<ReadonlyMap<UnitId, WithoutMentorReport>> {
  const jobs = await Promise.all(
    units.map(async (unit): Promise<Job> => {
      const policy = await policyOfUnit(sources, unit, day);
      const calendar = policy?.calendar ?? DEFAULT_CALENDAR;
      const year = schoolYear ?? schoolYearOn(day, calendar);
      return { unit, policy, question: { day, schoolYear: year, countedOn: countedOn(year, day, calendar) } };
    }),
  );
  const people = await askedAlike(jobs, (question, ids) =>
    sources.graph.read(sources.scope, peopleByMentored, { ...question, units: ids }),
  );
  const reports = await Promise.all(
    jobs.map(async (job): Promise<readonly [UnitId, WithoutMentorReport]> => [
      job.unit.id,
      await reportOf(sources, job, people.get(job) ?? { children: [], schools: [], holders: [] }),
    ]),
  );
  return new Map(reports);
}

/** One page of the people without a mentor, in the order of issuing region and staff number. */
export interface PeopleRequest {
  readonly ruralOnly: boolean;
  readonly limit: number;
  readonly backwards: boolean;
  readonly after: StaffPlace | null;
  readonly before: StaffPlace | null;
}

/** One page: one query. Nobody, where the report itself has no numbers. */
export async function loadPeopleWithoutMentor(
  { graph, scope }: RollUpSources,
  unit: UnitId,
  { question }: WithoutMentorReport,
  { ruralOnly, limit, backwards, after, before }: PeopleRequest,
): Promise<readonly PlacedTeacher[]> {
  if (question === null || (ruralOnly && question.ruralSettings === null)) return [];
  const { ruralSettings, ...asked } = question;
  const settings = ruralOnly ? ruralSettings : null;
  const page = backwards ? withoutMentorPageFromEnd : withoutMentorPage;
  return graph.read(scope, page, { ...asked, unit, settings, after, before, limit });
}

async function reportOf(
  sources: RollUpSources,
  { unit, policy, question }: Job,
  people: MentoredPeople,
): Promise<WithoutMentorReport> {
  const { day, schoolYear } = question;
  const calendar = policy?.calendar ?? DEFAULT_CALENDAR;
  const [policies, coverage] = await Promise.all([
    byId(people.children, (child) => sources.policyOf(child, day)),
    coveragesOf(sources, [unit.id, ...people.children], day),
  ]);
  const totals = countWithoutMentor(people, {
    definitionsOf: (part) => {
      const inForce = part === null ? policy : (policies.get(part) ?? null);
      return inForce === null ? notKnown({ because: 'noPolicy', day }) : known(inForce);
    },
    uncoveredUnit: (part) =>
      uncovered(coverage.get(part ?? unit.id) ?? NO_COVERAGE, KINDS, day, calendar) ??
      notBegun(schoolYear, day, calendar),
  });
  const posts = policy?.countingPosts ?? null;
  return {
    ...totals,
    schoolYear,
    question:
      totals.total === null || posts === null
        ? null
        : { ...question, posts, ruralSettings: policy?.ruralSettings ?? null },
  };
}
