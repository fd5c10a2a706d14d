import { describe, expect, test } from 'vitest';
import type { PersonFacts } from '../../../src/domain/evaluation/facts.ts';
import { cityPolicy, person, post } from '../evaluationFacts.ts';
import { ofPerson } from './given.ts';

const policy = cityPolicy(`
define: { countingPosts: [homeroom], daysPerYear: 365 }
codes: { posts: { homeroom: { zh: 班主任, en: Homeroom }, deputy: { zh: 副班主任, en: Deputy } } }
rules:
  - { id: total, kind: obligation, clause: 一, require: { fact: homeroomYears, atLeast: 1 } }
  - { id: anyPost, kind: obligation, clause: 二, require: { fact: homeroomYears, posts: [homeroom, deputy], atLeast: 1 } }
  - { id: running, kind: obligation, clause: 三, require: { fact: continuousHomeroomYears, atLeast: 1 } }
  - { id: withGap, kind: obligation, clause: 四, require: { fact: continuousHomeroomYears, gapAllowed: 60 days, atLeast: 1 } }
  - { id: serving, kind: obligation, clause: 五, require: { fact: stillServing, is: true } }
`);

function days(rule: string, posts: PersonFacts['posts'], on: string): number {
  const { units } = ofPerson(policy, rule, person('ann', { posts }), on);
  const found = units[0]?.verdict.found;
  if (found?.is !== 'number') throw new Error('No number');
  return Math.round(found.least.valueOf() * 365);
}

describe('homeroom years: distinct days in counting posts before the day asked', () => {
  test('the first day counts, the end does not, and neither does the day asked', () => {
    expect(days('total', [post('2024-09-01', '2024-09-11')], '2025-01-01')).toBe(10);
    expect(days('total', [post('2024-09-01')], '2024-09-01')).toBe(0);
    expect(days('total', [post('2024-09-01')], '2024-09-02')).toBe(1);
  });

  test('a post that ends today has counted to yesterday, and no longer serves', () => {
    const ends = [post('2024-09-01', '2024-09-11')];
    expect(days('total', ends, '2024-09-11')).toBe(10);
    expect(ofPerson(policy, 'serving', person('ann', { posts: ends }), '2024-09-10').outcome).toBe('met');
    expect(ofPerson(policy, 'serving', person('ann', { posts: ends }), '2024-09-11').outcome).toBe('unmet');
  });

  test('days on which two posts were held count once', () => {
    expect(days('total', [post('2024-09-01', '2024-09-11'), post('2024-09-06', '2024-09-16')], '2025-01-01')).toBe(15);
  });

  test('which posts count is policy: a deputy counts only where the rule says so', () => {
    const mixed = [post('2024-01-01', '2024-01-11'), post('2024-02-01', '2024-02-11', 'deputy')];
    expect([days('total', mixed, '2025-01-01'), days('anyPost', mixed, '2025-01-01')]).toEqual([10, 20]);
  });

  test('29 February is a day: a leap year has 366, and 365 of them are a year', () => {
    expect(days('total', [post('2024-01-01', '2025-01-01')], '2025-06-01')).toBe(366);
    expect(ofPerson(policy, 'total', person('ann', { posts: [post('2024-01-01')] }), '2024-12-31').outcome).toBe('met');
    expect(ofPerson(policy, 'total', person('ann', { posts: [post('2023-01-01')] }), '2023-12-31').outcome).toBe(
      'unmet',
    );
  });

  test('cumulative and continuous are different: a gap breaks the run unless the rule allows one of its length', () => {
    const broken = [post('2023-01-01', '2023-07-01'), post('2023-08-30', '2024-02-29')];
    const [first, second] = [181, 183];
    expect(days('total', broken, '2025-01-01')).toBe(first + second);
    expect(days('running', broken, '2025-01-01')).toBe(second);
    // The gap has 60 days, which do not count themselves.
    expect(days('withGap', broken, '2025-01-01')).toBe(first + second);
    expect(days('withGap', [post('2023-01-01', '2023-06-30'), post('2023-08-30', '2024-02-29')], '2025-01-01')).toBe(
      second,
    );
  });
});
