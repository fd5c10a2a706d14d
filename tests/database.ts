/**
 * `npm run db`: keeps the tests' Neo4j running, so that `npm test` and vitest need not start and fill one each time.
 * Tests of the shared project that find it use it and bring it to the present migrations; those of the lifecycle do not.
 */
import { once } from 'node:events';
import process from 'node:process';
import { Graph } from '../graph/session.ts';
import { seed } from '../src/main/seed.ts';
import { KEPT_FOLDER, forgetKept, keepConnection } from './setup/kept.ts';
import { startNeo4jIn } from './setup/neo4j.ts';

const neo4j = await startNeo4jIn(KEPT_FOLDER);
const connection = { uri: neo4j.uri, user: neo4j.user, password: neo4j.password, database: neo4j.database };
const graph = new Graph(connection);
await seed(graph, 'demo', (text) => process.stderr.write(`  ${text}\n`));
await graph.close();
await keepConnection(connection);
console.log(`Tests now use the Neo4j in ${KEPT_FOLDER}. Stop with Ctrl-C; delete the folder for a fresh one.`);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await forgetKept();
await neo4j.stop();
process.exit(0);
