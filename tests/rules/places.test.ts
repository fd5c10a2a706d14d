import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Rounding, type Tie, shareByCode, shareOut } from '../../src/domain/places.ts';

const measures = (...numbers: readonly number[]) =>
  numbers.map((measure, index) => ({ code: `c${index + 1}`, measure }));

function shared(
  total: number,
  numbers: readonly number[],
  rounding: Rounding = 'largestRemainder',
  ties: Tie = 'lowerCode',
) {
  const sharing = shareOut(total, measures(...numbers), rounding, ties);
  if (sharing === null) throw new Error('Nothing to share by');
  return { places: sharing.shares.map(({ places }) => places), left: sharing.left, byLot: sharing.byLot };
}

describe('places in proportion', () => {
  test('given 10 places for 1, 2 and 4 parts, the largest remainders get what is left: 1, 3, 6', () => {
    expect(shared(10, [1, 2, 4])).toEqual({ places: [1, 3, 6], left: 0, byLot: 0 });
  });

  test('down, up and nearest treat each alone and say what they leave over or give too many of', () => {
    expect(shared(10, [1, 2, 4], 'down')).toEqual({ places: [1, 2, 5], left: 2, byLot: 0 });
    expect(shared(10, [1, 2, 4], 'up')).toEqual({ places: [2, 3, 6], left: -1, byLot: 0 });
    expect(shared(10, [1, 1, 2], 'nearest')).toEqual({ places: [3, 3, 5], left: -1, byLot: 0 });
  });

  test('equal remainders: the larger, the smaller, the lower code, or a lot that people draw', () => {
    // 3 places for 1, 1, 3, 3: exact 3/8, 3/8, 9/8, 9/8.
    const tie = (ties: Tie) => shared(3, [1, 1, 3, 3], 'largestRemainder', ties).places;
    expect(tie('lowerCode')).toEqual([1, 0, 1, 1]);
    expect(
      shared(
        1,
        [1, 1, 3, 3].map((each) => each),
        'largestRemainder',
        'lot',
      ),
    ).toEqual({
      places: [0, 0, null, null],
      left: 0,
      byLot: 1,
    });
    // 2 places for 1, 3: exact 1/2, 3/2.
    expect(shared(2, [1, 3], 'largestRemainder', 'largerMeasure').places).toEqual([0, 2]);
    expect(shared(2, [1, 3], 'largestRemainder', 'smallerMeasure').places).toEqual([1, 1]);
  });

  test('nobody to share among, or nothing to share by, is no answer', () => {
    expect(shareOut(5, [], 'largestRemainder', 'lowerCode')).toBeNull();
    expect(shareOut(5, measures(0, 0), 'largestRemainder', 'lowerCode')).toBeNull();
  });

  const someMeasures = fc
    .array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 15 })
    .filter((numbers) => numbers.some((each) => each > 0));
  const totals = fc.integer({ min: 0, max: 2_000 });
  const ties = fc.constantFrom<Tie>('largerMeasure', 'smallerMeasure', 'lowerCode');

  test('laws of the largest remainder: all given out, within one place of the exact share, more never gets less', () => {
    fc.assert(
      fc.property(totals, someMeasures, ties, (total, numbers, tie) => {
        const sharing = shareOut(total, measures(...numbers), 'largestRemainder', tie);
        const shares = sharing?.shares ?? [];
        expect(shares.reduce((sum, { places }) => sum + (places ?? 0), 0)).toBe(total);
        for (const { places, exact } of shares) {
          expect(exact.floor().compare(places ?? -1)).toBeLessThanOrEqual(0);
          expect(exact.ceil().compare(places ?? -1)).toBeGreaterThanOrEqual(0);
        }
        for (const a of shares)
          for (const b of shares)
            if (a.measure > b.measure) expect(a.places ?? 0).toBeGreaterThanOrEqual(b.places ?? 0);
      }),
    );
  });

  test('neither the order of the claimants nor a common factor of their measures changes anything', () => {
    fc.assert(
      fc.property(totals, someMeasures, ties, fc.integer({ min: 2, max: 9 }), (total, numbers, tie, factor) => {
        const claimants = measures(...numbers);
        const places = (of: typeof claimants) =>
          shareOut(total, of, 'largestRemainder', tie)?.shares.map((each) => [each.code, each.places]);
        expect(places(claimants.toReversed())).toEqual(places(claimants));
        expect(places(claimants.map(({ code, measure }) => ({ code, measure: measure * factor })))).toEqual(
          places(claimants),
        );
      }),
    );
  });

  test('a lot leaves open only whom it may fall on, and as many places as it decides', () => {
    fc.assert(
      fc.property(totals, someMeasures, (total, numbers) => {
        const sharing = shareOut(total, measures(...numbers), 'largestRemainder', 'lot');
        const shares = sharing?.shares ?? [];
        const open = shares.filter(({ places }) => places === null);
        expect(shares.reduce((sum, { least }) => sum + least, 0) + (sharing?.byLot ?? 0)).toBe(total);
        if (open.length > 0) expect(sharing?.byLot).toBeLessThan(open.length);
        else expect(sharing?.byLot).toBe(0);
      }),
    );
  });
});

test('places by code: each its own, what is left over or promised too often is told', () => {
  const named = new Map([
    ['a', 4],
    ['c', 5],
  ] as const);
  const { shares, left } = shareByCode(['a', 'b', 'c'], named, 10);
  expect([shares.map(({ places }) => places), left]).toEqual([[4, 0, 5], 1]);
});
