import { beforeEach, expect, test } from 'vitest';
import { rosterRevision } from '../../../graph/importRun.ts';
import { toDay } from '../../../src/domain/day.ts';
import { leadOn, underOn } from '../../../src/domain/rosterSeats.ts';
import { PROGRAM_SCOPE, type Scope } from '../../../src/domain/scope.ts';
import {
  applyImport,
  findImport,
  findingsOf,
  importRuns,
  planImport,
  rejectedRows,
} from '../../../src/services/import.ts';
import { loadPolicies } from '../../../src/services/policyLoading.ts';
import { sharedGraph } from '../../setup/graph.ts';
import { AS_OF, InventedCity, SMALL, filesOf, withRow } from './city.ts';

const graph = sharedGraph();
let city: InventedCity;

beforeEach(async () => {
  city = await InventedCity.found(graph);
});

const order = () => ({
  files: filesOf(SMALL),
  regionCode: city.code,
  asOf: AS_OF,
  corrects: null,
  by: 'tests',
  scope: PROGRAM_SCOPE,
});

test('what was imported is what the graph holds', async () => {
  const report = await city.import(SMALL);
  expect(report.findings).toEqual([]);
  expect(report.changes).toEqual({ create: 18, change: 0, end: 0, unchanged: 0 });
  const held = await city.holdings();
  expect(held.school.map(({ record }) => record)).toContainEqual({
    kind: 'school',
    code: '1000001',
    name: '东一小学',
    governedBy: city.counties[0],
    stages: ['PRIMARY'],
    setting: 'TOWN',
    base: null,
  });
  expect(held.teacher).toHaveLength(7);
  expect(held.post.map(({ record }) => record)).toContainEqual({
    kind: 'post',
    staffNo: '10000005',
    schoolCode: '1000001',
    className: '三年级2班',
    postKind: 'homeroom',
    from: '2021-09-01',
    to: '2023-07-15',
  });
  expect(held.pairing.map(({ record }) => record)).toEqual([
    { kind: 'pairing', mentor: '10000002', mentee: '10000004', schoolYear: 2025, from: '2025-09-10', to: null },
  ]);
  expect(held.workshop[0]?.record).toMatchObject({ code: 'W-1', founded: '2023-03-01', foundedBy: city.id });
});

test('a member stands under the host and a trainee under the member named, from the later of the two starts', async () => {
  await city.import(SMALL);
  const { seat } = await city.holdings();
  const byId = new Map(seat.map((each) => [each.id, each]));
  const stands = seat.map(({ staffNo, under }) => [
    staffNo,
    under.map(({ parentId, from, to }) => [byId.get(parentId)?.staffNo, from, to]),
  ]);
  expect(Object.fromEntries(stands)).toEqual({
    '10000001': [],
    '10000002': [['10000001', '2023-04-01', null]],
    '10000003': [['10000001', '2023-04-01', null]],
    '10000004': [['10000002', '2023-05-01', null]],
    '10000005': [['10000003', '2023-05-01', null]],
  });
});

test('a title is awarded by the city on its level, and below it by the county above the school of the award day', async () => {
  await city.import({
    ...SMALL,
    称号: [
      ...SMALL.称号,
      ['骨干班主任', '市级', '10000003', '2024-06-01', '2027-06-01', '有效'],
      ['骨干班主任', '校级', '10000003', '2024-06-01', '2027-06-01', '有效'],
    ],
  });
  const rows = await graph.administer(
    `MATCH (t:Teacher {issuedBy: $issuer})-[:HELD]->(d:Designation) OPTIONAL MATCH (d)-[:AWARDED_BY]->(r)
     RETURN d.level, r.id ORDER BY d.level`,
    { issuer: city.id },
  );
  expect(rows).toEqual([
    ['CITY', city.id],
    ['COUNTY', city.counties[0]],
    ['SCHOOL', null],
  ]);
});

test('importing the same files again changes nothing but the list of runs', async () => {
  await city.import(SMALL);
  const before = await city.content();
  const again = await city.import(SMALL);
  expect(again.changes).toEqual({ create: 0, change: 0, end: 0, unchanged: 18 });
  expect(await city.content()).toEqual(before);
  expect(await importRuns(graph, PROGRAM_SCOPE, city.id, { skip: 0, limit: 10 })).toHaveLength(2);
  expect(await city.audit(again.runId ?? '')).toEqual([]);
});

test('a dry run writes nothing, not even a run', async () => {
  const report = await city.import(SMALL, { dryRun: true });
  expect(report.changes.create).toBe(18);
  expect(await city.content()).toEqual([]);
  expect(await importRuns(graph, PROGRAM_SCOPE, city.id, { skip: 0, limit: 10 })).toEqual([]);
});

