import { expect, test } from 'vitest';
import { shippedMapping } from '../../src/intake/mapping.ts';
import type { Cell } from '../../src/intake/sheet.ts';
import { suggestionFor } from '../../src/intake/suggestMapping.ts';

/** The suggestion for one sheet whose own name says nothing. */
function suggested(...rows: readonly (readonly Cell[])[]): string {
  const sheet = { file: '表.xlsx', name: 'Sheet1', hidden: false, typed: true, merged: [], rows };
  return suggestionFor([sheet], shippedMapping());
}

const guesses = (text: string): unknown =>
  Object.fromEntries([...text.matchAll(/^ {6}(\w+): \{ headers: \["(.*?)"\] \}/gmu)].map(([, is, of]) => [is, of]));

test('schools are told by codes, names of schools, counties, stages and settings under any headers', () => {
  const text = suggested(
    ['机构号', '机构全称', '区县', '类别', '位置'],
    ['A001', '城东实验小学', '丙山县', '小学', '城区'],
    ['A002', '第二初级中学', '乙市', '初中', '乡村'],
    ['A003', '机关幼儿园', '乙市', '幼儿园', '城区'],
  );
  expect(text).toContain('as: school # ?');
  expect(guesses(text)).toEqual({ code: '机构号', name: '机构全称', county: '区县', stages: '类别', setting: '位置' });
  expect(text).not.toContain('MUST ');
  expect(text).toMatch(/stages: .*# \? 由内容 \/ by its cells; 如 小学、初中、幼儿园; they look like words for stage/u);
  expect(text).toMatch(/code: .*近似 \/ like “学校编码”.*codes of 4 characters/u);
});

test('people are told by numbers, names of persons and dates under any headers', () => {
  const text = suggested(
    ['编号', '名字', '单位号', '出生', '参加工作'],
    ['1001', '张伟', 'A001', '1980-05', '2003-09-01'],
    ['1002', '欧阳建国', 'A002', '1978-01', '2001-08-01'],
    ['1003', '李美玲', 'A003', '1990-11', '2012-09-01'],
  );
  expect(text).toContain('as: teacher # ?');
  expect(guesses(text)).toEqual({
    staffNo: '编号',
    name: '名字',
    school: '单位号',
    birth: '出生',
    hiredOn: '参加工作',
  });
  expect(text).toMatch(/name: .*they look like names of persons/u);
  expect(text).toContain('MUST teachingSince');
});

test('a sheet of appraisals is told by its grades', () => {
  const text = suggested(['人员编号', '年份', '结论'], ['1001', 2024, '优秀'], ['1002', 2024, '合格']);
  expect(text).toContain('as: appraisal # ?');
  expect(guesses(text)).toEqual({ staffNo: '人员编号', year: '年份', grade: '结论' });
});

test('what is like nothing is not guessed', () => {
  const text = suggested(['甲', '乙'], ['天气晴', '心情好'], ['天气阴', '心情坏']);
  expect(text).toContain('not recognised');
  expect(text).toContain('as: skip');
});
