import { beforeAll, expect, test } from 'vitest';
import { InventedCity, SMALL } from '../graph/import/city.ts';
import { serving } from './serving.ts';

const api = serving();
let city: InventedCity;
let planner = '';

beforeAll(async () => {
  city = await InventedCity.found(api.graph);
  planner = await api.token({ regionCode: city.code });
});

async function runs(): Promise<readonly { readonly id: string; readonly state: string }[]> {
  const { data } = await api.ask(`{ importRuns(region: "${city.code}") { edges { node { id state } } } }`, planner);
  const { importRuns } = data as { importRuns: { edges: { node: { id: string; state: string } }[] } };
  return importRuns.edges.map(({ node }) => node);
}

function undo(id: string, token = planner) {
  return api.ask(
    `mutation { undoImport(id: "${id}", reason: "sent twice") { __typename
       ... on ImportUndone { run { state undoneAt undoReason } removed { kind count } restored { kind count } }
       ... on BuiltUpon { message reasons { code message kind count run { id } } }
       ... on NotApplied { message } ... on OutOfScope { message } } }`,
    token,
  );
}

test('the preview says what would go, what was built upon is named, and what is taken back is readable', async () => {
  await city.import({ 学校: SMALL.学校, 教师: SMALL.教师 });
  await city.import({ 班主任任职: SMALL.班主任任职 });
  const [later, first] = (await runs()).map(({ id }) => id);
  if (first === undefined || later === undefined) throw new Error('The runs are not there');

  expect((await undo(first)).data).toMatchObject({
    undoImport: {
      __typename: 'BuiltUpon',
      reasons: [{ code: 'BUILT_UPON', kind: 'post', count: 2, run: { id: later } }],
    },
  });
  const shown = await api.ask(
    `{ importRun(id: "${later}") { undo { possible reasons { code } removes { kind count } restores { kind count } revision } } }`,
    planner,
  );
  expect(shown.data).toMatchObject({
    importRun: { undo: { possible: true, reasons: [], removes: [{ kind: 'post', count: 2 }], restores: [] } },
  });
  const reviewer = await api.token({ regionCode: city.code, role: 'reviewer' });
  expect((await undo(later, reviewer)).data).toMatchObject({ undoImport: { __typename: 'OutOfScope' } });
  expect((await undo(later)).data).toMatchObject({
    undoImport: {
      __typename: 'ImportUndone',
      run: { state: 'UNDONE', undoReason: 'sent twice' },
      removed: [{ kind: 'post', count: 2 }],
    },
  });
  expect((await undo(later)).data).toMatchObject({ undoImport: { __typename: 'NotApplied' } });
  expect((await undo(first)).data).toMatchObject({ undoImport: { __typename: 'ImportUndone' } });
  expect((await runs()).map(({ state }) => state)).toEqual(['UNDONE', 'UNDONE']);
});
