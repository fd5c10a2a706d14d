import { migrate } from '../../graph/migrations/index.ts';
import type { Graph } from '../../graph/session.ts';
import { COUNTRY_CODE, officialRegions } from '../../seeds/regions/regions.ts';
import type { Config } from '../config.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { shanghaiClock } from '../services/clock.ts';
import { findRegion, loadRegions } from '../services/region.ts';
import type { Progress } from './database.ts';

/** Brings the database to this program's shape, with the region tree in it. Doing it again changes nothing. */
export async function layFoundation(graph: Graph, progress: Progress): Promise<void> {
  const applied = await migrate(graph);
  if (applied.length > 0) progress(`migrations applied: ${applied.join(', ')}`);
  if ((await findRegion(graph, PROGRAM_SCOPE, COUNTRY_CODE, shanghaiClock())) !== null) return;
  progress('loading the region tree');
  await loadRegions(graph, officialRegions());
}

/** Fills an empty database as MENTORGRAPH_SEED says. */
export async function seed(graph: Graph, config: Config, progress: Progress): Promise<void> {
  await layFoundation(graph, progress);
  if (config.seed === 'none') return;
}
