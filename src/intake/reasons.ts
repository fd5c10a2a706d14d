import type { Severity, Text } from '../domain/roster.ts';

interface ReasonText extends Text {
  readonly severity: Severity;
  /** Stable, where it is not the reason's own name: another sentence about the same fault. */
  readonly code?: string;
}

const error = (zh: string, en: string): ReasonText => ({ severity: 'error', zh, en });
const warning = (zh: string, en: string): ReasonText => ({ severity: 'warning', zh, en });

/**
 * Everything that can be said about a cell, a row or a sheet: the stable code, and how to repair it.
 * What stands in braces is filled in from the row.
 */
export const REASONS = {
  'missing-value': error('“{column}”不能为空，请补填。', '“{column}” must not be empty: fill it in.'),
  'bad-code': error(
    '“{written}”不是有效的编号：应为{digits}位数字。请更正。',
    '“{written}” is not a valid code: it has {digits} digits. Correct it.',
  ),
  'bad-code-with-prefix': {
    ...error(
      '“{written}”不是有效的编号：应为 {prefix} 加数字，共{digits}位。请更正。',
      '“{written}” is not a valid code: it is {prefix} and digits, {digits} characters together. Correct it.',
    ),
    code: 'bad-code',
  },
  'bad-code-with-letters': {
    ...error(
      '“{written}”不是有效的编号：应为{digits}位字母和数字。请更正。',
      '“{written}” is not a valid code: it has {digits} letters and digits. Correct it.',
    ),
    code: 'bad-code',
  },
  'bad-date': error(
    '“{written}”不是存在的日期，或无法识别。请写成 2024-09-01 这样的形式。',
    '“{written}” is no existing date, or cannot be read. Write it like 2024-09-01.',
  ),
  'ambiguous-date': error(
    '数字 {written} 可能是1月，也可能是10月。请写成 {year}-01 或 {year}-10（文本）。',
    'The number {written} may be January or October. Write {year}-01 or {year}-10, as text.',
  ),
  'bad-year': error('“{written}”不是年份。请写成 2024 这样的形式。', '“{written}” is no year. Write it like 2024.'),
  'bad-school-year': error(
    '“{written}”不是学年。请写成 2025-2026 这样的形式。',
    '“{written}” is no school year. Write it like 2025-2026.',
  ),
  'date-in-the-future': error(
    '“{written}”晚于数据日期 {asOf}，而它应当已经发生。请更正。',
    '“{written}” lies after the day of the data, {asOf}, but should have happened. Correct it.',
  ),
  'end-before-start': error(
    '结束（{written}）早于开始（{start}）。请更正其中之一。',
    'The end ({written}) lies before the start ({start}). Correct one of them.',
  ),
  'date-outside-the-school-year': error(
    '开始（{written}）不在学年 {schoolYear}（{start} 至次年同日之前）之内。请更正日期或学年。',
    'The start ({written}) does not lie in the school year {schoolYear}, which begins on {start}. Correct the date or the year.',
  ),
  'hired-before-birth': error(
    '入职（{written}）不晚于出生（{birth}）。请更正其中之一。',
    'Hired ({written}) no later than born ({birth}). Correct one of them.',
  ),
  'unknown-county': error(
    '“{written}”不是本单位下属的县区。请填写全称，如：{words}。',
    '“{written}” is no county of this body. Write its full name, such as {words}.',
  ),
  'ambiguous-county': error(
    '“{written}”可能是：{words}。请填写全称。',
    '“{written}” may be any of {words}. Write the full name.',
  ),
  'not-governed-by-the-issuer': error(
    '“{written}”：本次导入的单位不是这一级的，学校不能由它直管。请更正。',
    '“{written}”: the importing body does not stand on that level, so the school cannot be governed by it. Correct it.',
  ),
  'unknown-stage': error(
    '“{written}”不是已知的学段。可填：{words}。',
    '“{written}” is no known stage. Known: {words}.',
  ),
  'unknown-setting': error(
    '“{written}”不是已知的城乡类型。可填：{words}。',
    '“{written}” is no known setting. Known: {words}.',
  ),
  'unknown-answer': error('“{written}”应为：{words}。', '“{written}” should be one of {words}.'),
  'unknown-sex': error(
    '“{written}”不是已知的性别。可填：{words}，或留空。',
    '“{written}” is no known sex. Known: {words}; or leave it empty.',
  ),
  'unknown-post': error('“{written}”不是已知的岗位。可填：{words}。', '“{written}” is no known post. Known: {words}.'),
  'unknown-title': error(
    '“{written}”不是已知的称号。可填：{words}。',
    '“{written}” is no known title. Known: {words}.',
  ),
  'unknown-state': error(
    '“{written}”不是已知的状态。可填：{words}。',
    '“{written}” is no known state. Known: {words}.',
  ),
  'unknown-level': error(
    '“{written}”不是已知的级别。可填：{words}。',
    '“{written}” is no known level. Known: {words}.',
  ),
  'unknown-role': error('“{written}”不是已知的角色。可填：{words}。', '“{written}” is no known role. Known: {words}.'),
  'another-lead': error(
    '此处主持人为 {written}，而人员表中主持的是 {candidates}。请更正其中之一，或只在一处填写。',
    'Here {written} leads, but by the sheet of seats it is {candidates}. Correct one of them, or say it in one place only.',
  ),
  'lead-overlap': error(
    '同一工作室在同一时期已有主持人（{candidates}）。请填写前一位的结束日期。',
    'Somebody else leads this workshop over the same days ({candidates}). Fill in the end of the former.',
  ),
  'unknown-role-of-workshop': error(
    '此工作室所适用的政策没有“{written}”这一角色，可填：{words}。请更正角色，或先载入规定此类工作室的政策。',
    'By its policy this workshop has no role “{written}”. It has: {words}. Correct the role, or load the policy that describes such workshops first.',
  ),
  'no-leading-role': error(
    '{founded} 成立的{words}工作室，所适用的政策没有规定由谁主持，不能有主持人（{written}）。请更正级别或成立日期，或删去主持人；也可先载入规定此类工作室的政策。',
    'By its policy nobody leads a workshop of this level ({words}) founded on {founded}, so it cannot have a host ({written}). Correct the level or the day, remove the host, or load the policy that describes such workshops first.',
  ),
  'unknown-grade': error(
    '“{written}”不是已知的等次。可填：{words}。',
    '“{written}” is no known grade. Known: {words}.',
  ),
  'unknown-category': error(
    '“{written}”不是已知的类别。可填：{words}。',
    '“{written}” is no known category. Known: {words}.',
  ),
  'unknown-layer': error(
    '“{written}”不是已知的培训层次。可填：{words}。',
    '“{written}” is no known layer of training. Known: {words}.',
  ),
  'unknown-word': error(
    '“{written}”不是“{column}”的已知用语。可填：{words}。如确有其类，请在对照表的 words 中写明其代号。',
    '“{written}” is no known word for “{column}”. Known: {words}. If it is another kind, give its code under words in a mapping.',
  ),
  'unknown-person': error(
    '没有工号为 {written} 的人员（或其本人的行未被接受）。请更正工号，或先补上此人。',
    'Nobody accepted has the staff number {written}. Correct it, or repair or add that person’s own row.',
  ),
  'unknown-school': error(
    '没有登记为“{written}”的学校。请填写登记的全称或学校编码。{candidates}',
    'No school is registered as “{written}”. Write the registered name or the code. {candidates}',
  ),
  'ambiguous-school': error(
    '不止一所学校登记为“{written}”：{candidates}。请填写学校编码。',
    'More than one school is registered as “{written}”: {candidates}. Write the code.',
  ),
  'unknown-workshop': error(
    '没有编号为“{written}”的工作室（或其所在行未被接受）。请更正编号。',
    'No accepted workshop has the number “{written}”. Correct it, or repair the workshop’s own row.',
  ),
  'unknown-region': error(
    '“{written}”不是本单位或其下属地区的区划代码或名称。可填：{words}。',
    '“{written}” is neither the code nor the name of this body or of a region below it. Known: {words}.',
  ),
  'ambiguous-region': error(
    '“{written}”可能是：{words}。请填写区划代码。',
    '“{written}” may be any of {words}. Write the code.',
  ),
  'no-owner': error('没有写明是谁的：{words}应填其中一项。', 'It is not said whose this is: fill in one of {words}.'),
  'several-owners': error(
    '{words}只能填其中一项，此处填了不止一项。请只保留一项。',
    'Only one of {words} may be filled in; here there are more. Keep one.',
  ),
  'not-a-member': error(
    '{written} 在任何工作室都没有“{words}”席位。请更正，或补上此人的那一行。',
    '{written} has a seat as {words} in no workshop. Correct it, or add the row of that person’s seat.',
  ),
  'member-of-another-workshop': error(
    '{written} 的“{words}”席位在另一个工作室（{candidates}）。请更正。',
    '{written} has a seat as {words}, but in another workshop ({candidates}). Correct it.',
  ),
  'after-the-workshop': error(
    '开始（{written}）不早于工作室结束（{day}）。请更正其中之一。',
    'It starts ({written}) no earlier than the workshop ends ({day}). Correct one of them.',
  ),
  'seat-overlap': error(
    '{written} 在同一时期已有同类席位（{candidates}）。请删去一行，或填写前一席位的结束日期。',
    '{written} already has a seat of this kind over the same days ({candidates}). Remove one row, or fill in the end of the other seat.',
  ),
  'paired-with-self': error(
    '指导教师和被指导教师是同一人（{written}）。请更正。',
    'Mentor and mentee are the same person ({written}). Correct one of them.',
  ),
  'not-a-homeroom-teacher': error(
    '{written} 在结对开始之日（{start}）不担任班主任。请更正，或补上任职行。',
    '{written} holds no homeroom post on the day the pairing starts ({start}). Correct it, or add the post.',
  ),
  'negative-hours': error('学时不能为负数（{written}）。请更正。', 'Hours cannot be negative ({written}). Correct it.'),
  'hours-not-a-number': error(
    '“{written}”不是数字。学时请填数字，如 12 或 7.5。',
    '“{written}” is no number. Write the hours as a number, such as 12 or 7.5.',
  ),
  'not-a-number': error(
    '“{written}”不是“{column}”所需的数字。',
    '“{written}” is not the number that “{column}” needs.',
  ),
  'number-out-of-bounds': error(
    '“{written}”超出范围：应在 {least} 到 {most} 之间。请更正。',
    '“{written}” is out of bounds: it lies between {least} and {most}. Correct it.',
  ),
  'too-long': error(
    '“{column}”超过 {limit} 个字（{length} 个）。请缩短。',
    '“{column}” is longer than {limit} characters ({length}). Shorten it.',
  ),
  'formula-cell': error(
    '单元格是公式（{written}）。请改为值（选择性粘贴—数值）。',
    'The cell holds a formula ({written}). Replace it by its value (paste special, values).',
  ),
  'error-cell': error(
    '单元格是错误值（{written}）。请填写正确的值。',
    'The cell holds an error value ({written}). Write the right value.',
  ),
  'date-instead-of-text': error(
    '单元格被表格软件变成了日期或时间。请设为文本格式后重新填写。',
    'The spreadsheet program made a date or a time of this cell. Format it as text and write it again.',
  ),
  'text-too-long': error(
    '姓名超过 {limit} 个字（{length} 个）。请更正。',
    'The name is longer than {limit} characters ({length}). Correct it.',
  ),
  'conflicting-duplicate': error(
    '与第 {first} 行（{sheet}）是同一条记录，但“{column}”不同：前者为“{other}”。请保留正确的一行；如应以本行为准，请清空本行的原因，单独导入。',
    'The same record as row {first} ({sheet}), but “{column}” differs: there it is “{other}”. Keep the right row. If it is this one, clear its reasons and import it alone.',
  ),
  'conflicting-duplicate-again': {
    ...error(
      '本行曾因重复未被导入，与已有的同一条记录在“{column}”上不同。请删去本行；如应以本行取代已有记录，请清空本行的“{words}”再导入。',
      'This row was left out as a duplicate before, and “{column}” differs from the record that stands. Delete the row; or, to let it replace that record, clear its cells {words}.',
    ),
    code: 'conflicting-duplicate',
  },
  'missing-column': error(
    '没有“{words}”这一列，整个工作表未导入。请补上此列或更正表头。',
    'There is no column “{words}”, so the sheet was not read. Add it or correct the header.',
  ),
  'repeated-column': error(
    '“{column}”出现在不止一列（{words}），整个工作表未导入。请只保留一列。',
    '“{column}” stands in more than one column ({words}), so the sheet was not read. Keep one of them.',
  ),
  'unknown-sheet': warning(
    '没有认出这个工作表的表头，未导入。',
    'The headers of this sheet were not recognised; it was not read.',
  ),
  'sheet-skipped': warning('按对照表，这个工作表未导入。', 'The mapping says that this sheet is not to be read.'),
  'row-of-no-table': error(
    '按对照表，“{column}”为“{written}”的行不知道是什么，未导入。请更正，或在对照表的 where、skip 中写明。',
    'The mapping does not say what a row with “{written}” under “{column}” is. Correct it, or say so in the mapping (where, skip).',
  ),
  'hidden-sheet': warning(
    '隐藏的工作表未导入。如需导入，请取消隐藏。',
    'A hidden sheet is not read. Unhide it if it is to be imported.',
  ),
  macros: warning(
    '文件里有宏，未运行，也未读取；只读取了单元格。',
    'The file has macros. They were neither run nor read; only its cells were.',
  ),
  'external-links': warning(
    '文件里有指向其他文件的链接，未打开。需要的值请直接填入单元格。',
    'The file has links to other files. They were not followed: write the values that are needed into the cells.',
  ),
  'data-connections': warning(
    '文件里有数据连接，未连接。需要的值请直接填入单元格。',
    'The file has connections to other data. They were not opened: write the values that are needed into the cells.',
  ),
  'embedded-objects': warning(
    '文件里嵌有其他文件或控件，未打开；只读取了单元格。',
    'The file has other files or controls embedded in it. They were not opened; only its cells were read.',
  ),
  'column-not-read': warning(
    '“{column}”这一列未导入：没有与之对应的数据项。',
    'The column “{column}” is not read: nothing corresponds to it.',
  ),
  'identical-duplicate': warning(
    '与第 {first} 行（{sheet}）完全相同，不改变任何内容。可删去。',
    'The same as row {first} ({sheet}): it changes nothing. You may remove it.',
  ),
  'old-region-name': warning(
    '“{written}”是旧名称，按现名 {words} 读取。请更新。',
    '“{written}” is a former name and was read as {words}. Please update it.',
  ),
  'number-as-text-date': warning(
    '“{written}”是以文本存放的日期序号，按 {day} 读取。请核对。',
    '“{written}” is the serial number of a date kept as text, and was read as {day}. Please check.',
  ),
  'text-begins-like-a-formula': warning(
    '文本以 = 或 + 开头，按原样保存。请核对。',
    'The text begins with = or +; it was kept exactly as written. Please check.',
  ),
  'unusual-character': warning(
    '姓名“{written}”中有表情符号。请核对。',
    'There is an emoji in the name “{written}”. Please check.',
  ),
  'very-long-text': warning(
    '文本很长（{length} 个字），已照收。请核对。',
    'The text is very long ({length} characters); it was accepted. Please check.',
  ),
  'data-below-the-notes': warning(
    '这一行在填表说明之下，已照收。请移到上方。',
    'The row stands below the notes; it was accepted. Please move it up.',
  ),
  'term-is-over-but-marked-in-force': warning(
    '状态为“{written}”，但任期已于 {day} 结束，不按有效计算。请核对。',
    'Marked “{written}”, but its term ended on {day}: it does not count as in force. Please check.',
  ),
  'goes-on-after-leaving': warning(
    '{written} 已于 {day} 离岗，而此处没有在那之前结束。已照收。请核对结束日期。',
    '{written} left on {day}, but this does not end by then; it was accepted. Please check the end.',
  ),
  'perhaps-the-same-person': warning(
    '{written} 与 {candidates} 姓名、出生年月、性别、学校都相同，可能是同一人。两个编号都照收，没有合并。请核对。',
    '{written} and {candidates} have the same name, birth, sex and school: perhaps the same person. Both were taken, nothing was merged. Please check.',
  ),
  'host-vacant': warning('主持人空缺。', 'The workshop has no host: the place is vacant.'),
  'workshop-region-unknown': warning(
    '无法确定由哪个县区设立，按导入单位所设处理。请核对主持人及其学校。',
    'Which region founded it cannot be told; it is taken as the importing body’s. Please check the host and their school.',
  ),
  'perhaps-corrected-start': warning(
    '已有同一记录，开始日期为 {other}，本文件未列出。如是更正开始日期，请以“更正”方式导入；如是另一段，请填写前一段的结束日期。',
    'The same is on record with the start {other}, which this file does not name. If the start is corrected, import with a reason for the correction; if this is another one, fill in the end of the former.',
  ),
} as const satisfies Readonly<Record<string, ReasonText>>;

