import {
  type AttributeSort,
  type DatedFactKind,
  type FactShape,
  type FactValue,
  shapeOf,
} from '../src/domain/datedFact.ts';
import { LEVELS } from '../src/domain/level.ts';
import { STAGES } from '../src/domain/school.ts';
import { type Value, day, flag, number, oneOf, optional, text } from './value.ts';

/** How a value of each sort comes out of the database. */
const DECODERS: Readonly<Record<AttributeSort, (value: Value) => FactValue>> = {
  code: text,
  asWritten: text,
  text,
  level: oneOf(LEVELS),
  stage: oneOf(STAGES),
  day,
  year: number,
  yesNo: flag,
  hours: number,
  number,
  whole: number,
};

/** How a value of each sort goes in, where it is not taken as it is. */
const WRITTEN: Readonly<Partial<Record<AttributeSort, (row: string) => string>>> = {
  day: (row) => `date(${row})`,
  year: (row) => `toInteger(${row})`,
  whole: (row) => `toInteger(${row})`,
};

/** The properties of facts of several kinds, each once: what {@link factValues} takes them from, in this order. */
export function propertiesOf(kinds: readonly DatedFactKind[]): readonly string[] {
  return [...new Set(kinds.flatMap((kind) => shapeOf(kind).attributes.map(({ property }) => property)))];
}

/** The attributes of one fact by the names that records give them. */
export function factValues(
  kind: DatedFactKind,
  properties: readonly string[],
  row: readonly Value[],
): Record<string, FactValue> {
  const values: Record<string, FactValue> = {};
  for (const { name, property, sort, required } of shapeOf(kind).attributes) {
    const decode = DECODERS[sort];
    const value = row[properties.indexOf(property)];
    values[name] = required === true ? decode(value) : optional(decode)(value);
  }
  return values;
}

/** Cypher that takes the attributes out of a row, `property: value` each, from a place on. */
export function assigned(
  { attributes }: FactShape,
  from: number,
  as: (property: string, value: string) => string,
): string {
  return attributes
    .map(({ property, sort }, index) => {
      const row = `row[${from + index}]`;
      return as(property, WRITTEN[sort]?.(row) ?? row);
    })
    .join(', ');
}

/** Labels of some kinds as a pattern asks for them. */
export function labelsOf(kinds: readonly DatedFactKind[]): string {
  return kinds.map((kind) => shapeOf(kind).label).join('|');
}
