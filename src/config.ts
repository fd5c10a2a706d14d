import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Problem } from '../graph/embedded/problem.js';

/** A Neo4j of our own on the data folder. */
export interface EmbeddedDatabase {
  readonly kind: 'embedded';
  /** An installed Neo4j, or null for the one that comes with Mentorgraph. */
  readonly neo4jHome: string | null;
  readonly javaHome: string | undefined;
  readonly searchPath: string | undefined;
}

/** A server that runs already. */
export interface ExistingDatabase {
  readonly kind: 'existing';
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly database: EmbeddedDatabase | ExistingDatabase;
  /** What an empty database is filled with. */
  readonly seed: 'demo' | 'none';
  readonly logLevel: LogLevel;
  /** Whether npm started this process, through a shell of its own. */
  readonly underNpm: boolean;
  /** Of the commands' texts for people: that of the terminal. */
  readonly language: 'zh' | 'en';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SCHEMES = ['bolt:', 'bolt+s:', 'bolt+ssc:', 'neo4j:', 'neo4j+s:', 'neo4j+ssc:'];

/** `data` beside the program, wherever a command is called from. */
const DATA_FOLDER = fileURLToPath(new URL('../data', import.meta.url));

// A variable that is set to nothing counts as not set.
const set = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const settings = z.object({
  PORT: set
    .transform((text) => (text === undefined ? 4000 : Number(text)))
    .refine((port) => Number.isInteger(port) && port >= 0 && port <= 65535, 'a port is a whole number from 0 to 65535'),
  HOST: set.transform((text) => text ?? '127.0.0.1'),
  DATA_DIR: set.transform((text) => text ?? DATA_FOLDER),
  NEO4J_URI: set.refine(
    (uri) => uri === undefined || (URL.canParse(uri) && SCHEMES.includes(new URL(uri).protocol)),
    'give an address such as bolt://localhost:7687, neo4j://… or neo4j+s://…',
  ),
  NEO4J_USER: set.transform((text) => text ?? 'neo4j'),
  NEO4J_PASSWORD: set,
  NEO4J_DATABASE: set.transform((text) => text ?? 'neo4j'),
  NEO4J_HOME: set,
  MENTORGRAPH_SEED: set
    .transform((text) => text ?? 'demo')
    .pipe(z.enum(['demo', 'none'], { error: 'give demo or none' })),
  LOG_LEVEL: set
    .transform((text) => text ?? 'info')
    .pipe(z.enum(LOG_LEVELS, { error: `give one of ${LOG_LEVELS.join(', ')}` })),
  LANG: set,
  npm_lifecycle_event: set,
  JAVA_HOME: set,
  PATH: set,
});

/**
 * Reads the settings. This file is the only one that looks at the environment.
 * @throws Problem naming each setting that cannot be read
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const values = readSettings(environment);
  return {
    port: values.PORT,
    host: values.HOST,
    dataFolder: values.DATA_DIR,
    database: existingDatabase(values) ?? embeddedDatabase(values),
    seed: values.MENTORGRAPH_SEED,
    logLevel: values.LOG_LEVEL,
    underNpm: values.npm_lifecycle_event !== undefined,
    language: values.LANG?.startsWith('zh') === true ? 'zh' : 'en',
  };
}

/** How to start a Neo4j of our own, whatever NEO4J_URI says: for tests, which touch no other. @throws Problem */
export function readEmbeddedDatabase(environment: NodeJS.ProcessEnv = process.env): EmbeddedDatabase {
  return embeddedDatabase(readSettings(environment));
}

type Settings = z.output<typeof settings>;

function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const result = settings.safeParse(environment);
  if (!result.success)
    throw new Problem(
      result.error.issues
        .map(({ path, message }) => {
          const name = path.join('.');
          return `${name} is "${environment[name] ?? ''}": ${message}.`;
        })
        .join(' '),
    );
  return result.data;
}

function embeddedDatabase(values: Settings): EmbeddedDatabase {
  return {
    kind: 'embedded',
    neo4jHome: values.NEO4J_HOME ?? null,
    javaHome: values.JAVA_HOME,
    searchPath: values.PATH,
  };
}

function existingDatabase(values: Settings): ExistingDatabase | null {
  if (values.NEO4J_URI === undefined) return null;
  if (values.NEO4J_PASSWORD === undefined)
    throw new Problem(
      'NEO4J_URI is set, but NEO4J_PASSWORD is not: give the password of that server, or unset NEO4J_URI to use the Neo4j that comes with Mentorgraph.',
    );
  return {
    kind: 'existing',
    uri: values.NEO4J_URI,
    user: values.NEO4J_USER,
    password: values.NEO4J_PASSWORD,
    database: values.NEO4J_DATABASE,
  };
}
