import type { Text } from '../domain/roster.ts';

/** Why a file could not be read at all. Stable codes. */
export type UnreadableReason =
  | 'empty-file'
  | 'not-a-spreadsheet'
  | 'old-format'
  | 'password-protected'
  | 'damaged-file'
  | 'too-large'
  | 'unknown-encoding'
  | 'no-sheets'
  | 'no-roster';

const MESSAGES: Readonly<Record<UnreadableReason, Text>> = {
  'empty-file': {
    zh: '文件是空的。请重新导出后再导入。',
    en: 'The file is empty. Export it again and import the new file.',
  },
  'not-a-spreadsheet': {
    zh: '这不是 .xlsx 或 .csv 文件。请在电子表格软件中另存为 .xlsx 后再导入。',
    en: 'This is neither an .xlsx nor a .csv file. Save it as .xlsx in a spreadsheet program and import that.',
  },
  'old-format': {
    zh: '这是旧的 .xls 格式。请另存为 .xlsx 后再导入。',
    en: 'This is the old .xls format. Save it as .xlsx and import that.',
  },
  'password-protected': {
    zh: '文件有打开密码。请取消密码后再导入。',
    en: 'The file asks for a password. Remove the password and import it again.',
  },
  'damaged-file': {
    zh: '文件已损坏或不完整。请重新复制或导出后再导入。',
    en: 'The file is damaged or incomplete. Copy or export it again and import the new file.',
  },
  'too-large': {
    zh: '文件太大，无法读入。请拆成几个文件后再导入。',
    en: 'The file is too large to be read. Split it into several files and import those.',
  },
  'unknown-encoding': {
    zh: '文件的文字编码无法识别。请另存为 UTF-8 编码的 .csv 或 .xlsx 后再导入。',
    en: 'The encoding of the text is unknown. Save it as .csv in UTF-8, or as .xlsx, and import that.',
  },
  'no-sheets': {
    zh: '文件里没有可见的工作表。请取消隐藏要导入的工作表。',
    en: 'The file has no visible sheet. Unhide the sheets that are to be imported.',
  },
  'no-roster': {
    zh: '文件里没有认出任何名册：没有一个工作表的表头与已知的相符。请核对表头后再导入。',
    en: 'No roster was recognised in the file: the headers of none of its sheets are known. Check the headers and import it again.',
  },
};

/** A file that cannot be read: nothing of it is imported. */
export class UnreadableFile extends Error {
  readonly file: string;
  readonly reason: UnreadableReason;
  readonly text: Text;

  /** @param more what else is to be said */
  constructor(file: string, reason: UnreadableReason, more: Text = { zh: '', en: '' }) {
    const { zh, en } = MESSAGES[reason];
    const text = { zh: `${zh}${more.zh}`, en: `${en} ${more.en}`.trimEnd() };
    super(`${file}: ${text.en}`);
    this.name = 'UnreadableFile';
    this.file = file;
    this.reason = reason;
    this.text = text;
  }
}
