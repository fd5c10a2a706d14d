import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { expected } from '../oracle/expected.ts';
import { runs } from '../oracle/population.ts';
import { type Person, roster } from '../oracle/roster.ts';
import { apiOn } from './api.ts';
import { serving } from './serving.ts';

const DAY = expected.as_of;
const api = apiOn(DAY);

const connection = z.object({
  totalCount: z.number().nullable(),
  unknown: z.string().nullable(),
  edges: z.array(z.object({ cursor: z.string(), node: z.object({ key: z.string() }) })),
  pageInfo: z.object({ hasNextPage: z.boolean(), hasPreviousPage: z.boolean() }),
});
const answer = z.object({ list: connection });

const FIELDS = `totalCount unknown pageInfo { hasNextPage hasPreviousPage }`;
const LISTS = {
  teachers: ['staffNo', 'TeacherFilter'],
  schools: ['code', 'SchoolFilter'],
  workshops: ['code', 'WorkshopFilter'],
} as const;

interface Asked {
  readonly search?: string;
  readonly where?: Readonly<Record<string, unknown>>;
  readonly region?: string;
  readonly asOf?: string;
  readonly first?: number;
  readonly last?: number;
  readonly after?: string;
  readonly before?: string;
}

async function ask(list: keyof typeof LISTS, asked: Asked) {
  const [key, filter] = LISTS[list];
  const query = `query($region: String!, $search: String, $where: ${filter}, $asOf: Date, $first: Int, $last: Int, $after: String, $before: String) {
    list: ${list}(region: $region, search: $search, where: $where, asOf: $asOf, first: $first, last: $last, after: $after, before: $before) {
      ${FIELDS} edges { cursor node { key: ${key} } } } }`;
  return answer.parse(await api.askText(query, { region: expected.city, asOf: DAY, ...asked })).list;
}

/** All keys of a list, page after page. */
async function everything(list: keyof typeof LISTS, asked: Asked, size: number, backwards = false) {
  const keys: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page: Asked = backwards
      ? { last: size, ...(cursor === undefined ? {} : { before: cursor }) }
      : { first: size, ...(cursor === undefined ? {} : { after: cursor }) };
    const { edges, pageInfo, totalCount } = await ask(list, { ...asked, ...page });
    const found = edges.map(({ node }) => node.key);
    if (backwards) keys.unshift(...found);
    else keys.push(...found);
    const edge = backwards ? edges[0] : edges.at(-1);
    if (!(backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage) || edge === undefined)
      return { keys, totalCount };
    ({ cursor } = edge);
  }
}

const { people, schools, posts, titles, workshops, seats, pairings } = roster();
const RURAL = new Set(['镇区', '乡村']);
const counting = posts.filter((post) => post.kind === '班主任' && runs(post, DAY));
const homeroom = new Map<string, string[]>();
for (const { staffNo, school } of counting) homeroom.set(staffNo, [...(homeroom.get(staffNo) ?? []), school]);
const mentored = new Set(pairings.filter((pairing) => runs(pairing, DAY)).map(({ mentee }) => mentee));
const members = new Set(
  seats.filter((seat) => seat.role === 'member' && runs(seat, DAY)).map(({ staffNo }) => staffNo),
);

const schoolOf = (person: Person) => schools.get(person.school);
const worksRural = (person: Person) =>
  (homeroom.get(person.staffNo) ?? [person.school]).some((school) => RURAL.has(schools.get(school)?.setting ?? ''));

/** Staff numbers of those who fit, in order. */
function fitting(fits: (person: Person) => boolean): string[] {
  return [...people.values()]
    .filter(fits)
    .map(({ staffNo }) => staffNo)
    .sort();
}

