import { expect, test } from 'vitest';
import { BadMapping, shippedMapping } from '../../src/intake/mapping.ts';

function problemsOf(text: string): BadMapping {
  try {
    shippedMapping([{ name: 'own.yaml', text }]);
  } catch (error) {
    if (error instanceof BadMapping) return error;
    throw error;
  }
  throw new Error('The mapping was taken');
}

const HEAD = 'mapping: own\ntitle: { zh: 甲, en: A }\n';

test('all mistakes are told at once: a field that is not known beside words and forms that are not', () => {
  const { problems } = problemsOf(`${HEAD}tables:
  - sheet: 机构
    as: school
    columns:
      codee: { headers: [机构号] }
      name: { header: [机构全称] }
      stages: { headers: [] }
  - sheet: 人员
    as: techer
dates: { order: XYZ }
`);
  expect(problems.map(({ path }) => path)).toEqual([
    'tables.0.columns.codee',
    'tables.0.columns.name.header',
    'tables.0.columns.stages.headers',
    'tables.1.as',
    'dates.order',
  ]);
  expect([problems[0]?.line, problems[0]?.column]).toEqual([7, 7]);
  expect(problems[0]?.message.en).toContain('mean code?');
});

test.each([
  ['a field', 'tables:\n  - { sheet: 甲, as: school, columns: { codee: { headers: [甲] } } }'],
  ['a bound', 'dates: { twoDigitYearsFrom: 1800 }'],
  ['an empty list', 'words: { stage: { PRIMARY: [] } }'],
  ['an empty text', "tables: [{ sheet: '', as: skip }]"],
  ['too long a text', `codes: { school: { prefix: ${'A'.repeat(21)} } }`],
  ['a wrong sort', 'schoolYears: 2025'],
  ['a draft', 'draft: true'],
  ['digits with letters', 'codes: { school: { digits: 3, letters: true } }'],
])('a mistake is told in both languages: %s', (_, text) => {
  const { text: told, problems } = problemsOf(`${HEAD}${text}\n`);
  expect(problems).toHaveLength(1);
  expect(told.zh).toMatch(/^own\.yaml:\d+:\d+: .*\p{Script=Han}/u);
  expect(told.en).not.toMatch(/\p{Script=Han}/u);
  expect(told.zh.replace(/^own.yaml:\S+ [\w.]+: /u, '')).not.toMatch(/ (the|be|expected|too) /iu);
});

test.each(['', '\n\n', '# nothing yet\n'])('an empty file is told what it lacks: %j', (text) => {
  const { text: told } = problemsOf(text);
  expect(told.en).toMatch(/^own\.yaml:1:1: The file is empty: give mapping .*title.*tables/u);
  expect(told.zh).toContain('文件是空的：请写 mapping');
});

test.each([
  ['a tab', 'tables:\n\t- sheet: 甲\n', 'spaces indent, not tabs', '不用制表符'],
  ['an open bracket', 'ignored: [政治面貌, 姓名\n', 'is not closed', '是否成对'],
  ['an open quote', 'ignored: ["政治面貌]\n', 'quotes, [ ]', '引号'],
  ['a name twice', 'ignored: [甲]\nignored: [乙]\n', 'stands twice', '写了两次'],
  ['a star', 'ignored: *\n', 'stand in quotes', '加引号'],
])('a mistake in the signs says first what to do: %s', (_, text, en, zh) => {
  const { text: told } = problemsOf(`${HEAD}${text}`);
  expect(told.en).toMatch(/^own\.yaml:\d+:\d+: \p{Lu}/u);
  expect(told.en).toContain(en);
  expect(told.zh).toContain(zh);
});
