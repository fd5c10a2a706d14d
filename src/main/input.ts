import { readFile } from 'node:fs/promises';
import { Problem, systemCode } from '../../graph/embedded/problem.js';

/** Reads a file that a person named. @throws Problem */
export async function readInput(file: string): Promise<Buffer> {
  try {
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
