import { readFileSync, readdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COUNTRY_CODE } from '../../seeds/regions/regions.ts';
import { toDay } from '../../src/domain/day.ts';
import { signInPath } from '../../src/server/pages.ts';
import { createSignInLink } from '../../src/services/account.ts';
import { serving } from '../api/serving.ts';
import { CHROMIUM_RUNS_HERE, startChromium } from './chromium.ts';

/** On a busy machine; on a quiet one it takes some five seconds. */
const LONGEST_MILLISECONDS = 90_000;
const ROOT = new URL('../../', import.meta.url);
const TODAY = '2025-11-15';
const { graph, fetch } = serving(TODAY);

const guides = readdirSync(new URL('docs/guides/', ROOT))
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/guides/${file}`);
/** As the tabs show them: the README's first. */
const queries = ['README.md', ...guides].flatMap((file) =>
  [...readFileSync(new URL(file, ROOT), 'utf8').matchAll(/^```graphql\n([\s\S]*?)^```/gmu)].map(
    ([, query]) => query ?? '',
  ),
);

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.replaceAll('\u00a0', ' ').trim());
}

describe.runIf(CHROMIUM_RUNS_HERE)('in a browser', () => {
  let browser: Browser;
  let remove: () => Promise<void> = () => Promise.resolve();

  beforeAll(async () => {
    ({ browser, remove } = await startChromium());
  }, LONGEST_MILLISECONDS);
  afterAll(() => remove());

  test(
    "the sign-in link opens GraphiQL once; the README's first query runs there, and nothing asks another address",
    { timeout: LONGEST_MILLISECONDS },
    async () => {
      const { origin } = new URL((await fetch('/')).url);
      const link = `${origin}${signInPath(await createSignInLink(graph, COUNTRY_CODE, toDay(TODAY)))}`;
      const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
      page.setDefaultTimeout(LONGEST_MILLISECONDS);
      const requested: string[] = [];
      page.on('request', (request) => requested.push(request.url()));
      // What the content security policy keeps from leaving is told here.
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', ({ message }) => complaints.push(message));

      const opened = await page.goto(link);
      expect([opened?.status(), page.url()]).toEqual([200, `${origin}/graphiql/`]);
      const query = page.locator('.graphiql-query-editor .view-lines');
      await query.getByText('530400').waitFor();
      expect(await page.getByRole('tab').count()).toBe(queries.length);
      // GraphiQL gives the query a name in its first line.
      expect(linesOf(await query.innerText())).toEqual(expect.arrayContaining(linesOf(queries[0] ?? '').slice(1, -1)));

      await page.getByRole('button', { name: /^Execute query/u }).click();
      const answer = page.locator('.graphiql-response .view-lines');
      await answer.getByText('7202').waitFor();
      expect(linesOf(await answer.innerText())).toContain('"homeroomTeachers": 7202,');
      expect(complaints).toEqual([]);

      expect((await page.goto(link))?.status()).toBe(401);
      expect(await page.innerText('body')).toContain('This link was used');
      expect(requested).toContain(`${origin}/graphql`);
      expect(requested.filter((address) => new URL(address).origin !== origin)).toEqual([]);
    },
  );
});
