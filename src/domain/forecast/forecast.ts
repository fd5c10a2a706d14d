import type { Day } from '../day.ts';
import { addDays, dayOf, earlier } from '../day.ts';
import type { RegionId, SchoolId } from '../identifier.ts';
import type { EffectiveRule } from '../policy/effective.ts';
import type { MeasureUnit, TargetCount, TargetReading } from '../policy/targetReading.ts';
import type { RuleOf } from '../policy/types.ts';
import type { RosterKind, Text } from '../roster.ts';
import { type TargetUnit, kindsOf, targetsOfUnit } from '../target.ts';
import type { Unknown } from '../unknown.ts';
import { type Candidates, Prospects } from './candidates.ts';
import { type LeverNeed, leversNeeded } from './enough.ts';
import type { ForecastGround } from './ground.ts';
import { heldParts } from './heldPart.ts';
import type { ForecastLevers } from './levers.ts';
import { awardedParts, shareParts, workshopParts } from './otherParts.ts';
import { CASES, type Case, NO_OUTLOOK, type Outlook, outlookOf, sumOf } from './outlook.ts';
import { type PairingOutlook, pairingsOf } from './pairings.ts';
import type { Basis, PartModel } from './part.ts';

/** Why there is no forecast. */
export type NoForecast =
  | { readonly because: 'over'; readonly last: Day }
  | { readonly because: 'notModelled' }
  | { readonly because: 'nothingToMeasure' }
  | { readonly because: 'unknown'; readonly unknown: Unknown };

/** Where a target will stand. Shares are parts from 0 to 1. */
export interface TargetOutlook {
  readonly rule: EffectiveRule<RuleOf<'target'>>;
  /** Null: what it counts is not computed. */
  readonly measure: MeasureUnit | null;
  /** The day of which the forecast speaks: the target's last day, or the last day asked about if that is earlier. */
  readonly on: Day;
  readonly actual: number | null;
  readonly required: number | null;
  readonly at: Outlook;
  /** Whether every part is reached on that day; null: not known. */
  readonly reached: Readonly<Record<Case, boolean | null>>;
  /** On the last day of each calendar year up to that day, and on that day. */
  readonly path: readonly { readonly on: Day; readonly at: Outlook }[];
  readonly parts: readonly PartOutlook[];
  readonly bases: readonly Basis[];
  readonly assumptions: readonly Text[];
  /** The rules that say who comes to hold what is counted. */
  readonly rules: readonly EffectiveRule[];
  readonly candidates: Candidates | null;
  /** How much of each lever that bears on it is enough: worked out when asked. */
  readonly needs: () => readonly LeverNeed[];
  /** What its holders will owe; null: nothing is asked of them. */
  readonly pairings: PairingOutlook | null;
  /** Set exactly when there is no forecast at all. */
  readonly none: NoForecast | null;
}

/** One part of a target: a year, a unit or a number asked for. */
export interface PartOutlook {
  readonly unit: RegionId | SchoolId | null;
  readonly period: string | null;
  readonly count: TargetCount;
  readonly actual: number | null;
  readonly required: number | null;
  readonly at: Outlook;
  readonly reached: Readonly<Record<Case, boolean | null>>;
  readonly bases: readonly Basis[];
}

export interface ForecastQuestion {
  readonly ground: ForecastGround;
  readonly unit: TargetUnit;
  /** The last day that is looked at, after the day of the ground. */
  readonly until: Day;
  readonly levers: ForecastLevers;
  /** Why nothing can be said about these kinds of a unit (null: the whole); null when it can. */
  readonly uncovered: (unit: RegionId | null, kinds: readonly RosterKind[]) => Unknown | null;
}

/**
 * Where a unit will stand against each target in force for it: from what there is, what comes in a year and what falls
 * away, in the worst, the expected and the best case. The same question has the same answer.
 */
export function forecastTargets(question: ForecastQuestion): readonly TargetOutlook[] {
  const { ground, unit } = question;
  const prospects = new Prospects(ground);
  return targetsOfUnit(ground.policy, unit).map(({ rule, reading }) =>
    reading === null
      ? nothing(rule, null, ground.day, null, { because: 'notModelled' })
      : forecastTarget(question, reading, prospects),
  );
}

