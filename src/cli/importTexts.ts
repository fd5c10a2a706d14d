import type { RosterKind, Severity, SheetReport } from '../domain/roster.ts';
import type { ImportReport } from '../services/import.ts';

export type Language = 'zh' | 'en';

type Counted = readonly (readonly [name: string, count: number])[];

/** The words around an import's numbers and findings. */
export interface ImportTexts {
  readonly kinds: Readonly<Record<RosterKind, string>>;
  readonly total: string;
  /** Of the columns: created, changed, ended, unchanged. */
  readonly changed: readonly string[];
  readonly wouldChange: readonly string[];
  readonly nothingWritten: string;
  readonly heading: Readonly<Record<Severity, (count: number) => string>>;
  readonly more: Readonly<Record<Severity, (count: number, codes: Counted) => string>>;
  readonly sheet: (report: SheetReport) => string;
  readonly row: (row: number) => string;
  readonly missing: (kinds: Counted) => string;
  readonly times: (times: ImportReport['times']) => string;
}

const ENGLISH: ImportTexts = {
  kinds: {
    school: 'schools',
    teacher: 'teachers',
    post: 'posts',
    designation: 'titles',
    workshop: 'workshops',
    seat: 'seats',
    pairing: 'pairings',
    appraisal: 'appraisals',
    achievement: 'achievements',
    attendance: 'trainings attended',
    certificate: 'certificates',
    activity: 'activities',
    finding: 'findings',
    effect: 'effects',
    waiver: 'waivers',
    link: 'links',
    event: 'events',
    figure: 'figures',
    rubricScore: 'rubric scores',
    application: 'applications',
  },
  total: 'in total',
  changed: ['created', 'changed', 'ended', 'unchanged'],
  wouldChange: ['would create', 'would change', 'would end', 'unchanged'],
  nothingWritten: 'Nothing was written.',
  heading: {
    error: (count) => `Errors (${count}):`,
    warning: (count) => `Warnings (${count}):`,
  },
  more: {
    error: (count, codes) =>
      `… and ${count} more (${listed(codes)}): --json lists all, --rejected FILE writes the rows to repair.`,
    warning: (count, codes) => `… and ${count} more (${listed(codes)}): --json lists all.`,
  },
  sheet: ({ sheet, rows, accepted, rejected, warned }) =>
    `${sheet}: ${rows} rows, ${accepted} accepted, ${rejected} rejected, ${warned} with warnings`,
  row: (row) => `row ${row}`,
  missing: (kinds) => `On record but not in these files: ${listed(kinds)}. They go on: absence ends nothing.`,
  times: ({ reading, checking, planning, writing }) =>
    `Reading ${seconds(reading)} s, checking ${seconds(checking)} s, planning ${seconds(planning)} s, writing ${seconds(writing)} s.`,
};

const CHINESE: ImportTexts = {
  kinds: {
    school: '学校',
    teacher: '教师',
    post: '任职',
    designation: '称号',
    workshop: '工作室',
    seat: '工作室人员',
    pairing: '结对',
    appraisal: '考核',
    achievement: '获奖荣誉',
    attendance: '培训',
    certificate: '证书',
    activity: '工作活动',
    finding: '认定事项',
    effect: '限制与优先',
    waiver: '豁免',
    link: '联系学校',
    event: '赛事活动',
    figure: '统计数据',
    rubricScore: '量化考评',
    application: '申报',
  },
  total: '合计',
  changed: ['已新增', '已变更', '已结束', '不变'],
  wouldChange: ['将新增', '将变更', '将结束', '不变'],
  nothingWritten: '未写入任何内容。',
  heading: {
    error: (count) => `错误（${count}）：`,
    warning: (count) => `提醒（${count}）：`,
  },
  more: {
    error: (count, codes) =>
      `……另有 ${count} 条（${listed(codes, '、')}）：--json 列出全部，--rejected FILE 导出待修正的行。`,
    warning: (count, codes) => `……另有 ${count} 条（${listed(codes, '、')}）：--json 列出全部。`,
  },
  sheet: ({ sheet, rows, accepted, rejected, warned }) =>
    `${sheet}：${rows} 行，接收 ${accepted}，退回 ${rejected}，有提醒 ${warned}`,
  row: (row) => `第 ${row} 行`,
  missing: (kinds) => `已有记录而本次文件未列出：${listed(kinds, '、')}。照旧有效：未列出不等于结束。`,
  times: ({ reading, checking, planning, writing }) =>
    `读取 ${seconds(reading)} 秒，检查 ${seconds(checking)} 秒，比对 ${seconds(planning)} 秒，写入 ${seconds(writing)} 秒。`,
};

export const IMPORT_TEXTS: Readonly<Record<Language, ImportTexts>> = { zh: CHINESE, en: ENGLISH };

function listed(counts: Counted, separator = ', '): string {
  return counts.map(([name, count]) => `${name} ${count}`).join(separator);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
