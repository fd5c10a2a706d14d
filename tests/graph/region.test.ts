import { describe, expect, test } from 'vitest';
import { officialRegions } from '../../seeds/regions/regions.ts';
import { toDay } from '../../src/domain/day.ts';
import type { RegionEntry } from '../../src/domain/region.ts';
import { PROGRAM_SCOPE } from '../../src/domain/scope.ts';
import { chainOf, directoryOf, findRegion, loadRegions } from '../../src/services/region.ts';
import { sharedGraph } from '../setup/graph.ts';

const graph = sharedGraph();
const find = (code: string, day: string) => findRegion(graph, PROGRAM_SCOPE, code, toDay(day));

describe('a region keeps its identity while its code changes', () => {
  test.each([
    ['Chengjiang', '530422', '2019-12-30', '530481', '2019-12-31'],
    ['Jiangchuan', '530421', '2015-12-02', '530403', '2015-12-03'],
    ['Ganyu', '320721', '2014-05-01', '320707', '2014-05-02'],
  ])('%s: the code %s until %s, then %s', async (_name, former, lastDay, present, firstDay) => {
    const region = await find(present, firstDay);
    expect(region).not.toBeNull();
    expect(await find(former, lastDay)).toBe(region);
    expect(await find(former, firstDay)).toBeNull();
    expect(await find(present, lastDay)).toBeNull();
  });
});

test('a county stands under its city, its province and the country', async () => {
  const county = await find('530402', '2025-11-15');
  const chain = county === null ? [] : await chainOf(graph, PROGRAM_SCOPE, county, toDay('2025-11-15'));
  expect(chain.map(({ level }) => level)).toEqual(['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY']);
});

test('Yuxi has nine counties and Xiamen six districts', async () => {
  for (const [code, counties] of [
    ['530400', 9],
    ['350200', 6],
  ] as const) {
    const city = await find(code, '2025-11-15');
    const directory = city === null ? [] : await directoryOf(graph, PROGRAM_SCOPE, city, toDay('2025-11-15'));
    expect(directory).toHaveLength(1 + counties);
  }
});

test('the official tree has every region below one that is there, and loading it again makes none', async () => {
  const entries = officialRegions();
  const codes = new Set(entries.map(({ code }) => code));
  expect(codes.size).toBe(entries.length);
  expect(entries.filter(({ parentCode }) => parentCode !== null && !codes.has(parentCode))).toEqual([]);
  expect(await loadRegions(graph, entries)).toBe(0);
});

test('of two loads at once, one makes the regions and the other none', async () => {
  const entry = (code: string, level: RegionEntry['level'], parentCode: string | null): RegionEntry => ({
    code,
    name: `invented ${code}`,
    level,
    parentCode,
    from: null,
    former: [],
  });
  const entries = [entry('997000', 'PROVINCE', null), entry('997100', 'CITY', '997000')];
  const made = await Promise.all([loadRegions(graph, entries), loadRegions(graph, entries)]);
  expect(made.toSorted()).toEqual([0, 2]);
});
