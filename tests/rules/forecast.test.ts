import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/domain/day.ts';
import type { PersonFacts, UnitFacts, WorkshopFacts } from '../../src/domain/evaluation/facts.ts';
import { type TargetOutlook, forecastTargets } from '../../src/domain/forecast/forecast.ts';
import { groundOf } from '../../src/domain/forecast/ground.ts';
import { knownOn } from '../../src/domain/forecast/knownOn.ts';
import { type ForecastLevers, NO_LEVERS } from '../../src/domain/forecast/levers.ts';
import type { Outlook } from '../../src/domain/forecast/outlook.ts';
import type { TeacherId } from '../../src/domain/identifier.ts';
import {
  CITY,
  TOWN_SCHOOL,
  VILLAGE_SCHOOL,
  cityPolicy,
  day,
  during,
  person,
  post,
  seat,
  taken,
  title,
  training,
  unit,
  workshop,
  worldOf,
} from './evaluationFacts.ts';

/** An invented policy of 2021: two tiers, workshops from whose seats the first is earned, one target of each kind. */
const POLICY = cityPolicy(`define: { rural: { setting: [VILLAGE] }, countingPosts: [tutor], daysPerYear: 365 }
codes: { posts: { tutor: { zh: 导师岗, en: Tutor } } }
ladders: [{ code: grades, tiers: [{ code: novice, zh: 新秀, en: Novice }, { code: sage, zh: 大师, en: Sage }], levels: [CITY] }]
workshops:
  - kind: circle
    levels: [CITY]
    roles: { guide: { zh: 引路人, en: Guide, leads: true }, peer: { zh: 同伴, en: Peer } }
    term: { years: 3 }
rules:
  - { id: I-peers, kind: composition, clause: 一, who: { workshops: { level: CITY } }, seats: { guide: 1, peer: { between: [1, 4] } } }
  - id: I-novice
    kind: award
    clause: 二
    gives: { title: { tier: novice, level: CITY } }
    require:
      all:
        - { count: seats, where: { role: peer }, ever: true, atLeast: 1 }
        - { fact: homeroomYears, atLeast: 2 }
  - { id: I-t-novice, kind: target, clause: 三, by: 2030-12-31, require: { count: titlesHeld, where: { tier: novice, level: CITY }, atLeast: 40 } }
  - { id: I-t-rural, kind: target, clause: 三, by: 2030-12-31, require: { count: titlesHeld, where: { tier: novice, level: CITY, school: { rural: true } }, atLeast: 15 } }
  - { id: I-t-circles, kind: target, clause: 三, by: 2030-12-31, require: { count: workshops, where: { level: CITY }, atLeast: 12 } }
  - { id: I-t-awards, kind: target, clause: 三, per: year, from: 2025-01-01, through: 2028-12-31, require: { count: titlesAwarded, where: { tier: novice, level: CITY }, atLeast: 10 } }
  - { id: I-t-trained, kind: target, clause: 三, by: 2029-12-31, require: { share: persons, among: { post: tutor }, where: { trained: true }, atLeast: 90% } }
`);
// The policy of the helper holds since 2000: here it is taken to have begun in 2021.
const BEGAN = { ...POLICY, layers: POLICY.layers.map((layer) => ({ ...layer, from: day('2021-01-01') })) };
const RULED = {
  ...BEGAN,
  rules: POLICY.rules.map((rule) => ({ ...rule, layer: BEGAN.layers[0] ?? rule.layer })),
};
const TODAY = day('2025-06-30');
const LAST = day('2030-12-31');

function forecast(facts: UnitFacts, levers: Partial<ForecastLevers> = {}): ReadonlyMap<string, TargetOutlook> {
  const found = forecastTargets({
    ground: groundOf(CITY, RULED, worldOf(RULED, facts), TODAY),
    unit: { kind: 'Region', id: CITY, level: 'CITY' },
    until: LAST,
    levers: { ...NO_LEVERS, ...levers },
    uncovered: () => null,
  });
  return new Map(found.map((each) => [each.rule.rule.id, each]));
}

function of(found: ReadonlyMap<string, TargetOutlook>, id: string): TargetOutlook {
  const outlook = found.get(id);
  if (outlook === undefined) throw new Error(`No target ${id}`);
  return outlook;
}

