import { read, utils } from '@e965/xlsx';
import { beforeAll, describe, expect, test } from 'vitest';
import { InventedCity, SMALL, filesOf, withRow } from '../graph/import/city.ts';
import { serving } from './serving.ts';

const api = serving();
let city: InventedCity;
let planner = '';

beforeAll(async () => {
  city = await InventedCity.found(api.graph);
  planner = await api.token({ regionCode: city.code });
});

/** The roster of the small city with one row that names nobody. */
const FAULTY = {
  ...SMALL,
  班主任任职: [...SMALL.班主任任职, ['1000001', '一班', '19999999', '班主任', '2024-09-01', '']],
};

async function post(
  token: string | null,
  sheets: typeof FAULTY,
  query = `region=${city.code}&asOf=2025-11-15&name=名册.xlsx`,
) {
  const [file] = filesOf(sheets);
  const response = await api.fetch(`/imports?${query}`, {
    method: 'POST',
    headers: { 'accept-language': 'en', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: file?.bytes ?? new Uint8Array(),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function apply(id: unknown, token: string) {
  return api.ask(
    `mutation { applyImport(id: "${String(id)}") { __typename ... on ImportApplied { run { state written changes { create } } } ... on PlanOutdated { message } ... on NoSuchImport { message } } }`,
    token,
  );
}

describe('a roster sent over HTTP', () => {
  test('is planned, shown with its findings, applied by a mutation, and applied once', async () => {
    const { status, body } = await post(planner, FAULTY);
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'PLANNED', errors: 1, changes: { create: 18 } });
    const id = String(body['id']);

    const shown = await api.ask(
      `{ importRun(id: "${id}") { state asOf region { code } sheets { sheet rows accepted rejected } findings(severity: error) { edges { node { file row column code message } } } }
         importRuns(region: "${city.code}") { edges { node { id } } } node(id: "${id}") { id } }`,
      planner,
    );
    expect(shown.errors).toEqual([]);
    expect(shown.data).toMatchObject({
      importRun: {
        state: 'PLANNED',
        region: { code: city.code },
        findings: { edges: [{ node: { file: '名册.xlsx', row: 4, column: '工号' } }] },
      },
      importRuns: { edges: [{ node: { id } }] },
      node: { id },
    });

    const applied = await apply(id, planner);
    expect(applied.data).toMatchObject({
      applyImport: { __typename: 'ImportApplied', run: { state: 'APPLIED', changes: { create: 18 } } },
    });
    expect((await apply(id, planner)).data).toMatchObject({ applyImport: { __typename: 'AlreadyApplied' } });
  });

  test('gives its rejected rows back with the reasons beside them', async () => {
    const { body } = await post(planner, FAULTY);
    const response = await api.fetch(String(body['rejectedRows']), { headers: { authorization: `Bearer ${planner}` } });
    expect(response.status).toBe(200);
    const workbook = read(new Uint8Array(await response.arrayBuffer()));
    const rows = workbook.SheetNames.flatMap((name) => {
      const sheet = workbook.Sheets[name];
      return sheet === undefined ? [] : utils.sheet_to_json<string[]>(sheet, { header: 1 });
    });
    expect(rows.flat()).toContain('19999999');
  });

  test('is refused when the graph has outrun its plan', async () => {
    const renamed = {
      ...FAULTY,
      学校: withRow(FAULTY.学校, 1, ['1000001', '东一实验小学', '东县', '小学', '镇区', '否']),
    };
    const { body } = await post(planner, renamed as typeof FAULTY);
    await city.import({ 学校: withRow(SMALL.学校, 1, ['1000001', '东一中心小学', '东县', '小学', '镇区', '否']) });
    expect((await apply(body['id'], planner)).data).toMatchObject({ applyImport: { __typename: 'PlanOutdated' } });
  });

  test('is taken only from those who may, and told apart', async () => {
    const auditor = await api.token({ regionCode: city.code, role: 'auditor' });
    const county = await api.token({ regionCode: `${city.code.slice(0, -2)}01` });
    expect((await post(null, FAULTY)).status).toBe(401);
    expect(await post(auditor, FAULTY)).toMatchObject({
      status: 403,
      body: { errors: [{ extensions: { code: 'OUT_OF_SCOPE' } }] },
    });
    expect((await post(county, FAULTY)).status).toBe(403);
    expect((await post(planner, FAULTY, 'region=123456')).status).toBe(404);
    expect((await post(planner, FAULTY, 'asOf=2025-02-30')).status).toBe(400);
    const { body } = await post(planner, FAULTY);
    expect((await apply(body['id'], county)).data).toMatchObject({ applyImport: { __typename: 'NoSuchImport' } });
    const foreign = await api.fetch(String(body['rejectedRows']), { headers: { authorization: `Bearer ${county}` } });
    expect(foreign.status).toBe(404);
  });

  test('that is no spreadsheet is refused by name', async () => {
    const response = await api.fetch(`/imports?region=${city.code}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${planner}`, 'accept-language': 'en' },
      body: new Uint8Array([0, 1, 2, 3]),
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNREADABLE_FILE' } }] });
  });
});

describe('rosters sent as a form', () => {
  const form = (parts: readonly (readonly [field: string, name: string, content: Uint8Array | string])[]) => {
    const body = new FormData();
    for (const [field, name, content] of parts)
      body.append(field, new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
    return body;
  };
  const send = async (body: FormData) => {
    const response = await api.fetch(`/imports?region=${city.code}&asOf=2025-11-15`, {
      method: 'POST',
      headers: { 'accept-language': 'en', authorization: `Bearer ${planner}` },
      body,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const MAP =
    'mapping: own\ntitle: { zh: x, en: x }\ntables: [{ sheet: 甲, as: school, columns: { code: { headers: [校码] } } }]\n';
  const schools = (names: readonly string[], code: string) =>
    filesOf({
      甲: [
        [code, ...names],
        ['1000077', '东七小学', '东县', '小学', '镇区', '否'],
      ],
    })[0]?.bytes ?? '';
  const REST = ['学校名称', '所属县区', '学段', '城乡类型', '是否市直'];

  test('go in together, by the mapping that comes with them, which is kept for applying', async () => {
    const [roster] = filesOf({
      教师: SMALL.教师
        .slice(0, 1)
        .concat([['10000099', '王七', '女', '1985-03', '1000077', '2008-09-01', '2008-09-01', '']]),
    });
    const { status, body } = await send(
      form([
        ['map', 'own.yaml', MAP],
        ['a', '学校.xlsx', schools(REST, '校码')],
        ['b', '教师.xlsx', roster?.bytes ?? ''],
      ]),
    );
    expect([status, body['changes'], body['errors']]).toEqual([201, { create: 2, change: 0, end: 0, unchanged: 0 }, 0]);
    expect(body['sheets']).toMatchObject([{ file: '学校.xlsx' }, { file: '教师.xlsx' }]);
    expect((await apply(body['id'], planner)).data).toMatchObject({ applyImport: { __typename: 'ImportApplied' } });
  });

  test('with a mapping at fault are refused with line, column and the nearest name', async () => {
    const { status, body } = await send(
      form([
        ['map', 'own.yaml', MAP.replace('as: school', 'as: scool')],
        ['a', '学校.xlsx', schools(REST, '校码')],
      ]),
    );
    expect([status, JSON.stringify(body)]).toEqual([
      422,
      expect.stringMatching(/own\.yaml:3:\d+: .*Did you mean school/u),
    ]);
  });

  test('that hold no file are refused', async () => {
    expect((await send(form([['map', 'own.yaml', MAP]]))).status).toBe(400);
  });
});
