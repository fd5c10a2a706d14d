import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coherenceOf } from '../../src/domain/coherence/coherence.ts';
import type { CoherenceFinding } from '../../src/domain/coherence/finding.ts';
import type { Numbers } from '../../src/domain/coherence/numbers.ts';
import { toDay } from '../../src/domain/day.ts';
import type { RegionId } from '../../src/domain/identifier.ts';
import type { Level } from '../../src/domain/level.ts';
import { type EffectivePolicy, effectivePolicy } from '../../src/domain/policy/effective.ts';
import { layer, policy, shippedPolicies } from './policies.ts';

const DAY = toDay('2026-11-22');
const CITY = 'city' as RegionId;

function shipped(name: string): string {
  const text = shippedPolicies.find(([file]) => file === name)?.[1];
  if (text === undefined) throw new Error(`No ${name}`);
  return text;
}

function inForce(text: string, level: Level = 'CITY'): EffectivePolicy {
  const found = effectivePolicy(CITY, [layer(CITY, level, text)]);
  if (found === null) throw new Error('Nothing is in force');
  return found;
}

function counties(count: number, homeroomTeachers: number, rural = 100): Numbers {
  const byUnit = Array.from({ length: count }, (_, index) => ({
    id: `county ${index}` as RegionId,
    level: 'COUNTY' as const,
    homeroomTeachers: Math.floor(homeroomTeachers / count),
    ruralHomeroomTeachers: rural,
  }));
  return {
    unknown: null,
    homeroomTeachers,
    ruralHomeroomTeachers: rural * count,
    byUnit,
    regionsOf: (level) => (level === 'COUNTY' ? count : level === 'CITY' ? 1 : 0),
    holdersOf: () => null,
    below: [],
  };
}

function found(text: string, numbers: Numbers | null = null, level: Level = 'CITY'): readonly CoherenceFinding[] {
  return coherenceOf(inForce(text, level), numbers, DAY);
}

/** Code, rules and the numbers of each finding, in order. */
function shown(findings: readonly CoherenceFinding[]): string[] {
  return findings.map(
    ({ code, severity, rules }) => `${severity} ${code} ${rules.map(({ rule }) => rule.id).join(' ')}`,
  );
}

function numberOf({ numbers }: CoherenceFinding, name: string): number | undefined {
  return numbers.find((number) => number.name === name)?.value.valueOf();
}

function only(findings: readonly CoherenceFinding[], code: string): CoherenceFinding {
  const [finding, ...others] = findings.filter((each) => each.code === code);
  if (finding === undefined || others.length > 0) throw new Error(`${code}: ${shown(findings).join('; ')}`);
  return finding;
}

/** The document in which every county asks five pairings of its own holders, as the city asks of the city's. */
const COUNTIES_ASK_TOO = `${shipped('yuxi-2023.yaml')}
  - id: Y-pair-county
    kind: quota
    clause: 五(五)
    who: { holders: { level: COUNTY } }
    per: schoolYear
    require: { count: pairings, where: { as: mentor }, atLeast: 5 }
`;