test('a changed file changes the difference, and the audit says what stood there before', async () => {
  await city.import(SMALL);
  const report = await city.import({
    班主任任职: withRow(SMALL.班主任任职, 1, [
      '1000001',
      '三年级1班',
      '10000004',
      '班主任',
      '2020-09-01',
      '2025-07-10',
    ]),
  });
  expect(report.changes).toEqual({ create: 0, change: 0, end: 1, unchanged: 1 });
  const { post } = await city.holdings();
  expect(post.find(({ record }) => record.staffNo === '10000004')?.record.to).toBe('2025-07-10');
  expect(await city.audit(report.runId ?? '')).toMatchObject([
    { action: 'end', kind: 'post', before: { to: null }, after: { to: '2025-07-10' } },
  ]);
});

test('absence ends nothing: what a later file does not name goes on, and is counted', async () => {
  await city.import(SMALL);
  const before = await city.content();
  const report = await city.import({ 班主任任职: SMALL.班主任任职.slice(0, 1).concat(SMALL.班主任任职.slice(2)) });
  expect(report.missing).toBe(1);
  expect(await city.content()).toEqual(before);
});

test('a setting, a school, a governing county that differ have changed on the day of the file', async () => {
  await city.import(SMALL);
  const day = toDay('2026-03-01');
  const report = await city.import(
    {
      学校: withRow(SMALL.学校, 1, ['1000001', '东一小学', '西县', '小学', '城区', '否']),
      教师: withRow(SMALL.教师, 7, [
        '10000007',
        '赵敏',
        '女',
        '1985-03',
        '1000001',
        '2008-09-01',
        '2008-09-01',
        '138****0000',
      ]),
    },
    { asOf: day },
  );
  expect(report.changes).toMatchObject({ create: 0, change: 2 });
  const schoolOn = async (asOf = day) =>
    (await city.holdings(asOf)).school.find(({ record }) => record.code === '1000001');
  expect((await schoolOn())?.record).toMatchObject({ setting: 'URBAN', governedBy: city.counties[1] });
  expect((await schoolOn(toDay('2026-02-28')))?.record).toMatchObject({
    setting: 'TOWN',
    governedBy: city.counties[0],
  });
  const workplaceOn = async (asOf = day) =>
    (await city.holdings(asOf)).teacher.find(({ record }) => record.staffNo === '10000007')?.record.schoolCode;
  expect(await workplaceOn()).toBe('1000001');
  expect(await workplaceOn(toDay('2026-02-28'))).toBe('1000002');
});

test('a correction puts right what was wrong all along, with its reason, and begins nothing new', async () => {
  await city.import(SMALL);
  const corrected = withRow(SMALL.学校, 1, ['1000001', '东一小学', '西县', '小学', '乡村', '否']);
  const report = await city.import({ 学校: corrected }, { asOf: toDay('2026-03-01'), corrects: '录入错误' });
  const long = toDay('2010-01-01');
  const { school } = await city.holdings(long);
  expect(school[0]?.record).toMatchObject({ setting: 'VILLAGE', governedBy: city.counties[1] });
  expect(await city.audit(report.runId ?? '')).toMatchObject([
    { action: 'correct', reason: '录入错误', before: { setting: 'TOWN' }, after: { setting: 'VILLAGE' } },
  ]);
  // The county titles of those who worked there were given by the county that it belonged to in truth.
  const [row] = await graph.administer(
    'MATCH (:Teacher {issuedBy: $issuer})-[:HELD]->(:Designation)-[:AWARDED_BY]->(r) RETURN collect(r.id)',
    { issuer: city.id },
  );
  expect(row?.[0]).toEqual([city.counties[1]]);
});

test('a new host begins on the day of the file, and the members stand under the new one from then on', async () => {
  await city.import(SMALL);
  const day = toDay('2026-03-01');
  await city.import(
    { 工作室: withRow(SMALL.工作室, 1, ['W-1', '启明', '市级', '小学', '2023-03-01', '10000006']) },
    { asOf: day },
  );
  const { seat } = await city.holdings();
  const roles = { leading: 'host', parents: new Map([['member', 'host']]) };
  expect(leadOn(seat, roles, { founded: toDay('2023-03-01'), endedOn: null }, toDay('2026-02-28'))?.staffNo).toBe(
    '10000001',
  );
  const lead = leadOn(seat, roles, { founded: toDay('2023-03-01'), endedOn: null }, day);
  expect(lead).toMatchObject({ staffNo: '10000006', from: day, to: null });
  const member = seat.find(({ staffNo }) => staffNo === '10000002');
  expect(member?.under.map(({ from, to }) => [from, to]).sort()).toEqual([
    ['2023-04-01', day],
    [day, null],
  ]);
  expect(member === undefined ? null : underOn(member, day)?.parentId).toBe(lead?.id);
});

