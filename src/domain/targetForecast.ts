import Fraction from 'fraction.js';
import { type Day, addYears, dayNumber } from './day.ts';
import type { Text } from './roster.ts';
import type { Unknown } from './unknown.ts';

/** The most completed years that a pace is taken from, and the fewest. */
export const MOST_YEARS = 3;
export const FEWEST_YEARS = 2;

/** On what a forecast rests, or why there is none. */
export type ForecastBasis =
  /** Things that happen: so many a year, on average over these completed years. */
  | {
      readonly rests: 'yearlyMean';
      readonly first: string;
      readonly last: string;
      readonly years: number;
      readonly mean: Fraction;
    }
  /** Things that last: the change from one day to another, so much a year. */
  | {
      readonly rests: 'yearlyChange';
      readonly from: Day;
      readonly to: Day;
      readonly years: number;
      readonly change: Fraction;
      /** Titles left out because they ended without a date. */
      readonly leftOut: number;
    }
  | { readonly rests: 'partsOf'; readonly parts: number }
  | { readonly rests: 'counted' }
  | { readonly rests: 'nothing'; readonly because: 'over' | 'noDate' | 'shareOfEvents' | 'parts' }
  | { readonly rests: 'nothing'; readonly because: 'tooFewYears'; readonly years: number }
  | { readonly rests: 'nothing'; readonly because: 'unknown'; readonly unknown: Unknown };

export interface Forecast {
  /** Null: there is none. */
  readonly value: Fraction | null;
  readonly basis: ForecastBasis;
}

/** How many completed years a pace is taken from; fewer than {@link FEWEST_YEARS}: there is no pace. */
export function yearsBack(sinceFirstRecord: number, sincePolicy: number): number {
  // The policy's own years tell most; where it is too young for a pace, just enough years before it are taken too.
  const most = Math.min(Math.max(sincePolicy, FEWEST_YEARS), MOST_YEARS);
  return Math.min(most, sinceFirstRecord);
}

/** Full years from one day to a later one. */
export function fullYears(from: Day, to: Day): number {
  if (to < from) return 0;
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return addYears(from, years) <= to ? years : years - 1;
}

/** Years from one day to a later one: full years, and of the year begun the days over its length. 0 when not later. */
export function yearsBetween(from: Day, to: Day): Fraction {
  if (to <= from) return new Fraction(0);
  const full = fullYears(from, to);
  const [begun, next] = [addYears(from, full), addYears(from, full + 1)];
  return new Fraction(dayNumber(to) - dayNumber(begun), dayNumber(next) - dayNumber(begun)).add(full);
}

/** The basis as a sentence in both languages. */
export function explainBasis(basis: ForecastBasis, inWords: (unknown: Unknown) => Text): Text {
  switch (basis.rests) {
    case 'yearlyMean': {
      const mean = shown(basis.mean);
      return {
        zh: `按${basis.first}至${basis.last}共${basis.years}个完整年度的平均数（每年${mean}）推算；已完成的年度按实际数，进行中的年度取已有数与平均数中较大者。`,
        en: `At the mean of the ${basis.years} completed years ${basis.first} to ${basis.last} (${mean} a year); a year that is over counts as it is, the one still running as the larger of what is there and the mean.`,
      };
    }
    case 'yearlyChange': {
      const change = shown(basis.change);
      const left = basis.leftOut;
      return {
        zh: `按${basis.from}至${basis.to}共${basis.years}年的年均变化（每年${change}）推算${left > 0 ? `；${left}个没有终止日期而已失效的称号未计入速度` : ''}。`,
        en: `At the mean yearly change from ${basis.from} to ${basis.to}, ${basis.years} years (${change} a year)${left > 0 ? `; ${left} title(s) that ended without a date are left out of the pace` : ''}.`,
      };
    }
    case 'partsOf':
      return {
        zh: `为${basis.parts}个部分各自预测之和。`,
        en: `The sum of the forecasts of its ${basis.parts} parts, each at its own pace.`,
      };
    case 'counted':
      return { zh: '该时段已经结束，按实际数。', en: 'The period is over: this is what was counted.' };
    case 'nothing':
      return whyNone(basis, inWords);
  }
}

function whyNone(basis: Extract<ForecastBasis, { rests: 'nothing' }>, inWords: (unknown: Unknown) => Text): Text {
  switch (basis.because) {
    case 'over':
      return { zh: '期限已过，不再预测。', en: 'Its date is past: there is nothing to forecast.' };
    case 'noDate':
      return { zh: '目标没有期限，无法预测。', en: 'It states no date to forecast for.' };
    case 'shareOfEvents':
      return {
        zh: '所占比例按当年发生的事项计算，没有可以推算的速度。',
        en: 'A share of what happens in a time has no pace to go by.',
      };
    case 'tooFewYears':
      return {
        zh: `现有记录只覆盖${basis.years}个完整年度，至少需要${FEWEST_YEARS}个。`,
        en: `The records reach back over ${basis.years} completed year(s); a pace needs at least ${FEWEST_YEARS}.`,
      };
    case 'unknown': {
      const { zh, en } = inWords(basis.unknown);
      return { zh: `无法预测：${zh}`, en: `No forecast: ${en}` };
    }
    case 'parts':
      return { zh: '并非每个部分都能预测。', en: 'Not every part has a forecast.' };
  }
}

/** At most two digits after the point. */
function shown(value: Fraction): string {
  return String(value.round(2).valueOf());
}
