import { expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import type { PolicyVersionId } from '../../src/domain/identifier.ts';
import { describePolicyOutcome } from '../../src/main/policyReport.ts';
import type { LoadedPolicy } from '../../src/services/policyLoading.ts';

function told(change: LoadedPolicy['change']): string[] {
  const loaded: LoadedPolicy = {
    policy: 'invented',
    versionId: 'version' as PolicyVersionId,
    from: toDay('2023-01-01'),
    change,
    warnings: [],
    notEvaluatedYet: ['invented-1', 'invented-2'],
  };
  return describePolicyOutcome({ fileName: 'invented.yaml', outcome: 'loaded', policies: [loaded] }, 'en');
}

test.each([
  ['created', 'loaded'],
  ['newVersion', 'loaded as a new version'],
  ['corrected', 'corrected'],
] as const)('a policy that is %s names those of its rules that no question computes', (change, word) => {
  expect(told(change)).toEqual([
    `invented from 2023-01-01: ${word}`,
    '  rules kept and shown, but not computed: invented-1, invented-2',
  ]);
});

test('a policy that is loaded again says no more than that it is unchanged', () => {
  expect(told('unchanged')).toEqual(['invented from 2023-01-01: unchanged']);
});
