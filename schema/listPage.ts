import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import { notACursor } from './cursor.ts';
import { LIMITS } from './limits.ts';
import type { PageArguments } from './page.ts';

/**
 * A page of a list that is there as a whole, in the order of the list.
 * @param keyOf tells the things of the list apart, also when the list is asked for again
 */
export function pageOfList<Thing>(page: PageArguments, list: readonly Thing[], keyOf: (thing: Thing) => string) {
  const positions = new Map(list.map((thing, index) => [keyOf(thing), index]));
  return resolveCursorConnection(
    {
      args: page,
      defaultSize: LIMITS.pageSize,
      maxSize: LIMITS.largestPage,
      toCursor: (thing: Thing) => Buffer.from(keyOf(thing)).toString('base64url'),
    },
    ({ limit, inverted, after, before }: ResolveCursorConnectionArgs): Thing[] => {
      const rest = list.slice(
        after === undefined ? 0 : positionOf(after, positions) + 1,
        before === undefined ? list.length : positionOf(before, positions),
      );
      return inverted ? rest.toReversed().slice(0, limit) : rest.slice(0, limit);
    },
  );
}

/** @throws RequestFailure BAD_USER_INPUT for what is not a cursor of the list */
function positionOf(cursor: string, positions: ReadonlyMap<string, number>): number {
  const position = positions.get(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (position === undefined) throw notACursor();
  return position;
}
