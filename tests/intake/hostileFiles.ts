import { strToU8, zipSync } from 'fflate';
import { SCHOOLS, school } from './invented.ts';

/** Parts of an archive by name. */
export type Parts = Readonly<Record<string, string | Uint8Array>>;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** The columns' letters: A to Z, then AA. */
export function letters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : `${letters(Math.floor(column / 26) - 1)}${letters(column % 26)}`;
}

/** One row of texts as a sheet writes it, from 1. */
export function rowOf(row: number, values: readonly string[]): string {
  const cells = values.map(
    (value, column) => `<c r="${letters(column)}${row}" t="inlineStr"><is><t>${value}</t></is></c>`,
  );
  return `<row r="${row}">${cells.join('')}</row>`;
}

/** A sheet of schools with a row of one, and what else is to stand in its data. */
export function sheetOf({
  data = '',
  after = '',
  head = HEAD,
  header = SCHOOLS,
}: { data?: string; after?: string; head?: string; header?: readonly string[] } = {}): string {
  const values = school('9900001', '甲小学').map((value) => (typeof value === 'string' ? value : ''));
  return `${head}<worksheet xmlns="${MAIN}"><sheetData>${rowOf(1, header)}${rowOf(2, values)}${data}</sheetData>${after}</worksheet>`;
}

/** The parts of a workbook as a spreadsheet program would write them. */
export function partsOf(sheets: Parts = { 学校: sheetOf() }, more: Parts = {}): Parts {
  const names = Object.keys(sheets);
  const list = names.map(
    (name, index) => `<sheet name="${name.trimEnd()}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const relations = names.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const types = names.map(
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${types.join('')}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}</Relationships>`,
    ...Object.fromEntries(names.map((name, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheets[name] ?? ''])),
    ...more,
  };
}

/** A real archive of parts. */
export function zipped(parts: Parts): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
    { level: 6 },
  );
}

/** Makes every part declare another size in the archive's directory and before its data. */
export function declaring(bytes: Uint8Array, size: (real: number) => number): Uint8Array {
  const lying = bytes.slice();
  const view = new DataView(lying.buffer);
  for (let at = 0; at + 46 < lying.length; at += 1) {
    const signature = view.getUint32(at, true);
    const field = signature === 0x02014b50 ? at + 24 : signature === 0x04034b50 ? at + 22 : null;
    if (field !== null) view.setUint32(field, size(view.getUint32(field, true)), true);
  }
  return lying;
}

/** Megabytes of nothing. */
export function zeros(megabytes: number): Uint8Array {
  return new Uint8Array(megabytes * 1024 * 1024);
}

/** The beginning of a compound file, with the name of one of its parts. */
export function compoundFile(part: string): Uint8Array {
  const bytes = new Uint8Array(4096);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  bytes.set(Buffer.from(part, 'utf16le'), 1024);
  return bytes;
}
