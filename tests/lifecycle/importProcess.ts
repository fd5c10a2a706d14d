/** Imports one file into a city and says on standard output where it is: a process for tests to kill. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { Graph } from '../../graph/session.ts';
import { toDay } from '../../src/domain/day.ts';
import { PROGRAM_SCOPE } from '../../src/domain/scope.ts';
import { runImport } from '../../src/services/import.ts';

const [connection = '', file = '', regionCode = '', asOf = ''] = process.argv.slice(2);
const graph = new Graph(JSON.parse(connection) as ConstructorParameters<typeof Graph>[0]);
let writing = false;
await runImport(
  {
    graph,
    onProgress: ({ phase }) => {
      if (phase === 'writing' && !writing) process.stdout.write('writing\n');
      writing ||= phase === 'writing';
    },
  },
  {
    files: [{ name: 'roster.xlsx', bytes: await readFile(file) }],
    regionCode,
    asOf: toDay(asOf),
    corrects: null,
    by: 'tests',
    dryRun: false,
    scope: PROGRAM_SCOPE,
  },
);
process.stdout.write('done\n');
await graph.close();
