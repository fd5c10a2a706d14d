import { isMap, isScalar, isSeq } from 'yaml';
import { isDay } from '../day.ts';
import { LEVELS } from '../level.ts';
import type { Text } from '../roster.ts';
import { SETTINGS, STAGES } from '../school.ts';
import {
  type AttributeType,
  type Attributes,
  EFFECT_KINDS,
  POPULATION_ATTRIBUTES,
  RECORDS,
  THINGS,
} from './catalogue.ts';
import {
  type Bound,
  type Comparand,
  type Measure,
  POPULATIONS,
  type Quantity,
  type SeatBound,
  type Selection,
  type Where,
  type WhereTerm,
} from './condition.ts';
import { say } from './problem.ts';
import { event } from './readEvent.ts';
import { Fields, type Place, type Reading, type Shape, listOf, mapping, reference, word } from './reading.ts';
import { day, decimal, flag, level, written } from './scalars.ts';

const WORDS_OF_COMPARISON = ['exactly', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'about', 'between'] as const;

/** A number, or `{ parameter: NAME }`. */
export const quantity: Shape<Quantity> = {
  standIn: 0,
  read: (value, reading, fallback) =>
    isMap(value) ? parameter.read(value, reading, fallback) : decimal.read(value, reading, fallback),
};

/** A number of things or years: a percentage is none. */
export const amount: Shape<Quantity> = {
  standIn: 0,
  read: (value, reading, fallback) => {
    if (isScalar(value) && typeof value.value === 'string' && value.value.endsWith('%')) {
      reading.problem(reading.placeOf(value, fallback), 'unit-mismatch', {
        zh: '此处应为数量，不是百分比；求占比请用 share',
        en: 'Expected a number of things, not a percentage: write a share for that',
      });
      return 0;
    }
    return quantity.read(value, reading, fallback);
  },
};

const parameter = mapping<Quantity>({ zh: '参数', en: 'a parameter' }, 0, (fields) => ({
  parameter: fields.required('parameter', reference('parameter', { zh: '参数名', en: 'the name of a parameter' })),
}));

/** Takes the one comparison word that stands among the fields; undefined when none does. */
function takeBound<Value>(
  fields: Fields,
  reading: Reading,
  shape: Shape<Value>,
  between: Shape<Bound<Value>>,
): Bound<Value> | undefined {
  const present = WORDS_OF_COMPARISON.filter((comparison) => fields.has(comparison));
  const [first, second] = present;
  if (second !== undefined)
    reading.problem(fields.placeOfKey(second), 'two-bounds', {
      zh: `只能有一个比较词；同时有上下限时用 between: [a, b]`,
      en: `One comparison word only; for a floor and a ceiling write between: [a, b]`,
    });
  for (const extra of present.slice(1)) fields.take(extra, { standIn: null, read: () => null });
  if (first === undefined) return undefined;
  const bound: Bound<Value> =
    first === 'between' ? fields.take(first, between) : { is: first, value: fields.take(first, shape) };
  reading.places.set(bound, fields.placeOfValue(first));
  return bound;
}

function betweenOf<Value>(shape: Shape<Value>): Shape<Bound<Value>> {
  return {
    standIn: { is: 'between', least: shape.standIn, most: shape.standIn },
    read: (value, reading, fallback) => {
      const at = reading.placeOf(value, fallback);
      const [least, most, ...more] = isSeq(value) ? value.items : [];
      if (least === undefined || most === undefined || more.length > 0) {
        reading.problem(at, 'unexpected-value', say.expected({ zh: '两个值 [a, b]', en: 'two values [a, b]' }, value));
        return { is: 'between', least: shape.standIn, most: shape.standIn };
      }
      const [low, high] = [
        shape.read(least as typeof value, reading, at),
        shape.read(most as typeof value, reading, at),
      ];
      if (isReversed(low, high))
        reading.problem(at, 'between-reversed', {
          zh: '前一个值应不大于后一个',
          en: 'The first value must not be above the second',
        });
      return { is: 'between', least: low, most: high };
    },
  };
}

