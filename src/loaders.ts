import DataLoader from 'dataloader';
import type { At } from './domain/moment.ts';
import type { Day } from './domain/day.ts';
import type {
  DesignationId,
  PairingId,
  PostId,
  RegionId,
  SchoolId,
  SeatId,
  TeacherId,
  WorkshopId,
} from './domain/identifier.ts';
import type { Designation, Pairing, Post, Region, School, Seat, Teacher, Workshop } from './domain/directory.ts';
import type { Scope } from './domain/scope.ts';
import { designationsById, designationsOfTeachers } from '../graph/designation.ts';
import { pairingsById, pairingsGiven, pairingsReceived } from '../graph/pairing.ts';
import { postsById, postsOfTeachers } from '../graph/post.ts';
import { regionsOn } from '../graph/region.ts';
import { schoolsOn } from '../graph/school.ts';
import { seatsBeneath, seatsOfTeachers, seatsOfWorkshops, seatsOn } from '../graph/seat.ts';
import { teachersOn } from '../graph/teacher.ts';
import { workshopsOn } from '../graph/workshop.ts';
import type { Graph } from '../graph/session.ts';

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
  return {
    // Things by id. Null: not visible, or not there on the day.
    region: loaderByDay<RegionId, Region>(async (ids, day) =>
      byId((await graph.read(scope, regionsOn, { ids, day })).map((row) => ({ kind: 'Region', ...row }))),
    ),
    school: loaderByDay<SchoolId, School>(async (ids, day) => byId(await graph.read(scope, schoolsOn, { ids, day }))),
    teacher: loaderByDay<TeacherId, Teacher>(async (ids, day) =>
      byId(await graph.read(scope, teachersOn, { ids, day })),
    ),
    workshop: loaderByDay<WorkshopId, Workshop>(async (ids, day) =>
      byId(await graph.read(scope, workshopsOn, { ids, day })),
    ),
    seat: loaderByDay<SeatId, Seat>(async (ids, day) => byId(await graph.read(scope, seatsOn, { ids, day }))),
    post: loaderByDay<PostId, Post>(async (ids) => byId(await graph.read(scope, postsById, { ids }))),
    pairing: loaderByDay<PairingId, Pairing>(async (ids) => byId(await graph.read(scope, pairingsById, { ids }))),
    designation: loaderByDay<DesignationId, Designation>(async (ids) =>
      byId(await graph.read(scope, designationsById, { ids })),
    ),

    // Edges: what hangs on each id.
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

/** Looks up one thing on one day; null when there is none to see. */
export type Loader<Id extends string, Found> = DataLoader<At<Id>, Found | null, string>;

function byId<Id extends string, Found extends { readonly id: Id }>(found: readonly Found[]): Map<Id, Found> {
  return new Map(found.map((thing) => [thing.id, thing]));
}

/**
 * A loader that asks once for all ids of a day, whether that day was named or is today.
 * @param load what is found, by id; what it does not name is null
 */
export function loaderByDay<Id extends string, Found>(
  load: (ids: readonly Id[], day: Day) => Promise<ReadonlyMap<Id, Found>>,
): Loader<Id, Found & At<Id>> {
  return loaderBy(async (keys, day) => {
    const found = await load([...new Set(keys.map((key) => key.id))], day);
    return keys.map((key) => {
      const thing = found.get(key.id);
      return thing === undefined ? null : { ...thing, ...key };
    });
  });
}

/** A loader of lists: nothing found is an empty list. */
export function listLoaderByDay<Id extends string, Found>(
  load: (ids: readonly Id[], day: Day) => Promise<ReadonlyMap<Id, readonly Found[]>>,
): DataLoader<At<Id>, readonly Found[], string> {
  return loaderBy(async (keys, day) => {
    const found = await load([...new Set(keys.map((key) => key.id))], day);
    return keys.map((key) => found.get(key.id) ?? []);
  });
}

/** Rows gathered by the id that each belongs to, in the order in which they came. */
export function groupedBy<Row, Id extends string>(rows: readonly Row[], id: (row: Row) => Id): Map<Id, Row[]> {
  const groups = new Map<Id, Row[]>();
  for (const row of rows) {
    const group = groups.get(id(row));
    if (group === undefined) groups.set(id(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** The general form: `load` answers, in order, keys that share one day. */
export function loaderBy<Id extends string, Found>(
  load: (keys: readonly At<Id>[], day: Day) => Promise<readonly Found[]>,
): DataLoader<At<Id>, Found, string> {
  return new DataLoader<At<Id>, Found, string>(
    async (keys) => {
      const answers = new Map<At<Id>, Found>();
      await Promise.all(
        [...groupedBy(keys, (key) => key.day)].map(async ([day, sameDay]) => {
          const found = await load(sameDay, day);
          sameDay.forEach((key, index) => {
            const answer = found[index];
            if (index < found.length) answers.set(key, answer as Found);
          });
        }),
      );
      return keys.map((key) => answers.get(key) as Found);
    },
    { cacheKeyFn: (key) => `${key.id} ${key.day} ${key.explicitDay ? 'named' : 'today'}` },
  );
}
