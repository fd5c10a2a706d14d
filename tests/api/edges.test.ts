import { beforeAll, describe, expect, test } from 'vitest';
import { serving } from './serving.ts';

const api = serving();
let planner = '';
beforeAll(async () => {
  planner = await api.token({ regionCode: '530400' });
});

/** The named reads of one request, however many things it answers with. */
async function reads(query: string): Promise<string[]> {
  api.takeReads();
  const { errors } = await api.ask(query, planner);
  expect(errors).toEqual([]);
  return api.takeReads().sort();
}

const workshops = (first: number, fields: string) =>
  `{ region(code: "530400", asOf: "2025-11-15") { workshops(first: ${first}) { nodes { ${fields} } } } }`;

describe('simple edges are one query per level', () => {
  test('seats, those beneath them, and their holders', async () => {
    expect(await reads(workshops(10, 'seats { beneath { holder { name school { name } } } }'))).toEqual([
      'coverages',
      'policyLayers',
      'regionByCode',
      'regionsOn',
      'schoolsOn',
      'seatsBeneath',
      'seatsOfWorkshops',
      'teachersOn',
      'workshopsOfRegions',
    ]);
  });

  test('pages under a list', async () => {
    const query = '{ region(code: "530400") { children { schools(first: 3) { nodes { name } } } } }';
    expect(await reads(query)).toEqual([
      'regionByCode',
      'regionChildren',
      'regionsOn',
      'regionsOn',
      'schoolsOfRegions',
    ]);
  });

  test.each([
    [
      'titles, posts and pairings',
      'lead { holder { designations { level } posts { className } mentees { mentee { name } } } }',
    ],
    [
      'schools and regions of people',
      'seats { holder { school { rural cityDirect region { parent { name } } } rural } }',
    ],
    ['standings', 'seats { holder { standings { tier { name } } } }'],
    ['whether records are open', 'seats { holder { records { asOf } } }'],
  ])('%s: no query is asked once for each thing', async (_what, fields) => {
    const names = await reads(workshops(10, fields));
    const most = Math.max(...names.map((name) => names.filter((other) => other === name).length));
    expect(most).toBeLessThanOrEqual(3);
  });

  test('two days in one request are two answers', async () => {
    const teacher = (alias: string, asOf: string) =>
      `${alias}: teacher(region: "530400", staffNo: "25015528", asOf: "${asOf}") { asOf school { asOf } }`;
    const { data } = await api.ask(`{ ${teacher('a', '2024-01-01')} ${teacher('b', '2025-01-01')} }`, planner);
    expect(data).toEqual({
      a: { asOf: '2024-01-01', school: { asOf: '2024-01-01' } },
      b: { asOf: '2025-01-01', school: { asOf: '2025-01-01' } },
    });
  });
});
