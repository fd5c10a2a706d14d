import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { apiOn } from './api.ts';

/** Each of them up to the last day of which its own data speaks. */
const CITIES = [
  { heading: 'Xiamen', region: '350200', until: '2026-10-31' },
  { heading: 'Lishui', region: '331100', until: '2026-10-31' },
  { heading: 'Ganyu', region: '320707', until: '2026-10-31' },
  { heading: 'Yuxi', region: '530400', until: '2025-11-15' },
] as const;
const STANDING = '2023-12-31';

const PAGE = fileURLToPath(new URL('../../docs/guides/forecast.md', import.meta.url));

const QUERY = `query Backtest($region: String!, $asOf: Date!, $until: Date!) {
  region(code: $region, asOf: $asOf) {
    forecast(until: $until, targetsAsOf: $until) {
      target {
        rule {
          code
        }
      }
      on
      actual
      at {
        worst
        expected
        best
      }
      unknown
    }
  }
}`;
const CAME = `query Came($region: String!, $on: Date!) {
  region(code: $region, asOf: $on) { targets { target { rule { code } } actual } }
}`;

interface Forecast {
  readonly target: { readonly rule: { readonly code: string } };
  readonly on: string;
  readonly actual: number | null;
  readonly at: { readonly worst: number | null; readonly expected: number | null; readonly best: number | null };
}

const api = apiOn('2026-11-22');
const rounded = (value: number): number => Math.round(value * 10) / 10;
const shown = (value: number | null): string => (value === null ? '–' : String(rounded(value)));

async function rowsOf(region: string, until: string) {
  const { region: found } = (await api.askText(QUERY, { region, asOf: STANDING, until })) as {
    region: { forecast: readonly Forecast[] };
  };
  const came = new Map<string, number | null>();
  for (const on of new Set(found.forecast.map((each) => each.on))) {
    const answer = (await api.askText(CAME, { region, on })) as {
      region: { targets: readonly { target: Forecast['target']; actual: number | null }[] };
    };
    for (const { target, actual } of answer.region.targets) came.set(`${target.rule.code} ${on}`, actual);
  }
  return found.forecast.map((each) => {
    const { code } = each.target.rule;
    return { code, ...each, came: came.get(`${code} ${each.on}`) ?? null };
  });
}

test('the guide says how good the forecast was: from the end of 2023 to the day of the data', async () => {
  let tables = '';
  const all: Awaited<ReturnType<typeof rowsOf>>[number][] = [];
  for (const { heading, region, until } of CITIES) {
    const rows = await rowsOf(region, until);
    all.push(...rows);
    tables += `\n### ${heading} (${region})\n\n| target | for | at the end of 2023 | worst | expected | best | what came | error | within |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n`;
    for (const { code, on, actual, at, came } of rows) {
      const error = at.expected === null || came === null ? null : at.expected - came;
      const within =
        at.worst === null || at.best === null || came === null
          ? '–'
          : at.worst <= came && came <= at.best
            ? 'yes'
            : 'no';
      const cells = [
        code,
        on,
        shown(actual),
        shown(at.worst),
        shown(at.expected),
        shown(at.best),
        shown(came),
        shown(error),
        within,
      ];
      tables += `| ${cells.join(' | ')} |\n`;
    }
  }
  const judged = all.filter(({ at, came }) => at.expected !== null && came !== null && came > 0);
  const off = (of: (row: (typeof judged)[number]) => number | null) =>
    judged.reduce((sum, row) => sum + Math.abs((of(row) ?? 0) - (row.came ?? 0)) / (row.came ?? 1), 0) / judged.length;
  const ranged = all.filter(({ at, came }) => at.worst !== null && at.best !== null && came !== null);
  const inside = ranged.filter(({ at, came }) => (at.worst ?? 0) <= (came ?? 0) && (came ?? 0) <= (at.best ?? 0));
  const bare = all.filter(({ at }) => at.worst === null);
  const summary = `Of ${all.length} targets, ${judged.length} have an expected value; on average it is ${rounded(off(({ at }) => at.expected) * 100)}% of what came away from it. To say that nothing changes would have been ${rounded(off(({ actual }) => actual) * 100)}% away. ${inside.length} of the ${ranged.length} with a worst and a best case lie between them; ${bare.length} have no forecast for want of a basis.`;
  expect(judged.length).toBeGreaterThan(5);
  const page = `${OPENING}\n${summary}\n${tables}\n${CLOSING}`;
  const options = await resolveConfig(PAGE);
  await expect(await format(page, { ...options, filepath: PAGE })).toMatchFileSnapshot(PAGE);
});

const OPENING = `# How good the forecast is

\`region.forecast\` says where a region will stand against its targets: what there is, what comes in a year, what falls away.
This page stands at the end of 2023, looks ahead to the last day of which the data speaks, and compares. Nothing dated later
is looked at: not the awards, not the ends of posts and workshops, not that a title was taken back. The targets are those of
today, also where their policy came later. The page is written by \`npx vitest run tests/api/forecastBacktest.test.ts -u\`.

The cities are made up, Yuxi apart, whose workbook is a sample: the numbers show how the method behaves, not how good a bureau's
own forecast will be. Ask the same of your own region:

\`\`\`graphql
${QUERY.replace('$region: String!, $asOf: Date!, $until: Date!', `$region: String! = "331100", $asOf: Date! = "${STANDING}", $until: Date! = "2026-10-31"`)}
\`\`\`

## From the end of 2023 to the day of the data
`;
const CLOSING = `
Shares are per cent. \`error\` is what was expected less what came; \`within\`, whether what came lies between worst and best.

## Where it is good, and where it is not

- **Where things went on as before it is close**: training (one to four points), titles that are awarded in the same numbers
  every year (\`LD-t-backbone\`, \`GD-t-model\`).
- **It cannot see a decision.** Xiamen founded more workshops every year, Lishui's counties founded theirs after the rules of 2024
  asked for them: the pace of 2022 and 2023 knew of neither, and even the best case was too low (\`X-t-workshops\`,
  \`LD-t-county-workshops\`). What is decided belongs into the levers.
- **Two years are little.** A policy of autumn 2022 has one completed year by the end of 2023; the year before it is taken too,
  in which nobody was awarded anything (\`Y-t-county\`, \`Y-t-city\`: 0, then as many as asked). The range is wide and the
  middle too low. Years without an award count as 0 once titles are on record, so that where none was awarded yet none is
  expected (\`X-t-experts\`). Where the records begin with the policy there is no forecast at all (\`Y-t-workshops\`).
- **Nothing expected where nothing is known.** In Xiamen no title had ended by 2023, so that nobody could say how many are given
  again: there is a worst and a best case and nothing between them (\`X-t-backbone\`).
- **Numbers below ten** are decided by two or three people; the worst and the best of two equal years lie too close together
  (\`LD-t-famous\`: two awards in 2022, two in 2023, three a year after; three of four given again, while of all titles it had been half).
- **Schools are taken to stay as they are.** Eight of Lishui's schools became urban in 2025, and their holders no longer count as
  rural (\`LD-t-rural-backbone\`).
- **Waves are flattened.** Workshops with a term of three years are founded anew every three years; the mean of two years hits
  or misses the wave.
`;
