import type { CapacityReport } from '../domain/capacity.ts';
import type { SchoolYear } from '../domain/calendar.ts';
import type { Region, Teacher, Workshop } from '../domain/directory.ts';
import type { TargetOutlook } from '../domain/forecast/forecast.ts';
import type { ServiceLength } from '../domain/homeroomYears.ts';
import type { RegionId, TeacherId, UnitId, WorkshopId } from '../domain/identifier.ts';
import type { Level } from '../domain/level.ts';
import type { Lineage } from '../domain/lineage.ts';
import type { At } from '../domain/moment.ts';
import type { PopulationReport } from '../domain/population.ts';
import type { TargetProgress } from '../domain/target.ts';
import { type Answer, notKnown } from '../domain/unknown.ts';
import { type WorkshopStanding, loadCapacities, loadWorkshopStandings } from '../services/capacity.ts';
import { loadHomeroomYears } from '../services/homeroomYears.ts';
import { loadWorkshopLineages } from '../services/lineage.ts';
import {
  type LoadReport,
  type LoadRow,
  type LoadRowsRequest,
  type OwnLoad,
  loadMentorLoads,
  loadMentorRows,
  loadOwnLoads,
} from '../services/mentorLoad.ts';
import { type ForecastAsked, loadForecasts } from '../services/forecast.ts';
import { loadPopulations } from '../services/population.ts';
import { loadTargets } from '../services/target.ts';
import { type UnitPyramid, loadPyramids } from '../services/pyramid.ts';
import { type AwardedPerson, loadAwards } from '../services/rises.ts';
import { type RuralQuotaReport, loadRuralQuotas } from '../services/ruralQuota.ts';
import type { RollUpSources, Unit } from '../services/rollUp.ts';
import { type LineageQuestion, loadTeacherLineages } from '../services/teacherLineage.ts';
import { batched, loaderByQuestion } from './batching.ts';

/** A unit on a day: the key of its roll-ups. */
export type UnitKey = Unit & At<UnitId>;

/** The roll-ups of one request. What is asked under a list is one query for the whole list. */
export function createRollUpLoaders(sources: RollUpSources) {
  return {
    population: batched<UnitKey, PopulationReport | null>(
      ({ day }) => day,
      async (units, { day }) => found(units, await loadPopulations(sources, distinct(units), day)),
    ),
    pyramid: batched<UnitKey, UnitPyramid | null>(
      ({ day }) => day,
      async (units, { day }) => found(units, await loadPyramids(sources, distinct(units), day)),
    ),
    ruralQuota: batched<UnitKey & { readonly question: SchoolYear | null }, RuralQuotaReport | null>(
      ({ day, question }) => `${day} ${question ?? ''}`,
      async (units, { day, question }) => found(units, await loadRuralQuotas(sources, distinct(units), day, question)),
    ),
    capacity: batched<UnitKey & { readonly question: Level | null }, CapacityReport | null>(
      ({ day, question }) => `${day} ${question ?? ''}`,
      async (units, { day, question }) => found(units, await loadCapacities(sources, distinct(units), day, question)),
    ),
    targets: batched<UnitKey, readonly TargetProgress[] | null>(
      ({ day }) => day,
      async (units, { day }) => found(units, await loadTargets(sources, distinct(units), day)),
    ),
    forecast: batched<Region & At<RegionId> & { readonly question: ForecastAsked }, readonly TargetOutlook[] | null>(
      ({ day, question }) => `${day} ${JSON.stringify(question)}`,
      async (regions, { day, question }) =>
        found(regions, await loadForecasts(sources, distinct(regions), day, question)),
    ),
    mentorLoad: batched<UnitKey & { readonly question: SchoolYear | null }, readonly LoadReport[] | null>(
      ({ day, question }) => `${day} ${question ?? ''}`,
      async (units, { day, question }) => found(units, await loadMentorLoads(sources, distinct(units), day, question)),
    ),
    /** One page of one report: its own query. */
    mentorRows: (unit: UnitId, report: LoadReport, request: LoadRowsRequest): Promise<readonly LoadRow[]> =>
      loadMentorRows(sources, unit, report, request),
    ownMentorLoad: loaderByQuestion<TeacherId, SchoolYear | null, readonly OwnLoad[]>((ids, day, schoolYear) =>
      loadOwnLoads(sources, ids, day, schoolYear),
    ),
    workshopStanding: batched<Workshop & At<WorkshopId>, WorkshopStanding | null>(
      ({ day }) => day,
      async (workshops, { day }) => found(workshops, await loadWorkshopStandings(sources, distinct(workshops), day)),
    ),
    workshopLineage: loaderByQuestion<WorkshopId, { readonly includeEnded: boolean }, Answer<Lineage>>(
      (ids, day, { includeEnded }) => loadWorkshopLineages(sources, ids, day, includeEnded),
    ),
    teacherLineage: batched<Teacher & At<TeacherId> & { readonly question: LineageQuestion }, Answer<Lineage> | null>(
      ({ day, question }) => `${day} ${JSON.stringify(question)}`,
      async (teachers, { day, question }) =>
        found(teachers, await loadTeacherLineages(sources, distinct(teachers), day, question)),
    ),
    /** What people were awarded by a day. */
    awards: batched<At<TeacherId>, AwardedPerson | null>(
      ({ day }) => day,
      async (people, { day }) =>
        found(people, await loadAwards(sources, [...new Set(people.map(({ id }) => id))], day)),
    ),
    homeroomYears: batched<At<TeacherId>, Answer<ServiceLength>>(
      ({ day }) => day,
      async (keys, { day }) => {
        const services = await loadHomeroomYears(sources, [...new Set(keys.map(({ id }) => id))], day);
        return keys.map(({ id }) => services.get(id) ?? notKnown({ because: 'noPolicy', day }));
      },
    ),
  };
}

/** What was found for each key, in their order. */
export function found<Found>(
  keys: readonly { readonly id: string }[],
  answers: ReadonlyMap<string, Found>,
): readonly (Found | null)[] {
  return keys.map(({ id }) => answers.get(id) ?? null);
}

/** Each thing once, though it may be asked for both by a named day and as of today. */
export function distinct<Thing extends { readonly id: string }>(things: readonly Thing[]): readonly Thing[] {
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}
