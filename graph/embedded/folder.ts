import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem, systemCode } from './problem.js';
import { type ProcessIdentity, identityOf, isRunning } from './process.ts';

/** Below this a database that starts or recovers may not come up any more. */
const NEEDED_MEGABYTES = 200;
const MEGABYTE = 1024 * 1024;

/** Somebody else works on the data folder. */
export class FolderHeld extends Problem {
  readonly holder: Holder;

  constructor(folder: string, holder: Holder) {
    const advice =
      holder.what === SERVER
        ? `stop that one first (kill ${holder.process.pid}), or give this one another folder by DATA_DIR`
        : 'wait until it has ended and try again';
    super(
      `The data folder ${folder} is held by process ${holder.process.pid} (${holder.what}, since ${holder.since}): ${advice}.`,
    );
    this.name = 'FolderHeld';
    this.holder = holder;
  }
}

/** What the API calls itself when it holds a folder; commands name themselves. */
export const SERVER = 'mentorgraph server';

export interface Holder {
  readonly process: ProcessIdentity;
  readonly what: string;
  /** ISO 8601. */
  readonly since: string;
}

/** Where a running Neo4j of this folder answers. The password stands in its own file. */
export interface RecordedConnection {
  readonly uri: string;
  readonly user: string;
  readonly database: string;
  /** Neo4j's own process. */
  readonly neo4j: ProcessIdentity;
  /** False while it is still starting. */
  readonly answers: boolean;
}

/** A data folder that this process holds until {@link HeldFolder.release}. */
export interface HeldFolder {
  readonly path: string;
  readonly release: () => void;
}

/**
 * Makes the folder when it is not there and holds it for this process. A lock whose process is gone is taken over.
 * @param what how the holder is called to a second one
 * @throws FolderHeld; Problem when the folder cannot be written or its disk is nearly full
 */
export function holdFolder(folder: string, what: string): HeldFolder {
  const absolute = path.resolve(folder);
  try {
    mkdirSync(absolute, { recursive: true });
    hold(absolute, { process: identityOf(process.pid), what, since: new Date().toISOString() });
  } catch (error) {
    throw folderProblem(absolute, error);
  }
  const held = {
    path: absolute,
    release: () => {
      rmSync(lockFile(absolute), { force: true });
    },
  };
  const free = statfsSync(absolute);
  const megabytes = Math.floor((free.bavail * free.bsize) / MEGABYTE);
  if (megabytes < NEEDED_MEGABYTES) {
    held.release();
    throw new Problem(
      `The disk of ${absolute} is full: ${megabytes} MB are free, ${NEEDED_MEGABYTES} MB are needed. Free some space, or give another folder by DATA_DIR.`,
    );
  }
  return held;
}

/** Who holds a folder now, or null. */
export function holderOf(folder: string): Holder | null {
  const holder = readJson<Holder>(lockFile(path.resolve(folder)));
  return holder !== null && isRunning(holder.process) ? holder : null;
}

/** @throws FolderHeld when another process holds the folder */
export function refuseHeldFolder(folder: string): void {
  const holder = holderOf(folder);
  if (holder !== null) throw new FolderHeld(path.resolve(folder), holder);
}

function hold(folder: string, holder: Holder): void {
  const own = path.join(folder, `.lock-${randomUUID()}`);
  writeFileSync(own, JSON.stringify(holder), { mode: 0o600, flush: true });
  try {
    for (;;) {
      try {
        // A link appears with its whole content or not at all, and fails when the name is taken.
        linkSync(own, lockFile(folder));
        return;
      } catch (error) {
        if (systemCode(error) !== 'EEXIST') throw error;
      }
      refuseHeldFolder(folder);
      discardStaleLock(folder);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Moves a dead process's lock out of the way; if another process was quicker and its live lock was moved, gives it back. */
function discardStaleLock(folder: string): void {
  const aside = path.join(folder, `.lock-${randomUUID()}`);
  try {
    renameSync(lockFile(folder), aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readJson<Holder>(aside);
  try {
    if (moved !== null && isRunning(moved.process)) linkSync(aside, lockFile(folder));
  } finally {
    rmSync(aside, { force: true });
  }
}

/** The password of the folder's Neo4j: made once, readable by its owner alone. */
export function passwordOf(folder: string): string {
  const file = path.join(folder, 'password');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw folderProblem(folder, error);
  }
  const password = randomBytes(24).toString('base64url');
  try {
    writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    throw folderProblem(folder, error);
  }
  return password;
}

export function recordConnection(folder: string, connection: RecordedConnection): void {
  const file = connectionFile(folder);
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw folderProblem(folder, error);
  }
}

/** What the last Neo4j of this folder recorded; its process may be gone. */
export function recordedConnection(folder: string): RecordedConnection | null {
  return readJson<RecordedConnection>(connectionFile(folder));
}

export function forgetConnection(folder: string): void {
  rmSync(connectionFile(folder), { force: true });
}

/** Says in one line why the data folder cannot be used. Anything else comes back as it is. */
export function folderProblem(folder: string, error: unknown): unknown {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Problem(`The disk of ${folder} is full: free some space, or give another folder by DATA_DIR.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Problem(
        `The data folder ${folder} cannot be written: give it to this user, or another folder by DATA_DIR.`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new Problem(`The data folder ${folder} is a file, or stands below one: give a folder by DATA_DIR.`);
    default:
      return error;
  }
}

function lockFile(folder: string): string {
  return path.join(folder, 'lock.json');
}

function connectionFile(folder: string): string {
  return path.join(folder, 'connection.json');
}

/** These files are written whole by this module; what cannot be read was cut off by a crash and counts as absent. */
function readJson<Content>(file: string): Content | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch (error) {
    if (error instanceof SyntaxError || systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}
