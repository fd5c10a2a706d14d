import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBlank, searchText, searchWords } from '../../src/domain/search.ts';

/** As the database looks: each word typed begins one of the stored words. */
function finds(typed: string, named: { readonly name: string | null; readonly code: string }): boolean {
  const stored = searchText(named).split(' ');
  const words = searchWords(typed);
  return words.length > 0 && words.every((word) => stored.some((known) => known.startsWith(word)));
}

const SURNAMES = ['王', '李', '单', '曾', '解', '仇', '尉迟', '𠮷', '吕', '买买提·'];
const GIVEN = ['伟', '芳', '乐', '小雪', '阿依古丽', '绿', '𠮷', 'A', '三'];
const name = fc
  .tuple(fc.constantFrom(...SURNAMES), fc.array(fc.constantFrom(...GIVEN), { minLength: 1, maxLength: 3 }))
  .map(([surname, given]) => surname + given.join(''));
const code = fc.stringMatching(/^[A-Z]{0,3}-?[0-9]{3,8}$/u);
/** Where a part begins and ends, as shares of the whole. */
const part = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));

describe('what finds a person', () => {
  test('every part of the name', () => {
    fc.assert(
      fc.property(name, code, part, (person, number, [a, b]) => {
        const characters = Array.from(person);
        const start = Math.floor(Math.min(a, b) * (characters.length - 1));
        const end = Math.max(start + 1, Math.ceil(Math.max(a, b) * characters.length));
        const typed = characters.slice(start, end).join('');
        return typed === '·' || finds(typed, { name: person, code: number });
      }),
    );
  });

  test('the code from its start, in full-width digits and small letters too', () => {
    fc.assert(
      fc.property(name, code, fc.integer({ min: 1, max: 12 }), (person, number, length) => {
        const typed = number.slice(0, length);
        const wide = typed.replace(/[0-9]/gu, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
        return [typed, typed.toLowerCase(), wide].every(
          (each) => searchWords(each).length === 0 || finds(each, { name: person, code: number }),
        );
      }),
    );
  });

  test.each([
    ['张伟', ['zhangwei', 'ZHANG WEI', 'Zhāng Wěi', 'zw', 'z w', 'wei', 'wei zhang', 'zhangw', '张wei', '伟']],
    ['单雄信', ['shan', 'dan', 'danxiongxin', 'sxx', 'dxx', 'xiongxin']],
    ['曾国藩', ['zeng', 'ceng', 'zgf', 'cgf']],
    ['解晓东', ['xie', 'jie', 'jiexiaodong']],
    ['仇英', ['qiu', 'chou', 'qy', 'cy']],
    ['尉迟恭', ['yuchi', 'weichi', 'ycg']],
    ['吕布', ['lvbu', 'lubu', 'lyubu', 'Lǚ Bù', 'lü', 'lb']],
    ['李乐', ['lile', 'liyue', 'ly']],
    ['西安', ["xi'an", 'xian']],
    ['阿依古丽·买买提', ['古丽·买', '古丽买', 'gulimai', '买买提', 'Ayiguli Maimaiti']],
    ['𠮷野 明', ['𠮷', '𠮷野明', '𠮷野 明', 'ming']],
  ])('%s: other ways to write it', (person, ways) => {
    expect(ways.filter((typed) => !finds(typed, { name: person, code: '25000001' }))).toEqual([]);
  });

  test.each([
    ['张伟', ['伟张', 'hang', 'zhangweib', '张 李', '5000001']],
    ['红梅', ['gong', 'jiang']],
  ])('%s is not found by another', (person, ways) => {
    expect(ways.filter((typed) => finds(typed, { name: person, code: '25000001' }))).toEqual([]);
  });
});

describe('what somebody typed', () => {
  test('becomes words of letters and digits only, whatever it was', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (typed) =>
        searchWords(typed).every((word) => /^[\p{L}\p{N}\p{M}]{1,100}$/u.test(word) && word === word.toLowerCase()),
      ),
    );
  });

  test.each(['', ' ', '\t\u3000\n', '😀', '+-&&||!(){}[]^"~*?:\\/', '·', '\ud842'])(
    '%j holds nothing to look for',
    (typed) => {
      expect(searchWords(typed)).toEqual([]);
    },
  );

  test('is blank only where nothing stands', () => {
    expect(['', ' \u3000', '😀'].map(isBlank)).toEqual([true, true, false]);
  });

  test.each(['AND', 'a OR b', 'NOT x', 'name:王', 'wang~2', '[a TO b]', '王*'])('%j is no syntax', (typed) => {
    expect(searchWords(typed).join(' ')).toMatch(/^[\p{Ll}\p{Lo}\p{N} ]+$/u);
  });
});

test('a text grows with the name, and stays bounded where many characters are read in several ways', () => {
  expect(searchText({ name: '乐'.repeat(60), code: '1' }).length).toBeLessThan(500_000);
  expect(searchText({ name: null, code: 'YX-GZS-03' })).toBe('yxgzs03');
});
