import { describe, expect, test } from 'vitest';
import { entitlementsOf } from '../../../src/domain/entitlement.ts';
import { personSubject } from '../../../src/domain/evaluation/subjects.ts';
import { rulesOfKind } from '../../../src/domain/policy/effective.ts';
import { cityPolicy, day, person, ruleOf, title, unit, worldOf } from '../evaluationFacts.ts';
import { shipped } from '../inForce.ts';
import { ofPerson } from './given.ts';

const yuxi = shipped('yuxi-2023.yaml');

describe('entitlement: recorded and reported, never computed', () => {
  test('Yuxi 六(三): given a title in force, then first for visits and training; without one nothing', () => {
    const given = (titles: ReturnType<typeof title>[]) => {
      const who = person('ann', { titles });
      const world = worldOf(yuxi, unit([who]));
      return entitlementsOf(world, personSubject(world, who), day('2024-10-01')).map(({ rule, gives }) => [
        rule.rule.id,
        rule.rule.clause,
        gives,
      ]);
    };
    expect(given([title('backbone', 'COUNTY', '2023-09-01', '2026-09-01')])).toContainEqual([
      'Y-prefer',
      '六(三)',
      { first: ['visits', 'training'], weight: ['performancePay', 'professionalTitles', 'selection'] },
    ]);
    expect(given([]).map(([id]) => id)).not.toContain('Y-prefer');
  });

  test('a table gives the row of the person, and the whole table where the attribute is not known', () => {
    const policy = cityPolicy(`
rules:
  - { id: allowance, kind: entitlement, clause: 九, who: persons, by: sex, gives: { FEMALE: 100, MALE: 90 } }
`);
    const rows = (sex: 'FEMALE' | null) => {
      const who = person('ann', { sex });
      const world = worldOf(policy, unit([who]));
      return entitlementsOf(world, personSubject(world, who), day('2024-10-01')).map(({ gives, rowKnown }) => [
        gives,
        rowKnown,
      ]);
    };
    expect(rows('FEMALE')).toEqual([[100, true]]);
    expect(rows(null)).toEqual([[{ FEMALE: 100, MALE: 90 }, false]]);
  });
});

test('curriculum, Xiamen 三(四): given the four tiers, each has its subjects, and nothing of it is computed', () => {
  const xiamen = shipped('xiamen-2022.yaml');
  const [curriculum] = rulesOfKind(xiamen, 'curriculum');
  expect(curriculum?.rule.clause).toBe('三(四)');
  expect(ofPerson(xiamen, 'X-curriculum', person('ann'), '2024-10-01')).toMatchObject({
    outcome: 'unknown',
    unknown: { because: 'attested' },
  });
});

test('structure, Yuxi 三(六): given a body that may exist, nothing is unmet where it does not', () => {
  expect(ruleOf(yuxi, 'Y-chief').rule).toMatchObject({ kind: 'structure', modality: 'may', clause: '三(六)' });
  expect(ofPerson(yuxi, 'Y-chief', person('ann'), '2024-10-01').passes).not.toBe(false);
});
