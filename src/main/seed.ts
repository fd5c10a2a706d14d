import path from 'node:path';
import { Problem } from '../../graph/embedded/problem.js';
import { countContents } from '../../graph/emptiness.ts';
import { migrate } from '../../graph/migrations/index.ts';
import type { Graph } from '../../graph/session.ts';
import { readCityPlan } from '../../seeds/cities/cityPlan.ts';
import { generateCity } from '../../seeds/cities/generate.ts';
import { DEMONSTRATION, DEMONSTRATION_CITIES, shippedPolicies } from '../../seeds/demo.ts';
import { COUNTRY_CODE, officialRegions } from '../../seeds/regions/regions.ts';
import type { Config } from '../config.ts';
import { parsePolicies } from '../domain/policy/parse.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { shanghaiClock } from '../services/clock.ts';
import { runImport } from '../services/import.ts';
import { type PolicyFile, shippedPolicyChanges } from '../services/policy.ts';
import { loadPolicies } from '../services/policyLoading.ts';
import { findRegion, loadRegions } from '../services/region.ts';
import { bringTextsUpToDate } from '../services/searchText.ts';
import { appliedImports, writeCity } from './citySeed.ts';
import type { Progress } from './database.ts';
import { importProgress } from './importProgress.ts';
import { readInput } from './input.ts';
import { policyFiles } from './policyFiles.ts';
import { describePolicyOutcome } from './policyReport.ts';

/** As the audit names it. */
const DEMONSTRATOR = 'demonstration';

/** Brings the database to this program's shape, with the region tree in it. Doing it again changes nothing. */
export async function layFoundation(graph: Graph, progress: Progress): Promise<void> {
  const applied = await migrate(graph);
  if (applied.length > 0) progress(`migrations applied: ${applied.join(', ')}`);
  await bringTextsUpToDate(graph, (written) => {
    progress(`making names searchable: ${written}`);
  });
  if ((await findRegion(graph, PROGRAM_SCOPE, COUNTRY_CODE, shanghaiClock())) !== null) return;
  progress('loading the region tree');
  await loadRegions(graph, officialRegions());
}

/**
 * Loads the shipped policies into a database that nobody has filled yet. A shipped file that differs from what the database
 * holds is named, never applied.
 */
export async function seedPolicies(graph: Graph, kind: Config['seed'], progress: Progress): Promise<void> {
  const files = await policyFiles(shippedPolicies());
  const changes = await shippedPolicyChanges(graph, PROGRAM_SCOPE, files);
  const missing = new Set(changes.flatMap(({ change, fileName }) => (change === 'missing' ? [fileName] : [])));
  if (missing.size > 0 && kind === 'demo' && (await isUnfilled(graph, files))) {
    progress('loading the shipped policies');
    const wanted = files.filter(({ fileName }) => missing.has(fileName));
    for (const outcome of await loadPolicies(graph, PROGRAM_SCOPE, wanted, DEMONSTRATOR))
      if (outcome.outcome === 'refused') throw new Problem(describePolicyOutcome(outcome, 'en').join('\n'));
  }
  for (const { fileName, policy, from } of changes.filter(({ change }) => change === 'differs'))
    progress(
      `${fileName} differs from policy ${policy} of ${from} in the database, which stays in force (to apply it: npx mentorgraph policy load ${fileName})`,
    );
}

/** Imports the demonstration into a database that nobody has filled yet; what an earlier start left unfinished is completed. */
async function seedDemonstration(graph: Graph, progress: Progress): Promise<void> {
  if (!(await isUnfilled(graph, await policyFiles(shippedPolicies())))) return;
  const { demonstrations } = await countContents(graph, DEMONSTRATOR, []);
  const made = DEMONSTRATION_CITIES.map(({ city }) => readCityPlan(city).parameters.imports.length);
  const all = made.reduce((sum, imports) => sum + imports, DEMONSTRATION.length);
  if (demonstrations >= all) return;
  await importDemonstration(graph, progress);
  for (const { city, scale } of DEMONSTRATION_CITIES) {
    progress(`making up ${city} at ${scale} of its size`);
    await writeCity(graph, generateCity(city, scale), DEMONSTRATOR, progress);
  }
}

async function isUnfilled(graph: Graph, shipped: readonly PolicyFile[]): Promise<boolean> {
  const ofCities = await policyFiles(DEMONSTRATION_CITIES.flatMap(({ city }) => readCityPlan(city).policyFiles));
  const files = [...shipped, ...ofCities];
  const codes = files.flatMap(({ text }) => parsePolicies(text).map(({ document }) => document?.policy ?? ''));
  const { importsByOthers, otherPolicies } = await countContents(graph, DEMONSTRATOR, codes);
  return importsByOthers === 0 && otherPolicies === 0;
}

/** Everything in the right order, for an API or a test that begins with the demonstration. */
export async function seed(graph: Graph, kind: Config['seed'], progress: Progress): Promise<void> {
  await layFoundation(graph, progress);
  await seedPolicies(graph, kind, progress);
  if (kind === 'demo') await seedDemonstration(graph, progress);
}

async function importDemonstration(graph: Graph, progress: Progress): Promise<void> {
  for (const { region, asOf, files } of DEMONSTRATION) {
    if ((await appliedImports(graph, [{ regionCode: region, asOf }], DEMONSTRATOR)) > 0) continue;
    const sources = await Promise.all(
      files.map(async (file) => ({ name: path.basename(file), bytes: await readInput(file) })),
    );
    await runImport(
      { graph, onProgress: importProgress(progress) },
      {
        files: sources,
        regionCode: region,
        asOf,
        corrects: null,
        by: DEMONSTRATOR,
        scope: PROGRAM_SCOPE,
        dryRun: false,
      },
    );
  }
}
