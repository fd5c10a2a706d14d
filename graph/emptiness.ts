import type { Graph } from './session.ts';
import { number } from './value.ts';

/** How much of the demonstration stands in the graph beside what others brought in. */
export interface ImportsSoFar {
  /** Runs that somebody else made. */
  readonly byOthers: number;
  /** Runs of the demonstration that are complete. */
  readonly demonstrations: number;
}

/** Counts the import runs, whoever may see them: asked by the program itself when it starts. There are few of them. */
export async function importsSoFar(graph: Graph, demonstrator: string): Promise<ImportsSoFar> {
  const [row] = await graph.administer(
    `MATCH (run:ImportRun)
     RETURN count(CASE WHEN run.by <> $demonstrator THEN 1 END),
            count(CASE WHEN run.by = $demonstrator AND run.status = 'APPLIED' THEN 1 END)`,
    { demonstrator },
  );
  const [byOthers, demonstrations] = row ?? [];
  return { byOthers: number(byOthers), demonstrations: number(demonstrations) };
}
