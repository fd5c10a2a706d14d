import { type LineCounter, type Node, type Scalar, isMap, isScalar, isSeq } from 'yaml';
import type { Text } from '../roster.ts';
import { oneOfThese, say } from './problem.ts';

/** Something in a policy file to repair (error) or to know about (warning). Lines and columns count from 1. */
export interface PolicyProblem {
  readonly severity: 'error' | 'warning';
  readonly line: number;
  readonly column: number;
  /** Stable. */
  readonly code: string;
  readonly message: Text;
}

/** A name that stands for something declared elsewhere, in this file or in a policy above. */
export interface Reference {
  /** tier, ladder, role, grade, rule, selection, parameter, or `code:GROUP`. */
  readonly sort: string;
  readonly name: string;
  readonly at: Place;
}

/** Where in the file: the first character of what is meant. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A value of the tree; null: nothing stands there. */
export type Value = Node | null;

/**
 * How one kind of value is read. Reading never stops at a mistake: it reports it and goes on with the stand-in, so that one
 * pass names every mistake; a file with errors is never used, so no stand-in gets further.
 */
export interface Shape<T> {
  readonly standIn: T;
  readonly read: (value: Value, reading: Reading, fallback: Place) => T;
}

/** How many problems are told. */
export const MOST_PROBLEMS = 500;

/** What one pass over a file finds. */
export class Reading {
  readonly problems: PolicyProblem[] = [];
  readonly references: Reference[] = [];
  /** What the file declares itself, by sort and name. */
  readonly declarations = new Map<string, Map<string, Place>>();
  /** Where what was read stands, for mistakes that show only when all of it is known. */
  readonly places = new Map<object, Place>();
  readonly #lines: LineCounter;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  placeOf(value: Value, fallback: Place): Place {
    const start = value?.range?.[0];
    return start === undefined ? fallback : this.placeAt(start);
  }

  placeAt(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  problem(at: Place, code: string, message: Text, severity: 'error' | 'warning' = 'error'): void {
    // Nobody reads them all; one more than are told says that there are more.
    if (this.problems.length > MOST_PROBLEMS) return;
    this.problems.push({ severity, ...at, code, message });
  }

  /** Notes a name that the file declares; the same name twice is a mistake. */
  declare(sort: string, name: string, at: Place): void {
    const names = this.declarations.get(sort) ?? new Map<string, Place>();
    this.declarations.set(sort, names);
    const first = names.get(name);
    if (first === undefined) names.set(name, at);
    else this.problem(at, 'declared-twice', say.declaredTwice(name, first.line));
  }

  refer(sort: string, name: string, at: Place): void {
    this.references.push({ sort, name, at });
  }
}

/** The keys and values of one mapping, taken one by one; what nobody took is unknown. */
export class Fields {
  readonly at: Place;
  readonly reading: Reading;
  readonly #entries = new Map<string, { readonly value: Value; readonly at: Place }>();
  readonly #known = new Set<string>();
  readonly #taken = new Set<string>();

  constructor(value: Value, reading: Reading, fallback: Place, what: Text) {
    this.reading = reading;
    this.at = reading.placeOf(value, fallback);
    if (!isMap(value)) {
      reading.problem(this.at, 'not-a-mapping', say.expected(what, value));
      return;
    }
    for (const { key, value: entry } of value.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const at = reading.placeOf(key as Node, this.at);
      if (name === '')
        reading.problem(at, 'not-a-key', say.expected({ zh: '一个名称作键', en: 'a name as key' }, null));
      else this.#entries.set(name, { value: entry as Value, at });
    }
  }

