import Fraction from 'fraction.js';
import type { Calendar } from './calendar.ts';
import type { Day } from './day.ts';
import type { RubricScoreFact } from './evaluation/facts.ts';
import { type CalendarPeriod, isCalendarPeriod, periodOn } from './evaluation/span.ts';
import type { EffectivePolicy, EffectiveRule } from './policy/effective.ts';
import type { RubricItem, RubricSection, RubricWeights, RuleOf } from './policy/types.ts';

export type Rubric = RuleOf<'rubric'>;

/** Points that may lie between two numbers: equal when they are certain. */
export interface Points {
  readonly least: Fraction;
  readonly most: Fraction;
}

export interface SectionPoints extends Points {
  readonly section: RubricSection;
  readonly items: readonly (Points & { readonly item: RubricItem })[];
}

/** The points of one period over which a rubric is summed. */
export interface RubricPoints extends Points {
  /** The period; null: the rubric names none, and all scores are summed together. */
  readonly period: { readonly name: string; readonly from: Day; /** Last day. */ readonly through: Day } | null;
  readonly sections: readonly SectionPoints[];
  /** Scores that name a section or an item that the rubric does not have: they count for nothing. */
  readonly unplaced: readonly RubricScoreFact[];
}

/** The rubric of an id that is in force; null: none. */
export function rubricNamed({ rules }: EffectivePolicy, id: string): EffectiveRule<Rubric> | null {
  return (
    rules.find((effective): effective is EffectiveRule<Rubric> => {
      const { rule } = effective;
      return rule.kind === 'rubric' && rule.id === id;
    }) ?? null
  );
}

/**
 * The points of somebody's scores, period by period as the rubric sums them, oldest first: periods without a score are left
 * out. An item gives no more than it says and never less than nothing, and neither does a section. Of a weighted item the
 * points count for as much as their level; where the level is not told, anything between the least and the most.
 */
export function rubricPoints(
  rubric: Rubric,
  scores: readonly RubricScoreFact[],
  calendar: Calendar,
): readonly RubricPoints[] {
  const summed = rubric.roll?.summed ?? null;
  const own = scores.filter((score) => score.rubric === rubric.id);
  if (summed === null || !isCalendarPeriod(summed))
    return own.length === 0 ? [] : [{ period: null, ...pointsOf(rubric, own) }];
  return byPeriod(own, summed, calendar).map(({ period, scores: found }) => ({ period, ...pointsOf(rubric, found) }));
}

/** The sum over periods, of one section where it is named. */
export function sumOfPoints(periods: readonly RubricPoints[], section: string | null): Points {
  const parts = periods.flatMap((period): readonly Points[] =>
    section === null ? [period] : period.sections.filter((each) => each.section.section === section),
  );
  return sum(parts);
}

function pointsOf(rubric: Rubric, scores: readonly RubricScoreFact[]): Omit<RubricPoints, 'period'> {
  const unplaced = scores.filter(
    ({ section, item }) =>
      !rubric.sections.some(
        (each) => each.section === section && (item === null || each.items.some((known) => known.item === item)),
      ),
  );
  const sections = rubric.sections.map((section): SectionPoints => {
    const inSection = scores.filter((score) => score.section === section.section && !unplaced.includes(score));
    const items = section.items.map((item) => ({
      item,
      ...capped(
        inSection.filter((score) => score.item === item.item).map((score) => weighted(score, rubric.weights)),
        item.points,
      ),
    }));
    const whole = inSection.filter(({ item }) => item === null).map((score) => weighted(score, rubric.weights));
    return { section, items, ...capped([...items, ...whole], section.points) };
  });
  return { sections, unplaced, ...sum(sections) };
}

function weighted({ item, points, level }: RubricScoreFact, weights: RubricWeights | null): Points {
  const exact = new Fraction(points);
  if (weights === null || item === null || !weights.items.includes(item)) return { least: exact, most: exact };
  const weight = level === null ? undefined : weights.byLevel.get(level);
  const possible = (weight === undefined ? [...weights.byLevel.values()] : [weight]).map((each) => exact.mul(each));
  const [first = exact] = possible;
  return { least: possible.reduce(lower, first), most: possible.reduce(higher, first) };
}

function capped(parts: readonly Points[], most: number): Points {
  const cap = new Fraction(most);
  const within = (value: Fraction) => lower(higher(value, new Fraction(0)), cap);
  const whole = sum(parts);
  return { least: within(whole.least), most: within(whole.most) };
}

function sum(parts: readonly Points[]): Points {
  return parts.reduce<Points>(
    (total, part) => ({ least: total.least.add(part.least), most: total.most.add(part.most) }),
    { least: new Fraction(0), most: new Fraction(0) },
  );
}

function lower(a: Fraction, b: Fraction): Fraction {
  return a.compare(b) <= 0 ? a : b;
}

function higher(a: Fraction, b: Fraction): Fraction {
  return a.compare(b) >= 0 ? a : b;
}

function byPeriod(scores: readonly RubricScoreFact[], summed: CalendarPeriod, calendar: Calendar) {
  const periods = new Map<Day, { period: NonNullable<RubricPoints['period']>; scores: RubricScoreFact[] }>();
  for (const score of scores) {
    const { name, from, through } = periodOn(summed, score.date, calendar);
    const found = periods.get(from);
    if (found === undefined) periods.set(from, { period: { name, from, through }, scores: [score] });
    else found.scores.push(score);
  }
  return [...periods.values()].sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
}
