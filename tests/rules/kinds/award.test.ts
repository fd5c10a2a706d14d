import { describe, expect, test } from 'vitest';
import { appraisal, owning, person, post, seat, taken, workshop } from '../evaluationFacts.ts';
import { shipped } from '../inForce.ts';
import { ofPerson } from './given.ts';

const xiamen = shipped('xiamen-2022.yaml');

describe('Xiamen 三(二)3: the host whose workshop passed becomes a leader', () => {
  const host = person('ann', {
    posts: [post('2015-09-01')],
    seats: [seat('studio', 'host', '2020-09-01', '2023-09-01')],
  });
  const graded = (grade: string | null) =>
    workshop('studio', [taken('host', 'ann', { from: '2020-09-01', to: '2023-09-01' })], {
      from: null,
      owns: owning({ appraisals: grade === null ? [] : [appraisal(2023, grade, 'workshop')] }),
    });
  const asked = (grade: string | null, who = host) =>
    ofPerson(xiamen, 'X-leader', who, '2024-06-01', { facts: { workshops: [graded(grade)] } });

  test('given pass, when the seat is long over, then the award is due', () => {
    const verdict = asked('pass');
    expect([verdict.rule.rule.clause, verdict.outcome]).toEqual(['三(二)3', 'met']);
  });

  test('given fail, then not; given no appraisal on record, then not known', () => {
    expect(asked('fail').outcome).toBe('unmet');
    expect(asked(null).outcome).toBe('unknown');
  });

  test('given a host who no longer serves, then not due', () => {
    expect(asked('pass', { ...host, posts: [post('2015-09-01', '2024-01-01')] }).outcome).toBe('unmet');
  });
});
