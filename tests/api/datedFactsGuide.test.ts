import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { InventedCity, SMALL } from '../graph/import/city.ts';
import { serving } from './serving.ts';

const api = serving();
const encoder = new TextEncoder();
let city: InventedCity;

/** The sheets that the clerks' guide shows, each under its name. */
async function sheetsOfGuide(): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> {
  const guide = await readFile(new URL('../../docs/guides/clerks.md', import.meta.url), 'utf8');
  return [...guide.matchAll(/^```csv (.+)\n([\s\S]*?)^```/gmu)].map(([, name = '', text = '']) => ({
    name: `${name}.csv`,
    bytes: encoder.encode(text),
  }));
}

beforeAll(async () => {
  city = await InventedCity.found(api.graph);
  await city.import(SMALL);
});

test('the sheets that the clerks’ guide shows go in as they stand, and are seen', async () => {
  const files = await sheetsOfGuide();
  expect(files).toHaveLength(2);
  const report = await city.importFiles(files);
  expect(report.findings).toEqual([]);
  expect(report.changes).toMatchObject({ create: 5, change: 0 });
  const { data } = await api.ask(
    `{ teacher(region: "${city.code}", staffNo: "10000004") {
         records { certificates { kind grade from to } activities { kind times } } }
       school(region: "${city.code}", code: "1000001") { facts { nodes { factKind } } } }`,
    await api.token({ regionCode: city.code }),
  );
  expect(data).toEqual({
    teacher: {
      records: {
        certificates: [{ kind: 'mentalHealth', grade: 'C', from: '2024-05-20', to: null }],
        activities: [
          { kind: 'classMeeting', times: 1 },
          { kind: 'homeVisit', times: 36 },
        ],
      },
    },
    school: { facts: { nodes: [{ factKind: 'activity' }] } },
  });
});
