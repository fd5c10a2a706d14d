import type { Graph } from './session.ts';
import { number } from './value.ts';

/** What stands in the graph: counted to tell a database that nobody has filled yet. */
export interface Contents {
  /** Import runs that somebody else than the demonstrator made. */
  readonly importsByOthers: number;
  /** Imports of the demonstrator that are complete. */
  readonly demonstrations: number;
  /** Policies with other codes than the shipped ones. */
  readonly otherPolicies: number;
}

/** Asked by the program itself when it starts, whoever may see what is counted. There are few runs and policies. */
export async function countContents(
  graph: Graph,
  demonstrator: string,
  shippedPolicies: readonly string[],
): Promise<Contents> {
  const [row] = await graph.administer(
    `OPTIONAL MATCH (run:ImportRun)
     WITH count(CASE WHEN run.by <> $demonstrator THEN 1 END) AS byOthers,
          count(CASE WHEN run.by = $demonstrator AND run.status = 'APPLIED' THEN 1 END) AS demonstrations
     RETURN byOthers, demonstrations, COUNT { MATCH (policy:Policy) WHERE NOT policy.code IN $shippedPolicies }`,
    { demonstrator, shippedPolicies },
  );
  const [importsByOthers, demonstrations, otherPolicies] = row ?? [];
  return {
    importsByOthers: number(importsByOthers),
    demonstrations: number(demonstrations),
    otherPolicies: number(otherPolicies),
  };
}
