/**
 * Importing the demonstration city's workbook: reading, checking, planning and writing apart, a second import that changes
 * nothing, the most memory that the process took, and the speed of writing against the bare driver that creates the same
 * nodes and relationships. Both write into cities of their own in one database, in turn and each first once, so that neither
 * profits from what the other warmed up.
 *
 * `ROUNDS` (4) says how often they are compared.
 *
 *   node --import tsx bench/import.ts                                        a Neo4j of its own on a temporary folder
 *   node --import tsx bench/import.ts bolt://neo4j:PASSWORD@127.0.0.1:7687   an empty one that is there
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import neo4j from 'neo4j-driver';
import { migrate } from '../graph/migrations/index.ts';
import { createRun } from '../graph/importRun.ts';
import { Graph, type GraphOptions } from '../graph/session.ts';
import type { ImportRunId } from '../src/domain/identifier.ts';
import { changeCounts, kindsOf } from '../src/domain/importRun.ts';
import { PROGRAM_SCOPE } from '../src/domain/scope.ts';
import { type ImportTimes, runImport } from '../src/services/import.ts';
import { type PreparedImport, prepareImport } from '../src/services/importPlanning.ts';
import { writeImport } from '../src/services/importWriting.ts';
import { newId } from '../src/services/rosterKeys.ts';
import { AS_OF, InventedCity } from '../tests/graph/import/city.ts';
import { startTemporaryNeo4j } from '../tests/setup/neo4j.ts';
import { bareRows, writeBare } from './bareImport.ts';

const COUNTIES = [
  '红塔区',
  '江川区',
  '通海县',
  '华宁县',
  '澄江市',
  '易门县',
  '峨山彝族自治县',
  '新平彝族傣族自治县',
  '元江哈尼族彝族傣族自治县',
];
const ROUNDS = Number(process.env['ROUNDS'] ?? 4);

const [address] = process.argv.slice(2);
const temporary = address === undefined ? await startTemporaryNeo4j() : null;
const connection: GraphOptions = temporary?.neo4j ?? connectionOf(address ?? '');
const graph = new Graph(connection);
const bare = neo4j.driver(connection.uri, neo4j.auth.basic(connection.user, connection.password), {
  disableLosslessIntegers: true,
});
const file = {
  name: 'yuxi-2025.xlsx',
  bytes: await readFile(new URL('../seeds/cities/yuxi/yuxi-2025.xlsx', import.meta.url)),
};

try {
  await migrate(graph);
  const city = await InventedCity.found(graph, COUNTIES);
  await timed('first import', city);
  await timed('second import, which changes nothing', city);
  console.log(`most memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);

  const ours: number[] = [];
  const bares: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const turns = [
      async () => ours.push(await writeOurs(await prepared())),
      async () => bares.push(await writeBare(bare, connection.database, bareRows(await prepared()))),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
    console.log(`round ${round + 1}: writing ${seconds(ours[round])}, the bare driver ${seconds(bares[round])}`);
  }
  console.log(
    `writing takes ${(median(ours) / median(bares)).toFixed(2)} × the bare driver's time (medians ${seconds(median(ours))} and ${seconds(median(bares))})`,
  );
} finally {
  await bare.close();
  await graph.close();
  await temporary?.remove();
}

async function timed(what: string, city: InventedCity): Promise<void> {
  const started = performance.now();
  const { times, changes } = await runImport(
    { graph },
    {
      files: [file],
      regionCode: city.code,
      asOf: AS_OF,
      corrects: null,
      by: 'bench',
      dryRun: false,
      scope: PROGRAM_SCOPE,
    },
  );
  const parts = (['reading', 'checking', 'planning', 'writing'] satisfies (keyof ImportTimes)[]).map(
    (phase) => `${phase} ${seconds(times[phase])}`,
  );
  console.log(`${what}: ${seconds(performance.now() - started)} (${parts.join(', ')}), ${JSON.stringify(changes)}`);
}

/** The workbook planned for a new city. */
async function prepared(): Promise<PreparedImport> {
  const city = await InventedCity.found(graph, COUNTIES);
  return prepareImport(graph, PROGRAM_SCOPE, { files: [file], issuer: city.id, asOf: AS_OF, corrects: null });
}

async function writeOurs(planned: PreparedImport): Promise<number> {
  const { plan } = planned;
  const id = newId<ImportRunId>();
  return writeImport(graph, planned, {
    id,
    by: 'bench',
    record: (transaction) =>
      createRun(
        transaction,
        {
          ...plan,
          id,
          by: 'bench',
          state: 'PLANNED',
          kinds: kindsOf(plan),
          changes: changeCounts(plan),
          confirmed: [],
          missing: 0,
          errors: 0,
          warnings: 0,
        },
        [],
      ),
  });
}

function connectionOf(text: string): GraphOptions {
  const { protocol, host, username, password } = new URL(text);
  return { uri: `${protocol}//${host}`, user: username, password, database: 'neo4j' };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

function seconds(milliseconds = 0): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
