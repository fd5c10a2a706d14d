import { CsvError, parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { UnreadableFile } from './unreadable.ts';
import type { Cell, SourceFile, SourceSheet } from './sheet.ts';

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

function recordsOf(name: string, text: string): Cell[][] {
  const delimiter = !text.slice(0, 4096).includes(',') && text.slice(0, 4096).includes('\t') ? '\t' : ',';
  try {
    const records: string[][] = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
    return records.map((record) => record.map((value) => (value === '' ? null : value)));
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableFile(name, 'damaged-file');
    throw error;
  }
}
