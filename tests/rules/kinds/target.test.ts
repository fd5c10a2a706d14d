import { describe, expect, test } from 'vitest';
import { CITY, NORTH, TOWN_SCHOOL, cityPolicy, person, title, unit } from '../evaluationFacts.ts';
import { ofUnit } from './given.ts';

const policy = cityPolicy(`
codes: { posts: { homeroom: { zh: 班主任, en: Homeroom } } }
ladders: [{ code: titles, tiers: [{ code: backbone, zh: 骨干, en: Backbone }], levels: [COUNTY, CITY] }]
rules:
  - { id: holders, kind: target, clause: 一, by: 2030-12-31, require: { count: titlesHeld, where: { level: CITY }, atLeast: 2 } }
  - { id: each, kind: target, clause: 二, per: [year, COUNTY], require: { count: titlesAwarded, where: { level: COUNTY }, atLeast: 1 } }
  - { id: part, kind: target, clause: 三, by: 2030-12-31, require: { share: persons, where: { title: { level: COUNTY } }, atLeast: 0.5 } }
`);
const both = [title('backbone', 'CITY', '2023-09-01'), title('backbone', 'CITY', '2024-09-01')];

describe('targets of a city and of each of its counties', () => {
  test('given one person with two titles, then one holder: persons are counted, not titles', () => {
    const one = unit([person('ann', { titles: both })]);
    expect(ofUnit(policy, 'holders', { region: CITY }, one, '2025-01-01').outcome).toBe('unmet');
    const two = unit([person('ann', { titles: both }), person('bao', { titles: both.slice(0, 1) })]);
    expect(ofUnit(policy, 'holders', { region: CITY }, two, '2025-01-01').outcome).toBe('met');
  });

  test('given an award in one county only, then the whole is unmet and the answer says which county is short', () => {
    const facts = unit([person('ann', { titles: [title('backbone', 'COUNTY', '2025-03-01')] })]);
    const verdict = ofUnit(policy, 'each', { region: CITY }, facts, '2025-06-01');
    expect(verdict).toMatchObject({ outcome: 'unmet', due: '2025-12-31' });
    expect(verdict.units.map(({ units, verdict: { outcome } }) => [units[1], outcome])).toEqual([
      [{ per: 'region', id: NORTH }, 'met'],
      [{ per: 'region', id: 'south' }, 'unmet'],
    ]);
  });

  test('given a half, exactly a half is enough; of nobody there is nothing to measure', () => {
    const titled = person('ann', { titles: [title('backbone', 'COUNTY', '2023-09-01')] });
    const half = unit([titled, person('bao')]);
    expect(ofUnit(policy, 'part', { region: NORTH }, half, '2025-06-01').outcome).toBe('met');
    expect(
      ofUnit(policy, 'part', { region: NORTH }, unit([titled, person('bao'), person('cui')]), '2025-06-01').outcome,
    ).toBe('unmet');
    const elsewhere = unit([person('ann', { works: [{ from: null, to: null, school: TOWN_SCHOOL }] })]);
    expect(ofUnit(policy, 'part', { region: NORTH }, elsewhere, '2025-06-01').outcome).toBe('unknown');
  });
});
