import { isMap } from 'yaml';
import { LEVELS, type Level } from '../level.ts';
import { say } from './problem.ts';
import { type Fields, type Reading, type Shape, listOf, mapping, word } from './reading.ts';
import { decimal, plain, textOf, written } from './scalars.ts';
import {
  PERIODS,
  type Plain,
  type RubricItem,
  type RubricRoll,
  type RubricSection,
  type RubricWeights,
} from './types.ts';

/** What a rubric says: sections with their items, weights by level, how often it is published and summed. */
export interface StatedRubric {
  readonly sections: readonly RubricSection[];
  readonly weights: RubricWeights | null;
  readonly roll: RubricRoll | null;
  /** The same as it is written, for the record. */
  readonly content: Plain;
}

const NAMES = ['sections', 'weights', 'roll'] as const;

/** Reads a rubric's fields; points that do not add up, and a section or an item named twice, are mistakes. */
export function readRubric(fields: Fields, reading: Reading): StatedRubric {
  const content = Object.fromEntries(
    NAMES.flatMap((name) => (fields.has(name) ? [[name, fields.take(name, plain)]] : [])),
  );
  const sections = numbered(fields.required('sections', listOf(section)));
  const stated = {
    sections,
    weights: fields.optional('weights', weights, null),
    roll: fields.optional('roll', roll, null),
    content,
  };
  checkNames(stated, fields, reading);
  return stated;
}

/** An item written as its points alone. */
const UNNUMBERED = '';

const item: Shape<RubricItem> = {
  standIn: { item: UNNUMBERED, points: 0, text: null },
  read: (value, reading, fallback) =>
    isMap(value)
      ? mapping<RubricItem>({ zh: '一项', en: 'an item' }, item.standIn, (fields, inner) => ({
          item: fields.required('item', written),
          points: fields.required('points', decimal),
          text: fields.has('zh') || fields.has('en') ? textOf(fields, inner) : null,
        })).read(value, reading, fallback)
      : { item: UNNUMBERED, points: decimal.read(value, reading, fallback), text: null },
};

const section = mapping<RubricSection>(
  { zh: '一个部分', en: 'a section' },
  { section: '', text: null, points: 0, items: [] },
  (fields, reading) => {
    const stated = {
      section: fields.required('section', written),
      text: fields.has('zh') || fields.has('en') ? textOf(fields, reading) : null,
      points: fields.required('points', decimal),
      items: fields.optional('items', listOf(item), []),
    };
    const sum = stated.items.reduce((total, { points }) => total + points, 0);
    if (stated.items.length > 0 && sum !== stated.points)
      reading.problem(fields.placeOfValue('points'), 'sum', {
        zh: `各项合计 ${sum} 分，与本部分的 ${stated.points} 分不符`,
        en: `Its items come to ${sum} points, not to ${stated.points}`,
      });
    return stated;
  },
);

const weights = mapping<RubricWeights>(
  { zh: '按级别的权重', en: 'weights by level' },
  { items: [], byLevel: new Map() },
  (fields) => ({
    items: fields.required('items', listOf(written)),
    byLevel: new Map<Level, number>(
      LEVELS.filter((level) => fields.has(level)).map((level) => [level, fields.take(level, decimal)]),
    ),
  }),
);

const roll = mapping<RubricRoll>(
  { zh: '公布与汇总', en: 'when it is published and summed' },
  { published: null, summed: null },
  (fields) => ({
    published: fields.optional('published', word(PERIODS), null),
    summed: fields.optional('summed', word(PERIODS), null),
  }),
);

/** Items without a name of their own are counted through the whole rubric, from 1. */
function numbered(sections: readonly RubricSection[]): readonly RubricSection[] {
  let next = 0;
  return sections.map((each) => ({
    ...each,
    items: each.items.map((one) => {
      next += 1;
      return one.item === UNNUMBERED ? { ...one, item: String(next) } : one;
    }),
  }));
}

function checkNames({ sections, weights: stated }: StatedRubric, fields: Fields, reading: Reading): void {
  const items = sections.flatMap((each) => each.items.map((one) => one.item));
  for (const names of [sections.map((each) => each.section), items]) {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
      reading.problem(fields.placeOfValue('sections'), 'declared-twice', {
        zh: `“${twice}”出现了两次`,
        en: `“${twice}” stands twice`,
      });
  }
  const unknown = stated?.items.find((name) => !items.includes(name));
  if (unknown !== undefined)
    reading.problem(fields.placeOfValue('weights'), 'unknown-name', say.unknown(unknown, items));
}
