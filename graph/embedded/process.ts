import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A running process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the system says that it started, in the system's own words; null where the system does not tell. */
  readonly started: string | null;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, started: startOf(pid) };
}

/** Whether this very process still runs. */
export function isRunning({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not ours to signal, but there.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  if (isZombie(pid)) return false;
  return started === null || startOf(pid) === started;
}

/** Ends a process by force; it may be gone already. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone.
  }
}

function startOf(pid: number): string | null {
  const fields = linuxFields(pid);
  // Field 22 of /proc/PID/stat: clock ticks since boot.
  if (fields !== null) return fields[19] ?? null;
  if (process.platform === 'linux' || process.platform === 'win32') return null;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** A process whose parent has not taken note of its end is listed, but runs no more. */
function isZombie(pid: number): boolean {
  return linuxFields(pid)?.[0] === 'Z';
}

/** The fields of /proc/PID/stat after the process's name, which may itself hold spaces. */
function linuxFields(pid: number): string[] | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
