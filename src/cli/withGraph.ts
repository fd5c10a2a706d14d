import process from 'node:process';
import type { Graph } from '../../graph/session.ts';
import { readConfig } from '../config.ts';
import { openCommandDatabase } from '../main/database.ts';
import { layFoundation } from '../main/seed.ts';

/** What goes on is told on standard error: standard output is for results. */
export function progress(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

/** Runs a command's work on its database, and closes it. */
export async function withGraph<Result>(command: string, work: (graph: Graph) => Promise<Result>): Promise<Result> {
  const { graph, close } = await openCommandDatabase(readConfig(), command, { progress });
  try {
    await layFoundation(graph, progress);
    return await work(graph);
  } finally {
    await close();
  }
}
