import { beforeAll, describe, expect, test } from 'vitest';
import { mentorgraph } from '../setup/program.ts';
import { serving } from './serving.ts';

const api = serving();
let planner = '';
beforeAll(async () => {
  planner = await api.token({ regionCode: '530400' });
});

const OUTSIDE = ['9999-12-31', '9998-12-31', '2200-01-01', '1899-12-31', '0001-01-01'];
const YEARS_OUTSIDE = ['9998-9999', '2199-2200', '1899-1900', '2024-2026'];
const BOUNDS = ['1900-01-01', '2199-12-31'];
const CHINESE = { 'accept-language': 'zh-CN' };
const HAN = /\p{Script=Han}{2}/u;

const EVERYTHING = `name mentorLoad { mentors } withoutMentor { total } ending(months: 120) { until }
  targets { state } pyramid { tiers { count } } ruralQuota { unknown } population { teachers } capacity { unattached }
  openPlaces { totalCount }`;

const fetched = (path: string, language = 'en', options: RequestInit = {}) =>
  api.fetch(path, { ...options, headers: { authorization: `Bearer ${planner}`, 'accept-language': language } });

async function refusal(response: Response): Promise<{ message: string; code: string }> {
  const { errors } = (await response.json()) as {
    errors: { message: string; extensions: { code: string } }[];
  };
  const [{ message, extensions } = { message: '', extensions: { code: '' } }] = errors;
  return { message, code: extensions.code };
}

