import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, toDay } from '../../src/domain/day.ts';
import {
  readCodeCell,
  readHoursCell,
  readSchoolYearCell,
  readTextCell,
  readYearCell,
} from '../../src/intake/cellReading.ts';
import { type DateReading, dayOfNumber, dayOfSerial, dayOfText } from '../../src/intake/dateReading.ts';

const EPOCH = dayNumber(toDay('1899-12-30'));
const days = fc
  .date({ min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => toDay(date.toISOString().slice(0, 10)));

function shown(reading: DateReading): string {
  return 'day' in reading ? reading.day : reading.problem;
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

describe('a date is read', () => {
  test('from every form in which an office writes the same day', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year = '', month = '', date = ''] = day.split('-');
        const short = [String(Number(month)), String(Number(date))];
        const forms = [
          day,
          `${year}/${short.join('/')}`,
          `${year}.${short.join('.')}`,
          `${year}年${short.join('月')}日`,
          `${year}${month}${date}`,
          ` ${year} - ${month} - ${date}　`,
          `${day} 00:00:00`,
          fullWidth(day),
        ];
        expect(new Set(forms.map((form) => shown(dayOfText(form))))).toEqual(new Set([day]));
        expect(shown(dayOfNumber(Number(`${year}${month}${date}`)))).toBe(day);
        expect(shown(dayOfSerial(dayNumber(day) - EPOCH))).toBe(day);
        expect(shown(dayOfSerial(dayNumber(day) - EPOCH + 0.4))).toBe(day);
      }),
    );
  });

  test('from a month, as its first day', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year = '', month = ''] = day.split('-');
        const first = `${year}-${month}-01`;
        const forms = [
          `${year}.${Number(month)}`,
          `${year}年${Number(month)}月`,
          `${year}-${month}`,
          `${year}${month}`,
        ];
        expect(new Set(forms.map((form) => shown(dayOfText(form))))).toEqual(new Set([first]));
        expect(shown(dayOfNumber(Number(`${year}${month}`)))).toBe(first);
      }),
    );
  });

  test('from a serial number, with a remark when it stands as text', () => {
    expect(dayOfNumber(45_870)).toEqual({ day: '2025-08-01', serialAsText: false });
    expect(dayOfText('45870')).toEqual({ day: '2025-08-01', serialAsText: true });
  });

  test.each([
    [2024.7, '2024-07-01'],
    [2024.11, '2024-11-01'],
    [2024.12, '2024-12-01'],
    [2024.1, 'ambiguous-date'],
    [2024.13, 'bad-date'],
    [2024, 'bad-date'],
    [19_999, 'bad-date'],
    [-1, 'bad-date'],
  ])('from the number %d as %s', (number, reading) => {
    expect(shown(dayOfNumber(number))).toBe(reading);
  });

  test('from the text 2024.10 as October; where text may have been a number, 2024.1 is ambiguous', () => {
    expect(shown(dayOfText('2024.10'))).toBe('2024-10-01');
    expect(shown(dayOfText('2024.1'))).toBe('2024-01-01');
    expect(shown(dayOfText('2024.1', false))).toBe('ambiguous-date');
  });

  test.each([
    '2025-02-29',
    '2024-13-01',
    '2023-09-31',
    '2024年14月',
    '2024-05-32',
    '1899-01-01',
    '2024/9.1',
    '昨天',
    '',
    '9',
  ])('never from %s', (text) => {
    expect(shown(dayOfText(text))).toBe('bad-date');
  });

  test('or refused, whatever stands in the cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.double(), (text, number) => {
        for (const reading of [dayOfText(text), dayOfNumber(number), dayOfSerial(number)])
          expect(shown(reading)).toMatch(/^(\d{4}-\d{2}-\d{2}|bad-date|ambiguous-date)$/u);
      }),
    );
  });
});

const EIGHT_DIGITS = { length: [8, 8], letters: false, prefix: '', fill: true } as const;

describe('a code is read', () => {
  test('the same with and without its leading zeros, as number, as text, full-width and with spaces', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (number) => {
        const code = String(number).padStart(8, '0');
        const forms = [number, String(number), code, fullWidth(code), ` ${code.slice(0, 4)} ${code.slice(4)}\u3000`];
        expect(new Set(forms.map((form) => readCodeCell(form, EIGHT_DIGITS).value))).toEqual(new Set([code]));
      }),
    );
  });

  test.each([['2801A107'], ['123456789'], [1.5], [-7], [{ date: 45_000 }], [true]])('never from %j', (cell) => {
    expect(readCodeCell(cell, EIGHT_DIGITS)).toMatchObject({ value: null, remark: { reason: 'bad-code' } });
  });
});

test.each([
  [12, 12],
  [7.5, 7.5],
  ['８学时', 8],
  ['8.0', 8],
  [' 12 学时', 12],
  [0, 0],
  [-8, 'negative-hours'],
  ['-12学时', 'negative-hours'],
  ['25:00', 'hours-not-a-number'],
  ['十二', 'hours-not-a-number'],
  ['12~16', 'hours-not-a-number'],
  ['1e999', 'hours-not-a-number'],
  [{ duration: 25 / 24 }, 'hours-not-a-number'],
  [{ formula: '=6*2' }, 'formula-cell'],
])('hours: %j is %s', (cell, wanted) => {
  const { value, remark } = readHoursCell(cell, ['学时']);
  expect(remark ? remark.reason : value).toBe(wanted);
});

test.each(['2025-2026', '２０２５-２０２６', '2025—2026学年', '2025~2026', ' 2025 – 2026 学年'])(
  'school year: %s',
  (text) => {
    expect(readSchoolYearCell(text, ['学年']).value).toBe(2025);
  },
);

test.each(['2025-2027', '2025', '2026-2025', '25-26'])('no school year: %s', (text) => {
  expect(readSchoolYearCell(text, ['学年']).remark?.reason).toBe('bad-school-year');
});

test('a year is a number or a text with its unit', () => {
  expect([2024, '2024', '2024年度'].map((cell) => readYearCell(cell, ['年度', '年']).value)).toEqual([
    2024, 2024, 2024,
  ]);
  expect(readYearCell('24', []).remark?.reason).toBe('bad-year');
});

test('text loses its spaces and full-width signs, and nothing else; what begins like a formula is kept exactly', () => {
  expect(readTextCell(' 范 洋光　').value).toBe('范洋光');
  expect(readTextCell('阿普·阿各').value).toBe('阿普·阿各');
  expect(readTextCell('𠮷云霞').value).toBe('𠮷云霞');
  expect(readTextCell('+1+1 班主任心理辅导')).toMatchObject({
    value: '+1+1 班主任心理辅导',
    remark: { reason: 'text-begins-like-a-formula' },
  });
});