describe('what the four documents imply', () => {
  test('Xiamen: 400 to 800 places as member for 500 backbone; 200 hosts for 200 leaders; nothing contradicts', () => {
    const findings = found(shipped('xiamen-2022.yaml'), counties(6, 15_800, 1_000));
    expect(shown(findings)).toEqual([
      'note placesImplied X-t-workshops X-workshop',
      'note feederJustEnough X-t-backbone X-member X-t-workshops X-workshop X-backbone',
      'note feederJustEnough X-t-leaders X-leader X-t-workshops X-workshop',
      'note targetPast X-rural-rotation',
    ]);
    const [, backbone, leaders] = findings;
    expect(backbone?.text.en).toBe(
      '200 workshops × 2–4 (member) = 400–800 places for 500 (backbone): at least 2.5 in each workshop.',
    );
    expect(backbone?.assumptions.map(({ en }) => en)).toEqual([
      'The term of a workshop is not stated: one term, each place held by one person.',
      'X-member (三(二)3) is taken as the only way; beside it there is X-backbone (三(二)2).',
      'Everybody in these places meets what else X-member (三(二)3) asks.',
    ]);
    expect(leaders?.text.en).toBe(
      '200 workshops × 1 (host) = 200 places for 200 (leader): every one of them has to be awarded the title.',
    );
  });

  test('Yuxi: 615 places; 540 holders and 2,700 pairings a school year', () => {
    const findings = found(shipped('yuxi-2023.yaml'));
    expect(shown(findings)).toEqual([
      'note placesImplied Y-t-workshops Y-workshop',
      'note pairingsImplied Y-pair Y-t-city Y-term',
      'note targetPast Y-t-city',
      'note targetPast Y-t-county',
      'note targetPast Y-t-workshops',
    ]);
    expect(findings[0]?.text.zh).toBe('15 个工作坊 × 41 人 = 615 个席位（主持人 15、成员 150、学员 450）。');
    expect(findings[1]?.text.en).toBe('3 years × 180 = 540 city holders × 5 = 2,700 pairings a school year.');
    const held = found(shipped('yuxi-2023.yaml'), counties(9, 7_202));
    expect(shown(held)).toEqual(shown(findings));
    expect(only(held, 'pairingsImplied').text.en).toContain('for 7,202 homeroom teachers: 0.37 mentors each');
  });

  test('Lishui and Ganyu: only the values that they leave open', () => {
    expect(shown(found(shipped('lishui-2015.yaml'), counties(9, 7_000)))).toEqual(['note parameterNotSet L-veto']);
    expect(
      shown(found(shipped('ganyu-2012.yaml'), counties(0, 3_000), 'COUNTY')).map((text) => text.split(' ')[1]),
    ).toEqual(['parameterNotSet', 'parameterNotSet']);
  });

  test('a value that every body below has set is not left open', () => {
    const numbers = counties(2, 1_000);
    const county = (id: RegionId): EffectivePolicy => {
      const set = policy(
        `set ${id}`.replace(' ', '-').replace(' ', '-'),
        'define: { parameters: { minimumHomeroomYears: 3 } }\n',
      );
      const own = effectivePolicy(id, [layer(CITY, 'CITY', shipped('lishui-2015.yaml')), layer(id, 'COUNTY', set)]);
      if (own === null) throw new Error('Nothing is in force');
      return own;
    };
    const below = numbers.byUnit.map(({ id, level }) => ({ id, level, policy: county(id) }));
    expect(shown(found(shipped('lishui-2015.yaml'), { ...numbers, below }))).toEqual([]);
    const some = found(shipped('lishui-2015.yaml'), { ...numbers, below: below.slice(1) });
    expect(some[0]?.text.en).toContain('1 of 2 bodies below have set it');
  });
});

describe('counties that ask five pairings of their own holders', () => {
  test('16,200 pairings for 7,202 homeroom teachers: 2.25 mentors each; 13,500 where one pairing serves two duties', () => {
    const finding = only(found(COUNTIES_ASK_TOO, counties(9, 7_202)), 'pairingsAbovePeople');
    expect(finding.severity).toBe('shortfall');
    expect(finding.text.en).toBe(
      '9 counties × 3 years × 100 = 2,700 county holders × 5 = 13,500; with 3 years × 180 = 540 city holders × 5 = 2,700 that is 16,200 pairings a school year for 7,202 homeroom teachers: 2.25 mentors each. Where one pairing may serve two duties it is 13,500 to 16,200 pairings, 1.87 to 2.25 mentors each.',
    );
    expect(finding.rules.map(({ rule }) => rule.id)).toEqual([
      'Y-pair',
      'Y-t-city',
      'Y-term',
      'Y-pair-county',
      'Y-t-county',
    ]);
    expect([numberOf(finding, 'pairings'), numberOf(finding, 'pairingsAtLeast')]).toEqual([16_200, 13_500]);
  });

  test('the same when each county says so in a policy of its own', () => {
    const numbers = counties(9, 7_202);
    const own = policy(
      'own',
      'rules:\n  - { id: own-pair, kind: quota, clause: "1", who: { holders: { level: COUNTY } }, per: schoolYear, require: { count: pairings, where: { as: mentor }, atLeast: 5 } }\n',
    );
    const below = numbers.byUnit.map(({ id, level }) => {
      const layers = [layer(CITY, 'CITY', shipped('yuxi-2023.yaml')), layer(id, 'COUNTY', own)];
      const together = effectivePolicy(id, layers);
      if (together === null) throw new Error('Nothing is in force');
      return { id, level, policy: together };
    });
    const city = below[0]?.policy.layers[0];
    if (city === undefined) throw new Error('No layer');
    const top = effectivePolicy(CITY, [city]);
    if (top === null) throw new Error('Nothing is in force');
    const finding = only(coherenceOf(top, { ...numbers, below }, DAY), 'pairingsAbovePeople');
    expect(finding.text.en).toContain(
      'that is 16,200 pairings a school year for 7,202 homeroom teachers: 2.25 mentors each',
    );
  });

  test('a ceiling on mentors that no sharing of duties keeps is a contradiction', () => {
    const capped = `${COUNTIES_ASK_TOO}
  - { id: one-mentor, kind: quota, clause: "9", who: { persons: { post: homeroom } }, per: schoolYear, require: { count: pairings, where: { as: mentee }, atMost: 1 } }
`;
    const finding = only(found(capped, counties(9, 7_202)), 'pairingsAbovePeople');
    expect([finding.severity, finding.rules.at(-1)?.rule.id]).toEqual(['contradiction', 'one-mentor']);
  });
});

