import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordedConnection } from '../../graph/embedded/folder.ts';
import { isRunning } from '../../graph/embedded/process.ts';
import { temporaryFolder } from '../setup/neo4j.ts';
import { RunningServer, failingServer, mentorgraph, until } from '../setup/program.ts';

const QUESTION = '{ region(code: "530400") { name } }';

let folder: string;
let server: RunningServer;
let token: string;

/** Neo4j's process as the data folder names it. */
function neo4j() {
  const connection = recordedConnection(folder);
  if (connection === null) throw new Error('No Neo4j is recorded');
  return connection.neo4j;
}

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await new RunningServer({ DATA_DIR: folder }).ready();
});

afterAll(async () => {
  await server.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

test('a start says in under ten lines what to open', () => {
  expect(server.stdout.trim().split('\n').length).toBeLessThan(10);
  expect(server.stdout).toContain(`${server.address}/sign-in?key=`);
});

test('the password is readable by its owner alone', () => {
  expect(statSync(path.join(folder, 'password')).mode & 0o777).toBe(0o600);
});

test('a second start on the same folder says who holds it', async () => {
  const { code, stderr } = await failingServer({ DATA_DIR: folder });
  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(
      new RegExp(`^The data folder ${folder} is held by process ${server.child.pid ?? 0} .*since .*: stop that one`),
    ),
  ]);
});

test('token create uses the running database and prints the token and nothing else', async () => {
  const { code, stdout } = await mentorgraph(['token', 'create', '--role', 'planner', '--region', '530400'], {
    DATA_DIR: folder,
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\S+\n$/);
  token = stdout.trim();
  expect(await server.ask(QUESTION, token)).toMatchObject({
    status: 200,
    body: { data: { region: { name: '玉溪市' } } },
  });
});

test('a token for a region that does not exist is refused in one line', async () => {
  const { code, stdout, stderr } = await mentorgraph(['token', 'create', '--role', 'planner', '--region', '999999'], {
    DATA_DIR: folder,
  });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.trim()).toBe('No region has the code 999999 today');
});

test('after Neo4j was killed errors are typed, and readiness goes down and comes back by itself', async () => {
  expect(await server.status('/health/ready')).toBe(200);
  const answers: unknown[] = [];
  const enough = new AbortController();
  const reader = (async () => {
    while (!enough.signal.aborted) {
      answers.push((await server.ask(QUESTION, token)).body);
      await setTimeout(20);
    }
  })();
  const killed = neo4j();
  try {
    process.kill(killed.pid, 'SIGKILL');
    await until(async () => (await server.status('/health/ready')) === 503, 30_000);
    expect(await server.status('/health/live')).toBe(200);
    await until(async () => (await server.status('/health/ready')) === 200, 180_000);
  } finally {
    enough.abort();
    await reader;
  }
  const codes = new Set(answers.map((answer) => /"code":"(\w+)"/.exec(JSON.stringify(answer))?.[1] ?? 'answered'));
  expect([...codes].sort()).toEqual(['DATABASE_UNAVAILABLE', 'answered']);
  expect((await server.ask(QUESTION, token)).status).toBe(200);
  expect(neo4j().pid).not.toBe(killed.pid);
});

test('after the API was killed its Neo4j is gone within 15 s, and the next start recovers', async () => {
  const orphan = neo4j();
  await server.end('SIGKILL');
  const next = new RunningServer({ DATA_DIR: folder });
  await until(() => !isRunning(orphan), 15_000);
  server = await next.ready();
  expect((await server.ask(QUESTION, token)).status).toBe(200);
});

test('SIGTERM to npm start reaches the API, although the shell between them does not hand it on', async () => {
  const running = neo4j();
  await server.end('SIGTERM');
  expect(isRunning(running)).toBe(false);
  const npm = await new RunningServer({ DATA_DIR: folder }, 'npm').ready();
  const started = neo4j();
  await npm.end('SIGTERM');
  await until(async () => (await npm.status('/health/live')) === 0 && !isRunning(started), 15_000);
  server = await new RunningServer({ DATA_DIR: folder }).ready();
});

test('SIGTERM stops both cleanly and frees the folder', async () => {
  const running = neo4j();
  const { code } = await server.end('SIGTERM');
  expect(code).toBe(0);
  expect(isRunning(running)).toBe(false);
  expect(existsSync(path.join(folder, 'lock.json'))).toBe(false);
});