function isReversed(low: unknown, high: unknown): boolean {
  if (typeof low === 'number' && typeof high === 'number') return low > high;
  if (typeof low !== 'string' || typeof high !== 'string') return false;
  if (isDay(low) && isDay(high)) return low > high;
  const levels: readonly string[] = LEVELS;
  return levels.includes(low) && levels.includes(high) && levels.indexOf(low) > levels.indexOf(high);
}

/** The one comparison word among the fields; it is a mistake when there is none. */
export function requiredBound<Value>(fields: Fields, reading: Reading, shape: Shape<Value>): Bound<Value> {
  const bound = takeBound(fields, reading, shape, betweenOf(shape));
  if (bound !== undefined) return bound;
  reading.problem(fields.at, 'missing', say.missing(WORDS_OF_COMPARISON.join(' / ')));
  return { is: 'exactly', value: shape.standIn };
}

/** In seats: a bare number is exactly that many, `any` any number; else a comparison word. */
export function seatBoundOf(fields: Fields, reading: Reading): SeatBound {
  return requiredBound(fields, reading, amount);
}
export const seatBound: Shape<SeatBound> = {
  standIn: { is: 'any' },
  read: (value, reading, fallback) => {
    if (isScalar(value))
      return value.value === 'any' ? { is: 'any' } : { is: 'exactly', value: amount.read(value, reading, fallback) };
    return mapping<SeatBound>({ zh: '人数', en: 'a number of seats' }, { is: 'any' }, seatBoundOf).read(
      value,
      reading,
      fallback,
    );
  },
};

/** The words and values that an attribute can have. */
function valueShape(type: AttributeType): Shape<string | number | boolean> {
  if (type.startsWith('code:')) return reference(type, { zh: '一个代码', en: 'a code' });
  switch (type) {
    case 'level':
      return level;
    case 'stage':
      return word(STAGES);
    case 'setting':
      return word(SETTINGS);
    case 'flag':
      return flag;
    case 'number':
      return decimal;
    case 'event':
      return event;
    case 'rule':
      return reference('rule', { zh: '规则编号', en: 'the id of a rule' });
    case 'sex':
      return word(['FEMALE', 'MALE']);
    case 'pairingAs':
      return word(['mentor', 'mentee']);
    case 'effectKind':
      return word(EFFECT_KINDS);
    case 'day':
      return day;
    case 'tier':
    case 'ladder':
    case 'role':
    case 'grade':
      return reference(type, { zh: '一个代码', en: 'a code' });
    default:
      return written;
  }
}

/** What an attribute can be compared with. */
export function comparandShape(type: AttributeType): Shape<Comparand> {
  return type === 'number' ? amount : valueShape(type);
}

/** Whose place it is that somebody shares: the holder of a role, the workshop, or who nominated. */
const place: Shape<string> = {
  standIn: 'workshop',
  read: (value, reading, fallback) => {
    const stated = isScalar(value) ? value.value : null;
    if (stated === 'workshop' || stated === 'nominator') return stated;
    return reference('role', { zh: '角色、workshop 或 nominator', en: 'a role, workshop or nominator' }).read(
      value,
      reading,
      fallback,
    );
  },
};

/** What is asked of a record's attributes. */
export function whereOf(attributes: Attributes, what: Text): Shape<Where> {
  return mapping<Where>(what, [], (fields) => readWhere(fields, attributes, []));
}

/** Reads all fields but those named as attributes. */
export function readWhere(fields: Fields, attributes: Attributes, reserved: readonly string[]): Where {
  const terms: WhereTerm[] = [];
  const known = Object.keys(attributes).filter((attribute) => fields.has(attribute));
  const { reading } = fields;
  for (const attribute of known) {
    const type = attributes[attribute];
    if (type !== undefined && !reserved.includes(attribute)) terms.push(readTerm(fields, attribute, type, reading));
  }
  if (fields.has('same') && !reserved.includes('same'))
    terms.push({
      term: 'same',
      of: fields.take('same', word(['school', 'county', 'city', 'stage'])),
      as: fields.required('as', place),
    });
  const nested = whereOf(attributes, { zh: '条件', en: 'attributes' });
  if (fields.has('any') && !reserved.includes('any'))
    terms.push({ term: 'any', of: fields.take('any', listOf(nested)) });
  if (fields.has('not') && !reserved.includes('not')) terms.push({ term: 'not', of: fields.take('not', nested) });
  return terms;
}