describe('which days can be asked about', () => {
  test.each([...BOUNDS, '1900-08-31', '2199-06-30'])('%s: every report answers', async (day) => {
    const { errors } = await api.ask(`{ region(code: "530400", asOf: "${day}") { ${EVERYTHING} } }`, planner);
    expect(errors).toEqual([]);
    for (const report of ['mentor-load', 'ending', 'targets', 'rural-report', 'open-places', 'without-mentor'])
      expect([200, 404]).toContain((await fetched(`/exports/${report}.csv?region=530400&asOf=${day}`)).status);
  });

  test.each(['1900-1901', '2198-2199'])('the school year %s too', async (year) => {
    const { errors } = await api.ask(
      `{ region(code: "530400") { mentorLoad(schoolYear: "${year}") { mentors }
        withoutMentor(schoolYear: "${year}") { total } ruralQuota(schoolYear: "${year}") { unknown } } }`,
      planner,
    );
    expect(errors).toEqual([]);
  });

  test.each(OUTSIDE)('%s is refused, and told the bounds, in a query and in its variables', async (day) => {
    const variables = await api.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${planner}`, ...CHINESE },
      body: JSON.stringify({
        query: 'query ($day: Date) { region(code: "530400", asOf: $day) { id } }',
        variables: { day },
      }),
    });
    const query = `{ region(code: "530400", asOf: "${day}") { id } }`;
    const answers = [
      await refusal(variables),
      ...(await api.ask(query, planner, CHINESE)).errors.map(({ message, extensions }) => ({ message, ...extensions })),
    ];
    expect(answers).toHaveLength(2);
    for (const { message, code } of answers) {
      expect(code).toBe('BAD_USER_INPUT');
      expect(message).toMatch(HAN);
      for (const bound of BOUNDS) expect(message).toContain(bound);
    }
    const [english] = (await api.ask(query, planner)).errors;
    expect(english?.message).not.toMatch(HAN);
    for (const bound of BOUNDS) expect(english?.message).toContain(bound);
  });

  test.each(YEARS_OUTSIDE)('the school year %s is refused', async (year) => {
    const query = `{ region(code: "530400") { withoutMentor(schoolYear: "${year}") { total } } }`;
    for (const headers of [{}, CHINESE]) {
      const { errors } = await api.ask(query, planner, headers);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
      expect(errors[0]?.message).toContain('2198-2199');
      expect(HAN.test(errors[0]?.message ?? '')).toBe(headers === CHINESE);
    }
    const file = await fetched(`/exports/mentor-load.csv?region=530400&schoolYear=${year}`);
    expect(file.status).toBe(400);
    expect((await refusal(file)).message).toContain('2198-2199');
  });

  test.each(OUTSIDE)('%s is refused over HTTP', async (day) => {
    for (const language of ['en', 'zh-CN'])
      for (const response of [
        await fetched(`/exports/mentor-load.csv?region=530400&asOf=${day}`, language),
        await fetched(`/imports?region=530400&asOf=${day}`, language, { method: 'POST', body: 'x' }),
      ]) {
        expect(response.status).toBe(400);
        const { code, message } = await refusal(response);
        expect(code).toBe('BAD_USER_INPUT');
        for (const bound of BOUNDS) expect(message).toContain(bound);
        expect(HAN.test(message)).toBe(language === 'zh-CN');
      }
  });

  test('an id does not carry such a day', async () => {
    const { data } = await api.ask('{ region(code: "530400", asOf: "2025-11-15") { id } }', planner);
    const id = Buffer.from((data?.['region'] as { id: string }).id, 'base64url').toString('utf8');
    const far = Buffer.from(id.replace('2025-11-15', '9999-12-31')).toString('base64url');
    const { errors } = await api.ask(`{ node(id: "${far}") { id } }`, planner, CHINESE);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['INVALID_ID']);
    expect(errors[0]?.message).toMatch(HAN);
  });

  test('the commands refuse such a day before anything else', { timeout: 60_000 }, async () => {
    for (const [LANG, chinese] of [
      ['en', false],
      ['zh_CN.UTF-8', true],
    ] as const)
      for (const options of [
        ['export', 'mentor-load', '--region', '530400', '--out', 'never.csv', '--as-of', '9999-12-31'],
        ['import', 'never.xlsx', '--region', '530400', '--as-of', '0001-01-01'],
      ]) {
        const { code, stdout, stderr } = await mentorgraph(options, { LANG });
        expect([code, stdout]).toEqual([2, '']);
        for (const bound of BOUNDS) expect(stderr).toContain(bound);
        expect(HAN.test(stderr)).toBe(chinese);
      }
  });
});

describe('what an argument may not be is said in the language of the request', () => {
  test.each([
    ['{ region(code: "530400") { ending(months: 0) { until } } }', '120'],
    ['{ region(code: "530400") { ending(months: 121) { until } } }', '120'],
    ['{ region(code: "530400") { schools(first: -1) { nodes { id } } } }', '500'],
    ['{ region(code: "530400") { schools(last: 501) { nodes { id } } } }', '500'],
    ['{ region(code: "530400") { schools(after: "x") { nodes { id } } } }', 'cursor'],
    ['{ region(code: "530400") { schools(first: 5, last: 3) { nodes { id } } } }', 'last'],
    ['{ importRuns(region: "530400", first: 5, last: 3) { nodes { id } } }', 'last'],
    ['{ importRuns(region: "530400", after: "x") { nodes { id } } }', ''],
    ['{ region(code: "") { id } }', '100'],
    [`{ teachers(region: "530400", search: "${'x'.repeat(101)}") { nodes { id } } }`, '100'],
  ])('%s', async (query, told) => {
    for (const headers of [{}, CHINESE]) {
      const { errors } = await api.ask(query, planner, headers);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
      const { message = '' } = errors[0] ?? {};
      expect(message).toContain(told);
      expect(message).not.toMatch(/Validation error|Too (?:small|big)|Invalid input/u);
      expect(HAN.test(message)).toBe(headers === CHINESE);
    }
  });
});

test('a former code of a region is answered with the code of the day', async () => {
  await expect(api.token({ regionCode: '530422' })).rejects.toThrow('530481 澄江市');
  const { message } = await refusal(
    await fetched('/imports?region=530422&asOf=2025-11-15&name=a.csv', 'zh-CN', { method: 'POST', body: 'x' }),
  );
  expect(message).toContain('2025-11-15 的代码是 530481 澄江市');
});
