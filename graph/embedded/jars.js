import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Problem, systemCode } from './problem.js';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const POM = path.join(FOLDER, 'pom.xml');
/** One line for each jar that the pom resolves to: SHA-256, size in bytes, file name. */
const CHECKSUMS = path.join(FOLDER, 'checksums.txt');
const RESOLVE = ['org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies', '-DincludeScope=runtime'];

/** Where Neo4j's own jars lie once they are resolved. Ignored by git. */
export const JARS = path.join(FOLDER, 'lib');

/**
 * Looks whether the jars are those that this version was made with.
 * @param {'sizes' | 'contents'} depth sizes: names and sizes only, at no cost; contents: every byte, a fraction of a second
 * @param {string} [folder]
 * @returns {Promise<string | null>} what is wrong in a few words, or null
 */
export async function damageOfJars(depth, folder = JARS) {
  const expected = await expectedJars();
  const present = await jarsIn(folder);
  if (present.length === 0) return "Neo4j's jars are not there yet";
  for (const jar of expected) {
    const file = path.join(folder, jar.name);
    if (!present.includes(jar.name)) return `the jar ${file} is missing`;
    if ((await stat(file)).size !== jar.size) return `the jar ${file} is damaged (its size is not ${jar.size} bytes)`;
    if (depth === 'contents' && (await sha256(file)) !== jar.sha256)
      return `the jar ${file} is damaged (its SHA-256 is not the expected one)`;
  }
  const names = new Set(expected.map((jar) => jar.name));
  const foreign = present.find((name) => !names.has(name));
  return foreign === undefined ? null : `the jar ${path.join(folder, foreign)} does not belong there`;
}

/**
 * Resolves the jars with Maven into a folder beside and moves it into place once every jar is there and whole.
 * @param {(text: string) => void} progress
 * @throws {Problem} when Maven fails or delivers something else
 */
export async function resolveJars(progress) {
  const fresh = `${JARS}.${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  try {
    await copyDependencies(fresh, progress);
    const damage = await damageOfJars('contents', fresh);
    if (damage !== null)
      throw new Problem(
        `Maven delivered something else than expected: ${damage.replaceAll(`${fresh}${path.sep}`, '')}. Delete that jar's folder in Maven's local repository (~/.m2/repository) and try again.`,
      );
    await rm(JARS, { recursive: true, force: true });
    await rename(fresh, JARS);
  } catch (error) {
    if (systemCode(error) === 'ENOSPC')
      throw new Problem(`The disk is full at ${FOLDER}: Neo4j's jars need 130 MB. Free some space and try again.`);
    throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {(text: string) => void} progress
 */
async function copyDependencies(folder, progress) {
  await mkdir(folder, { recursive: true });
  const maven = spawn('mvn', ['-B', '-f', POM, ...RESOLVE, `-DoutputDirectory=${folder}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  /** @type {string[]} */
  const errors = [];
  let downloaded = 0;
  let rest = '';
  const listen = (/** @type {Buffer} */ chunk) => {
    const lines = (rest + chunk.toString()).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (/^\[?(INFO)?\]?\s*Downloaded from .*\.jar/.test(line)) {
        downloaded += 1;
        if (downloaded % 20 === 0) progress(`${downloaded} jars downloaded`);
      }
      if (line.includes('[ERROR]')) errors.push(line.replace(/^.*\[ERROR\]\s*/, '').trim());
    }
  };
  maven.stdout.on('data', listen);
  maven.stderr.on('data', listen);
  const code = await new Promise((/** @type {(code: unknown) => void} */ resolve, reject) => {
    maven.once('error', reject);
    maven.once('close', resolve);
  }).catch((/** @type {unknown} */ error) => {
    if (systemCode(error) === 'ENOENT') throw new Problem('Maven (mvn) is not on PATH: install it and try again.');
    throw error;
  });
  if (code === 0) return;
  const reason = errors.find((line) => line !== '') ?? `mvn ended with code ${String(code)}`;
  throw new Problem(
    /no space left/i.test(errors.join(' '))
      ? "The disk is full: Neo4j's jars need 130 MB here and as much in ~/.m2. Free some space and try again."
      : `Maven could not fetch Neo4j's jars: ${reason.slice(0, 300)}. Check the connection to your Maven repository and try again.`,
  );
}

/** @returns {Promise<{ sha256: string, size: number, name: string }[]>} */
async function expectedJars() {
  const lines = (await readFile(CHECKSUMS, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [sha256 = '', size = '', name = ''] = line.split(' ');
    return { sha256, size: Number(size), name };
  });
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
async function jarsIn(folder) {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.jar')).sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** For the one who changes the pom: resolves into lib and writes down what came. */
async function record() {
  await rm(JARS, { recursive: true, force: true });
  await copyDependencies(JARS, (text) => process.stderr.write(`${text}\n`));
  const lines = [];
  for (const name of await jarsIn(JARS)) {
    const file = path.join(JARS, name);
    lines.push(`${await sha256(file)} ${(await stat(file)).size} ${name}`);
  }
  await writeFile(CHECKSUMS, `${lines.join('\n')}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await record();