export type Reason = keyof typeof REASONS;

export type Details = Readonly<Record<string, string | number>>;

/** The stable code of a reason. */
export function codeOfReason(reason: Reason): string {
  const { code }: ReasonText = REASONS[reason];
  return code ?? reason;
}

/** Whether a text still says any of the sentences of a code, whatever stands around them and however it is spaced. */
export function saysCode(text: string, code: string): boolean {
  const said = text.replace(/\s+/gu, '');
  return REASON_NAMES.some(
    (reason) =>
      codeOfReason(reason) === code &&
      [REASONS[reason].zh, REASONS[reason].en].some((each) => patternOf(each).test(said)),
  );
}

const REASON_NAMES = Object.keys(REASONS) as Reason[];

function patternOf(sentence: string): RegExp {
  const parts = sentence.replace(/\s+/gu, '').split(/\{\w+\}/u);
  return new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)).join('.*?'), 'u');
}

/** The sentence of a reason with its details filled in, and with the best guess where there is one. */
export function messageOf(reason: Reason, details: Details): Text {
  const { zh, en } = REASONS[reason];
  const { guess = '' } = details;
  const hasGuess = guess !== '';
  return {
    zh: `${fill(zh, details)}${hasGuess ? `是否应为“${guess}”？` : ''}`,
    en: `${fill(en, details)}${hasGuess ? ` Did you mean “${guess}”?` : ''}`,
  };
}

function fill(sentence: string, details: Details): string {
  return sentence.replace(/\{(\w+)\}/gu, (_, name: string) => String(details[name] ?? '')).trim();
}
