import Fraction from 'fraction.js';
import type { Level } from '../level.ts';
import type { EffectivePolicy, EffectiveRule } from '../policy/effective.ts';
import type { Text } from '../roster.ts';
import type { Range } from './range.ts';

/** A whole number with separators, a fraction with at most two decimals. */
export function shown(value: number | Fraction): string {
  return new Fraction(value).valueOf().toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** “2–4”, “3”, “at least 1”, “at most 4”. */
export function rangeText({ least, most, open }: Range): Text {
  if (most === null)
    return open === 'least'
      ? { zh: `多于 ${shown(least)}`, en: `more than ${shown(least)}` }
      : { zh: `至少 ${shown(least)}`, en: `at least ${shown(least)}` };
  if (least === 0 && most > 0)
    return open === 'most'
      ? { zh: `少于 ${shown(most)}`, en: `less than ${shown(most)}` }
      : { zh: `至多 ${shown(most)}`, en: `at most ${shown(most)}` };
  const text = least === most ? shown(least) : `${shown(least)}–${shown(most)}`;
  return { zh: text, en: text };
}

/** “Y-pair (五(五))”: a rule with its clause, where it has one. */
export function ruleText({ rule }: EffectiveRule): string {
  return rule.clause === null ? rule.id : `${rule.id} (${rule.clause})`;
}

/** A tier as its policy calls it; its code where no ladder knows it. */
export function tierText(policy: EffectivePolicy, code: string): Text {
  return (
    policy.ladders.flatMap(({ tiers }) => tiers).find((tier) => tier.code === code)?.text ?? { zh: code, en: code }
  );
}

const UNITS: Readonly<Record<Level, readonly [zh: string, one: string, several: string]>> = {
  SCHOOL: ['所学校', 'school', 'schools'],
  TOWNSHIP: ['个乡镇', 'township', 'townships'],
  COUNTY: ['个县（市、区）', 'county', 'counties'],
  CITY: ['个市', 'city', 'cities'],
  PROVINCE: ['个省', 'province', 'provinces'],
  NATIONAL: ['个国家', 'country', 'countries'],
};

/** “9 counties”. */
export function unitsText(count: number, level: Level): Text {
  const [zh, one, several] = UNITS[level];
  return { zh: `${shown(count)} ${zh}`, en: `${shown(count)} ${count === 1 ? one : several}` };
}

/** “in each county”. */
export function eachText(level: Level): Text {
  const [zh, one] = UNITS[level];
  return { zh: `每${zh}`, en: `in each ${one}` };
}

const LEVEL_WORDS: Readonly<Record<Level, Text>> = {
  SCHOOL: { zh: '校级', en: 'school' },
  TOWNSHIP: { zh: '乡级', en: 'township' },
  COUNTY: { zh: '县级', en: 'county' },
  CITY: { zh: '市级', en: 'city' },
  PROVINCE: { zh: '省级', en: 'province' },
  NATIONAL: { zh: '国家级', en: 'national' },
};

/** A level as it stands before what is of it: “city”. */
export function levelText(level: Level): Text {
  return LEVEL_WORDS[level];
}

/** Texts in a row, each language with its own separator. */
export function joined(parts: readonly Text[], between: Text): Text {
  return { zh: parts.map(({ zh }) => zh).join(between.zh), en: parts.map(({ en }) => en).join(between.en) };
}

export const COMMA: Text = { zh: '、', en: ', ' };
