import { randomInt } from 'node:crypto';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** What tests that draw at random begin with. */
    readonly seed: number;
  }
}

/** Draws a seed, or takes that of a run to be repeated (`TEST_SEED`), and prints it. */
export default function setup(project: TestProject): void {
  const seed = Number(process.env['TEST_SEED'] ?? randomInt(2 ** 31));
  console.log(`Random days and samples: TEST_SEED=${seed}`);
  project.provide('seed', seed);
}
