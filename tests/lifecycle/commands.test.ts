import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shippedPolicies } from '../../seeds/demo.ts';
import { shanghaiClock } from '../../src/services/clock.ts';
import { temporaryFolder } from '../setup/neo4j.ts';
import { type Outcome, RunningServer, mentorgraph } from '../setup/program.ts';

const HEADER = '学校编码,学校名称,所属县区,学段,城乡类型,是否市直';
const GOOD = ['5304901,红塔一小,红塔区,小学,城区,否', '5304902,红塔二小,红塔区,小学,镇区,否'];
const BAD = '5304903,红塔三小,昆明市,小学,城区,否';

let folder: string;
let server: RunningServer;

/** Runs a command on the running server's database. */
function command(...options: string[]): Promise<Outcome> {
  return mentorgraph(options, { DATA_DIR: path.join(folder, 'data'), MENTORGRAPH_SEED: 'none', LANG: 'en' });
}

async function written(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

function yuxi(): string {
  const file = shippedPolicies().find((name) => name.includes('yuxi'));
  if (file === undefined) throw new Error('No policy of Yuxi is shipped');
  return file;
}

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await new RunningServer({ DATA_DIR: path.join(folder, 'data') }).ready();
});

afterAll(async () => {
  await server.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

test('a policy is loaded once; the same file again changes nothing', async () => {
  const file = yuxi();
  const [first, again] = [await command('policy', 'load', file), await command('policy', 'load', file)];
  expect([first.code, again.code]).toEqual([0, 0]);
  expect(first.stdout).toContain('from 2023-01-01: loaded');
  expect(again.stdout).toMatch(/^\S+ from 2023-01-01: unchanged\n$/);
});

test('a policy with a mistake is refused with file, line and column', async () => {
  const file = await written('broken.yaml', 'policy: [\n');
  const { code, stdout, stderr } = await command('policy', 'load', file);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/broken\.yaml:\d+:\d+ error /);
});

test('a report is written as a file, one that is there is replaced, and what cannot be made leaves nothing', async () => {
  const file = path.join(folder, 'load.csv');
  const ask = (region: string) =>
    command('export', 'mentor-load', '--region', region, '--as-of', '2025-11-15', '--out', file);
  await command('policy', 'load', yuxi());
  const refused = await ask('999999');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('999999');
  await expect(stat(file)).rejects.toThrow();
  const [first, again] = [await ask('530400'), await ask('530400')];
  expect([first.code, again.code]).toEqual([0, 0]);
  expect([first.stderr.includes('replaced'), again.stderr.includes('replaced')]).toEqual([false, true]);
  const written = await readFile(file, 'utf8');
  expect(written).toContain('yuxi-2023 2023-01-01');
  expect(written).toContain('Not known,');
});

test('an import takes the good rows, gives the rejected ones back, and changes nothing the second time', async () => {
  const file = await written('学校.csv', [HEADER, ...GOOD, BAD].join('\n'));
  const rejected = path.join(folder, 'rejected.xlsx');
  const options = ['import', file, '--json', '--region', '530400', '--as-of', '2025-11-15'];

  const dry = await command(...options, '--dry-run');
  expect(dry.code).toBe(1);
  expect(JSON.parse(dry.stdout)).toMatchObject({ dryRun: true, changes: { create: 2 } });

  const first = await command(...options, '--rejected', rejected);
  expect(first.code).toBe(1);
  expect(first.stderr).toContain('as of 2025-11-15');
  expect(JSON.parse(first.stdout)).toEqual({
    dryRun: false,
    sheets: [{ file: '学校.csv', sheet: '学校.csv', kind: 'school', rows: 3, accepted: 2, rejected: 1, warned: 0 }],
    findings: [
      {
        file: '学校.csv',
        sheet: '学校.csv',
        row: 4,
        column: '所属县区',
        cell: 'C4',
        severity: 'error',
        code: 'unknown-county',
        message: { zh: expect.any(String) as string, en: expect.any(String) as string },
      },
    ],
    changes: { create: 2, change: 0, end: 0, unchanged: 0 },
    missing: 0,
  });
  expect((await stat(rejected)).size).toBeGreaterThan(0);

  const again = await command(...options);
  expect(JSON.parse(again.stdout)).toMatchObject({ changes: { create: 0, change: 0, end: 0, unchanged: 2 } });
});

test('an import of good rows alone ends with 0, and says that it speaks of today', async () => {
  const file = await written('更多学校.csv', [HEADER, ...GOOD].join('\n'));
  const { code, stdout, stderr } = await command('import', file, '--region', '530400');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^schools +0 +0 +0 +2$/m);
  expect(stderr).toContain(`as of ${shanghaiClock()} (today`);
});

test.for([
  ['without a region', [], /^Give --region/m],
  [
    'of a file that is not there',
    ['absent.xlsx', '--region', '530400'],
    /absent\.xlsx cannot be read: there is no such file/,
  ],
  ['of a region that is not there', ['--region', '999999'], /No region that you may see has this code/],
] as const)('an import %s ends with 2 and prints no result', async ([, options, says]) => {
  const file = await written('good.csv', [HEADER, ...GOOD].join('\n'));
  const { code, stdout, stderr } = await command('import', file, ...options);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(says);
});

test('a file that is no spreadsheet ends with 2', async () => {
  const file = await written('picture.xlsx', '\u0089PNG\r\n');
  const { code, stdout } = await command('import', file, '--region', '530400', '--json');
  expect([code, stdout]).toEqual([2, '']);
});

test('doctor finds nothing in what was imported', async () => {
  const { code, stdout } = await command('doctor');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+ invariants hold\.\n$/)]);
});

test('a shipped policy that differs from the database is named in one line and not applied', async () => {
  const text = await readFile(yuxi(), 'utf8');
  const other = await written('other.yaml', `${text}\n# Kept by this office.\n`);
  expect((await command('policy', 'load', other, '--reason', 'a test')).stdout).toContain('corrected');
  const { stderr } = await command('policy', 'load', other);
  const lines = stderr.split('\n').filter((line) => line.includes('differs'));
  expect(lines).toEqual([expect.stringMatching(/yuxi-2023\.yaml differs from policy .* stays in force/)]);
});

test('a city is made up, imported once and found sound; another one is not put on top of it', async () => {
  const first = await command('seed', '--city', 'ganyu', '--scale', '0.02');
  expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('roster 5 of 5')]);
  const again = await command('seed', '--city', 'ganyu', '--scale', '0.02');
  expect([again.code, again.stderr]).toEqual([0, expect.not.stringContaining('roster 1 of 5')]);
  const other = await command('seed', '--city', 'ganyu', '--scale', '0.03');
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('holds rosters already')]);
  expect((await command('doctor')).code).toBe(0);
});

test('the rosters of a city are written out, equal every time; a scale out of bounds is refused', async () => {
  const written = async (name: string): Promise<string[]> => {
    const out = path.join(folder, name);
    expect((await command('seed', '--city', 'lishui', '--scale', '0.02', '--out', out)).code).toBe(0);
    const files = (await readdir(out, { recursive: true })).filter((file) => /\.(?:csv|yaml)$/u.test(file)).sort();
    return Promise.all(files.map(async (file) => `${file}\n${await readFile(path.join(out, file), 'utf8')}`));
  };
  const [one, two] = [await written('one'), await written('two')];
  expect(one.length).toBeGreaterThan(40);
  expect(two).toEqual(one);
  for (const scale of ['0', '2', 'half']) {
    const refused = await command('seed', '--city', 'lishui', '--scale', scale);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('0.01')]);
  }
});
