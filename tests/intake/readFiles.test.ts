import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { utils, write } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { planRoster } from '../../src/intake/planRoster.ts';
import { readFile } from '../../src/intake/readFile.ts';
import { readFiles } from '../../src/intake/readFiles.ts';
import { UnreadableFile } from '../../src/intake/unreadable.ts';
import { SCHOOLS, input, said, school, sheet } from './invented.ts';

const encoder = new TextEncoder();
const CSV = [
  SCHOOLS.join(','),
  '9900001,"甲,小学",乙市,小学,城区,否',
  ',,,,,',
  '9900002,𠮷小学,丙山县,小学,乡村,否',
].join('\r\n');

describe('a .csv is read the same', () => {
  test.each([
    ['in UTF-8', encoder.encode(CSV)],
    ['in UTF-8 with a mark', encoder.encode(`\uFEFF${CSV}`)],
    ['in GB18030', new Uint8Array(iconv.encode(CSV, 'gb18030'))],
    ['in UTF-16 with a mark', new Uint8Array(iconv.encode(CSV, 'utf16le', { addBOM: true }))],
  ])('%s', async (_, bytes) => {
    const sheets = await readFiles([{ name: '学校.csv', bytes }]);
    expect(sheets).toEqual([
      {
        file: '学校.csv',
        name: '学校.csv',
        hidden: false,
        typed: false,
        merged: [],
        rows: [
          SCHOOLS,
          ['9900001', '甲,小学', '乙市', '小学', '城区', '否'],
          [],
          ['9900002', '𠮷小学', '丙山县', '小学', '乡村', '否'],
        ],
      },
    ]);
    const plan = planRoster(input(sheets));
    expect(plan.changes.school.map(({ record, origin }) => [record.name, origin.row])).toEqual([
      ['甲,小学', 2],
      ['𠮷小学', 4],
    ]);
  });
});

function workbook(edit: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([SCHOOLS, school('9900001', '甲小学')]), '学校');
  const written: unknown = write(book, { type: 'array', bookType: 'xlsx' });
  if (!(written instanceof ArrayBuffer)) throw new TypeError('no bytes');
  return edit(new Uint8Array(written));
}

/** A workbook that claims to be larger than any when it is unpacked. */
function bomb(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 46 < bytes.length; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true);
  return bytes;
}

describe('a file that cannot be read is refused with a reason', () => {
  test.each([
    ['empty', 'empty-file', new Uint8Array()],
    ['cut off', 'damaged-file', workbook((bytes) => bytes.slice(0, bytes.length / 2))],
    ['of parts that claim to be larger than they are', 'false-sizes', workbook(bomb)],
    ['a picture', 'not-a-spreadsheet', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])],
    ['an old .xls', 'old-format', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    [
      'under a password',
      'password-protected',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...iconv.encode('EncryptedPackage', 'utf16le')]),
    ],
    ['text in no known encoding', 'unknown-encoding', new Uint8Array([0x61, 0xff, 0xff, 0x62])],
    ['text with an open quotation', 'damaged-file', encoder.encode('工号,"姓名\n1,2\n')],
  ])('%s: %s', async (_, reason, bytes) => {
    const refused = await readFiles([{ name: '名册', bytes }]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UnreadableFile);
    expect(refused).toMatchObject({ reason, file: '名册' });
  });
});

test('a workbook is told by its bytes, not by its name', async () => {
  expect((await readFile({ name: '学校.csv', bytes: workbook() })).map(({ name, typed }) => [name, typed])).toEqual([
    ['学校', true],
  ]);
});

test('dates, lengths of time, formulas and hidden sheets are known for what they are', async () => {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    {
      '!ref': 'A1:E1',
      '!merges': [{ s: { r: 0, c: 0 }, e: { r: 1, c: 0 } }],
      A1: { t: 'n', v: 45_170, z: 'yyyy"年"m"月"d"日"' },
      B1: { t: 'n', v: 1.5, z: '[h]:mm' },
      C1: { t: 'n', v: 12, f: '6*2' },
      D1: { t: 'n', v: 0.5, z: '0.00%' },
      E1: { t: 'e', v: 42 },
    },
    '一',
  );
  utils.book_append_sheet(book, utils.aoa_to_sheet([['x']]), '二');
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 2 }] };
  const written: unknown = write(book, { type: 'array', bookType: 'xlsx' });
  if (!(written instanceof ArrayBuffer)) throw new TypeError('no bytes');
  const [first, second] = await readFile({ name: 'x.xlsx', bytes: new Uint8Array(written) });
  expect(first?.rows[0]).toEqual([{ date: 45_170 }, { duration: 1.5 }, { formula: '=6*2' }, 0.5, { error: '#N/A' }]);
  expect(first?.merged).toEqual([{ top: 0, left: 0, bottom: 1, right: 0 }]);
  expect(second).toMatchObject({ name: '二', hidden: true, rows: [] });
});

test('a .csv keeps what its numbers no longer say: 2024.1 may be January or October', () => {
  const text = {
    ...sheet('班主任任职', [
      ['学校', '班级', '工号', '岗位', '开始', '结束'],
      ['甲小学', '1班', '1', '班主任', '2024.1', ''],
    ]),
    typed: false,
  };
  expect(said(planRoster(input([text])))).toContain('班主任任职 2 开始 ambiguous-date');
});

test('the reading thread starts from a process that runs TypeScript itself', async () => {
  const script = `
    import { readFiles } from ${JSON.stringify(new URL('../../src/intake/readFiles.ts', import.meta.url).href)};
    const [sheet] = await readFiles([{ name: 'a.csv', bytes: new TextEncoder().encode('a,b') }]);
    console.log(JSON.stringify(sheet.rows));`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    script,
  ]);
  expect(stdout.trim()).toBe('[["a","b"]]');
});
