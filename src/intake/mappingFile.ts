import { LineCounter, type Node, isMap, isNode, isScalar, parseDocument } from 'yaml';
import { z } from 'zod';
import { LEVELS } from '../domain/level.ts';
import { oneOfThese, say } from '../domain/policy/problem.ts';
import { ROSTER_KINDS, type RosterKind, type Text } from '../domain/roster.ts';
import { CLOSED_LISTS, FIELDS, MAY_BE_UNKNOWN, WORD_LISTS, codeOf, isField } from './rosterFields.ts';
import { textOfYamlError } from './yamlError.ts';

const dateSchema = z.strictObject({
  /** In which order day, month and year stand where a date begins with no four-digit year. */
  order: z.enum(['YMD', 'DMY', 'MDY']).optional(),
  /** The first of the hundred years that two digits can mean; absent: a year of two digits is refused. */
  twoDigitYearsFrom: z.int().min(1900).max(2000).optional(),
  /** Whether plain numbers from 20000 to 60000 are the serial numbers of days. */
  serialNumbers: z.enum(['read', 'refuse']).optional(),
  /** What the number 2024.1 is, which a spreadsheet also makes of 2024.10. */
  monthOne: z.enum(['refuse', 'january', 'october']).optional(),
});

const columnSchema = z.strictObject({
  headers: z.array(z.string().min(1)).min(1).optional(),
  required: z.boolean().optional(),
  level: z.enum(LEVELS).optional(),
  date: dateSchema.optional(),
  /** There is no such column: this holds in every row. */
  value: z.string().min(1).optional(),
  /** There is no such column: it says what another one says. */
  from: z.string().optional(),
  /** There is no such column, and nobody knows. */
  unknown: z.literal(true).optional(),
  /** What an empty cell means. */
  empty: z.string().min(1).optional(),
});
const columnsSchema = z.record(z.string(), columnSchema);
const sheetSchema = z.strictObject({ names: z.array(z.string()).optional(), columns: columnsSchema.optional() });

/** A header with the words that its cell must have, or `filled` or `empty`. */
const conditionSchema = z.record(
  z.string(),
  z.union([z.enum(['filled', 'empty']), z.array(z.union([z.string(), z.number()])).min(1)]),
);
const tableSchema = z.strictObject({
  sheet: z.string().min(1).optional(),
  file: z.string().min(1).optional(),
  as: z.enum([...ROSTER_KINDS, 'skip']),
  where: conditionSchema.optional(),
  skip: conditionSchema.optional(),
  columns: columnsSchema.optional(),
});

const codeSchema = z.strictObject({
  digits: z.int().min(1).max(20).optional(),
  length: z.union([z.int().min(1).max(40), z.tuple([z.int().min(1).max(40), z.int().min(1).max(40)])]).optional(),
  letters: z.boolean().optional(),
  prefix: z.string().min(1).max(20).optional(),
  fill: z.boolean().optional(),
});

const shortFormSchema = z.strictObject({ ending: z.string(), becomes: z.string(), without: z.array(z.string()) });
const units = z.array(z.string()).optional();

const mappingSchema = z.strictObject({
  mapping: z.string(),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  draft: z.boolean().optional(),
  tables: z.array(tableSchema).optional(),
  sheets: z.partialRecord(z.enum(ROSTER_KINDS), sheetSchema).optional(),
  words: z.partialRecord(z.enum(WORD_LISTS), z.record(z.string(), z.array(z.string()).min(1))).optional(),
  codes: z.partialRecord(z.enum(['staffNo', 'school', 'workshop']), codeSchema).optional(),
  dates: dateSchema.optional(),
  schoolYears: z.array(z.enum(['2025-2026', '2025', '25-26'])).optional(),
  units: z.strictObject({ hours: units, number: units, year: units, schoolYear: units }).optional(),
  notes: z.array(z.string()).optional(),
  ignored: z.array(z.string()).optional(),
  rejected: z.strictObject({ row: z.string(), zh: z.string(), en: z.string() }).optional(),
  regions: z.strictObject({ shortForms: z.array(shortFormSchema) }).optional(),
});

/** One mapping file: the shipped ones and those of an office have the same form, and a later one adds to those before it. */
export type MappingFile = z.infer<typeof mappingSchema>;
export type ColumnEntry = z.infer<typeof columnSchema>;
export type CodeEntry = z.infer<typeof codeSchema>;
export type DateEntry = z.infer<typeof dateSchema>;
export type ConditionEntry = z.infer<typeof conditionSchema>;
export type TableEntry = z.infer<typeof tableSchema>;

