import { isDate, isDateTime } from 'neo4j-driver';
import { type Day, toDay } from '../src/domain/day.ts';

/** A value as the driver returns it (integers are plain numbers, see session.ts). */
export type Value = unknown;

/** Thrown when a query returns something other than what its row decoder says: a programming error, never the user's. */
export class UnexpectedValue extends Error {
  override readonly name = 'UnexpectedValue';

  constructor(expected: string, value: Value) {
    super(`Expected ${expected}, the database returned ${value === null ? 'null' : typeof value}`);
  }
}

export function text(value: Value): string {
  if (typeof value !== 'string') throw new UnexpectedValue('text', value);
  return value;
}

/** An identity of the kind that the caller names. */
export function identifier<Id extends string>(value: Value): Id {
  return text(value) as Id;
}

export function number(value: Value): number {
  if (typeof value !== 'number') throw new UnexpectedValue('a number', value);
  return value;
}

export function flag(value: Value): boolean {
  if (typeof value !== 'boolean') throw new UnexpectedValue('true or false', value);
  return value;
}

/** Bytes, which the driver returns as signed. */
export function bytes(value: Value): Uint8Array {
  if (!(value instanceof Int8Array)) throw new UnexpectedValue('bytes', value);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

/** The one place where the database's dates become the domain's days. */
export function day(value: Value): Day {
  if (!isDate(value)) throw new UnexpectedValue('a date', value);
  return toDay(value.toString());
}

const writtenDays = new Map<string, Day>();

/**
 * A day that the statement wrote out with `toString`: for answers with very many of them, which then cost less than half.
 * Each is checked once.
 */
export function writtenDay(value: Value): Day {
  const written = text(value);
  const known = writtenDays.get(written);
  if (known !== undefined) return known;
  const read = toDay(written);
  writtenDays.set(written, read);
  return read;
}

/** An instant in ISO 8601 with its offset. */
export function instant(value: Value): string {
  if (!isDateTime(value)) throw new UnexpectedValue('an instant', value);
  return value.toStandardDate().toISOString();
}

export function optional<T>(decode: (value: Value) => T): (value: Value) => T | null {
  return (value) => (value === null || value === undefined ? null : decode(value));
}

export function list<T>(decode: (value: Value) => T): (value: Value) => T[] {
  return (value) => {
    if (!Array.isArray(value)) throw new UnexpectedValue('a list', value);
    return value.map(decode);
  };
}

/** One of a closed set of words. */
export function oneOf<Word extends string>(words: readonly Word[]): (value: Value) => Word {
  return (value) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw new UnexpectedValue(`one of ${words.join(', ')}`, value);
    return found;
  };
}

/** A plain list of fixed positions: the cheapest shape in which a query can nest rows. */
export function tuple(value: Value): readonly Value[] {
  if (!Array.isArray(value)) throw new UnexpectedValue('a list', value);
  return value;
}
