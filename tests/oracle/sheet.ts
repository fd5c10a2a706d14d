import { read } from '@e965/xlsx';
import { readFileSync } from 'node:fs';

/** One data row: its number as the spreadsheet counts, and its cells by normalised header. */
export interface Row {
  readonly number: number;
  readonly cell: (header: string) => Cell;
}

export type Cell = string | number | null;

/** Full-width characters become half-width, spaces of any kind vanish. */
export function plain(cell: Cell): string {
  return cell === null ? '' : String(cell).normalize('NFKC').replace(/\s/gu, '');
}

/** A code whose leading zeros a spreadsheet may have eaten. */
export function code(cell: Cell, digits: number): string {
  return plain(cell).padStart(digits, '0').toUpperCase();
}

/** A day as `YYYY-MM-DD` in every form in which the workbook writes one; a month alone is its first day. */
export function date(cell: Cell): string {
  const written = plain(cell);
  const parts =
    /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?$/u.exec(written) ??
    /^((?:19|20)\d\d)(\d\d)(\d\d)?$/u.exec(written);
  if (parts) return [parts[1], parts[2]?.padStart(2, '0'), (parts[3] ?? '1').padStart(2, '0')].join('-');
  if (!/^[2-5]\d{4}$/u.test(written)) throw new Error(`The oracle cannot read the date ${written}`);
  return new Date(Date.UTC(1899, 11, 30) + Number(written) * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The data rows of the named sheets: below the header, without blank rows, repeated headers and notes (a note fills the
 * first column alone, a data row always more).
 */
export function readSheets(
  file: URL,
  headerRows: Readonly<Record<string, number>>,
): ReadonlyMap<string, readonly Row[]> {
  const workbook = read(readFileSync(file), { dense: true, sheets: Object.keys(headerRows) });
  return new Map(
    Object.entries(headerRows).map(([name, headerRow]) => {
      const sheet = workbook.Sheets[name];
      const rows = sheet?.['!data'];
      if (!sheet || !rows) throw new Error(`The workbook has no sheet ${name}`);
      const value = (row: number, column: number): Cell => {
        const found = rows[row]?.[column]?.v;
        if (found === undefined) return null;
        return typeof found === 'number' ? found : String(found);
      };
      const merged = new Map<string, Cell>();
      for (const { s: first, e: last } of sheet['!merges'] ?? [])
        for (let row = first.r; row <= last.r; row += 1)
          if (row >= headerRow && last.r > first.r) merged.set(`${row} ${first.c}`, value(first.r, first.c));
      const headers = (rows[headerRow - 1] ?? []).map((_, column) => plain(value(headerRow - 1, column)));
      const data: Row[] = [];
      for (let row = headerRow; row < rows.length; row += 1) {
        const cells = headers.map((_, column) => merged.get(`${row} ${column}`) ?? value(row, column));
        const filled = cells.map(plain);
        if (filled.filter((text) => text !== '').length < 2) continue;
        if (filled.every((text, column) => text === headers[column])) continue;
        data.push({
          number: row + 1,
          cell: (header) => {
            const column = headers.findIndex((text) => text.startsWith(header));
            if (column < 0) throw new Error(`${name} has no column ${header}`);
            return cells[column] ?? null;
          },
        });
      }
      return [name, data] as const;
    }),
  );
}
