import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RULE_KINDS } from '../../src/domain/policy/types.ts';
import { documentOf, findings, parseOne, policy, shippedPolicies } from './policies.ts';

const guide = readFileSync(new URL('../../docs/guides/from-a-document-to-a-policy.md', import.meta.url), 'utf8');
const examples = [...guide.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, rules = '']) =>
  policy('guide', `rules:\n${rules}`),
);
const shipped = shippedPolicies.map(([, text]) => documentOf(text));

test.each(examples.map((text) => [/id: (\S+)/u.exec(text)?.[1], text]))(
  'the example that begins with %s is read with the words of the four documents',
  (_, text = '') => {
    expect(findings(text, shipped)).toEqual([]);
  },
);

test('there is an example for each kind of rule', () => {
  const kinds = new Set(examples.flatMap((text) => parseOne(text).document?.rules.map(({ kind }) => kind) ?? []));
  expect(RULE_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
});
