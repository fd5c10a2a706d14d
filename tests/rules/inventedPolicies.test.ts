import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evaluateRule } from '../../src/domain/evaluation/evaluateRule.ts';
import type { PersonFacts, UnitFacts } from '../../src/domain/evaluation/facts.ts';
import { personSubject } from '../../src/domain/evaluation/subjects.ts';
import { checkPolicy } from '../../src/domain/policy/check.ts';
import { type EffectivePolicy, effectivePolicy } from '../../src/domain/policy/effective.ts';
import { parsePolicies } from '../../src/domain/policy/parse.ts';
import type { PolicyVersionId, RegionId } from '../../src/domain/identifier.ts';
import { tryRule } from '../oracle/evaluation.ts';
import {
  CITY,
  CITY_SCHOOL,
  NORTH,
  SCHOOLS,
  TOWN_SCHOOL,
  VILLAGE_SCHOOL,
  achievement,
  activity,
  appraisal,
  certificate,
  day,
  during,
  owning,
  person,
  post,
  ruleOf,
  title,
  training,
  unit,
  worldOf,
} from './evaluationFacts.ts';
import { type Came, subjectsOf } from './randomCases.ts';
import type { Whose } from './randomPolicies.ts';

/** A file of an invented place, of which nobody has told the program: checked, and in force for its city. */
function inForceFrom(file: string): EffectivePolicy {
  const parsed = parsePolicies(readFileSync(new URL(`../policies/${file}`, import.meta.url), 'utf8'));
  const documents = parsed.flatMap(({ document }) => document ?? []);
  parsed.forEach((each, index) => {
    expect(checkPolicy(each, documents.slice(0, index)).map(({ line, code }) => `${String(line)} ${code}`)).toEqual([]);
  });
  const bodies = documents.length === 1 ? [CITY] : ['province' as RegionId, CITY];
  const policy = effectivePolicy(
    CITY,
    documents.map((document, index) => ({
      versionId: document.policy as PolicyVersionId,
      code: document.policy,
      regionId: bodies[index] ?? CITY,
      level: bodies[index] === CITY ? 'CITY' : 'PROVINCE',
      from: document.effective.from,
      to: null,
      document,
    })),
  );
  if (policy === null) throw new Error('Nothing is in force');
  return policy;
}

/** What comes of a rule for each that it may fall on; the oracle has to say the same. */
function cameOf(policy: EffectivePolicy, rule: string, whose: Whose, facts: UnitFacts, on: string): readonly Came[] {
  const world = worldOf(policy, facts);
  return subjectsOf(whose, facts, world).map(([, subject, oracle]) => {
    const said = evaluateRule(ruleOf(policy, rule), subject, world, day(on));
    const ground = { policy, unit: facts, covered: () => true, day: day(on) };
    const { applies, outcome } = tryRule(ruleOf(policy, rule), oracle, ground);
    const word = outcome === null ? 'unknown' : outcome ? 'met' : 'unmet';
    expect([said.applies, said.applies === true ? said.outcome : '']).toEqual([applies, applies === true ? word : '']);
    return applies === true ? word : applies === null ? 'perhaps applies' : 'does not apply';
  });
}

const at = (school: typeof VILLAGE_SCHOOL) => ({ works: [{ ...during(null), school }] });

