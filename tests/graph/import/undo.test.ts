import fc from 'fast-check';
import { beforeEach, expect, inject, test } from 'vitest';
import { beginUndo } from '../../../graph/importUndo.ts';
import type { ImportRunId } from '../../../src/domain/identifier.ts';
import { toDay } from '../../../src/domain/day.ts';
import { PROGRAM_SCOPE } from '../../../src/domain/scope.ts';
import { examine } from '../../../src/services/doctor.ts';
import { type ImportReport, findImport } from '../../../src/services/import.ts';
import { previewImportUndo, undoImport } from '../../../src/services/importUndo.ts';
import { sharedGraph } from '../../setup/graph.ts';
import { InventedCity, type Rows, SMALL, type Sheets, withRow } from './city.ts';
import { FACTS } from './facts.ts';
import { graphOf } from './graphOf.ts';

const graph = sharedGraph();
let city: InventedCity;

beforeEach(async () => {
  city = await InventedCity.found(graph);
});

const NEXT_YEAR = toDay('2026-10-01');

function idOf({ runId }: ImportReport): ImportRunId {
  if (runId === null) throw new Error('The import has no run');
  return runId;
}

function undo(report: ImportReport, reason = 'the wrong file') {
  return undoImport(graph, { id: idOf(report), reason, by: 'tests', scope: PROGRAM_SCOPE });
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
      学校: withRow(SMALL.学校, 1, ['1000001', '东一小学', '西县', '小学', '乡村', '否']),
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
  const report = await city.import(SMALL);
  const runId = idOf(report);
  await undo(report, '  sent twice ');
  const audit = await city.audit(runId);
  expect(audit.filter(({ action }) => action === 'undo')).toHaveLength(
    audit.filter(({ action }) => action !== 'undo').length,
  );
  expect(new Set(audit.filter(({ action }) => action === 'undo').map(({ reason }) => reason))).toEqual(
    new Set(['sent twice']),
  );
  expect(await findImport(graph, PROGRAM_SCOPE, runId)).toMatchObject({ state: 'UNDONE' });
  await expect(undo(report)).rejects.toMatchObject({ refusal: 'NotApplied' });
  const { possible, reasons } = await previewImportUndo(graph, PROGRAM_SCOPE, runId);
  expect({ possible, codes: reasons.map(({ code }) => code) }).toEqual({ possible: false, codes: ['UNDONE'] });
});

test('who finds facts right, or moves to a school of the import, stands in its way', async () => {
  const first = await city.import(SMALL);
  await city.import(SMALL);
  await expect(undo(first)).rejects.toMatchObject({ refusal: 'BuiltUpon' });
  const more = await city.import({ 学校: [...SMALL.学校, ['1000003', '东二小学', '东县', '小学', '乡村', '否']] });
  const moved = await city.import(
    {
      教师: withRow(SMALL.教师, 3, [
        '10000003',
        '张伟',
        '女',
        '1985-03',
        '1000003',
        '2008-09-01',
        '2008-09-01',
        '138****0000',
      ]),
    },
    { asOf: NEXT_YEAR },
  );
  const { reasons } = await previewImportUndo(graph, PROGRAM_SCOPE, idOf(more));
  expect(reasons.map(({ code, run, kind, count }) => [code, run, kind, count])).toEqual([
    ['BUILT_UPON', moved.runId, 'teacher', 1],
  ]);
  await undo(moved);
  await undo(more);
});

test('whoever came to a school of the import is named with the import that brought them', async () => {
  const schools = await city.import({ 学校: SMALL.学校 });
  const people = await city.import({ 教师: SMALL.教师 });
  await expect(undo(schools)).rejects.toMatchObject({
    refusal: 'BuiltUpon',
    preview: { reasons: [{ code: 'BUILT_UPON', run: people.runId, kind: 'teacher' }] },
  });
  await undo(people);
  await undo(schools);
});

