import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, addYears, toDay } from '../../src/domain/day.ts';
import type { RegionId, SchoolId, TeacherId, WorkshopId } from '../../src/domain/identifier.ts';
import { type EffectivePolicy, effectivePolicy } from '../../src/domain/policy/effective.ts';
import { notEvaluatedYet } from '../../src/domain/policy/staffing.ts';
import { type TargetProgress, type TargetUnit, measureTargets } from '../../src/domain/target.ts';
import type { AwardedTitle, TargetFacts, TitleHolder, TrainedHolders } from '../../src/domain/targetFacts.ts';
import { explainBasis, yearsBack, yearsBetween } from '../../src/domain/targetForecast.ts';
import { type Unknown, explain } from '../../src/domain/unknown.ts';
import { layer, policy } from './policies.ts';

const CITY = 'city' as RegionId;
const COUNTIES = ['north', 'south'] as RegionId[];
const [NORTH, SOUTH] = ['north', 'south'] as [RegionId, RegionId];
/** One school in each county, a rural one in the north beside it, and one of the city's own. */
const SCHOOLS = [
  ['n1', NORTH, 'URBAN'],
  ['n2', NORTH, 'VILLAGE'],
  ['s1', SOUTH, 'VILLAGE'],
  ['c1', CITY, 'URBAN'],
] as const;
const ALWAYS = { from: null, to: null };
const HEAD = `define: { rural: { setting: [VILLAGE] }, countingPosts: [tutor] }
codes: { posts: { tutor: { zh: 导师岗, en: Tutor } } }
ladders: [{ code: grades, tiers: [{ code: novice, zh: 新秀, en: Novice }, { code: sage, zh: 大师, en: Sage }], levels: [COUNTY, CITY] }]
workshops: [{ kind: circle, levels: [CITY], roles: { guide: { zh: 引路人, en: Guide, leads: true } } }]
rules:
`;

function inForce(rules: string, body = CITY): EffectivePolicy {
  const found = effectivePolicy(body, [layer(CITY, 'CITY', policy('invented', HEAD + rules))]);
  if (found === null) throw new Error('Nothing is in force');
  return found;
}

function facts(part: Partial<TargetFacts>, unit = CITY): TargetFacts {
  const path = (regions: readonly RegionId[], level: 'CITY' | 'COUNTY') => ({
    regions,
    steps: regions.slice(1).map(() => ALWAYS),
    names: [{ ...ALWAYS, code: String(regions.at(-1)), level }],
  });
  const counties = COUNTIES.filter((county) => unit === CITY || unit === county);
  return {
    regions: [
      ...(unit === CITY ? [path([CITY], 'CITY')] : []),
      ...counties.map((county) => path(unit === CITY ? [CITY, county] : [county], 'COUNTY')),
    ],
    schools: SCHOOLS.map(([id, region, setting]) => ({
      id: id as SchoolId,
      code: id,
      stages: ['PRIMARY'],
      governors: [{ ...ALWAYS, region }],
      settings: [{ ...ALWAYS, setting }],
    })),
    holders: [],
    workshops: [],
    people: [],
    ...part,
  };
}

const CITY_UNIT: TargetUnit = { kind: 'Region', id: CITY, level: 'CITY' };

function measured(
  rules: string,
  day: string,
  part: Partial<TargetFacts>,
  { unit = CITY_UNIT, uncovered = () => null }: { unit?: TargetUnit; uncovered?: () => Unknown | null } = {},
): readonly TargetProgress[] {
  return measureTargets({
    unit,
    day: toDay(day),
    policy: inForce(rules, unit.kind === 'Region' ? (unit.id as RegionId) : CITY),
    facts: facts(part, unit.kind === 'Region' ? (unit.id as RegionId) : CITY),
    uncovered,
  });
}

function only(found: readonly TargetProgress[]): TargetProgress {
  const [progress, ...others] = found;
  if (progress === undefined || others.length > 0) throw new Error(`${found.length} targets`);
  return progress;
}

