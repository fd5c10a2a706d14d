import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { policySchema } from '../../src/domain/policy/schema.ts';
import { parsePolicies } from '../../src/domain/policy/parse.ts';
import { policy, shippedPolicies } from './policies.ts';

const SCHEMA_FILE = new URL('../../docs/policy.schema.json', import.meta.url);
const page = readFileSync(new URL('../../docs/policy-language.md', import.meta.url), 'utf8');
const [file = '', ...rules] = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, example = '']) => example);

const validate = new Ajv2020({ allowUnionTypes: true, strictRequired: false, logger: false }).compile(
  policySchema() as object,
);

/** What the schema has against each document of a text. */
function against(text: string): unknown[] {
  return parseAllDocuments(text).flatMap((document) => {
    const value: unknown = document.toJS();
    return validate(value) ? [] : (validate.errors ?? []).slice(0, 5);
  });
}

test('the schema that is committed is the one that is made', () => {
  expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(policySchema());
});

describe('what the readers take the schema takes', () => {
  test.each(shippedPolicies)('%s', (_, text) => {
    expect(against(text)).toEqual([]);
  });

  test.each([
    ['the file on the page', file],
    ...rules.map((rule) => ['rules on the page', policy('p', `rules:\n${rule}`)]),
  ])('%s', (_, text = '') => {
    expect(against(text)).toEqual([]);
  });

  test('a city that is not in the four documents', () => {
    expect(against(readFileSync(new URL('../fixtures/invented/policy.yaml', import.meta.url), 'utf8'))).toEqual([]);
  });
});

describe('what is misspelt the schema marks', () => {
  const rule = (body: string) => policy('p', `rules:\n  - { id: A, clause: "1", ${body} }\n`);
  test.each([
    ['a key of the file', policy('p', 'calender: {}')],
    ['a kind of rule', rule('kind: quoat, require: { count: seats, atLeast: 1 }')],
    ['a record', rule('kind: quota, require: { count: seat, atLeast: 1 }')],
    ['a fact', rule('kind: quota, require: { fact: homeroomYaers, atLeast: 1 }')],
    ['an attribute', rule('kind: quota, require: { count: seats, where: { rol: host }, atLeast: 1 }')],
    ['a comparison', rule('kind: quota, require: { count: seats, atleast: 1 }')],
    ['a level', rule('kind: quota, who: { region: { level: TOWN } }, require: { count: seats, atLeast: 1 }')],
    ['a window', rule('kind: quota, require: { count: seats, within: 3 weeks, atLeast: 1 }')],
    ['a region code without quotes', 'policy: p\nregion: 530400\neffective: { from: 2020-01-01 }\n'],
  ])('%s', (_, text) => {
    expect(parsePolicies(text)[0]?.document).toBeNull();
    expect(against(text)).not.toEqual([]);
  });
});
