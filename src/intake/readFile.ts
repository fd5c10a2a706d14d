import { readText } from './readText.ts';
import { hasPassword, readWorkbook } from './readWorkbook.ts';
import { isCompoundFile, isZip } from './signature.ts';
import { UnreadableFile } from './unreadable.ts';
import type { SourceFile, SourceSheet } from './sheet.ts';

/** Reads one file, by what its bytes are and not by what it is called. @throws UnreadableFile */
export function readFile(file: SourceFile): SourceSheet[] {
  if (file.bytes.length === 0) throw new UnreadableFile(file.name, 'empty-file');
  if (isZip(file.bytes)) return readWorkbook(file);
  if (isCompoundFile(file.bytes))
    throw new UnreadableFile(file.name, hasPassword(file.bytes) ? 'password-protected' : 'old-format');
  return [readText(file)];
}
