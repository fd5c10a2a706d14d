import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CODE_GROUPS, FACTS, RECORDS } from '../../src/domain/policy/catalogue.ts';
import { EFFECTS, EFFECT_SUBJECTS, PERIODS, RULE_KINDS } from '../../src/domain/policy/types.ts';
import { documentOf, findings, policy } from './policies.ts';

const page = readFileSync(new URL('../../docs/policy-language.md', import.meta.url), 'utf8');
const [file = '', ...rules] = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, example = '']) => example);

test('the file on the page is read without anything to repair or to know', () => {
  expect(findings(file)).toEqual([]);
});

test.each(rules.map((example) => [/id: (\S+)/.exec(example)?.[1], example]))(
  'the rule %s on the page is read',
  (_, example = '') => {
    expect(findings(policy('example', `rules:\n${example}`), [documentOf(file)])).toEqual([]);
  },
);

describe('every name that a file may use stands on the page', () => {
  test.each([
    ['kinds of rules', RULE_KINDS],
    ['facts', Object.keys(FACTS)],
    ['records', Object.keys(RECORDS)],
    ['groups of codes', CODE_GROUPS],
    ['periods', PERIODS],
    ['effects', [...EFFECTS, ...EFFECT_SUBJECTS]],
  ])('%s', (_, names) => {
    const words = new Set(page.match(/[A-Za-z]+/g));
    expect(names.filter((name) => !words.has(name))).toEqual([]);
  });
});
