import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DATABASE, USER, hasGivenUp, knock } from './access.ts';
import { PORT_TAKEN, logSince, sizeOf, startProblem } from './diagnosis.ts';
import { type Distribution, findDistribution } from './distribution.ts';
import {
  type HeldFolder,
  folderProblem,
  forgetConnection,
  passwordOf,
  recordConnection,
  recordedConnection,
} from './folder.ts';
import { type Neo4jHome, commandLine, layHome } from './home.ts';
import { type Java, findJava } from './java.js';
import { Problem } from './problem.js';
import { identityOf, isRunning, kill } from './process.ts';

const GUARD = path.join(path.dirname(fileURLToPath(import.meta.url)), 'guard.js');
const ATTEMPTS_AT_A_PORT = 3;
/** Recovery after a crash of a large database takes its time; a Neo4j that cannot start ends by itself. */
const START_MILLISECONDS = 300_000;
const STOP_MILLISECONDS = 15_000;
const KNOCK_MILLISECONDS = 200;
const TELL_MILLISECONDS = 3_000;
const WATCH_MILLISECONDS = 5_000;
const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

export interface EmbeddedOptions {
  /** The data folder, held by this process: {@link holdFolder}. */
  readonly folder: HeldFolder;
  /** JAVA_HOME and PATH: where to look for Java. */
  readonly javaHome: string | undefined;
  readonly searchPath: string | undefined;
  /** NEO4J_HOME: an installed distribution, or null for the jars resolved by Maven. */
  readonly neo4jHome: string | null;
  /** Told what is going on while it starts, in a few words. */
  readonly onProgress?: (text: string) => void;
  /** Told when Neo4j went away by itself, and when it is back. */
  readonly onOutage?: (event: 'gone' | 'back') => void;
}

/** A Neo4j that runs as a child process. When it ends by itself it is started again at the same address. */
export interface EmbeddedNeo4j {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** The number of Neo4j's own process; another one after an outage. */
  readonly pid: number;
  /** The guard that ends Neo4j when this process is gone. */
  readonly guardPid: number;
  /** Stops Neo4j cleanly and releases the folder. */
  stop(): Promise<void>;
}

/**
 * Starts a Neo4j on a data folder and waits until it answers. What an earlier process left behind is awaited or ended first.
 * @throws Problem saying in one line what is wrong and what to do; the folder is then released
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedNeo4j> {
  try {
    const java = await findJava({ home: options.javaHome, path: options.searchPath });
    const distribution = await findDistribution(options.neo4jHome);
    await outlive(options.folder.path, options.onProgress);
    const server = new Supervisor(options, java, distribution, passwordOf(options.folder.path));
    await server.start();
    return server;
  } catch (error) {
    options.folder.release();
    throw folderProblem(options.folder.path, error);
  }
}

/** One run of Neo4j, from its start to its end. */
interface Run {
  readonly guard: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<void>;
  hasEnded: boolean;
}

class Supervisor implements EmbeddedNeo4j {
  readonly user = USER;
  readonly database = DATABASE;
  readonly #options: EmbeddedOptions;
  readonly #java: Java;
  readonly #distribution: Distribution;
  readonly password: string;
  #port = 0;
  #run: Run | null = null;
  #stopping = false;

  constructor(options: EmbeddedOptions, java: Java, distribution: Distribution, password: string) {
    this.#options = options;
    this.#java = java;
    this.#distribution = distribution;
    this.password = password;
  }

