import process from 'node:process';
import { Problem } from '../../graph/embedded/problem.js';
import { GraphUnavailable } from '../../graph/session.ts';
import { readConfig } from '../config.ts';
import { NoSuchPlace } from '../services/account.ts';
import { ExportRefused } from '../services/export.ts';
import { UndoRefused } from '../services/importUndo.ts';
import { BadMapping, ImportRefused, UnreadableFile } from '../services/import.ts';

/** What a person can put right is printed as it stands; anything else keeps its stack. */
const EXPECTED = [Problem, NoSuchPlace, GraphUnavailable];

/** The same, told in the language of the terminal. */
const IN_BOTH_LANGUAGES = [ImportRefused, UnreadableFile, BadMapping, ExportRefused, UndoRefused];

/** The exit code of an import that has no result: 0 and 1 are results. */
export const EXIT_NOTHING_DONE = 2;

/** Ends a command that failed. */
export function leaveWith(error: unknown, code = 1): never {
  process.stderr.write(`${textOf(error)}\n`);
  process.exit(code);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  for (const kind of IN_BOTH_LANGUAGES) {
    if (!(error instanceof kind)) continue;
    const text = error.text[languageOfTerminal()];
    return error instanceof UnreadableFile ? `${error.file}: ${text}` : text;
  }
  return EXPECTED.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}

/** English where what failed is the reading of the settings. */
function languageOfTerminal(): 'zh' | 'en' {
  try {
    return readConfig().language;
  } catch {
    return 'en';
  }
}
