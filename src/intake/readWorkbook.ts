import { type CellObject, type WorkBook, type WorkSheet, read } from '@e965/xlsx';
import { zipSync } from 'fflate';
import { CellCount } from './cellLimits.ts';
import { FILE_LIMITS } from './limits.ts';
import { type Unpacked, unpack } from './unpack.ts';
import { UnreadableFile, tooLarge } from './unreadable.ts';
import type { Cell, MergedArea, SourceFile, SourceSheet } from './sheet.ts';

/** Days between the two ways in which spreadsheets count dates. */
const DAYS_1904 = 1462;
/** A spreadsheet has no more columns. */
const MOST_COLUMNS = 16_384;
const EMPTY_ROW: readonly Cell[] = [];
const ERRORS: ReadonlyMap<number, string> = new Map([
  [0, '#NULL!'],
  [7, '#DIV/0!'],
  [15, '#VALUE!'],
  [23, '#REF!'],
  [29, '#NAME?'],
  [36, '#NUM!'],
  [42, '#N/A'],
]);

/** Reads an `.xlsx`, or the cells of an `.xlsm`. @throws UnreadableFile */
export async function readWorkbook(file: SourceFile): Promise<SourceSheet[]> {
  const { name } = file;
  const { parts, active } = await unpack(file);
  const workbook = parse(name, parts);
  checkSheetNames(name, workbook.SheetNames);
  const offset = workbook.Workbook?.WBProps?.date1904 === true ? DAYS_1904 : 0;
  const count = new CellCount(name);
  const sheets = workbook.SheetNames.map((sheetName, index): SourceSheet => {
    const sheet = workbook.Sheets[sheetName];
    // A sheet that is listed and could not be parsed is left out without a word: its rows must not be lost like that.
    if (!sheet) throw new UnreadableFile(name, 'damaged-file');
    const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    const rows = hidden ? [] : rowsOf(name, sheet, offset, count);
    return {
      file: name,
      name: sheetName,
      hidden,
      typed: true,
      rows,
      merged: hidden ? [] : mergedOf(name, sheet, rows),
      ...(index === 0 && active.length > 0 ? { active } : {}),
    };
  });
  if (sheets.every(({ hidden }) => hidden)) throw new UnreadableFile(name, 'no-sheets');
  return sheets;
}

function checkSheetNames(name: string, sheetNames: readonly string[]): void {
  if (sheetNames.length > FILE_LIMITS.sheets) throw tooLarge(name, 'sheets');
  if (sheetNames.some((sheetName) => sheetName.length > FILE_LIMITS.sheetName))
    throw new UnreadableFile(name, 'damaged-file');
  // Only one of them could be asked for.
  if (new Set(sheetNames).size < sheetNames.length) throw new UnreadableFile(name, 'repeated-sheet-name');
}

function parse(name: string, parts: Unpacked['parts']): WorkBook {
  try {
    // Only what was counted is handed on, and so nothing that the workbook carries besides its cells.
    const bytes = zipSync(parts, { level: 0 });
    // Stubs: a formula that was never computed is a cell without a value.
    return read(bytes, {
      type: 'array',
      dense: true,
      sheetStubs: true,
      cellFormula: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
    });
  } catch (error) {
    const protectedFile = error instanceof Error && /password|encrypt/iu.test(error.message);
    throw new UnreadableFile(name, protectedFile ? 'password-protected' : 'damaged-file');
  }
}

function rowsOf(name: string, sheet: WorkSheet, dateOffset: number, count: CellCount): (readonly Cell[])[] {
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  if (data.length > FILE_LIMITS.rows) throw tooLarge(name, 'rows');
  const rows: (readonly Cell[])[] = [];
  // Rows that were never written are holes, which are stepped over until something is filled further down.
  data.forEach((cells, row) => {
    if (cells === undefined || cells.length === 0) return;
    if (cells.length > MOST_COLUMNS) throw new UnreadableFile(name, 'damaged-file');
    const filled = count.take(
      row,
      Array.from(cells, (cell) => cellOf(cell, dateOffset)),
    );
    if (filled.length === 0) return;
    while (rows.length < row) rows.push(EMPTY_ROW);
    rows.push(filled);
  });
  return rows;
}

function cellOf(cell: CellObject | undefined, dateOffset: number): Cell {
  if (cell === undefined) return null;
  if (cell.f !== undefined) return { formula: `=${cell.f}` };
  if (cell.t === 's') return typeof cell.v === 'string' ? cell.v : null;
  if (cell.t === 'n' && typeof cell.v === 'number') return numberOf(cell.v, cell.z, dateOffset);
  if (cell.t === 'b') return cell.v === true;
  if (cell.t === 'e') return { error: ERRORS.get(Number(cell.v)) ?? '#ERROR' };
  return null;
}

const formats = new Map<string, 'number' | 'date' | 'duration'>();

function numberOf(value: number, format: number | string | undefined, dateOffset: number): Cell {
  if (typeof format !== 'string' || format === 'General') return value;
  let sort = formats.get(format);
  if (sort === undefined) {
    sort = sortOfFormat(format);
    formats.set(format, sort);
  }
  if (sort === 'date') return { date: value + dateOffset };
  return sort === 'duration' ? { duration: value } : value;
}

/** What a number format shows: a date has a year or a day in it, a length of time only hours, minutes and seconds. */
function sortOfFormat(format: string): 'number' | 'date' | 'duration' {
  const [positive = ''] = format.split(';');
  const elapsed = /\[(h+|m+|s+)\]/iu.test(positive);
  const letters = positive.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gu, '').toLowerCase();
  if (/[yde]/u.test(letters) && !/e[+-]/u.test(letters)) return 'date';
  if (elapsed || /[hs]/u.test(letters)) return 'duration';
  return letters.includes('m') ? 'date' : 'number';
}

/** Merged areas as far as something is filled: an area may be as large as the sheet. One over several rows stays so. */
function mergedOf(name: string, sheet: WorkSheet, rows: SourceSheet['rows']): MergedArea[] {
  let covered = 0;
  return (sheet['!merges'] ?? []).flatMap(({ s, e }): MergedArea[] => {
    if (s.r >= rows.length || s.c >= FILE_LIMITS.columns) return [];
    const bottom = Math.min(e.r, Math.max(rows.length - 1, s.r + 1));
    // Areas never overlap, so that together they cover no more rows of columns than there can be cells.
    covered += bottom - s.r + 1;
    if (covered > FILE_LIMITS.cells) throw new UnreadableFile(name, 'damaged-file');
    return [{ top: s.r, left: s.c, bottom, right: Math.min(e.c, FILE_LIMITS.columns) }];
  });
}