function holder(person: string, school: string, ...titles: readonly Partial<AwardedTitle>[]): TitleHolder {
  return {
    person: person as TeacherId,
    posts: [],
    works: [{ ...ALWAYS, school: school as SchoolId }],
    titles: titles.map((title) => ({
      tier: 'novice',
      level: 'CITY',
      awarded: toDay('2022-05-01'),
      termEnd: null,
      state: 'IN_FORCE',
      stateKnownOn: null,
      awardedBy: CITY,
      ...title,
    })),
  };
}

const numbers = ({
  actual,
  required,
  gap,
  missing,
}: Pick<TargetProgress, 'actual' | 'required' | 'gap' | 'missing'>) => [
  actual?.valueOf() ?? null,
  required?.valueOf() ?? null,
  gap?.valueOf() ?? null,
  missing,
];

const EACH_YEAR =
  '  - { id: T, kind: target, clause: "1", per: [year, COUNTY], from: 2022-01-01, through: 2024-12-31, require: { count: titlesAwarded, where: { level: COUNTY }, atLeast: 2 } }\n';

describe('titles awarded for each year and county', () => {
  const days = fc.integer({ min: 0, max: 6 * 365 }).map((days) => addedDays(toDay('2019-01-01'), days));
  const awards = fc.array(
    fc.record({
      person: fc.integer({ min: 0, max: 5 }),
      awarded: days,
      level: fc.constantFrom('COUNTY' as const, 'CITY' as const),
      state: fc.constantFrom('IN_FORCE' as const, 'REVOKED' as const),
    }),
    { maxLength: 30 },
  );
  const schoolOf = (person: number) => SCHOOLS[person % SCHOOLS.length] ?? SCHOOLS[0];

  test('each award counts once, in its own year and the county of the own school, those revoked later too', () => {
    fc.assert(
      fc.property(awards, days, (rows, asked) => {
        const day = asked < '2022-01-01' ? toDay('2022-01-01') : asked;
        const holders = [0, 1, 2, 3, 4, 5].map((person) =>
          holder(String(person), schoolOf(person)[0], ...rows.filter((row) => row.person === person)),
        );
        const found = only(measured(EACH_YEAR, day, { holders }));
        const counted = rows.filter((row) => row.level === 'COUNTY' && row.awarded <= day);
        const of = (year: number, region: RegionId) =>
          counted.filter((row) => row.awarded.startsWith(String(year)) && schoolOf(row.person)[1] === region);
        expect(found.parts.map(({ year, unit }) => [year, unit])).toEqual(
          [2022, 2023, 2024].flatMap((year) => COUNTIES.map((county) => [year, county])),
        );
        for (const part of found.parts) {
          const own = of(part.year ?? 0, part.unit as RegionId);
          const persons = [...new Set(own.map((row) => row.person))];
          expect(part.actual?.valueOf()).toBe(own.length);
          expect(part.gap?.valueOf()).toBe(Math.max(0, 2 - own.length));
          expect(part.withoutRevoked).toBe(own.filter(({ state }) => state !== 'REVOKED').length);
          expect(part.persons).toBe(persons.length);
          expect(part.firstTimePersons).toBe(
            persons.filter(
              (person) =>
                !rows.some(
                  (row) => row.person === person && row.level === 'COUNTY' && row.awarded < `${part.year ?? 0}-01-01`,
                ),
            ).length,
          );
          const over = day > `${part.year ?? 0}-12-31`;
          expect(part.state === 'MET').toBe(own.length >= 2);
          expect(part.state === 'MISSED').toBe(own.length < 2 && over);
        }
        expect(found.apart.map(({ year, actual }) => [year, actual])).toEqual(
          [2022, 2023, 2024].map((year) => [year, of(year, CITY).length]),
        );
        expect(found.gap?.valueOf()).toBe(found.parts.reduce((sum, { gap }) => sum + (gap?.valueOf() ?? 0), 0));
        expect(found.state === 'MET').toBe(found.partsMet === found.parts.length);
      }),
      { numRuns: 60 },
    );
  });

  test('a county sees its own part, a school nothing, as it is stated for counties', () => {
    const holders = [holder('a', 'n1', { level: 'COUNTY' }), holder('b', 's1', { level: 'COUNTY' })];
    const north = only(
      measured(EACH_YEAR, '2023-06-01', { holders }, { unit: { kind: 'Region', id: NORTH, level: 'COUNTY' } }),
    );
    expect(north.parts.map(({ unit, actual }) => [unit, actual?.valueOf()])).toEqual([
      [NORTH, 1],
      [NORTH, 0],
      [NORTH, 0],
    ]);
    expect(north.apart).toEqual([]);
    const school: TargetUnit = { kind: 'School', id: 'n1' as SchoolId, level: null };
    expect(measured(EACH_YEAR, '2023-06-01', { holders }, { unit: school })).toEqual([]);
  });

  test('before its first day it is not known, and after its last it is judged on that day', () => {
    expect(only(measured(EACH_YEAR, '2021-12-31', {}))).toMatchObject({
      actual: null,
      state: 'UNKNOWN',
      unknown: { because: 'targetNotBegun' },
    });
    expect(only(measured(EACH_YEAR, '2026-03-01', {}))).toMatchObject({ countedOn: '2024-12-31', state: 'MISSED' });
  });

  test('where nothing is covered nothing is counted', () => {
    const unknown: Unknown = { because: 'noImport', kinds: ['designation'] };
    const found = only(measured(EACH_YEAR, '2023-06-01', {}, { uncovered: () => unknown }));
    expect([found.actual, found.gap, found.state, found.unknown]).toEqual([null, null, 'UNKNOWN', unknown]);
    expect(found.parts.every(({ actual, state }) => actual === null && state === 'UNKNOWN')).toBe(true);
  });
});

