import { chmod, cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startProblem } from '../../graph/embedded/diagnosis.ts';
import { FolderHeld, folderProblem, holdFolder, holderOf } from '../../graph/embedded/folder.ts';
import { JARS, damageOfJars } from '../../graph/embedded/jars.js';
import { findJava } from '../../graph/embedded/java.js';
import { Problem } from '../../graph/embedded/problem.js';
import { temporaryFolder } from '../setup/neo4j.ts';
import { failingServer, mentorgraph, takenPort } from '../setup/program.ts';

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A Java that says this version and does nothing. @returns its home */
async function fakeJava(version: string): Promise<string> {
  const home = path.join(folder, `java-${version}`);
  await mkdir(path.join(home, 'bin'), { recursive: true });
  await writeFile(path.join(home, 'bin', 'java'), `#!/bin/sh\necho 'openjdk version "${version}" 2024-01-16' >&2\n`);
  await chmod(path.join(home, 'bin', 'java'), 0o755);
  return home;
}

/** Neo4j's jars, one of them with a changed byte. @returns the folder that holds them in `lib`, and the jar */
async function damagedJars(): Promise<{ home: string; lib: string; jar: string }> {
  const lib = path.join(folder, 'lib');
  await mkdir(lib);
  for (const name of await readdir(JARS)) await symlink(path.join(JARS, name), path.join(lib, name));
  const [name] = (await readdir(JARS)).filter((file) => file.startsWith('neo4j-kernel-5'));
  if (name === undefined) throw new Error('There is no kernel');
  const jar = path.join(lib, name);
  await rm(jar);
  await cp(path.join(JARS, name), jar);
  return { home: folder, lib, jar };
}

describe('another Java', () => {
  test('is refused by name when JAVA_HOME names it', async () => {
    const home = await fakeJava('11.0.22');
    const { code, stderr } = await failingServer({ DATA_DIR: path.join(folder, 'data'), JAVA_HOME: home });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n').at(-1)).toBe(
      `JAVA_HOME is ${home}, which is Java 11; Neo4j 5.26 needs Java 17 or 21: set JAVA_HOME to one of them, or unset it.`,
    );
  });

  test('is refused by name when it is the only one', async () => {
    const bin = path.join(await fakeJava('25'), 'bin');
    await expect(findJava({ home: undefined, path: bin, installed: [] })).rejects.toThrow(
      `Found Java 25 (${path.join(bin, 'java')}); Neo4j 5.26 needs Java 17 or 21`,
    );
  });

  test('is passed over when a fitting one is installed too', async () => {
    const bin = path.join(await fakeJava('1.8.0_392'), 'bin');
    const fitting = await fakeJava('21.0.2');
    expect(await findJava({ home: undefined, path: bin, installed: [fitting] })).toEqual({
      executable: path.join(fitting, 'bin', 'java'),
      version: 21,
      passedOver: [`Java 8 (${path.join(bin, 'java')})`],
    });
  });
});

describe('a damaged jar', () => {
  test('is noticed by its contents, and named', async () => {
    const { lib, jar } = await damagedJars();
    expect(await damageOfJars('contents', lib)).toBeNull();
    await writeFile(jar, 'x', { flag: 'r+' });
    expect(await damageOfJars('contents', lib)).toBe(`the jar ${jar} is damaged (its SHA-256 is not the expected one)`);
  });

  test('an incomplete set is noticed, and the missing one named', async () => {
    const { lib, jar } = await damagedJars();
    await rm(jar);
    expect(await damageOfJars('sizes', lib)).toBe(`the jar ${jar} is missing`);
  });

  test('does not let Neo4j start, which says so in one line', async () => {
    const { home, jar } = await damagedJars();
    await writeFile(jar, 'no zip file');
    const { code, stderr } = await failingServer({ DATA_DIR: path.join(folder, 'data'), NEO4J_HOME: home });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n').at(-1)).toMatch(
      /^Neo4j cannot start: one of Neo4j's jars is damaged or missing: run node bin\/prepare.js\./,
    );
  });

  test('a NEO4J_HOME without Neo4j is refused', async () => {
    const { code, stderr } = await failingServer({ DATA_DIR: path.join(folder, 'data'), NEO4J_HOME: folder });
    expect(code).toBe(1);
    expect(stderr).toContain(`NEO4J_HOME is ${folder}, which holds no Neo4j`);
  });
});

describe('the data folder', () => {
  test('is held by one holder at a time', () => {
    const held = holdFolder(folder, 'first');
    expect(() => holdFolder(folder, 'second')).toThrow(FolderHeld);
    expect(holderOf(folder)?.what).toBe('first');
    held.release();
    holdFolder(folder, 'second').release();
  });

  test('is taken over from a process that is gone, also when its number was given to another', async () => {
    for (const dead of [
      { pid: 2 ** 22 - 1, started: '1' },
      { pid: process.pid, started: '1' },
    ]) {
      const lock = { process: dead, what: 'the dead', since: '2026-01-01T00:00:00.000Z' };
      await writeFile(path.join(folder, 'lock.json'), JSON.stringify(lock));
      expect(holderOf(folder)).toBeNull();
      holdFolder(folder, 'the living').release();
    }
  });

  test('a file in its place is named', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    expect(() => holdFolder(file, 'test')).toThrow(`The data folder ${file} is a file`);
  });

  test('a full disk is named, whether the system or Neo4j says so', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(folderProblem(folder, full)).toEqual(
      new Problem(`The disk of ${folder} is full: free some space, or give another folder by DATA_DIR.`),
    );
    expect(startProblem('java.io.IOException: No space left on device', folder, 'neo4j.log').message).toContain(
      `the disk of ${folder} is full`,
    );
  });
});

describe('settings', () => {
  test('a port in use is named before anything is started', async () => {
    const taken = await takenPort();
    const { code, stderr } = await failingServer({ DATA_DIR: folder, PORT: String(taken.port) });
    taken.close();
    expect(code).toBe(1);
    expect(stderr.trim()).toMatch(new RegExp(`^Port ${taken.port} on 127.0.0.1 is in use: `));
  });

  test('a setting that cannot be read is named with its value', async () => {
    const { code, stderr } = await failingServer({ DATA_DIR: folder, PORT: 'http', NEO4J_URI: 'localhost:7687' });
    expect(code).toBe(1);
    expect(stderr.trim()).toMatch(/^PORT is "http": .* NEO4J_URI is "localhost:7687": .*$/);
  });

  test('a command that is not known is refused', async () => {
    const { code, stdout } = await mentorgraph(['sing'], { DATA_DIR: folder });
    expect([code, stdout]).toEqual([1, '']);
  });
});
