import { describe, expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import type { Outcome } from '../../src/domain/composition.ts';
import type { Sought } from '../../src/domain/policy/aim.ts';
import { type Procedure, decidableFrom, proceduresFor } from '../../src/domain/procedure.ts';
import { lastKnownYear } from '../../src/domain/workingDays.ts';
import { CITY, cityPolicy, shipped } from './inForce.ts';
import { policy } from './policies.ts';

const yuxi = shipped('yuxi-2023.yaml');

function title(tier: string, level: string): Sought {
  return {
    of: 'title',
    attributes: new Map([
      ['tier', tier],
      ['level', level],
    ]),
  };
}

function asked(
  from: string,
  skipped: Outcome = 'unmet',
  inForce = yuxi,
  sought = title('backbone', 'CITY'),
): Procedure {
  const [procedure, ...others] = proceduresFor(inForce, sought, {
    body: CITY,
    from: toDay(from),
    outcomeOf: () => skipped,
  });
  if (procedure === undefined || others.length > 0) throw new Error('Not exactly one procedure');
  return procedure;
}

function publicityOf(procedure: Procedure) {
  return procedure.steps.flatMap(({ publicity }) => publicity ?? [])[0];
}

describe('Yuxi 四(二): from nomination to the award of a city title', () => {
  test('given a teacher of a county school, all five steps are taken, in order', () => {
    const { steps } = asked('2025-09-26');
    expect(steps.map(({ stated, applies }) => [stated.step, stated.by, applies])).toEqual([
      ['nomination', 'school', true],
      ['countyReview', 'COUNTY', true],
      ['cityReview', 'CITY', true],
      ['publicity', 'CITY', true],
      ['award', 'CITY', true],
    ]);
  });

  test('given a teacher of a city-direct school, the county step is left out; not known of whom, neither is it known', () => {
    expect(asked('2025-09-26', 'met').steps.map(({ applies }) => applies)).toEqual([true, false, true, true, true]);
    expect(asked('2025-09-26', 'unknown').steps.map(({ applies }) => applies)).toEqual([true, null, true, true, true]);
  });

  test('a review rests on the rules of what is sought: for backbone Y-apply alone, for famous its own', () => {
    const rulesOf = (tier: string) =>
      asked('2025-09-26', 'unmet', yuxi, title(tier, 'CITY'))
        .steps.find(({ stated }) => stated.step === 'cityReview')
        ?.requires.find(({ word }) => word === 'eligibility')
        ?.rules.map(({ rule }) => rule.id);
    expect(rulesOf('backbone')).toEqual(['Y-apply']);
    expect(rulesOf('famous')).toEqual(['Y-famous']);
  });

  test('when the notice is put up before National Day 2025, five working days end after the holiday', () => {
    const procedure = asked('2025-09-26');
    expect(publicityOf(procedure)).toMatchObject({
      least: 5,
      most: null,
      putUp: '2025-09-26',
      first: { day: '2025-09-28', provisionalFrom: null },
      last: { day: '2025-10-10', provisionalFrom: null },
      latest: null,
    });
    expect(decidableFrom(procedure)).toEqual({ day: '2025-10-11', provisionalFrom: null });
  });

  test('when a year without an official calendar is touched, the day is provisional', () => {
    const [december, spring] = [`${lastKnownYear()}-12-21`, `${lastKnownYear() + 1}-03-01`];
    expect(decidableFrom(asked(december))?.provisionalFrom).toBe(`${lastKnownYear()}-12-25`);
    expect(decidableFrom(asked(spring))?.provisionalFrom).toBe(`${lastKnownYear() + 1}-03-02`);
  });

  test('a county title is no business of the city procedure', () => {
    expect(
      proceduresFor(yuxi, title('backbone', 'COUNTY'), {
        body: CITY,
        from: toDay('2025-09-26'),
        outcomeOf: () => 'unmet',
      }),
    ).toEqual([]);
  });
});

describe('publicity', () => {
  const of = (publicity: string, rest = '') =>
    asked(
      '2025-11-03',
      'unmet',
      cityPolicy(
        policy(
          'notices',
          `${rest}ladders:
  - { code: titles, tiers: [{ code: star, zh: 星, en: Star }], levels: [CITY] }
rules:
  - id: N-1
    kind: workflow
    clause: null
    for: { title: {} }
    steps:
      - { step: first, by: CITY, publicity: { workingDays: ${publicity} } }
      - { step: second, by: CITY, publicity: { workingDays: { between: [2, 4] } } }
      - { step: award, by: CITY }
`,
        ),
      ),
      title('star', 'CITY'),
    );

  test('a second notice is put up when the first has ended, and a ceiling gives the last day that may be', () => {
    const { steps } = of('{ atLeast: 5 }');
    expect(steps[1]?.publicity).toMatchObject({
      putUp: '2025-11-11',
      first: { day: '2025-11-12' },
      last: { day: '2025-11-13' },
      latest: { day: '2025-11-17' },
    });
  });

  test('a number that a lower body has to set gives no day until it is set, to what follows neither', () => {
    const procedure = of('{ atLeast: { parameter: noticeDays } }');
    expect(procedure.steps[0]?.publicity).toMatchObject({
      least: null,
      last: null,
      unknown: { because: 'parameterNotSet', parameter: 'noticeDays' },
    });
    expect(procedure.steps[1]?.publicity).toMatchObject({ least: 2, putUp: null, last: null });
    expect(decidableFrom(procedure)).toBeNull();
    const set = of('{ atLeast: { parameter: noticeDays } }', 'define: { parameters: { noticeDays: 3 } }\n');
    expect(set.steps[0]?.publicity?.last?.day).toBe('2025-11-06');
  });
});
