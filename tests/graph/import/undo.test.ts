import { beforeEach, expect, test } from 'vitest';
import { toDay } from '../../../src/domain/day.ts';
import { PROGRAM_SCOPE } from '../../../src/domain/scope.ts';
import { findImport } from '../../../src/services/import.ts';
import { previewImportUndo, undoImport } from '../../../src/services/importUndo.ts';
import type { ImportReport } from '../../../src/services/import.ts';
import { sharedGraph } from '../../setup/graph.ts';
import { InventedCity, SMALL, withRow } from './city.ts';
import { graphOf } from './graphOf.ts';

const graph = sharedGraph();
let city: InventedCity;

beforeEach(async () => {
  city = await InventedCity.found(graph);
});

const NEXT_YEAR = toDay('2026-10-01');

function undo(report: ImportReport, reason = 'the wrong file') {
  if (report.runId === null) throw new Error('The import has no run');
  return undoImport(graph, { id: report.runId, reason, by: 'tests', scope: PROGRAM_SCOPE });
}

test('an import into an empty city is taken back to the empty city, and can be made again', async () => {
  const before = await graphOf(city);
  const first = await city.import(SMALL);
  const imported = await city.content();
  const { possible, removes, restores, run } = await undo(first);
  expect({ possible, restores, state: run.state, undone: run.undone }).toMatchObject({
    possible: true,
    restores: [],
    state: 'UNDONE',
    undone: { by: 'tests', reason: 'the wrong file' },
  });
  expect(removes.reduce((sum, { count }) => sum + count, 0)).toBe(18);
  expect(await graphOf(city)).toEqual(before);
  await city.import(SMALL);
  expect(await city.content()).toEqual(imported);
});

test('what an import changed, ended and joined is as it was before', async () => {
  await city.import(SMALL);
  const before = await graphOf(city);
  const changed = await city.import(
    {
      学校: withRow(SMALL.学校, 1, ['1000001', '东一实验小学', '西县', '小学,初中', '乡村', '否']),
      教师: withRow(SMALL.教师, 4, [
        '10000004',
        '刘阳',
        '男',
        '1985-04',
        '1000002',
        '2008-09-01',
        '2008-09-01',
        '138****0000',
      ]),
      班主任任职: withRow(SMALL.班主任任职, 1, [
        '1000001',
        '三年级1班',
        '10000004',
        '班主任',
        '2020-09-01',
        '2026-09-01',
      ]),
      称号: withRow(SMALL.称号, 1, ['骨干班主任', '县级', '10000002', '2024-06-01', '2027-06-01', '取消']),
      工作室: withRow(SMALL.工作室, 1, ['W-1', '启明星', '市级', '小学', '2023-03-01', '10000006']),
      工作室人员: [
        ...withRow(SMALL.工作室人员, 3, ['W-1', '学员', '10000004', '10000003', '2023-05-01', '']),
        ['W-1', '学员', '10000007', '10000003', '2026-09-01', ''],
      ],
      结对: withRow(SMALL.结对, 1, ['2025-2026', '10000002', '10000004', '2025-09-10', '2026-01-10']),
    },
    { asOf: NEXT_YEAR },
  );
  expect(changed.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(await graphOf(city)).not.toEqual(before);
  const { restores } = await undo(changed);
  expect(restores.length).toBeGreaterThan(4);
  expect(await graphOf(city)).toEqual(before);
});

test('what stood under what, and who held it, is as it was before a correction', async () => {
  await city.import(SMALL);
  const before = await graphOf(city);
  const changed = await city.import(
    {
      学校: withRow(SMALL.学校, 1, ['1000001', '东一小学', '西县', '小学', '村小', '否']),
      教师: withRow(SMALL.教师, 2, [
        '10000002',
        '李娜',
        '女',
        '1985-03',
        '1000002',
        '2008-09-01',
        '2008-09-01',
        '138****0000',
      ]),
      工作室: withRow(SMALL.工作室, 1, ['W-1', '启明', '市级', '小学', '2023-02-01', '10000006']),
      工作室人员: withRow(SMALL.工作室人员, 4, ['W-1', '学员', '10000005', '10000002', '2023-05-01', '']),
    },
    { corrects: 'typing errors' },
  );
  expect(await graphOf(city)).not.toEqual(before);
  await undo(changed);
  expect(await graphOf(city)).toEqual(before);
});

test('what was built on an import is named, and taking that back first makes way', async () => {
  const start = await graphOf(city);
  const first = await city.import({ 学校: SMALL.学校, 教师: SMALL.教师 });
  const second = await city.import({ 班主任任职: SMALL.班主任任职 });
  await expect(undo(first)).rejects.toMatchObject({
    refusal: 'BuiltUpon',
    preview: { reasons: [{ code: 'BUILT_UPON', run: second.runId, kind: 'post', count: 2 }] },
  });
  await undo(second);
  await undo(first);
  expect(await graphOf(city)).toEqual(start);
});

test('the run stays readable, and its audit says what was taken back', async () => {
  const { runId } = await city.import(SMALL);
  if (runId === null) throw new Error('The import has no run');
  await undo({ runId } as ImportReport, '  sent twice ');
  const audit = await city.audit(runId);
  expect(audit.filter(({ action }) => action === 'undo')).toHaveLength(
    audit.filter(({ action }) => action !== 'undo').length,
  );
  expect(new Set(audit.filter(({ action }) => action === 'undo').map(({ reason }) => reason))).toEqual(
    new Set(['sent twice']),
  );
  expect(await findImport(graph, PROGRAM_SCOPE, runId)).toMatchObject({ state: 'UNDONE' });
  await expect(undo({ runId } as ImportReport)).rejects.toMatchObject({ refusal: 'NotApplied' });
  const { possible, reasons } = await previewImportUndo(graph, PROGRAM_SCOPE, runId);
  expect({ possible, codes: reasons.map(({ code }) => code) }).toEqual({ possible: false, codes: ['UNDONE'] });
});
