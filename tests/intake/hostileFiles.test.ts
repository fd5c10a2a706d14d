import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { planRoster } from '../../src/intake/planRoster.ts';
import { readFiles } from '../../src/intake/readFiles.ts';
import { FILE_LIMITS } from '../../src/intake/limits.ts';
import { UnreadableFile } from '../../src/intake/unreadable.ts';
import { readInput } from '../../src/main/input.ts';
import { compoundFile, declaring, letters, partsOf, rowOf, sheetOf, zeros, zipped } from './hostileFiles.ts';
import { SCHOOLS, input, said, school } from './invented.ts';

const text = new TextEncoder();
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const BOMB = `${HEAD}<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`;
const read = (bytes: Uint8Array) => readFiles([{ name: '名册', bytes }]);

describe('a hostile file is refused by name, in both languages, soon', () => {
  test.each<readonly [string, string, RegExp, () => Uint8Array]>([
    ['a zip bomb', 'too-large', /160 MB/u, () => zipped(partsOf({ 学校: zeros(161) }))],
    [
      'a zip bomb of many parts',
      'too-large',
      /160 MB/u,
      () =>
        zipped(
          partsOf(
            { 学校: sheetOf() },
            Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`xl/media/${index}.png`, zeros(9)])),
          ),
        ),
    ],
    [
      'an archive of more parts than may be',
      'too-large',
      new RegExp(String(FILE_LIMITS.parts)),
      () =>
        zipped(
          partsOf(
            { 学校: sheetOf() },
            Object.fromEntries(Array.from({ length: FILE_LIMITS.parts }, (_, index) => [`xl/media/${index}.png`, ''])),
          ),
        ),
    ],
    [
      'parts that are larger than they declare',
      'false-sizes',
      /declare/u,
      () => declaring(zipped(partsOf({ 学校: zeros(40) })), (real) => Math.min(real, 999)),
    ],
    [
      'parts that are smaller than they declare',
      'false-sizes',
      /declare/u,
      () => declaring(zipped(partsOf()), (real) => real + 1),
    ],
    ['XML entities', 'document-type', /entities/u, () => zipped(partsOf({ 学校: sheetOf({ head: BOMB }) }))],
    [
      'two sheets of one name',
      'repeated-sheet-name',
      /same name/u,
      () => zipped(partsOf({ 学校: sheetOf(), '学校 ': sheetOf() })),
    ],
    [
      'a sheet with an endless name',
      'damaged-file',
      /damaged/u,
      () => zipped(partsOf({ ['学'.repeat(300)]: sheetOf() })),
    ],
    [
      'a row that no spreadsheet has',
      'too-large',
      /1048576 rows/u,
      () => zipped(partsOf({ 学校: sheetOf({ data: rowOf(4_000_000_000, ['x']) }) })),
    ],
    [
      'too many columns',
      'too-large',
      /1000 columns/u,
      () =>
        zipped(
          partsOf({
            学校: sheetOf({
              data: rowOf(
                3,
                Array.from({ length: 1001 }, () => 'x'),
              ),
            }),
          }),
        ),
    ],
    ['a workbook cut off', 'damaged-file', /incomplete/u, () => zipped(partsOf()).slice(0, 900)],
    ['a workbook with a piece missing inside', 'damaged-file', /damaged/u, () => zipped(partsOf()).fill(0, 60, 160)],
    ['a workbook under a password', 'password-protected', /password/u, () => compoundFile('EncryptedPackage')],
    ['an .xls', 'old-format', /\.xls format/u, () => compoundFile('Workbook')],
    [
      'an .xls without a container',
      'old-format',
      /\.xls format/u,
      () => new Uint8Array([0x09, 0x08, 0x08, 0x00, 0x00, 0x05, 0x10, 0x00]),
    ],
    ['a .doc', 'not-a-spreadsheet', /neither/u, () => compoundFile('WordDocument')],
    [
      'a .docx',
      'not-a-spreadsheet',
      /neither/u,
      () => zipped({ '[Content_Types].xml': HEAD, 'word/document.xml': '<w/>' }),
    ],
    [
      'an .ods',
      'not-a-spreadsheet',
      /neither/u,
      () => zipped({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<o/>' }),
    ],
    ['a zip within a zip', 'not-a-spreadsheet', /neither/u, () => zipped({ 'book.xlsx': zipped(partsOf()) })],
    ['a .pdf', 'not-a-spreadsheet', /neither/u, () => text.encode('%PDF-1.7\n1 0 obj\n')],
    ['a web page', 'web-page', /web page/u, () => text.encode('\n<html><table><tr><td>学校</td></tr></table></html>')],
    ['zero bytes in a text', 'not-a-spreadsheet', /neither/u, () => text.encode('学校,教师\n甲\0,乙\n')],
    [
      'an open quotation',
      'damaged-file',
      /line/u,
      () => text.encode('学校,"教师\n甲,乙\n'.padEnd(2_000_000, '丙,丁\n')),
    ],
    ['a text of one line', 'damaged-file', /line|characters/u, () => new Uint8Array(60 * 1024 * 1024).fill(0x61)],
    ['a file beyond the bound', 'too-large', /64 MB/u, () => new Uint8Array(FILE_LIMITS.bytes + 1).fill(0x61)],
    [
      'a text of more cells than may be',
      'too-large',
      /3000000 cells/u,
      () => text.encode('a,b,c,d,e,f,g,h,i,j\n'.repeat(300_001)),
    ],
  ])('%s: %s', { timeout: 120_000 }, async (_, reason, says, make) => {
    const refused: unknown = await read(make()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UnreadableFile);
    expect(refused).toMatchObject({ reason, file: '名册' });
    if (!(refused instanceof UnreadableFile)) return;
    expect(refused.text.en).toMatch(says);
    expect(refused.text.zh).toMatch(/请/u);
  });
});

