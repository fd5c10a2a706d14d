import { pageParameters } from '../../graph/page.ts';
import { schoolsFound, schoolsOfRegions } from '../../graph/school.ts';
import { fullTextQuery } from '../../graph/searchText.ts';
import { workshopsFound, workshopsOfRegions } from '../../graph/workshop.ts';
import type { Day } from '../domain/day.ts';
import type { School, SchoolFilter, Workshop, WorkshopFilter } from '../domain/directory.ts';
import type { DirectoryList, ListRequest } from '../domain/directoryList.ts';
import type { RegionId } from '../domain/identifier.ts';
import type { EffectivePolicy } from '../domain/policy/effective.ts';
import type { Setting } from '../domain/school.ts';
import { isBlank, searchWords } from '../domain/search.ts';
import { type Answer, known, notKnown } from '../domain/unknown.ts';
import { whyUnknown } from './known.ts';
import type { RollUpSources } from './rollUp.ts';

/** The workshops that regions, those below them or their schools founded: one query for all regions. */
export async function loadWorkshopLists(
  { graph, scope }: RollUpSources,
  ids: readonly RegionId[],
  day: Day,
  { search, filter, page }: ListRequest<WorkshopFilter>,
): Promise<ReadonlyMap<RegionId, DirectoryList<Workshop>>> {
  const words = wordsOf(search);
  if (words?.length === 0) return new Map();
  const input = { ids, day, where: filter, ...pageParameters(page) };
  const rows =
    words === null
      ? await graph.read(scope, workshopsOfRegions, input)
      : await graph.read(scope, workshopsFound, { ...input, where: { ...filter, search: fullTextQuery(words) } });
  return new Map(rows.map(({ regionId, things, total }) => [regionId, { things, total: known(total) }]));
}

/**
 * The schools of regions and of those below them, as last known on a day: one query for all regions whose policies say the
 * same about what is rural, if that is asked.
 */
export async function loadSchoolLists(
  sources: RollUpSources,
  ids: readonly RegionId[],
  day: Day,
  { search, filter, page }: ListRequest<SchoolFilter>,
): Promise<ReadonlyMap<RegionId, DirectoryList<School>>> {
  const words = wordsOf(search);
  if (words?.length === 0) return new Map();
  const lists = new Map<RegionId, DirectoryList<School>>();
  const alike = new Map<string, { readonly ruralSettings: readonly Setting[]; readonly ids: RegionId[] }>();
  const rural = await Promise.all(
    ids.map(async (id) => ({ id, settings: await ruralSettings(sources, id, day, filter) })),
  );
  for (const { id, settings } of rural) {
    if (settings.value === null) {
      lists.set(id, { things: [], total: notKnown(settings.unknown) });
      continue;
    }
    const key = settings.value.join();
    const group = alike.get(key) ?? { ruralSettings: settings.value, ids: [] };
    group.ids.push(id);
    alike.set(key, group);
  }
  await Promise.all(
    [...alike.values()].map(async (group) => {
      const where = { ...filter, ruralSettings: group.ruralSettings };
      const input = { ids: group.ids, day, where, ...pageParameters(page) };
      const rows =
        words === null
          ? await sources.graph.read(sources.scope, schoolsOfRegions, input)
          : await sources.graph.read(sources.scope, schoolsFound, {
              ...input,
              where: { ...where, search: fullTextQuery(words) },
            });
      for (const { regionId, things, total } of rows) lists.set(regionId, { things, total: known(total) });
    }),
  );
  return lists;
}

/** The words looked for; null: nothing is. */
export function wordsOf(search: string | null): readonly string[] | null {
  return search === null || isBlank(search) ? null : searchWords(search);
}

/** What is rural where it is asked; not known where a filter rests on what no import or policy says. */
async function ruralSettings(
  sources: RollUpSources,
  id: RegionId,
  day: Day,
  { setting, rural, cityDirect }: SchoolFilter,
): Promise<Answer<readonly Setting[]>> {
  if (setting === null && rural === null && cityDirect === null) return known([]);
  const policy: EffectivePolicy | null = await sources.policyOf(id, day);
  const unknown = await whyUnknown(sources, id, policy, ['school'], day);
  if (unknown !== null) return notKnown(unknown);
  if (rural === null) return known([]);
  if (policy === null) return notKnown({ because: 'noPolicy', day });
  return policy.ruralSettings === null
    ? notKnown({ because: 'notDefined', what: 'rural' })
    : known(policy.ruralSettings);
}
