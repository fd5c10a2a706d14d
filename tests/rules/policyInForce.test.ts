import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import type { RegionId } from '../../src/domain/identifier.ts';
import { type EffectivePolicy, type PolicyLayer, binds, effectivePolicy } from '../../src/domain/policy/effective.ts';
import {
  compositionFor,
  notEvaluatedYet,
  pairingQuotas,
  rolesFor,
  workshopTargets,
} from '../../src/domain/policy/staffing.ts';
import { layer, policy, shippedPolicies } from './policies.ts';

const [PROVINCE, CITY, COUNTY] = ['province', 'city', 'county'] as RegionId[] as [RegionId, RegionId, RegionId];
const DAY = toDay('2025-11-15');

function inForce(regionId: RegionId, ...layers: readonly PolicyLayer[]): EffectivePolicy {
  const found = effectivePolicy(regionId, layers);
  if (found === null) throw new Error('Nothing is in force');
  return found;
}

function shipped(name: string): string {
  return shippedPolicies.find(([file]) => file === name)?.[1] ?? '';
}

function seatsOf(found: EffectivePolicy, level: 'CITY' | 'COUNTY' = 'CITY') {
  return compositionFor(found, { level, stages: ['PRIMARY'] }).map(
    ({ role, parentRole, minimum, maximum, perParent }) => [role.code, parentRole, minimum, maximum, perParent],
  );
}

const ROLES = `workshops:
  - kind: studio
    levels: [CITY, COUNTY]
    roles:
      guide: { zh: 引路人, en: Guide, leads: true }
      observer: { zh: 观察员, en: Observer }
      guest: { zh: 来宾, en: Guest, under: none }
`;

test('before the first policy nothing holds', () => {
  expect(effectivePolicy(CITY, [])).toBeNull();
});

describe('the shipped policies say what the documents do', () => {
  test('Yuxi: 1 host, 10 members, 3 trainees with each; 15 workshops by stage; at least 5 pairings; deputies do not count', () => {
    const yuxi = inForce(CITY, layer(CITY, 'CITY', shipped('yuxi-2023.yaml')));
    const places = [
      ['host', null, 1, 1, false],
      ['member', 'host', 10, 10, false],
      ['trainee', 'member', 3, 3, true],
    ];
    expect(seatsOf(yuxi)).toEqual(places);
    expect(seatsOf(yuxi, 'COUNTY')).toEqual(places);
    expect(workshopTargets(yuxi, DAY).map(({ level, stage, planned }) => [level, stage, planned])).toEqual([
      ['CITY', 'KINDERGARTEN', 2],
      ['CITY', 'PRIMARY', 3],
      ['CITY', 'JUNIOR', 3],
      ['CITY', 'SENIOR', 3],
      ['CITY', 'SECONDARY_VOCATIONAL', 3],
      ['CITY', 'HIGHER_VOCATIONAL', 1],
    ]);
    expect(workshopTargets(yuxi, toDay('2026-01-01'))).toEqual([]);
    expect(pairingQuotas(yuxi)).toMatchObject([
      {
        floor: 5,
        ceiling: null,
        population: { of: 'holders', levels: ['CITY'], tiers: null },
        rule: { rule: { id: 'Y-pair' } },
      },
    ]);
    expect(yuxi.countingPosts).toEqual(['homeroom']);
    expect(yuxi.ruralSettings).toEqual(['TOWN', 'VILLAGE']);
    expect(yuxi.calendar).toEqual({
      schoolYear: '09-01',
      semesters: ['09-01', '02-01'],
      countingDay: { schoolYear: '06-30' },
    });
  });

  test('Xiamen: 1 host, 2 to 4 members, trainees of the workshop without a ceiling; 200 workshops', () => {
    const xiamen = inForce(CITY, layer(CITY, 'CITY', shipped('xiamen-2022.yaml')));
    expect(seatsOf(xiamen)).toEqual([
      ['host', null, 1, 1, false],
      ['member', 'host', 2, 4, false],
      ['trainee', 'host', 1, null, false],
    ]);
    expect(workshopTargets(xiamen, DAY)).toMatchObject([{ level: 'CITY', stage: null, planned: 200 }]);
    expect(pairingQuotas(xiamen)).toEqual([]);
  });

  test('what no question computes is named, what one does is not', () => {
    const yuxi = inForce(CITY, layer(CITY, 'CITY', shipped('yuxi-2023.yaml')));
    expect(notEvaluatedYet(yuxi)).toEqual([]);
    const open = policy(
      'open',
      `codes: { activities: { lecture: { zh: 讲座, en: Lecture } } }
${ROLES}rules:
  - { id: O-seats, kind: composition, clause: "1", who: { workshops: {} }, seats: { guide: 1, observer: { exactly: 2, per: batch } } }
  - { id: O-term, kind: quota, clause: "1", per: term, require: { count: activities, where: { kind: lecture }, atLeast: 1 } }
  - { id: O-year, kind: quota, clause: "1", per: year, require: { count: activities, where: { kind: lecture }, atLeast: 1 } }
`,
    );
    const waiting = notEvaluatedYet(inForce(CITY, layer(CITY, 'CITY', open))).map(({ rule }) => rule.id);
    expect(waiting).toEqual(['O-seats', 'O-term']);
  });
});

