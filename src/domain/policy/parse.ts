import {
  type Document,
  LineCounter,
  type Scalar,
  type YAMLError,
  isAlias,
  type Node,
  type YAMLMap,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
} from 'yaml';
import type { Text } from '../roster.ts';
import {
  NO_CALENDAR,
  NO_DEFINITIONS,
  calendar,
  codes,
  definitions,
  ladder,
  scales,
  workshopKind,
} from './readDefinitions.ts';
import { rule } from './readRule.ts';
import {
  NAME,
  MOST_PROBLEMS,
  endsBeforeItBegins,
  isNothing,
  type Place,
  type PolicyProblem,
  Reading,
  type Reference,
  type Shape,
  listOf,
  mapping,
} from './reading.ts';
import { day, flag, regionCode, text, written } from './scalars.ts';
import type { Effective, PolicyDocument, Rule, SourceDocument } from './types.ts';

/** One YAML document of a policy file, as far as it can be read alone: what it refers to is checked in `check.ts`. */
export interface ParsedPolicy {
  /** Null when something is wrong with it. */
  readonly document: PolicyDocument | null;
  /** What could be read all the same, with stand-ins for the rest: only to find further mistakes. */
  readonly partial: PolicyDocument | null;
  /** The text of this document alone. */
  readonly source: string;
  readonly problems: readonly PolicyProblem[];
  readonly references: readonly Reference[];
  /** Where the file declares its rules, by id. */
  readonly rulePlaces: ReadonlyMap<string, Place>;
  /** Where the file declares its names, by sort. */
  readonly declarations: ReadonlyMap<string, ReadonlyMap<string, Place>>;
  /** Where conditions, selections, tiers and the like stand. */
  readonly places: ReadonlyMap<object, Place>;
}

/** Characters a file may have: the four shipped ones have fewer than 25,000. */
export const LONGEST_FILE = 200_000;

/** How deep values may stand in each other: more would exhaust those who read them. */
const DEEPEST = 64;

/** Rules that one document may have. */
const MOST_RULES = 1_000;

/**
 * Reads a policy file: one document, or several between `---`. Every mistake is told at once, each with its line and column
 * in the file, what was expected and the nearest name that is known.
 */
export function parsePolicies(source: string): readonly ParsedPolicy[] {
  if (source.length > LONGEST_FILE)
    return [
      unreadable(source, 'too-long', {
        zh: `文件过长：最多 ${LONGEST_FILE} 个字符`,
        en: `The file is too long: ${LONGEST_FILE} characters at most`,
      }),
    ];
  if (source.includes('\uFFFD'))
    return [
      unreadable(source, 'encoding', {
        zh: '文件不是 UTF-8 编码，请另存为 UTF-8',
        en: 'The file is not in UTF-8: save it as UTF-8',
      }),
    ];
  const deep = tooDeepIn(source);
  if (deep !== null) return [{ ...unreadable(source, 'too-deep', TOO_DEEP), problems: [deep] }];
  try {
    return readDocuments(source);
  } catch (error) {
    // Nested in another way than by brackets and dashes.
    if (error instanceof RangeError) return [unreadable(source, 'too-deep', TOO_DEEP)];
    throw error;
  }
}

function readDocuments(source: string): readonly ParsedPolicy[] {
  const lines = new LineCounter();
  // Keys that stand twice are found below: the library compares each with each.
  const documents = parseAllDocuments(source, {
    lineCounter: lines,
    uniqueKeys: false,
    stringKeys: false,
    prettyErrors: false,
  });
  if ('empty' in documents) return [unreadable(source, 'empty', { zh: '文件是空的', en: 'The file is empty' })];
  const written = documents.filter(({ contents, errors }) => errors.length > 0 || !isNothing(contents));
  if (written.length === 0) return [unreadable(source, 'empty', { zh: '文件是空的', en: 'The file is empty' })];
  return written.map((document, index) => {
    const next = written[index + 1];
    const start = index === 0 ? 0 : startOf(document);
    return parseOne(document, source.slice(start, next === undefined ? undefined : startOf(next)), lines);
  });
}

function startOf(document: Document.Parsed): number {
  return document.range[0];
}