const HELD =
  '  - { id: T, kind: target, clause: "1", by: 2028-12-31, require: { count: titlesHeld, where: { tier: novice, level: CITY, school: { rural: true } }, atLeast: 3 } }\n';

describe('titles held', () => {
  test('are distinct persons where they work: the school of the counting post, without one the own school', () => {
    const atPost: TitleHolder = {
      ...holder('a', 'n1', {}, { awarded: toDay('2023-05-01') }),
      posts: [{ ...ALWAYS, school: 'n2' as SchoolId, kind: 'tutor' }],
    };
    const otherPost: TitleHolder = {
      ...holder('b', 'n1', {}),
      posts: [{ ...ALWAYS, school: 'n2' as SchoolId, kind: 'deputy' }],
    };
    const found = only(measured(HELD, '2024-06-01', { holders: [atPost, otherPost, holder('c', 's1', {})] }));
    expect(numbers(found)).toEqual([2, 3, 1, 1]);
    expect([found.measure, found.titles, found.persons]).toEqual(['PERSONS', 3, 2]);
  });

  test('that ended without a date leave the number open, unless enough are sure', () => {
    const open = { state: 'REVOKED' as const, stateKnownOn: toDay('2025-01-01') };
    const holders = [holder('a', 'n2', {}), holder('b', 's1', open)];
    const before = only(measured(HELD, '2024-06-01', { holders }));
    expect(before).toMatchObject({ actual: null, gap: null, state: 'UNKNOWN' });
    expect(before.unknown).toEqual({ because: 'titleStateNotKnown', persons: 1, day: '2024-06-01' });
    expect(only(measured(HELD, '2025-01-01', { holders })).actual?.valueOf()).toBe(1);
    const enough = [...holders, holder('c', 'n2', {}), holder('d', 's1', {})];
    expect(only(measured(HELD, '2024-06-01', { holders: enough }))).toMatchObject({ actual: null, state: 'MET' });
  });

  test('grow at the change of the past years: on track when that reaches the target', () => {
    const grown = (persons: number) =>
      Array.from({ length: persons }, (_, index) =>
        holder(`p${index}`, 'n2', { awarded: toDay(`202${1 + index}-03-01`) }),
      );
    const rules = HELD.replace('atLeast: 3', 'atLeast: 6');
    const found = only(measured(rules, '2024-12-31', { holders: grown(4) }));
    // One more each year from 2021-12-31 to 2024-12-31, four years to go.
    expect([found.actual, found.forecast.value, found.neededPerYear].map((value) => value?.valueOf())).toEqual([
      4, 8, 0.5,
    ]);
    expect(found.forecast.basis).toMatchObject({
      rests: 'yearlyChange',
      from: '2021-12-31',
      to: '2024-12-31',
      years: 3,
    });
    expect(found.state).toBe('ON_TRACK');
    expect(only(measured(HELD.replace('atLeast: 3', 'atLeast: 9'), '2024-12-31', { holders: grown(4) })).state).toBe(
      'BEHIND',
    );
    const young = only(
      measured(rules, '2024-12-31', { holders: [holder('a', 'n2', { awarded: toDay('2023-06-01') })] }),
    );
    expect([young.forecast.value, young.forecast.basis, young.state]).toEqual([
      null,
      { rests: 'nothing', because: 'tooFewYears', years: 1 },
      'UNKNOWN',
    ]);
  });
});

