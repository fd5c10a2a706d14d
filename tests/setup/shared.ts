import type { TestProject } from 'vitest/node';
import { Graph, type GraphOptions } from '../../graph/session.ts';
import { seed } from '../../src/main/seed.ts';
import { startTemporaryNeo4j } from './neo4j.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The one Neo4j of the shared project, with the demonstration city in it. */
    readonly neo4j: Pick<GraphOptions, 'uri' | 'user' | 'password' | 'database'>;
  }
}

/** Starts the Neo4j that all tests of the shared project use, with one import of Yuxi that they only read. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { neo4j, remove } = await startTemporaryNeo4j();
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
