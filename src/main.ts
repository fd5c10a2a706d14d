/** `npm start`: settings, data folder, database, migrations, first data, server. */
import process from 'node:process';
import { pino } from 'pino';
import { refuseHeldFolder } from '../graph/embedded/folder.ts';
import { Problem } from '../graph/embedded/problem.js';
import { type Config, readConfig } from './config.ts';
import { checkAddress } from './main/address.ts';
import { openServerDatabase } from './main/database.ts';
import { endWithParent } from './main/parent.ts';
import { createMetrics } from './server/metrics.ts';

function progress(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

async function start(config: Config): Promise<void> {
  if (config.underNpm) endWithParent();
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2));
  const metrics = createMetrics();
  // Said first: whoever holds the folder usually holds the port too.
  if (config.database.kind === 'embedded') refuseHeldFolder(config.dataFolder);
  await checkAddress(config.port, config.host);
  progress(
    config.database.kind === 'embedded' ? 'starting Neo4j' : `connecting to the Neo4j at ${config.database.uri}`,
  );
  // The larger part of the program is read while Neo4j starts.
  const [database, { serve }] = await Promise.all([
    openServerDatabase(config, {
      progress,
      onStatement: metrics.statement,
      onOutage: (event) => {
        if (event === 'gone') log.error('Neo4j ended by itself and is started again');
        else log.warn('Neo4j answers again');
      },
    }),
    import('./main/serve.ts'),
  ]);
  const { server, address, signInAddress } = await serve({ graph: database.graph, config, log, metrics, progress });

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) {
      process.exit(1);
    }
    stopping = true;
    log.info({ signal }, 'stopping');
    server
      .drain()
      .then(() => database.close())
      .then(() => process.exit(0))
      .catch(leaveWith);
  };
  process.off('SIGINT', leave);
  process.off('SIGTERM', leave);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  process.stdout.write(
    `Mentorgraph is ready (${(performance.now() / 1000).toFixed(1)} s).
  Explore it   ${signInAddress}   (signs in once)
  GraphQL      ${address}/graphql
  A token      npx mentorgraph token create --role planner --region 530400
  Stop         Ctrl-C
`,
  );
}

/** Before everything runs there is nothing to drain; Neo4j is stopped by its guard. */
function leave(): void {
  process.exit(1);
}

process.on('SIGINT', leave);
process.on('SIGTERM', leave);
start(readConfigOrLeave()).catch(leaveWith);

function readConfigOrLeave(): Config {
  try {
    return readConfig();
  } catch (error) {
    return leaveWith(error);
  }
}

function leaveWith(error: unknown): never {
  process.stderr.write(
    `${error instanceof Problem ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}