test('a trainee who moves to another member ends one formation and begins another', async () => {
  await city.import(SMALL);
  const day = toDay('2026-03-01');
  const report = await city.import(
    { 工作室人员: withRow(SMALL.工作室人员, 3, ['W-1', '学员', '10000004', '10000003', '2023-05-01', '']) },
    { asOf: day },
  );
  expect(report.changes).toMatchObject({ create: 0, change: 1 });
  const { seat } = await city.holdings();
  const trainee = seat.find(({ staffNo }) => staffNo === '10000004');
  expect(trainee?.under.map(({ from, to }) => [from, to]).sort()).toEqual([
    ['2023-05-01', day],
    [day, null],
  ]);
});

test('a vacant workshop that gets a host joins its members to the new seat', async () => {
  const vacant = withRow(SMALL.工作室, 1, ['W-1', '启明', '市级', '小学', '2023-03-01', '']);
  await city.import({ ...SMALL, 工作室: vacant });
  expect((await city.holdings()).seat.filter(({ role }) => role === 'host')).toEqual([]);
  await city.import({ 工作室: SMALL.工作室 }, { corrects: '漏填' });
  const { seat } = await city.holdings();
  const host = seat.find(({ role }) => role === 'host');
  expect(host).toMatchObject({ staffNo: '10000001', from: '2023-03-01' });
  expect(seat.filter(({ role }) => role === 'member').map(({ under }) => under)).toEqual(
    Array.from({ length: 2 }, () => [{ parentId: host?.id, from: '2023-04-01', to: null }]),
  );
});

test('a workshop that nobody leads by its policy cannot have a host: its row alone is left out, in a dry run too', async () => {
  const sheets = {
    ...SMALL,
    工作室: [
      ...SMALL.工作室,
      ['XX-01', '校本', '校级', '小学', '2024-09-01', '10000003'],
      ['XX-02', '空缺', '校级', '小学', '2024-09-01', ''],
      ['JS-02', '早年', '市级', '小学', '2021-09-01', '10000006'],
    ],
  };
  const errors = ({ findings }: Awaited<ReturnType<InventedCity['import']>>) =>
    findings.filter(({ severity }) => severity === 'error').map(({ row, column, code }) => [row, column, code]);
  const expected = [[3, '主持人工号', 'no-leading-role']];
  expect(errors(await city.import(sheets, { dryRun: true }))).toEqual(expected);
  const report = await city.import(sheets);
  expect(errors(report)).toEqual(expected);
  expect(report.changes.create).toBe(20);
  const { workshop, seat } = await city.holdings();
  expect(workshop.map(({ record }) => record.code).sort()).toEqual(['JS-02', 'W-1', 'XX-02']);
  // Founded before any policy: by the one of the day of the file.
  expect(seat.filter(({ role }) => role === 'host').map(({ staffNo }) => staffNo)).toEqual(
    expect.arrayContaining(['10000001', '10000006']),
  );
});

test('the seats of a county’s workshop are those of the county’s own policy', async () => {
  const county = city.code.replace(/00$/u, '01');
  const text = [
    `policy: invented-${county}`,
    'title: { zh: 东县, en: East }',
    `region: "${county}"`,
    'effective: { from: 2020-01-01 }',
    'workshops:',
    '  - kind: studio',
    '    levels: [COUNTY]',
    '    roles:',
    '      host: { zh: 主持人, en: Host, leads: true }',
    '      member: { zh: 成员, en: Member }',
  ].join('\n');
  expect(await loadPolicies(graph, PROGRAM_SCOPE, [{ fileName: 'county.yaml', text }], 'tests')).toMatchObject([
    { outcome: 'loaded' },
  ]);
  const report = await city.import({
    ...SMALL,
    工作室: [...SMALL.工作室, ['BS-01', '东县', '县级', '小学', '2024-09-01', '10000003']],
    工作室人员: [
      ...SMALL.工作室人员,
      ['BS-01', '成员', '10000006', '', '2024-09-01', ''],
      ['BS-01', '学员', '10000007', '10000006', '2024-09-01', ''],
    ],
  });
  expect(report.findings.map(({ row, column, code }) => [row, column, code])).toEqual([
    [7, '角色', 'unknown-role-of-workshop'],
  ]);
  expect(report.changes.create).toBe(20);
});

test('the state of a title is known from the day of the file that says it', async () => {
  await city.import(SMALL);
  await city.import(
    { 称号: withRow(SMALL.称号, 1, ['骨干班主任', '县级', '10000002', '2024-06-01', '2027-06-01', '取消']) },
    { asOf: toDay('2026-03-01') },
  );
  const [row] = await graph.administer(
    'MATCH (:Teacher {issuedBy: $issuer})-[:HELD]->(d:Designation) RETURN d.state, toString(d.stateKnownOn)',
    { issuer: city.id },
  );
  expect(row).toEqual(['REVOKED', '2026-03-01']);
});