test('a preview that is outdated, a scope that does not reach and a reason left out are refused', async () => {
  const first = await city.import(SMALL);
  const { revision } = await previewImportUndo(graph, PROGRAM_SCOPE, idOf(first));
  const order = { id: idOf(first), reason: 'no', by: 'tests', scope: PROGRAM_SCOPE };
  await expect(undoImport(graph, { ...order, revision: revision - 1 })).rejects.toMatchObject({
    refusal: 'UndoOutdated',
  });
  await expect(undoImport(graph, { ...order, reason: ' ' })).rejects.toMatchObject({ refusal: 'NoReason' });
  const scope = { ...PROGRAM_SCOPE, role: 'reviewer' as const };
  await expect(undoImport(graph, { ...order, scope })).rejects.toMatchObject({ refusal: 'OutOfScope' });
});

test('of an undo and an import at once, either the import builds on nothing or the undo is refused', async () => {
  const base = await city.import({ 学校: SMALL.学校, 教师: SMALL.教师 });
  const posts = { 班主任任职: SMALL.班主任任职 };
  const [undone, imported] = await Promise.allSettled([undo(base), city.import(posts)]);
  const held = await city.holdings();
  if (undone.status === 'fulfilled') {
    // Whoever comes too late finds nobody to hold the posts.
    expect(held.teacher).toEqual([]);
    expect(held.post).toEqual([]);
  } else {
    expect(undone.reason).toMatchObject({ refusal: 'BuiltUpon' });
    expect(imported.status).toBe('fulfilled');
    expect(held.post).toHaveLength(2);
  }
});

test('stopped half-way, an undo keeps imports out until repeating completes it', async () => {
  const before = await graphOf(city);
  const first = await city.import(SMALL);
  const id = idOf(first);
  await graph.write('begin', (transaction) =>
    beginUndo(transaction, { run: id, issuer: city.id, by: 'tests', reason: 'x' }),
  );
  expect(await findImport(graph, PROGRAM_SCOPE, id)).toMatchObject({ state: 'UNDOING' });
  await graph.write('yesterday', (transaction) =>
    transaction.run("MATCH (run:ImportRun {id: $id}) SET run.progressAt = datetime() - duration('P1D')", { id }),
  );
  await expect(city.import(SMALL)).rejects.toMatchObject({ refusal: 'UndoUnfinished' });
  expect((await examine(graph)).findings).toContainEqual(expect.objectContaining({ code: 'undo-half-way', ids: [id] }));
  expect(await undo(first)).toMatchObject({ run: { state: 'UNDONE', undone: { reason: 'x' } } });
  expect(await graphOf(city)).toEqual(before);
  await city.import(SMALL);
});

const FACT_SHEETS = Object.keys(FACTS) as (keyof typeof FACTS)[];

/** Other last cells of the first row of some sheets: ends, reasons, points, results, grades. */
const OTHERWISE: Readonly<Partial<Record<keyof typeof FACTS, readonly string[]>>> = {
  证书: ['10000002', '资格证', 'A证', '2023-06-01', '2027-06-01', '2025-10-01'],
  工作活动: ['10000002', '', '家访', '2025-10-12', '', '', '9'],
  认定事项: ['10000003', '', '', '学术不端', '2025-03-01', '市级'],
  限制与优先: ['10000003', '', '', '限制', 'application:CITY', '2025-03-01', '', ''],
  豁免: ['10000004', '', '', 'Y-pair', '县级', '2025-09-01', '2026-09-01', '产假'],
  联系学校: ['', 'W-1', '对口帮扶', '西一中学', '2024-09-01', '2026-01-01'],
  统计数据: ['', '1000001', '', '学生数', '小学', '2025-09-01', '861'],
  量化考评: ['10000004', 'G-rubric', '2', '2-3', '2025-10-31', '5', ''],
  申报: ['10000004', '班主任称号', '骨干班主任', '市级', '2025-09-20', '已认定', '通过', '西一中学'],
  工作室考核: ['W-1', '工作坊考核', '2024', '优秀', ''],
  培训: ['10000004', '骨干研修', '骨干', '2025-07-01', '24', '是'],
};

