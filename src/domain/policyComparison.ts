import { sentenceOf } from './policy/describe.ts';
import { describePolicy } from './policy/describeDocument.ts';
import { NO_CALENDAR, NO_DEFINITIONS } from './policy/readDefinitions.ts';
import type { PolicyDocument, Rule } from './policy/types.ts';
import { vocabularyOf } from './policy/vocabulary.ts';
import type { Text } from './roster.ts';

/** What a change is of, in the order in which files state it. */
export const CHANGED_THINGS = [
  'document',
  'calendar',
  'definition',
  'code',
  'scale',
  'ladder',
  'workshop',
  'rule',
] as const;
export type ChangedThing = (typeof CHANGED_THINGS)[number];

/** `renamed`: a rule that says the same under another id. `worded`: only its text, note or clause is another. */
export const POLICY_CHANGES = ['added', 'removed', 'changed', 'renamed', 'worded'] as const;

/** One difference between two versions of a policy. */
export interface PolicyChange {
  readonly of: ChangedThing;
  readonly change: (typeof POLICY_CHANGES)[number];
  /** Id of the rule, code of the ladder or kind, name of the definition or part; of what is renamed, the new one. */
  readonly name: string;
  /** The parts of it that differ, by the names that files use. Empty unless it changed. */
  readonly parts: readonly string[];
  /** As it was, in a sentence; null: it was not there. */
  readonly before: Text | null;
  /** As it is; null: it is no longer there. */
  readonly after: Text | null;
  /** Set for rules. */
  readonly ruleBefore: Rule | null;
  readonly ruleAfter: Rule | null;
}

/** What differs between two versions: nothing where they say the same. Rules come last, in the order of the later version. */
export function comparePolicies(before: PolicyDocument, after: PolicyDocument): readonly PolicyChange[] {
  return [
    ...documentChanges(before, after),
    ...named(
      'calendar',
      partsOf(before.calendar),
      partsOf(after.calendar),
      pieceOf(before, 'calendar'),
      pieceOf(after, 'calendar'),
    ),
    ...named(
      'definition',
      definitionsOf(before),
      definitionsOf(after),
      pieceOf(before, 'definition'),
      pieceOf(after, 'definition'),
    ),
    ...named('code', codesOf(before), codesOf(after), codeText(before), codeText(after)),
    ...named('scale', before.scales, after.scales, pieceOf(before, 'scale'), pieceOf(after, 'scale')),
    ...named(
      'ladder',
      byName(before.ladders, ({ code }) => code),
      byName(after.ladders, ({ code }) => code),
      pieceOf(before, 'ladder'),
      pieceOf(after, 'ladder'),
    ),
    ...named(
      'workshop',
      byName(before.workshops, ({ kind }) => kind),
      byName(after.workshops, ({ kind }) => kind),
      pieceOf(before, 'workshop'),
      pieceOf(after, 'workshop'),
    ),
    ...ruleChanges(before, after),
  ];
}

/**
 * What differs between two files: documents of the same policy are compared, then those of the same place; one that stands in
 * one file alone is added or removed.
 */
export function comparePolicyFiles(
  before: readonly PolicyDocument[],
  after: readonly PolicyDocument[],
): readonly PolicyChange[] {
  const taken = new Set<PolicyDocument>();
  const partners = after.map((document) => before.find(({ policy }) => policy === document.policy) ?? null);
  for (const partner of partners) if (partner !== null) taken.add(partner);
  const changes = after.flatMap((document, index): readonly PolicyChange[] => {
    const placed = before[index];
    const partner = partners[index] ?? (placed === undefined || taken.has(placed) ? null : placed);
    if (partner === null) return wholeDocument(document, 'added');
    taken.add(partner);
    return comparePolicies(partner, document);
  });
  return [
    ...changes,
    ...before.filter((document) => !taken.has(document)).flatMap((document) => wholeDocument(document, 'removed')),
  ];
}

