import { type Day, addDays, addYears, dayNumber } from '../day.ts';
import { distinctDays } from '../homeroomYears.ts';
import type { Bound, Condition, Selection, Where } from '../policy/condition.ts';
import { RECORDS } from '../policy/catalogue.ts';
import type { EffectiveRule } from '../policy/effective.ts';
import type { Rule } from '../policy/types.ts';
import { evaluateRule } from './evaluateRule.ts';
import { eventDay } from './eventDay.ts';
import { certificateEnd } from './records.ts';
import { dayAfter, isCalendarPeriod, periodOn } from './span.ts';
import type { Subject } from './subject.ts';
import type { TimeAlone, Verdict } from './verdict.ts';
import type { World } from './world.ts';

/** How far ahead time is looked at. */
const YEARS_AHEAD = 45;
/** Periods ahead in which a count may fall out of its window. */
const PERIODS_AHEAD = 6;

/**
 * When time alone changes what came of a rule. Nothing new is recorded; posts, seats and titles that run go on to their end,
 * years are counted on, windows and terms run out. Only days on which something can change are looked at.
 */
export function timeAlone(rule: EffectiveRule, subject: Subject, world: World, day: Day): TimeAlone {
  const met = (on: Day) => {
    const { applies, outcome } = evaluateRule(rule, subject, world, on);
    return applies !== false && outcome === 'met';
  };
  const now = evaluateRule(rule, subject, world, day);
  const hopeless = now.applies === true && now.units.length > 0 && !now.units.every(({ verdict }) => mayBeMet(verdict));
  if (hopeless && rule.rule.per.length === 0) return { earliest: null, latest: null };
  const days = [day, ...changingDays(rule, subject, world, day)];
  const first = days.findIndex(met);
  const reached = days[first];
  if (reached === undefined) return { earliest: null, latest: null };
  const before = days[first - 1];
  const earliest = before === undefined ? reached : firstChanged(before, reached, met);
  const after = days.findIndex((on, index) => index > first && !met(on));
  const [still, end] = [days[after - 1], days[after]];
  if (after < 0 || still === undefined || end === undefined) return { earliest, latest: null };
  return {
    earliest,
    latest: addDays(
      firstChanged(still, end, (on) => !met(on)),
      -1,
    ),
  };
}

/** The first day on which something is so, of the days after one on which it is not up to one on which it is. */
function firstChanged(before: Day, on: Day, isSo: (day: Day) => boolean): Day {
  if (!isSo(addDays(on, -1))) return on;
  let [low, high] = [dayNumber(before), dayNumber(on) - 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isSo(addDays(before, middle - dayNumber(before)))) high = middle;
    else low = middle;
  }
  return addDays(before, high - dayNumber(before));
}

/** Whether time alone may change what came of a condition: what is past and counted without a window stays as it is. */
function mayBeMet({ condition, outcome, conditions }: Verdict): boolean {
  if (outcome === 'met') return true;
  switch (condition.form) {
    case 'all':
    case 'rule':
      return conditions.length === 0 || conditions.every(mayBeMet);
    case 'any':
      return conditions.filter(mayBeMet).length >= condition.atLeast;
    case 'not':
    case 'fact':
      return true;
    case 'is':
      return asksForYears(condition.where);
    case 'count':
    case 'sum':
    case 'share':
    case 'ratio':
    case 'every': {
      const past = RECORDS[condition.records].sort === 'happening' && condition.window === null;
      return !past || asksForYears(condition.where);
    }
  }
}

function asksForYears(where: Where): boolean {
  return where.some((term) => {
    switch (term.term) {
      case 'oneOf':
      case 'bound':
        return YEARS.has(term.attribute);
      case 'nested':
        return true;
      case 'same':
        return false;
      case 'any':
        return term.of.some(asksForYears);
      case 'not':
        return asksForYears(term.of);
    }
  });
}

const YEARS: ReadonlySet<string> = new Set([
  'age',
  'homeroomYears',
  'teachingYears',
  'yearsSinceHire',
  'post',
  'state',
  'valid',
]);

