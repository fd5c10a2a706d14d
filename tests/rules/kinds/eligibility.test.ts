import { describe, expect, test } from 'vitest';
import { eligibilityOf, pathsTo } from '../../../src/domain/eligibility.ts';
import type { PersonFacts } from '../../../src/domain/evaluation/facts.ts';
import {
  CITY_SCHOOL,
  NORTH,
  achievement,
  appraisal,
  certificate,
  day,
  finding,
  person,
  post,
  seat,
  title,
  unit,
  workshop,
  worldOf,
} from '../evaluationFacts.ts';
import { inForce, shipped } from '../inForce.ts';
import { layer, policy as told } from '../policies.ts';
import { byTimeAlone, ofPerson } from './given.ts';

const yuxi = shipped('yuxi-2023.yaml');
const xiamen = shipped('xiamen-2022.yaml');
const ganyu = shipped('ganyu-2012.yaml');

function applicant(facts: Partial<PersonFacts> = {}): PersonFacts {
  return person('ann', {
    posts: [post('2019-01-01')],
    titles: [title('backbone', 'COUNTY', '2022-09-01', '2025-09-01')],
    achievements: [achievement('skillsContest', '2021-05-01', 'COUNTY'), achievement('honour', '2022-05-01', 'CITY')],
    ...facts,
  });
}

describe('Yuxi 四(一): who may apply for the city backbone title', () => {
  test('given five years, a county title in force, a contest and an honour, then met; what people judge is listed', () => {
    const verdict = ofPerson(yuxi, 'Y-apply', applicant(), '2024-09-01');
    expect(verdict).toMatchObject({ applies: true, outcome: 'met', passes: true });
    expect(verdict.rule.rule.clause).toBe('四(一)');
    expect(verdict.attested).toEqual(['politics', 'ethics', 'dedication', 'theory', 'practice', 'health']);
  });

  test('given 1,825 days on 31 December 2023 (a leap year within), then met on that day and not on the day before', () => {
    expect(ofPerson(yuxi, 'Y-apply', applicant(), '2023-12-31').outcome).toBe('met');
    expect(ofPerson(yuxi, 'Y-apply', applicant(), '2023-12-30').outcome).toBe('unmet');
    expect(byTimeAlone(yuxi, 'Y-apply', applicant(), '2023-03-01')).toEqual({
      earliest: '2023-12-31',
      // The last day of the county title.
      latest: '2025-08-31',
    });
  });

  test('四(二)2: given no county title, when the school is city-direct, then met; elsewhere unmet', () => {
    const without = { titles: [] };
    const atCity = { ...without, works: [{ from: null, to: null, school: CITY_SCHOOL }] };
    expect(ofPerson(yuxi, 'Y-apply', applicant(atCity), '2024-09-01').outcome).toBe('met');
    expect(ofPerson(yuxi, 'Y-apply', applicant(without), '2024-09-01').outcome).toBe('unmet');
    expect(ofPerson(yuxi, 'Y-apply', applicant(without), '2024-09-01', { uncovered: ['designation'] }).outcome).toBe(
      'unknown',
    );
  });

  test('given a contest at school level only, then unmet: county level or above is asked', () => {
    const achievements = [
      achievement('skillsContest', '2021-05-01', 'SCHOOL'),
      achievement('honour', '2022-05-01', 'CITY'),
    ];
    expect(ofPerson(yuxi, 'Y-apply', applicant({ achievements }), '2024-09-01').outcome).toBe('unmet');
  });
});

describe('Yuxi 四(一)9: the city famous title', () => {
  const research = achievement('research', '2023-05-01', 'COUNTY');
  const famous = (grades: Readonly<Record<number, string>>) =>
    applicant({
      achievements: [...applicant().achievements, research],
      appraisals: Object.entries(grades).map(([year, grade]) => appraisal(Number(year), grade)),
    });
  const on = '2025-06-01';

  test.each([
    ['all pass, one excellent', { 2020: 'pass', 2021: 'pass', 2022: 'excellent', 2023: 'pass', 2024: 'pass' }, 'met'],
    ['none excellent', { 2020: 'pass', 2021: 'pass', 2022: 'pass', 2023: 'pass', 2024: 'pass' }, 'unmet'],
    ['a year missing', { 2020: 'pass', 2022: 'excellent', 2023: 'pass', 2024: 'pass' }, 'unknown'],
    ['a year missing and one failed', { 2020: 'fail', 2022: 'excellent', 2023: 'pass', 2024: 'pass' }, 'unmet'],
    [
      'a sixth year back failed',
      { 2019: 'fail', 2020: 'pass', 2021: 'pass', 2022: 'excellent', 2023: 'pass', 2024: 'pass' },
      'met',
    ],
  ])('given the appraisals of five completed years: %s', (_, grades, outcome) => {
    expect(ofPerson(yuxi, 'Y-famous', famous(grades), on).outcome).toBe(outcome);
  });
});

