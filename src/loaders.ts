import DataLoader from 'dataloader';
import type {
  DesignationId,
  PairingId,
  PostId,
  RegionId,
  SchoolId,
  SeatId,
  TeacherId,
  UnitId,
  WorkshopId,
} from './domain/identifier.ts';
import type {
  Designation,
  Pairing,
  Post,
  Region,
  School,
  SchoolFilter,
  Seat,
  Teacher,
  Workshop,
  WorkshopFilter,
} from './domain/directory.ts';
import type { DirectoryList, ListRequest } from './domain/directoryList.ts';
import type { Scope } from './domain/scope.ts';
import { designationsById, designationsOfTeachers } from '../graph/designation.ts';
import { pairingsById, pairingsGiven, pairingsReceived } from '../graph/pairing.ts';
import { postsById, postsOfTeachers } from '../graph/post.ts';
import { regionChildren, regionsOn } from '../graph/region.ts';
import { schoolsOn } from '../graph/school.ts';
import { seatsBeneath, seatsOfTeachers, seatsOfWorkshops, seatsOn } from '../graph/seat.ts';
import { teachersOn, teachersWithOpenRecords } from '../graph/teacher.ts';
import { workshopsById } from '../graph/workshop.ts';
import type { Graph } from '../graph/session.ts';
import { type Coverage, NO_COVERAGE } from './domain/coverage.ts';
import type { Day } from './domain/day.ts';
import type { At } from './domain/moment.ts';
import { type EffectivePolicy, type PolicyLayer, effectivePolicy } from './domain/policy/effective.ts';
import { loadCoverages } from './services/coverage.ts';
import { policyLayersAt } from './services/policy.ts';
import type { RollUpSources } from './services/rollUp.ts';
import { loadSchoolLists, loadWorkshopLists } from './services/unitLists.ts';
import { batched, byId, groupedBy, listLoaderByDay, loaderByDay, loaderByQuestion } from './loaders/batching.ts';
import { createPolicyKindLoaders } from './loaders/policyKinds.ts';
import { createRollUpLoaders } from './loaders/rollUps.ts';
import { createDatedFactLoaders } from './loaders/datedFacts.ts';
import { createEligibilityLoaders } from './loaders/eligibility.ts';
import { createWeeklyLoaders } from './loaders/weekly.ts';

/** What a loader reads with. */
export interface Asking {
  readonly graph: Graph;
  readonly scope: Scope;
}

/**
 * The batched look-ups of one request: made anew for each, so that nobody sees what was loaded for another. Every one is
 * keyed by id AND day.
 *
 * To add one: a query in `graph/<concept>.ts` that takes `ids` and `day`, a line here that says how its rows become a map.
 */
