import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { Problem } from './problem.js';

const TAIL_BYTES = 64 * 1024;

/** Something that Neo4j or Java writes when it cannot start, and what a person can do about it. */
interface Symptom {
  readonly sign: RegExp;
  readonly says: (folder: string) => string;
}

const SYMPTOMS: readonly Symptom[] = [
  {
    sign: /No space left on device|not enough space on the disk/i,
    says: (folder) => `the disk of ${folder} is full: free some space, or give another folder by DATA_DIR`,
  },
  {
    sign: /UnsupportedClassVersionError|Unsupported Java/,
    says: () => 'this Java is not 17 or 21: set JAVA_HOME to one of them',
  },
  {
    sign: /zip END header not found|invalid CEN header|NoClassDefFoundError|ClassNotFoundException|Could not find or load main class|ZipException/,
    says: () => "one of Neo4j's jars is damaged or missing: run node bin/prepare.js",
  },
  {
    sign: /Could not reserve enough space|insufficient memory for the Java Runtime|Cannot allocate memory/i,
    says: () => 'the machine has too little free memory: about 900 MB are needed',
  },
  {
    sign: /already in use by|FileLockException|StoreLockException|Unable to obtain lock on store lock file|Lock file has been locked/,
    says: (folder) => `another Neo4j works on ${folder}: stop it, or give another folder by DATA_DIR`,
  },
  {
    sign: /AccessDeniedException|Permission denied/,
    says: (folder) => `a file below ${folder} cannot be read or written: give the folder to this user`,
  },
];

export const PORT_TAKEN = /Address already in use|BindException/;

/** What a log file says since a position in it. */
export function logSince(file: string, position: number): string {
  const size = sizeOf(file);
  const from = Math.max(position, size - TAIL_BYTES);
  if (size <= from) return '';
  const buffer = Buffer.alloc(size - from);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, buffer, 0, buffer.length, from);
  } finally {
    closeSync(descriptor);
  }
  return buffer.toString('utf8');
}

/** 0 for a file that is not there yet. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Names the reason for which Neo4j ended, from its log, in one line. */
export function startProblem(log: string, folder: string, logFile: string): Problem {
  const symptom = SYMPTOMS.find(({ sign }) => sign.test(log));
  if (symptom !== undefined) return new Problem(`Neo4j cannot start: ${symptom.says(folder)}. (${logFile})`);
  const line = log.split('\n').findLast((text) => /ERROR|Exception|Error/.test(text) && !/^\s+at /.test(text));
  return new Problem(
    `Neo4j cannot start${line === undefined ? '' : `: ${line.trim().slice(0, 300)}`}. Its log says more: ${logFile}`,
  );
}
