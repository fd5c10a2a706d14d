import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import type { Cell, Report } from './report.ts';

/**
 * The report as an `.xlsx` of one sheet: the title, the notes, an empty row, the headers and the rows. Texts are kept as
 * texts: what looks like a formula is none. Days are dates, written as everywhere.
 */
export async function writeSpreadsheet({ title, sheet, notes, columns, rows }: Report): Promise<Uint8Array> {
  const data: SheetData = [
    [{ type: String, value: title, fontWeight: 'bold' }],
    ...notes.map(([label, value]) => [cell(label), cell(value)]),
    [],
    columns.map(({ header }) => ({ type: String, value: header, fontWeight: 'bold' as const })),
    ...rows.map((cells) => cells.map(cell)),
  ];
  return writeExcelFile(data, {
    sheet,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: notes.length + 3,
  }).toBuffer();
}

function cell(value: Cell) {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return { type: Number, value };
  if (typeof value === 'object')
    return { type: Date, value: new Date(`${value.day}T00:00:00.000Z`), format: 'yyyy-mm-dd' };
  return { type: String, value };
}
