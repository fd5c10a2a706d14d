import type { TestProject } from 'vitest/node';
import { Graph, type GraphOptions } from '../../graph/session.ts';
import { seed } from '../../src/main/seed.ts';
import { type KeptConnection, keptConnection } from './kept.ts';
import { type TemporaryNeo4j, startTemporaryNeo4j } from './neo4j.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The one Neo4j of the shared project, with the demonstration city in it. */
    readonly neo4j: Pick<GraphOptions, 'uri' | 'user' | 'password' | 'database'>;
  }
}

/**
 * The Neo4j that all tests of the shared project use, with one import of the demonstration that they only read: the one that
 * `npm run db` keeps, or one of its own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const kept = await keptConnection();
  const { neo4j, remove } = kept === null ? await startTemporaryNeo4j() : keptNeo4j(kept);
  const connection = { uri: neo4j.uri, user: neo4j.user, password: neo4j.password, database: neo4j.database };
  const graph = new Graph(connection);
  try {
    await seed(graph, 'demo', () => undefined);
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await graph.close();
  }
  project.provide('neo4j', connection);
  return remove;
}

function keptNeo4j(neo4j: KeptConnection): Pick<TemporaryNeo4j, 'remove'> & { readonly neo4j: KeptConnection } {
  return { neo4j, remove: () => Promise.resolve() };
}
