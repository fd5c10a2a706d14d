import type { YAMLError } from 'yaml';
import type { Text } from '../domain/roster.ts';

const INDENT: Text = {
  zh: '缩进不对：同一层的各行要从同一列开始，缩进用空格，不用制表符；并检查前面的 [ ]、{ } 是否成对',
  en: 'The indentation is wrong: lines of one level begin in one column, and spaces indent, not tabs; or a [ ] or { } before it is not closed',
};
const UNCLOSED: Text = {
  zh: '这里少了一个符号：请检查引号、方括号 [ ]、花括号 { } 是否成对，冒号和逗号是否用半角、后面有空格',
  en: 'A sign is missing here: check that quotes, [ ] and { } are closed, and that a space follows each colon and comma',
};
const TWICE: Text = {
  zh: '同一层里这个名字写了两次：请合并，或删去一个',
  en: 'This name stands twice on one level: join the two, or remove one',
};
const MISWRITTEN: Text = {
  zh: '这里的写法不对：每行应为“名称: 值”，冒号用半角、后面有空格；含有 : # { } [ ] * 等符号的文字要加引号',
  en: 'This is not written as it should be: a line is “name: value” with a space after the colon, and texts with signs such as : # { } [ ] * stand in quotes',
};

const SENTENCES: Readonly<Partial<Record<YAMLError['code'], Text>>> = {
  BAD_INDENT: INDENT,
  TAB_AS_INDENT: INDENT,
  MISSING_CHAR: UNCLOSED,
  DUPLICATE_KEY: TWICE,
};

/** What to do about a mistake in the signs of a YAML file, with the words of the library that reads it behind. */
export function textOfYamlError({ code, message }: YAMLError): Text {
  const { zh, en } = SENTENCES[code] ?? MISWRITTEN;
  return { zh: `${zh}（YAML：${message}）`, en: `${en} (YAML: ${message})` };
}