function readTerm(fields: Fields, attribute: string, type: AttributeType, reading: Reading): WhereTerm {
  if (type.startsWith('thing:')) {
    const thing = THINGS[type.slice('thing:'.length)] ?? {};
    return {
      term: 'nested',
      attribute,
      where: fields.take(attribute, whereOf(thing, { zh: attribute, en: `attributes of ${attribute}` })),
    };
  }
  const single = valueShape(type);
  const at = fields.placeOfValue(attribute);
  const shape: Shape<WhereTerm> = {
    standIn: { term: 'oneOf', attribute, values: [] },
    read: (value, within, fallback) => {
      if (!isMap(value)) return { term: 'oneOf', attribute, values: listOf(single).read(value, within, fallback) };
      const inner = new Fields(value, within, fallback, { zh: '比较', en: 'a comparison' });
      const bound = requiredBound(inner, within, comparandShape(type));
      inner.finish();
      return { term: 'bound', attribute, bound };
    },
  };
  return placed(fields.take(attribute, shape), at, reading);
}

function placed(term: WhereTerm, at: Place, reading: Reading): WhereTerm {
  reading.places.set(term, at);
  return term;
}

const population = mapping<Selection>(
  {
    zh: '对象（persons、holders、seats、workshops、schools、region）',
    en: 'whom it falls on (persons, holders, seats, workshops, schools, region)',
  },
  { selection: 'of', population: 'persons', where: [] },
  (fields, reading) => {
    const present = POPULATIONS.filter((candidate) => fields.rest().includes(candidate));
    for (const candidate of POPULATIONS) fields.has(candidate);
    const [found, second] = present;
    if (second !== undefined)
      reading.problem(fields.placeOfKey(second), 'two-populations', {
        zh: '只能有一个对象',
        en: 'One population only',
      });
    if (found === undefined) {
      if (fields.rest().length === 0) reading.problem(fields.at, 'missing', say.missing(POPULATIONS.join(' / ')));
      return { selection: 'of', population: 'persons', where: [] };
    }
    const where = fields.take(found, whereOf(POPULATION_ATTRIBUTES[found], { zh: '条件', en: 'attributes' }));
    for (const extra of present.slice(1)) fields.take(extra, { standIn: null, read: () => null });
    return { selection: 'of', population: found, where };
  },
);

/** On whom a rule falls: written out, by a defined name, or a population's bare word for all of it. */
export const selection: Shape<Selection> = {
  standIn: population.standIn,
  read: (value, reading, fallback) => {
    if (!isScalar(value)) return population.read(value, reading, fallback);
    const all = POPULATIONS.find((candidate) => candidate === value.value);
    if (all !== undefined) return { selection: 'of', population: all, where: [] };
    const named = reference('selection', { zh: '已定义的对象名', en: 'the name of a selection' });
    return { selection: 'named', name: named.read(value, reading, fallback) };
  },
};

export const measure: Shape<Measure> = {
  standIn: { measure: 'selection', selection: population.standIn },
  read: (value, reading, fallback) => {
    if (isMap(value) && value.has('figure'))
      return mapping<Measure>({ zh: '数字', en: 'a figure' }, measure.standIn, (fields) => {
        const named = fields.required(
          'figure',
          reference('code:figures', { zh: '数字的代码', en: 'the code of a figure' }),
        );
        return { measure: 'figure', name: named, where: readWhere(fields, RECORDS.figure.attributes, []) };
      }).read(value, reading, fallback);
    return { measure: 'selection', selection: selection.read(value, reading, fallback) };
  },
};
