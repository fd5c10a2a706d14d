import type { PageRequest } from '../src/domain/page.ts';

/** Parameters of {@link pageOf}. */
export type PageParameters = {
  /** One map, as every condition that may be absent stands in one: else each set of absent ones were a plan of its own. */
  readonly page: {
    readonly limit: number;
    readonly backwards: boolean;
    readonly afterCode: string | null;
    readonly afterId: string | null;
    readonly beforeCode: string | null;
    readonly beforeId: string | null;
  };
};

export function pageParameters({ limit, backwards, after, before }: PageRequest): PageParameters {
  return {
    page: {
      limit,
      backwards,
      afterCode: after?.code ?? null,
      afterId: after?.id ?? null,
      beforeCode: before?.code ?? null,
      beforeId: before?.id ?? null,
    },
  };
}

/**
 * The end of a subquery that finds things with a code: those of the page, nearest to its beginning first.
 * Two orders stand behind each other because a direction cannot be a parameter; the one not asked for sorts by nothing.
 */
export function pageOf(thing: string): string {
  return `WITH ${thing}
     WHERE ($page.afterCode IS NULL OR ${thing}.code > $page.afterCode OR (${thing}.code = $page.afterCode AND ${thing}.id > $page.afterId))
       AND ($page.beforeCode IS NULL OR ${thing}.code < $page.beforeCode OR (${thing}.code = $page.beforeCode AND ${thing}.id < $page.beforeId))
     RETURN ${thing}
     ORDER BY CASE WHEN NOT $page.backwards THEN ${thing}.code END, CASE WHEN NOT $page.backwards THEN ${thing}.id END,
              CASE WHEN $page.backwards THEN ${thing}.code END DESC, CASE WHEN $page.backwards THEN ${thing}.id END DESC
     LIMIT toInteger($page.limit)`;
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
