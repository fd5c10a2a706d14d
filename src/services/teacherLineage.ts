import { ancestors, descendants } from '../../graph/teacherLineage.ts';
import { uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { Teacher } from '../domain/directory.ts';
import type { RegionId, TeacherId } from '../domain/identifier.ts';
import type { Direction, Formation, FormationStep, Lineage } from '../domain/lineage.ts';
import { DEFAULT_CALENDAR } from '../domain/policy/effective.ts';
import type { RosterKind } from '../domain/roster.ts';
import { shortestChain, teacherLineage } from '../domain/teacherLineage.ts';
import { type Answer, known, notKnown } from '../domain/unknown.ts';
import type { RollUpSources } from './rollUp.ts';

const KINDS: readonly RosterKind[] = ['workshop', 'seat', 'pairing'];
const QUERIES = { ANCESTORS: ancestors, DESCENDANTS: descendants } as const satisfies Record<Direction, unknown>;

/** What is asked of a person's lineage beside the day. */
export type LineageQuestion = {
  readonly direction: Direction;
  /** The most formations in a chain. */
  readonly generations: number;
  /** Also formations that have ended by the day. */
  readonly includeEnded: boolean;
};

/** The lineages of several people on one day: one query for all of them. */
export async function loadTeacherLineages(
  sources: RollUpSources,
  teachers: readonly Teacher[],
  day: Day,
  question: LineageQuestion,
): Promise<ReadonlyMap<TeacherId, Answer<Lineage>>> {
  const answers = await loadSteps(sources, teachers, day, question);
  return new Map(
    [...answers].map(([id, { value, unknown }]) => [
      id,
      value === null ? notKnown(unknown) : known(teacherLineage(id, value, question.direction, question.generations)),
    ]),
  );
}

/**
 * The shortest chain by which one person's forming came to another, of formations that began by the day.
 * Null: there is none of at most so many, or the imports do not cover the day.
 */
export async function loadLineagePath(
  sources: RollUpSources,
  from: Teacher,
  to: Teacher,
  day: Day,
  generations: number,
): Promise<readonly Formation[] | null> {
  const question = { direction: 'DESCENDANTS', generations, includeEnded: true } as const;
  const steps = (await loadSteps(sources, [from], day, question)).get(from.id)?.value ?? null;
  return steps === null ? null : shortestChain(from.id, to.id, steps, generations);
}

async function loadSteps(
  sources: RollUpSources,
  teachers: readonly Teacher[],
  day: Day,
  { direction, ...question }: LineageQuestion,
): Promise<ReadonlyMap<TeacherId, Answer<readonly FormationStep[]>>> {
  const asked = await Promise.all(
    teachers.map(async (teacher) => {
      const body = await bodyOf(sources, teacher, day);
      const [policy, coverage] = await Promise.all([sources.policyOf(body, day), sources.coverageOf(body, day)]);
      const calendar = policy?.calendar ?? DEFAULT_CALENDAR;
      return { id: teacher.id, calendar, unknown: uncovered(coverage, KINDS, day, calendar) };
    }),
  );
  const answerable = asked.flatMap(({ id, calendar, unknown }) =>
    unknown === null ? [[id, calendar.schoolYear] as const] : [],
  );
  const rows =
    answerable.length === 0
      ? []
      : await sources.graph.read(sources.scope, QUERIES[direction], { asked: answerable, day, ...question });
  const steps = new Map<TeacherId, FormationStep[]>(answerable.map(([id]) => [id, []]));
  for (const row of rows) steps.get(row.start)?.push(...row.steps);
  return new Map(
    asked.map(({ id, unknown }) => [id, unknown === null ? known(steps.get(id) ?? []) : notKnown(unknown)]),
  );
}

/** The region that governs the person's own school; the one that issued the staff number where that is not known. */
async function bodyOf({ governorOf }: RollUpSources, { schoolId, issuedBy }: Teacher, day: Day): Promise<RegionId> {
  return (schoolId === null ? null : await governorOf(schoolId, day)) ?? issuedBy;
}
