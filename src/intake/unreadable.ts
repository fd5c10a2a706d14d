import type { Text } from '../domain/roster.ts';
import { FILE_LIMITS, megabytes } from './limits.ts';

/** Why a file could not be read at all. Stable codes. */
export type UnreadableReason =
  | 'empty-file'
  | 'not-a-spreadsheet'
  | 'web-page'
  | 'old-format'
  | 'password-protected'
  | 'damaged-file'
  | 'false-sizes'
  | 'document-type'
  | 'repeated-sheet-name'
  | 'too-large'
  | 'too-slow'
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
  'web-page': {
    zh: '这是网页或 XML 文本，不是电子表格（有的系统导出的 .xls 就是这样）。请用电子表格软件打开，另存为 .xlsx 后再导入。',
    en: 'This is a web page or XML and not a spreadsheet, as some systems export it under the name .xls. Open it in a spreadsheet program, save it as .xlsx and import that.',
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
  'false-sizes': {
    zh: '文件内部分内容的大小与其标明的不符：文件已损坏，或被人改动过。请在电子表格软件中打开，另存为新的 .xlsx 后再导入；来历不明的文件不要打开。',
    en: 'Parts of the file are not of the size that they declare: it is damaged or was tampered with. Open it in a spreadsheet program, save it as a new .xlsx and import that; do not open a file of unknown origin.',
  },
  'document-type': {
    zh: '文件里有电子表格不会有的 XML 实体定义，未读取。请在电子表格软件中把数据复制到新的工作簿后再导入；来历不明的文件不要打开。',
    en: 'The file defines XML entities, which no spreadsheet does; it was not read. Copy the data into a new workbook and import that; do not open a file of unknown origin.',
  },
  'repeated-sheet-name': {
    zh: '文件里有同名的工作表，无法区分。请改名后再导入。',
    en: 'Two sheets of the file have the same name and cannot be told apart. Rename one and import the file again.',
  },
  'too-large': {
    zh: '文件太大，无法读入。请拆成几个文件后再导入。',
    en: 'The file is too large to be read. Split it into several files and import those.',
  },
  'too-slow': {
    zh: `文件在 ${FILE_LIMITS.seconds} 秒内没有读完，已停止。请只保留要导入的工作表，或拆成几个文件后再导入。`,
    en: `The file was not read within ${FILE_LIMITS.seconds} seconds, and reading it was stopped. Keep only the sheets that are to be imported, or split it into several files, and import those.`,
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

const NOTHING: Text = { zh: '', en: '' };

/** A file that cannot be read: nothing of it is imported. */
export class UnreadableFile extends Error {
  readonly file: string;
  readonly reason: UnreadableReason;
  /** What else is to be said, such as where or how large. */
  readonly more: Text;
  readonly text: Text;

  constructor(file: string, reason: UnreadableReason, more: Text = NOTHING) {
    const { zh, en } = MESSAGES[reason];
    const text = { zh: `${zh}${more.zh}`, en: `${en} ${more.en}`.trimEnd() };
    super(`${file}: ${text.en}`);
    this.name = 'UnreadableFile';
    this.file = file;
    this.reason = reason;
    this.more = more;
    this.text = text;
  }
}

/** Bounds of a file that a text names. */
type Bound = 'bytes' | 'unpacked' | 'parts' | 'sheets' | 'rows' | 'columns' | 'cells' | 'memory';

const BOUNDS: Readonly<Record<Bound, Text>> = {
  bytes: {
    zh: `一个文件不得超过 ${megabytes(FILE_LIMITS.bytes)}。`,
    en: `A file may have ${megabytes(FILE_LIMITS.bytes)}.`,
  },
  unpacked: {
    zh: `解压后不得超过 ${megabytes(FILE_LIMITS.unpacked)}。`,
    en: `Unpacked it may have ${megabytes(FILE_LIMITS.unpacked)}.`,
  },
  parts: {
    zh: `压缩包内不得超过 ${FILE_LIMITS.parts} 个文件。`,
    en: `Its archive may hold ${FILE_LIMITS.parts} parts.`,
  },
  sheets: { zh: `工作表不得超过 ${FILE_LIMITS.sheets} 个。`, en: `It may have ${FILE_LIMITS.sheets} sheets.` },
  rows: { zh: `一个工作表不得超过 ${FILE_LIMITS.rows} 行。`, en: `A sheet may have ${FILE_LIMITS.rows} rows.` },
  columns: {
    zh: `一个工作表不得超过 ${FILE_LIMITS.columns} 列。`,
    en: `A sheet may have ${FILE_LIMITS.columns} columns.`,
  },
  cells: {
    zh: `所有工作表合计不得超过 ${FILE_LIMITS.cells} 个单元格。`,
    en: `All its sheets together may have ${FILE_LIMITS.cells} cells.`,
  },
  memory: {
    zh: `读入时占用的内存超过了 ${FILE_LIMITS.memory} MB。`,
    en: `Reading it took more than ${FILE_LIMITS.memory} MB of memory.`,
  },
};

/** A file beyond one of the bounds, which the text names. */
export function tooLarge(file: string, bound: Bound): UnreadableFile {
  return new UnreadableFile(file, 'too-large', BOUNDS[bound]);
}
