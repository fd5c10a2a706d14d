/**
 * How long a first and a second start take, from `npm start` to what to open, and how much memory each process then holds:
 * `node --import tsx bench/start.ts`. The packages, Java and the jars are there already.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const MEGABYTE = 1024;

async function start(folder: string): Promise<{ npm: ChildProcess; seconds: number }> {
  const began = performance.now();
  const npm = spawn('env', [`DATA_DIR=${folder}`, 'PORT=0', 'MENTORGRAPH_SEED=demo', 'npm', 'start'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    npm.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready')) resolve();
    });
    npm.once('close', () => {
      reject(new Error(`It did not start: ${said}`));
    });
  });
  return { npm, seconds: (performance.now() - began) / 1000 };
}

/** What each process below npm holds, in MB: resident memory as Linux counts it. */
async function memory(parent: number): Promise<Map<string, number>> {
  const held = new Map<string, number>();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    if (!(await ancestors(pid)).includes(parent)) continue;
    const name = ['guard.js', 'CommunityEntryPoint', 'src/main.ts', 'esbuild'].find((text) => command.includes(text));
    const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
    if (name !== undefined && !command.startsWith('sh ')) held.set(name, Math.round(kilobytes / MEGABYTE));
  }
  return held;
}

async function ancestors(pid: number): Promise<number[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
  return parent > 1 ? [parent, ...(await ancestors(parent))] : [];
}

const folder = await mkdtemp(path.join(tmpdir(), 'mentorgraph-bench-'));
for (const which of ['first', 'second']) {
  const { npm, seconds } = await start(folder);
  console.log(`${which} start: ${seconds.toFixed(1)} s`);
  for (const [name, megabytes] of await memory(npm.pid ?? 0)) console.log(`  ${name}: ${megabytes} MB`);
  npm.kill('SIGTERM');
  await once(npm, 'close');
}
await rm(folder, { recursive: true, force: true });
