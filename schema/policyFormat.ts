/** Prints docs/policy.schema.json; with --check it only says whether the file is what it would print. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { policySchema } from '../src/domain/policy/schema.ts';

const FILE = new URL('../docs/policy.schema.json', import.meta.url);
const printed = `${JSON.stringify(policySchema(), null, 1)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== printed) {
    process.stderr.write('docs/policy.schema.json is not what the readers take: npm run generate\n');
    process.exitCode = 1;
  }
} else writeFileSync(FILE, printed);