/** A document that only one file has, with its rules. */
function wholeDocument(document: PolicyDocument, change: 'added' | 'removed'): readonly PolicyChange[] {
  const tell = ruleText(document);
  const side = (text: Text) => (change === 'added' ? { before: null, after: text } : { before: text, after: null });
  return [
    {
      of: 'document',
      change,
      name: document.policy,
      parts: [],
      ...side(document.title),
      ruleBefore: null,
      ruleAfter: null,
    },
    ...document.rules.map((rule): PolicyChange => ({
      of: 'rule',
      change,
      name: rule.id,
      parts: [],
      ...side(tell(rule)),
      ruleBefore: change === 'removed' ? rule : null,
      ruleAfter: change === 'added' ? rule : null,
    })),
  ];
}

/** What a rule asks for, whatever it is called and however it is worded. */
export function contentOf(rule: Rule): string {
  return written({ ...rule, id: '', clause: null, note: null, text: null });
}

/** The same text for the same value, whatever the order in which its names stand. */
export function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Map) return [...part].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The parts of a rule that only word it. */
const WORDING: readonly string[] = ['text', 'note', 'clause'];

function ruleChanges(before: PolicyDocument, after: PolicyDocument): readonly PolicyChange[] {
  const [was, is] = [byName(before.rules, ({ id }) => id), byName(after.rules, ({ id }) => id)];
  const [tellBefore, tellAfter] = [ruleText(before), ruleText(after)];
  const gone = before.rules.filter(({ id }) => !is.has(id));
  const renamed = new Map<string, Rule>();
  for (const rule of after.rules) {
    if (was.has(rule.id)) continue;
    const same = gone.find((old) => contentOf(old) === contentOf(rule) && ![...renamed.values()].includes(old));
    if (same !== undefined) renamed.set(rule.id, same);
  }
  const changed = after.rules.flatMap((rule): PolicyChange[] => {
    const old = was.get(rule.id) ?? renamed.get(rule.id) ?? null;
    const parts = old === null ? [] : differing(old, rule);
    if (old !== null && parts.length === 0) return [];
    const change =
      old === null
        ? 'added'
        : renamed.has(rule.id)
          ? 'renamed'
          : parts.every((part) => WORDING.includes(part))
            ? 'worded'
            : 'changed';
    return [
      {
        of: 'rule',
        change,
        name: rule.id,
        parts: change === 'added' ? [] : parts,
        before: old === null ? null : told(old, change, tellBefore),
        after: told(rule, change, tellAfter),
        ruleBefore: old,
        ruleAfter: rule,
      },
    ];
  });
  const removed = gone
    .filter((rule) => ![...renamed.values()].includes(rule))
    .map((rule): PolicyChange => ({
      of: 'rule',
      change: 'removed',
      name: rule.id,
      parts: [],
      before: tellBefore(rule),
      after: null,
      ruleBefore: rule,
      ruleAfter: null,
    }));
  return [...changed, ...removed];
}

/** A rule as the program reads it; where only the wording differs, in its own words. */
function told(rule: Rule, change: PolicyChange['change'], tell: (rule: Rule) => Text): Text {
  if (change !== 'worded') return tell(rule);
  const { zh, en } = rule.text ?? tell(rule);
  const note = rule.note === null ? { zh: '', en: '' } : { zh: `（${rule.note.zh}）`, en: ` (${rule.note.en})` };
  const clause = rule.clause === null ? '' : `${rule.clause} `;
  return { zh: `${clause}${zh}${note.zh}`, en: `${clause}${en}${note.en}` };
}

function ruleText(document: PolicyDocument): (rule: Rule) => Text {
  const vocabulary = vocabularyOf([document]);
  return (rule) => sentenceOf({ ...rule, note: null }, vocabulary);
}

/** The names of the parts in which two things differ. */
function differing(before: object, after: object): readonly string[] {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...was.keys(), ...is.keys()])].filter((key) => written(was.get(key)) !== written(is.get(key)));
}

type Told = (name: string) => Text;

function named<Value>(
  of: ChangedThing,
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
  tellBefore: Told,
  tellAfter: Told,
): readonly PolicyChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): PolicyChange[] => {
    const [was, is] = [before.get(name), after.get(name)];
    if (written(was) === written(is)) return [];
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    const parts = change === 'changed' && isThing(was) && isThing(is) ? differing(was, is) : [];
    return [
      {
        of,
        change,
        name,
        parts,
        before: was === undefined ? null : tellBefore(name),
        after: is === undefined ? null : tellAfter(name),
        ruleBefore: null,
        ruleAfter: null,
      },
    ];
  });
}

