import {
  type Document,
  LineCounter,
  type Scalar,
  type YAMLError,
  isAlias,
  isCollection,
  isScalar,
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
import type { Effective, PolicyDocument, SourceDocument } from './types.ts';

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
  /** Where conditions, selections, tiers and the like stand. */
  readonly places: ReadonlyMap<object, Place>;
}

/** Characters a file may have: the four shipped ones have fewer than 20,000. */
const LONGEST_FILE = 500_000;

/**
 * Reads a policy file: one document, or several between `---`. Every mistake is told at once, each with its line and column
 * in the file, what was expected and the nearest name that is known.
 */
export function parsePolicies(source: string): readonly ParsedPolicy[] {
  if (source.length > LONGEST_FILE)
    return [unreadable(source, 'too-long', { zh: '文件过长', en: 'The file is too long' })];
  const lines = new LineCounter();
  const documents = parseAllDocuments(source, {
    lineCounter: lines,
    uniqueKeys: true,
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
    places: new Map(),
  };
}

function parseOne(document: Document.Parsed, source: string, lines: LineCounter): ParsedPolicy {
  const reading = new Reading(lines);
  for (const error of document.errors) reading.problem(reading.placeAt(error.pos[0]), ...syntaxMessage(error));
  findTraps(document, reading);
  // A tree with holes would be told a second time, as missing keys.
  const readable = document.errors.every((error) => error.code === 'DUPLICATE_KEY');
  const read = readable ? policy.read(document.contents, reading, reading.placeAt(document.range[0])) : null;
  const failed = reading.problems.some(({ severity }) => severity === 'error');
  return {
    document: failed ? null : read,
    partial: read,
    source,
    problems: inOrder(reading.problems),
    references: reading.references,
    rulePlaces: reading.declarations.get('rule') ?? new Map<string, Place>(),
    places: reading.places,
  };
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
    rules: fields.optional('rules', listOf(rule), []),
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
    if (isCollection(node) || !isScalar(node) || node.type !== 'PLAIN') return;
    const trap = trapOf(node);
    if (trap !== null) reading.problem(reading.placeOf(node, START), 'yaml-trap', trap);
  });
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

function syntaxMessage(error: YAMLError): readonly [string, Text] {
  if (error.code === 'DUPLICATE_KEY')
    return ['duplicate-key', { zh: '同一个键写了两次', en: 'The same key stands twice' }];
  const en = error.message.split('\n')[0] ?? error.message;
  return ['yaml', { zh: `YAML 写法有误（${error.code}）：${en}`, en: `Not YAML as expected: ${en}` }];
}

/** Problems from the top of the file to its end. */
export function inOrder(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
