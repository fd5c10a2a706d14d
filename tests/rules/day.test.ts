import { expect, it } from 'vitest';
import fc from 'fast-check';
import { addDays, dayNumber, isDay, toDay } from '../../src/domain/day.ts';

const MILLISECONDS_A_DAY = 86_400_000;
const year = (value: number) => String(value).padStart(4, '0');
const two = (value: number) => String(value).padStart(2, '0');

it('a day is one that the calendar has, its number counts from 1970, and a day later is the next', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9998 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      (y, m, d) => {
        const text = `${year(y)}-${two(m)}-${two(d)}`;
        const clock = new Date(0);
        clock.setUTCFullYear(y, m - 1, d);
        const exists = clock.toISOString().slice(0, 10) === text;
        expect(isDay(text)).toBe(exists);
        if (!exists) return;
        expect(dayNumber(toDay(text))).toBe(clock.getTime() / MILLISECONDS_A_DAY);
        const next = new Date(clock.getTime() + MILLISECONDS_A_DAY).toISOString().slice(0, 10);
        expect(addDays(toDay(text), 1)).toBe(next);
        expect(addDays(toDay(next), -1)).toBe(text);
      },
    ),
    { numRuns: 5000 },
  );
});
