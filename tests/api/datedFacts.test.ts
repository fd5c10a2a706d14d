import { beforeAll, describe, expect, test } from 'vitest';
import { InventedCity, type Rows, SMALL } from '../graph/import/city.ts';
import { SMALL_WITH_FACTS } from '../graph/import/facts.ts';
import { serving } from './serving.ts';

const api = serving();
let city: InventedCity;
let planner = '';
let east = '';
let west = '';

beforeAll(async () => {
  city = await InventedCity.found(api.graph);
  await city.import(SMALL_WITH_FACTS);
  planner = await api.token({ regionCode: city.code });
  east = await api.token({ regionCode: `${city.code.slice(0, -2)}01` });
  west = await api.token({ regionCode: `${city.code.slice(0, -2)}02` });
});

const person = (staffNo: string, fields: string) =>
  `{ teacher(region: "${city.code}", staffNo: "${staffNo}") { records { ${fields} } } }`;

async function records(staffNo: string, fields: string, token = planner, language = 'en') {
  const { data, errors } = await api.ask(person(staffNo, fields), token, { 'accept-language': language });
  expect(errors).toEqual([]);
  return (data?.['teacher'] as { records: Record<string, unknown> | null }).records;
}

describe('what was imported of a person', () => {
  test('stands under the records, kind by kind', async () => {
    expect(
      await records(
        '10000004',
        `applications { for tier level date reached result nominatedBy { name } }
        rubricScores { rubric section item points } waivers { rule by from to reason } figures { name value }
        trainings { training hours completed } certificates { kind } unknown`,
      ),
    ).toEqual({
      applications: [
        {
          for: 'title',
          tier: 'backbone',
          level: 'CITY',
          date: '2025-09-20',
          reached: 'nomination',
          result: null,
          nominatedBy: { name: '东一小学' },
        },
      ],
      rubricScores: [{ rubric: 'G-rubric', section: '2', item: '2-3', points: 4.5 }],
      waivers: [{ rule: 'Y-pair', by: 'CITY', from: '2025-09-01', to: null, reason: '产假' }],
      figures: [{ name: 'pupils', value: 42 }],
      trainings: [{ training: '骨干研修', hours: 24, completed: false }],
      certificates: [],
      unknown: 'Nothing has been imported about achievements.',
    });
  });

  test('is told as a timeline, the latest first, each line with the fact itself', async () => {
    const found = await records(
      '10000003',
      'timeline { kind from to text node { __typename id } } first: timeline(first: 1) { kind } findings: timeline(kinds: [finding]) { kind }',
    );
    expect(found).toMatchObject({
      timeline: [
        {
          kind: 'finding',
          from: '2025-03-01',
          to: null,
          text: 'findings: Academic misconduct (county level)',
          node: { __typename: 'Finding' },
        },
        { kind: 'effect', from: '2025-03-01', to: '2028-03-01', node: { __typename: 'Effect' } },
        { kind: 'seat', from: '2023-04-01', node: { __typename: 'Seat' } },
        {
          kind: 'certificate',
          from: '2022-05-20',
          text: 'certificates: training',
          node: { __typename: 'Certificate' },
        },
      ],
    });
    expect(found).toMatchObject({ first: [{}], findings: [{ kind: 'finding' }] });
  });

  test('is told up to the day asked about', async () => {
    const { data } = await api.ask(
      `{ teacher(region: "${city.code}", staffNo: "10000003", asOf: "2024-01-01") { records { findings { kind } certificates { kind begins } } } }`,
      planner,
    );
    expect(data).toMatchObject({
      teacher: { records: { findings: [], certificates: [{ kind: 'training', begins: '2022-05-20' }] } },
    });
  });

  test('is seen by those whose records it is among, and by nobody else, by its global id too', async () => {
    const found = await records('10000003', 'findings { id }', east);
    const [finding] = (found?.['findings'] ?? []) as readonly { readonly id: string }[];
    expect(finding?.id).toBeTypeOf('string');
    const asked = `{ node(id: "${finding?.id ?? ''}") { ... on Finding { kind codeName level owner { ... on Teacher { name } } } } }`;
    expect((await api.ask(asked, east, { 'accept-language': 'zh-CN' })).data).toEqual({
      node: { kind: 'academicMisconduct', codeName: '学术不端', level: 'COUNTY', owner: { name: '张伟' } },
    });
    expect((await api.ask(asked, west)).data).toEqual({ node: null });
    expect(await records('10000003', 'findings { id }', west)).toBeNull();
  });
});