const HEAD = `define: { countingPosts: [homeroom], rural: { setting: [VILLAGE] } }
codes:
  posts: { homeroom: { zh: 班主任, en: Homeroom } }
  activities: { talk: { zh: 讲座, en: Talk }, visit: { zh: 家访, en: Visit } }
  certificates: { first: { zh: 甲, en: First }, second: { zh: 乙, en: Second } }
ladders:
  - code: ladder
    tiers: [{ code: low, zh: 初级, en: Low }, { code: high, zh: 高级, en: High }]
    levels: [CITY]
workshops:
  - kind: shop
    levels: [CITY]
    roles:
      lead: { zh: 主持, en: Lead, leads: true }
      mate: { zh: 成员, en: Mate }
rules:
`;

function rules(...lines: readonly string[]): string {
  return policy('invented', `${HEAD}${lines.map((line) => `  - { clause: "1", ${line} }\n`).join('')}`);
}

describe('contradictions', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'two quotas with disjoint bounds, of one period',
      rules(
        'id: a, kind: quota, who: { holders: {} }, per: year, require: { count: activities, where: { kind: talk }, atLeast: 3 }',
        'id: b, kind: quota, who: { holders: {} }, per: year, require: { count: activities, where: { kind: talk }, atMost: 2 }',
      ),
      'contradiction clausesExclude a b',
    ],
    [
      'a floor for some of them above the ceiling for all, each semester against the school year',
      rules(
        'id: a, kind: quota, who: { holders: { level: CITY } }, per: semester, require: { count: activities, where: { kind: talk }, atLeast: 3 }',
        'id: b, kind: quota, who: { holders: {} }, per: schoolYear, require: { count: activities, atMost: 5 }',
      ),
      'contradiction clausesExclude a b',
    ],
    [
      'a floor above a ceiling within one rule',
      rules(
        'id: a, kind: eligibility, for: { title: { tier: low, level: CITY } }, require: { all: [{ fact: homeroomYears, atLeast: 5 }, { fact: homeroomYears, lessThan: 5 }] }',
      ),
      'contradiction floorAboveCeiling a',
    ],
    [
      'a floor against a ceiling of the rule that it names',
      rules(
        'id: a, kind: eligibility, for: { title: { tier: low, level: CITY } }, require: { fact: age, atMost: 40 }',
        'id: b, kind: eligibility, for: { title: { tier: high, level: CITY } }, require: { all: [{ rule: a }, { fact: age, atLeast: 45 }] }',
      ),
      'contradiction clausesExclude b a',
    ],
    [
      'those on whom it falls cannot meet it',
      rules(
        'id: a, kind: obligation, who: { persons: { homeroomYears: { lessThan: 3 } } }, require: { fact: homeroomYears, atLeast: 5 }',
      ),
      'contradiction nobodyCanMeet a',
    ],
    [
      'the composition of one kind of workshop asked twice',
      rules(
        'id: a, kind: composition, who: { workshops: { level: CITY } }, seats: { lead: 1, mate: { atLeast: 6 } }',
        'id: b, kind: composition, who: { workshops: {} }, seats: { mate: { atMost: 4 } }',
      ),
      'contradiction compositionsExclude a b',
    ],
    [
      'a composition for each holder of a role against one for the whole workshop',
      rules(
        'id: a, kind: composition, who: { workshops: {} }, seats: { lead: 2, mate: { exactly: 3, forEach: lead } }',
        'id: b, kind: composition, who: { workshops: {} }, seats: { mate: { atMost: 5 } }',
      ),
      'contradiction compositionsExclude a b',
    ],
    [
      'a title asked for at a level at which it is not awarded',
      rules(
        'id: a, kind: eligibility, for: { title: { tier: high, level: CITY } }, require: { count: titlesHeld, where: { tier: low, level: COUNTY }, atLeast: 1 }',
      ),
      'contradiction titleOfAnotherLevel a',
    ],
    [
      'a seat that no kind of workshop has at that level',
      rules(
        'id: a, kind: award, gives: { title: { tier: low, level: CITY } }, require: { count: seats, where: { role: lead, level: COUNTY }, atLeast: 1 }',
      ),
      'contradiction cannotBeHeld a',
    ],
    [
      'a circle of eligibility',
      rules(
        'id: a, kind: eligibility, for: { certificate: { kind: first } }, require: { count: certificates, where: { kind: second }, atLeast: 1 }',
        'id: b, kind: eligibility, for: { certificate: { kind: second } }, require: { count: certificates, where: { kind: first }, atLeast: 1 }',
      ),
      'contradiction eligibilityCycle a b',
    ],
    [
      'a tier whose only feeder is smaller than its target',
      rules(
        'id: a, kind: composition, who: { workshops: {} }, seats: { lead: 1, mate: { atLeast: 1 } }',
        'id: b, kind: award, gives: { title: { tier: low, level: CITY } }, require: { count: seats, where: { role: lead }, atLeast: 1 }',
        'id: c, kind: target, by: 2030-12-31, require: { count: titlesHeld, where: { tier: low, level: CITY }, atLeast: 50 }',
        'id: d, kind: target, by: 2030-12-31, require: { count: workshops, where: { level: CITY }, atLeast: 20 }',
      ),
      'contradiction feederTooSmall c b d a',
    ],
    [
      'a target before its policy',
      rules('id: a, kind: target, by: 2019-12-31, require: { count: titlesHeld, where: { tier: low }, atLeast: 5 }'),
      'contradiction targetOutsidePolicy a',
    ],
  ];

  test.each(cases)('%s', (_, text, expected) => {
    expect(shown(found(text)).filter((finding) => finding.startsWith('contradiction'))).toEqual([expected]);
  });

  test('a way around a circle, a second way to a tier, and terms that follow each other take the contradiction away', () => {
    const around = rules(
      'id: a, kind: eligibility, for: { certificate: { kind: first } }, require: { count: certificates, where: { kind: second }, atLeast: 1 }',
      'id: b, kind: eligibility, for: { certificate: { kind: second } }, require: { any: [{ count: certificates, where: { kind: first }, atLeast: 1 }, { fact: teachingYears, atLeast: 9 }] }',
    );
    expect(shown(found(around))).toEqual([]);
    const fed = (term: string, ...more: string[]) =>
      rules(
        'id: a, kind: composition, who: { workshops: {} }, seats: { lead: 1 }',
        'id: b, kind: award, gives: { title: { tier: low, level: CITY } }, require: { count: seats, where: { role: lead }, atLeast: 1 }',
        'id: c, kind: target, by: 2029-12-31, require: { count: titlesHeld, where: { tier: low, level: CITY }, atLeast: 50 }',
        'id: d, kind: target, by: 2029-12-31, require: { count: workshops, where: { level: CITY }, atLeast: 20 }',
        ...more,
      ).replace('roles:', `${term}roles:`);
    const second =
      'id: e, kind: eligibility, for: { title: { tier: low, level: CITY } }, require: { fact: homeroomYears, atLeast: 5 }';
    expect(only(found(fed('', second)), 'feederTooSmall').severity).toBe('shortfall');
    // 2020 to 2029 in terms of three years: three of them, 60 places.
    expect(shown(found(fed('term: { years: 3 }\n    '))).filter((each) => each.includes('feeder'))).toEqual([]);
  });
});