export function createLoaders({ graph, scope }: Asking) {
  // What answers rest on. Whether the day was named or is today makes no difference to what holds on it.
  const layersInForce = new DataLoader<RegionOnDay, readonly PolicyLayer[], string>(
    (asked) => policyLayersAt(graph, scope, asked),
    { cacheKeyFn: ({ regionId, day }) => `${regionId} ${day}` },
  );
  const policyInForce = new DataLoader<RegionOnDay, EffectivePolicy | null, string>(
    async (asked) => {
      const layers = await Promise.all(asked.map((each) => layersInForce.load(each)));
      return asked.map(({ regionId }, index) => effectivePolicy(regionId, layers[index] ?? []));
    },
    // Its layers are asked for together: waiting a second time would part what is asked alongside.
    { batch: false, cacheKeyFn: ({ regionId, day }) => `${regionId} ${day}` },
  );
  const coverage = batched<At<UnitId>, Coverage>(
    ({ day }) => day,
    async (units, { day }) => {
      const found = await loadCoverages({ graph, scope }, [...new Set(units.map(({ id }) => id))], day);
      return units.map(({ id }) => found.get(id) ?? NO_COVERAGE);
    },
  );
  const school = loaderByDay<SchoolId, School>(async (ids, day) =>
    byId(await graph.read(scope, schoolsOn, { ids, day })),
  );
  const sources: RollUpSources = {
    graph,
    scope,
    policyOf: (regionId, day) => policyInForce.load({ regionId, day }),
    layersOf: (regionId, day) => layersInForce.load({ regionId, day }),
    coverageOf: (id, day) => coverage.load({ id, day, explicitDay: false }),
    governorOf: async (id, day) => (await school.load({ id, day, explicitDay: false }))?.governedBy ?? null,
  };
  return {
    /** What services of roll-ups read with. */
    sources,
    /** What is in force for a body on a day; null: nothing. */
    policyInForce,
    /** The imports that say something about a unit. */
    coverage,
    ...createRollUpLoaders(sources),
    ...createPolicyKindLoaders(sources),
    ...createEligibilityLoaders(sources),
    ...createWeeklyLoaders(sources),
    ...createDatedFactLoaders({ graph, scope }),

    // Things by id. Null: not visible, or not there on the day.
    region: loaderByDay<RegionId, Region>(async (ids, day) =>
      byId((await graph.read(scope, regionsOn, { ids, day })).map((row) => ({ kind: 'Region', ...row }))),
    ),
    school,
    teacher: loaderByDay<TeacherId, Teacher>(async (ids, day) =>
      byId(await graph.read(scope, teachersOn, { ids, day })),
    ),
    workshop: loaderByDay<WorkshopId, Workshop>(async (ids) => byId(await graph.read(scope, workshopsById, { ids }))),
    /** Whose records are open to the asker: the key's day is today. */
    recordsOpen: loaderByDay<TeacherId, { readonly open: true }>(async (ids, day) => {
      const school = scope.role === 'teacher' ? null : scope.schoolId;
      const open = await graph.read(scope, teachersWithOpenRecords, { ids, day, school });
      return new Map(open.map((id) => [id, { open: true }]));
    }),
    seat: loaderByDay<SeatId, Seat>(async (ids, day) => byId(await graph.read(scope, seatsOn, { ids, day }))),
    post: loaderByDay<PostId, Post>(async (ids) => byId(await graph.read(scope, postsById, { ids }))),
    pairing: loaderByDay<PairingId, Pairing>(async (ids) => byId(await graph.read(scope, pairingsById, { ids }))),
    designation: loaderByDay<DesignationId, Designation>(async (ids) =>
      byId(await graph.read(scope, designationsById, { ids })),
    ),

    // Edges: what hangs on each id.
    childrenOfRegion: listLoaderByDay<RegionId, RegionId>(async (ids, day) => {
      const rows = await graph.read(scope, regionChildren, { ids, day });
      return new Map(rows.map(({ id, children }) => [id, children]));
    }),
    schoolsOfRegion: loaderByQuestion<RegionId, ListRequest<SchoolFilter>, DirectoryList<School>>((ids, day, request) =>
      loadSchoolLists(sources, ids, day, request),
    ),
    workshopsOfRegion: loaderByQuestion<RegionId, ListRequest<WorkshopFilter>, DirectoryList<Workshop>>(
      (ids, day, request) => loadWorkshopLists(sources, ids, day, request),
    ),
    seatsOfWorkshop: listLoaderByDay<WorkshopId, Seat>(async (ids, day) =>
      groupedBy(await graph.read(scope, seatsOfWorkshops, { ids, day }), (seat) => seat.workshopId),
    ),
    seatsOfTeacher: listLoaderByDay<TeacherId, Seat>(async (ids, day) =>
      groupedBy(await graph.read(scope, seatsOfTeachers, { ids, day }), (seat) => seat.holderId),
    ),
    seatsBeneath: listLoaderByDay<SeatId, Seat>(async (ids, day) => {
      const seats = await graph.read(scope, seatsBeneath, { ids, day });
      return groupedBy(
        seats.filter((seat): seat is Seat & { underId: SeatId } => seat.underId !== null),
        (seat) => seat.underId,
      );
    }),
    postsOfTeacher: listLoaderByDay<TeacherId, Post>(async (ids, day) =>
      groupedBy(await graph.read(scope, postsOfTeachers, { ids, day }), (post) => post.holderId),
    ),
    pairingsGiven: listLoaderByDay<TeacherId, Pairing>(async (ids) =>
      groupedBy(await graph.read(scope, pairingsGiven, { ids }), (pairing) => pairing.mentorId),
    ),
    pairingsReceived: listLoaderByDay<TeacherId, Pairing>(async (ids) =>
      groupedBy(await graph.read(scope, pairingsReceived, { ids }), (pairing) => pairing.menteeId),
    ),
    designationsOfTeacher: listLoaderByDay<TeacherId, Designation>(async (ids) =>
      groupedBy(await graph.read(scope, designationsOfTeachers, { ids }), (designation) => designation.holderId),
    ),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;

/** A body on a day, however the day came to be asked about. */
interface RegionOnDay {
  readonly regionId: RegionId;
  readonly day: Day;
}
