import Fraction from 'fraction.js';
import type { Text } from '../roster.ts';
import type { Bound, Comparand, Quantity, SeatBound } from './condition.ts';
import { parameterText, phrase, same } from './phrase.ts';
import type { Vocabulary } from './vocabulary.ts';
import { COMPARISON_WORDS, DAY_WORDS, ORDER_WORDS } from './words.ts';

/** A comparison in words, the value put in by the second. */
export function boundText<Value extends Comparand>(bound: Bound<Value>, valueText: (value: Value) => Text): Text {
  if (bound.is === 'between') return phrase('{0}至{1}', '{0} to {1}', valueText(bound.least), valueText(bound.most));
  return phrase('{0}{1}', '{0}{1}', COMPARISON_WORDS[bound.is], valueText(bound.value));
}

/** The same for the steps of a scale, where the word follows the step. */
export function orderText(bound: Bound, valueText: (value: Comparand) => Text): Text {
  if (bound.is === 'between') return phrase('{0}至{1}', '{0} to {1}', valueText(bound.least), valueText(bound.most));
  const { zh, en } = ORDER_WORDS[bound.is];
  return phrase(zh, en, valueText(bound.value));
}

/** A comparison of days. */
export function dayText(bound: Bound, vocabulary: Vocabulary): Text {
  if (bound.is === 'between')
    return phrase(
      '{0}至{1}',
      'from {0} to {1}',
      numberText(bound.least, vocabulary),
      numberText(bound.most, vocabulary),
    );
  const { zh, en } = DAY_WORDS[bound.is];
  return phrase(zh, en, numberText(bound.value, vocabulary));
}

/** A number of things: `不少于3次`, `at least 3 trainings`; exactly stands as the bare number. */
export function amountText(
  bound: Bound | SeatBound,
  unit: string,
  one: string,
  many: string,
  vocabulary: Vocabulary,
): Text {
  if (bound.is === 'any') return { zh: '不限', en: `any number of ${many}` };
  const single = isOne(bound, vocabulary);
  return phrase(
    `{0}${unit}`,
    `{0} ${single ? one : many}`,
    boundText(bound, (value) => numberText(value, vocabulary)),
  );
}

/** Whether one thing alone is meant, so that its noun stands in the singular. */
export function isOne(bound: Bound, vocabulary: Vocabulary): boolean {
  return bound.is !== 'between' && settled(bound.value, vocabulary) === 1;
}

export function numberText(value: Comparand, vocabulary: Vocabulary): Text {
  const known = settled(value, vocabulary);
  return typeof known === 'object' ? parameterText(known.parameter) : same(String(known));
}

/** The number in the place of a parameter, where a body is known to set it. */
export function settled<Value extends Comparand>(value: Value, { parameter }: Vocabulary): Value | number {
  return typeof value === 'object' ? (parameter(value.parameter) ?? value) : value;
}

/** A share: `30%`, and `1/3` where a percentage would be rounded. */
export function shareText(stated: Quantity, vocabulary: Vocabulary): Text {
  const quantity = settled(stated, vocabulary);
  if (typeof quantity !== 'number') return parameterText(quantity.parameter);
  const percent = Number((quantity * 100).toPrecision(12));
  return same(Number.isInteger(percent * 100) ? `${percent}%` : new Fraction(quantity).simplify(1e-9).toFraction());
}

/** One number to another: `3 : 1`, `1 : 3`, or the number itself. */
export function ratioText(stated: Quantity, vocabulary: Vocabulary): Text {
  const quantity = settled(stated, vocabulary);
  if (typeof quantity !== 'number') return parameterText(quantity.parameter);
  const { n, d } = new Fraction(quantity).simplify(1e-9);
  return same(`${n} : ${d}`);
}
