import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatSchoolYear } from '../../src/domain/calendar.ts';
import { toDay } from '../../src/domain/day.ts';
import type { RosterKind, RosterPlan, RosterRecord } from '../../src/domain/roster.ts';
import { layOut } from '../../src/intake/layout.ts';
import { type WordList, shippedMapping } from '../../src/intake/mapping.ts';
import { planRoster } from '../../src/intake/planRoster.ts';
import { readFiles } from '../../src/intake/readFiles.ts';
import { rejectedWorkbook } from '../../src/intake/rejected.ts';
import type { SourceSheet } from '../../src/intake/sheet.ts';
import { expected } from './expected.ts';
import { changesOf, input, region, regionId, snapshotAfter } from './invented.ts';
import { wordOf } from './reasons.ts';

const mapping = shippedMapping();
const yuxi = {
  issuer: { regionId: regionId('530400'), code: '530400', level: 'CITY' },
  asOf: toDay(expected.as_of),
  regions: [
    region(null, { code: '530400', name: '玉溪市', level: 'CITY' }),
    ...[
      ['530402', '红塔区'],
      ['530403', '江川区'],
      ['530423', '通海县'],
      ['530424', '华宁县'],
      ['530425', '易门县'],
      ['530426', '峨山彝族自治县'],
      ['530427', '新平彝族傣族自治县'],
      ['530428', '元江哈尼族彝族傣族自治县'],
    ].map(([code = '', name = '']) => region('530400', { code, name, level: 'COUNTY' })),
    region(
      '530400',
      { code: '530481', name: '澄江市', level: 'COUNTY', from: '2019-12-31' },
      { code: '530422', name: '澄江县', level: 'COUNTY', to: '2019-12-31' },
    ),
  ],
} as const;

let sheets: readonly SourceSheet[] = [];
let plan: RosterPlan;

beforeAll(async () => {
  const bytes = readFileSync(new URL('../../seeds/cities/yuxi/yuxi-2025.xlsx', import.meta.url));
  sheets = await readFiles([{ name: 'yuxi-2025.xlsx', bytes }]);
  plan = planRoster(input(sheets, yuxi));
});

function sheetCalled(name: string): SourceSheet {
  const sheet = sheets.find((one) => one.name === name);
  if (!sheet) throw new Error(`No sheet ${name}`);
  return sheet;
}

function layoutOf(name: string) {
  const [result] = layOut(sheetCalled(name), mapping);
  if (result?.outcome !== 'found') throw new Error(`${name}: ${result?.outcome ?? ''}`);
  return result.layout;
}

describe.each(Object.entries(expected.sheets))('the sheet %s', (name, wanted) => {
  test('has its header and its data where they stand', () => {
    const layout = layoutOf(name);
    expect({
      header: layout.headerRow + 1,
      blank: layout.blank.map((row) => row + 1),
      repeated: layout.repeatedHeaders.map((row) => row + 1),
      belowNotes: [...layout.belowNotes].map((row) => row + 1),
    }).toEqual({
      header: wanted.header_row,
      blank: wanted.blank_rows,
      repeated: wanted.repeated_header_rows,
      belowNotes: wanted.rows_below_the_notes,
    });
  });

  test('loses exactly the rows that are wrong, each for the reason that it is wrong for', () => {
    const errors = plan.findings.filter((one) => one.sheet === name && one.severity === 'error');
    expect([...new Set(errors.map(({ row }) => row))].sort(numerically)).toEqual(
      wanted.rejected.map(({ row }) => row).sort(numerically),
    );
    for (const { row, column, cell, reason } of wanted.rejected)
      expect(
        errors.filter((one) => one.row === row).map((one) => [one.column, one.cell, wordOf(one.code)]),
      ).toContainEqual([column, cell, reason]);
  });

  test('is warned about at least where something is odd', () => {
    const warnings = plan.findings
      .filter((one) => one.sheet === name && one.severity === 'warning')
      .map(({ row, code }) => `${row ?? '-'} ${wordOf(code)}`);
    expect(warnings).toEqual(expect.arrayContaining(wanted.warnings.map(({ row, reason }) => `${row} ${reason}`)));
  });

  test('has as many rows and records as it should', () => {
    const report = plan.sheets.find((one) => one.sheet === name);
    expect(report).toMatchObject({ rows: wanted.rows_total, accepted: wanted.rows_accepted });
    expect(changesOf(plan).filter(({ origin }) => origin.sheet === name)).toHaveLength(wanted.records);
  });

  test('gives each cell that is written oddly the value that it means', () => {
    const layout = layoutOf(name);
    const records = new Map(
      changesOf(plan)
        .filter(({ origin }) => origin.sheet === name)
        .map(({ origin, record }) => [origin.row, record]),
    );
    const read = wanted.normalised.map(({ row, column }) => {
      const field = [...layout.columns].find(([, at]) => layout.headers[at] === column)?.[0] ?? '';
      const record = records.get(row);
      return { row, column, value: record ? shown(record, field) : null };
    });
    expect(read).toEqual(wanted.normalised.map(({ row, column, value }) => ({ row, column, value })));
  });
});

