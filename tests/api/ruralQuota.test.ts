import { beforeAll, describe, expect, test } from 'vitest';
import { apiOn } from './api.ts';
import { serving } from './serving.ts';

const COUNTS = 'ruralHomeroomTeachers trained notTrained withoutMentor unknown';
const PYRAMID = 'unknown tiers { count rural holders titles unknown } withoutTier { count }';
const FLOW = 'unknown moves { from { state } to { state } count atLeast atMost }';
const asked = (fields: string, asOf: string) => `{ region(code: "530400", asOf: "${asOf}") { ${fields} } }`;

/** The numbers of an answer, wherever they stand. */
function numbers(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbers);
}

interface Unit {
  readonly pyramid?: { readonly unknown: string | null; readonly flow?: { readonly unknown: string | null } };
  readonly ruralQuota?: Counts & {
    readonly byUnit?: readonly Counts[];
    readonly bySchool?: readonly Counts[];
    readonly notTrainedTeachers?: Page | null;
  };
}
interface Counts {
  readonly ruralHomeroomTeachers: number | null;
  readonly trained: number | null;
  readonly notTrained: number | null;
  readonly withoutMentor: number | null;
  readonly unknown: string | null;
}
interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly staffNo: string }[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

describe('the rural report', () => {
  const api = apiOn('2025-11-15');
  const region = async (query: string) => ((await api.askText(query)) as { readonly region: Unit }).region;

  test('has each person among the trained or the others, in the whole, each county and each school', async () => {
    const { ruralQuota } = await region(
      asked(
        `ruralQuota(schoolYear: "2024-2025") { ${COUNTS} byUnit { ${COUNTS} } bySchool { ${COUNTS} } }`,
        '2025-11-15',
      ),
    );
    const [parts, schools] = [ruralQuota?.byUnit ?? [], ruralQuota?.bySchool ?? []];
    expect([parts.length, schools.length]).toEqual([10, 275]);
    for (const counts of [ruralQuota, ...parts, ...schools]) {
      expect((counts?.trained ?? NaN) + (counts?.notTrained ?? NaN)).toBe(counts?.ruralHomeroomTeachers);
      expect(counts?.unknown).toBeNull();
    }
  });

  test('is about the school year in which the day lies, and says nothing about one that has not begun', async () => {
    const fields = (year: string) => `ruralQuota${year} { schoolYear ${COUNTS} }`;
    const own = await region(asked(fields(''), '2025-11-15'));
    expect(own.ruralQuota).toMatchObject({ schoolYear: '2025-2026', unknown: null });
    const next = await region(asked(fields('(schoolYear: "2026-2027")'), '2025-11-15'));
    expect(next.ruralQuota).toMatchObject({ trained: null, notTrained: null, withoutMentor: null });
    expect(next.ruralQuota?.ruralHomeroomTeachers).toBeGreaterThan(0);
    expect(next.ruralQuota?.unknown).toContain('2026-2027');
  });

  test('lists those who were not trained in a stable order, page after page, each once', async () => {
    const seen: string[] = [];
    let [after, total] = ['', 0];
    for (let more = true; more;) {
      const { ruralQuota } = await region(
        asked(
          `ruralQuota(schoolYear: "2024-2025") { notTrainedTeachers(first: 150${after}) {
             totalCount nodes { staffNo } pageInfo { endCursor hasNextPage } } }`,
          '2025-11-15',
        ),
      );
      const page = ruralQuota?.notTrainedTeachers;
      if (!page) throw new Error('No page');
      seen.push(...page.nodes.map(({ staffNo }) => staffNo));
      total = page.totalCount;
      after = `, after: "${page.pageInfo.endCursor}"`;
      more = page.pageInfo.hasNextPage;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toHaveLength(total);
  });

  test.each([
    ['before the first policy', '2022-06-30'],
    ['long after the data', '2027-11-15'],
  ])('%s every number of it and of the pyramid is null, with the reason', async (_, day) => {
    const answer = await region(
      asked(
        `ruralQuota { ${COUNTS} seatHolders { count } tiers { count } byUnit { ${COUNTS} } } pyramid { ${PYRAMID} byUnit { ${PYRAMID} } }`,
        day,
      ),
    );
    expect(numbers(answer)).toEqual([]);
    expect(answer.ruralQuota?.unknown).toBeTruthy();
    expect(answer.pyramid?.unknown).toBeTruthy();
  });

  test('the flow from a day before the first policy is not known', async () => {
    const { pyramid } = await region(asked(`pyramid { unknown flow(from: "2022-06-30") { ${FLOW} } }`, '2025-11-15'));
    expect(pyramid?.flow?.unknown).toContain('2022-06-30');
    expect(numbers(pyramid)).toEqual([]);
  });

  test('each is one query for a list of units, the flow one more, whatever their number', async () => {
    const counted = async (query: string) => {
      api.takeStatements();
      await api.askText(query);
      const names = api.takeStatements().map(({ name }) => name);
      const times = (name: string) => names.filter((other) => other === name).length;
      return { standings: times('unitStandings'), people: times('quotaPeople'), all: names.length };
    };
    const fields = `pyramid { ${PYRAMID} flow(from: "2024-06-30") { ${FLOW} } } ruralQuota { ${COUNTS} }`;
    const one = await counted(asked(fields, '2025-11-15'));
    expect(one).toMatchObject({ standings: 2, people: 1 });
    const many = await counted(asked(`children { ${fields} }`, '2025-11-15'));
    expect(many).toMatchObject({ standings: 2, people: 1 });
    expect(many.all).toBeLessThanOrEqual(one.all + 2);
  });
});

describe('who asks', () => {
  const api = serving();
  let county = '';
  let neighbour = '';
  let foreign = '';
  beforeAll(async () => {
    county = await api.token({ regionCode: '530425' });
    neighbour = await api.token({ regionCode: '530402' });
    foreign = await api.token({ regionCode: '350200' });
  });
  const query = `{ region(code: "530425", asOf: "2025-11-15") { ruralQuota(schoolYear: "2024-2025") {
    notTrained notTrainedTeachers(first: 1) { totalCount } withoutMentorTeachers(first: 1) { nodes { staffNo } } } } }`;

  test('the counts are open to the whole city, the people who were not trained only to those who see their records', async () => {
    const quota = async (token: string) =>
      ((await api.ask(query, token)).data?.['region'] as { ruralQuota: Record<string, unknown> } | null)?.ruralQuota;
    const [own, other] = [await quota(county), await quota(neighbour)];
    expect(own?.['notTrainedTeachers']).toMatchObject({ totalCount: own?.['notTrained'] });
    expect(other).toEqual({ ...own, notTrainedTeachers: null });
    expect(await quota(foreign)).toBeUndefined();
  });

  test('a flow that ends before it begins is refused in the language of the request', async () => {
    const flow = '{ region(code: "530400", asOf: "2025-11-15") { pyramid { flow(from: "2025-11-16") { from } } } }';
    const { errors } = await api.ask(flow, county);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(JSON.stringify(errors)).toContain('2025-11-16');
    const chinese = await api.ask(flow, county, { 'accept-language': 'zh-CN' });
    expect(JSON.stringify(chinese.errors)).toContain('起始日 2025-11-16');
  });
});
