import { type Scalar, isMap, isScalar, isSeq } from 'yaml';
import { type Day, isDay, toDay } from '../day.ts';
import { LEVELS } from '../level.ts';
import type { Text } from '../roster.ts';
import { say } from './problem.ts';
import { type Reading, type Shape, type Value, Fields, scalar, word } from './reading.ts';
import { type Duration, type Interpretation, type Plain, UNITS_OF_TIME } from './types.ts';

/** Text; a number or a clause such as `4` is taken as it is written. */
export const written: Shape<string> = scalar({ zh: '文字', en: 'text' }, '', (value) => {
  if (typeof value.value === 'string') return value.value.trim() === '' ? undefined : value.value.trim();
  return typeof value.value === 'number' ? (value.source ?? String(value.value)) : undefined;
});

/** A region's code: always in quotes, so that no reader of YAML makes a number of it. */
export const regionCode: Shape<string> = scalar(
  { zh: '加引号的区划代码，如 "530400"', en: 'a region code in quotes, such as "530400"' },
  '',
  (value) => (typeof value.value === 'string' && /^[\p{L}\p{N}-]+$/u.test(value.value) ? value.value : undefined),
);

export const flag: Shape<boolean> = scalar({ zh: 'true 或 false', en: 'true or false' }, false, (value) =>
  typeof value.value === 'boolean' ? value.value : undefined,
);

export const decimal: Shape<number> = scalar({ zh: '一个数', en: 'a number' }, 0, numberOf);

export const count: Shape<number> = scalar({ zh: '一个不小于0的整数', en: 'a whole number, 0 or more' }, 0, (value) =>
  typeof value.value === 'number' && Number.isInteger(value.value) && value.value >= 0 ? value.value : undefined,
);

export const day: Shape<Day> = scalar(
  { zh: '存在的日期，如 2023-01-01', en: 'a day that exists, such as 2023-01-01' },
  toDay('0001-01-01'),
  (value) => (typeof value.value === 'string' && isDay(value.value) ? value.value : undefined),
);

/** `09-01`; 29 February would be missing in most years. */
export const monthDay: Shape<string> = scalar(
  { zh: '月-日，如 09-01', en: 'month and day, such as 09-01' },
  '09-01',
  (value) => (typeof value.value === 'string' && isDay(`2023-${value.value}`) ? value.value : undefined),
);

export const level = word(LEVELS);

/** `3 years`, `1 term`. */
export const duration: Shape<Duration> = scalar(
  { zh: '一段时间，如 3 years', en: 'a length of time, such as 3 years' },
  { count: 1, unit: 'year' },
  ({ value }) => {
    const [, number, unit] = (typeof value === 'string' ? /^(\d+)\s+([A-Za-z]+?)s?$/.exec(value) : null) ?? [];
    const known = UNITS_OF_TIME.find((candidate) => candidate === unit);
    return known === undefined ? undefined : { count: Number(number), unit: known };
  },
);

/** `{ zh: …, en: … }`; one language alone, or plain text, stands for both and is told as a warning. */
export const text: Shape<Text> = {
  standIn: { zh: '', en: '' },
  read: (value, reading, fallback) => {
    if (!isMap(value)) return both(written.read(value, reading, fallback));
    const fields = new Fields(value, reading, fallback, { zh: '文字', en: 'text' });
    const stated = textOf(fields, reading);
    fields.finish();
    return stated;
  },
};

/**
 * Reads `zh` and `en` of a mapping that says more besides.
 * @param code stands for the text where there is none in either language, with a warning
 */
export function textOf(fields: Fields, reading: Reading, code: string | null = null): Text {
  const zh = fields.optional('zh', written, null);
  const en = fields.optional('en', written, null);
  if (zh === null && en === null)
    reading.problem(fields.at, 'missing', say.missing('zh, en'), code === null ? 'error' : 'warning');
  else if (zh === null || en === null)
    reading.problem(
      fields.at,
      'one-language',
      {
        zh: `缺少${zh === null ? '中文' : '英文'}文字`,
        en: `The text in ${zh === null ? 'Chinese' : 'English'} is missing`,
      },
      'warning',
    );
  return { zh: zh ?? en ?? code ?? '', en: en ?? zh ?? code ?? '' };
}

/** A reading put into the clause; `applied: false` switches it off. */
export const interpretation: Shape<Interpretation> = {
  standIn: { text: { zh: '', en: '' }, applied: true },
  read: (value, reading, fallback) => {
    if (!isMap(value)) return { text: both(written.read(value, reading, fallback)), applied: true };
    const fields = new Fields(value, reading, fallback, { zh: '解读', en: 'an interpretation' });
    const stated = { text: textOf(fields, reading), applied: fields.optional('applied', flag, true) };
    fields.finish();
    return stated;
  },
};

/** Data that is kept and shown as it is written. */
export const plain: Shape<Plain> = { standIn: null, read: (value) => plainOf(value) };

/** Numbers; text such as `30%`, `1/3` or a quoted `1:3` is the number it stands for. */
function numberOf({ value }: Scalar): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(value);
  if (percent) return Number(percent[1]) / 100;
  const fraction = /^(\d+)\s*[/:]\s*([1-9]\d*)$/.exec(value);
  return fraction ? Number(fraction[1]) / Number(fraction[2]) : undefined;
}

function plainOf(value: Value): Plain {
  if (isMap(value))
    return Object.fromEntries(
      value.items.map(({ key, value: entry }) => [isScalar(key) ? String(key.value) : '', plainOf(entry as Value)]),
    );
  if (isSeq(value)) return value.items.map((item) => plainOf(item as Value));
  const found = isScalar(value) ? value.value : null;
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? found : null;
}

function both(stated: string): Text {
  return { zh: stated, en: stated };
}