test('a plan that the graph has outrun is refused by name, and nothing of it is written', async () => {
  const planned = await planImport({ graph }, order());
  expect(planned).toMatchObject({ state: 'PLANNED', changes: { create: 18 } });
  await city.import({ 学校: SMALL.学校 });
  const before = await city.content();
  await expect(applyImport({ graph }, { id: planned.id, scope: PROGRAM_SCOPE, by: 'tests' })).rejects.toMatchObject({
    refusal: 'PlanOutdated',
  });
  expect(await city.content()).toEqual(before);
});

test('a planned import is applied once', async () => {
  const planned = await planImport({ graph }, order());
  const applied = await applyImport({ graph }, { id: planned.id, scope: PROGRAM_SCOPE, by: 'tests' });
  expect(applied).toMatchObject({ state: 'APPLIED', changes: { create: 18 } });
  expect((await city.holdings()).teacher).toHaveLength(7);
  await expect(applyImport({ graph }, { id: planned.id, scope: PROGRAM_SCOPE, by: 'tests' })).rejects.toMatchObject({
    refusal: 'AlreadyApplied',
  });
});

test('of two imports at once one comes first, and the other plans again and finds nothing left to do', async () => {
  const reports = await Promise.all([city.import(SMALL), city.import(SMALL)]);
  const created = reports.map(({ changes }) => changes.create).sort((a, b) => a - b);
  expect(created).toEqual([0, 18]);
  expect((await city.holdings()).teacher).toHaveLength(7);
  const runs = await importRuns(graph, PROGRAM_SCOPE, city.id, { skip: 0, limit: 10 });
  expect(runs.map(({ state }) => state)).toEqual(['APPLIED', 'APPLIED']);
});

test('of two planned imports applied at once, one is applied and the other is told that its plan is outdated', async () => {
  const [first, second] = [await planImport({ graph }, order()), await planImport({ graph }, order())];
  const outcomes = await Promise.allSettled(
    [first, second].map(({ id }) => applyImport({ graph }, { id, scope: PROGRAM_SCOPE, by: 'tests' })),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a run keeps its findings and its rejected rows, and no longer its files once it is applied', async () => {
  const sheets = {
    ...SMALL,
    班主任任职: [...SMALL.班主任任职, ['1000001', '一班', '19999999', '班主任', '2024-09-01', '']],
  };
  const planned = await planImport({ graph }, { ...order(), files: filesOf(sheets) });
  expect(await findingsOf(graph, PROGRAM_SCOPE, planned.id)).toMatchObject([{ row: 4, severity: 'error' }]);
  expect((await rejectedRows(graph, PROGRAM_SCOPE, planned.id))?.length).toBeGreaterThan(1_000);
  await applyImport({ graph }, { id: planned.id, scope: PROGRAM_SCOPE, by: 'tests' });
  const [row] = await graph.administer('MATCH (:ImportRun {id: $id})-[:HOLDS]->(p) RETURN collect(DISTINCT p.part)', {
    id: planned.id,
  });
  expect((row?.[0] as string[]).sort()).toEqual(['findings', 'rejected']);
});

test('only a planner or a clerk whose records include the region imports for it', async () => {
  const within: Scope = {
    ...PROGRAM_SCOPE,
    regionId: city.id,
    directory: [city.id],
    records: [city.id],
    role: 'clerk',
  };
  const attempt = (scope: Scope) => planImport({ graph }, { ...order(), scope });
  await expect(attempt({ ...within, role: 'auditor' })).rejects.toMatchObject({ refusal: 'OutOfScope' });
  await expect(attempt({ ...within, records: [] })).rejects.toMatchObject({ refusal: 'OutOfScope' });
  const [east] = city.counties;
  await expect(attempt({ ...within, directory: [east], records: [east] })).rejects.toMatchObject({
    refusal: 'UnknownRegion',
  });
  const run = await attempt({ ...within, directory: [city.id, ...city.counties] });
  expect(await findImport(graph, { ...within, records: [east] }, run.id)).toBeNull();
});

test('every change of a body counts its revision up, and an import without changes does not', async () => {
  const revision = async () => (await graph.read(PROGRAM_SCOPE, rosterRevision, { issuer: city.id }))[0];
  expect(await revision()).toBe(0);
  await city.import({ 学校: SMALL.学校 });
  const after = await revision();
  expect(after).toBeGreaterThan(0);
  await city.import({ 学校: SMALL.学校 });
  expect(await revision()).toBe(after);
});
