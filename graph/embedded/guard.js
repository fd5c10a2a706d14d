/**
 * Stands between the program and its Neo4j: `node guard.js LOG JAVA ARGUMENT…`.
 *
 * A program that is killed outright cannot stop its children. The guard holds the reading end of a pipe from the program as
 * its standard input; the system closes that pipe however the program ends, and the guard then stops Neo4j. It stands in a
 * session of its own, so Ctrl-C reaches the program alone, which stops Neo4j after it has drained.
 *
 * Standard output tells the program `pid N` once, then nothing; the guard ends with Neo4j. Plain JavaScript: it starts at
 * once and stays small.
 */
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';

/** After this long Neo4j is ended by force. The program's own promise is that Neo4j is gone 15 s after it. */
const PATIENCE_MILLISECONDS = 10_000;

const [log, java, ...options] = process.argv.slice(2);
if (log === undefined || java === undefined) throw new Error('usage: guard.js LOG JAVA ARGUMENT…');

const output = openSync(log, 'a', 0o600);
const neo4j = spawn(java, options, { stdio: ['ignore', output, output] });
neo4j.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
neo4j.once('exit', (code) => process.exit(code ?? 1));

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  neo4j.kill('SIGTERM');
  setTimeout(() => neo4j.kill('SIGKILL'), PATIENCE_MILLISECONDS);
}

process.stdin.resume();
process.stdin.once('end', stop);
process.stdin.once('error', stop);
process.once('SIGTERM', stop);
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
// Nobody may be left to read this.
process.stdout.on('error', () => undefined);
process.stdout.write(`pid ${neo4j.pid ?? 0}\n`);
