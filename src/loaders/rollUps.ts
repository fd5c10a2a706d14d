import DataLoader from 'dataloader';
import type { Graph } from '../../graph/session.ts';
import type { CapacityReport } from '../domain/capacity.ts';
import type { SchoolYear } from '../domain/calendar.ts';
import { type Coverage, NO_COVERAGE } from '../domain/coverage.ts';
import type { Workshop } from '../domain/directory.ts';
import type { ServiceLength } from '../domain/homeroomYears.ts';
import type { RegionId, SchoolId, TeacherId, UnitId, WorkshopId } from '../domain/identifier.ts';
import type { Level } from '../domain/level.ts';
import type { Lineage } from '../domain/lineage.ts';
import type { At } from '../domain/moment.ts';
import type { EffectivePolicy } from '../domain/policy/effective.ts';
import type { PopulationReport } from '../domain/population.ts';
import type { Scope } from '../domain/scope.ts';
import { type Answer, notKnown } from '../domain/unknown.ts';
import { type WorkshopStanding, loadCapacities, loadWorkshopStandings } from '../services/capacity.ts';
import { loadCoverages } from '../services/coverage.ts';
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
import { effectivePoliciesAt } from '../services/policy.ts';
import { loadPopulations } from '../services/population.ts';
import type { RollUpSources, Unit } from '../services/rollUp.ts';
import { batched, loaderByQuestion } from './batching.ts';

/** A unit on a day: the key of its roll-ups. */
export type UnitKey = Unit & At<UnitId>;

/** What is read with, and how the region of a school is found. */
export interface RollUpAsking {
  readonly graph: Graph;
  readonly scope: Scope;
  /** The region that governs a school on a day; null: not known. */
  readonly governorOf: (school: At<SchoolId>) => Promise<RegionId | null>;
}

/**
 * The roll-ups of one request. What is asked under a list is one query for the whole list; what they rest on beside it, the
 * policies in force and the imports, is asked once for all of them.
 */
export function createRollUpLoaders({ graph, scope, governorOf }: RollUpAsking) {
  const policyInForce = new DataLoader<Pick<At<RegionId>, 'id' | 'day'>, EffectivePolicy | null, string>(
    (keys) =>
      effectivePoliciesAt(
        graph,
        scope,
        keys.map(({ id, day }) => ({ regionId: id, day })),
      ),
    { cacheKeyFn: ({ id, day }) => `${id} ${day}` },
  );
  const coverage = batched<At<UnitId>, Coverage>(
    ({ day }) => day,
    async (keys, { day }) => {
      const ids = [...new Set(keys.map(({ id }) => id))];
      const loaded = await loadCoverages({ graph, scope }, ids, day);
      return keys.map(({ id }) => loaded.get(id) ?? NO_COVERAGE);
    },
  );
  // Whether the day was named or is today makes no difference to what holds on it.
  const sources: RollUpSources = {
    graph,
    scope,
    policyOf: (id, day) => policyInForce.load({ id, day }),
    coverageOf: (id, day) => coverage.load({ id, day, explicitDay: true }),
    governorOf: (id, day) => governorOf({ id, day, explicitDay: true }),
  };
  return {
    /** What is in force for a body on a day; null: nothing. */
    policyInForce,
    /** The imports that say something about a unit. */
    coverage,
    population: batched<UnitKey, PopulationReport | null>(
      ({ day }) => day,
      async (units, { day }) => found(units, await loadPopulations(sources, distinct(units), day)),
    ),
    capacity: batched<UnitKey & { readonly question: Level | null }, CapacityReport | null>(
      ({ day, question }) => `${day} ${question ?? ''}`,
      async (units, { day, question }) => found(units, await loadCapacities(sources, distinct(units), day, question)),
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
    homeroomYears: batched<At<TeacherId>, Answer<ServiceLength>>(
      ({ day }) => day,
      async (keys, { day }) => {
        const services = await loadHomeroomYears(sources, [...new Set(keys.map(({ id }) => id))], day);
        return keys.map(({ id }) => services.get(id) ?? notKnown({ because: 'noPolicy', day }));
      },
    ),
  };
}

function found<Found>(
  keys: readonly { readonly id: string }[],
  answers: ReadonlyMap<string, Found>,
): readonly (Found | null)[] {
  return keys.map(({ id }) => answers.get(id) ?? null);
}

/** Each thing once, though it may be asked for both by a named day and as of today. */
function distinct<Thing extends { readonly id: string }>(things: readonly Thing[]): readonly Thing[] {
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}
