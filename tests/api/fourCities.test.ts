import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { apiOn } from './api.ts';

/** Each of them on the last day of which its own data speaks. */
const CITIES = [
  { heading: 'Yuxi', region: '530400', asOf: '2025-11-15' },
  { heading: 'Xiamen', region: '350200', asOf: '2026-10-31' },
  { heading: 'Lishui', region: '331100', asOf: '2026-10-31' },
  { heading: 'Ganyu', region: '320707', asOf: '2026-10-31' },
] as const;

const PAGE = fileURLToPath(new URL('../../docs/guides/four-cities.md', import.meta.url));
const INTRODUCTION = `# The four questions, asked of four cities

The [README's four questions](../../README.md#four-questions) with their answers, as the demonstration gives them that
\`npm start\` loads: Yuxi from its workbook, Xiamen, Lishui and Ganyu made up at a tenth of their size. Nobody in them is real.
Where a city's policy asks nothing, its list is empty; where something cannot be known, the answer is \`null\`.
The page is written by \`npx vitest run tests/api/fourCities.test.ts -u\`.
`;

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const section = /^## Four questions$([\s\S]*?)^## /mu.exec(readme)?.[1] ?? '';
const questions = [...section.matchAll(/^(.*\?)\n\n```graphql\n([\s\S]*?)^```/gmu)].map(([, question, query]) => ({
  question: question ?? '',
  query: query ?? '',
}));

const api = apiOn('2026-11-22');

test("the guide's answers to the README's four questions are those that the four cities give", async () => {
  expect(questions).toHaveLength(4);
  let page = INTRODUCTION;
  for (const { heading, region, asOf } of CITIES) {
    page += `\n## ${heading} (${region}) on ${asOf}\n`;
    for (const { question, query } of questions) {
      const answer = await api.askText(query, { region, asOf });
      page += `\n${question}\n\n\`\`\`json\n${JSON.stringify(answer, null, 2)}\n\`\`\`\n`;
    }
  }
  const options = await resolveConfig(PAGE);
  await expect(await format(page, { ...options, filepath: PAGE })).toMatchFileSnapshot(PAGE);
});
