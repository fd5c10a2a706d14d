import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, toDay } from '../../src/domain/day.ts';
import type { RegionId, SchoolId, TeacherId } from '../../src/domain/identifier.ts';
import { effectivePolicy } from '../../src/domain/policy/effective.ts';
import { type StandingGroup, countPyramid } from '../../src/domain/pyramid.ts';
import type { LadderTitle } from '../../src/domain/standing.ts';
import { tierFlow } from '../../src/domain/tierFlow.ts';
import { layer, policy } from './policies.ts';

const DAY = toDay('2025-03-01');
const KNOWN = toDay('2025-06-01');
const text = policy(
  'steps',
  `define:
  rural: { setting: [VILLAGE] }
  countingPosts: [form]
  daysPerYear: 365
  beginners: { persons: { post: form, homeroomYears: { lessThan: 2 } } }
codes: { posts: { form: { zh: 班主任, en: Form teacher } } }
ladders:
  - code: steps
    tiers: [{ code: fresh, zh: 新, en: New, who: beginners }, { code: good, zh: 好, en: Good }, { code: best, zh: 优, en: Best }]
    levels: [COUNTY, CITY]`,
);
const rules = (written = text) => {
  const found = effectivePolicy('city' as RegionId, [layer('city', 'CITY', written)]);
  if (found === null) throw new Error('No policy');
  return found;
};
const school = (id: string, setting: 'URBAN' | 'VILLAGE' | null = 'URBAN') => ({ school: id as SchoolId, setting });
const title = (tier: string, level: 'COUNTY' | 'CITY', changes: Partial<LadderTitle> = {}): LadderTitle => ({
  tier,
  level,
  awarded: toDay('2024-01-01'),
  termEnd: null,
  state: 'IN_FORCE',
  stateKnownOn: KNOWN,
  ...changes,
});
let people = 0;
const somebody = (titles: readonly LadderTitle[], changes: Partial<StandingGroup> = {}): StandingGroup => ({
  person: `person ${(people += 1)}` as TeacherId,
  persons: 1,
  posts: [],
  own: [school('town')],
  titles,
  service: [],
  ...changes,
});
const SCHOOLS = ['town', 'village'].map((id) => ({ id: id as SchoolId, part: null, setting: null }));
const REVOKED = { state: 'REVOKED' } as const;

function pyramid(groups: readonly StandingGroup[], day: Day = DAY, written = text) {
  const counted = countPyramid(groups, SCHOOLS, rules(written), day).value;
  if (counted === null) throw new Error('Nothing counted');
  return counted;
}

/** Of each place: count, rural, holders, titles. */
function numbers(groups: readonly StandingGroup[], day: Day = DAY) {
  return Object.fromEntries(
    pyramid(groups, day).tiers.map(({ tier, level, count, rural, holders, titles }) => [
      `${tier.code} ${level ?? ''}`.trim(),
      [count, rural, holders, titles].map(({ value }) => value),
    ]),
  );
}

