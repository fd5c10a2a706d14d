import { randomInt } from 'node:crypto';
import { copyFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PROGRAM_SCOPE } from '../../src/domain/scope.ts';
import { loadPolicies } from '../../src/services/policyLoading.ts';
import { loadRegions } from '../../src/services/region.ts';
import { readFiles } from '../../src/intake/readFiles.ts';
import { filesOf } from '../intake/otherOffice/files.ts';
import { office, recordsOf } from '../intake/otherOffice/model.ts';
import { sharedGraph } from '../setup/graph.ts';
import { type Outcome, mentorgraph } from '../setup/program.ts';

const graph = sharedGraph();
const guide = new URL('../../docs/guides/clerks.md', import.meta.url);
const examples = fileURLToPath(new URL('../../docs/guides/other-office', import.meta.url));
const stem = String(randomInt(90_000_000, 99_999_999));
const code = `${stem}00`;
const model = office(120);
let folder = '';
let commands: readonly string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mentorgraph-guide-'));
  for (const name of await readdir(examples)) await copyFile(path.join(examples, name), path.join(folder, name));
  const region = { from: null, former: [] };
  await loadRegions(graph, [
    { ...region, code, name: '甲市', level: 'CITY', parentCode: null },
    { ...region, code: `${stem}01`, name: '乙市', level: 'COUNTY', parentCode: code },
    { ...region, code: `${stem}02`, name: '丙山县', level: 'COUNTY', parentCode: code },
  ]);
  const shipped = await readFile(new URL('../../seeds/policies/xiamen-2022.yaml', import.meta.url), 'utf8');
  const text = shipped.replace('policy: xiamen-2022', `policy: guide-${stem}`).replaceAll('"350200"', `"${code}"`);
  const [outcome] = await loadPolicies(graph, PROGRAM_SCOPE, [{ fileName: 'guide.yaml', text }], 'tests');
  expect(outcome?.outcome).toBe('loaded');
  const blocks = [...(await readFile(guide, 'utf8')).matchAll(/^```sh\n([\s\S]*?)^```/gmu)];
  commands = blocks.map(([, block = '']) => block.trim());
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command of the guide on the city of these tests, with the files of its folder. */
async function run(number: number, ...more: readonly string[]): Promise<Outcome> {
  const [npx, program, ...words] = (commands[number] ?? '').split(' ');
  expect([npx, program]).toEqual(['npx', 'mentorgraph']);
  const options = words.map((word) => (/\.(xlsx|csv|yaml)$/u.test(word) ? path.join(folder, word) : word));
  const { uri, user, password, database } = inject('neo4j');
  return mentorgraph(
    [...options.filter((word) => word !== 'ID').map((word) => (word === '990100' ? code : word)), ...more],
    { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: database, LANG: 'en' },
  );
}

test('the files beside the guide are those of the office that the records are reckoned from, row by row', async () => {
  const { files } = await filesOf(model);
  const named = [...files.map(({ name }) => name), 'other-office.yaml'];
  expect((await readdir(examples)).toSorted()).toEqual(named.toSorted());
  const beside = await Promise.all(
    files.map(async ({ name }) => ({ name, bytes: await readFile(path.join(examples, name)) })),
  );
  expect(await readFiles(beside)).toEqual(await readFiles(files));
});

test('the commands of the guide lead from an office’s own files to a clean import', async () => {
  expect(commands).toHaveLength(7);
  const unknown = await run(0);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('--suggest-map')]);

  const suggested = await run(1);
  expect(suggested.code).toBe(0);
  expect(await readFile(path.join(folder, '草稿.yaml'), 'utf8')).toContain('draft: true');

  const dry = await run(2);
  expect([dry.code, dry.stdout]).toEqual([1, expect.stringContaining(`would create`)]);
  const imported = await run(3);
  expect(imported.code).toBe(1);
  const { planted } = await filesOf(model);
  expect(imported.stdout).toContain(`Errors (${planted.length}`);
  const [rows] = await graph.administer(
    `MATCH (t:Teacher {issuedBy: $id})
     RETURN count(t), COUNT { MATCH (:Workshop {issuedBy: $id})<-[:IN]-(seat:Seat) }`,
    { id: await idOf() },
  );
  const count = (kind: string) => recordsOf(model).filter((record) => record.kind === kind).length;
  expect(rows).toEqual([count('teacher'), count('seat')]);

  const back = await run(4);
  expect(back.code).toBe(1);
  const corrected = await run(5);
  expect(corrected.code).toBe(1);

  const [latest] = await graph.administer(
    'MATCH (run:ImportRun {issuer: $id}) RETURN run.id ORDER BY run.createdAt DESC LIMIT 1',
    { id: await idOf() },
  );
  const undone = await run(6, '--yes', String(latest?.[0]));
  expect([undone.code, undone.stderr]).toEqual([0, expect.any(String)]);
}, 200_000);

test('a clerk whose terminal speaks Chinese is told in Chinese what is wrong with a mapping', async () => {
  const bad = path.join(folder, '有误.yaml');
  await writeFile(bad, 'mapping: own\ntitle: { zh: 甲, en: A }\ntables: [{ sheet: 机构, as: schol }]\n');
  const told = async (LANG: string) =>
    mentorgraph(['import', '--suggest-map', '--map', bad, path.join(folder, '名册.xlsx')], { LANG });
  const [chinese, english] = await Promise.all([told('zh_CN.UTF-8'), told('en')]);
  expect([chinese.code, chinese.stderr]).toEqual([2, expect.stringMatching(/^有误\.yaml:3:23: .*是否应为 school/u)]);
  expect([english.code, english.stderr]).toEqual([2, expect.stringMatching(/^有误\.yaml:3:23: .*mean school\?/u)]);
}, 60_000);

async function idOf(): Promise<string> {
  const [row] = await graph.administer('MATCH (r:Region)-[:KNOWN_AS]->(:RegionName {code: $code}) RETURN r.id', {
    code,
  });
  return String(row?.[0]);
}
