import type { Logger } from 'pino';
import type { Graph } from '../../graph/session.ts';
import { COUNTRY_CODE } from '../../seeds/regions/regions.ts';
import type { Config } from '../config.ts';
import { type Server, createServer } from '../server.ts';
import type { Metrics } from '../server/metrics.ts';
import { signInPath } from '../server/pages.ts';
import { createSignInLink } from '../services/account.ts';
import { shanghaiClock } from '../services/clock.ts';
import { addressProblem } from './address.ts';
import type { Progress } from './database.ts';
import { seed } from './seed.ts';

export interface ServeDeps {
  readonly graph: Graph;
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly progress: Progress;
}

export interface Served {
  readonly server: Server;
  readonly address: string;
  /** Signs in whoever opens it first. */
  readonly signInAddress: string;
}

/** Brings the database to where it should be, and begins to answer. @throws Problem */
export async function serve({ graph, config, log, metrics, progress }: ServeDeps): Promise<Served> {
  await seed(graph, config.seed, progress);
  const server = await createServer({ graph, clock: shanghaiClock, log, metrics });
  const link = await createSignInLink(graph, COUNTRY_CODE, shanghaiClock());
  const address = await server.listen(config.port, config.host).catch((error: unknown) => {
    throw addressProblem(config.port, config.host, error);
  });
  return { server, address, signInAddress: `${address}${signInPath(link)}` };
}