describe('what comes down from above', () => {
  const city = policy(
    'city',
    `calendar: { schoolYear: 08-15, countingDay: { schoolYear: 05-31 } }
define: { rural: { setting: [VILLAGE] }, countingPosts: [tutor], sages: { holders: { level: CITY } } }
codes: { posts: { tutor: { zh: 导师岗, en: Tutor }, head: { zh: 班主任, en: Head } } }
${ROLES}rules:
  - { id: C-seats, kind: composition, clause: "1", who: { workshops: {} }, seats: { guide: 1, observer: { between: [5, 8] }, guest: any } }
  - { id: C-pair, kind: quota, clause: "1", who: sages, per: schoolYear, require: { count: pairings, where: { as: mentor }, atLeast: 3 } }
  - { id: C-total, kind: target, clause: "1", by: 2030-12-31, require: { count: workshops, where: { level: CITY }, atLeast: 9 } }
  - { id: C-each, kind: target, clause: "1", by: 2030-12-31, per: COUNTY, require: { count: workshops, where: { level: COUNTY }, atLeast: 2 } }
`,
  );
  const above = layer(CITY, 'CITY', city);

  test('a county without a policy has the definitions, roles, composition and quotas, and targets stated per county', () => {
    const found = inForce(COUNTY, above);
    expect(seatsOf(found, 'COUNTY')).toEqual([
      ['guide', null, 1, 1, false],
      ['observer', 'guide', 5, 8, false],
      ['guest', null, 0, null, false],
    ]);
    expect(found.isRural('TOWN')).toBe(false);
    expect(found.isRural('VILLAGE')).toBe(true);
    expect(found.isRural(null)).toBeNull();
    expect(pairingQuotas(found)).toMatchObject([{ floor: 3, population: { levels: ['CITY'] } }]);
    expect(workshopTargets(found, DAY)).toMatchObject([{ planned: 2, level: 'COUNTY', perUnit: 'COUNTY' }]);
  });

  test("the body's own totals stay with it", () => {
    expect(workshopTargets(inForce(CITY, above), DAY).map(({ rule }) => rule.rule.id)).toEqual(['C-total', 'C-each']);
  });

  test('the nearest statement wins, word by word', () => {
    const below = layer(
      COUNTY,
      'COUNTY',
      policy('county', 'calendar: { schoolYear: 09-01 }\ndefine: { countingPosts: [tutor, head] }'),
    );
    const found = inForce(COUNTY, above, below);
    expect(found.calendar).toEqual({
      schoolYear: '09-01',
      semesters: ['09-01', '02-01'],
      countingDay: { schoolYear: '05-31' },
    });
    expect(found.countingPosts).toEqual(['tutor', 'head']);
    expect(found.ruralSettings).toEqual(['VILLAGE']);
  });

  test('a name means what the layer that uses it, or one above, says', () => {
    const below = layer(COUNTY, 'COUNTY', policy('county', 'define: { sages: { holders: { level: COUNTY } } }'));
    expect(pairingQuotas(inForce(COUNTY, above, below))).toMatchObject([{ population: { levels: ['CITY'] } }]);
  });

  test('inherits: none leaves everything above aside', () => {
    const below = layer(COUNTY, 'COUNTY', policy('county', 'inherits: none'));
    expect(inForce(COUNTY, above, below).layers).toEqual([below]);
  });

  test('a number that a body below sets is not known until it does', () => {
    const open = policy(
      'open',
      `${ROLES}rules:
  - { id: O, kind: composition, clause: "1", who: { workshops: {} }, seats: { observer: { atLeast: { parameter: fewest } } } }`,
    );
    const set = layer(COUNTY, 'COUNTY', policy('set', 'define: { parameters: { fewest: 4 } }'));
    const numbers = (found: EffectivePolicy) =>
      compositionFor(found, { level: 'COUNTY', stages: [] }).map(({ minimum, unset }) => [minimum, unset]);
    expect(numbers(inForce(COUNTY, layer(CITY, 'CITY', open)))).toEqual([[0, 'fewest']]);
    expect(numbers(inForce(COUNTY, layer(CITY, 'CITY', open), set))).toEqual([[4, null]]);
  });
});

