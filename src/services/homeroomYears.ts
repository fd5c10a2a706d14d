import { postHistories } from '../../graph/homeroomYears.ts';
import { uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import { type ServiceLength, serviceLength } from '../domain/homeroomYears.ts';
import type { TeacherId } from '../domain/identifier.ts';
import type { RosterKind } from '../domain/roster.ts';
import { type Answer, notKnown } from '../domain/unknown.ts';
import type { RollUpSources } from './rollUp.ts';

const KINDS: readonly RosterKind[] = ['teacher', 'post'];

/** The homeroom service of several people before one day, by the rules of the region of each one's own school. */
export async function loadHomeroomYears(
  sources: RollUpSources,
  ids: readonly TeacherId[],
  day: Day,
): Promise<ReadonlyMap<TeacherId, Answer<ServiceLength>>> {
  const rows = await sources.graph.read(sources.scope, postHistories, { ids, day });
  return new Map(
    await Promise.all(
      rows.map(async ({ id, region, posts }): Promise<readonly [TeacherId, Answer<ServiceLength>]> => {
        const [policy, coverage] = await Promise.all([sources.policyOf(region, day), sources.coverageOf(region, day)]);
        if (policy === null) return [id, notKnown({ because: 'noPolicy', day })];
        const unknown = uncovered(coverage, KINDS, day, policy.calendar);
        if (unknown !== null) return [id, notKnown(unknown)];
        const { countingPosts, daysPerYear } = policy;
        if (countingPosts === null) return [id, notKnown({ because: 'notDefined', what: 'countingPosts' })];
        return [id, serviceLength(posts, day, { countingPosts, daysPerYear })];
      }),
    ),
  );
}
