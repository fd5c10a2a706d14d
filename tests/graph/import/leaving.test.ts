import { beforeEach, expect, test } from 'vitest';
import { toDay } from '../../../src/domain/day.ts';
import { sharedGraph } from '../../setup/graph.ts';
import { AS_OF, InventedCity, SEAT, SMALL, TEACHER, WORKSHOP } from './city.ts';

const graph = sharedGraph();
let city: InventedCity;

beforeEach(async () => {
  city = await InventedCity.found(graph);
});

const LEAVERS = [...TEACHER, '退休时间'];
const ENDING = [...WORKSHOP, '撤销时间'];

/** The row of a person in the small roster, with the day of leaving and perhaps another school. */
function leaver(staffNo: string, leftOn: string, school?: string): string[] {
  const row = SMALL.教师.find(([number]) => number === staffNo) ?? [];
  return [...row.map((cell, column) => (column === 4 ? (school ?? cell) : cell)), leftOn];
}

async function schoolsOf(staffNo: string): Promise<unknown> {
  const rows = await graph.administer(
    `MATCH (:Teacher {issuedBy: $issuer, staffNo: $staffNo})-[works:WORKS_AT]->(school)
     RETURN school.code, toString(works.from), toString(works.to) ORDER BY coalesce(works.from, date('0001-01-01'))`,
    { issuer: city.id, staffNo },
  );
  return rows;
}

test('a day of leaving ends the belonging to the school, and the person stays on record', async () => {
  await city.import(SMALL);
  const report = await city.import({ 教师: [LEAVERS, leaver('10000004', '2025-07-01')] });
  expect(report.changes).toMatchObject({ create: 0, change: 0, end: 1 });
  expect(await schoolsOf('10000004')).toEqual([['1000001', null, '2025-07-01']]);
  const again = await city.import({ 教师: [LEAVERS, leaver('10000004', '2025-07-01')] });
  expect(again.changes).toMatchObject({ create: 0, change: 0, end: 0, unchanged: 1 });
});

test('a later file without that column denies no leaving, and one with an empty cell begins a new belonging on its day', async () => {
  await city.import({ ...SMALL, 教师: [LEAVERS, ...SMALL.教师.slice(1).map(([no = '']) => leaver(no, '2025-07-01'))] });
  expect((await city.import({ 教师: SMALL.教师 })).changes).toMatchObject({ change: 0, end: 0 });
  await city.import({ 教师: [LEAVERS, leaver('10000004', '', '1000002')] });
  expect(await schoolsOf('10000004')).toEqual([
    ['1000001', null, '2025-07-01'],
    ['1000002', '2025-11-15', null],
  ]);
});

test('a leaving that lies ahead of the file’s day is not denied by an empty cell', async () => {
  await city.import(SMALL);
  await city.import({ 教师: [LEAVERS, leaver('10000004', '2026-02-01')] });
  const report = await city.import({ 教师: [LEAVERS, leaver('10000004', '')] });
  expect(report.changes).toMatchObject({ change: 0, end: 0, unchanged: 1 });
});

test('a corrected leaving never was', async () => {
  await city.import(SMALL);
  await city.import({ 教师: [LEAVERS, leaver('10000004', '2025-07-01')] });
  await city.import({ 教师: [LEAVERS, leaver('10000004', '')] }, { corrects: 'mixed up with a namesake' });
  expect(await schoolsOf('10000004')).toEqual([['1000001', null, null]]);
});

test('who leaves before being hired is rejected; a post that goes on afterwards is remarked on', async () => {
  const report = await city.import({
    ...SMALL,
    教师: [LEAVERS, ...SMALL.教师.slice(1).map(([no = '']) => leaver(no, no === '10000004' ? '2025-07-01' : ''))],
    班主任任职: SMALL.班主任任职,
  });
  expect(report.findings.filter(({ code }) => code === 'goes-on-after-leaving').map(({ sheet }) => sheet)).toContain(
    '班主任任职',
  );
  const early = await city.import({ 教师: [LEAVERS, leaver('10000001', '1980-01-01')] });
  expect(early.findings.map(({ code, column }) => [code, column])).toEqual([['end-before-start', '退休时间']]);
});

test('the seats of a workshop end with it, those that a file names later too', async () => {
  await city.import(SMALL);
  const [row = []] = SMALL.工作室.slice(1);
  const ended = [ENDING, [...row, '2025-06-30']];
  await city.import({ 工作室: ended });
  const { seat, workshop } = await city.holdings();
  expect(workshop[0]?.record.endedOn).toBe('2025-06-30');
  expect(new Set(seat.map(({ to }) => to))).toEqual(new Set(['2025-06-30']));
  const again = await city.import({ 工作室: ended, 工作室人员: SMALL.工作室人员 });
  expect(again.changes).toMatchObject({ create: 0, change: 0, end: 0 });
  const late = await city.import({ 工作室人员: [SEAT, ['W-1', '成员', '10000006', '', '2025-09-01', '']] });
  expect(late.findings.map(({ code }) => code)).toEqual(['after-the-workshop']);
});

test('a workshop that goes on after all takes its seats with it', async () => {
  await city.import(SMALL);
  const [row = []] = SMALL.工作室.slice(1);
  const before = await city.content();
  await city.import({ 工作室: [ENDING, [...row, '2025-06-30']] });
  await city.import({ 工作室: [ENDING, [...row, '']] }, { corrects: 'it was prolonged' });
  expect(await city.content()).toEqual(before);
});

test('on a day before somebody left, the file of that day says nothing about the leaving', async () => {
  await city.import(SMALL, { asOf: toDay('2025-01-01') });
  await city.import({ 教师: [LEAVERS, leaver('10000004', '2025-07-01')] }, { asOf: AS_OF });
  const report = await city.import({ 教师: [LEAVERS, leaver('10000004', '')] }, { asOf: toDay('2025-01-01') });
  expect(report.changes).toMatchObject({ change: 0, end: 0, unchanged: 1 });
});