const ROTATION =
  '  - { id: T, kind: target, clause: "1", by: 2025-12-31, require: { share: persons, among: { post: tutor, rural: true }, where: { trained: true }, atLeast: 90% } }\n';

describe('a share of a population', () => {
  const SINCE = toDay('2020-01-01');
  const group = (school: string, trained: string | null, persons: number, on = '2024-06-01'): TrainedHolders => ({
    on: toDay(on),
    since: SINCE,
    posts: [{ school: school as SchoolId, kind: 'tutor' }],
    trained: trained === null ? null : toDay(trained),
    persons,
  });

  test('is exact: nine of ten are ninety per cent, and what lacks is told in people', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }), (trained, others) => {
        const people = [group('n2', '2021-05-01', trained), group('s1', null, others), group('n1', null, 7)].filter(
          ({ persons }) => persons > 0,
        );
        const found = only(measured(ROTATION, '2024-06-01', { people }));
        const among = trained + others;
        if (among === 0) {
          expect(found).toMatchObject({ actual: null, unknown: { because: 'nothingToMeasure' }, state: 'UNKNOWN' });
          return;
        }
        expect([found.measure, found.among, found.matching]).toEqual(['PERCENT', among, trained]);
        expect(found.actual?.equals(`${trained}/${among}`)).toBe(true);
        expect(found.state === 'MET').toBe(trained * 10 >= among * 9);
        expect((trained + (found.missing ?? 0)) * 10).toBeGreaterThanOrEqual(among * 9);
        if ((found.missing ?? 0) > 0) expect((trained + (found.missing ?? 0) - 1) * 10).toBeLessThan(among * 9);
      }),
    );
  });

  test('says how its words were read, and is missed once its last day is past', () => {
    const people = [group('n2', '2021-05-01', 1, '2025-12-31'), group('s1', null, 1, '2025-12-31')];
    const found = only(measured(ROTATION, '2026-05-01', { people }));
    expect([found.countedOn, found.actual?.valueOf(), found.state]).toEqual(['2025-12-31', 0.5, 'MISSED']);
    expect(found.neededPerYear).toBeNull();
    expect(found.reading?.en).toContain('2020-01-01');
  });
});

describe('workshops', () => {
  const founded = (
    id: string,
    stages: readonly 'PRIMARY'[] | readonly 'JUNIOR'[],
    from: string,
    to: string | null,
  ) => ({
    id: id as WorkshopId,
    founder: { kind: 'Region' as const, id: CITY },
    level: 'CITY' as const,
    stages,
    from: toDay(from),
    to: to === null ? null : toDay(to),
  });
  const STAGES = `  - id: T
    kind: target
    clause: "1"
    by: 2025-12-31
    require: { all: [{ count: workshops, where: { level: CITY, stage: PRIMARY }, atLeast: 1 }, { count: workshops, where: { level: CITY, stage: JUNIOR }, atLeast: 2 }] }
`;

  test('of several stages: a surplus of one never hides a lack of another', () => {
    const workshops = [
      founded('a', ['PRIMARY'], '2021-01-01', null),
      founded('b', ['PRIMARY'], '2021-01-01', null),
      founded('c', ['JUNIOR'], '2021-01-01', '2024-01-01'),
      founded('d', ['JUNIOR'], '2022-01-01', null),
    ];
    const found = only(measured(STAGES, '2024-06-01', { workshops }));
    expect(numbers(found)).toEqual([3, 3, 1, 1]);
    expect(found.parts.map(({ stage, actual, state }) => [stage, actual?.valueOf(), state])).toEqual([
      ['PRIMARY', 2, 'MET'],
      ['JUNIOR', 1, 'BEHIND'],
    ]);
    expect([found.state, found.partsMet]).toEqual(['BEHIND', 1]);
  });

  test('for each school that the target names', () => {
    const rules = `  - { id: T, kind: target, clause: "1", by: 2025-12-31, per: { schools: { rural: true } }, require: { count: titlesHeld, where: { level: CITY }, atLeast: 1 } }\n`;
    const found = only(measured(rules, '2024-06-01', { holders: [holder('a', 'n2', {}), holder('b', 'n1', {})] }));
    expect(found.parts.map(({ unit, actual }) => [unit, actual?.valueOf()])).toEqual([
      ['n2', 1],
      ['s1', 0],
    ]);
  });
});