describe('a pyramid counts each person once on a ladder', () => {
  test('at the highest tier, then the highest level; holders and titles stand beside', () => {
    const counted = numbers([
      somebody([title('good', 'CITY'), title('best', 'COUNTY')]),
      somebody([title('good', 'COUNTY'), title('good', 'COUNTY'), title('good', 'CITY')]),
    ]);
    expect(counted).toEqual({
      fresh: [0, 0, 0, 0],
      'good COUNTY': [0, 0, 1, 2],
      'good CITY': [1, 0, 2, 2],
      'best COUNTY': [1, 0, 1, 1],
      'best CITY': [0, 0, 0, 0],
    });
  });

  test('rural is the school of the counting post, without one the own school', () => {
    const serving = { posts: [{ ...school('village', 'VILLAGE'), kind: 'form' }] };
    const other = { posts: [{ ...school('village', 'VILLAGE'), kind: 'other' }] };
    const atVillage = { own: [school('village', 'VILLAGE')] };
    const good = [title('good', 'CITY')];
    expect(numbers([somebody(good, serving), somebody(good, other)])['good CITY']).toEqual([2, 1, 2, 2]);
    expect(numbers([somebody(good, atVillage)])['good CITY']).toEqual([1, 1, 1, 1]);
    const unknown = pyramid([somebody(good, { own: [school('town', null)] })]).tiers.find(
      ({ level }) => level === 'CITY',
    );
    expect([unknown?.count.value, unknown?.rural.value]).toEqual([1, null]);
  });

  test('people whose own school lies elsewhere do not count', () => {
    expect(numbers([somebody([title('best', 'CITY')], { own: [school('elsewhere')] })])['best CITY']).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test('a title revoked without a date leaves open only the places where its holder may stand', () => {
    const counted = numbers([
      somebody([title('best', 'COUNTY', REVOKED), title('good', 'CITY')]),
      somebody([title('good', 'COUNTY')]),
    ]);
    expect(counted).toMatchObject({
      'good COUNTY': [1, 0, 1, 1],
      'good CITY': [null, 0, 1, 1],
      'best COUNTY': [null, 0, null, null],
      'best CITY': [0, 0, 0, 0],
    });
    expect(numbers([somebody([title('best', 'COUNTY', REVOKED)])], KNOWN)['best COUNTY']).toEqual([0, 0, 0, 0]);
  });
});

describe('a tier that is no title', () => {
  const post = { ...school('town'), kind: 'form' };
  const since = (from: string) => ({
    posts: [post],
    service: [{ postKind: 'form', from: toDay(from), to: null }],
  });

  test('takes those of its persons who hold no title of the ladder; who serves longer has no tier yet', () => {
    const groups = [
      somebody([], since('2024-09-01')),
      somebody([], since('2020-09-01')),
      somebody([title('good', 'COUNTY')], since('2024-09-01')),
      somebody([]),
    ];
    expect(numbers(groups)).toMatchObject({ fresh: [1, 0, 1, 0], 'good COUNTY': [1, 0, 1, 1] });
    expect(pyramid(groups).withoutTier[0]?.count.value).toBe(1);
  });

  test('is left on the day on which the years are full', () => {
    const group = [somebody([], since('2023-03-02'))];
    expect(numbers(group, toDay('2025-02-28'))['fresh']?.[0]).toBe(1);
    expect(numbers(group, toDay('2025-03-01'))['fresh']?.[0]).toBe(0);
  });

  test('is not known of somebody whose first day is not known, unless a title decides', () => {
    const service = { posts: [post], service: [{ postKind: 'form', from: null, to: null }] };
    const counted = pyramid([somebody([], service), somebody([title('good', 'CITY')], service)]);
    expect(counted.tiers[0]?.count.unknown?.because).toBe('postStartNotKnown');
    expect(counted.withoutTier[0]?.count.value).toBeNull();
    expect(counted.tiers.map(({ count }) => count.value)).toEqual([null, 0, 1, 0, 0]);
  });

  test('is not there where its reading is switched off', () => {
    const off = text.replace('who: beginners', 'who: beginners, interpretation: { zh: 读, en: read, applied: false }');
    const counted = pyramid([somebody([], since('2024-09-01'))], DAY, off);
    expect(counted.tiers.map(({ tier }) => tier.code)).toEqual(['good', 'good', 'best', 'best']);
    expect(counted.withoutTier[0]?.count.value).toBe(1);
  });
});

const anyTitle = fc.record({
  tier: fc.constantFrom('good', 'best', 'elsewhere'),
  level: fc.constantFrom('COUNTY' as const, 'CITY' as const),
  awarded: fc.constantFrom('2022-01-01', '2024-01-01', '2026-01-01').map(toDay),
  termEnd: fc.constantFrom(null, toDay('2024-06-01')),
  state: fc.constantFrom('IN_FORCE' as const, 'REVOKED' as const),
  stateKnownOn: fc.constant(KNOWN),
});
const anybody = fc
  .array(anyTitle, { maxLength: 4 })
  .map((titles) => somebody(titles, { posts: [{ ...school('town'), kind: 'form' }] }));

test('however titles lie, everybody known stands at one place, and holders are never fewer than those at the top', () => {
  fc.assert(
    fc.property(fc.array(anybody, { maxLength: 12 }), (groups) => {
      const { tiers, withoutTier } = pyramid(groups);
      const counts = [...tiers, ...withoutTier].map(({ count }) => count.value);
      const sum = counts.reduce<number>((total, count) => total + (count ?? 0), 0);
      expect(counts.includes(null) ? sum <= groups.length : sum === groups.length).toBe(true);
      for (const { count, holders, titles } of tiers)
        if (count.value !== null && holders.value !== null && titles.value !== null)
          expect(count.value <= holders.value && holders.value <= titles.value).toBe(true);
    }),
  );
});

describe('the flow between tiers', () => {
  const at = (day: string, groups: readonly StandingGroup[]) => ({ day: toDay(day), policy: rules(), people: groups });
  const flow = (before: readonly StandingGroup[], after: readonly StandingGroup[]) =>
    (tierFlow(at('2023-06-01', before), at('2025-07-01', after)).value ?? []).map(
      ({ from, to, count, atLeast, atMost }) => [
        [from, to].map((point) => (point.state === 'TIER' ? `${point.tier.code} ${point.level ?? ''}` : point.state)),
        count.value,
        atLeast,
        atMost,
      ],
    );

  test('tells who rose, who stayed and who has left; who stands nowhere on both days is left out', () => {
    const early = { awarded: toDay('2022-01-01') };
    const rose = somebody([title('good', 'CITY', early), title('best', 'CITY')]);
    const stayed = somebody([title('good', 'CITY', early)]);
    const left = somebody([title('best', 'COUNTY', early)]);
    const never = somebody([]);
    expect(flow([rose, stayed, left, never], [rose, stayed, never])).toEqual([
      [['good CITY', 'good CITY'], 1, 1, 1],
      [['good CITY', 'best CITY'], 1, 1, 1],
      [['best COUNTY', 'GONE'], 1, 1, 1],
    ]);
  });

  test('bounds what is not known instead of guessing', () => {
    const revoked = somebody([
      title('good', 'CITY', { awarded: toDay('2022-01-01'), ...REVOKED }),
      title('best', 'CITY'),
    ]);
    const risen = somebody([title('best', 'CITY')]);
    expect(flow([revoked, risen], [revoked, risen])).toEqual([
      [['NONE', 'best CITY'], null, 1, 2],
      [['good CITY', 'best CITY'], null, 0, 1],
    ]);
  });

  test('the first day sums to what stood there, whoever they are', () => {
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 12 }), (groups) => {
        const day = toDay('2025-07-01');
        const moves = tierFlow(at('2025-06-01', groups), { day, policy: rules(), people: groups }).value ?? [];
        const counted = pyramid(groups, day);
        for (const { tier, level, count } of counted.tiers) {
          const arrived = moves.filter(
            ({ to }) => to.state === 'TIER' && to.tier.code === tier.code && to.level === level,
          );
          expect(arrived.reduce((sum, move) => sum + (move.count.value ?? 0), 0)).toBe(count.value);
        }
      }),
    );
  });
});
