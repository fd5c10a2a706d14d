import type { Text } from '../domain/roster.ts';

/** Why an import was not made. Each code says what to do about it. */
export const IMPORT_REFUSALS = [
  'UnknownRegion',
  'OutOfScope',
  'NoPolicy',
  'PlanOutdated',
  'NothingAccepted',
  'AlreadyApplied',
  'NoSuchImport',
  'UndoUnfinished',
] as const;
export type ImportRefusal = (typeof IMPORT_REFUSALS)[number];

const MESSAGES: Readonly<Record<ImportRefusal, Text>> = {
  UnknownRegion: {
    zh: '这一天没有您可见的地区使用这个代码。请检查地区代码和日期。',
    en: 'No region that you may see has this code on that day. Check the code and the day.',
  },
  OutOfScope: {
    zh: '您的账号不能为这个地区导入名册。请用该地区或其上级的规划或录入账号。',
    en: 'Your account may not import for this region. Use a planner or clerk account of the region or of one above it.',
  },
  NoPolicy: {
    zh: '这个地区在这一天没有生效的政策。请先用 policy load 载入政策文件。',
    en: 'No policy is in force for this region on that day. Load one first with policy load.',
  },
  PlanOutdated: {
    zh: '计划之后数据已有变化，什么也没有写入。请重新导入一次，按新的计划确认。',
    en: 'The graph has changed since this import was planned, and nothing was written. Plan the import again.',
  },
  NothingAccepted: {
    zh: '没有一行可以导入。请按列出的问题改正后再导入。',
    en: 'No row can be taken. Repair the rows by the findings listed and import the file again.',
  },
  AlreadyApplied: {
    zh: '这次导入已经写入，或正在写入。',
    en: 'This import has been applied already, or is being applied.',
  },
  NoSuchImport: {
    zh: '没有您可见的这次导入。',
    en: 'There is no such import that you may see.',
  },
  UndoUnfinished: {
    zh: '这个地区有一次导入的撤销尚未完成，什么也没有写入。请稍候，或再次执行那次撤销，然后重新导入。',
    en: 'An import of this body is being taken back, and nothing was written. Wait, or repeat that undo to complete it, and import again.',
  },
};

/** An expected failure of an import. Nothing of what the import would have written next was written. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
  readonly refusal: ImportRefusal;
  readonly text: Text;

  constructor(refusal: ImportRefusal, detail?: string | Text) {
    const { zh, en } = MESSAGES[refusal];
    const told = typeof detail === 'string' ? { zh: detail, en: detail } : detail;
    const text = told === undefined ? { zh, en } : { zh: `${zh}（${told.zh}）`, en: `${en} (${told.en})` };
    super(text.en);
    this.refusal = refusal;
    this.text = text;
  }
}
