import path from 'node:path';
import type { PolicyFile } from '../services/policy.ts';
import { readInput } from './input.ts';

/** Reads policy files, named as seen from the working folder. @throws Problem */
export async function policyFiles(names: readonly string[]): Promise<PolicyFile[]> {
  return Promise.all(
    names.map(async (name) => ({ fileName: path.relative('', name), text: (await readInput(name)).toString('utf8') })),
  );
}