/** The days after a day, in order, on which what came of the rule may change. */
function changingDays(rule: EffectiveRule, subject: Subject, world: World, day: Day): readonly Day[] {
  const days = new Set<Day>(datesOfFacts(subject));
  for (const needed of thresholdsOf(rule, world))
    for (const on of daysReached(needed, subject, world, day)) days.add(on);
  for (const condition of conditionsOf(rule.rule, world))
    for (const on of windowDays(condition, subject, world, day)) days.add(on);
  for (const per of rule.rule.per) {
    const period = per.per === 'period' ? per.period : null;
    if (period === null || !isCalendarPeriod(period)) continue;
    let next = addDays(periodOn(period, day, world.policy.calendar).through, 1);
    for (let count = 0; count < PERIODS_AHEAD; count += 1) {
      days.add(next);
      next = addDays(periodOn(period, next, world.policy.calendar).through, 1);
    }
  }
  const last = addYears(day, YEARS_AHEAD);
  return [...days].filter((on) => on > day && on <= last).sort();
}

function datesOfFacts({ person }: Subject): readonly Day[] {
  if (person === null) return [];
  const ends = [
    ...person.posts,
    ...person.seats,
    ...person.pairings,
    ...person.effects,
    ...person.waivers,
    ...person.links,
    ...person.works,
  ];
  return [
    ...ends.flatMap(({ from, to }) => [from, to]),
    ...person.titles.flatMap(({ awarded, termEnd }) => [awarded, termEnd]),
    ...person.certificates.flatMap((certificate) => [certificate.issued, certificateEnd(certificate)]),
  ].filter((day): day is Day => day !== null);
}

/** A number of years that a condition or a selection compares with. */
interface Threshold {
  readonly of: string;
  readonly value: number;
}

function thresholdsOf({ rule }: EffectiveRule, world: World): readonly Threshold[] {
  const numbers = (bound: Bound): readonly number[] =>
    (bound.is === 'between' ? [bound.least, bound.most] : [bound.value]).flatMap((value) => {
      const number = typeof value === 'object' ? world.policy.parameters.get(value.parameter) : value;
      if (typeof number !== 'number') return [];
      const leeway = bound.is === 'about' ? number * (world.policy.tolerance ?? 0) : 0;
      return leeway === 0 ? [number] : [number - leeway, number, number + leeway];
    });
  const ofWhere = (where: Where): readonly Threshold[] =>
    where.flatMap((term): readonly Threshold[] => {
      if (term.term === 'bound') return numbers(term.bound).map((value) => ({ of: term.attribute, value }));
      if (term.term === 'nested') return ofWhere(term.where);
      if (term.term === 'any') return term.of.flatMap(ofWhere);
      return term.term === 'not' ? ofWhere(term.of) : [];
    });
  const ofSelection = (selection: Selection | null): readonly Threshold[] => {
    if (selection === null) return [];
    if (selection.selection === 'of') return ofWhere(selection.where);
    const { name } = selection;
    return world.policy.layers.flatMap((layer) => ofSelection(layer.document.define.selections.get(name) ?? null));
  };
  return [
    ...ofSelection(rule.who),
    ...conditionsOf(rule, world).flatMap((condition): readonly Threshold[] => {
      if (condition.form === 'is') return ofWhere(condition.where);
      if (condition.form !== 'fact') return [];
      const event = condition.parameters.flatMap((term) =>
        term.term === 'oneOf' && term.attribute === 'event' ? term.values.map(String) : [],
      )[0];
      return numbers(condition.bound).map((value) => ({ of: event ?? condition.fact, value }));
    }),
  ];
}

