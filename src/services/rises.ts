import { awards } from '../../graph/career.ts';
import { uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { Designation } from '../domain/directory.ts';
import type { RegionId, TeacherId } from '../domain/identifier.ts';
import type { Lineage } from '../domain/lineage.ts';
import { DEFAULT_CALENDAR, type EffectivePolicy } from '../domain/policy/effective.ts';
import { type Rise, risesAfter } from '../domain/rises.ts';
import { type Answer, known, notKnown } from '../domain/unknown.ts';
import { type RollUpSources, byId } from './rollUp.ts';

/** What somebody was awarded by a day, and where the rules for it come from. */
export interface AwardedPerson {
  /** The region that governs the person's own school; the one that issued the staff number where that is not known. */
  readonly region: RegionId;
  readonly designations: readonly Designation[];
}

/** What several people were awarded by one day: one query for all of them. */
export async function loadAwards(
  { graph, scope }: RollUpSources,
  ids: readonly TeacherId[],
  day: Day,
): Promise<ReadonlyMap<TeacherId, AwardedPerson>> {
  return new Map((await graph.read(scope, awards, { ids, day })).map(({ id, ...person }) => [id, person]));
}

/**
 * What became of those whom a lineage says to be formed. Not known while the imports do not cover the titles of one of them.
 * @param awardsOf batched by whoever asks, so that many lineages ask once
 */
export async function risesOf(
  sources: RollUpSources,
  { formations }: Lineage,
  awardsOf: (person: TeacherId) => Promise<AwardedPerson | null>,
  day: Day,
): Promise<Answer<readonly Rise[]>> {
  const people = await byId([...new Set(formations.map(({ teacher }) => teacher))], awardsOf);
  const regions = [...new Set([...people.values()].flatMap((person) => (person === null ? [] : [person.region])))];
  const [policies, coverages] = await Promise.all([
    byId(regions, (region): Promise<EffectivePolicy | null> => sources.policyOf(region, day)),
    byId(regions, (region) => sources.coverageOf(region, day)),
  ]);
  for (const [region, coverage] of coverages) {
    const unknown = uncovered(coverage, ['designation'], day, policies.get(region)?.calendar ?? DEFAULT_CALENDAR);
    if (unknown !== null) return notKnown(unknown);
  }
  const careerOf = (id: TeacherId) => {
    const person = people.get(id) ?? null;
    const policy = person === null ? null : (policies.get(person.region) ?? null);
    return {
      designations: person?.designations ?? [],
      ladders: policy === null ? notKnown({ because: 'noPolicy', day }) : known(policy.ladders),
    };
  };
  return known(risesAfter(formations, careerOf, day));
}