describe('Lakeside: ages as of a day, any two of three, a waiver, shares as floor and ceiling', () => {
  const policy = inForceFrom('lakeside.yaml');
  const contest = achievement('contest', '2023-05-01', 'CITY');
  const silver = certificate('counselling', '2023-05-01', null, 'silver');
  const guide = (facts: Partial<PersonFacts> = {}) =>
    person('ann', {
      birth: day('1979-09-02'),
      teachingSince: day('2010-09-01'),
      achievements: [contest],
      certificates: [silver],
      ...facts,
    });

  test.each([
    ['44 on 1 September 2024, two of three', guide(), 'met'],
    ['45 on that day', guide({ birth: day('1979-09-01') }), 'unmet'],
    ['one of three', guide({ certificates: [certificate('counselling', '2023-05-01', null, 'bronze')] }), 'unmet'],
    [
      'one of three, and a certificate whose grade nobody told',
      guide({ certificates: [certificate('counselling', '2023-05-01')] }),
      'unknown',
    ],
    ['too few years of teaching', guide({ teachingSince: day('2020-09-01') }), 'unmet'],
  ])('2: given %s', (_, who, outcome) => {
    expect(cameOf(policy, 'LS-guide', 'person', unit([who]), '2025-06-01')).toEqual([outcome]);
  });

  test('2(3): given a recorded waiver and an award of the province, then unmet and let pass', () => {
    const waiver = { id: 'w', rule: 'LS-guide', by: 'CITY', reason: '急需', ...during('2025-01-01') } as const;
    const who = guide({
      teachingSince: day('2020-09-01'),
      achievements: [contest, achievement('research', '2024-05-01', 'PROVINCE')],
      waivers: [waiver],
    });
    const world = worldOf(policy, unit([who]));
    expect(evaluateRule(ruleOf(policy, 'LS-guide'), personSubject(world, who), world, day('2025-06-01'))).toMatchObject(
      {
        outcome: 'unmet',
        passes: true,
      },
    );
  });

  test('3: given one of four guides in a village and two at city schools, then both bounds hold exactly', () => {
    const holder = (id: string, school: typeof VILLAGE_SCHOOL) =>
      person(id, { ...at(school), titles: [title('guide', 'CITY', '2024-09-01')] });
    const four = [
      holder('a', VILLAGE_SCHOOL),
      holder('b', TOWN_SCHOOL),
      holder('c', CITY_SCHOOL),
      holder('d', CITY_SCHOOL),
    ];
    expect(cameOf(policy, 'LS-rural', 'region', unit(four), '2025-06-01')).toEqual(['met', 'met']);
    const five = [...four, holder('e', CITY_SCHOOL)];
    expect(cameOf(policy, 'LS-rural', 'region', unit(five), '2025-06-01')[0]).toBe('unmet');
    // Of nobody there is nothing to measure.
    expect(cameOf(policy, 'LS-rural', 'region', unit([]), '2025-06-01')).toEqual(['unknown', 'unknown']);
  });

  test('4: about ten is nine to eleven', () => {
    const many = (count: number) =>
      unit(
        Array.from({ length: count }, (_, index) =>
          person(`p${String(index)}`, { titles: [title('guide', 'CITY', '2024-09-01')] }),
        ),
      );
    expect([8, 9, 11, 12].map((count) => cameOf(policy, 'LS-about', 'region', many(count), '2025-06-01')[0])).toEqual([
      'unmet',
      'met',
      'met',
      'unmet',
    ]);
  });
});

