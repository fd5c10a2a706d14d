import process from 'node:process';
import { Problem } from '../../graph/embedded/problem.js';
import { GraphUnavailable } from '../../graph/session.ts';
import { NoSuchPlace } from '../services/account.ts';
import { ExportRefused } from '../services/export.ts';
import { UndoRefused } from '../services/importUndo.ts';
import { BadMapping, ImportRefused, UnreadableFile } from '../services/import.ts';

/** What a person can put right is printed as it stands; anything else keeps its stack. */
const EXPECTED = [
  Problem,
  NoSuchPlace,
  GraphUnavailable,
  ImportRefused,
  UnreadableFile,
  BadMapping,
  ExportRefused,
  UndoRefused,
];

/** The exit code of an import that has no result: 0 and 1 are results. */
export const EXIT_NOTHING_DONE = 2;

/** Ends a command that failed. */
export function leaveWith(error: unknown, code = 1): never {
  const expected = error instanceof Error && EXPECTED.some((kind) => error instanceof kind);
  process.stderr.write(`${expected ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(code);
}
