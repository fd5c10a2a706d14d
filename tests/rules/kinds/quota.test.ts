import { describe, expect, test } from 'vitest';
import type { PersonFacts } from '../../../src/domain/evaluation/facts.ts';
import { activity, cityPolicy, pairing, person, post, title, training } from '../evaluationFacts.ts';
import { shipped } from '../inForce.ts';
import { found, ofPerson } from './given.ts';

const yuxi = shipped('yuxi-2023.yaml');
const lishui = shipped('lishui-2015.yaml');

const holder = (facts: Partial<PersonFacts> = {}) =>
  person('ann', { titles: [title('backbone', 'CITY', '2023-09-01', '2026-09-01')], ...facts });

describe('Yuxi 五(三): a lecture a semester', () => {
  test('given none, when the semester runs, then unmet and due on its last day; when it is over, the next one counts', () => {
    const verdict = ofPerson(yuxi, 'Y-lecture', holder(), '2025-01-31');
    expect(verdict).toMatchObject({ outcome: 'unmet', due: '2025-01-31' });
    expect(verdict.rule.rule.clause).toBe('五(三)');
    expect(verdict.units[0]?.units).toMatchObject([{ from: '2024-09-01', through: '2025-01-31' }]);
    expect(ofPerson(yuxi, 'Y-lecture', holder(), '2025-02-01')).toMatchObject({ outcome: 'unmet', due: '2025-08-31' });
  });

  test('given one in the semester, then met; one of the semester before does not count', () => {
    const lectured = (date: string) => holder({ activities: [activity('lecture', date, 1, 'SCHOOL')] });
    expect(ofPerson(yuxi, 'Y-lecture', lectured('2025-02-01'), '2025-05-01').outcome).toBe('met');
    expect(ofPerson(yuxi, 'Y-lecture', lectured('2025-01-31'), '2025-05-01').outcome).toBe('unmet');
    expect(ofPerson(yuxi, 'Y-lecture', holder(), '2025-05-01', { uncovered: ['activity'] }).outcome).toBe('unknown');
  });

  test('given no city title in force, then it does not fall on them', () => {
    expect(ofPerson(yuxi, 'Y-lecture', holder(), '2026-09-01').applies).toBe(false);
  });
});

describe('Yuxi 五(五): five pairings a school year, a floor and no ceiling', () => {
  const pairs = (count: number, to: string | null = null) =>
    holder({
      pairings: Array.from({ length: count }, (_, index) =>
        pairing('mentor', `t${String(index)}`, 2024, '2024-09-10', to),
      ),
    });

  test('given four, then unmet and due; given five or fifty, then met', () => {
    expect(ofPerson(yuxi, 'Y-pair', pairs(4), '2024-12-01')).toMatchObject({ outcome: 'unmet', due: '2025-08-31' });
    expect(ofPerson(yuxi, 'Y-pair', pairs(5), '2024-12-01').outcome).toBe('met');
    expect(ofPerson(yuxi, 'Y-pair', pairs(50), '2024-12-01').outcome).toBe('met');
  });

  test('given pairings that ended in May, when asked in July, then the counting day, 30 June, decides', () => {
    expect(ofPerson(yuxi, 'Y-pair', pairs(5, '2025-05-01'), '2025-07-15').outcome).toBe('unmet');
    // Those without an end go on until the school year ends.
    expect(ofPerson(yuxi, 'Y-pair', pairs(5), '2025-07-15').outcome).toBe('met');
  });
});

describe('Lishui 五: twelve hours a school year', () => {
  const serving = (hours: readonly (readonly [string, number])[]) =>
    person('ann', {
      posts: [post('2015-09-01')],
      trainings: hours.map(([date, count]) => training('inService', date, count)),
    });

  test('given 11.5 hours, then unmet; half an hour more meets it; an hour of the year before does not', () => {
    const some = ['2016-10-01', 11.5] as const;
    expect(found(ofPerson(lishui, 'L-year', serving([some]), '2017-03-01'))).toEqual([11.5]);
    expect(ofPerson(lishui, 'L-year', serving([some]), '2017-03-01').outcome).toBe('unmet');
    expect(ofPerson(lishui, 'L-year', serving([some, ['2017-08-31', 0.5]]), '2017-08-31').outcome).toBe('met');
    expect(ofPerson(lishui, 'L-year', serving([some, ['2016-08-31', 5]]), '2017-03-01').outcome).toBe('unmet');
  });
});

describe('a ceiling', () => {
  const policy = cityPolicy(`
codes: { activities: { visit: { zh: 外出, en: Visit away } } }
rules:
  - { id: most, kind: quota, clause: 七, per: schoolYear, require: { count: activities, where: { kind: visit }, atMost: 2 } }
  - { id: range, kind: quota, clause: 八, per: schoolYear, require: { count: activities, where: { kind: visit }, between: [1, 2] } }
`);
  const away = (times: number) => person('ann', { activities: [activity('visit', '2024-10-01', times)] });

  test('given one too many, when the year has long to run, then unmet at once, with nothing due', () => {
    expect(ofPerson(policy, 'most', away(3), '2024-10-02')).toMatchObject({ outcome: 'unmet', due: null });
    expect(ofPerson(policy, 'most', away(2), '2024-10-02').outcome).toBe('met');
    expect(ofPerson(policy, 'range', away(3), '2024-10-02')).toMatchObject({ outcome: 'unmet', due: null });
    expect(ofPerson(policy, 'range', person('bao'), '2024-10-02')).toMatchObject({
      outcome: 'unmet',
      due: '2025-08-31',
    });
  });
});
