import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../graph/embedded/problem.js';
import type { Graph } from '../../graph/session.ts';
import type { CityModel, RosterImport } from '../../seeds/cities/generate.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { type Mapping, shippedMapping } from '../intake/mapping.ts';
import { importRuns, runImport } from '../services/import.ts';
import { shippedPolicyChanges } from '../services/policy.ts';
import { loadPolicies } from '../services/policyLoading.ts';
import { findRegion } from '../services/region.ts';
import type { Progress } from './database.ts';
import { importProgress } from './importProgress.ts';
import { policyFiles } from './policyFiles.ts';
import { describePolicyOutcome } from './policyReport.ts';

/** More runs than a city's imports: enough to see whether there are others. */
const RUNS_LOOKED_AT = 50;

/**
 * Writes a made-up city: the policies that are missing, then its rosters as of one day after the other. Imports that were
 * applied already are left out, so that what was interrupted is completed.
 *
 * @param by who imports, as the audit names it: the runs of another are other rosters
 * @throws Problem when the region holds rosters of somebody else, or the same city at another scale
 */
export async function writeCity(graph: Graph, model: CityModel, by: string, progress: Progress): Promise<void> {
  await loadCityPolicies(graph, model, by);
  const done = await appliedImports(graph, model.imports, by);
  const mapping = await mappingOf(model);
  for (const [index, each] of model.imports.entries()) {
    if (index < done) continue;
    progress(`${model.plan.parameters.title.en}: roster ${index + 1} of ${model.imports.length}, as of ${each.asOf}`);
    await writeRoster(graph, each, { mapping, by, progress });
  }
}

interface Writing {
  readonly mapping: Mapping;
  readonly by: string;
  readonly progress: Progress;
}

async function writeRoster(graph: Graph, { regionCode, asOf, files }: RosterImport, writing: Writing): Promise<void> {
  const { mapping, by, progress } = writing;
  const report = await runImport(
    { graph, mapping, onProgress: importProgress(progress) },
    {
      files: files.map(({ name, text }) => ({ name, bytes: Buffer.from(text, 'utf8') })),
      regionCode,
      asOf,
      corrects: null,
      by,
      scope: PROGRAM_SCOPE,
      dryRun: false,
    },
  );
  const rejected = report.findings.find(({ severity }) => severity === 'error');
  if (rejected !== undefined) {
    const { file, row, column, message } = rejected;
    throw new Error(`a row of a made-up roster was rejected: ${file} ${row ?? ''} ${column ?? ''} ${message.en}`);
  }
}

async function loadCityPolicies(graph: Graph, { plan }: CityModel, by: string): Promise<void> {
  const files = await policyFiles(plan.policyFiles);
  const changes = await shippedPolicyChanges(graph, PROGRAM_SCOPE, files);
  const missing = new Set(changes.flatMap(({ change, fileName }) => (change === 'missing' ? [fileName] : [])));
  const wanted = files.filter(({ fileName }) => missing.has(fileName));
  for (const outcome of await loadPolicies(graph, PROGRAM_SCOPE, wanted, by))
    if (outcome.outcome === 'refused') throw new Problem(describePolicyOutcome(outcome, 'en').join('\n'));
}

/**
 * How many imports of a row of them are applied, from the first one on.
 * @throws Problem when the body holds rosters of somebody else than `by`
 */
export async function appliedImports(
  graph: Graph,
  imports: readonly Pick<RosterImport, 'regionCode' | 'asOf'>[],
  by: string,
): Promise<number> {
  const [first] = imports;
  if (first === undefined) return 0;
  const issuer = await findRegion(graph, PROGRAM_SCOPE, first.regionCode, first.asOf);
  if (issuer === null) throw new Problem(`No region has the code ${first.regionCode} on ${first.asOf}.`);
  const runs = await importRuns(graph, PROGRAM_SCOPE, issuer, { skip: 0, limit: RUNS_LOOKED_AT });
  const other = runs.find((run) => run.state !== 'PLANNED' && run.by !== by);
  if (other !== undefined)
    throw new Problem(
      `${first.regionCode} holds rosters already (as of ${other.asOf}, by ${other.by}), and made-up ones are not put on top of others. Use a data folder of its own: MENTORGRAPH_SEED=none DATA_DIR=… npx mentorgraph seed …`,
    );
  const done = new Set(runs.filter(({ state }) => state === 'APPLIED').map(({ asOf }) => asOf));
  const missing = imports.findIndex(({ asOf }) => !done.has(asOf));
  return missing === -1 ? imports.length : missing;
}

async function mappingOf({ plan }: CityModel): Promise<Mapping> {
  const file = plan.mappingFile;
  if (file === null) return shippedMapping();
  return shippedMapping([{ name: path.basename(file), text: await readFile(file, 'utf8') }]);
}