test('a .csv of 500 MB that the command is given is not even opened', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'hostile-'));
  const file = path.join(folder, 'much.csv');
  try {
    await writeFile(file, 'a,b');
    await truncate(file, 500 * 1024 * 1024);
    await expect(readInput(file)).rejects.toMatchObject({ reason: 'too-large', file: 'much.csv' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('reading is ended when it takes too long', async () => {
  const refused: unknown = await readFiles([{ name: '名册', bytes: zipped(partsOf()) }], { seconds: 0.01 }).catch(
    (error: unknown) => error,
  );
  expect(refused).toMatchObject({ reason: 'too-slow' });
});

describe('what is unusual and does no harm is read', () => {
  test('macros, links, connections and embedded files are reported and not opened', async () => {
    const lying = new Uint8Array([1, 2, 3]);
    const sheets = await read(
      zipped(
        partsOf(undefined, {
          'xl/vbaProject.bin': lying,
          'xl/externalLinks/externalLink1.xml': BOMB,
          'xl/connections.xml': BOMB,
          'xl/embeddings/a.zip': zipped({ 'b.zip': zipped({ c: zeros(8) }) }),
        }),
      ),
    );
    const plan = planRoster(input(sheets));
    expect(plan.findings.map(({ code, severity }) => [code, severity])).toEqual(
      ['macros', 'external-links', 'data-connections', 'embedded-objects'].map((code) => [code, 'warning']),
    );
    expect(plan.changes.school).toHaveLength(1);
  });

  test('a formula is a rejected row, also one that points to another file', async () => {
    const cells = school('9900002', '乙小学').map((value, column) =>
      column === 1
        ? `<c r="B3"><f>[1]Sheet1!A1</f><v>1</v></c>`
        : `<c r="${letters(column)}3" t="inlineStr"><is><t>${typeof value === 'string' ? value : ''}</t></is></c>`,
    );
    const sheets = await read(zipped(partsOf({ 学校: sheetOf({ data: `<row r="3">${cells.join('')}</row>` }) })));
    const plan = planRoster(input(sheets));
    expect(plan.changes.school.map(({ record }) => record.code)).toEqual(['9900001']);
    expect(said(plan).join()).toContain('formula');
  });

  test('two hundred columns', async () => {
    const header = [...SCHOOLS, ...Array.from({ length: 200 - SCHOOLS.length }, (_, index) => `备用${index}`)];
    const sheets = await read(zipped(partsOf({ 学校: sheetOf({ header }) })));
    const before = performance.now();
    expect(planRoster(input(sheets)).changes.school).toHaveLength(1);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  test('a million empty rows, and an area merged over all of them', async () => {
    const rows = Array.from({ length: 1_048_574 }, (_, index) => `<row r="${index + 3}"/>`).join('');
    const merged = '<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>';
    const [sheet] = await read(zipped(partsOf({ 学校: sheetOf({ data: rows, after: merged }) })));
    expect(sheet).toMatchObject({ merged: [] });
    expect(sheet?.rows).toHaveLength(2);
  });

  test('a cell at the very bottom', async () => {
    const [sheet] = await read(zipped(partsOf({ 学校: sheetOf({ data: rowOf(1_048_576, ['x']) }) })));
    expect([sheet?.rows.length, sheet?.rows.at(-1)]).toEqual([1_048_576, ['x']]);
  });
});
