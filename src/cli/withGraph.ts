import process from 'node:process';
import type { Graph } from '../../graph/session.ts';
import { readConfig } from '../config.ts';
import { openCommandDatabase } from '../main/database.ts';
import { layFoundation, seedPolicies } from '../main/seed.ts';

/** What goes on is told on standard error: standard output is for results. */
export function progress(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

/** Runs a command's work on its database, brought to the shape it needs, and closes it. */
export function withGraph<Result>(command: string, work: (graph: Graph) => Promise<Result>): Promise<Result> {
  const { seed } = readConfig();
  return withExaminedGraph(command, async (graph) => {
    await layFoundation(graph, progress);
    await seedPolicies(graph, seed, progress);
    return work(graph);
  });
}

/** Runs a command's work on its database as it is, and closes it. */
export async function withExaminedGraph<Result>(
  command: string,
  work: (graph: Graph) => Promise<Result>,
): Promise<Result> {
  const { graph, close } = await openCommandDatabase(readConfig(), command, { progress });
  try {
    return await work(graph);
  } finally {
    await close();
  }
}
