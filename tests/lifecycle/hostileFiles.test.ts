import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partsOf, sheetOf, zeros, zipped } from '../intake/hostileFiles.ts';
import { temporaryFolder } from '../setup/neo4j.ts';
import { RunningServer, mentorgraph } from '../setup/program.ts';

const MEGABYTE = 1024 * 1024;
/** Of the API's process while it reads the worst of files. */
const MOST_MEMORY = 1800 * MEGABYTE;
const SLOWEST = 1000;

let folder: string;
let server: RunningServer;
let token: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await new RunningServer({ DATA_DIR: folder }).ready();
  const created = await mentorgraph(['token', 'create', '--role', 'planner', '--region', '530400'], {
    DATA_DIR: folder,
  });
  token = created.stdout.trim();
});

afterAll(async () => {
  await server.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

function memory(): number {
  const kilobytes = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${server.child.pid ?? 0}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

interface Watched<Result> {
  readonly result: Result;
  /** Milliseconds that 95 of 100 questions took at most. */
  readonly slow: number;
  readonly memory: number;
}

/** Asks for health and a region again and again while something else is under way. */
async function watching<Result>(work: () => Promise<Result>): Promise<Watched<Result>> {
  const took: number[] = [];
  let most = 0;
  const enough = new AbortController();
  const asking = (async () => {
    while (!enough.signal.aborted) {
      const before = performance.now();
      expect(await server.status('/health/live')).toBe(200);
      const between = performance.now();
      expect((await server.ask('{ region(code: "530400") { name } }', token)).status).toBe(200);
      took.push(between - before, performance.now() - between);
      most = Math.max(most, memory());
      await setTimeout(20);
    }
  })();
  try {
    const result = await work();
    enough.abort();
    await asking;
    took.sort((one, other) => one - other);
    return { result, slow: took[Math.floor(took.length * 0.95)] ?? 0, memory: most };
  } finally {
    enough.abort();
  }
}

async function upload(bytes: Uint8Array) {
  const response = await fetch(`${server.address}/imports?region=530400&asOf=2025-11-15&name=hostile`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'accept-language': 'zh-CN' },
    body: new Blob([Uint8Array.from(bytes)]),
  });
  return { status: response.status, body: await response.text() };
}

/** As many cells as fit below the bound of bytes, written as shortly as can be. */
function tinyCells(): string {
  const cells = '<c><v>1</v></c>'.repeat(20);
  return Array.from({ length: 480_000 }, (_, index) => `<row r="${index + 3}">${cells}</row>`).join('');
}

describe('while a hostile file is read the API answers, its memory is bounded', () => {
  test.each<readonly [string, RegExp, () => Uint8Array]>([
    ['a zip bomb just within the bound', /没有认出|损坏|太大/u, () => zipped(partsOf({ 学校: zeros(155) }))],
    ['a workbook that grows in memory', /太大/u, () => zipped(partsOf({ 学校: sheetOf({ data: tinyCells() }) }))],
    ['a text of one line', /引号|换行/u, () => new Uint8Array(60 * MEGABYTE).fill(0x61)],
    ['a text of many cells', /太大/u, () => new Uint8Array(Buffer.alloc(60 * MEGABYTE, 'a,b,c,d,e,f,g,h\n'))],
    [
      'a text of many rows that mean nothing',
      /没有认出/u,
      () => new Uint8Array(Buffer.alloc(8 * MEGABYTE, '甲,乙,丙,丁\n')),
    ],
  ])('%s', async (_, says, make) => {
    const bytes = make();
    // Making it took longer than the server keeps idle connections: those are noticed now.
    await setTimeout(500);
    const { result, slow, memory: most } = await watching(() => upload(bytes));
    expect(result.status).toBe(422);
    expect(result.body).toContain('UNREADABLE_FILE');
    expect(result.body).toMatch(says);
    expect(slow).toBeLessThan(SLOWEST);
    expect(most).toBeLessThan(MOST_MEMORY);
  });

  test('a body of 500 MB is refused before it has come, whether or not it says its size', async () => {
    for (const declared of [true, false]) {
      const before = memory();
      const { result, memory: most } = await watching(() => sendMuch(500 * MEGABYTE, declared));
      expect(result.status).toBe(413);
      expect(result.sent).toBeLessThan(150 * MEGABYTE);
      expect(most - before).toBeLessThan(300 * MEGABYTE);
    }
  });
});

test('nothing was kept of any of them', async () => {
  const { body } = await server.ask('{ importRuns(region: "530400") { nodes { id } } }', token);
  expect(body).toEqual({ data: { importRuns: { nodes: [] } } });
});

/** Sends zeros until the answer comes. */
async function sendMuch(size: number, declared: boolean): Promise<{ readonly status: number; readonly sent: number }> {
  const sending = request(`${server.address}/imports?region=530400&asOf=2025-11-15&name=much.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...(declared ? { 'content-length': size } : {}) },
  });
  let status = 0;
  let sent = 0;
  sending.on('error', () => undefined);
  sending.once('response', (response) => {
    status = response.statusCode ?? 0;
    response.resume();
  });
  const chunk = zeros(1);
  while (status === 0 && sent < size && !sending.destroyed) {
    sent += chunk.length;
    if (!sending.write(chunk)) await Promise.race([once(sending, 'drain').catch(() => undefined), setTimeout(500)]);
    await setTimeout(0);
  }
  sending.destroy();
  return { status, sent };
}
