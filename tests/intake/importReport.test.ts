import { expect, test } from 'vitest';
import { describeImport, importJson } from '../../src/cli/importReport.ts';
import { changeCounts, countsByKind } from '../../src/domain/importRun.ts';
import type { RosterPlan } from '../../src/domain/roster.ts';
import { planRoster } from '../../src/intake/planRoster.ts';
import type { SourceSheet } from '../../src/intake/sheet.ts';
import type { ImportReport } from '../../src/services/import.ts';
import { POSTS, SCHOOLS, TEACHERS, input, school, sheet, smallRoster, snapshotAfter, teacher } from './invented.ts';

const first = planRoster(input(smallRoster()));

/** The report of files against the graph that the small roster left. */
function reportOf(sheets: readonly SourceSheet[], dryRun = true): ImportReport {
  const plan: RosterPlan = planRoster(input(sheets, { snapshot: snapshotAfter(first) }));
  return {
    dryRun,
    runId: null,
    sheets: plan.sheets,
    findings: plan.findings,
    changes: changeCounts(plan),
    kinds: countsByKind(plan),
    missing: plan.missing.length,
    rejected: null,
    times: { reading: 1000, checking: 200, planning: 300, writing: 0 },
  };
}

const hidden: SourceSheet = { ...sheet('教师（旧）', []), hidden: true };

/** A hidden sheet, a school that changes, one that is new, and a post that ends under another start than on record. */
const mixed = [
  sheet('学校', [SCHOOLS, school('9900001', '甲小学', '乙市', '镇区'), school('9900003', '丁小学', '乙县')]),
  sheet('班主任任职', [
    POSTS,
    ['甲小学', '一年级1班', '99000001', '班主任', '2020-10-01', null],
    ['丙小学', '一年级1班', '99000003', '班主任', '2021-09-01', '2025-07-10'],
  ]),
  hidden,
];

test('the report shows what changes by kind and in total, what is not named, and every warning', () => {
  expect(describeImport(reportOf(mixed), 'en')).toBe(
    `学校: 2 rows, 2 accepted, 0 rejected, 1 with warnings
班主任任职: 2 rows, 2 accepted, 0 rejected, 1 with warnings

          would create  would change  would end  unchanged
schools              1             1          0          0
posts                1             0          1          0
in total             2             1          1          0
On record but not in these files: schools 1, posts 1. They go on: absence ends nothing.

Warnings (3):
教师（旧） hidden-sheet: A hidden sheet is not read. Unhide it if it is to be imported.
学校 C3 old-region-name: “乙县” is a former name and was read as 乙市. Please update it.
班主任任职 E2 perhaps-corrected-start: The same is on record with the start 2020-09-01, which this file does not name. If the start is corrected, import with a reason for the correction; if this is another one, fill in the end of the former.

Reading 1.0 s, checking 0.2 s, planning 0.3 s, writing 0.0 s.
Nothing was written.
`,
  );
});

test('in Chinese it says the same, its table in line', () => {
  const text = describeImport(reportOf(mixed, false), 'zh');
  expect(text).toContain(`
      已新增  已变更  已结束  不变
学校       1       1       0     0
任职       1       0       1     0
合计       2       1       1     0
已有记录而本次文件未列出：学校 1、任职 1。照旧有效：未列出不等于结束。

提醒（3）：
教师（旧） hidden-sheet: 隐藏的工作表未导入。如需导入，请取消隐藏。
`);
  expect(text).not.toContain('未写入');
});

test('errors stand before warnings; of each the first twenty are shown, and all that are about a sheet', () => {
  const rows = Array.from({ length: 25 }, (_, index) => index);
  const text = describeImport(
    reportOf([
      sheet('学校', [
        SCHOOLS,
        ...rows.map((index) => school(`99001${index + 10}`, `新${index}小学`, '乙县')),
        ...rows.map((index) => school(`99002${index + 10}`, `外${index}小学`, '昆明市')),
      ]),
      sheet('教师', [TEACHERS.slice(1), teacher('99000009').slice(1)]),
      hidden,
    ]),
    'en',
  );
  const [errors = '', warnings = ''] = text.slice(text.indexOf('Errors (26):')).split('Warnings (26):');
  expect(errors.match(/^学校 C\d+ unknown-county: /gm)).toHaveLength(20);
  expect(errors).toMatch(/^教师 missing-column: /m);
  expect(errors).toContain(
    '… and 5 more (unknown-county 5): --json lists all, --rejected FILE writes the rows to repair.',
  );
  expect(warnings.match(/^学校 C\d+ old-region-name: /gm)).toHaveLength(20);
  expect(warnings).toMatch(/^教师（旧） hidden-sheet: /m);
  expect(warnings).toContain('… and 5 more (old-region-name 5): --json lists all.');
});

test('a roster that names everything is told without missing, errors or warnings', () => {
  const text = describeImport(reportOf(smallRoster(), false), 'en');
  expect(text).toMatch(/^in total +0 +0 +0 +12$/m);
  expect(text).not.toMatch(/On record|Errors|Warnings|Nothing was written/);
});

test('a sheet without rows ends nothing, and says of which kind there is something on record', () => {
  const text = describeImport(reportOf([sheet('学校', [SCHOOLS])]), 'en');
  expect(text).toMatch(/^in total +0 +0 +0 +0$/m);
  expect(text).toContain('On record but not in these files: schools 2. They go on: absence ends nothing.');
});

test('what scripts read carries the counts in total and no more', () => {
  expect(importJson(reportOf(mixed))).toMatchObject({
    changes: { create: 2, change: 1, end: 1, unchanged: 0 },
    missing: 2,
  });
  expect(Object.keys(importJson(reportOf(mixed)))).toEqual(['dryRun', 'sheets', 'findings', 'changes', 'missing']);
});
