import { type CellObject, type WorkSheet, utils, write } from '@e965/xlsx';
import type { Finding } from '../domain/roster.ts';
import { type Layout, layOut } from './layout.ts';
import type { Mapping } from './mapping.ts';
import type { Cell, SourceSheet } from './sheet.ts';

const LONGEST_SHEET_NAME = 31;
const TEXT = '@';

/**
 * The rejected rows as an `.xlsx`: for each sheet its headers and the rows as they were written, each with its number and the
 * reasons in both languages beside it. Repaired, the file can be imported as it is. Null: no row was rejected.
 *
 * Nothing in it can run: text is kept as text. A formula or an error value comes back as an empty cell with the formula in the
 * reasons, for as text it would be taken for a value when the file comes in again.
 */
export function rejectedWorkbook(
  sheets: readonly SourceSheet[],
  mapping: Mapping,
  findings: readonly Finding[],
): Uint8Array | null {
  const workbook = utils.book_new();
  for (const sheet of sheets) {
    if (sheet.hidden) continue;
    const rejected = rejectedRows(sheet, findings);
    if (rejected.size === 0) continue;
    const result = layOut(sheet, mapping).find(({ outcome }) => outcome === 'found');
    if (result?.outcome !== 'found') continue;
    const name = sheetName(sheet.name, workbook.SheetNames);
    utils.book_append_sheet(workbook, sheetOf(result.layout, rejected, mapping), name);
  }
  if (workbook.SheetNames.length === 0) return null;
  const written: unknown = write(workbook, { type: 'array', bookType: 'xlsx', compression: true });
  if (!(written instanceof ArrayBuffer)) throw new TypeError('The workbook was not written as bytes');
  return new Uint8Array(written);
}

/** The errors of a sheet by row, as the spreadsheet numbers them. */
function rejectedRows(sheet: SourceSheet, findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> {
  const rows = new Map<number, Finding[]>();
  for (const finding of findings) {
    if (finding.severity !== 'error' || finding.row === null) continue;
    if (finding.file !== sheet.file || finding.sheet !== sheet.name) continue;
    rows.set(finding.row, [...(rows.get(finding.row) ?? []), finding]);
  }
  return new Map([...rows].sort(([one], [other]) => one - other));
}

function sheetOf(layout: Layout, rejected: ReadonlyMap<number, readonly Finding[]>, mapping: Mapping): WorkSheet {
  // A file that was handed back before brings its own reasons along: they are written anew.
  const beside = new Set(Object.values(mapping.rejected));
  const columns = layout.headers.flatMap((header, column) => (beside.has(header) ? [] : [column]));
  const cells: CellObject[][] = [
    [...columns.map((column) => text(layout.headers[column] ?? '')), ...[...beside].map(text)],
    ...[...rejected].map(([row, findings]) => [
      ...columns.map((column) => asWritten(cellIn(layout, row - 1, column), layout.sheet.typed)),
      { t: 'n' as const, v: row },
      text(reasons(findings, 'zh')),
      text(reasons(findings, 'en')),
    ]),
  ];
  return utils.aoa_to_sheet(cells);
}

function cellIn(layout: Layout, row: number, column: number): Cell {
  return layout.sheet.rows[row]?.[column] ?? layout.filled.get(row)?.get(column) ?? null;
}

function reasons(findings: readonly Finding[], language: 'zh' | 'en'): string {
  return findings
    .map(({ column, message }) => (column === null ? '' : `[${column.replace(/\s+/gu, '')}] `) + message[language])
    .join('\n');
}

function text(value: string): CellObject {
  return { t: 's', v: value, z: TEXT };
}

function asWritten(cell: Cell, typed: boolean): CellObject {
  if (cell === null) return { t: 'z' };
  if (typeof cell === 'number') return { t: 'n', v: cell };
  if (typeof cell === 'boolean') return { t: 'b', v: cell };
  // Text of a `.csv` that may have been a number stays one: as text it would no longer be ambiguous.
  if (typeof cell === 'string') return !typed && /^\d{4}\.1$/u.test(cell) ? { t: 'n', v: Number(cell) } : text(cell);
  if ('date' in cell) return { t: 'n', v: cell.date, z: 'yyyy-mm-dd' };
  if ('duration' in cell) return { t: 'n', v: cell.duration, z: '[h]:mm' };
  return { t: 'z' };
}

/** A name that a workbook can have and does not have yet. */
function sheetName(name: string, taken: readonly string[]): string {
  const allowed = name.replace(/[[\]:*?/\\]/gu, ' ').slice(0, LONGEST_SHEET_NAME) || '1';
  if (!taken.includes(allowed)) return allowed;
  for (let count = 2; ; count += 1) {
    const numbered = `${allowed.slice(0, LONGEST_SHEET_NAME - 5)} (${count})`;
    if (!taken.includes(numbered)) return numbered;
  }
}
