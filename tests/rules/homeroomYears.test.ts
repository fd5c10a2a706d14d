import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, addDays, toDay } from '../../src/domain/day.ts';
import { type ServedPost, distinctDays, serviceLength } from '../../src/domain/homeroomYears.ts';
import type { PostId } from '../../src/domain/identifier.ts';
import type { Interval } from '../../src/domain/interval.ts';

const START = toDay('2000-01-01');
const day = (number: number): Day => addDays(START, number);
const period = fc
  .tuple(fc.integer({ min: 0, max: 3000 }), fc.option(fc.integer({ min: 1, max: 900 })))
  .map(([from, length]): Interval => ({ from: day(from), to: length === null ? null : day(from + length) }));
const periods = fc.array(period, { maxLength: 8 });
const asked = fc.integer({ min: 0, max: 4000 }).map(day);

describe('distinct days', () => {
  test('splitting a period changes nothing', () => {
    fc.assert(
      fc.property(periods, period, fc.integer({ min: 0, max: 899 }), asked, (others, whole, at, on) => {
        const from = whole.from ?? START;
        const cut = addDays(from, at);
        const inside = whole.to === null || cut < whole.to ? cut : from;
        const halves = [
          { from, to: inside },
          { from: inside, to: whole.to },
        ];
        expect(distinctDays([...others, ...halves], on)).toBe(distinctDays([...others, whole], on));
      }),
    );
  });

  test('the order of the periods does not matter', () => {
    fc.assert(
      fc.property(
        periods.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
        asked,
        ([some, shuffled], on) => {
          expect(distinctDays(shuffled, on)).toBe(distinctDays(some, on));
        },
      ),
    );
  });

  test('one more period never lowers the sum, nor adds more than its own days', () => {
    fc.assert(
      fc.property(periods, period, asked, (some, more, on) => {
        const [before, after] = [distinctDays(some, on), distinctDays([...some, more], on)];
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(before + distinctDays([more], on));
      }),
    );
  });

  test('are the days on which some period holds, counted one by one', () => {
    fc.assert(
      fc.property(periods, fc.integer({ min: 0, max: 400 }), (some, until) => {
        const held = Array.from({ length: until }, (_, index) => day(index)).filter((each) =>
          some.some(({ from, to }) => from !== null && from <= each && (to === null || each < to)),
        );
        expect(distinctDays(some, day(until))).toBe(held.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('service', () => {
  const post = (postKind: string, from: string | null, to: string | null = null): ServedPost => ({
    id: `${postKind} ${from ?? ''}` as PostId,
    postKind,
    from: from === null ? null : toDay(from),
    to: to === null ? null : toDay(to),
  });
  const definitions = { countingPosts: ['steward'], daysPerYear: 365 };

  test('the day asked does not count itself, and whoever begins on it serves', () => {
    const { value } = serviceLength([post('steward', '2025-11-15')], toDay('2025-11-15'), definitions);
    expect(value).toMatchObject({ countingDays: 0, serving: true, years: 0 });
  });

  test('a post that ends on the day asked is over', () => {
    const { value } = serviceLength([post('steward', '2020-11-16', '2025-11-15')], toDay('2025-11-15'), definitions);
    expect(value).toMatchObject({ countingDays: 1825, years: 5, serving: false });
  });

  test('posts that do not count are among all posts only, and those yet to begin are not shown', () => {
    const posts = [
      post('aide', '2023-01-01', '2024-01-01'),
      post('steward', '2024-01-01', '2024-01-11'),
      post('steward', '2026-01-01'),
    ];
    const { value } = serviceLength(posts, toDay('2025-01-01'), definitions);
    expect(value).toMatchObject({ countingDays: 10, allPostDays: 375, serving: false });
    expect(value?.posts).toEqual(['aide 2023-01-01', 'steward 2024-01-01']);
  });

  test('a post without a start cannot be counted', () => {
    const { value, unknown } = serviceLength([post('steward', null)], toDay('2025-01-01'), definitions);
    expect(value).toBeNull();
    expect(unknown).toEqual({ because: 'postStartNotKnown', posts: 1 });
  });
});