describe('Xiamen 三(二): two paths to the backbone tier, each shown', () => {
  const sought = {
    of: 'title',
    attributes: new Map([
      ['tier', 'backbone'],
      ['level', 'CITY'],
    ]),
  } as const;
  const aim = { rule: null, sought };
  const paths = pathsTo(xiamen, aim);

  test('given a member of two homeroom years and three of teaching, then X-member is met and X-backbone is not', () => {
    const studio = workshop('studio');
    const who = person('ann', {
      teachingSince: day('2022-09-01'),
      posts: [post('2022-09-01')],
      seats: [seat('studio', 'member', '2023-09-01')],
    });
    const world = worldOf(xiamen, unit([who], { workshops: [studio] }));
    const found = eligibilityOf(who, aim, paths, world, day('2025-09-01'));
    expect(found.outcome).toBe('met');
    expect(found.paths.map(({ rule, outcome }) => [rule.rule.id, outcome])).toEqual([
      ['X-backbone', 'unmet'],
      ['X-member', 'met'],
    ]);
  });

  test('given a deputy post only, then X-backbone is unmet: deputies do not count and do not serve', () => {
    const who = person('ann', { teachingSince: day('2010-09-01'), posts: [post('2015-09-01', null, 'deputy')] });
    expect(ofPerson(xiamen, 'X-backbone', who, '2025-09-01').outcome).toBe('unmet');
  });

  test('given no day from which on somebody teaches, then unknown, never unmet', () => {
    const who = person('ann', { posts: [post('2015-09-01')] });
    expect(ofPerson(xiamen, 'X-backbone', who, '2025-09-01').outcome).toBe('unknown');
  });
});

describe('Ganyu: vetoes', () => {
  test('8: given clubs led, when they convert, then the years they lack are made up or not known, never refused outright', () => {
    const applied = {
      id: 'a',
      for: 'homeroomPost',
      tier: null,
      level: null,
      date: day('2012-09-01'),
      reached: null,
      result: null,
      nominator: null,
    };
    const who = person('ann', { posts: [post('2012-09-01')], applications: [applied] });
    expect(ofPerson(ganyu, 'G-block-title', who, '2013-09-01').outcome).toBe('unmet');
    expect(ofPerson(ganyu, 'G-block-title', who, '2014-09-01').outcome).toBe('met');
    expect(ofPerson(ganyu, 'G-block-title', { ...who, applications: [] }, '2014-09-01').outcome).toBe('unmet');
    const clubs = [{ id: 'c', kind: 'club', date: day('2012-10-01'), level: null, times: 4 }];
    // The document does not say how many clubs make a year.
    expect(ofPerson(ganyu, 'G-block-title', { ...who, activities: clubs }, '2013-09-01').outcome).toBe('unknown');
  });

  test('8: given three homeroom years, when found irresponsible, then no middle management; who is young a body has to say', () => {
    const young = person('ann', { birth: day('1985-01-01'), posts: [post('2008-09-01')] });
    const on = '2013-01-01';
    const [city] = ganyu.layers;
    if (city === undefined) throw new Error('Nothing is in force');
    const policy = inForce(
      NORTH,
      city,
      layer(NORTH, 'COUNTY', told('county', 'define: { parameters: { youngAge: 35 } }')),
    );
    const verdict = ofPerson(policy, 'G-block-post', young, on);
    expect([verdict.rule.rule.clause, verdict.applies, verdict.outcome]).toEqual(['8', true, 'met']);
    const found = { ...young, findings: [finding('irresponsible', '2012-05-01')] };
    expect(ofPerson(policy, 'G-block-post', found, on).outcome).toBe('unmet');
    expect(ofPerson(policy, 'G-block-post', { ...found, birth: day('1970-01-01') }, on).applies).toBe(false);
    expect(ofPerson(ganyu, 'G-block-post', found, on)).toMatchObject({ applies: null, outcome: 'unknown' });
  });

  test('4: given a year as a trainee and both certificates, then a homeroom post may be taken', () => {
    const verdict = (facts: Partial<PersonFacts>) =>
      ofPerson(
        ganyu,
        'G-entry',
        person('ann', { posts: [post('2012-06-01', null, 'trainee')], ...facts }),
        '2013-09-01',
      ).outcome;
    const codes = [...(ganyu.layers[0]?.document.codes.get('certificates')?.keys() ?? [])];
    expect(verdict({ certificates: codes.map((kind) => certificate(kind, '2013-01-01')) })).toBe('met');
    expect(verdict({ certificates: [] })).toBe('unmet');
  });
});