/** A changed roster of the small city, out of choices: who works where, holds which post, seat and title, and what ended. */
const rosters = fc
  .record({
    names: fc.array(fc.constantFrom('王芳', '李娜', '张伟', '刘洋'), { minLength: 7, maxLength: 7 }),
    schools: fc.array(fc.constantFrom('1000001', '1000002', '1000003'), { minLength: 7, maxLength: 7 }),
    setting: fc.constantFrom('镇区', '乡村', '城区'),
    county: fc.constantFrom('东县', '西县'),
    postEnds: fc.constantFrom('', '2026-01-15', '2026-07-15'),
    state: fc.constantFrom('有效', '到期', '取消'),
    host: fc.constantFrom('10000001', '10000006', '10000007'),
    memberEnds: fc.constantFrom('', '2026-02-01'),
    under: fc.constantFrom('10000002', '10000003'),
    newcomer: fc.boolean(),
    pairingEnds: fc.constantFrom('', '2026-03-01'),
    facts: fc.subarray(FACT_SHEETS),
    changed: fc.subarray(FACT_SHEETS),
    corrects: fc.constantFrom(undefined, 'typing errors'),
  })
  .map(({ corrects, ...choice }) => ({ corrects, sheets: sheetsOf(choice) }));

function sheetsOf(choice: {
  readonly names: readonly string[];
  readonly schools: readonly string[];
  readonly setting: string;
  readonly county: string;
  readonly postEnds: string;
  readonly state: string;
  readonly host: string;
  readonly memberEnds: string;
  readonly under: string;
  readonly newcomer: boolean;
  readonly pairingEnds: string;
  readonly facts: readonly (keyof typeof FACTS)[];
  readonly changed: readonly (keyof typeof FACTS)[];
}): Sheets {
  const facts = choice.facts.map((name): readonly [string, Rows] => {
    const otherwise = OTHERWISE[name];
    const rows: Rows = FACTS[name];
    return [name, choice.changed.includes(name) && otherwise !== undefined ? withRow(rows, 1, otherwise) : rows];
  });
  return {
    ...Object.fromEntries(facts),
    学校: [
      ...withRow(SMALL.学校, 1, ['1000001', '东一小学', choice.county, '小学', choice.setting, '否']),
      ['1000003', '东二小学', '东县', '小学', '乡村', '否'],
    ],
    教师: SMALL.教师.map((row, index) =>
      index === 0
        ? row
        : row.map((cell, column) => {
            if (column === 1) return choice.names[index - 1] ?? cell;
            return column === 4 ? (choice.schools[index - 1] ?? cell) : cell;
          }),
    ),
    班主任任职: withRow(SMALL.班主任任职, 1, [
      '1000001',
      '三年级1班',
      '10000004',
      '班主任',
      '2020-09-01',
      choice.postEnds,
    ]),
    称号: withRow(SMALL.称号, 1, ['骨干班主任', '县级', '10000002', '2024-06-01', '2027-06-01', choice.state]),
    工作室: withRow(SMALL.工作室, 1, ['W-1', '启明', '市级', '小学', '2023-03-01', choice.host]),
    工作室人员: [
      ...withRow(withRow(SMALL.工作室人员, 1, ['W-1', '成员', '10000002', '', '2023-04-01', choice.memberEnds]), 4, [
        'W-1',
        '学员',
        '10000005',
        choice.under,
        '2023-05-01',
        '',
      ]),
      ...(choice.newcomer ? [['W-1', '学员', '10000007', '10000003', '2026-03-01', '']] : []),
    ],
    结对: withRow(SMALL.结对, 1, ['2025-2026', '10000002', '10000004', '2025-09-10', choice.pairingEnds]),
  };
}

test('whatever an import did, taking it back leaves the graph exactly as before', async () => {
  await city.import(SMALL);
  await fc.assert(
    fc.asyncProperty(rosters, rosters, async (one, other) => {
      const before = await graphOf(city);
      const first = await city.import(one.sheets, { asOf: toDay('2026-09-01'), ...reasonOf(one) });
      const between = await graphOf(city);
      const second = await city.import(other.sheets, { asOf: toDay('2026-11-01'), ...reasonOf(other) });
      if (second.runId !== null) await undo(second);
      expect(await graphOf(city)).toEqual(between);
      if (first.runId !== null) await undo(first);
      expect(await graphOf(city)).toEqual(before);
    }),
    { numRuns: 6, seed: inject('seed') },
  );
  const { findings } = await examine(graph);
  expect(findings.filter(({ code }) => code !== 'import-half-way')).toEqual([]);
}, 300_000);

function reasonOf({ corrects }: { readonly corrects: string | undefined }): { corrects?: string } {
  return corrects === undefined ? {} : { corrects };
}
