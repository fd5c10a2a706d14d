import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Java } from './java.js';
import type { Distribution } from './distribution.ts';

/** Neo4j's own folder within the data folder. */
export interface Neo4jHome {
  readonly path: string;
  readonly log: string;
}

const FOLDERS = ['conf', 'data', 'logs', 'run', 'plugins', 'import', 'licenses'];
const OPENED = ['java.base/java.nio', 'java.base/java.io', 'java.base/sun.nio.ch', 'java.base/java.util.concurrent'];

/** Writes the folders and the configuration that a Neo4j needs before each start. */
export function layHome(dataFolder: string, port: number): Neo4jHome {
  const home = path.join(dataFolder, 'neo4j');
  for (const name of FOLDERS) mkdirSync(path.join(home, name), { recursive: true });
  const settings = {
    'server.default_listen_address': '127.0.0.1',
    'server.bolt.listen_address': `127.0.0.1:${port}`,
    'server.bolt.advertised_address': `127.0.0.1:${port}`,
    'server.http.enabled': 'false',
    'server.https.enabled': 'false',
    'dbms.security.auth_enabled': 'true',
    'dbms.usage_report.enabled': 'false',
    'server.memory.pagecache.size': '256m',
    // One city's changes are small: no quarter of a gigabyte of empty log ahead of them for each database.
    'db.tx_log.preallocate': 'false',
    'db.tx_log.rotation.size': '64m',
    'db.tx_log.rotation.retention_policy': '256M size',
    // Only this program connects, and it has drained before it stops Neo4j: nothing to wait five seconds for.
    'internal.dbms.bolt.netty_server_shutdown_quiet_period': '0',
  };
  writeFileSync(
    path.join(home, 'conf', 'neo4j.conf'),
    `# Written by Mentorgraph at each start.\n${Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join('')}`,
  );
  return { path: home, log: path.join(home, 'logs', 'console.log') };
}

/** Java and its arguments for a Neo4j in this home. */
export function commandLine(java: Java, distribution: Distribution, home: Neo4jHome): string[] {
  return [
    java.executable,
    '-Xms512m',
    '-Xmx1g',
    '-Dfile.encoding=UTF-8',
    // A server that has run out of memory answers nothing any more: end it, so that it is started again.
    '-XX:+ExitOnOutOfMemoryError',
    ...OPENED.map((name) => `--add-opens=${name}=ALL-UNNAMED`),
    '-cp',
    path.join(distribution.jars, '*'),
    distribution.entryPoint,
    `--home-dir=${home.path}`,
    `--config-dir=${path.join(home.path, 'conf')}`,
  ];
}