/** What can be read of a mapping in which other things are wrong, so that all mistakes are told at once. */
const readableColumns = z.record(z.string(), columnSchema.catch({})).optional().catch(undefined);
const readableSchema = z
  .object({
    draft: z.boolean().optional().catch(undefined),
    tables: z
      .array(
        z
          .object({
            sheet: z.string().optional().catch('*'),
            file: z.string().optional().catch('*'),
            as: tableSchema.shape.as.catch('skip'),
            columns: readableColumns,
          })
          .catch({ sheet: '*', as: 'skip' }),
      )
      .optional()
      .catch(undefined),
    sheets: z
      .record(z.string(), z.object({ columns: readableColumns }).catch({}))
      .optional()
      .catch(undefined),
    words: z.record(z.string(), z.record(z.string(), z.unknown()).catch({})).optional().catch(undefined),
    codes: z.record(z.string(), codeSchema.catch({})).optional().catch(undefined),
  })
  .catch({});

/** A mapping file as it arrived. */
export interface MappingSource {
  readonly name: string;
  readonly text: string;
}

/** One mistake in a mapping file. Lines and columns count from 1. */
export interface MappingProblem {
  readonly line: number;
  readonly column: number;
  /** Where in the file: `sheets.teacher.columns.birth`. */
  readonly path: string;
  readonly message: Text;
}

/** A mapping file that is not one; all its mistakes at once. */
export class BadMapping extends Error {
  override readonly name = 'BadMapping';
  readonly file: string;
  readonly problems: readonly MappingProblem[];
  readonly text: Text;

  constructor(file: string, problems: readonly MappingProblem[]) {
    const told = (language: keyof Text): string =>
      problems
        .map(({ line, column, path, message }) => {
          const place = `${file}:${line}:${column}: `;
          return `${place}${path === '' ? '' : `${path}: `}${message[language]}`;
        })
        .join('\n');
    super(told('en'));
    this.file = file;
    this.problems = problems;
    this.text = { zh: told('zh'), en: told('en') };
  }
}

const LONGEST_FILE = 500_000;

/** Reads one mapping file. @throws BadMapping */
export function readMappingFile({ name, text }: MappingSource): MappingFile {
  if (text.length > LONGEST_FILE)
    throw new BadMapping(name, [
      { line: 1, column: 1, path: '', message: { zh: '文件过长', en: 'The file is too long' } },
    ]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (document.errors.length > 0)
    throw new BadMapping(
      name,
      document.errors.map((error) => ({ ...at(error.pos[0]), path: '', message: textOfYamlError(error) })),
    );
  const placeOf = (path: Path): { line: number; column: number } => {
    const offset = offsetOf(document.contents, path);
    return offset === null ? { line: 1, column: 1 } : at(offset);
  };
  const nodeAt = (path: Path): Node | null => {
    const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
    return isNode(node) ? node : null;
  };
  const problems: MappingProblem[] = [];
  const report = (path: Path, message: Text): void => {
    problems.push({ ...placeOf(path), path: path.join('.'), message });
  };
  const written: unknown = document.toJS({ maxAliasCount: 100 });
  const result = mappingSchema.safeParse(written);
  for (const issue of result.error?.issues ?? []) tell(issue, report, nodeAt);
  checkNames(readableSchema.parse(written), report);
  if (!result.success || problems.length > 0)
    throw new BadMapping(
      name,
      problems.sort((a, b) => a.line - b.line || a.column - b.column),
    );
  return result.data;
}

type Path = readonly (string | number)[];
type Report = (path: Path, message: Text) => void;

/** Where what stands under a path begins: at its key, so that a missing value has a place too. */
function offsetOf(contents: Node | null, path: Path): number | null {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? null;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isNode(node) && 'items' in node) {
      const item: unknown = node.items[Number(step)];
      if (isNode(item)) offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

function tell(issue: z.core.$ZodIssue, report: Report, nodeAt: (path: Path) => Node | null): void {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? step.toString() : step));
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) report([...path, key], say.unknown(key, keysAt(path)));
      return;
    case 'invalid_key':
      report(path, say.unknown(String(path.at(-1) ?? ''), keysAt(path.slice(0, -1))));
      return;
    case 'invalid_value': {
      const words = issue.values.map(String);
      const node = nodeAt(path);
      const written = isScalar(node) ? node.value : null;
      report(path, typeof written === 'string' ? say.unknown(written, words) : say.expected(oneOfThese(words), node));
      return;
    }
    case 'invalid_union':
      for (const inner of issue.errors.flat().slice(0, 1))
        tell({ ...inner, path: [...issue.path, ...inner.path] }, report, nodeAt);
      return;
    case 'invalid_type': {
      const node = nodeAt(path);
      if (node === null) report(path, path.length === 0 ? EMPTY : say.missing(String(path.at(-1))));
      else report(path, say.expected(sortOf(issue.expected), node));
      return;
    }
    case 'too_small':
    case 'too_big':
      report(path, textOfBound(issue));
      return;
    default:
      report(path, { zh: '此处的值不合要求', en: 'This value cannot stand here' });
  }
}

