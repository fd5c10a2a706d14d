import { beforeAll, describe, expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import type { RegionEntry } from '../../src/domain/region.ts';
import { PROGRAM_SCOPE } from '../../src/domain/scope.ts';
import { loadPolicies } from '../../src/services/policyLoading.ts';
import { loadRegions } from '../../src/services/region.ts';
import { graphql } from '../generated/index.ts';
import { sharedGraph } from '../setup/graph.ts';
import { apiOn } from './api.ts';

const Targets = graphql(`
  query Targets($code: String!, $asOf: Date) {
    region(code: $code, asOf: $asOf) {
      unknown
      targets {
        target {
          rule {
            code
            clause
          }
        }
        unit
        countedOn
        actual
        required
        gap
        missing
        unknown
        state
        neededPerYear
        forecast
        forecastBasis
        partsMet
        partsTotal
        parts {
          year
          unit {
            name
          }
          stage
          actual
          required
          gap
          state
          unknown
        }
        apart {
          year
          actual
        }
      }
    }
  }
`);

const api = apiOn('2026-11-22');
const countyPlanner = apiOn('2025-11-15', '530402');

async function targetsOf(code: string, asOf: string) {
  return (await api.ask(Targets, { code, asOf })).region;
}

describe('the targets of a city', () => {
  test('its own totals, what it states for each county, and by stage, in the order of its policy', async () => {
    const found = (await targetsOf('530400', '2024-06-30'))?.targets ?? [];
    expect(
      found.map(({ target, unit, partsTotal }) => [target.rule.code, target.rule.clause, unit, partsTotal]),
    ).toEqual([
      ['Y-t-city', '一', 'TITLES', 3],
      ['Y-t-county', '一', 'TITLES', 27],
      ['Y-t-workshops', '一', 'WORKSHOPS', 6],
    ]);
    for (const { parts, actual, required, gap, partsMet, state } of found) {
      const sum = (of: 'actual' | 'required' | 'gap') => parts.reduce((total, part) => total + (part[of] ?? NaN), 0);
      expect([actual, required, gap]).toEqual([sum('actual'), sum('required'), sum('gap')]);
      expect(partsMet).toBe(parts.filter((part) => part.state === 'MET').length);
      expect(state === 'MET').toBe(partsMet === parts.length);
      expect(parts.some((part) => part.year !== null && part.year >= 2024 && part.state === 'MISSED')).toBe(false);
    }
    const [, byCounty] = found;
    expect(new Set(byCounty?.parts.map(({ unit }) => unit?.name)).size).toBe(9);
    expect(byCounty?.apart.map(({ year }) => year)).toEqual([2023, 2024, 2025]);
  });

  test('are judged on their own last day once it is past, though the data is too old for the day asked', async () => {
    const found = (await targetsOf('530400', '2026-11-22'))?.targets ?? [];
    expect(found.map(({ countedOn, unknown, neededPerYear }) => [countedOn, unknown, neededPerYear])).toEqual(
      Array.from({ length: 3 }, () => ['2025-12-31', null, null]),
    );
  });

  test('before its policy there are none, and it is said why', async () => {
    expect(await targetsOf('530400', '2022-12-31')).toEqual({
      targets: null,
      unknown: 'No policy is in force on 2022-12-31.',
    });
  });
});

test('a county sees its own part of what is stated for counties and nothing of the totals of the city', async () => {
  const { region } = await countyPlanner.ask(Targets, { code: '530402', asOf: '2025-11-15' });
  const whole = await targetsOf('530400', '2025-11-15');
  const part = region?.targets ?? [];
  expect(part.map(({ target }) => target.rule.code)).toEqual(['Y-t-county']);
  const ofCounty = (whole?.targets ?? [])
    .filter(({ target }) => target.rule.code === 'Y-t-county')
    .flatMap(({ parts }) => parts.filter(({ unit }) => unit?.name === '红塔区'));
  expect(part[0]?.parts).toEqual(ofCounty);
});

describe('a policy whose ground nobody has imported, which states targets for each county and school', () => {
  const CITY = '990700';
  const entry = (code: string, level: RegionEntry['level'], parentCode: string): RegionEntry => ({
    code,
    name: `虚构${code}`,
    level,
    parentCode,
    from: null,
    former: [],
  });
  const POLICY = `policy: invented-targets
region: "${CITY}"
title: { zh: 虚构目标, en: Invented targets }
document: { number: null, issued: null }
effective: { from: 2024-01-01 }
ladders: [{ code: grades, tiers: [{ code: sage, zh: 大师, en: Sage }], levels: [CITY] }]
rules:
  - { id: T-total, kind: target, clause: "1", by: 2030-12-31, require: { count: titlesHeld, where: { tier: sage }, atLeast: 5 } }
  - { id: T-county, kind: target, clause: "2", by: 2030-12-31, per: COUNTY, require: { count: titlesHeld, where: { tier: sage }, atLeast: 2 } }
  - { id: T-hours, kind: target, clause: "3", by: 2030-12-31, require: { sum: hours, unit: hour, atLeast: 2 } }
  - { id: T-later, kind: target, clause: "4", per: year, from: 2027-01-01, through: 2028-12-31, require: { count: titlesAwarded, where: { level: CITY }, atLeast: 2 } }
`;

  beforeAll(async () => {
    const graph = sharedGraph();
    await loadRegions(graph, [
      entry('990000', 'PROVINCE', '000000'),
      entry(CITY, 'CITY', '990000'),
      entry('990701', 'COUNTY', CITY),
    ]);
    const loaded = await loadPolicies(graph, PROGRAM_SCOPE, [{ fileName: 'targets.yaml', text: POLICY }], 'test');
    expect(loaded).toMatchObject([{ outcome: 'loaded', policies: [{ notEvaluatedYet: ['T-hours'] }] }]);
  });

  test('no number is made up: each is null with its reason', async () => {
    const found = (await targetsOf(CITY, toDay('2025-10-01')))?.targets ?? [];
    expect(found.map(({ target, actual, state }) => [target.rule.code, actual, state])).toEqual(
      ['T-total', 'T-county', 'T-hours', 'T-later'].map((code) => [code, null, 'UNKNOWN']),
    );
    expect(found.map(({ unknown }) => unknown)).toEqual([
      expect.stringContaining('Nothing has been imported about'),
      expect.stringContaining('Nothing has been imported about'),
      expect.stringContaining('does not compute'),
      expect.stringContaining('from 2027-01-01 on'),
    ]);
    expect(found.every(({ forecast, forecastBasis }) => forecast === null && forecastBasis.length > 0)).toBe(true);
  });
});
