import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** On a busy machine; on a quiet one it takes some ten seconds. */
const START_MILLISECONDS = 200_000;
const FROM_SOURCE = ['--import', 'tsx', 'src/main.ts'];

/** Settings of a process that a test starts; those of the surrounding shell do not reach it. */
export type Settings = Readonly<Record<string, string>>;

const OWN_SETTINGS = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'NEO4J_URI',
  'NEO4J_USER',
  'NEO4J_PASSWORD',
  'NEO4J_DATABASE',
  'NEO4J_HOME',
  'MENTORGRAPH_SEED',
  'LOG_LEVEL',
];

/** What a process said and how it ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What is still running when the tests of a file are over, since one of them failed half-way. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A process that the test started. */
export class Program {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #ended: Promise<Outcome>;

  constructor(options: readonly string[], settings: Settings, executable = process.execPath) {
    const inherited = Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.includes(name));
    this.child = spawn(executable, [...options], {
      cwd: ROOT,
      env: { ...Object.fromEntries(inherited), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this.child);
    this.child.once('exit', () => running.delete(this.child));
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.#ended = once(this.child, 'close').then(() => ({
      code: this.child.exitCode,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  /** Resolves when the process has ended. */
  ended(): Promise<Outcome> {
    return this.#ended;
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<Outcome> {
    this.child.kill(signal);
    return this.#ended;
  }
}

/** The API. */
export class RunningServer extends Program {
  address = '';

  constructor(settings: Settings, through: 'node' | 'npm' = 'node') {
    const all = { MENTORGRAPH_SEED: 'none', PORT: '0', LOG_LEVEL: 'warn', ...settings };
    if (through === 'npm') super(['start'], all, 'npm');
    else super(FROM_SOURCE, all);
  }

  /** Waits until it says what to open. */
  async ready(): Promise<this> {
    let hasEnded = false;
    void this.ended().then(() => (hasEnded = true));
    await until(() => hasEnded || this.stdout.includes('ready'), START_MILLISECONDS);
    const address = /(http:\/\/[^/\s]+)\/graphql/.exec(this.stdout)?.[1];
    if (address === undefined) throw new Error(`The server did not start: ${this.stdout}${this.stderr}`);
    this.address = address;
    return this;
  }

  /** The status of an address of its own; 0 when it does not answer. */
  async status(path: string): Promise<number> {
    try {
      const response = await fetch(`${this.address}${path}`);
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  /** Sends one GraphQL operation. */
  async ask(query: string, token: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    return { status: response.status, body: await response.json() };
  }
}

/** Runs the command and waits for its end. */
export function mentorgraph(options: readonly string[], settings: Settings): Promise<Outcome> {
  return new Program(['bin/mentorgraph.js', ...options], settings).ended();
}

/** Runs the server and waits for its end: for starts that fail. */
export function failingServer(settings: Settings): Promise<Outcome> {
  return new RunningServer(settings).ended();
}

/** Asks again and again until it is so. @throws when it is not so in time */
export async function until(isSo: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`It did not become so within ${milliseconds} ms`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

/** A port on which somebody listens until `close`. */
export async function takenPort(): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return { port: address.port, close: () => server.close() };
}
