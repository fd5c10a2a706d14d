import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holdFolder } from '../../graph/embedded/folder.ts';
import { type EmbeddedNeo4j, startEmbedded } from '../../graph/embedded/server.ts';
import { readEmbeddedDatabase } from '../../src/config.ts';

export interface TemporaryNeo4j {
  readonly neo4j: EmbeddedNeo4j;
  readonly folder: string;
  /** Stops it and removes its folder. */
  readonly remove: () => Promise<void>;
}

/** A folder of its own below the system's temporary one. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'mentorgraph-'));
}

/** Starts a Neo4j on a folder, whatever NEO4J_URI says: tests never touch a database that is not theirs. */
export function startNeo4jIn(folder: string): Promise<EmbeddedNeo4j> {
  return startEmbedded({ folder: holdFolder(folder, 'tests'), ...readEmbeddedDatabase() });
}

/** Starts a Neo4j on a temporary folder. */
export async function startTemporaryNeo4j(): Promise<TemporaryNeo4j> {
  const folder = await temporaryFolder();
  const neo4j = await startNeo4jIn(folder);
  return {
    neo4j,
    folder,
    remove: async () => {
      await neo4j.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
