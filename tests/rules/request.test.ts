import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeGlobalId, encodeGlobalId } from '../../schema/node.ts';
import { languageOf } from '../../src/context.ts';
import { schoolYearFrom } from '../../src/domain/calendar.ts';
import { addMonths, toDay } from '../../src/domain/day.ts';
import type { Pairing } from '../../src/domain/directory.ts';
import type { PairingId, TeacherId } from '../../src/domain/identifier.ts';
import { pairingEnd, pairingsShown } from '../../src/domain/pairing.ts';
import { DEFAULT_CALENDAR } from '../../src/domain/policy/effective.ts';

describe('the language of a request', () => {
  test.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,zh;q=0.5', 'en'],
    ['fr, zh-TW;q=0.9, en;q=0.8', 'zh-CN'],
    ['zh;q=0.1, en;q=0.2', 'en'],
    ['en;q=0', 'zh-CN'],
    ['de', 'zh-CN'],
  ])('%s is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('a global id', () => {
  test('says what it was made from', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.option(fc.constantFrom('2024-02-29', '1999-12-31')), (uuid, day) => {
        const id = day === null ? uuid : `${uuid}:${day}`;
        expect(decodeGlobalId(encodeGlobalId('Seat', id))).toEqual({ typename: 'Seat', id });
      }),
    );
  });

  test('that is any other text is refused by name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => decodeGlobalId(text)).toThrow(/not an id of this API/);
      }),
    );
  });
});

test('months later is the same day of the month, or its last', () => {
  expect(addMonths(toDay('2024-01-31'), 1)).toBe('2024-02-29');
  expect(addMonths(toDay('2023-01-31'), 1)).toBe('2023-02-28');
  expect(addMonths(toDay('2023-10-31'), 13)).toBe('2024-11-30');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 1, max: 28 }), (months, day) => {
      const from = toDay(`2000-01-${String(day).padStart(2, '0')}`);
      expect(addMonths(from, months).slice(8)).toBe(from.slice(8));
      expect(addMonths(from, months + 1) > addMonths(from, months)).toBe(true);
    }),
  );
});

describe('the pairings of a day', () => {
  const pairing = (year: number, from: string, to: string | null): Pairing => ({
    kind: 'Pairing',
    id: `${year} ${from}` as PairingId,
    schoolYear: schoolYearFrom(year),
    mentorId: 'a' as TeacherId,
    menteeId: 'b' as TeacherId,
    from: toDay(from),
    to: to === null ? null : toDay(to),
  });
  const open = pairing(2024, '2024-09-01', null);
  const ended = pairing(2024, '2024-10-01', '2025-01-15');
  const late = pairing(2024, '2025-03-01', null);
  const shown = (day: string, year: number | null = null) =>
    pairingsShown([open, ended, late], year === null ? null : schoolYearFrom(year), toDay(day), DEFAULT_CALENDAR);

  test('one without an end of its own ends with its school year', () => {
    expect(pairingEnd(open, DEFAULT_CALENDAR)).toBe('2025-09-01');
    expect(shown('2025-08-31')).toEqual([open, late]);
    expect(shown('2025-09-01')).toEqual([]);
  });

  test('an end is the first day on which it no longer runs', () => {
    expect(shown('2025-01-14')).toEqual([open, ended]);
    expect(shown('2025-01-15')).toEqual([open]);
  });

  test('of a school year are those that had begun by then, also when they have ended', () => {
    expect(shown('2025-02-01', 2024)).toEqual([open, ended]);
    expect(shown('2026-02-01', 2024)).toEqual([open, ended, late]);
  });

  test('of a school year that has not begun there is no answer, of one without pairings there are none', () => {
    expect(shown('2024-08-31', 2024)).toBeNull();
    expect(shown('2026-02-01', 2025)).toEqual([]);
  });
});
