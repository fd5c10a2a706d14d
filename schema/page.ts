import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import { z } from 'zod';
import type { DirectoryList } from '../src/domain/directoryList.ts';
import { type At, type Moment, at } from '../src/domain/moment.ts';
import type { PageRequest, Place } from '../src/domain/page.ts';
import { type Unknown, known } from '../src/domain/unknown.ts';
import { notACursor } from './cursor.ts';
import { LIMITS } from './limits.ts';

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

/** What a page of a list carries beside its things. */
export interface Counted {
  readonly totalCount: () => Promise<number | null>;
  /** Why nothing can be said; null when it can. */
  readonly unknown?: Unknown | null;
}

/** Nothing is there to be listed. */
export const NOTHING: DirectoryList<never> = { things: [], total: known(0) };

/**
 * One page of a list in the order of codes, with its total from the same load.
 * @param codeOf the code by which the list is ordered
 */
export async function countedPage<Thing extends { readonly id: string }>(
  { first, last, after, before }: PageArguments,
  moment: Moment,
  codeOf: (thing: Thing) => string,
  load: (page: PageRequest) => Promise<DirectoryList<Thing>>,
) {
  let total: DirectoryList<Thing>['total'] = known(0);
  const connection = await resolveCursorConnection(
    {
      args: { first, last, after, before },
      defaultSize: LIMITS.pageSize,
      maxSize: LIMITS.largestPage,
      toCursor: (thing: Thing & At<Thing['id']>) => cursorOfPlace({ code: codeOf(thing), id: thing.id }),
    },
    async (page: ResolveCursorConnectionArgs) => {
      const list = await load({
        limit: page.limit,
        backwards: page.inverted,
        after: page.after === undefined ? null : placeOf(page.after),
        before: page.before === undefined ? null : placeOf(page.before),
      });
      ({ total } = list);
      return list.things.map((thing) => ({ ...thing, ...at<Thing['id']>(thing.id, moment) }));
    },
  );
  return { ...connection, totalCount: () => Promise.resolve(total.value), unknown: total.unknown };
}

const place = z.tuple([z.string(), z.string()]);

/** A place as clients keep it. */
export function cursorOfPlace({ code, id }: Place): string {
  return Buffer.from(JSON.stringify([code, id])).toString('base64url');
}

/** @throws RequestFailure BAD_USER_INPUT for what is not a cursor */
export function placeOf(cursor: string): Place {
  try {
    const [code, id] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { code, id };
  } catch {
    throw notACursor();
  }
}