/** Somebody who left long ago: that people leave is on record. */
const LEFT = person('left', { works: [{ ...during('2010-09-01', '2019-09-01'), school: TOWN_SCHOOL }] });

function holder(id: string, ...titles: PersonFacts['titles']): PersonFacts {
  return person(id, { posts: [post('2015-09-01', null, 'tutor')], titles });
}

const dayBetween = (first: string, days: number) =>
  fc.integer({ min: 0, max: days }).map((count) => addDays(day(first), count));

const somebody = (index: number): fc.Arbitrary<PersonFacts> =>
  fc
    .record({
      school: fc.constantFrom(VILLAGE_SCHOOL, TOWN_SCHOOL),
      from: dayBetween('2008-01-01', 5000),
      leaves: fc.option(dayBetween('2016-01-01', 3400), { freq: 3 }),
      birth: fc.option(dayBetween('1962-01-01', 11_000)),
      sex: fc.constantFrom('FEMALE' as const, 'MALE' as const, null),
      awarded: fc.option(dayBetween('2017-01-01', 3000)),
      term: fc.option(fc.integer({ min: 1, max: 5 })),
      seated: fc.option(dayBetween('2019-01-01', 2300)),
      trained: fc.option(dayBetween('2021-01-01', 1600)),
    })
    .map(({ school, from, leaves, birth, sex, awarded, term, seated, trained }) => {
      const to = leaves !== null && leaves > from ? leaves : null;
      const end =
        awarded === null || term === null ? null : `${Number(awarded.slice(0, 4)) + term}-${awarded.slice(5)}`;
      return person(`person ${String(index)}`, {
        birth,
        sex,
        works: [{ ...during(null, to), school }],
        posts: [post(from, to, 'tutor', school)],
        titles: awarded === null ? [] : [title('novice', 'CITY', awarded, end?.replace('02-29', '02-28') ?? null)],
        seats: seated === null ? [] : [seat('circle', 'peer', seated)],
        trainings: trained === null ? [] : [training('inService', trained, 8)],
      });
    });

const somewhere: fc.Arbitrary<UnitFacts> = fc
  .tuple(
    fc
      .array(fc.nat(), { minLength: 4, maxLength: 14 })
      .chain((list) => fc.tuple(...list.map((_, index) => somebody(index)))),
    fc.array(fc.tuple(dayBetween('2018-01-01', 2700), fc.boolean()), { maxLength: 8 }),
  )
  .map(([people, founded]) => {
    const workshops = founded.map(([from, ended], index): WorkshopFacts => {
      const members = people.slice(index, index + 2).map(({ id }) => taken('peer', id, { from }));
      const end = addDays(from, 700);
      return workshop(`circle ${String(index)}`, members, during(from, ended && end < TODAY ? end : null));
    });
    return unit([LEFT, ...people], { workshops });
  });

function inOrder({ worst, expected, best }: Outlook): boolean {
  const known = [worst, expected, best].filter((value) => value !== null);
  return known.every((value, index) => index === 0 || value >= (known[index - 1] ?? 0) - 1e-9);
}

function notLess(more: Outlook, less: Outlook): boolean {
  return (['worst', 'expected', 'best'] as const).every((each) => {
    const [a, b] = [more[each], less[each]];
    return a === null || b === null || a >= b - 1e-9;
  });
}