describe('people of Yuxi, against the rows of the workbook', () => {
  test.each(['李', '伟', '小', '王', '华顺'])('every person with %s anywhere in the name', async (search) => {
    const { keys, totalCount } = await everything('teachers', { search }, 500);
    const found = fitting(({ name }) => name.includes(search));
    expect(keys).toEqual(found);
    expect(totalCount).toBe(found.length);
  });

  test.each(['2500', '25015528', '00'])('every staff number that begins with %s', async (search) => {
    const { keys } = await everything('teachers', { search }, 500);
    expect(keys).toEqual(fitting(({ staffNo }) => staffNo.startsWith(search)));
  });

  test.each<readonly [string, Readonly<Record<string, unknown>>, (person: Person) => boolean]>([
    ['homeroom teachers', { homeroom: true }, ({ staffNo }) => homeroom.has(staffNo)],
    [
      'rural homeroom teachers without a mentor in one county',
      { homeroom: true, rural: true, mentorStatus: 'NO_MENTOR', county: '530402' },
      (person) =>
        homeroom.has(person.staffNo) &&
        worksRural(person) &&
        !mentored.has(person.staffNo) &&
        schoolOf(person)?.region === '530402',
    ],
    [
      'mentored homeroom teachers in villages',
      { homeroom: true, mentorStatus: 'HAS_MENTOR', setting: 'VILLAGE' },
      (person) => homeroom.has(person.staffNo) && mentored.has(person.staffNo) && schoolOf(person)?.setting === '乡村',
    ],
    [
      'members in towns',
      { seat: 'member', setting: 'TOWN' },
      (person) => members.has(person.staffNo) && schoolOf(person)?.setting === '镇区',
    ],
    ['people of one school', { school: '0400001' }, ({ school }) => school === '0400001'],
    [
      'not rural, primary',
      { rural: false, stage: 'PRIMARY' },
      (person) => !worksRural(person) && schoolOf(person)?.stage === '小学',
    ],
  ])('%s', async (_, where, fits) => {
    const { keys, totalCount } = await everything('teachers', { where }, 500);
    const found = fitting(fits);
    expect(found.length).toBeGreaterThan(0);
    expect(keys).toEqual(found);
    expect(totalCount).toBe(found.length);
  });

  test('holders of a title in force, on the day on which its state is known', async () => {
    const holders = new Set(
      titles
        .filter(
          ({ level, state, awarded, termEnd }) =>
            level === 'CITY' && state === '有效' && awarded <= DAY && DAY < termEnd,
        )
        .map(({ staffNo }) => staffNo),
    );
    const { totalCount } = await ask('teachers', { where: { level: 'CITY' }, first: 0 });
    // The workbook writes states in several words; whoever holds a title that says plainly 有效 is among them.
    expect(totalCount).toBeGreaterThanOrEqual(holders.size);
    expect((await everything('teachers', { where: { level: 'CITY' } }, 500)).keys).toEqual(
      expect.arrayContaining([...holders]),
    );
  });

  test('paged forwards and backwards, each is there once and in the same order', async () => {
    const asked = { search: 'wang', where: { homeroom: true } };
    const whole = await everything('teachers', asked, 500);
    expect(whole.keys).toEqual([...new Set(whole.keys)].sort());
    expect(whole.totalCount).toBe(whole.keys.length);
    expect((await everything('teachers', asked, 37)).keys).toEqual(whole.keys);
    expect((await everything('teachers', asked, 37, true)).keys).toEqual(whole.keys);
  });

  test('search and filter narrow each other', async () => {
    const { keys } = await everything('teachers', { search: '李', where: { homeroom: true, county: '530402' } }, 500);
    expect(keys).toEqual(
      fitting(
        (person) => person.name.includes('李') && homeroom.has(person.staffNo) && schoolOf(person)?.region === '530402',
      ),
    );
  });
});

describe('schools and workshops', () => {
  test.each<
    readonly [
      string,
      Asked,
      (school: { readonly name: string; readonly setting: string; readonly region: string }) => boolean,
    ]
  >([
    ['part of a name', { search: '第一' }, ({ name }) => name.includes('第一')],
    ['rural', { where: { rural: true } }, ({ setting }) => RURAL.has(setting)],
    ['city-direct', { where: { cityDirect: true } }, ({ region }) => region === expected.city],
    [
      'a county, not rural',
      { region: '530402', where: { rural: false } },
      ({ region, setting }) => region === '530402' && !RURAL.has(setting),
    ],
  ])('schools: %s', async (_, asked, fits) => {
    const { keys, totalCount } = await everything('schools', asked, 40);
    const found = [...schools.values()]
      .filter(fits)
      .map(({ code }) => code)
      .sort();
    expect(found.length).toBeGreaterThan(0);
    expect(keys).toEqual(found);
    expect(totalCount).toBe(found.length);
  });

  test('workshops by the beginning of their number and by level', async () => {
    const { keys } = await everything('workshops', { search: 'yx-gzs-0', where: { level: 'CITY' } }, 4);
    expect(keys).toEqual(
      workshops
        .filter(({ code, level, founded }) => code.startsWith('YX-GZS-0') && level === 'CITY' && founded <= DAY)
        .map(({ code }) => code)
        .sort(),
    );
  });
});

