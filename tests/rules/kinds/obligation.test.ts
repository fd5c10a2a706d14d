import { describe, expect, test } from 'vitest';
import { certificate, day, person, post, training } from '../evaluationFacts.ts';
import { shipped } from '../inForce.ts';
import { byTimeAlone, ofPerson } from './given.ts';

const xiamen = shipped('xiamen-2022.yaml');
const ganyu = shipped('ganyu-2012.yaml');

describe('Xiamen 三(二)1: a year as a homeroom teacher within three of hire', () => {
  const hired = { hiredOn: day('2022-09-01') };

  test('given a year served, then met; without one unmet, and due while the three years still run', () => {
    const served = person('ann', { ...hired, posts: [post('2023-09-01', '2024-09-01')] });
    expect(ofPerson(xiamen, 'X-serve', served, '2024-10-01').outcome).toBe('met');
    const verdict = ofPerson(xiamen, 'X-serve', person('bao', hired), '2024-10-01');
    expect([verdict.rule.rule.clause, verdict.outcome]).toEqual(['三(二)1', 'unmet']);
  });

  test('given somebody hired long ago, then it does not fall on them; hired nobody knows when, then it is not known', () => {
    expect(ofPerson(xiamen, 'X-serve', person('ann', { hiredOn: day('2010-09-01') }), '2024-10-01').applies).toBe(
      false,
    );
    const unknown = ofPerson(xiamen, 'X-serve', person('ann'), '2024-10-01');
    expect([unknown.applies, unknown.outcome]).toEqual([null, 'unknown']);
  });
});

describe('Ganyu 4, 7: holders of the certificate are trained at county level at least every three years', () => {
  const holder = (date: string) =>
    person('ann', {
      certificates: [certificate('qualification', '2012-09-01')],
      trainings: [training('inService', date, 8, 'COUNTY')],
    });

  test('given training on 1 March 2013, then met until 29 February 2016, and unmet from 1 March on', () => {
    expect(ofPerson(ganyu, 'G-renew', holder('2013-03-01'), '2016-02-29').outcome).toBe('met');
    expect(ofPerson(ganyu, 'G-renew', holder('2013-03-01'), '2016-03-01').outcome).toBe('unmet');
    expect(byTimeAlone(ganyu, 'G-renew', holder('2013-03-01'), '2015-01-01')).toEqual({
      earliest: '2015-01-01',
      latest: '2016-02-29',
    });
  });

  test('given training at school level only, then due three years after the certificate, and unmet from that day on', () => {
    const atSchool = { ...holder('2013-03-01'), trainings: [training('inService', '2013-03-01', 8, 'SCHOOL')] };
    expect(ofPerson(ganyu, 'G-renew', atSchool, '2014-01-01').outcome).toBe('met');
    expect(byTimeAlone(ganyu, 'G-renew', atSchool, '2014-01-01').latest).toBe('2015-08-31');
    expect(ofPerson(ganyu, 'G-renew', atSchool, '2015-09-01').outcome).toBe('unmet');
  });

  test('without a certificate it does not fall on them', () => {
    const atSchool = { ...holder('2013-03-01'), trainings: [training('inService', '2013-03-01', 8, 'SCHOOL')] };
    expect(ofPerson(ganyu, 'G-renew', { ...atSchool, certificates: [] }, '2014-01-01').applies).toBe(false);
  });
});

describe('Ganyu 4: young and middle-aged teachers have three years of homeroom experience', () => {
  test('given nobody has said up to which age, then whether it falls on somebody is not known, for that reason', () => {
    const found = ofPerson(ganyu, 'G-experience', person('ann', { birth: day('1985-01-01') }), '2014-01-01');
    expect([found.applies, found.outcome]).toEqual([null, 'unknown']);
    expect(found.unknown).toMatchObject({ because: 'parameterNotSet' });
  });
});
