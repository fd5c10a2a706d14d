import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { apiOn } from './api.ts';
import { serving } from './serving.ts';

const api = apiOn('2026-11-22');
const served = serving();
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const section = /^## Where will we stand in 2030[\s\S]*?^## /mu.exec(readme)?.[0] ?? '';
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'mu').exec(section)?.[1] ?? '';

interface Outlook {
  readonly worst: number | null;
  readonly expected: number | null;
  readonly best: number | null;
}
interface Forecast {
  readonly target: { readonly rule: { readonly code: string } };
  readonly at: Outlook;
  readonly actual: number | null;
  readonly reached: { readonly expected: boolean | null };
  readonly needs: readonly { readonly lever: string; readonly tier: string | null; readonly least: number | null }[];
  readonly pairings: { readonly perHolder: number; readonly pairings: Outlook } | null;
  readonly path: readonly { readonly on: string; readonly at: Outlook }[];
}

async function forecastOf(levers = '', region = '350200', asOf = '2026-10-31'): Promise<ReadonlyMap<string, Forecast>> {
  const given = levers === '' ? '' : `, levers: { ${levers} }`;
  const answer =
    (await api.askText(`{ region(code: "${region}", asOf: "${asOf}") { forecast(until: "2030-12-31"${given}) {
    target { rule { code } } actual at { worst expected best } reached { expected } needs { lever tier least }
    pairings { perHolder pairings { expected } } path { on at { worst expected best } } } } }`)) as {
      region: { forecast: readonly Forecast[] };
    };
  return new Map(answer.region.forecast.map((each) => [each.target.rule.code, each]));
}

test("the README's forecast, copied as it stands, gives the README's answer", async () => {
  const answer = await api.askText(block('graphql'));
  expect({ data: answer }).toEqual(JSON.parse(block('json')));
});

describe("Xiamen's targets for 2030", () => {
  test('what a lever needs is enough when it is given, and pairings follow the holders', async () => {
    const before = await forecastOf();
    const backbone = before.get('X-t-backbone');
    const least = backbone?.needs.find(({ lever }) => lever === 'AWARDS_PER_YEAR')?.least ?? 0;
    expect(least).toBeGreaterThan(0);
    const given = `awardsPerYear: [{ tier: "backbone", count: ${String(least)} }], workshopsPerYear: 67, pairingsPerHolder: 3`;
    const after = await forecastOf(given);
    expect(after.get('X-t-backbone')?.reached.expected).toBe(true);
    expect(after.get('X-t-workshops')?.reached.expected).toBe(true);
    // Nobody is an expert by a workshop or a backbone award.
    expect(after.get('X-t-experts')?.at).toEqual(before.get('X-t-experts')?.at);
    const { pairings, at } = after.get('X-t-backbone') ?? {};
    expect(pairings?.perHolder).toBe(3);
    expect(pairings?.pairings.expected).toBeCloseTo(3 * (at?.expected ?? 0), 1);
  });

  test('the stock is what the target counts on the day, and the path ends where the forecast does', async () => {
    const answer = (await api.askText(
      '{ region(code: "350200", asOf: "2026-10-31") { targets { target { rule { code } } actual } } }',
    )) as { region: { targets: readonly { target: Forecast['target']; actual: number | null }[] } };
    const counted = new Map(answer.region.targets.map(({ target, actual }) => [target.rule.code, actual]));
    for (const [code, { actual, path, at }] of await forecastOf()) {
      if (path.length === 0) continue;
      expect([code, actual]).toEqual([code, counted.get(code)]);
      expect(path.at(-1)?.at).toEqual(at);
      expect(path.map(({ on }) => on)).toEqual(['2026', '2027', '2028', '2029', '2030'].map((year) => `${year}-12-31`));
    }
  });
});

test('it rests on records: only for whom the records of the region are open', async () => {
  const query = (code: string) =>
    `{ region(code: "${code}", asOf: "2025-11-15") { forecast(until: "2025-12-31") { actual } } }`;
  const county = await served.token({ regionCode: '530402' });
  const city = await served.token({ regionCode: '530400' });
  expect((await served.ask(query('530400'), county)).data).toEqual({ region: { forecast: null } });
  expect((await served.ask(query('530402'), county)).data).not.toEqual({ region: { forecast: null } });
  expect((await served.ask(query('530400'), city)).data).not.toEqual({ region: { forecast: null } });
  expect((await served.ask(query('350200'), city)).data).toEqual({ region: null });
});

test('the last day lies ahead, and a lever has bounds', async () => {
  const token = await served.token({ regionCode: '350200' });
  for (const [argument, words] of [
    ['until: "2026-10-31"', 'Give a day for until after 2026-10-31'],
    ['until: "2090-01-01"', 'Give a day for until after 2026-10-31'],
    ['until: "2030-12-31", levers: { workshopsPerYear: -1 }', 'workshopsPerYear is a number from 0'],
    ['until: "2030-12-31", levers: { retirementAgeMen: 20 }', 'An age of retirement'],
  ]) {
    const query = `{ region(code: "350200", asOf: "2026-10-31") { forecast(${argument ?? ''}) { actual } } }`;
    const { errors } = await served.ask(query, token);
    expect(JSON.stringify(errors)).toContain(words);
  }
});

test('a lever for a tier that no ladder in force has is refused, and the error names those that it has', async () => {
  const token = await served.token({ regionCode: '350200' });
  const query = (tier: string) =>
    `{ region(code: "350200", asOf: "2026-10-31") { forecast(until: "2030-12-31", levers: { awardsPerYear: [{ tier: "${tier}", count: 60 }] }) { actual } } }`;
  const { errors } = await served.ask(query('nix'), token);
  expect(JSON.stringify(errors)).toContain('BAD_USER_INPUT');
  expect(JSON.stringify(errors)).toContain('the tier nix. Tiers that are awarded: backbone, leader, expert.');
  expect((await served.ask(query('backbone'), token)).errors).toEqual([]);
  const chinese = await served.ask(query('nix'), token, { 'accept-language': 'zh' });
  expect(JSON.stringify(chinese.errors)).toContain('没有这样的层级：nix。可授予的层级：backbone、leader、expert。');
});

test('forecasts of all districts are read with as many queries as one', async () => {
  api.takeStatements();
  await api.askText(
    '{ region(code: "331100", asOf: "2026-10-31") { forecast(until: "2030-12-31") { actual } children { forecast(until: "2030-12-31") { actual } } } }',
  );
  const counts = new Map<string, number>();
  for (const { name } of api.takeStatements()) counts.set(name, (counts.get(name) ?? 0) + 1);
  // Once for the city and once for all its counties.
  for (const name of ['unitPlaces', 'peopleOfUnits', 'placesNamed'])
    expect([name, (counts.get(name) ?? 0) <= 2]).toEqual([name, true]);
});