describe('what is asked carelessly or in bad faith', () => {
  test.each(['王) OR *:*', '"王', '王~', 'name:王', '+王 -李', '王 AND NOT 李', '[* TO *]', '\\', '王^9', '/.*/'])(
    '%j finds nobody who does not fit',
    async (search) => {
      const { totalCount, edges } = await ask('teachers', { search });
      const characters = Array.from(search).filter((character) => /\p{Script=Han}/u.test(character));
      expect(totalCount).toBeLessThanOrEqual(fitting(({ name }) => name.includes('王')).length);
      for (const { node } of edges)
        for (const character of characters) expect(people.get(node.key)?.name).toContain(character);
    },
  );

  test.each(['😀', '·', '!!!'])('%s holds nothing to look for, and finds nobody', async (search) => {
    expect(await ask('teachers', { search })).toMatchObject({ totalCount: 0, edges: [], unknown: null });
  });

  test('blank is no search', async () => {
    expect((await ask('teachers', { search: ' \u3000 ', first: 1 })).totalCount).toBe(people.size);
  });

  test('a text that is too long, and what is no cursor, are refused by name', async () => {
    await expect(ask('teachers', { search: '王'.repeat(1_000) })).rejects.toThrow('BAD_USER_INPUT');
    await expect(ask('teachers', { after: 'nonsense' })).rejects.toThrow('BAD_USER_INPUT');
    await expect(ask('teachers', { first: 501 })).rejects.toThrow('BAD_USER_INPUT');
  });

  test('an unknown region, county or school is empty', async () => {
    for (const asked of [{ region: '999999' }, { where: { county: '999999' } }, { where: { school: 'none' } }])
      expect(await ask('teachers', asked)).toMatchObject({ totalCount: 0, edges: [], unknown: null });
  });

  test('a day of which nothing is known has no total, and says why; finding people by name goes on', async () => {
    const late = { asOf: '2030-01-01', first: 1 };
    const { totalCount, edges, unknown } = await ask('teachers', { ...late, where: { homeroom: true } });
    expect({ totalCount, edges }).toEqual({ totalCount: null, edges: [] });
    expect(unknown).toContain('2025-11-15');
    expect((await ask('teachers', { ...late, search: '李' })).totalCount).toBeGreaterThan(0);
  });
});

test('a search is one statement, beside the region and what holds there', async () => {
  api.takeStatements();
  await ask('teachers', { search: 'wang', where: { homeroom: true, rural: true }, first: 20 });
  expect(
    api
      .takeStatements()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['coverages', 'policyLayers', 'regionByCode', 'teachersFound']);
});

describe('scope', () => {
  const other = serving();

  test.each(['teachers', 'schools', 'workshops'])(
    'an account of another city sees no %s, and no count',
    async (list) => {
      const token = await other.token({ regionCode: '350200' });
      const query = (search: string) => `{ ${list}(region: "${expected.city}"${search}) { totalCount nodes { id } } }`;
      for (const search of ['', ', search: "yi"']) {
        const { data } = await other.ask(query(search), token);
        expect(data?.[list]).toEqual({ totalCount: 0, nodes: [] });
      }
    },
  );
});

describe('what cannot have been, or is not there,', () => {
  test.each(['1949-10-01', '2005-09-01', '2015-03-01', DAY])(
    'nobody is a teacher on %s who was hired later',
    async (asOf) => {
      const hired = [...roster().people.values()].filter(({ hiredOn }) => hiredOn <= asOf).length;
      const { totalCount } = await ask('teachers', { asOf, first: 1 });
      const population = await api.askText(
        'query($region: String!, $asOf: Date!) { region(code: $region, asOf: $asOf) { population { teachers } } }',
        { region: expected.city, asOf },
      );
      expect({ totalCount, population }).toEqual({
        totalCount: hired,
        population: { region: { population: { teachers: hired } } },
      });
    },
  );

  test.each([
    ['ladder', { ladder: 'zzz' }],
    ['tier', { tier: 'zzz' }],
  ])('a %s that no policy has is told, with those that there are', async (_what, where) => {
    const { totalCount, unknown } = await ask('teachers', { where });
    expect([totalCount, unknown]).toEqual([null, expect.stringContaining('zzz')]);
  });

  test('a tier on which people stand without a title is not answered with nobody', async () => {
    const { totalCount, unknown } = await ask('teachers', {
      region: '350200',
      asOf: '2026-10-31',
      where: { tier: 'new' },
    });
    expect([totalCount, unknown]).toEqual([null, expect.any(String)]);
  });
});
