import DataLoader from 'dataloader';
import type { Day } from '../domain/day.ts';
import type { At } from '../domain/moment.ts';

/** Looks up one thing on one day; null when there is none to see. */
export type Loader<Id extends string, Found> = DataLoader<At<Id>, Found | null, string>;

/** Things by their ids. */
export function byId<Id extends string, Found extends { readonly id: Id }>(found: readonly Found[]): Map<Id, Found> {
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
export function batched<Key extends At<string>, Found>(
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