/** Where a unit will stand against one target. */
function forecastTarget(question: ForecastQuestion, reading: TargetReading, prospects: Prospects): TargetOutlook {
  const { ground, until, levers } = question;
  const { day } = ground;
  const on = reading.last === null ? until : earlier(reading.last, until);
  const none = (why: NoForecast, required: number | null = null) =>
    nothing(reading.rule, reading.measure, on, required, why);
  if (on <= day) return none({ because: 'over', last: on });
  if (reading.measure === 'PERCENT' && day < reading.rule.layer.from)
    return none({ because: 'unknown', unknown: { because: 'targetNotBegun', begins: reading.rule.layer.from, day } });
  const models = modelsOf(ground, reading, prospects, on);
  if (models === null) return none({ because: 'notModelled' });
  if (models.length === 0) return none({ because: 'nothingToMeasure' });
  const required = wholeOf(reading, models, ({ required: each }) => each);
  const unknown = models
    .map(({ unit, count }) =>
      question.uncovered(reading.each?.of === 'regions' ? (unit as RegionId) : null, kindsOf(count)),
    )
    .find((each) => each !== null);
  if (unknown !== undefined) return none({ because: 'unknown', unknown }, required);
  const atOn = (each: ForecastLevers, then: Day) => wholeOutlook(reading, models, (model) => model.at(then, each));
  const parts = models.map((model): PartOutlook => {
    const at = model.at(on, levers);
    const { unit, period, count, actual, required: asked } = model;
    return {
      unit,
      period,
      count,
      actual,
      required: asked,
      at,
      reached: reachedBy(at, asked),
      bases: model.bases(levers),
    };
  });
  const divided = models.length > 1;
  const [first] = models;
  return {
    rule: reading.rule,
    measure: reading.measure,
    on,
    actual: wholeOf(reading, models, ({ actual }) => actual),
    required,
    at: atOn(levers, on),
    reached: everyReached(parts),
    path: pathDays(day, on).map((then) => ({ on: then, at: atOn(levers, then) })),
    parts: divided ? parts : [],
    bases: divided ? [] : (parts[0]?.bases ?? []),
    assumptions: distinct(models.flatMap((model) => model.assumptions(levers))),
    rules: [...new Set(models.flatMap(({ rules }) => rules))],
    candidates: divided ? null : (first?.candidates ?? null),
    needs: () => leversNeeded(reading, models, levers, on, ground.policy),
    pairings: pairingsOf(ground, reading, atOn(levers, on), levers),
    none: null,
  };
}

function modelsOf(
  ground: ForecastGround,
  reading: TargetReading,
  prospects: Prospects,
  last: Day,
): readonly PartModel[] | null {
  const lasting = reading.counts.every(({ records }) => records !== 'titlesAwarded');
  if (reading.period !== null && lasting) return null;
  const models = reading.counts.map((count): readonly PartModel[] | null => {
    const question = { ground, reading, count, prospects, last };
    switch (count.records) {
      case 'titlesHeld':
        return count.among === null ? heldParts(question) : null;
      case 'titlesAwarded':
        return count.among === null ? awardedParts(question) : null;
      case 'workshops':
        return count.among === null ? workshopParts(question) : null;
      case 'persons':
        return count.among === null ? null : shareParts(question);
    }
  });
  return models.includes(null) ? null : models.flatMap((each) => each ?? []);
}

/** Whether every part reaches what is asked of it. */
export function everyReached(
  parts: readonly { readonly reached: Readonly<Record<Case, boolean | null>> }[],
): Readonly<Record<Case, boolean | null>> {
  const of = (each: Case) => {
    const found = parts.map(({ reached }) => reached[each]);
    return found.includes(false) ? false : found.includes(null) ? null : true;
  };
  return { worst: of('worst'), expected: of('expected'), best: of('best') };
}

export function reachedBy(at: Outlook, required: number | null): Readonly<Record<Case, boolean | null>> {
  const of = (each: Case) => {
    const value = at[each];
    return value === null || required === null ? null : value >= required - TOLERANCE;
  };
  return { worst: of('worst'), expected: of('expected'), best: of('best') };
}

/** Less than any part of a person that counts: sums of parts are not exact. */
const TOLERANCE = 1e-9;

/** The sum of the parts; of shares, each weighing as much as its population. */
function wholeOutlook(
  reading: TargetReading,
  models: readonly PartModel[],
  of: (model: PartModel) => Outlook,
): Outlook {
  const found = models.map(of);
  if (reading.measure !== 'PERCENT') return sumOf(found);
  const among = models.reduce((sum, { weight }) => sum + weight, 0);
  if (among === 0) return NO_OUTLOOK;
  return outlookOf((each) =>
    models.reduce<number | null>((sum, { weight }, index) => {
      const value = found[index]?.[each] ?? null;
      return sum === null || value === null ? null : sum + (value * weight) / among;
    }, 0),
  );
}

function wholeOf(
  reading: TargetReading,
  models: readonly PartModel[],
  of: (model: PartModel) => number | null,
): number | null {
  const { expected } = wholeOutlook(reading, models, (model) => outlookOf(() => of(model)));
  return expected;
}

function pathDays(day: Day, on: Day): readonly Day[] {
  const days: Day[] = [];
  for (let year = Number(day.slice(0, 4)); year < Number(on.slice(0, 4)); year += 1) days.push(dayOf(year, 12, 31));
  return [...days.filter((each) => each >= addDays(day, 1)), on];
}

function distinct(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [text.en, text])).values()];
}

function nothing(
  rule: TargetOutlook['rule'],
  measure: MeasureUnit | null,
  on: Day,
  required: number | null,
  none: NoForecast,
): TargetOutlook {
  return {
    rule,
    measure,
    on,
    actual: null,
    required,
    at: NO_OUTLOOK,
    reached: Object.fromEntries(CASES.map((each) => [each, null])) as Record<Case, null>,
    path: [],
    parts: [],
    bases: [],
    assumptions: [],
    rules: [],
    candidates: null,
    needs: () => [],
    pairings: null,
    none,
  };
}
