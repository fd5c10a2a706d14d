import { regionsOn } from '../../graph/region.ts';
import { schoolsOn } from '../../graph/school.ts';
import { teachersOn } from '../../graph/teacher.ts';
import type { Day } from '../domain/day.ts';
import type { ListedPerson } from '../domain/export.ts';
import type { RegionId, SchoolId, TeacherId, UnitId } from '../domain/identifier.ts';
import type { RollUpSources } from './rollUp.ts';

/** Who these people are on a day, by id, with the names of their schools and regions: three queries for all of them. */
export async function loadPeopleListed(
  { graph, scope }: RollUpSources,
  ids: readonly TeacherId[],
  day: Day,
): Promise<ReadonlyMap<TeacherId, ListedPerson>> {
  const people = await graph.read(scope, teachersOn, { ids: [...new Set(ids)], day });
  const schoolIds = [...new Set(people.flatMap(({ schoolId }) => (schoolId === null ? [] : [schoolId])))];
  const schools = new Map((await graph.read(scope, schoolsOn, { ids: schoolIds, day })).map((each) => [each.id, each]));
  const regionIds = [...schools.values()].flatMap(({ governedBy }) => (governedBy === null ? [] : [governedBy]));
  const regions = await regionNames({ graph, scope }, regionIds, day);
  return new Map(
    people.map(({ id, staffNo, name, schoolId }) => {
      const school = schoolId === null ? undefined : schools.get(schoolId);
      const region = school === undefined || school.governedBy === null ? undefined : regions.get(school.governedBy);
      return [id, { staffNo, name, school: school?.name ?? null, region: region ?? null }];
    }),
  );
}

/** What these units are called on a day, by id: two queries for all of them. */
export async function namesOf(
  sources: Pick<RollUpSources, 'graph' | 'scope'>,
  ids: readonly UnitId[],
  day: Day,
): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set<string>(ids)];
  const [regions, schools] = await Promise.all([
    regionNames(sources, distinct as RegionId[], day),
    sources.graph.read(sources.scope, schoolsOn, { ids: distinct as SchoolId[], day }),
  ]);
  return new Map<string, string>([...regions, ...schools.map(({ id, name }) => [id, name] as const)]);
}

async function regionNames(
  { graph, scope }: Pick<RollUpSources, 'graph' | 'scope'>,
  ids: readonly RegionId[],
  day: Day,
): Promise<ReadonlyMap<RegionId, string>> {
  const found = await graph.read(scope, regionsOn, { ids: [...new Set(ids)], day });
  return new Map(found.map(({ id, name }) => [id, name]));
}
