import { beforeAll, describe, expect, test } from 'vitest';
import { graphql } from '../generated/index.ts';
import { apiOn } from './api.ts';
import { serving } from './serving.ts';

const DAY = '2025-11-15';
const HOST = '25015528';
const api = apiOn(DAY);

const LineageOfTeacher = graphql(`
  query LineageOfTeacher($staffNo: String!, $generations: Int, $includeEnded: Boolean, $asOf: Date) {
    teacher(region: "530400", staffNo: $staffNo, asOf: $asOf) {
      id
      descendants(generations: $generations, includeEnded: $includeEnded) {
        size
        generations
        unknown
        formations {
          generation
          relation
          workshop {
            code
          }
          pairing {
            schoolYear
          }
          teacher {
            id
            staffNo
          }
          formedBy {
            staffNo
          }
          since
          until
        }
        rises {
          persons
          unknown
          byTier {
            persons
            titles
          }
          list {
            awarded
            tier {
              code
            }
            after {
              code
            }
            rose
            unknown
            formation {
              since
            }
          }
        }
      }
    }
  }
`);

const PathOfFormation = graphql(`
  query PathOfFormation($from: ID!, $to: ID!, $generations: Int) {
    lineagePath(from: $from, to: $to, generations: $generations) {
      generation
      teacher {
        staffNo
      }
      formedBy {
        staffNo
      }
    }
  }
`);

describe('the lineage of a person of Yuxi', () => {
  test('goes through seats and pairings, and says what became of those formed', async () => {
    const { teacher } = await api.ask(LineageOfTeacher, { staffNo: HOST, generations: 6, asOf: DAY });
    const lineage = teacher?.descendants;
    const formations = lineage?.formations ?? [];
    expect(lineage?.unknown).toBeNull();
    expect([...new Set(formations.map(({ relation }) => relation))].sort()).toEqual(['PAIRING', 'SEAT']);
    for (const { relation, workshop, pairing } of formations)
      expect([workshop !== null, pairing !== null]).toEqual([relation === 'SEAT', relation === 'PAIRING']);
    expect(lineage?.rises.unknown).toBeNull();
    const list = lineage?.rises.list ?? [];
    expect(list.length).toBe(lineage?.rises.byTier?.reduce((sum, { titles }) => sum + titles, 0));
    for (const { awarded, formation } of list) expect((formation.since ?? '') < awarded && awarded <= DAY).toBe(true);
  });

  test('a path leads to a descendant in as many steps as its generation, and to no ancestor', async () => {
    const { teacher } = await api.ask(LineageOfTeacher, { staffNo: HOST, generations: 6, asOf: DAY });
    const last = teacher?.descendants.formations?.at(-1);
    const [from = '', to = ''] = [teacher?.id, last?.teacher.id];
    const { lineagePath } = await api.ask(PathOfFormation, { from, to });
    expect(lineagePath?.length).toBe(last?.generation);
    expect([lineagePath?.[0]?.formedBy.staffNo, lineagePath?.at(-1)?.teacher.staffNo]).toEqual([
      HOST,
      last?.teacher.staffNo,
    ]);
    expect(await api.ask(PathOfFormation, { from, to: from })).toEqual({ lineagePath: [] });
    expect(await api.ask(PathOfFormation, { from: to, to: from })).toEqual({ lineagePath: null });
    const tooFar = (last?.generation ?? 2) - 1;
    expect(await api.ask(PathOfFormation, { from, to, generations: tooFar })).toEqual({ lineagePath: null });
  });

  test('two years after the data nothing is known, and it says why', async () => {
    const { teacher } = await api.ask(LineageOfTeacher, { staffNo: HOST, asOf: '2027-11-15' });
    expect(teacher?.descendants).toMatchObject({ formations: null, size: null, rises: { list: null, persons: null } });
    expect(teacher?.descendants.unknown).toContain(DAY);
    expect(teacher?.descendants.rises.unknown).toContain(DAY);
  });
});

describe('is refused', () => {
  const served = serving(DAY);
  let city = '';
  let foreign = '';
  beforeAll(async () => {
    city = await served.token({ regionCode: '530400' });
    foreign = await served.token({ regionCode: '350200' });
  });
  const idOn = async (asOf: string | null) => {
    const argument = asOf === null ? '' : `, asOf: "${asOf}"`;
    const { data } = await served.ask(`{ teacher(region: "530400", staffNo: "${HOST}"${argument}) { id } }`, city);
    return (data?.['teacher'] as { id: string }).id;
  };
  const path = (from: string, to: string, token: string, language = 'en') =>
    served.ask(`{ lineagePath(from: "${from}", to: "${to}") { generation } }`, token, { 'accept-language': language });

  test.each([0, 7, -1])('a lineage of %i generations, in both languages', async (generations) => {
    const query = `{ teacher(region: "530400", staffNo: "${HOST}") { ancestors(generations: ${String(generations)}) { size } } }`;
    const [english, chinese] = await Promise.all([
      served.ask(query, city),
      served.ask(query, city, { 'accept-language': 'zh-CN' }),
    ]);
    expect(english.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(english.errors[0]?.message).toContain('1 to 6');
    expect(chinese.errors[0]?.message).toContain('1 到 6');
  });

  test('a path between ids of two dates, or of something else than a teacher', async () => {
    const [today, before] = [await idOn(null), await idOn('2024-11-15')];
    expect((await path(today, before, city)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const { data } = await served.ask('{ region(code: "530400") { id } }', city);
    const region = (data?.['region'] as { id: string }).id;
    expect((await path(today, region, city)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await path(today, 'nonsense', city)).errors[0]?.extensions.code).toBe('INVALID_ID');
    expect((await path(today, await idOn(DAY), city)).data).toEqual({ lineagePath: [] });
  });

  test('nothing, but a path of people whom one may not see is none', async () => {
    const id = await idOn(null);
    expect(await path(id, id, foreign)).toMatchObject({ data: { lineagePath: null }, errors: [] });
  });
});