/** Every condition of a rule, however deep, those of the rules that it names included. */
function conditionsOf(rule: Rule, world: World, seen: ReadonlySet<string> = new Set()): readonly Condition[] {
  if (seen.has(rule.id)) return [];
  const known = new Set([...seen, rule.id]);
  const within = (condition: Condition): readonly Condition[] => {
    switch (condition.form) {
      case 'all':
      case 'any':
        return condition.of.flatMap(within);
      case 'not':
        return within(condition.of);
      case 'rule':
        return world.policy.rules
          .filter((other) => other.rule.id === condition.rule)
          .flatMap((other) => conditionsOf(other.rule, world, known));
      default:
        return [condition];
    }
  };
  const own = 'require' in rule && rule.require !== null ? within(rule.require) : [];
  return [...own, ...(rule.except === null ? [] : within(rule.except))];
}

/** The first day on which so many years are reached, and the next. */
function daysReached({ of, value }: Threshold, subject: Subject, world: World, day: Day): readonly Day[] {
  const { person } = subject;
  switch (of) {
    case 'homeroomYears':
    case 'continuousHomeroomYears': {
      if (person === null) return [];
      const needed = Math.ceil(value * world.policy.daysPerYear);
      return [
        person.posts,
        person.posts.filter(({ kind }) => world.policy.countingPosts?.includes(kind) === true),
      ].flatMap((posts) => {
        const reached = dayOfDays(posts, needed, day);
        return reached === null ? [] : [reached, addDays(reached, 1)];
      });
    }
    case 'age':
      return anniversary(person?.birth ?? null, value);
    case 'teachingYears':
    case 'teachingStart':
      return anniversary(person?.teachingSince ?? person?.hiredOn ?? null, value);
    case 'yearsSinceHire':
      return anniversary(person?.hiredOn ?? null, value);
    default:
      return anniversary(eventDay(world, subject, of, day).day, value);
  }
}

function anniversary(since: Day | null, years: number): readonly Day[] {
  if (since === null || years < 0 || years > 200) return [];
  // Part of a year is somewhere between two anniversaries: from the later one the day itself is found.
  const [last, reached] = [addYears(since, Math.floor(years)), addYears(since, Math.ceil(years))];
  return [last, reached, addDays(reached, 1), addYears(since, Math.ceil(years) + 1)];
}

/** The first day before which posts have so many distinct days, if those that run go on; null: never. */
function dayOfDays(
  posts: readonly { readonly from: Day | null; readonly to: Day | null }[],
  needed: number,
  day: Day,
): Day | null {
  const horizon = addYears(day, YEARS_AHEAD);
  if (distinctDays(posts, horizon) < needed) return null;
  let [low, high] = [dayNumber(day), dayNumber(horizon)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (distinctDays(posts, addDays(day, middle - dayNumber(day))) >= needed) high = middle;
    else low = middle + 1;
  }
  return addDays(day, low - dayNumber(day));
}

/** The days on which records leave the window of a condition, or a window begins or ends. */
function windowDays(condition: Condition, subject: Subject, world: World, day: Day): readonly Day[] {
  if (!('window' in condition) || condition.window === null) return [];
  const { window } = condition;
  const days: (Day | null)[] = [];
  switch (window.window) {
    case 'within': {
      const records = 'records' in condition ? (subject.records(condition.records, day) ?? []) : [];
      for (const { from, to } of records)
        for (const on of [from, to]) if (on !== null && on <= day) days.push(dayAfter(on, window.duration));
      break;
    }
    case 'lastPeriods': {
      if (!isCalendarPeriod(window.duration.unit)) break;
      let next = day;
      for (let count = 0; count <= window.duration.count; count += 1) {
        next = addDays(periodOn(window.duration.unit, next, world.policy.calendar).through, 1);
        days.push(next);
      }
      break;
    }
    case 'first': {
      const event = eventDay(world, subject, window.of, day).day;
      if (event !== null) days.push(event, dayAfter(event, window.duration));
      break;
    }
    case 'dates':
      days.push(window.from, window.through === null ? null : addDays(window.through, 1));
      break;
    case 'since':
    case 'before':
    case 'ever':
    case 'lastRecords':
      break;
  }
  return days.filter((on): on is Day => on !== null).flatMap((on) => [on, addDays(on, 1)]);
}