const EMPTY: Text = {
  zh: '文件是空的：请写 mapping（代号）、title（名称）和 tables（各工作表是什么）',
  en: 'The file is empty: give mapping (a short name), title (zh and en) and tables (what each sheet is)',
};

function textOfBound(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Text {
  const isCounted = issue.origin === 'string' || issue.origin === 'array';
  const [bound, zh, en] =
    issue.code === 'too_small'
      ? [issue.minimum, isCounted ? '至少' : '不得小于', 'at least']
      : [issue.maximum, isCounted ? '至多' : '不得大于', 'at most'];
  switch (issue.origin) {
    case 'string':
      return { zh: `此处${zh} ${bound} 个字`, en: `Give ${en} ${bound} characters` };
    case 'array':
      return { zh: `此处${zh} ${bound} 项`, en: `Give ${en} ${bound} entries` };
    default:
      return { zh: `此处的数字${zh} ${bound}`, en: `Give a number of ${en} ${bound}` };
  }
}

function sortOf(expected: string): Text {
  const sorts: Readonly<Record<string, Text>> = {
    string: { zh: '文字', en: 'text' },
    array: { zh: '一个列表', en: 'a list' },
    object: { zh: '一个对照表', en: 'a mapping' },
    record: { zh: '一个对照表', en: 'a mapping' },
    boolean: { zh: 'true 或 false', en: 'true or false' },
    int: { zh: '整数', en: 'a whole number' },
    number: { zh: '数字', en: 'a number' },
  };
  return sorts[expected] ?? { zh: expected, en: expected };
}

/** The keys that may stand under a path. */
function keysAt(path: Path): readonly string[] {
  let schema: z.core.$ZodType = mappingSchema;
  for (const step of [...path, null]) {
    while (schema instanceof z.ZodOptional) schema = schema.unwrap();
    if (step === null) break;
    if (schema instanceof z.ZodObject) {
      const next: unknown = (schema.shape as Readonly<Record<string, unknown>>)[String(step)];
      if (!(next instanceof z.ZodType)) return [];
      schema = next;
    } else if (schema instanceof z.ZodRecord) schema = schema.valueType;
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else return [];
  }
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : [];
}

/** What only the names themselves show: columns of a kind, codes of a closed list, what derives from what. */
function checkNames(file: z.infer<typeof readableSchema>, report: Report): void {
  if (file.draft === true)
    report(['draft'], {
      zh: '这份对照表还是草稿：请核对标有 ? 的各行，然后删去 draft 这一行',
      en: 'This mapping is still a draft: check the lines marked ?, then remove the line draft',
    });
  for (const kind of ROSTER_KINDS)
    checkColumns(kind, file.sheets?.[kind]?.columns, ['sheets', kind, 'columns'], report);
  (file.tables ?? []).forEach((table, index) => {
    if (table.sheet === undefined && table.file === undefined) report(['tables', index], say.missing('sheet'));
    if (table.as !== 'skip') checkColumns(table.as, table.columns, ['tables', index, 'columns'], report);
  });
  for (const list of CLOSED_LISTS.names)
    for (const code of Object.keys(file.words?.[list] ?? {}))
      if (codeOf(list, code) === null) report(['words', list, code], say.unknown(code, CLOSED_LISTS.codesOf(list)));
  for (const [name, { digits, length, letters }] of Object.entries(file.codes ?? {}))
    if (digits !== undefined && (length !== undefined || letters !== undefined))
      report(['codes', name, 'digits'], {
        zh: 'digits 已经说明了长度和只有数字，不能与 length、letters 同用',
        en: 'digits says the length and that there are no letters: it cannot stand beside length or letters',
      });
}

function checkColumns(
  kind: RosterKind,
  columns: Readonly<Record<string, ColumnEntry>> | undefined,
  path: Path,
  report: Report,
): void {
  for (const [field, entry] of Object.entries(columns ?? {})) {
    const at = [...path, field];
    if (!isField(kind, field)) {
      report(at, say.unknown(field, FIELDS[kind]));
      continue;
    }
    if (entry.from !== undefined && (!isField(kind, entry.from) || entry.from === field))
      report(
        [...at, 'from'],
        say.unknown(
          entry.from,
          FIELDS[kind].filter((other) => other !== field),
        ),
      );
    if (entry.unknown === true && !MAY_BE_UNKNOWN[kind].includes(field))
      report([...at, 'unknown'], {
        zh: `${field} 不能没有：请写 headers、value 或 from`,
        en: `${field} cannot be unknown: give headers, value or from`,
      });
    const said = [entry.value, entry.from, entry.unknown].filter((each) => each !== undefined).length;
    if (said > 1) report(at, { zh: 'value、from、unknown 只能写一个', en: 'Give only one of value, from and unknown' });
  }
}
