import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeCsv } from '../../src/reports/csv.ts';
import type { Cell, Report } from '../../src/reports/report.ts';
import { writeSpreadsheet } from '../../src/reports/spreadsheet.ts';

const FORMULAS = ['=1+1', '+86 139', '-5', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")', "'=1"];
const report = (rows: readonly (readonly Cell[])[]): Report => ({
  name: 'report',
  title: 'Title',
  sheet: 'Sheet',
  notes: [['As of', '2025-11-15']],
  columns: [
    { header: 'Text', width: 10 },
    { header: 'Number', width: 10 },
  ],
  rows,
});
const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const below = (bytes: Uint8Array): string[][] =>
  parse(Buffer.from(bytes), {
    bom: true,
    relax_column_count: true,
    record_delimiter: '\r\n',
    skip_empty_lines: false,
  }).slice(4);

describe('a report as .csv', () => {
  test('begins with a mark, says what it rests on, and ends each line with CR LF', () => {
    const written = text(writeCsv(report([['a', 1]])));
    expect(written).toBe('\uFEFFTitle\r\nAs of,2025-11-15\r\n\r\nText,Number\r\na,1\r\n');
  });

  test.each(FORMULAS.filter((each) => !each.startsWith("'")))('a text like %j is no formula', (formula) => {
    expect(below(writeCsv(report([[formula, 1]])))).toEqual([[`'${formula}`, '1']]);
  });

  test('a number stays one, below zero too', () => {
    expect(text(writeCsv(report([['a', -5]])))).toContain('\r\na,-5\r\n');
  });

  test('every text comes back, but for the apostrophe', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.integer()), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const found = below(writeCsv(report(rows)));
          expect(found.map(([name, number]) => [name, Number(number)])).toEqual(
            rows.map(([name, number]) => [/^[=+\-@\t\r]/u.test(name) ? `'${name}` : name, number]),
          );
        },
      ),
    );
  });
});

describe('a report as .xlsx', () => {
  test.each(FORMULAS)('a text like %j stays a text', async (formula) => {
    const sheet = read(await writeSpreadsheet(report([[formula, -5]])), { cellFormula: true, dense: false });
    const [name = ''] = sheet.SheetNames;
    const cells = sheet.Sheets[name];
    expect(cells?.['A5']).toMatchObject({ t: 's' });
    expect((cells?.['A5'] as { f?: string }).f).toBeUndefined();
    expect(cells?.['B5']).toMatchObject({ t: 'n', v: -5 });
  });

  test('holds the title, the notes, the headers and the rows', async () => {
    const sheet = read(
      await writeSpreadsheet(
        report([
          ['a', 1],
          [null, null],
          ['b', 2],
        ]),
      ),
    );
    const [name = ''] = sheet.SheetNames;
    const cells = sheet.Sheets[name];
    if (cells === undefined) throw new Error('No sheet');
    expect(utils.sheet_to_json(cells, { header: 1, blankrows: true, defval: null })).toEqual([
      ['Title', null],
      ['As of', '2025-11-15'],
      [null, null],
      ['Text', 'Number'],
      ['a', 1],
      [null, null],
      ['b', 2],
    ]);
  });
});
