import { beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../schema/limits.ts';
import { serving } from './serving.ts';

const api = serving();
let planner = '';
beforeAll(async () => {
  planner = await api.token({ regionCode: '530400' });
});

const codes = async (query: string) => (await api.ask(query, planner)).errors.map(({ extensions }) => extensions.code);

describe('how much one request may ask for', () => {
  test('what nests too deep is refused with the limit and what to do', async () => {
    const deep = `${'parent { '.repeat(LIMITS.depth)}name${' }'.repeat(LIMITS.depth)}`;
    const { errors, data } = await api.ask(`{ region(code: "530402") { ${deep} } }`, planner);
    expect(data).toEqual({ region: null });
    expect(errors[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
    expect(errors[0]?.message).toContain(String(LIMITS.depth));
  });

  test('the size of a page counts', async () => {
    const pages = (first: number) =>
      `{ region(code: "530400") { schools(first: ${first}) { nodes { region { schools(first: ${first}) { nodes { name } } } } } } }`;
    expect(await codes(pages(5))).toEqual([]);
    expect(await codes(pages(LIMITS.largestPage))).toEqual(['QUERY_TOO_COMPLEX']);
  });

  test('the number of ids counts', async () => {
    const { data } = await api.ask('{ region(code: "530400") { id } }', planner);
    const { id } = data?.['region'] as { id: string };
    const ids = JSON.stringify(Array.from({ length: LIMITS.nodes + 1 }, () => id));
    expect(await codes(`{ nodes(ids: ${ids}) { id } }`)).toEqual(['BAD_USER_INPUT']);
  });

  test('aliases add up', async () => {
    const many = Array.from({ length: LIMITS.breadth / 2 + 1 }, (_, index) => `a${index}: viewer { name }`);
    expect(new Set(await codes(`{ ${many.join(' ')} }`))).toEqual(new Set(['QUERY_TOO_COMPLEX']));
  });

  test('a text of too many tokens is not parsed', async () => {
    const { status, errors } = await api.ask(`{ ${'__typename '.repeat(LIMITS.tokens)} }`, planner);
    expect(status).toBe(400);
    expect(errors[0]?.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
    expect(errors[0]?.message).toContain(String(LIMITS.tokens));
  });

  test('what a person writes by hand is within the limits', async () => {
    const query = `{ region(code: "530400", asOf: "2025-11-15") { workshops(first: 50) { nodes {
      code lead { holder { name } } seats { role { name } holder { name school { name } } beneath { holder { name } } } } } } }`;
    expect(await codes(query)).toEqual([]);
  });
});

describe('what cannot be read is refused by name', () => {
  test.each([
    ['a day that does not exist', '{ region(code: "530400", asOf: "2025-02-29") { id } }', 'BAD_USER_INPUT'],
    [
      'a school year of three',
      '{ teacher(region: "530400", staffNo: "1") { mentors(schoolYear: "2024-2026") { id } } }',
      'BAD_USER_INPUT',
    ],
    ['a field that is none', '{ region(code: "530400") { nonsense } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['half a query', '{ region(', 'GRAPHQL_PARSE_FAILED'],
    ['a negative page', '{ region(code: "530400") { schools(first: -1) { nodes { id } } } }', 'BAD_USER_INPUT'],
    [
      'a page beyond the largest',
      `{ region(code: "530400") { schools(first: ${LIMITS.largestPage + 1}) { nodes { id } } } }`,
      'BAD_USER_INPUT',
    ],
    ['a cursor that is none', '{ region(code: "530400") { schools(after: "x") { nodes { id } } } }', 'BAD_USER_INPUT'],
    ['an empty code', '{ region(code: "") { id } }', 'BAD_USER_INPUT'],
    ['a code without an end', `{ region(code: "${'5'.repeat(LIMITS.textLength + 1)}") { id } }`, 'BAD_USER_INPUT'],
  ])('%s', async (_what, query, code) => {
    expect(await codes(query)).toEqual([code]);
  });

  test('a body that is no JSON', async () => {
    const response = await api.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${planner}` },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test('a form that another site could send', async () => {
    const response = await api.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'text/plain', authorization: `Bearer ${planner}` },
      body: '{"query":"{ __typename }"}',
    });
    expect(response.status).toBe(400);
  });
});

describe('a list by page', () => {
  interface Page {
    readonly nodes: readonly { readonly code: string }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string;
      readonly endCursor: string;
    };
  }
  const schools = async (page: string) => {
    const { data } = await api.ask(
      `{ region(code: "530402", asOf: "2025-11-15") { schools(${page}) { nodes { code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
      planner,
    );
    return (data?.['region'] as { schools: Page }).schools;
  };
  const codesOf = (page: Page) => page.nodes.map(({ code }) => code);

  test('walked forwards and backwards shows each thing once, in one order', async () => {
    const whole = codesOf(await schools('first: 500'));
    const forwards: string[] = [];
    for (
      let page = await schools('first: 7');
      ;
      page = await schools(`first: 7, after: "${page.pageInfo.endCursor}"`)
    ) {
      forwards.push(...codesOf(page));
      if (!page.pageInfo.hasNextPage) break;
    }
    const backwards: string[] = [];
    for (
      let page = await schools('last: 7');
      ;
      page = await schools(`last: 7, before: "${page.pageInfo.startCursor}"`)
    ) {
      backwards.unshift(...codesOf(page));
      if (!page.pageInfo.hasPreviousPage) break;
    }
    expect(whole.length).toBeGreaterThan(14);
    expect(whole).toEqual([...whole].sort());
    expect(forwards).toEqual(whole);
    expect(backwards).toEqual(whole);
  });
});
