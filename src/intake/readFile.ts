import { FILE_LIMITS } from './limits.ts';
import { readText } from './readText.ts';
import { readWorkbook } from './readWorkbook.ts';
import { isZip, strangerOf } from './signature.ts';
import { UnreadableFile, tooLarge } from './unreadable.ts';
import type { SourceFile, SourceSheet } from './sheet.ts';

/** Reads one file, by what its bytes are and not by what it is called. @throws UnreadableFile */
export async function readFile(file: SourceFile): Promise<SourceSheet[]> {
  if (file.bytes.length === 0) throw new UnreadableFile(file.name, 'empty-file');
  if (file.bytes.length > FILE_LIMITS.bytes) throw tooLarge(file.name, 'bytes');
  if (isZip(file.bytes)) return readWorkbook(file);
  const stranger = strangerOf(file.bytes);
  if (stranger !== null) throw new UnreadableFile(file.name, stranger);
  return [readText(file)];
}
