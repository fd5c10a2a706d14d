import { holdFolder, holderOf, passwordOf, recordedConnection, SERVER } from '../../graph/embedded/folder.ts';
import { Problem, systemCode } from '../../graph/embedded/problem.js';
import { startEmbedded } from '../../graph/embedded/server.ts';
import { Graph, type GraphOptions, GraphUnavailable } from '../../graph/session.ts';
import type { Config, ExistingDatabase } from '../config.ts';

const PATIENCE_MILLISECONDS = 20_000;
const PAUSE_MILLISECONDS = 1_000;

/** Told what is going on, in a few words. */
export type Progress = (text: string) => void;

export interface DatabaseOptions {
  readonly progress: Progress;
  readonly onStatement?: GraphOptions['onStatement'];
  /** Told when an embedded Neo4j went away by itself, and when it is back. */
  readonly onOutage?: (event: 'gone' | 'back') => void;
}

export interface Database {
  readonly graph: Graph;
  /** Closes the graph, and stops Neo4j when it was started here. */
  readonly close: () => Promise<void>;
}

/** Nobody answers where a Neo4j should. */
class Unanswered extends Problem {}

/** The database of the API: the existing one, or an embedded one that this process holds. @throws Problem */
export async function openServerDatabase(config: Config, options: DatabaseOptions): Promise<Database> {
  return config.database.kind === 'existing'
    ? openExisting(config.database, options)
    : openEmbedded(config, SERVER, options);
}

/**
 * The database of a command: the existing one, that of a running API on the same data folder, or an embedded one for the time
 * of the command.
 * @param command how a second process is told who holds the folder
 * @throws Problem
 */
export async function openCommandDatabase(
  config: Config,
  command: string,
  options: DatabaseOptions,
): Promise<Database> {
  if (config.database.kind === 'existing') return openExisting(config.database, options);
  if (holderOf(config.dataFolder)?.what !== SERVER) return openEmbedded(config, `mentorgraph ${command}`, options);
  const connection = recordedConnection(config.dataFolder);
  if (connection?.answers !== true)
    throw new Problem(`The server on ${config.dataFolder} is still starting: try again in a moment.`);
  return openExisting({ kind: 'existing', ...connection, password: passwordOf(config.dataFolder) }, options).catch(
    (error: unknown) => {
      if (error instanceof Unanswered)
        throw new Problem(
          `The server on ${config.dataFolder} runs, but its Neo4j does not answer: see what that server says.`,
        );
      throw error;
    },
  );
}

async function openExisting(server: ExistingDatabase, { progress, onStatement }: DatabaseOptions): Promise<Database> {
  const graph = graphOn(server, onStatement);
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    try {
      await graph.ping();
      return { graph, close: () => graph.close() };
    } catch (error) {
      if (!(error instanceof GraphUnavailable) || performance.now() > deadline) {
        await graph.close();
        throw connectionProblem(server, error);
      }
    }
    progress(`waiting for Neo4j at ${server.uri}`);
    await new Promise((resume) => setTimeout(resume, PAUSE_MILLISECONDS));
  }
}

async function openEmbedded(config: Config, what: string, options: DatabaseOptions): Promise<Database> {
  if (config.database.kind !== 'embedded') throw new Error('An existing server is not started here');
  const { progress, onStatement, onOutage } = options;
  const folder = holdFolder(config.dataFolder, what);
  // However the process ends, the folder is free again; Neo4j is stopped by its guard.
  process.once('exit', folder.release);
  const neo4j = await startEmbedded({
    folder,
    ...config.database,
    onProgress: progress,
    ...(onOutage === undefined ? {} : { onOutage }),
  });
  const graph = graphOn(neo4j, onStatement);
  return {
    graph,
    close: async () => {
      await graph.close();
      await neo4j.stop();
      process.off('exit', folder.release);
    },
  };
}

function graphOn(
  { uri, user, password, database }: Omit<GraphOptions, 'onStatement'>,
  onStatement: GraphOptions['onStatement'],
): Graph {
  const connection = { uri, user, password, database };
  return new Graph(onStatement === undefined ? connection : { ...connection, onStatement });
}

function connectionProblem({ uri, user, database }: ExistingDatabase, error: unknown): unknown {
  if (error instanceof GraphUnavailable)
    return new Unanswered(`No Neo4j answers at ${uri}: start it, or put NEO4J_URI right.`);
  switch (systemCode(error)) {
    case 'Neo.ClientError.Security.Unauthorized':
      return new Problem(`The Neo4j at ${uri} does not let ${user} in: put NEO4J_USER and NEO4J_PASSWORD right.`);
    case 'Neo.ClientError.Database.DatabaseNotFound':
      return new Problem(`The Neo4j at ${uri} has no database ${database}: put NEO4J_DATABASE right.`);
    default:
      return error;
  }
}
