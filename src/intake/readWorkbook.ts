import { type CellObject, type WorkBook, type WorkSheet, read } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { UnreadableFile } from './unreadable.ts';
import type { Cell, MergedArea, SourceFile, SourceSheet } from './sheet.ts';

/** What a workbook may hold once unpacked, in bytes; Yuxi's ten sheets take about a fifth of it. */
const LARGEST_UNPACKED = 256 * 1024 * 1024;
/** Days between the two ways in which spreadsheets count dates. */
const DAYS_1904 = 1462;
const ERRORS: ReadonlyMap<number, string> = new Map([
  [0, '#NULL!'],
  [7, '#DIV/0!'],
  [15, '#VALUE!'],
  [23, '#REF!'],
  [29, '#NAME?'],
  [36, '#NUM!'],
  [42, '#N/A'],
]);

/** Which of the two a compound file is: only the one under a password has a part of this name, in UTF-16. */
export function hasPassword(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
}

/** Reads an `.xlsx`. @throws UnreadableFile */
export function readWorkbook({ name, bytes }: SourceFile): SourceSheet[] {
  checkSizes(name, bytes);
  const workbook = parse(name, bytes);
  const offset = workbook.Workbook?.WBProps?.date1904 === true ? DAYS_1904 : 0;
  const sheets = workbook.SheetNames.map((sheetName, index): SourceSheet => {
    const sheet = workbook.Sheets[sheetName];
    // A sheet that is listed and could not be parsed is left out without a word: its rows must not be lost like that.
    if (!sheet) throw new UnreadableFile(name, 'damaged-file');
    const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    return {
      file: name,
      name: sheetName,
      hidden,
      typed: true,
      rows: hidden ? [] : rowsOf(sheet, offset),
      merged: hidden ? [] : mergedOf(sheet),
    };
  });
  if (sheets.every(({ hidden }) => hidden)) throw new UnreadableFile(name, 'no-sheets');
  return sheets;
}

/** The sizes that the zip declares bound what unpacking takes, so they are checked before anything is unpacked. */
function checkSizes(name: string, bytes: Uint8Array): void {
  let unpacked = 0;
  const entries = new Set<string>();
  try {
    unzipSync(bytes, {
      filter(entry) {
        unpacked += entry.originalSize;
        entries.add(entry.name);
        return false;
      },
    });
  } catch {
    throw new UnreadableFile(name, 'damaged-file');
  }
  if (!entries.has('xl/workbook.xml') && !entries.has('xl/workbook.bin'))
    throw new UnreadableFile(name, 'not-a-spreadsheet');
  if (unpacked > LARGEST_UNPACKED) throw new UnreadableFile(name, 'too-large');
}

function parse(name: string, bytes: Uint8Array): WorkBook {
  try {
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

function rowsOf(sheet: WorkSheet, dateOffset: number): Cell[][] {
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  // Rows and cells that were never written are holes, over which `map` would step.
  return Array.from(data, (row = []) => Array.from(row, (cell) => cellOf(cell, dateOffset)));
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

function mergedOf(sheet: WorkSheet): MergedArea[] {
  return (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));
}