  /** Whether something other than null stands under the name. */
  has(name: string): boolean {
    this.#known.add(name);
    return !isNothing(this.#entries.get(name)?.value ?? null);
  }

  /** The names that nobody has taken yet. */
  rest(): readonly string[] {
    return [...this.#entries.keys()].filter((name) => !this.#taken.has(name));
  }

  placeOfKey(name: string): Place {
    return this.#entries.get(name)?.at ?? this.at;
  }

  placeOfValue(name: string): Place {
    const entry = this.#entries.get(name);
    return entry === undefined ? this.at : this.reading.placeOf(entry.value, entry.at);
  }

  required<T>(name: string, shape: Shape<T>): T {
    if (this.has(name)) return this.take(name, shape);
    this.#taken.add(name);
    this.reading.problem(this.at, 'missing', say.missing(name));
    return shape.standIn;
  }

  /** What stands under the name; the second value where nothing does. */
  optional<T, Absent>(name: string, shape: Shape<T>, absent: Absent): T | Absent {
    if (this.has(name)) return this.take(name, shape);
    this.#taken.add(name);
    return absent;
  }

  take<T>(name: string, shape: Shape<T>): T {
    this.#known.add(name);
    this.#taken.add(name);
    const entry = this.#entries.get(name);
    return entry === undefined ? shape.standIn : shape.read(entry.value, this.reading, entry.at);
  }

  /** Reports every key that nothing asked for, with the nearest one that could stand here. */
  finish(): void {
    for (const name of this.rest())
      this.reading.problem(this.placeOfKey(name), 'unknown-key', say.unknown(name, [...this.#known]));
  }
}

export function isNothing(value: Value): boolean {
  return value === null || (isScalar(value) && value.value === null);
}

/** A scalar that a function turns into a value, or undefined when it is something else. */
export function scalar<T>(what: Text, standIn: T, convert: (scalar: Scalar) => T | undefined): Shape<T> {
  return {
    standIn,
    read: (value, reading, fallback) => {
      const converted = isScalar(value) ? convert(value) : undefined;
      if (converted !== undefined) return converted;
      reading.problem(reading.placeOf(value, fallback), 'unexpected-value', say.expected(what, value));
      return standIn;
    },
  };
}

/** A name: letters, digits, `-`, `_` and `.`; no spaces. */
export const NAME: Shape<string> = scalar(
  { zh: '一个名称（字母、数字、连字符，不含空格）', en: 'a name (letters, digits, hyphens, no spaces)' },
  '',
  (value) => (typeof value.value === 'string' && /^[\p{L}\p{N}_.-]+$/u.test(value.value) ? value.value : undefined),
);

/** One of a closed set of words. */
export function word<Word extends string>(words: readonly [Word, ...Word[]]): Shape<Word> {
  return {
    standIn: words[0],
    read: (value, reading, fallback) => {
      const written = isScalar(value) ? value.value : null;
      const found = words.find((known) => known === written);
      if (found !== undefined) return found;
      const at = reading.placeOf(value, fallback);
      if (typeof written === 'string') reading.problem(at, 'unknown-word', say.unknown(written, words));
      else reading.problem(at, 'unexpected-value', say.expected(oneOfThese(words), value));
      return words[0];
    },
  };
}

/** A name that is declared elsewhere; whether it is, is checked when everything has been read. */
export function reference(sort: string, what: Text): Shape<string> {
  return {
    standIn: '',
    read: (value, reading, fallback) => {
      const at = reading.placeOf(value, fallback);
      if (isScalar(value) && typeof value.value === 'string') {
        reading.refer(sort, value.value, at);
        return value.value;
      }
      reading.problem(at, 'unexpected-value', say.expected(what, value));
      return '';
    },
  };
}

/** A name that is declared here. */
export function declared(sort: string): Shape<string> {
  return {
    standIn: '',
    read: (value, reading, fallback) => {
      const stated = NAME.read(value, reading, fallback);
      if (stated !== '') reading.declare(sort, stated, reading.placeOf(value, fallback));
      return stated;
    },
  };
}

/** A list; a single value stands for a list of one. */
export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return {
    standIn: [],
    read: (value, reading, fallback) =>
      isSeq(value)
        ? value.items.map((item) => shape.read(item as Value, reading, reading.placeOf(value, fallback)))
        : [shape.read(value, reading, fallback)],
  };
}

/** A mapping whose keys are names of the writer's own. */
export function namesTo<T>(shape: Shape<T>, what: Text): Shape<ReadonlyMap<string, T>> {
  return {
    standIn: new Map(),
    read: (value, reading, fallback) => {
      const fields = new Fields(value, reading, fallback, what);
      return new Map(fields.rest().map((name) => [name, fields.take(name, shape)]));
    },
  };
}

/** A mapping that a function reads field by field. */
export function mapping<T>(what: Text, standIn: T, read: (fields: Fields, reading: Reading) => T): Shape<T> {
  return {
    standIn,
    read: (value, reading, fallback) => {
      const fields = new Fields(value, reading, fallback, what);
      if (!isMap(value)) return standIn;
      const result = read(fields, reading);
      fields.finish();
      if (typeof result === 'object' && result !== null && !reading.places.has(result))
        reading.places.set(result, fields.at);
      return result;
    },
  };
}

/** Reports that an end lies before its start, unless the end could not be read, which has been told already. */
export function endsBeforeItBegins(fields: Fields, reading: Reading, name: string): void {
  const at = fields.placeOfValue(name);
  if (reading.problems.some(({ line, column }) => line === at.line && column === at.column)) return;
  reading.problem(at, 'end-before-start', {
    zh: '结束日早于开始日',
    en: 'The end lies before the start',
  });
}