describe('an interpretation can be switched off', () => {
  const reading = (applied: boolean) =>
    layer(
      CITY,
      'CITY',
      policy(
        'city',
        `define: { rural: { setting: [TOWN], interpretation: { zh: 解读, en: A reading, applied: ${String(applied)} } } }
rules:
  - { id: C-pair, kind: quota, clause: "1", who: { holders: {} }, per: schoolYear, interpretation: { zh: 解读, en: A reading, applied: ${String(applied)} }, require: { count: pairings, where: { as: mentor }, atLeast: 3 } }`,
      ),
    );

  test('on, it counts', () => {
    const found = inForce(CITY, reading(true));
    expect([found.ruralSettings, pairingQuotas(found).length]).toEqual([['TOWN'], 1]);
  });

  test('off, what carries it does not: what is rural is then unknown', () => {
    const found = inForce(CITY, reading(false));
    expect([found.ruralSettings, found.isRural('TOWN'), pairingQuotas(found)]).toEqual([null, null, []]);
  });
});

describe('a rule that overrides', () => {
  const rule = (id: string, least: number, more: string) =>
    `rules:\n  - { id: ${id}, kind: composition, clause: "1", who: { workshops: {} }, seats: { observer: { atLeast: ${least} } }${more} }\n`;
  const province = layer(PROVINCE, 'PROVINCE', policy('province', ROLES + rule('P', 1, '')));
  const city = layer(CITY, 'CITY', policy('city', rule('C', 2, ', overrides: P')));
  const county = layer(COUNTY, 'COUNTY', policy('county', rule('D', 3, ', overrides: P')));
  const least = (found: EffectivePolicy) => compositionFor(found, { level: 'CITY', stages: [] })[0]?.minimum;

  test('replaces the rule above for what its own body founds', () => {
    expect(least(inForce(CITY, province, city))).toBe(2);
    expect(least(inForce(COUNTY, province, city, county))).toBe(3);
  });

  test('does not bind what a body below founds: there the rule above it holds', () => {
    expect(least(inForce(COUNTY, province, city))).toBe(1);
  });

  test('has no effect where the rule above is locked', () => {
    const locked = layer(PROVINCE, 'PROVINCE', policy('province', ROLES + rule('P', 1, ', locked: true')));
    const found = inForce(CITY, locked, city);
    expect(least(found)).toBe(1);
    expect(found.rules.map((effective) => effective.rule.id)).toEqual(['P']);
  });

  test('in another policy of the same body replaces it for all whom it binds', () => {
    const later = layer(CITY, 'CITY', policy('later', rule('L', 7, ', overrides: P')));
    const ofCity = layer(CITY, 'CITY', policy('city', ROLES + rule('P', 1, '')));
    for (const body of [CITY, COUNTY]) {
      const found = inForce(body, ofCity, later);
      expect(least(found)).toBe(7);
      expect(found.rules).toMatchObject([{ rule: { id: 'L' }, overrides: { id: 'P' } }]);
    }
  });

  test('replaces what the rule above has replaced itself', () => {
    const further = layer(COUNTY, 'COUNTY', policy('county', rule('E', 5, ', overrides: C')));
    const found = inForce(COUNTY, province, city, further);
    expect(found.rules.filter((effective) => binds(effective, COUNTY)).map((effective) => effective.rule.id)).toEqual([
      'E',
    ]);
    expect(found.rules.filter((effective) => binds(effective, CITY)).map((effective) => effective.rule.id)).toEqual([
      'C',
    ]);
  });

  test('of a quota counts the titles that its body awarded; the rule above goes on for the others', () => {
    const pairs = (id: string, floor: number, more: string) =>
      `rules:\n  - { id: ${id}, kind: quota, clause: "1", who: { holders: {} }, per: schoolYear, require: { count: pairings, where: { as: mentor }, atLeast: ${floor} }${more} }\n`;
    const found = inForce(
      COUNTY,
      layer(CITY, 'CITY', policy('city', pairs('C', 5, ''))),
      layer(COUNTY, 'COUNTY', policy('county', pairs('D', 2, ', overrides: C'))),
    );
    expect(pairingQuotas(found)).toMatchObject([
      { floor: 5, population: { awardedBy: null, notAwardedBy: [COUNTY] } },
      { floor: 2, population: { awardedBy: COUNTY, notAwardedBy: [] } },
    ]);
  });
});