  get uri(): string {
    return `bolt://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    return this.#run?.pid ?? 0;
  }

  get guardPid(): number {
    return this.#run?.guard.pid ?? 0;
  }

  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      this.#port = await freePort();
      try {
        this.#supervise(await this.#launch());
        return;
      } catch (error) {
        if (!(error instanceof PortTaken) || attempt === ATTEMPTS_AT_A_PORT) throw error;
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const run = this.#run;
    if (run !== null) await end(run);
    forgetConnection(this.#options.folder.path);
    this.#options.folder.release();
  }

  async #launch(): Promise<Run> {
    const folder = this.#options.folder.path;
    const fresh = !existsSync(path.join(folder, 'neo4j', 'data', 'databases', 'system'));
    const home = layHome(folder, this.#port);
    const position = sizeOf(home.log);
    const run = await launchGuard(home, commandLine(this.#java, this.#distribution, home));
    this.#run = run;
    const connection = { uri: this.uri, user: this.user, database: this.database, neo4j: identityOf(run.pid) };
    try {
      recordConnection(folder, { ...connection, answers: false });
      await this.#untilItAnswers(run, fresh, home, position);
      recordConnection(folder, { ...connection, answers: true });
    } catch (error) {
      await end(run);
      throw error;
    }
    return run;
  }

  async #untilItAnswers(run: Run, fresh: boolean, home: Neo4jHome, position: number): Promise<void> {
    const started = performance.now();
    let told = started;
    while ((await knock(this.uri, this.password, fresh)) !== 'up') {
      const now = performance.now();
      if (run.hasEnded) {
        const log = logSince(home.log, position);
        if (PORT_TAKEN.test(log)) throw new PortTaken(this.#port);
        throw startProblem(log, this.#options.folder.path, home.log);
      }
      if (this.#stopping) throw new Problem('Stopped while Neo4j was starting.');
      if (now - started > START_MILLISECONDS)
        throw new Problem(
          `Neo4j has not answered for ${START_MILLISECONDS / 60_000} minutes. Its log says more: ${home.log}`,
        );
      if (now - told > TELL_MILLISECONDS) {
        told = now;
        this.#options.onProgress?.(`Neo4j is starting (${Math.round((now - started) / 1000)} s)`);
      }
      await pause(KNOCK_MILLISECONDS);
    }
  }

  #supervise(run: Run): void {
    const watch = setInterval(() => {
      void this.#endIfGivenUp(run);
    }, WATCH_MILLISECONDS);
    void run.ended.then(() => {
      clearInterval(watch);
      if (!this.#stopping) void this.#revive();
    });
  }

  /** A Neo4j that has given up goes on running and answers nothing: only another start helps. */
  async #endIfGivenUp(run: Run): Promise<void> {
    const isLost = await hasGivenUp(this.uri, this.password).catch(() => false);
    if (isLost && !run.hasEnded && !this.#stopping) await end(run);
  }

  /** Starts Neo4j again where clients look for it, for as long as it takes. */
  async #revive(): Promise<void> {
    this.#options.onOutage?.('gone');
    for (let wait = FIRST_PAUSE_MILLISECONDS; !this.#stopping; wait = Math.min(wait * 2, LONGEST_PAUSE_MILLISECONDS)) {
      await pause(wait);
      try {
        const run = await this.#launch();
        this.#options.onOutage?.('back');
        this.#supervise(run);
        return;
      } catch (error) {
        const reason = folderProblem(this.#options.folder.path, error);
        this.#options.onProgress?.(reason instanceof Error ? reason.message : 'Neo4j did not start again');
      }
    }
  }
}

/** Somebody took the port between choosing it and Neo4j's binding it. */
class PortTaken extends Problem {
  constructor(port: number) {
    super(`Neo4j cannot start: port ${port} on 127.0.0.1 was taken meanwhile. Try again.`);
  }
}

async function launchGuard(home: Neo4jHome, command: readonly string[]): Promise<Run> {
  const guard = spawn(process.execPath, [GUARD, home.log, ...command], {
    // Its own session: Ctrl-C in the terminal is for this process alone.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  guard.stdin.on('error', () => undefined);
  const [pid, complaint] = await new Promise<[number, string]>((resolve, reject) => {
    let said = '';
    let complained = '';
    guard.once('error', reject);
    guard.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    guard.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const match = /^pid (\d+)\n/.exec(said);
      if (match !== null) resolve([Number(match[1]), '']);
    });
    guard.once('close', () => {
      resolve([0, complained.trim()]);
    });
  });
  if (pid === 0) throw new Problem(`Neo4j cannot start: ${complaint.split('\n').at(-1) ?? 'its guard ended'}`);
  const run: Run = {
    guard,
    pid,
    hasEnded: false,
    ended: new Promise((resolve) => {
      guard.once('exit', () => {
        // The guard ends with Neo4j; if it was ended alone, Neo4j must not live on unguarded.
        kill(pid);
        run.hasEnded = true;
        resolve();
      });
    }),
  };
  return run;
}

/** Asks the guard to stop Neo4j, and waits until both are gone. */
async function end(run: Run): Promise<void> {
  run.guard.stdin?.end();
  const patience = setTimeout(() => {
    kill(run.pid);
    run.guard.kill('SIGKILL');
  }, STOP_MILLISECONDS);
  await run.ended;
  clearTimeout(patience);
}

/** Waits until the Neo4j of an earlier process, which its guard is about to stop, has left the folder. */
async function outlive(folder: string, onProgress: EmbeddedOptions['onProgress']): Promise<void> {
  const earlier = recordedConnection(folder);
  forgetConnection(folder);
  if (earlier === null || !isRunning(earlier.neo4j)) return;
  onProgress?.('waiting for the Neo4j of an earlier start to end');
  const deadline = performance.now() + STOP_MILLISECONDS;
  while (isRunning(earlier.neo4j)) {
    if (performance.now() > deadline) kill(earlier.neo4j.pid);
    await pause(KNOCK_MILLISECONDS);
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
