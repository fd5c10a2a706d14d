import type { Cell, Report } from './report.ts';

const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet program takes for the beginning of a formula, in a text that comes from a `.csv`. */
const FORMULA = /^[=+\-@\t\r]/u;

/**
 * The report as a `.csv` by RFC 4180, in UTF-8 with a mark: the title, the notes, an empty line, the headers and the rows. A
 * text that a spreadsheet program would take for a formula gets an apostrophe in front; numbers stay numbers.
 */
export function writeCsv({ title, notes, columns, rows }: Report): Uint8Array {
  const lines: readonly (readonly Cell[])[] = [[title], ...notes, [], columns.map(({ header }) => header), ...rows];
  const text = lines.map((cells) => cells.map(field).join(',')).join('\r\n');
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${text}\r\n`);
}

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.day;
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
