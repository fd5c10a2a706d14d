import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiOn } from './api.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const api = apiOn('2026-11-22');

test("the README's first query, copied as it stands, gives the README's answer", async () => {
  const blocks = [...readme.matchAll(/^```(graphql|json)\n([\s\S]*?)^```/gmu)].map(([, language, text]) => ({
    language,
    text: text ?? '',
  }));
  const first = blocks.findIndex(({ language }) => language === 'graphql');
  const answer = blocks.slice(first + 1).find(({ language }) => language === 'json');
  const query = blocks[first]?.text ?? '';
  expect(query).toContain('asOf: "2025-11-15"');
  expect({ data: await api.askText(query) }).toEqual(JSON.parse(answer?.text ?? ''));
});

test('what the README supposes of a draft is answered as the README says', async () => {
  const [, query = '', answer = ''] =
    /^```graphql\n((?:(?!^```)[\s\S])*?whatIf[\s\S]*?)^```[\s\S]*?^```json\n([\s\S]*?)^```/mu.exec(readme) ?? [];
  expect(query).toContain('whatIf(');
  expect({ data: await api.askText(query) }).toEqual(JSON.parse(answer));
});
