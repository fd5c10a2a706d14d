import { beforeAll, describe, expect, test } from 'vitest';
import { serving } from './serving.ts';

/** Served in 易门县, works for a city workshop. */
const STAFF_NO = '25015528';
const api = serving();
let city = '';
let county = '';
let neighbour = '';
let foreign = '';
let school = '';

beforeAll(async () => {
  city = await api.token({ regionCode: '530400' });
  county = await api.token({ regionCode: '530425' });
  neighbour = await api.token({ regionCode: '530402' });
  foreign = await api.token({ regionCode: '350200' });
  school = await api.token({ regionCode: '530400', schoolCode: '0400001' });
});

const TEACHER = `{ teacher(region: "530400", staffNo: "${STAFF_NO}") { name seats { workshop { code } } records { asOf } } }`;

describe('an account of a county', () => {
  test('sees the directory of its whole city', async () => {
    const { data, errors } = await api.ask(
      '{ region(code: "530402") { name parent { code children { code } } } workshop(region: "530400", code: "YX-GZS-01") { code } }',
      county,
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      region: { parent: { code: '530400', children: expect.arrayContaining([{ code: '530481' }]) as unknown } },
      workshop: { code: 'YX-GZS-01' },
    });
  });

  test('sees nothing above or outside its city', async () => {
    const { data } = await api.ask(
      '{ region(code: "530400") { parent { code } } other: region(code: "530100") { code } }',
      county,
    );
    expect(data).toEqual({ region: { parent: null }, other: null });
  });

  test('sees the records of its own people, not those of another county, whatever the day asked about', async () => {
    const records = async (token: string, query: string) =>
      ((await api.ask(query, token)).data?.['teacher'] as { records: unknown } | null)?.records;
    const past = TEACHER.replace('")', '", asOf: "2023-06-01")');
    expect(await records(county, TEACHER)).not.toBeNull();
    expect(await records(city, TEACHER)).not.toBeNull();
    expect(await records(neighbour, TEACHER)).toBeNull();
    expect(await records(neighbour, past)).toBeNull();
    expect(await records(county, past)).toEqual({ asOf: '2023-06-01' });
  });
});

test('an account of a school sees the records of that school alone', async () => {
  const { data } = await api.ask(TEACHER, school);
  expect(data).toMatchObject({ teacher: { records: null } });
  const { data: viewer } = await api.ask('{ viewer { school { code } region { code } } }', school);
  expect(viewer).toEqual({ viewer: { school: { code: '0400001' }, region: { code: '530400' } } });
});

describe('a planner of another city', () => {
  const questions = [
    TEACHER,
    '{ region(code: "530400") { name } }',
    '{ school(region: "530400", code: "0400001") { name } }',
    '{ workshop(region: "530400", code: "YX-GZS-01") { name } }',
    '{ policy(code: "yuxi-2023") { title } }',
  ];

  test.each(questions)('is answered as if it did not exist: %s', async (question) => {
    const inexistent = question.replace(/530400|yuxi-2023/g, '999999');
    const [asked, never, known] = await Promise.all([
      api.ask(question, foreign),
      api.ask(inexistent, foreign),
      api.ask(question, city),
    ]);
    expect(asked.errors).toEqual([]);
    expect(asked.data).toEqual(never.data);
    expect(Object.values(known.data ?? {})).not.toEqual([null]);
  });

  test('learns nothing from a global id', async () => {
    const { data } = await api.ask(
      `{ teacher(region: "530400", staffNo: "${STAFF_NO}") { id seats { id } designations { id } } }`,
      city,
    );
    const teacher = data?.['teacher'] as { id: string; seats: { id: string }[]; designations: { id: string }[] };
    const ids = [teacher, ...teacher.seats, ...teacher.designations].map(({ id }) => id);
    const { data: seen } = await api.ask(`{ nodes(ids: ${JSON.stringify(ids)}) { __typename } }`, foreign);
    expect(seen).toEqual({ nodes: ids.map(() => null) });
  });
});
