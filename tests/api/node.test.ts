import { beforeAll, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../schema/node.ts';
import { serving } from './serving.ts';

const api = serving();
let planner = '';
beforeAll(async () => {
  planner = await api.token({ regionCode: '530400' });
});

async function ask<Result>(query: string): Promise<Result> {
  const { data, errors } = await api.ask(query, planner);
  expect(errors).toEqual([]);
  return data as Result;
}

/** Something of each type that tells whether it is the same thing at the same moment. */
const FIELDS = {
  Region: 'id asOf code',
  School: 'id asOf code',
  Workshop: 'id asOf code',
  Teacher: 'id asOf staffNo',
  Seat: 'id from',
  Post: 'id className',
  Pairing: 'id schoolYear',
  Designation: 'id awarded',
};
const ANYTHING = Object.entries(FIELDS)
  .map(([type, fields]) => `... on ${type} { ${fields} }`)
  .join(' ');

interface Found {
  readonly id: string;
}

const everyThing = (asOf: string) => `{
  region(code: "530402"${asOf}) { ${FIELDS.Region} }
  school(region: "530400", code: "0400001"${asOf}) { ${FIELDS.School} }
  workshop(region: "530400", code: "YX-GZS-01"${asOf}) { ${FIELDS.Workshop} }
  teacher(region: "530400", staffNo: "25015528"${asOf}) {
    ${FIELDS.Teacher}
    seats { ${FIELDS.Seat} }
    posts { ${FIELDS.Post} }
    mentees { ${FIELDS.Pairing} }
    designations { ${FIELDS.Designation} }
  }
}`;

async function things(asOf: string): Promise<readonly Found[]> {
  const { teacher, ...others } = await ask<{
    teacher: Found & Record<'seats' | 'posts' | 'mentees' | 'designations', Found[]>;
    [root: string]: Found;
  }>(everyThing(asOf));
  const { seats, posts, mentees, designations, ...person } = teacher;
  return [...Object.values(others), person, ...seats, ...posts, ...mentees, ...designations];
}

describe('a global id', () => {
  test.each(['', ', asOf: "2025-10-20"'])('leads back to the same thing at the same moment (%s)', async (asOf) => {
    const found = await things(asOf);
    expect(found.length).toBeGreaterThanOrEqual(8);
    const { nodes } = await ask<{ nodes: unknown }>(
      `{ nodes(ids: ${JSON.stringify(found.map(({ id }) => id))}) { ${ANYTHING} } }`,
    );
    expect(nodes).toEqual(found);
  });

  test('carries the date when it was named, today included, and none when it was not', async () => {
    const { now, named, past } = await ask<Record<'now' | 'named' | 'past', Found & { asOf: string }>>(`{
      now: region(code: "530400") { id asOf }
      named: region(code: "530400", asOf: "2025-11-15") { id asOf }
      past: region(code: "530400", asOf: "2024-06-30") { id asOf }
    }`);
    expect(now.asOf).toBe(named.asOf);
    expect(new Set([now.id, named.id, past.id]).size).toBe(3);
  });

  test('of one date is answered beside one of another in the same request', async () => {
    const { a, b } = await ask<Record<'a' | 'b', Found>>(
      '{ a: region(code: "530400", asOf: "2024-01-01") { id } b: region(code: "530400", asOf: "2025-01-01") { id } }',
    );
    const { nodes } = await ask<{ nodes: unknown }>(
      `{ nodes(ids: ${JSON.stringify([a.id, b.id])}) { ... on Region { asOf } } }`,
    );
    expect(nodes).toEqual([{ asOf: '2024-01-01' }, { asOf: '2025-01-01' }]);
  });

  test.each([
    ['no id at all', 'x'],
    ['an empty one', ''],
    ['a type that has none', encodeGlobalId('Population', '00000000-0000-4000-8000-000000000000')],
    ['a property of every object', encodeGlobalId('constructor', '00000000-0000-4000-8000-000000000000')],
    ['an id that is none', encodeGlobalId('Region', '530400')],
    ['a day that does not exist', encodeGlobalId('Region', '00000000-0000-4000-8000-000000000000:2025-02-29')],
    ['a day on what has none', encodeGlobalId('PolicyVersion', '00000000-0000-4000-8000-000000000000:2025-02-28')],
    ['more than it should hold', encodeGlobalId('Region', '00000000-0000-4000-8000-000000000000:2025-02-28:x')],
  ])('that is malformed is refused by name: %s', async (_what, id) => {
    const { data, errors } = await api.ask(`{ node(id: ${JSON.stringify(id)}) { id } }`, planner);
    expect(data).toEqual({ node: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['INVALID_ID']);
  });

  test('of nothing is null', async () => {
    const id = encodeGlobalId('Seat', '00000000-0000-4000-8000-000000000000');
    expect(await ask(`{ node(id: "${id}") { __typename } }`)).toEqual({ node: null });
  });
});
