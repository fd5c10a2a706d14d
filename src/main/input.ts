import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Problem, systemCode } from '../../graph/embedded/problem.js';
import { FILE_LIMITS } from '../intake/limits.ts';
import { tooLarge } from '../intake/unreadable.ts';

/** Reads a file that a person named. @throws Problem; UnreadableFile when it is larger than any that is read */
export async function readInput(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > FILE_LIMITS.bytes) throw tooLarge(path.basename(file), 'bytes');
    return await readFile(file);
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    throw new Problem(`${file} cannot be read: ${REASONS[code] ?? code}.`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
};
