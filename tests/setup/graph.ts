import { afterAll, inject } from 'vitest';
import { Graph, type GraphOptions, type StatementEvent } from '../../graph/session.ts';

/** A graph on the shared Neo4j for the tests of one file, closed after them. */
export function sharedGraph(onStatement?: (event: StatementEvent) => void): Graph {
  const options: GraphOptions = inject('neo4j');
  const graph = new Graph(onStatement === undefined ? options : { ...options, onStatement });
  afterAll(() => graph.close());
  return graph;
}
