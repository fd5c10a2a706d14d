/**
 * Makes a fresh clone ready to run: the packages, a Java, and Neo4j's own jars. What is there already is left alone, so it
 * runs before each start. It uses only Node's own modules and speaks only on standard error.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findJava } from '../graph/embedded/java.js';
import { damageOfJars, resolveJars } from '../graph/embedded/jars.js';
import { Problem, systemCode } from '../graph/embedded/problem.js';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = 20;

const BY_HAND = `Install Java 17 or 21 and Maven, then try again:
  Debian, Ubuntu  sudo apt-get install openjdk-17-jre-headless maven   (from Debian 13 on: openjdk-21-jre-headless)
  Fedora          sudo dnf install java-21-openjdk-headless maven
  macOS           brew install openjdk@21 maven
  Windows         winget install EclipseAdoptium.Temurin.21.JRE Apache.Maven
Or use a Neo4j that runs already: set NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD.`;

/** @param {string} text */
function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Installs what is missing to run on the command line.
 * @throws {Problem} when something is missing that it cannot install
 */
export async function prepare() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    throw new Problem(
      `This is Node ${process.versions.node}; Mentorgraph needs Node ${OLDEST_NODE} or newer: https://nodejs.org`,
    );
  await preparePackages();
  // An existing server brings its own Java and jars, an installed distribution its own jars.
  if (isSet('NEO4J_URI')) return;
  const damage = isSet('NEO4J_HOME') ? null : await damageOfJars('contents');
  await prepareSystem(damage !== null);
  if (damage === null) return;
  say(`${damage.charAt(0).toUpperCase()}${damage.slice(1)}: fetching all of them with Maven (120 MB, once).`);
  await resolveJars((text) => {
    say(`  ${text}`);
  });
  say("  Neo4j's jars are in place.");
}

/** @param {string} name */
function isSet(name) {
  return (process.env[name] ?? '').trim() !== '';
}

/** Builds the pages that the server hands out, when their sources are newer. */
export async function preparePages() {
  const built = path.join(ROOT, 'web', 'dist', 'graphiql', 'index.html');
  // GraphiQL's tabs hold the queries of the README and the guides.
  const sources = [
    path.join(ROOT, 'package-lock.json'),
    path.join(ROOT, 'README.md'),
    ...filesBelow(path.join(ROOT, 'docs', 'guides')),
    ...filesBelow(path.join(ROOT, 'web')),
  ];
  if (existsSync(built) && sources.every((file) => statSync(file).mtimeMs <= statSync(built).mtimeMs)) return;
  say('Building the pages (once).');
  const code = await run('npm', ['run', '--silent', 'build:web']);
  if (code !== 0) throw new Problem(`The pages could not be built (code ${code}): npm run build:web says why.`);
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist')
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(file) : [file];
    });
}

async function preparePackages() {
  if (!packagesAreStale()) return;
  say('Installing the packages that package-lock.json names (npm ci).');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0)
    throw new Problem(
      `npm ci ended with code ${code}: check the connection to your npm registry and the free disk space, and try again.`,
    );
}

/** Whether the installed packages are absent or other than the lockfile says. */
function packagesAreStale() {
  const lockfile = path.join(ROOT, 'package-lock.json');
  // npm writes down here what it has installed.
  const installed = path.join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  if (statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return false;
  // A lockfile that is newer but asks for nothing else, as after a checkout.
  const present = packagesIn(installed);
  return Object.entries(packagesIn(lockfile)).some(
    ([name, { version, optional }]) => name !== '' && optional !== true && present[name]?.version !== version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(file) {
  try {
    /** @type {unknown} */
    const content = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null && 'packages' in content
      ? /** @type {Record<string, { version?: string, optional?: boolean }>} */ (content.packages)
      : {};
  } catch {
    return {};
  }
}

/** @param {boolean} withMaven */
async function prepareSystem(withMaven) {
  const missingJava = await missingJavaSaid();
  const missingMaven = withMaven && !onPath(process.platform === 'win32' ? 'mvn.cmd' : 'mvn');
  if (missingJava === null && !missingMaven) return;
  const what = missingJava ?? 'Maven (mvn) is not on PATH.';
  const isDebian = existsSync('/etc/debian_version') && onPath('apt-get');
  if (!isDebian || process.getuid?.() !== 0) throw new Problem(`${what}\n${BY_HAND}`);
  await installOnDebian(what, missingJava !== null, missingMaven);
  const stillMissing = await missingJavaSaid();
  if (stillMissing !== null) throw new Problem(`${stillMissing}\n${BY_HAND}`);
}

/** @returns {Promise<string | null>} what is wrong with the Java at hand, or null */
async function missingJavaSaid() {
  try {
    const java = await findJava({ home: process.env['JAVA_HOME'], path: process.env['PATH'] });
    if (java.passedOver.length > 0)
      say(
        `${java.passedOver.join(', ')}: Neo4j 5.26 does not run on it. Using Java ${java.version} (${java.executable}).`,
      );
    return null;
  } catch (error) {
    // What JAVA_HOME says is a decision of its own: installing another Java would not change it.
    if (!(error instanceof Problem) || isSet('JAVA_HOME')) throw error;
    return error.message;
  }
}

/**
 * @param {string} what
 * @param {boolean} java
 * @param {boolean} maven
 */
async function installOnDebian(what, java, maven) {
  const names = [...(java ? ['Java'] : []), ...(maven ? ['Maven'] : [])].join(' and ');
  say(`${what} Installing ${names} with apt-get.`);
  let code = await run('apt-get', ['update', '-qq']);
  const runtimes = ['openjdk-17-jre-headless', 'openjdk-21-jre-headless'];
  for (const runtime of java ? runtimes : ['']) {
    const packages = [runtime, maven ? 'maven' : ''].filter((name) => name !== '');
    code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
    if (code === 0) return;
  }
  throw new Problem(`apt-get could not install ${names} (code ${code}).\n${BY_HAND}`);
}

/** @param {string} name */
function onPath(name) {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, name)));
}

/**
 * Runs a command whose output goes to standard error.
 * @param {string} command
 * @param {readonly string[]} options
 * @returns {Promise<number>} its exit code
 */
function run(command, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, options, {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.once('error', (error) => {
      reject(systemCode(error) === 'ENOENT' ? new Problem(`${command} is not on PATH: install it.`) : error);
    });
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

/**
 * Prints what a person can put right as it stands, and ends. Anything else keeps its stack.
 * @param {unknown} error
 * @returns {never}
 */
export function endWith(error) {
  if (!(error instanceof Problem)) throw error;
  say(error.message);
  process.exit(1);
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  await prepare().then(preparePages).catch(endWith);
