/**
 * Runs the tests of both projects, one after the other, and closes with the line `N passed, N failed`. The exit code is 0 only
 * when something passed and nothing failed.
 */
import { startVitest } from 'vitest/node';

interface Counts {
  passed: number;
  failed: number;
}

/** Counts the tests of one project; a file that cannot be read, a set-up that fails, a stray error
 * or no test at all is a failure too. */
async function run(project: string, filters: readonly string[]): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0 };
  let vitest;
  try {
    vitest = await startVitest('test', [...filters], {
      project: [project],
      watch: false,
      passWithNoTests: filters.length > 0,
    });
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
  const modules = vitest.state.getTestModules();
  if (modules.length === 0 && filters.length === 0) counts.failed += 1;
  for (const module of modules) {
    let failedTests = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed += 1;
      if (state === 'failed') failedTests += 1;
    }
    counts.failed += module.ok() ? 0 : Math.max(failedTests, 1);
  }
  counts.failed += vitest.state.getUnhandledErrors().length;
  await vitest.close();
  return counts;
}

const filters = process.argv.slice(2);
const total: Counts = { passed: 0, failed: 0 };
for (const project of ['shared', 'lifecycle']) {
  const { passed, failed } = await run(project, filters);
  total.passed += passed;
  total.failed += failed;
}
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed`);
