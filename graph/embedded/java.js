import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Problem } from './problem.js';

/** The Java versions on which Neo4j 5.26 runs. */
export const JAVA_VERSIONS = [17, 21];

const SUPPORTED = 'Java 17 or 21';
const EXECUTABLE = process.platform === 'win32' ? 'java.exe' : 'java';
const PROBE_MILLISECONDS = 20_000;

/**
 * @typedef {object} JavaPlaces Where to look.
 * @property {string | undefined} home JAVA_HOME: when set, only this one is looked at.
 * @property {string | undefined} path PATH.
 * @property {readonly string[]} [installed] Homes of runtimes where the system's package manager puts them.
 */

/**
 * @typedef {object} Java
 * @property {string} executable
 * @property {number} version The feature version: 17, 21 …
 * @property {readonly string[]} passedOver Those that were found before it but do not fit, with their versions.
 */

/**
 * Finds a Java that runs Neo4j: the one of JAVA_HOME, the first suitable on PATH, or an installed one.
 * @param {JavaPlaces} places
 * @returns {Promise<Java>}
 * @throws {Problem} naming the Java that was found instead, and what to do
 */
export async function findJava({ home, path: searchPath, installed = installedHomes() }) {
  if (home !== undefined && home !== '') {
    const executable = path.join(home, 'bin', EXECUTABLE);
    const version = await javaVersion(executable);
    if (version === null)
      throw new Problem(`JAVA_HOME is ${home}, where no Java answers: set it to ${SUPPORTED}, or unset it.`);
    if (!JAVA_VERSIONS.includes(version))
      throw new Problem(
        `JAVA_HOME is ${home}, which is Java ${version}; Neo4j 5.26 needs ${SUPPORTED}: set JAVA_HOME to one of them, or unset it.`,
      );
    return { executable, version, passedOver: [] };
  }
  const candidates = [
    ...(searchPath ?? '').split(path.delimiter).filter((folder) => folder !== ''),
    ...installed.map((folder) => path.join(folder, 'bin')),
  ].map((folder) => path.join(folder, EXECUTABLE));
  /** @type {string[]} */
  const others = [];
  for (const executable of new Set(candidates)) {
    const version = await javaVersion(executable);
    if (version === null) continue;
    if (JAVA_VERSIONS.includes(version)) return { executable, version, passedOver: others };
    others.push(`Java ${version} (${executable})`);
  }
  throw new Problem(
    `${others.length === 0 ? 'No Java found' : `Found ${others.join(', ')}`}; Neo4j 5.26 needs ${SUPPORTED}: install one, or set JAVA_HOME to it (node bin/prepare.js says how).`,
  );
}

/**
 * The feature version of a Java, or null when there is none that answers.
 * @param {string} executable
 * @returns {Promise<number | null>}
 */
async function javaVersion(executable) {
  if (!existsSync(executable)) return null;
  try {
    const { stdout, stderr } = await promisify(execFile)(executable, ['-version'], { timeout: PROBE_MILLISECONDS });
    const match = /version "(?:1\.)?(\d+)/.exec(`${stderr}\n${stdout}`);
    return match === null ? null : Number(match[1]);
  } catch {
    return null;
  }
}

/** @returns {string[]} */
function installedHomes() {
  switch (process.platform) {
    case 'linux':
      return within('/usr/lib/jvm', '');
    case 'darwin':
      return [
        ...within('/Library/Java/JavaVirtualMachines', 'Contents/Home'),
        ...JAVA_VERSIONS.flatMap((version) => [
          `/opt/homebrew/opt/openjdk@${version}`,
          `/usr/local/opt/openjdk@${version}`,
        ]),
      ];
    case 'win32':
      return [...within('C:\\Program Files\\Eclipse Adoptium', ''), ...within('C:\\Program Files\\Java', '')];
    default:
      return [];
  }
}

/**
 * @param {string} folder
 * @param {string} below
 * @returns {string[]}
 */
function within(folder, below) {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => path.join(folder, name, below));
  } catch {
    return [];
  }
}