function unreadable(source: string, code: string, message: Text): ParsedPolicy {
  const problem = { severity: 'error', line: 1, column: 1, code, message } as const;
  return {
    document: null,
    partial: null,
    source,
    problems: [problem],
    references: [],
    rulePlaces: new Map(),
    declarations: new Map(),
    places: new Map(),
  };
}

function parseOne(document: Document.Parsed, source: string, lines: LineCounter): ParsedPolicy {
  const reading = new Reading(lines);
  for (const error of document.errors) reading.problem(reading.placeAt(error.pos[0]), ...syntaxMessage(error));
  findTraps(document, reading);
  // A tree with holes would be told a second time, as missing keys.
  const read =
    document.errors.length === 0 ? policy.read(document.contents, reading, reading.placeAt(document.range[0])) : null;
  const failed = reading.problems.some(({ severity }) => severity === 'error');
  return {
    document: failed ? null : read,
    partial: read,
    source,
    problems: inOrder(onceForReferences(reading.problems)),
    references: reading.references,
    rulePlaces: reading.declarations.get('rule') ?? new Map<string, Place>(),
    declarations: reading.declarations,
    places: reading.places,
  };
}

/** What stands in the place of a reference is not the value that is expected there: told once. */
function onceForReferences(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const places = new Set(
    problems.filter(({ code }) => code === 'alias').map(({ line, column }) => `${line}:${column}`),
  );
  return problems.filter(({ line, column, code }) => code === 'alias' || !places.has(`${line}:${column}`));
}

const effective = mapping<Effective>(
  { zh: '生效日期', en: 'the effective dates' },
  { from: day.standIn, through: null, assumed: false },
  (fields, reading) => {
    const stated = {
      from: fields.required('from', day),
      through: fields.optional('through', day, null),
      assumed: fields.optional('assumed', flag, false),
    };
    if (stated.through !== null && stated.through < stated.from) endsBeforeItBegins(fields, reading, 'through');
    return stated;
  },
);

/** `none`, or the code of a policy higher up. */
const inherited: Shape<string> = {
  standIn: 'none',
  read: (value, reading, fallback) => {
    const stated = NAME.read(value, reading, fallback);
    if (stated !== 'none' && stated !== '') reading.refer('policy', stated, reading.placeOf(value, fallback));
    return stated;
  },
};

const NO_DOCUMENT: SourceDocument = { number: null, issued: null, note: null };
const sourceDocument = mapping<SourceDocument>({ zh: '文件信息', en: 'the document' }, NO_DOCUMENT, (fields) => ({
  number: fields.optional('number', written, null),
  issued: fields.optional('issued', day, null),
  note: fields.optional('note', text, null),
}));

const rules: Shape<readonly Rule[]> = {
  standIn: [],
  read: (value, reading, fallback) => {
    if (!isSeq(value) || value.items.length <= MOST_RULES) return listOf(rule).read(value, reading, fallback);
    reading.problem(reading.placeOf(value, fallback), 'too-many', {
      zh: `规则超过 ${MOST_RULES} 条`,
      en: `There are more than ${MOST_RULES} rules`,
    });
    return [];
  },
};

const policy = mapping<PolicyDocument | null>({ zh: '一份政策', en: 'a policy' }, null, (fields) => {
  const code = fields.required('policy', NAME);
  return {
    policy: code,
    region: fields.required('region', regionCode),
    inherits: fields.optional('inherits', inherited, null),
    title: fields.optional('title', text, { zh: code, en: code }),
    document: fields.optional('document', sourceDocument, NO_DOCUMENT),
    effective: fields.required('effective', effective),
    calendar: fields.optional('calendar', calendar, NO_CALENDAR),
    define: fields.optional('define', definitions, NO_DEFINITIONS),
    codes: fields.optional('codes', codes, codes.standIn),
    scales: fields.optional('scales', scales, scales.standIn),
    ladders: fields.optional('ladders', listOf(ladder), []),
    workshops: fields.optional('workshops', listOf(workshopKind), []),
    rules: fields.optional('rules', rules, []),
  };
});

