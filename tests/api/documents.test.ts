import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { serving } from './serving.ts';

const PROJECT = new URL('../../', import.meta.url);
const guides = readdirSync(new URL('docs/guides/', PROJECT)).filter((name) => name.endsWith('.md'));
const queries = ['README.md', ...guides.map((name) => `docs/guides/${name}`)].flatMap((file) =>
  [...readFileSync(new URL(file, PROJECT), 'utf8').matchAll(/^```graphql\n([\s\S]*?)^```/gmu)].map(
    (block) => [file, block[1] ?? ''] as const,
  ),
);

const api = serving();
let planner = '';
beforeAll(async () => {
  planner = await api.token({ regionCode: '000000' });
});

test.each(queries)('a query that %s shows, and GraphiQL in a tab, is answered', async (_file, query) => {
  const { data, errors } = await api.ask(query, planner);
  expect(errors).toEqual([]);
  expect(Object.values(data ?? {})).not.toContain(null);
});
