import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { importsSoFar } from '../../graph/emptiness.ts';
import { migrate } from '../../graph/migrations/index.ts';
import type { Graph } from '../../graph/session.ts';
import { DEMONSTRATION } from '../../seeds/demo.ts';
import { COUNTRY_CODE, officialRegions } from '../../seeds/regions/regions.ts';
import type { Config } from '../config.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { shanghaiClock } from '../services/clock.ts';
import { runImport } from '../services/import.ts';
import { findRegion, loadRegions } from '../services/region.ts';
import type { Progress } from './database.ts';
import { importProgress } from './importProgress.ts';

/** As the audit names it. */
const DEMONSTRATOR = 'demonstration';

/** Brings the database to this program's shape, with the region tree in it. Doing it again changes nothing. */
export async function layFoundation(graph: Graph, progress: Progress): Promise<void> {
  const applied = await migrate(graph);
  if (applied.length > 0) progress(`migrations applied: ${applied.join(', ')}`);
  if ((await findRegion(graph, PROGRAM_SCOPE, COUNTRY_CODE, shanghaiClock())) !== null) return;
  progress('loading the region tree');
  await loadRegions(graph, officialRegions());
}

/** Fills a database that nobody has filled yet, as MENTORGRAPH_SEED says; what an earlier start left unfinished is completed. */
export async function seed(graph: Graph, kind: Config['seed'], progress: Progress): Promise<void> {
  if (kind === 'none') return;
  const { byOthers, demonstrations } = await importsSoFar(graph, DEMONSTRATOR);
  if (byOthers === 0 && demonstrations < DEMONSTRATION.length) await importDemonstration(graph, progress);
}

/** Importing a roster again changes nothing. */
async function importDemonstration(graph: Graph, progress: Progress): Promise<void> {
  for (const { region, asOf, files } of DEMONSTRATION) {
    const sources = await Promise.all(
      files.map(async (file) => ({ name: path.basename(file), bytes: await readFile(file) })),
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