test('a workshop that names no kind is of the first kind at its level, the nearest layer first', () => {
  const other = 'workshops: [{ kind: circle, levels: [CITY], roles: { head: { zh: 主持, en: Head, leads: true } } }]\n';
  const found = inForce(
    CITY,
    layer(PROVINCE, 'PROVINCE', policy('province', ROLES)),
    layer(CITY, 'CITY', policy('city', other)),
  );
  const codes = (level: 'CITY' | 'COUNTY', kind?: string) =>
    rolesFor(found, { level, stages: [], kind: kind ?? null }).map(({ code }) => code);
  expect(codes('CITY')).toEqual(['head']);
  expect(codes('CITY', 'studio')).toEqual(['guide', 'observer', 'guest']);
  expect(codes('COUNTY')).toEqual(['guide', 'observer', 'guest']);
});

test('roles stand under the one that leads, under another, or under nobody', () => {
  const found = inForce(CITY, layer(CITY, 'CITY', policy('city', ROLES)));
  expect(rolesFor(found, { level: 'CITY', stages: [] }).map(({ code, under, leads }) => [code, under, leads])).toEqual([
    ['guide', null, true],
    ['observer', 'guide', false],
    ['guest', null, false],
  ]);
});

test('any number of seats and any words of comparison come out as the whole numbers that fit', () => {
  const bound = fc
    .record({ low: fc.nat(50), width: fc.nat(50) })
    .chain(({ low, width }) =>
      fc.constantFrom<[string, number, number | null]>(
        [String(low), low, low],
        ['any', 0, null],
        [`{ exactly: ${low} }`, low, low],
        [`{ atLeast: ${low} }`, low, null],
        [`{ atMost: ${low} }`, 0, low],
        [`{ moreThan: ${low} }`, low + 1, null],
        [`{ lessThan: ${low + 1} }`, 0, low],
        [`{ between: [${low}, ${low + width}] }`, low, low + width],
      ),
    );
  fc.assert(
    fc.property(bound, ([written, minimum, maximum]) => {
      const text = `${ROLES}rules:\n  - { id: A, kind: composition, clause: "1", who: { workshops: {} }, seats: { observer: ${written} } }`;
      const found = inForce(CITY, layer(CITY, 'CITY', policy('city', text)));
      expect(compositionFor(found, { level: 'CITY', stages: [] })).toMatchObject([{ minimum, maximum }]);
    }),
  );
});

test('where two rules speak of the same seats, both hold', () => {
  const least = fc.integer({ min: 0, max: 20 });
  fc.assert(
    fc.property(least, least, (a, b) => {
      const rules = [a, b].map(
        (number, index) =>
          `  - { id: R${index}, kind: composition, clause: "1", who: { workshops: {} }, seats: { observer: { between: [${number}, ${number + 30}] } } }\n`,
      );
      const found = inForce(CITY, layer(CITY, 'CITY', policy('city', `${ROLES}rules:\n${rules.join('')}`)));
      expect(compositionFor(found, { level: 'CITY', stages: [] })).toMatchObject([
        { minimum: Math.max(a, b), maximum: Math.min(a, b) + 30 },
      ]);
    }),
  );
});
