import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import { z } from 'zod';
import type { At } from '../src/domain/moment.ts';
import type { PageRequest, Place } from '../src/domain/page.ts';
import { RequestFailure } from './errors.ts';
import { LIMITS } from './limits.ts';

interface PageArguments {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

/** A connection over things in the order of their codes. */
export function pageByCode<Thing extends { readonly code: string } & At<string>>(
  { first, last, after, before }: PageArguments,
  load: (page: PageRequest) => Promise<readonly Thing[]>,
) {
  return resolveCursorConnection(
    {
      args: { first, last, after, before },
      defaultSize: LIMITS.pageSize,
      maxSize: LIMITS.largestPage,
      toCursor: ({ code, id }: Thing) => Buffer.from(JSON.stringify([code, id])).toString('base64url'),
    },
    (page: ResolveCursorConnectionArgs) =>
      load({
        limit: page.limit,
        backwards: page.inverted,
        after: page.after === undefined ? null : placeOf(page.after),
        before: page.before === undefined ? null : placeOf(page.before),
      }),
  );
}

const place = z.tuple([z.string(), z.string()]);

/** @throws RequestFailure BAD_USER_INPUT for what is not a cursor */
function placeOf(cursor: string): Place {
  try {
    const [code, id] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { code, id };
  } catch {
    throw new RequestFailure(
      'BAD_USER_INPUT',
      'This is not a cursor of this list. Use a `cursor` from one of its pages.',
    );
  }
}
