import { beforeEach, expect, test } from 'vitest';
import { toDay } from '../../../src/domain/day.ts';
import { PROGRAM_SCOPE } from '../../../src/domain/scope.ts';
import { undoImport } from '../../../src/services/importUndo.ts';
import { sharedGraph } from '../../setup/graph.ts';
import { InventedCity, SMALL, withRow } from './city.ts';
import { FACTS, SMALL_WITH_FACTS } from './facts.ts';
import { graphOf } from './graphOf.ts';

const graph = sharedGraph();
let city: InventedCity;

beforeEach(async () => {
  city = await InventedCity.found(graph);
});

const ROWS = Object.values(FACTS).reduce((sum, rows) => sum + rows.length - 1, 0);

test('a row of every kind becomes a fact of its owner, and comes back as it went in', async () => {
  await city.import(SMALL);
  const report = await city.import(FACTS);
  expect(report.findings).toEqual([]);
  expect(report.changes).toEqual({ create: ROWS, change: 0, end: 0, unchanged: 0 });
  const held = await city.holdings();
  expect(held.certificate.map(({ record }) => record)).toContainEqual({
    kind: 'certificate',
    staffNo: '10000002',
    workshopCode: null,
    schoolCode: null,
    region: null,
    certificateKind: 'qualification',
    certificateGrade: 'B',
    issued: '2023-06-01',
    to: '2026-06-01',
    revokedOn: null,
  });
  expect(held.event.map(({ record }) => record)).toMatchObject([
    { region: city.counties[0], eventKind: 'skillsContest', level: 'COUNTY', eventTitle: '第三届' },
  ]);
  expect(held.link.map(({ record }) => record)).toMatchObject([{ workshopCode: 'W-1', withSchool: '1000002' }]);
  expect(held.application.map(({ record }) => record)).toMatchObject([{ tier: 'backbone', nominatedBy: '1000001' }]);
  expect(held.appraisal.map(({ record }) => record)).toMatchObject([
    { workshopCode: 'W-1', appraisalKind: 'workshop', year: 2024, grade: 'pass', by: 'CITY' },
  ]);
  expect(held.attendance.map(({ record }) => record)).toMatchObject([{ completed: false, hours: 24 }]);
  expect(held.activity.map(({ record }) => record['times']).sort()).toEqual([1, 6]);
  const again = await city.import(FACTS);
  expect(again.changes).toEqual({ create: 0, change: 0, end: 0, unchanged: ROWS });
});

test('what an import of facts created and changed is taken back exactly', async () => {
  await city.import(SMALL);
  const start = await graphOf(city);
  const first = await city.import(FACTS);
  const before = await graphOf(city);
  const changed = await city.import(
    {
      证书: withRow(FACTS.证书, 1, ['10000002', '资格证', 'C证', '2023-06-01', '2027-06-01', '2025-10-01']),
      联系学校: withRow(FACTS.联系学校, 1, ['', 'W-1', '对口帮扶', '西一中学', '2024-09-01', '2025-11-01']),
      申报: withRow(FACTS.申报, 1, [
        '10000004',
        '班主任称号',
        '骨干班主任',
        '市级',
        '2025-09-20',
        '县级评审',
        '未通过',
        '西一中学',
      ]),
      工作室考核: withRow(FACTS.工作室考核, 1, ['W-1', '工作坊考核', '2024', '优秀', '市级']),
      统计数据: [...FACTS.统计数据, ['', '', '西县', '学生数', '', '2025-09-01', '9000']],
    },
    { asOf: toDay('2025-12-01') },
  );
  expect(changed.findings).toEqual([]);
  expect(changed.changes).toMatchObject({ create: 1, change: 3, end: 1 });
  expect(await graphOf(city)).not.toEqual(before);
  const undo = (runId: string | null) =>
    undoImport(graph, {
      id: runId as Parameters<typeof undoImport>[1]['id'],
      reason: 'x',
      by: 'tests',
      scope: PROGRAM_SCOPE,
    });
  await undo(changed.runId);
  expect(await graphOf(city)).toEqual(before);
  await undo(first.runId);
  expect(await graphOf(city)).toEqual(start);
});

test.each([
  ['an unknown person', '证书', ['99999999', '资格证', '', '2023-06-01', '', ''], 'unknown-person'],
  ['an unknown kind', '证书', ['10000002', '学位证', '', '2023-06-01', '', ''], 'unknown-word'],
  ['a certificate of tomorrow', '证书', ['10000002', '资格证', '', '2025-11-16', '', ''], 'date-in-the-future'],
  ['an end before the start', '证书', ['10000002', '资格证', '', '2023-06-01', '2023-01-01', ''], 'end-before-start'],
  ['nobody', '认定事项', ['', '', '', '学术不端', '2025-03-01', ''], 'no-owner'],
  ['two owners', '认定事项', ['10000002', 'W-1', '', '学术不端', '2025-03-01', ''], 'several-owners'],
  ['an unknown workshop', '认定事项', ['', 'W-9', '', '学术不端', '2025-03-01', ''], 'unknown-workshop'],
  ['an unknown school', '联系学校', ['', 'W-1', '对口帮扶', '南一中学', '2024-09-01', ''], 'unknown-school'],
  ['a region of somebody else', '赛事活动', ['', '南县', '专项督导', '2025-05-10', '', ''], 'unknown-region'],
  ['no number', '统计数据', ['10000002', '', '', '学生数', '', '2025-09-01', '很多'], 'not-a-number'],
  ['too small a number', '统计数据', ['10000002', '', '', '学生数', '', '2025-09-01', '-1'], 'number-out-of-bounds'],
  ['too long a text', '豁免', ['10000002', '', '', 'X'.repeat(201), '市级', '', '', ''], 'too-long'],
] as const)('a row with %s is rejected alone, with its reason', async (_, sheet, row, code) => {
  const report = await city.import({ ...SMALL_WITH_FACTS, [sheet]: [...FACTS[sheet], [...row]] }, { dryRun: true });
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ sheet: where, row: number, code: said }) => [where, number, said])).toEqual([
    [sheet, FACTS[sheet].length + 1, code],
  ]);
  expect(report.changes.create).toBe(18 + ROWS);
});