function isThing(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}

function documentChanges(before: PolicyDocument, after: PolicyDocument): readonly PolicyChange[] {
  const head = ({ policy, region, inherits, title, document, effective }: PolicyDocument) =>
    new Map<string, unknown>(Object.entries({ policy, region, inherits, title, document, effective }));
  const tell = (document: PolicyDocument): Told => {
    const values = head(document);
    return (name) => {
      if (name === 'title') return document.title;
      const value = values.get(name);
      const text = typeof value === 'string' ? value : value === null ? '—' : written(value);
      return { zh: text, en: text };
    };
  };
  return named('document', head(before), head(after), tell(before), tell(after));
}

/** The parts of something that are stated. */
function partsOf(stated: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(stated).filter(([, value]) => !(value instanceof Map && value.size === 0)));
}

/** What is defined, by name: parameters, selections, hour units and conversions each by their own. */
function definitionsOf({ define }: PolicyDocument): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(define).flatMap(([name, value]: [string, unknown]): [string, unknown][] => {
      if (value === null) return [];
      if (!(value instanceof Map)) return [[name, value]];
      return [...value].map(([each, of]: [unknown, unknown]) => [`${name}.${String(each)}`, of]);
    }),
  );
}

function codesOf({ codes }: PolicyDocument): ReadonlyMap<string, Text> {
  return new Map(
    [...codes].flatMap(([group, texts]) => [...texts].map(([code, text]) => [`${group}.${code}`, text] as const)),
  );
}

function codeText(document: PolicyDocument): Told {
  const codes = codesOf(document);
  return (name) => codes.get(name) ?? { zh: name, en: name };
}

function byName<Item>(items: readonly Item[], name: (item: Item) => string): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [name(item), item]));
}

/** One part of a document in a sentence, told with the names of all of it. */
function pieceOf(document: PolicyDocument, of: ChangedThing): Told {
  return (name) => {
    const [part = name, each = ''] = name.split('.', 2);
    const only = <Value>(values: ReadonlyMap<string, Value>, key: string) =>
      new Map([...values].filter(([own]) => own === key));
    const { define } = document;
    const piece: PolicyDocument = {
      ...document,
      calendar: of === 'calendar' ? keepingOnly(document.calendar, part) : NO_CALENDAR,
      define:
        of !== 'definition'
          ? NO_DEFINITIONS
          : {
              ...NO_DEFINITIONS,
              ...(part === 'rural' && { rural: define.rural }),
              ...(part === 'countingPosts' && { countingPosts: define.countingPosts }),
              ...(part === 'daysPerYear' && { daysPerYear: define.daysPerYear }),
              ...(part === 'tolerance' && { tolerance: define.tolerance }),
              ...(part === 'hourUnits' && { hourUnits: only(define.hourUnits, each) }),
              ...(part === 'conversions' && { conversions: only(define.conversions, each) }),
              ...(part === 'parameters' && { parameters: only(define.parameters, each) }),
              ...(part === 'selections' && { selections: only(define.selections, each) }),
            },
      scales: of === 'scale' ? only(document.scales, name) : new Map(),
      ladders: of === 'ladder' ? document.ladders.filter(({ code }) => code === name) : [],
      workshops: of === 'workshop' ? document.workshops.filter(({ kind }) => kind === name) : [],
      rules: [],
    };
    const { definitions, rules } = describePolicy(piece, [document]);
    const texts = [...definitions, ...rules.map(({ text }) => text)];
    const said = { zh: texts.map(({ zh }) => zh).join(''), en: texts.map(({ en }) => en).join(' ') };
    return said.en === '' ? { zh: name, en: name } : said;
  };
}

/** A calendar with one part alone. */
function keepingOnly(calendar: PolicyDocument['calendar'], part: string): PolicyDocument['calendar'] {
  const kept = Object.entries(calendar).filter(([name]) => name === part);
  return { ...NO_CALENDAR, ...Object.fromEntries(kept) };
}