describe('Highlands: units of hours, conversions, points, links and figures', () => {
  const policy = inForceFrom('highlands.yaml');
  const score = {
    id: 's',
    rubric: 'HL-points',
    section: 'work',
    item: null,
    date: day('2025-05-01'),
    points: 41,
    level: null,
  };
  const link = { id: 'l', kind: 'partner', school: VILLAGE_SCHOOL, ...during('2022-01-01', '2023-08-01') };
  const tutor = (facts: Partial<PersonFacts> = {}) =>
    person('ann', {
      posts: [post('2024-04-01', null, 'tutor')],
      titles: [title('first', 'CITY', '2023-09-01')],
      activities: [activity('camp', '2024-07-01', 2)],
      appraisals: [appraisal(2023, 'c'), appraisal(2024, 'a')],
      rubricScores: [score],
      links: [link],
      ...facts,
    });

  test.each([
    ['300 days and two camps of half a year, 41 points, c and a, a partner village within two years', tutor(), 'met'],
    ['one camp only', tutor({ activities: [activity('camp', '2024-07-01', 1)] }), 'unmet'],
    ['39 points', tutor({ rubricScores: [{ ...score, points: 39 }] }), 'unmet'],
    ['a d', tutor({ appraisals: [appraisal(2023, 'd'), appraisal(2024, 'a')] }), 'unmet'],
    ['a year without an appraisal', tutor({ appraisals: [appraisal(2024, 'a')] }), 'unknown'],
    ['a link that ended before', tutor({ links: [{ ...link, ...during('2022-01-01', '2023-01-01') }] }), 'unmet'],
    ['the second rank already', tutor({ titles: [title('second', 'CITY', '2024-09-01')] }), 'unmet'],
  ])('2: given %s', (_, who, outcome) => {
    expect(cameOf(policy, 'HL-second', 'person', unit([who]), '2025-06-01')).toEqual([outcome]);
  });

  test('3: the same hours are days of six in the year and credits of nine in the plan', () => {
    const trained = tutor({
      trainings: [training('inService', '2025-04-01', 18), training('inService', '2023-05-01', 17)],
    });
    expect(cameOf(policy, 'HL-days', 'person', unit([trained]), '2025-06-01')).toEqual(['met']);
    // 35 hours are less than four credits.
    expect(cameOf(policy, 'HL-credits', 'person', unit([trained]), '2025-06-01')).toEqual(['unmet']);
  });

  test('4: one tutor for forty pupils is just enough; a school without a figure is not known', () => {
    const pupils = (value: number) => [{ id: 'f', name: 'pupils', stage: null, day: day('2025-03-01'), value }];
    const schools = SCHOOLS.map((school, index) => ({
      ...school,
      owns: owning({ figures: index === 0 ? pupils(40) : index === 1 ? pupils(41) : [] }),
    }));
    const tutors = [
      person('a', { posts: [post('2024-04-01', null, 'tutor')] }),
      person('b', { ...at(TOWN_SCHOOL), posts: [post('2024-04-01', null, 'tutor', TOWN_SCHOOL)] }),
    ];
    expect(cameOf(policy, 'HL-ratio', 'school', unit(tutors, { schools }), '2025-06-01')).toEqual([
      'met',
      'unmet',
      'unknown',
    ]);
  });
});

describe('Delta: a province locks, a city tightens and sets what was left open', () => {
  const policy = inForceFrom('delta.yaml');
  const serving = (hours: number, from = '2022-09-01') =>
    person('ann', { posts: [post(from)], trainings: [training('onboarding', '2024-10-01', hours)] });

  test('1: given twelve hours, then the rule of the province is met and no longer binds here; the city asks sixteen', () => {
    expect(cameOf(policy, 'DC-hours', 'person', unit([serving(12)]), '2025-06-01')).toEqual(['unmet']);
    expect(cameOf(policy, 'DC-hours', 'person', unit([serving(16)]), '2025-06-01')).toEqual(['met']);
    expect(ruleOf(policy, 'DC-hours').overrides?.id).toBe('DP-hours');
  });

  test('2: the years that the province leaves open are three here', () => {
    expect(cameOf(policy, 'DP-serve', 'person', unit([serving(0, '2022-06-01')]), '2025-06-01')).toEqual(['met']);
    expect(cameOf(policy, 'DP-serve', 'person', unit([serving(0, '2022-07-01')]), '2025-06-01')).toEqual(['unmet']);
  });

  test('2: at most one star in each primary school of each county', () => {
    const star = (id: string, school: typeof VILLAGE_SCHOOL) =>
      person(id, { ...at(school), titles: [title('star', 'CITY', '2024-09-01')] });
    const spread = unit([star('a', VILLAGE_SCHOOL), star('b', TOWN_SCHOOL)]);
    const world = worldOf(policy, spread);
    const [[, city] = []] = subjectsOf('region', spread, world);
    if (city === undefined) throw new Error('No city');
    const verdict = evaluateRule(ruleOf(policy, 'DC-spread'), city, world, day('2025-06-01'));
    expect([
      verdict.outcome,
      verdict.units.map(({ units }) => units.map((each) => ('id' in each ? each.id : ''))),
    ]).toEqual([
      'met',
      [
        [NORTH, VILLAGE_SCHOOL],
        ['south', TOWN_SCHOOL],
      ],
    ]);
    const crowded = unit([star('a', VILLAGE_SCHOOL), star('b', VILLAGE_SCHOOL)]);
    const again = worldOf(policy, crowded);
    const [[, same] = []] = subjectsOf('region', crowded, again);
    if (same === undefined) throw new Error('No city');
    expect(evaluateRule(ruleOf(policy, 'DC-spread'), same, again, day('2025-06-01')).outcome).toBe('unmet');
  });
});
