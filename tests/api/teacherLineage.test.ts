import { describe, expect, test } from 'vitest';
import { apiOn } from './api.ts';

const api = apiOn('2025-11-15');

describe('the lineage of a person', () => {
  test('goes through seats and pairings', async () => {
    const answer = await api.askText(
      `{ teacher(region: "530400", staffNo: "25015528", asOf: "2025-11-15") {
           descendants { unknown formations { generation relation workshop { code } pairing { schoolYear } } } } }`,
    );
    const { formations, unknown } = (
      answer as { teacher: { descendants: { unknown: string | null; formations: { relation: string }[] } } }
    ).teacher.descendants;
    expect(unknown).toBeNull();
    expect([...new Set(formations.map(({ relation }) => relation))].sort()).toEqual(['PAIRING', 'SEAT']);
  });
});
