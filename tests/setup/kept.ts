import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { GraphOptions } from '../../graph/session.ts';

/** Where `npm run db` keeps the tests' database; `TEST_DB` names another folder. */
export const KEPT_FOLDER = process.env['TEST_DB'] ?? fileURLToPath(new URL('../../data/tests', import.meta.url));
const RECORD = path.join(KEPT_FOLDER, 'connection.json');

const connectionSchema = z.object({ uri: z.string(), user: z.string(), password: z.string(), database: z.string() });
export type KeptConnection = Pick<GraphOptions, 'uri' | 'user' | 'password' | 'database'>;

/** Says to tests where the database is. */
export function keepConnection(connection: KeptConnection): Promise<void> {
  return writeFile(RECORD, JSON.stringify(connection), { mode: 0o600 });
}

export function forgetKept(): Promise<void> {
  return rm(RECORD, { force: true });
}

/** How to reach the database that is kept running; null when none is. */
export async function keptConnection(): Promise<KeptConnection | null> {
  let record: string;
  try {
    record = await readFile(RECORD, 'utf8');
  } catch {
    return null;
  }
  return connectionSchema.parse(JSON.parse(record));
}