/** Words and numbers that other readers of YAML take for something else than what is written. */
function findTraps(document: Document.Parsed, reading: Reading): void {
  visit(document, (_, node) => {
    if (isAlias(node)) {
      reading.problem(reading.placeOf(node, START), 'alias', {
        zh: '不支持 YAML 引用（*），请写全',
        en: 'References (*) are not taken: write it out',
      });
      return;
    }
    if (isCollection(node) || isScalar(node)) findTag(node, reading);
    if (isMap(node)) findKeysTwice(node, reading);
    if (isCollection(node) || !isScalar(node) || node.type !== 'PLAIN') return;
    const trap = trapOf(node);
    if (trap !== null) reading.problem(reading.placeOf(node, START), 'yaml-trap', trap);
  });
}

/** A tag says what a value is to be made into, which may be code: none is taken. */
function findTag(node: Node, reading: Reading): void {
  if (node.tag !== undefined)
    reading.problem(reading.placeOf(node, START), 'tag', {
      zh: `不支持 YAML 标签（${shortened(node.tag)}）`,
      en: `Tags are not taken: ${shortened(node.tag)}`,
    });
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function findKeysTwice(map: YAMLMap, reading: Reading): void {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const { value } = key;
    if (value === '<<')
      reading.problem(reading.placeOf(key, START), 'alias', {
        zh: '不支持 YAML 合并键（<<），请写全',
        en: 'Merge keys (<<) are not taken: write it out',
      });
    else if (seen.has(value))
      reading.problem(reading.placeOf(key, START), 'duplicate-key', {
        zh: '同一个键写了两次',
        en: 'The same key stands twice',
      });
    seen.add(value);
  }
}

const START: Place = { line: 1, column: 1 };

function trapOf({ source = '' }: Scalar): Text | null {
  if (/^(on|off|yes|no)$/i.test(source))
    return {
      zh: `${source} 在有些读法里是真假值：写 true 或 false，或加引号`,
      en: `Some readers take ${source} for true or false: write true or false, or put it in quotes`,
    };
  if (/^[-+]?\d+(:\d+)+$/.test(source))
    return {
      zh: `${source} 在有些读法里是六十进制数：请加引号`,
      en: `Some readers take ${source} for a number to the base of sixty: put it in quotes`,
    };
  if (/^[A-Za-z]+：/.test(source))
    return { zh: '冒号应为半角，后面空一格', en: 'The colon is full-width: write a plain one and a space' };
  return null;
}

const TOO_DEEP: Text = { zh: '括号或列表嵌套过深', en: 'Brackets or lists stand in each other too deeply' };

/** Where brackets, or dashes on one line, stand deeper in each other than anything that is meant. */
function tooDeepIn(source: string): PolicyProblem | null {
  for (const [index, line] of source.split('\n').entries()) {
    const [dashes = ''] = /^(?:\s*[-?:]\s)+/u.exec(line.slice(0, 4 * DEEPEST)) ?? [];
    const marks = dashes.replaceAll(/\s/gu, '').length;
    if (marks > DEEPEST) return { severity: 'error', line: index + 1, column: 1, code: 'too-deep', message: TOO_DEEP };
  }
  let depth = 0;
  for (const { 0: bracket, index } of source.matchAll(/[[\]{}]/gu)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth <= DEEPEST) continue;
    const before = source.slice(0, index).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { severity: 'error', line: before.length, column, code: 'too-deep', message: TOO_DEEP };
  }
  return null;
}

function syntaxMessage(error: YAMLError): readonly [string, Text] {
  const en = error.message.split('\n')[0] ?? error.message;
  return ['yaml', { zh: `YAML 写法有误（${error.code}）：${en}`, en: `Not YAML as expected: ${en}` }];
}

/** Problems from the top of the file to its end, those of one place once; beyond so many it only says that there are more. */
export function inOrder(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const ordered = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const last = ordered[MOST_PROBLEMS - 1];
  if (ordered.length <= MOST_PROBLEMS || last === undefined) return ordered;
  const more = ordered.length - MOST_PROBLEMS + 1;
  const { line, column } = last;
  return [
    ...ordered.slice(0, MOST_PROBLEMS - 1),
    {
      severity: 'error',
      line,
      column,
      code: 'more',
      message: { zh: `此后还有 ${more} 处或更多`, en: `From here on there are ${more} more, or still more` },
    },
  ];
}