describe('against the people of a region', () => {
  test('a rural target above the rural population, and a share of nobody', () => {
    const text = rules(
      'id: a, kind: target, by: 2030-12-31, require: { count: titlesHeld, where: { tier: low, school: { rural: true } }, atLeast: 301 }',
      'id: b, kind: target, by: 2030-12-31, require: { share: persons, among: { post: homeroom, rural: true }, where: { trained: true }, atLeast: 90% }',
    );
    expect(shown(found(text, counties(3, 3_000, 100)))).toEqual(['shortfall targetAbovePeople a']);
    expect(shown(found(text, counties(3, 3_000, 101)))).toEqual([]);
    expect(shown(found(text, counties(3, 3_000, 0)))).toEqual([
      'shortfall targetAbovePeople a',
      'note nothingToMeasure b',
    ]);
  });

  test('awards that outnumber the homeroom teachers of a county', () => {
    expect(shown(found(shipped('yuxi-2023.yaml'), counties(9, 9 * 299)))).toContain(
      'shortfall targetAbovePeople Y-t-county Y-term',
    );
    expect(
      shown(found(shipped('yuxi-2023.yaml'), counties(9, 9 * 300))).filter((each) => each.includes('AbovePeople')),
    ).toEqual([]);
  });
});

test('a policy of random numbers that fit has no contradiction, and one ceiling below one floor is always found', () => {
  const numbers = fc.record({
    floor: fc.integer({ min: 0, max: 20 }),
    room: fc.integer({ min: 0, max: 20 }),
    years: fc.integer({ min: 0, max: 10 }),
    lead: fc.integer({ min: 1, max: 3 }),
    mates: fc.integer({ min: 0, max: 9 }),
    workshops: fc.integer({ min: 1, max: 50 }),
  });
  const text = ({
    floor,
    room,
    years,
    lead,
    mates,
    workshops,
  }: typeof numbers extends fc.Arbitrary<infer T> ? T : never) =>
    rules(
      `id: a, kind: quota, who: { holders: { level: CITY } }, per: semester, require: { count: activities, where: { kind: talk }, atLeast: ${floor} }`,
      `id: b, kind: quota, who: { holders: {} }, per: schoolYear, require: { count: activities, atMost: ${2 * floor + room} }`,
      `id: c, kind: eligibility, for: { title: { tier: low, level: CITY } }, require: { all: [{ fact: homeroomYears, atLeast: ${years} }, { fact: homeroomYears, atMost: ${years + room} }] }`,
      `id: d, kind: composition, who: { workshops: {} }, seats: { lead: ${lead}, mate: { between: [${mates}, ${mates + room}] } }`,
      `id: e, kind: composition, who: { workshops: { level: CITY } }, seats: { mate: { atLeast: ${mates} } }`,
      `id: f, kind: award, gives: { title: { tier: high, level: CITY } }, require: { count: seats, where: { role: lead }, atLeast: 1 }`,
      `id: g, kind: target, by: 2030-12-31, require: { count: workshops, where: { level: CITY }, atLeast: ${workshops} }`,
      `id: h, kind: target, by: 2030-12-31, require: { count: titlesHeld, where: { tier: high, level: CITY }, atLeast: ${lead * workshops} }`,
    );
  fc.assert(
    fc.property(numbers, (drawn) => {
      expect(shown(found(text(drawn))).filter((each) => !each.startsWith('note'))).toEqual([]);
      const broken = text(drawn).replace(
        `atMost: ${2 * drawn.floor + drawn.room} } }`,
        `atMost: ${2 * drawn.floor - 1} } }`,
      );
      if (drawn.floor > 0) expect(shown(found(broken))).toContain('contradiction clausesExclude a b');
    }),
    { numRuns: 60 },
  );
});