test('what is not computed is shown as unknown, and named when the policy is loaded', () => {
  const rules = [
    '  - { id: T-body, kind: target, clause: "1", require: { count: titlesHeld, where: { body: somebody }, atLeast: 1 } }',
    '  - { id: T-hours, kind: target, clause: "1", require: { sum: hours, unit: hour, where: {}, atLeast: 1 } }',
    '  - { id: T-mixed, kind: target, clause: "1", require: { all: [{ count: workshops, atLeast: 1 }, { count: titlesHeld, atLeast: 1 }] } }',
    '  - { id: T-open, kind: target, clause: "1", require: { count: workshops, where: { level: CITY }, atLeast: { parameter: places } } }',
    '',
  ].join('\n');
  const found = measured(rules, '2024-06-01', {});
  expect(found.map(({ rule, unknown, state }) => [rule.rule.id, unknown?.because, state])).toEqual([
    ['T-body', 'notEvaluated', 'UNKNOWN'],
    ['T-hours', 'notEvaluated', 'UNKNOWN'],
    ['T-mixed', 'notEvaluated', 'UNKNOWN'],
    ['T-open', 'parameterNotSet', 'UNKNOWN'],
  ]);
  expect(notEvaluatedYet(inForce(rules)).map(({ rule }) => rule.id)).toEqual(['T-body', 'T-hours', 'T-mixed']);
});

describe('time', () => {
  test('years between two days are full years and the days of the year begun over its length', () => {
    const between = (from: string, to: string) => yearsBetween(toDay(from), toDay(to)).toFraction();
    expect(between('2025-11-15', '2030-11-15')).toBe('5');
    expect(between('2024-06-30', '2025-12-31')).toBe('549/365');
    expect(between('2023-12-31', '2024-12-30')).toBe('365/366');
    expect(between('2025-12-31', '2025-12-31')).toBe('0');
    const days = fc.integer({ min: 0, max: 20_000 }).map((days) => addedDays(toDay('1990-01-01'), days));
    fc.assert(
      fc.property(days, days, fc.integer({ min: 1, max: 9 }), (a, b, years) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        expect(yearsBetween(from, addYears(from, years)).valueOf()).toBe(years);
        expect(yearsBetween(from, to).valueOf()).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('a pace is taken from two or three years: of the policy itself once it has them', () => {
    expect([yearsBack(9, 0), yearsBack(9, 1), yearsBack(9, 2), yearsBack(9, 7), yearsBack(1, 7)]).toEqual([
      2, 2, 2, 3, 1,
    ]);
  });

  test('every basis of a forecast is a sentence in both languages', () => {
    const found = measured(EACH_YEAR + HELD.replace('id: T', 'id: U'), '2023-06-01', {
      holders: [holder('a', 'n2', {})],
    });
    for (const { forecast, parts } of found)
      for (const { basis } of [forecast, ...parts.map((part) => part.forecast)]) {
        const { zh, en } = explainBasis(basis, explain);
        expect([zh.length > 4, en.length > 4]).toEqual([true, true]);
      }
  });
});

function addedDays(day: Day, days: number): Day {
  return toDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10));
}
