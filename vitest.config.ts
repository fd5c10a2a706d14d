import { defineConfig } from 'vitest/config';

/** Every test below this folder starts, stops, breaks or crashes a Neo4j of its own. */
const LIFECYCLE = 'tests/lifecycle/**/*.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'shared',
          include: ['tests/**/*.test.ts'],
          exclude: [LIFECYCLE],
          globalSetup: ['tests/setup/seed.ts', 'tests/setup/shared.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'lifecycle',
          include: [LIFECYCLE],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // One after the other: they measure how long things take.
          fileParallelism: false,
        },
      },
    ],
  },
});
