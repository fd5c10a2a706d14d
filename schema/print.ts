/** Prints the schema to `schema/schema.graphql`; with `--check` it only says whether the committed file is the same. */
import { readFileSync, writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { schema } from './index.ts';

const file = new URL('schema.graphql', import.meta.url);
const printed = `${printSchema(schema)}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, printed);
else if (readCommitted() !== printed) {
  console.error('schema/schema.graphql is not what the program serves. Run: npm run generate');
  process.exitCode = 1;
}

function readCommitted(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