test('workshops, schools and regions show their own facts', async () => {
  const { data, errors } = await api.ask(
    `{ workshop(region: "${city.code}", code: "W-1") { facts { totalCount: pageInfo { hasNextPage } nodes { factKind codeName begins ... on Appraisal { kind grade } ... on Link { withSchool { name } } } } }
       school(region: "${city.code}", code: "1000001") { facts(kinds: [figure]) { nodes { factKind ... on Figure { value stage } } } }
       region(code: "${city.code.slice(0, -2)}01") { facts(first: 5) { nodes { factKind codeName ... on Event { level title } } } } }`,
    planner,
    { 'accept-language': 'en' },
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    workshop: {
      facts: {
        nodes: [
          { factKind: 'finding' },
          { factKind: 'appraisal', kind: 'workshop', grade: 'pass', begins: '2024-12-31' },
          { factKind: 'link', withSchool: { name: '西一中学' } },
        ],
      },
    },
    school: { facts: { nodes: [{ factKind: 'figure', value: 860, stage: 'PRIMARY' }] } },
    region: {
      facts: { nodes: [{ factKind: 'event', codeName: 'Contest of skills', level: 'COUNTY', title: '第三届' }] },
    },
  });
});

test('the number of queries does not grow with the people asked about', async () => {
  const asked = (first: number) =>
    `{ teachers(region: "${city.code}", first: ${first}) { nodes { records { certificates { kind owner { ... on Teacher { name } } } timeline { text node { id } } } } } }`;
  const reads = async (first: number) => {
    api.takeReads();
    const { errors } = await api.ask(asked(first), planner);
    expect(errors).toEqual([]);
    return api.takeReads();
  };
  await reads(7);
  const counts = (names: readonly string[]) =>
    names.filter((name) => ['factsOfTeachers', 'careers', 'recordsOpen'].includes(name));
  const [few, many] = [await reads(3), await reads(7)];
  expect(counts(many)).toEqual(
    ['factsOfTeachers', 'careers'].sort((a, b) => counts(many).indexOf(a) - counts(many).indexOf(b)),
  );
  expect(many.length).toBeLessThanOrEqual(few.length + 4);
});

test('what an office tells of its workshops, seats, schools and people beside the rest is seen', async () => {
  const other = await InventedCity.found(api.graph);
  const more = (rows: Rows, columns: readonly string[], values: readonly string[]): Rows =>
    rows.map((row, index) => [...row, ...(index === 0 ? columns : index === 1 ? values : columns.map(() => ''))]);
  await other.import({
    ...SMALL,
    学校: more(SMALL.学校, ['是否基地'], ['是']),
    教师: more(SMALL.教师, ['任教学科'], ['语文']),
    工作室: more(SMALL.工作室, ['批次', '是否依托基地'], ['第二批', '否']),
  });
  const { data } = await api.ask(
    `{ workshop(region: "${other.code}", code: "W-1") { kind batch state base seats { part } }
       school(region: "${other.code}", code: "1000001") { base }
       teacher(region: "${other.code}", staffNo: "10000001") { subject school { base } }
       teachers(region: "${other.code}", first: 2) { nodes { subject } } }`,
    await api.token({ regionCode: other.code }),
  );
  expect(data).toMatchObject({
    workshop: { kind: null, batch: '第二批', state: null, base: false },
    school: { base: true },
    teacher: { subject: '语文', school: { base: true } },
    teachers: { nodes: [{ subject: '语文' }, { subject: null }] },
  });
});
