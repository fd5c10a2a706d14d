import { CsvError, parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import type { Text } from '../domain/roster.ts';
import { CellCount } from './cellLimits.ts';
import { FILE_LIMITS } from './limits.ts';
import { UnreadableFile, tooLarge } from './unreadable.ts';
import type { Cell, SourceFile, SourceSheet } from './sheet.ts';

/** Characters of one row: as many as its cells may have, were a tenth of them as long as may be. */
const LONGEST_RECORD = 1024 * 1024;
/** A character that a decoder puts where bytes mean nothing. */
const UNDECODED = '\uFFFD';

/**
 * Reads a `.csv`: UTF-8 with or without a mark, UTF-16 with one, or GB18030, which spreadsheets write on Chinese systems
 * without a mark. Bytes that are valid UTF-8 are UTF-8: Chinese text in GB18030 practically never is.
 * @throws UnreadableFile
 */
export function readText({ name, bytes }: SourceFile): SourceSheet {
  const text = decode(name, bytes);
  return { file: name, name, hidden: false, typed: false, rows: recordsOf(name, text), merged: [] };
}

function decode(name: string, bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0)) throw new UnreadableFile(name, 'not-a-spreadsheet');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = iconv.decode(Buffer.from(bytes), 'gb18030');
    if (text.includes(UNDECODED)) throw new UnreadableFile(name, 'unknown-encoding');
    return text;
  }
}

function recordsOf(name: string, text: string): (readonly Cell[])[] {
  const delimiter = !text.slice(0, 4096).includes(',') && text.slice(0, 4096).includes('\t') ? '\t' : ',';
  const count = new CellCount(name);
  const rows: (readonly Cell[])[] = [];
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: LONGEST_RECORD,
      // Called for each row while the text is read, so that a text beyond the bounds is never held as cells.
      on_record: (record: string[]) => {
        if (rows.length === FILE_LIMITS.rows) throw tooLarge(name, 'rows');
        rows.push(
          count.take(
            rows.length,
            record.map((value) => (value === '' ? null : value)),
          ),
        );
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableFile(name, 'damaged-file', where(error));
    throw error;
  }
  while (rows.at(-1)?.length === 0) rows.pop();
  return rows;
}

/** What is wrong in which line, as far as the parser tells. */
function where(error: CsvError): Text {
  const line = typeof error['lines'] === 'number' ? error['lines'] : null;
  if (line === null) return { zh: '', en: '' };
  return error.code === 'CSV_MAX_RECORD_SIZE'
    ? {
        zh: `到第 ${line} 行为止的一行数据太长：可能是少了一个引号或换行。`,
        en: `A row that ends or breaks off in line ${line} is too long: a quotation mark or the ends of the lines may be missing.`,
      }
    : {
        zh: `到第 ${line} 行为止，引号不成对。`,
        en: `Quotation marks do not match; the parser stopped in line ${line}.`,
      };
}