describe('whoever is there', () => {
  test('a better case is never less, on no day of the path', () => {
    fc.assert(
      fc.property(somewhere, (facts) => {
        for (const { at, path, parts } of forecast(facts).values())
          expect([at, ...path.map((point) => point.at), ...parts.map((part) => part.at)].every(inOrder)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('more of a lever is never less of anything that a target counts', () => {
    const levers: fc.Arbitrary<readonly [Partial<ForecastLevers>, Partial<ForecastLevers>]> = fc
      .tuple(fc.nat(20), fc.nat(20), fc.constantFrom('workshops', 'members', 'awards'))
      .map(([less, further, which]) => {
        const set = (value: number): Partial<ForecastLevers> => {
          if (which === 'workshops') return { workshopsPerYear: value };
          if (which === 'members') return { membersPerWorkshop: value };
          return { awardsPerYear: [{ tier: 'novice', level: null, count: value }] };
        };
        return [set(less), set(less + further)] as const;
      });
    fc.assert(
      fc.property(somewhere, levers, (facts, [less, more]) => {
        const [before, after] = [forecast(facts, less), forecast(facts, more)];
        for (const [id, { at }] of after) expect(notLess(at, of(before, id).at)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('the order of people and asking again change nothing', () => {
    fc.assert(
      fc.property(somewhere, (facts) => {
        const numbers = (found: ReadonlyMap<string, TargetOutlook>) =>
          [...found.values()].map(({ actual, parts, needs }) => [
            actual,
            parts.length,
            needs().map(({ least }) => least),
          ]);
        const [once, again] = [forecast(facts), forecast({ ...facts, people: [...facts.people].reverse() })];
        expect(numbers(again)).toEqual(numbers(once));
        for (const [id, { at }] of once)
          for (const each of ['worst', 'expected', 'best'] as const)
            expect(of(again, id).at[each] ?? -1).toBeCloseTo(at[each] ?? -1, 9);
        expect([...forecast(facts).values()].map(({ at }) => at)).toEqual([...once.values()].map(({ at }) => at));
      }),
      { numRuns: 15 },
    );
  });

  test('the least of a lever is enough, and one less is not', () => {
    fc.assert(
      fc.property(somewhere, (facts) => {
        for (const [id, { needs }] of forecast(facts))
          for (const { lever, tier, least } of needs()) {
            if (least === null) continue;
            const set = (value: number): Partial<ForecastLevers> =>
              lever === 'awardsPerYear'
                ? { awardsPerYear: [{ tier: tier ?? '', level: null, count: value }] }
                : { [lever]: value };
            expect(of(forecast(facts, set(least)), id).reached.expected).toBe(true);
            if (least > 0) expect(of(forecast(facts, set(least - 1)), id).reached.expected).not.toBe(true);
          }
      }),
      { numRuns: 6 },
    );
  });

  test('what is dated after the day from which it looks ahead changes nothing', () => {
    fc.assert(
      fc.property(somewhere, (facts) => {
        const later: UnitFacts = {
          ...facts,
          people: [
            ...facts.people.map((each) => ({
              ...each,
              titles: [...each.titles, title('novice', 'CITY', '2026-01-01')],
              trainings: [...each.trainings, training('inService', '2027-01-01', 8)],
              works: each.works.map((work) => (work.to === null ? { ...work, to: day('2027-01-01') } : work)),
            })),
            person('hired later', { hiredOn: day('2026-09-01') }),
          ],
          workshops: [...facts.workshops, workshop('later', [], during('2026-01-01'))],
        };
        expect(knownOn(later, TODAY)).toEqual(knownOn(facts, TODAY));
      }),
      { numRuns: 30 },
    );
  });
});

test('with no awards, nobody leaving and no term ending, those who hold it are those who held it', () => {
  const still = unit([
    LEFT,
    ...[1, 2, 3].map((index) => holder(`h${String(index)}`, title('novice', 'CITY', '2019-12-20'))),
  ]);
  const { actual, at } = of(forecast(still), 'I-t-novice');
  expect({ actual, at }).toEqual({ actual: 3, at: { worst: 3, expected: 3, best: 3 } });
});

test('awards go on at the least, the mean and the greatest of the years, and say so', () => {
  const counts = { 2021: 2, 2022: 11, 2023: 14, 2024: 9 };
  const people = Object.entries(counts).flatMap(([year, count]) =>
    Array.from({ length: count }, (_, index) =>
      holder(`${year} ${String(index)}`, title('novice', 'CITY', `${year}-12-20`)),
    ),
  );
  // Enough people who may be awarded it.
  const waiting = Array.from({ length: 200 }, (_, index) =>
    person(`w${String(index)}`, {
      posts: [post('2015-09-01', null, 'tutor')],
      seats: [seat('circle', 'peer', '2021-01-01')],
    }),
  );
  const found = of(forecast(unit([LEFT, ...people])), 'I-t-novice');
  const texts = found.bases.map(({ text }) => text.en).join('\n');
  expect(texts).toContain('New awards 2021–2024: 2, 11, 14, 9; expected 9 a year, at worst 2, at best 14.');
  // Six times to come, from December 2025 to December 2030; by the rule nobody without a seat may be awarded it.
  expect(found.at.expected).toBe(36);
  const open = of(forecast(unit([LEFT, ...people, ...waiting])), 'I-t-novice');
  expect([open.at.worst, open.at.expected]).toEqual([36 + 6 * 2, 36 + 6 * 9]);
  // In the best case all two hundred to whom it is due are awarded it.
  expect(open.at.best).toBe(236);
});

test('a year for which titles are on record and in which none of these was awarded counts as 0', () => {
  const sages = holder('s', title('sage', 'CITY', '2021-12-20'));
  const late = [1, 2].map((index) => holder(`n${String(index)}`, title('novice', 'CITY', '2024-12-20')));
  const pace = (...people: PersonFacts[]) =>
    of(forecast(unit([LEFT, ...people])), 'I-t-novice').bases.find(({ of: basis }) => basis === 'awards')?.text.en;
  expect(pace(sages, ...late)).toContain(
    'New awards 2021–2024: 0, 0, 0, 2; expected 0.5 a year, at worst 0, at best 2.',
  );
  // Before the first title of all nothing is on record.
  expect(pace(holder('s', title('sage', 'CITY', '2023-12-20')), ...late)).toContain('New awards 2023–2024: 0, 2;');
  expect(pace(...late)).toContain('no basis');
});

test('what has no basis is unknown and never 0', () => {
  const young = of(forecast(unit([LEFT, holder('h', title('novice', 'CITY', '2024-12-20'))])), 'I-t-novice');
  expect(young.at).toEqual({ worst: null, expected: null, best: null });
  expect(young.needs().find(({ lever }) => lever === 'workshopsPerYear')?.least ?? null).toBe(null);
  const nobodyLeft = of(forecast(unit([holder('h', title('novice', 'CITY', '2019-12-20'))])), 'I-t-novice');
  expect(nobodyLeft.at.expected).toBe(null);
  // No term has ended: nobody knows how many are given again, and there is a worst and a best case only.
  const terms = unit([LEFT, holder('h', title('novice', 'CITY', '2022-12-20', '2027-12-20'))]);
  expect(of(forecast(terms), 'I-t-novice').at.expected).toBe(null);
});

test('who reaches the age of retirement is gone after that school year, and later where the age is', () => {
  const born = unit([
    LEFT,
    { ...holder('h', title('novice', 'CITY', '2019-12-20')), sex: 'FEMALE', birth: day('1972-03-01') },
  ]);
  const path = (levers: Partial<ForecastLevers>) =>
    of(forecast(born, levers), 'I-t-novice').path.map(({ on, at }) => `${on.slice(0, 4)} ${String(at.expected)}`);
  expect(path({})).toEqual(['2025 1', '2026 1', '2027 0', '2028 0', '2029 0', '2030 0']);
  expect(path({ retirement: { women: 58, men: 63 } }).at(-1)).toBe('2030 0');
  expect(path({ retirement: { women: 60, men: 63 } }).at(-1)).toBe('2030 1');
});

test('workshops end with their term, and so many are founded that twelve run', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const workshops = ids.map((id, index) => workshop(id, [], during(`${String(2021 + index)}-09-01`)));
  const found = of(forecast(unit([LEFT], { workshops })), 'I-t-circles');
  // Of 2021's the term is over and nothing says that it ended; one a year, each for three years.
  expect(found.at).toEqual({ worst: 4, expected: 4, best: 4 });
  expect(found.needs()).toMatchObject([{ lever: 'workshopsPerYear', now: 1, least: 4 }]);
});

test('a person is not counted twice for a title given again', () => {
  const again = holder(
    'h',
    title('novice', 'CITY', '2019-12-20', '2022-12-20'),
    title('novice', 'CITY', '2022-12-20', null),
  );
  const found = of(forecast(unit([LEFT, again])), 'I-t-novice');
  expect(found.bases.find(({ of: basis }) => basis === 'awards')?.text.en).toContain('2021–2024: 0, 0, 0, 0');
  expect(found.actual).toBe(1);
  expect(again.id).toBe('h' as TeacherId);
});
