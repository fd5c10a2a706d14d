import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { read, utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../graph/migrations/index.ts';
import { Graph } from '../../graph/session.ts';
import { perDatedFact } from '../../src/domain/datedFact.ts';
import { ROSTER_KINDS } from '../../src/domain/roster.ts';
import { examine } from '../../src/services/doctor.ts';
import { AS_OF, InventedCity } from '../graph/import/city.ts';
import { type TemporaryNeo4j, startTemporaryNeo4j } from '../setup/neo4j.ts';
import { Program, until } from '../setup/program.ts';

const COUNTIES = [
  '红塔区',
  '江川区',
  '通海县',
  '华宁县',
  '澄江市',
  '易门县',
  '峨山彝族自治县',
  '新平彝族傣族自治县',
  '元江哈尼族彝族傣族自治县',
];
const CRASHES = 10;
const ONE_PERSON_IN = 50;
const WORKSHOPS = 5;
const IMPORT = ['--import', 'tsx', 'tests/lifecycle/importProcess.ts'] as const;

let database: TemporaryNeo4j;
let graph: Graph;
let roster: string;

beforeAll(async () => {
  database = await startTemporaryNeo4j();
  const { uri, user, password, database: name } = database.neo4j;
  graph = new Graph({ uri, user, password, database: name });
  await migrate(graph);
  roster = path.join(database.folder, 'roster.xlsx');
  await writeFile(roster, await partOfTheWorkbook());
});

afterAll(async () => {
  await graph.close();
  await database.remove();
});

test('an import killed at ten random moments and made again leaves the graph of one that was never killed', async () => {
  const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`Moments of the crashes: TEST_SEED=${seed}`);
  const random = randomNumbers(seed);

  const whole = await InventedCity.found(graph, COUNTIES);
  const first = importInto(whole);
  await until(() => first.stdout.includes('writing'), 60_000);
  const started = performance.now();
  expect(await first.ended()).toMatchObject({ code: 0 });
  const lasts = performance.now() - started;
  const expected = await whole.content();
  const counts = await countsOf(whole);
  expect(expected.length).toBeGreaterThan(1_000);

  const kindsWritten = new Set<number>();
  for (let crash = 0; crash < CRASHES; crash += 1) {
    const city = await InventedCity.found(graph, COUNTIES);
    const killed = importInto(city);
    await until(() => killed.stdout.includes('writing'), 60_000);
    await sleep(random() * lasts);
    await killed.end('SIGKILL');
    // What the database was doing for it ends with its connection: each kind is complete, or not there at all.
    await until(async () => (await openTransactions()) === 0, 30_000);
    const left = await countsOf(city);
    for (const kind of ROSTER_KINDS) expect([0, counts[kind]]).toContain(left[kind]);
    kindsWritten.add(ROSTER_KINDS.filter((kind) => left[kind] > 0).length);

    await city.importFiles([{ name: 'roster.xlsx', bytes: await readFile(roster) }]);
    const content = new Set(await city.content());
    expect(content.size).toBe(new Set(expected).size);
    expect(expected.filter((line) => !content.has(line)).slice(0, 5)).toEqual([]);
  }
  console.log(`Kinds that were written before the crashes: ${[...kindsWritten].sort((a, b) => a - b).join(', ')}`);
  expect((await examine(graph)).findings).toEqual([]);
}, 600_000);

function importInto(city: InventedCity): Program {
  const { uri, user, password, database: name } = database.neo4j;
  const connection = JSON.stringify({ uri, user, password, database: name });
  return new Program([...IMPORT, connection, roster, city.code, AS_OF], {});
}

async function countsOf(city: InventedCity): Promise<Record<(typeof ROSTER_KINDS)[number], number>> {
  const held = await city.holdings();
  const { school, teacher, post, designation, workshop, seat, pairing } = held;
  return {
    school: school.length,
    teacher: teacher.length,
    post: post.length,
    designation: designation.length,
    workshop: workshop.length,
    // Whoever leads stands under nobody, and is written with the workshop.
    seat: seat.filter(({ under }) => under.length > 0).length,
    pairing: pairing.length,
    ...perDatedFact((kind) => held[kind].length),
  };
}

/** Transactions of others that write. */
async function openTransactions(): Promise<number> {
  const rows = await graph.administer(
    'SHOW TRANSACTIONS YIELD currentQuery WHERE NOT currentQuery STARTS WITH "SHOW" RETURN currentQuery',
  );
  return rows.length;
}

/** The demonstration city's workbook with its schools, a few of its workshops with their people, and one person in fifty. */
async function partOfTheWorkbook(): Promise<Uint8Array> {
  const source = await readFile(new URL('../../seeds/cities/yuxi/yuxi-2025.xlsx', import.meta.url));
  const whole = read(source);
  const rowsOf = (name: string) => {
    const sheet = whole.Sheets[name];
    if (sheet === undefined) throw new Error(`No sheet ${name}`);
    return utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true });
  };
  const staffNumbers = (row: readonly unknown[]) =>
    row.filter((cell): cell is string => typeof cell === 'string' && /^\d{8}$/.test(cell));
  const workshops = new Set(
    rowsOf('工作室')
      .slice(2, 2 + WORKSHOPS)
      .map(([code]) => code),
  );
  const seats = rowsOf('工作室人员').filter(([code]) => workshops.has(code));
  const kept = new Set([
    ...[...rowsOf('工作室').filter(([code]) => workshops.has(code)), ...seats].flatMap(staffNumbers),
    ...rowsOf('教师').flatMap((row, index) => (index % ONE_PERSON_IN === 0 ? staffNumbers(row) : [])),
  ]);
  const part = utils.book_new();
  for (const name of whole.SheetNames.slice(0, 10)) {
    const rows = rowsOf(name).filter(
      (row, index) => index < 4 || name === '学校' || isAbout(row, staffNumbers(row), kept),
    );
    utils.book_append_sheet(part, utils.aoa_to_sheet(rows), name);
  }
  return new Uint8Array(write(part, { type: 'array' }) as ArrayBuffer);
}

function isAbout(row: readonly unknown[], staffNumbers: readonly string[], kept: ReadonlySet<string>): boolean {
  const padded = row.map((cell) => (typeof cell === 'number' ? String(cell).padStart(8, '0') : ''));
  const persons = staffNumbers.length > 0 ? staffNumbers : padded.filter((cell) => kept.has(cell));
  return persons.length > 0 && persons.every((person) => kept.has(person));
}

/** Numbers from 0 to 1 that a seed decides. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