/** The value of a field as the office's usual words say it. */
function shown(record: RosterRecord, field: string): unknown {
  const words: Readonly<Record<string, WordList>> = {
    level: 'level',
    stages: 'stage',
    setting: 'setting',
    sex: 'sex',
    postKind: 'postKind',
    tier: 'tier',
    grade: 'grade',
  };
  const attributes = new Map<string, unknown>(Object.entries(record));
  const value = attributes.get(field === 'school' ? 'schoolCode' : field);
  const list = words[field];
  if (list !== undefined) return mapping.words[list].usual.get(String(value));
  if (record.kind === 'pairing' && field === 'schoolYear') return formatSchoolYear(record.schoolYear);
  return value;
}

test('hidden sheets are not read, and the plan says so', () => {
  expect(plan.findings.filter(({ code }) => code === 'hidden-sheet').map(({ sheet }) => sheet)).toEqual(
    expected.hidden_sheets_not_read,
  );
  expect(plan.sheets.map(({ sheet }) => sheet)).toEqual(Object.keys(expected.sheets));
});

test('every finding says in both languages what to do', () => {
  for (const { message } of plan.findings) {
    expect(message.zh).not.toMatch(/\{|undefined/u);
    expect(message.en).not.toMatch(/\{|undefined/u);
  }
});

test('imported once, the same workbook changes nothing', () => {
  const again = planRoster(input(sheets, { ...yuxi, snapshot: snapshotAfter(plan) }));
  expect(changesOf(again)).toEqual([]);
  expect(again.missing).toEqual([]);
  expect(again.unchanged).toBe(Object.values(expected.sheets).reduce((sum, { records }) => sum + records, 0));
});

test('a changed file changes just the difference', () => {
  const changed = sheets.map((sheet) => {
    if (sheet.name !== '班主任任职') return sheet;
    // Somebody who held a class in row 4 stopped; the post in row 3 was listed before and is no longer.
    const rows = sheet.rows.map((cells, row) =>
      row === 3 ? [...cells.slice(0, 5), '2025-11-01'] : row === 2 ? [] : cells,
    );
    return { ...sheet, rows };
  });
  const next = planRoster(input(changed, { ...yuxi, snapshot: snapshotAfter(plan) }));
  expect(changesOf(next)).toMatchObject([{ action: 'end', origin: { row: 4 }, record: { to: '2025-11-01' } }]);
  // What ended long ago is not missed when a file no longer lists it.
  expect(next.missing).toEqual([]);
});

test('the order of the sheets does not matter', () => {
  const other = planRoster(input([...sheets].reverse(), yuxi));
  expect(other.fingerprint).toBe(plan.fingerprint);
  expect(new Set(other.findings)).toEqual(new Set(plan.findings));
});

test('the rejected rows come back with their reasons; repaired, they go in', async () => {
  const handedBack = await rejectedSheets(rejectedWorkbook(sheets, mapping, plan.findings));
  const rejected = Object.entries(expected.sheets).map(([name, { rejected: rows }]) => [name, rows.length]);
  expect(handedBack.map((sheet) => [sheet.name, sheet.rows.length - 1])).toEqual(rejected);

  const snapshot = snapshotAfter(plan);
  const unrepaired = planRoster(input(handedBack, { ...yuxi, snapshot }));
  // Nothing slips in, and a row that contradicted another one does not replace it.
  expect(changesOf(unrepaired)).toEqual([]);
  expect(unrepaired.sheets.map(({ sheet, rejected: rows }) => [sheet, rows])).toEqual(rejected);
  const codes = new Set(unrepaired.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code));
  expect([...codes]).toEqual(expect.arrayContaining(['missing-value', 'bad-date', 'ambiguous-date', 'unknown-county']));
  expect(unrepaired.findings.filter(({ code }) => code === 'column-not-read')).toEqual([]);

  const repaired = handedBack
    .filter(({ name }) => name === '教师')
    .map((sheet) => repair(sheet, '学校', '玉溪一中', '玉溪第一中学'))
    .map((sheet) => repair(sheet, '入职\n时间', '2024-13-01', '2024-12-01'));
  const next = planRoster(input(repaired, { ...yuxi, snapshot }));
  const created: readonly RosterKind[] = changesOf(next).map(({ record }) => record.kind);
  expect(created.filter((kind) => kind === 'teacher').length).toBeGreaterThanOrEqual(3);
});

async function rejectedSheets(bytes: Uint8Array | null): Promise<readonly SourceSheet[]> {
  if (bytes === null) throw new Error('Nothing was rejected');
  return readFiles([{ name: 'rejected.xlsx', bytes }]);
}

function repair(sheet: SourceSheet, header: string, from: string, to: string): SourceSheet {
  const column = sheet.rows[0]?.indexOf(header) ?? -1;
  const rows = sheet.rows.map((cells) => cells.map((cell, at) => (at === column && cell === from ? to : cell)));
  return { ...sheet, rows };
}

function numerically(one: number | null, other: number | null): number {
  return (one ?? 0) - (other ?? 0);
}
