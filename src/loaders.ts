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
import type { PageRequest } from './domain/page.ts';
import type { Scope } from './domain/scope.ts';
import { designationsById, designationsOfTeachers } from '../graph/designation.ts';
import { pageParameters } from '../graph/page.ts';
import { pairingsById, pairingsGiven, pairingsReceived } from '../graph/pairing.ts';
import { postsById, postsOfTeachers } from '../graph/post.ts';
import { regionChildren, regionsOn } from '../graph/region.ts';
import { schoolsOfRegions, schoolsOn } from '../graph/school.ts';
import { seatsBeneath, seatsOfTeachers, seatsOfWorkshops, seatsOn } from '../graph/seat.ts';
import { teachersOn } from '../graph/teacher.ts';
import { workshopsById, workshopsOfRegions } from '../graph/workshop.ts';
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
    workshop: loaderByDay<WorkshopId, Workshop>(async (ids) => byId(await graph.read(scope, workshopsById, { ids }))),
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
    schoolsOfRegion: loaderByQuestion<RegionId, SchoolFilter & { page: PageRequest }, School[]>(
      async (ids, day, { page, ...filter }) => {
        const rows = await graph.read(scope, schoolsOfRegions, { ids, day, ...filter, ...pageParameters(page) });
        return valuesBy(
          rows,
          ({ regionId }) => regionId,
          ({ school }) => school,
        );
      },
    ),
    workshopsOfRegion: loaderByQuestion<RegionId, WorkshopFilter & { page: PageRequest }, Workshop[]>(
      async (ids, day, { page, ...filter }) => {
        const rows = await graph.read(scope, workshopsOfRegions, { ids, day, ...filter, ...pageParameters(page) });
        return valuesBy(
          rows,
          ({ regionId }) => regionId,
          ({ workshop }) => workshop,
        );
      },
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

function valuesBy<Row, Id extends string, Found>(
  rows: readonly Row[],
  id: (row: Row) => Id,
  value: (row: Row) => Found,
): Map<Id, Found[]> {
  return new Map([...groupedBy(rows, id)].map(([key, group]) => [key, group.map(value)]));
}

/** A thing on a day, and what is asked about it beyond that: plain values only. */
export type Asked<Id extends string, Question> = At<Id> & { readonly question: Question };

/**
 * A loader whose answer depends on more than id and day, such as a page or a level: one call for all ids of one day and one
 * question.
 * @param load what is found, by id; what it does not name is null
 */
export function loaderByQuestion<Id extends string, Question, Found>(
  load: (ids: readonly Id[], day: Day, question: Question) => Promise<ReadonlyMap<Id, Found>>,
): DataLoader<Asked<Id, Question>, Found | null, string> {
  return batched(
    ({ day, question }) => `${day} ${JSON.stringify(question)}`,
    async (keys, { day, question }) => {
      const found = await load([...new Set(keys.map((key) => key.id))], day, question);
      return keys.map((key) => found.get(key.id) ?? null);
    },
  );
}

/** The general form: `load` answers, in order, keys that share one day. */
export function loaderBy<Id extends string, Found>(
  load: (keys: readonly At<Id>[], day: Day) => Promise<readonly Found[]>,
): DataLoader<At<Id>, Found, string> {
  return batched(
    ({ day }) => day,
    (keys, { day }) => load(keys, day),
  );
}

/** Collects what is asked in one turn, and answers each group of keys with one call. */
function batched<Key extends At<string>, Found>(
  groupOf: (key: Key) => string,
  load: (keys: readonly Key[], example: Key) => Promise<readonly Found[]>,
): DataLoader<Key, Found, string> {
  return new DataLoader<Key, Found, string>(
    async (keys) => {
      const answers = new Map<Key, Found | Error>();
      await Promise.all(
        [...groupedBy(keys, groupOf).values()].map(async ([first, ...others]) => {
          if (first === undefined) return;
          const group = [first, ...others];
          const found: readonly (Found | Error)[] = await load(group, first).catch((error: unknown) =>
            group.map(() => (error instanceof Error ? error : new Error('A loader failed', { cause: error }))),
          );
          found.forEach((answer, index) => {
            const key = group[index];
            if (key !== undefined) answers.set(key, answer);
          });
        }),
      );
      return keys.map((key) => {
        const answer = answers.get(key);
        return answer === undefined ? new Error('A loader gave no answer') : answer;
      });
    },
    { cacheKeyFn: (key) => `${key.id} ${key.explicitDay ? 'named' : 'today'} ${groupOf(key)}` },
  );
}
