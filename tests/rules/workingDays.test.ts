import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, addDays, dayNumber, toDay } from '../../src/domain/day.ts';
import {
  isCalendarKnown,
  isWorkingDay,
  lastKnownYear,
  workingDayAfter,
  workingDaysFrom,
} from '../../src/domain/workingDays.ts';

/** Holidays (first to last) and worked weekends, written off the State Council's yearly notices by hand. */
const NOTICES: Readonly<
  Record<number, { readonly off: readonly (readonly [string, string])[]; readonly worked: readonly string[] }>
> = {
  2023: {
    off: [
      ['2023-01-01', '2023-01-02'],
      ['2023-01-21', '2023-01-27'],
      ['2023-04-05', '2023-04-05'],
      ['2023-04-29', '2023-05-03'],
      ['2023-06-22', '2023-06-24'],
      ['2023-09-29', '2023-10-06'],
    ],
    worked: ['2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07', '2023-10-08'],
  },
  2024: {
    off: [
      ['2024-01-01', '2024-01-01'],
      ['2024-02-10', '2024-02-17'],
      ['2024-04-04', '2024-04-06'],
      ['2024-05-01', '2024-05-05'],
      ['2024-06-10', '2024-06-10'],
      ['2024-09-15', '2024-09-17'],
      ['2024-10-01', '2024-10-07'],
    ],
    worked: [
      '2024-02-04',
      '2024-02-18',
      '2024-04-07',
      '2024-04-28',
      '2024-05-11',
      '2024-09-14',
      '2024-09-29',
      '2024-10-12',
    ],
  },
  2025: {
    off: [
      ['2025-01-01', '2025-01-01'],
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'],
    ],
    worked: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  2026: {
    off: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
};

/** By the notices alone. */
function worked(day: Day): boolean {
  const notice = NOTICES[Number(day.slice(0, 4))];
  if (notice?.worked.includes(day) === true) return true;
  if (notice?.off.some(([first, last]) => first <= day && day <= last) === true) return false;
  const weekday = (dayNumber(day) + 4) % 7;
  return weekday !== 0 && weekday !== 6;
}

const noticed = fc.integer({ min: 0, max: 365 * 3 + 300 }).map((offset) => addDays(toDay('2023-01-01'), offset));

describe('working days', () => {
  test('every day of 2023 to 2026 is worked exactly when the official notices say so', () => {
    const wrong: Day[] = [];
    for (let day = toDay('2023-01-01'); day <= '2026-12-31'; day = addDays(day, 1))
      if (isWorkingDay(day) !== worked(day)) wrong.push(day);
    expect(wrong).toEqual([]);
  });

  test('publicity over National Day 2025 counts the worked Sunday before it and the worked Saturday after it', () => {
    const after = (day: string, count: number) => workingDayAfter(toDay(day), count).day;
    expect(after('2025-09-26', 1)).toBe('2025-09-28');
    expect(after('2025-09-26', 5)).toBe('2025-10-10');
    expect(after('2025-09-30', 3)).toBe('2025-10-11');
    expect(after('2025-09-30', 4)).toBe('2025-10-13');
  });

  test('the day after which it counts is never counted itself, and the answer is a working day', () => {
    fc.assert(
      fc.property(noticed, fc.integer({ min: 1, max: 15 }), (day, count) => {
        const found = workingDayAfter(day, count).day;
        expect(worked(found)).toBe(true);
        expect(workingDaysFrom(addDays(day, 1), found).count).toBe(count);
      }),
    );
  });

  test('counting on from an answer is counting further: a and then b is a + b', () => {
    fc.assert(
      fc.property(noticed, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (day, a, b) => {
        expect(workingDayAfter(workingDayAfter(day, a).day, b).day).toBe(workingDayAfter(day, a + b).day);
      }),
    );
  });

  test('an answer that touches a year without an official calendar says from when on it is provisional', () => {
    const unpublished = lastKnownYear() + 1;
    const found = workingDayAfter(toDay(`${unpublished}-05-10`), 5);
    expect(found.provisionalFrom).toBe(`${unpublished}-05-11`);
    expect(workingDayAfter(toDay('2025-09-26'), 5).provisionalFrom).toBeNull();
    expect(lastKnownYear()).toBeGreaterThanOrEqual(2026);
  });

  test('the last week of a year waits for the calendar of the next, which may change it (as in 2018)', () => {
    expect(isWorkingDay(toDay('2018-12-29'))).toBe(true);
    const year = lastKnownYear();
    expect(isCalendarKnown(toDay(`${year}-12-24`))).toBe(true);
    expect(isCalendarKnown(toDay(`${year}-12-25`))).toBe(false);
    expect(workingDayAfter(toDay(`${year}-12-22`), 5).provisionalFrom).toBe(`${year}-12-25`);
  });

  test('before the first calendar that is known, an answer is provisional too', () => {
    expect(isCalendarKnown(toDay('1995-05-05'))).toBe(false);
  });

  test('no time zone of the machine changes a working day', () => {
    const script = `
      const { isWorkingDay } = await import('./src/domain/workingDays.ts');
      console.log(['2025-09-28', '2025-10-01', '2025-10-08', '2025-10-09', '2025-10-11'].map(isWorkingDay).join());`;
    const answers = ['America/New_York', 'Pacific/Kiritimati'].map(
      (zone) =>
        spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
          env: { ...process.env, TZ: zone },
          encoding: 'utf8',
        }).stdout,
    );
    expect(answers).toEqual(Array(2).fill('true,false,false,true,true\n'));
  });

  test('a number of working days is whole and at least one', () => {
    expect(() => workingDayAfter(toDay('2025-01-01'), 0)).toThrow(RangeError);
    expect(() => workingDayAfter(toDay('2025-01-01'), 1.5)).toThrow(RangeError);
  });
});
