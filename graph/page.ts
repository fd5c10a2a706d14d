import type { PageRequest } from '../src/domain/page.ts';

/** Parameters of {@link pageOf}. */
export type PageParameters = {
  readonly limit: number;
  readonly backwards: boolean;
  readonly afterCode: string | null;
  readonly afterId: string | null;
  readonly beforeCode: string | null;
  readonly beforeId: string | null;
};

export function pageParameters({ limit, backwards, after, before }: PageRequest): PageParameters {
  return {
    limit,
    backwards,
    afterCode: after?.code ?? null,
    afterId: after?.id ?? null,
    beforeCode: before?.code ?? null,
    beforeId: before?.id ?? null,
  };
}

/**
 * The end of a subquery that finds things with a code: those of the page, nearest to its beginning first.
 * Two orders stand behind each other because a direction cannot be a parameter; the one not asked for sorts by nothing.
 */
export function pageOf(thing: string): string {
  return `WITH ${thing}
     WHERE ($afterCode IS NULL OR ${thing}.code > $afterCode OR (${thing}.code = $afterCode AND ${thing}.id > $afterId))
       AND ($beforeCode IS NULL OR ${thing}.code < $beforeCode OR (${thing}.code = $beforeCode AND ${thing}.id < $beforeId))
     RETURN ${thing}
     ORDER BY CASE WHEN NOT $backwards THEN ${thing}.code END, CASE WHEN NOT $backwards THEN ${thing}.id END,
              CASE WHEN $backwards THEN ${thing}.code END DESC, CASE WHEN $backwards THEN ${thing}.id END DESC
     LIMIT toInteger($limit)`;
}

/**
 * What stands after the things of one list were found: how many there are as `total`, and the page as `page`.
 * @param columns what is returned of each thing of the page
 */
export function countedPageOf(thing: string, columns: string): string {
  return `WITH collect(${thing}) AS found
     CALL (found) {
       CALL (found) { UNWIND found AS ${thing} ${pageOf(thing)} }
       RETURN collect([${columns}]) AS page
     }
     RETURN size(found) AS total, page`;
}
