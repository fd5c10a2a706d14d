import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { apiOn } from './api.ts';

const api = apiOn('2025-11-15');
const county = apiOn('2025-11-15', '350200');

const CHECK = `query Check($text: String!, $region: String) {
  checkPolicy(text: $text, region: $region) {
    findings { severity line column code message }
    sentences { code title definitions rules { number code clause text readAs } }
  }
}`;

interface Checked {
  readonly checkPolicy: {
    readonly findings: readonly {
      readonly line: number;
      readonly column: number;
      readonly code: string;
      readonly message: string;
    }[];
    readonly sentences: readonly {
      readonly code: string;
      readonly rules: readonly { readonly code: string; readonly clause: string; readonly readAs: string }[];
    }[];
  } | null;
}

async function check(text: string, region: string | null = null, asker = api): Promise<Checked['checkPolicy']> {
  return ((await asker.askText(CHECK, { text, region })) as Checked).checkPolicy;
}

const DRAFT = `policy: hongta-2025
region: "530402"
effective: { from: 2025-09-01 }
rules:
  - { id: H-pair, kind: quota, clause: 二, overrides: Y-pair, who: cityHolders, per: schoolYear, require: { count: pairings, where: { as: mentor }, atLeast: 6 } }
`;

describe('a draft is checked as a text, and nothing of it is kept', () => {
  test('names of the policies in force for the region are known, and told in sentences', async () => {
    const checked = await check(DRAFT, '530402');
    expect(checked?.findings).toEqual([]);
    expect(checked?.sentences[0]?.rules).toEqual([
      {
        number: 1,
        code: 'H-pair',
        clause: '二',
        text: expect.stringContaining('at least 6 pairings (as mentor)') as string,
        readAs:
          'Quota: title holders (city level), each school year: at least 6 pairings (as mentor). It replaces Y-pair of the body above.',
      },
    ]);
  });

  test('alone they are not', async () => {
    const checked = await check(DRAFT);
    expect(checked?.findings.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '5:54 unknown-name',
      '5:67 unknown-name',
    ]);
    expect(checked?.sentences).toEqual([]);
  });

  test('a region outside the scope is not there', async () => {
    expect(await check(DRAFT, '530402', county)).toBeNull();
  });

  test('a shipped file has nothing to repair, whether alone or for its city', async () => {
    const text = readFileSync(new URL('../../seeds/policies/yuxi-2023.yaml', import.meta.url), 'utf8');
    for (const region of [null, '530400']) {
      const checked = await check(text, region);
      expect(checked?.findings).toEqual([]);
      expect(checked?.sentences[0]?.rules.find(({ code }) => code === 'Y-pair')?.readAs).toMatch(
        /^Quota: title holders \(city level\), each school year: at least 5 pairings \(as mentor\)\./u,
      );
    }
  });

  test('what is no policy at all is answered, not refused', async () => {
    expect((await check('[[[['))?.findings.map(({ code }) => code)).toContain('yaml');
    expect((await check('x'.repeat(210_000)))?.findings.map(({ code }) => code)).toEqual(['too-long']);
  });
});
