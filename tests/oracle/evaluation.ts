import { type Day, earlier } from '../../src/domain/day.ts';
import { holdsOn } from '../../src/domain/interval.ts';
import type { Condition, Measure, Where, WhereTerm, Window } from '../../src/domain/policy/condition.ts';
import type { EffectiveRule } from '../../src/domain/policy/effective.ts';
import type { Per } from '../../src/domain/policy/types.ts';
import { eventDay, fact } from './evaluationFacts.ts';
import { type Item, type OracleSubject, type RecordList, recordsOf, workshopsIn } from './evaluationRecords.ts';
import { type OracleGround, type When, isHolder, isSelected, named, subjectThing } from './evaluationSelection.ts';
import { matches, withinBound } from './evaluationMatching.ts';
import { regionsOfLevel } from './evaluationPlaces.ts';
import { type Period, type WindowDays, countingDay, periodOf, windowDays, yearEnds } from './evaluationTime.ts';
import { type Exact, ONE, type Span, ZERO, certain, compare, dividedBy, exact, plus, sumOf } from './exact.ts';
import { type Truth, atLeastOf, both, either, negated } from './truth.ts';

export type { OracleGround } from './evaluationSelection.ts';
export type { OracleSubject } from './evaluationRecords.ts';

/**
 * A second opinion on conditions and rules, written from the page of the policy language alone: slow and plain. It says only
 * whether something is met (true), unmet (false) or unknown (null).
 */
export interface OracleRuleVerdict {
  /** Whether the rule is about the subject at all; null: not known. */
  readonly applies: Truth;
  readonly outcome: Truth;
}

export function tryCondition(condition: Condition, subject: OracleSubject, ground: OracleGround): Truth {
  return holds(condition, subject, ground, { asked: ground.day, look: ground.day, period: null, layer: null });
}

export function tryRule(rule: EffectiveRule, subject: OracleSubject, ground: OracleGround): OracleRuleVerdict {
  return ruled(rule, subject, ground);
}

// ---- rules

function ruled(effective: EffectiveRule, subject: OracleSubject, ground: OracleGround): OracleRuleVerdict {
  const { rule, layer } = effective;
  const { calendar } = ground.policy;
  const periods = rule.per.filter((per) => per.per === 'period' || per.per === 'named');
  const units = rule.per.filter((per) => per.per !== 'period' && per.per !== 'named');
  const when: When[] = [];
  if (periods.length === 0) when.push({ asked: ground.day, look: ground.day, period: null, layer });
  for (const per of periods) {
    const period = periodAsked(per, effective, ground);
    if (period === null) return { applies: null, outcome: null };
    const unit = per.per === 'period' ? per.period : 'named';
    when.push({
      asked: ground.day,
      look: earlier(ground.day, countingDay(unit, period, calendar)),
      period,
      layer,
    });
  }
  const applied = either(
    when.map((time) =>
      both([
        rule.who === null ? true : isSelected(rule.who, subject, ground, time),
        rule.except === null ? true : negated(holds(rule.except, subject, ground, time)),
      ]),
    ),
  );
  if (applied !== true) return { applies: applied, outcome: null };
  const require = 'require' in rule ? rule.require : null;
  if (require === null) return { applies: true, outcome: null };
  const outcomes = when.flatMap((time) =>
    subjectsFor(units, subject, ground, time).map(([each, sure]) => {
      const outcome = holds(require, each, ground, time);
      return sure ? outcome : outcome === true ? true : null;
    }),
  );
  return { applies: true, outcome: outcomes.length === 0 ? null : both(outcomes) };
}

function periodAsked(per: Per, { layer }: EffectiveRule, ground: OracleGround): Period | null {
  if (per.per === 'named') return layer.document.calendar.periods.get(per.period) ?? null;
  if (per.per !== 'period') return null;
  const { period } = per;
  if (period === 'term' || period === 'batch' || period === 'round') return null;
  return periodOf(period, ground.day, ground.policy.calendar);
}

/** The units for each of which the rule is tried, and whether each surely is one. */
function subjectsFor(
  units: readonly Per[],
  subject: OracleSubject,
  ground: OracleGround,
  { look }: When,
): readonly (readonly [OracleSubject, boolean])[] {
  const [per] = units;
  if (per === undefined) return [[subject, true]];
  switch (per.per) {
    case 'level':
      return regionsOfLevel(per.level, ground, look)
        .filter(
          (region) =>
            subject.is === 'region' &&
            ground.unit.regions.some(
              ({ regions, steps }) =>
                regions.at(-1) === region &&
                regions.includes(subject.region) &&
                steps.every((step) => holdsOn(step, look)),
            ),
        )
        .map((region) => [{ is: 'region', region }, true]);
    case 'schools':
      return recordsOf('schools', subject, ground, look).items.flatMap(({ thing }) => {
        const [school] = thing(look).schools ?? [];
        const matched = matches(per.where, thing(look), ground, look);
        return school === undefined || matched === false ? [] : [[{ is: 'school', school }, matched === true] as const];
      });
    case 'workshop':
      return workshopsIn(subject, ground, look)
        .filter((workshop) => holdsOn(workshop, look))
        .map((workshop) => [{ is: 'workshop', workshop }, true]);
    default:
      return [];
  }
}

// ---- conditions

function holds(condition: Condition, subject: OracleSubject, ground: OracleGround, when: When): Truth {
  switch (condition.form) {
    case 'all':
      return both(binding(condition.of).map((each) => holds(each, subject, ground, when)));
    case 'any':
      return atLeastOf(
        binding(condition.of).map((each) => holds(each, subject, ground, when)),
        condition.atLeast,
      );
    case 'not':
      return negated(holds(condition.of, subject, ground, when));
    case 'is':
      return matches(condition.where, subjectThing(subject, ground, when.look), ground, when.look);
    case 'rule': {
      const rule = ground.policy.rules.find((each) => each.rule.id === condition.rule);
      if (rule === undefined) return null;
      const verdict = ruled(rule, subject, ground);
      return verdict.applies === false ? true : verdict.outcome;
    }
    case 'fact':
      return fact(condition, subject, ground, when);
    case 'count':
    case 'sum': {
      const span =
        condition.form === 'count'
          ? counted(condition, subject, ground, when)
          : inUnit(counted(condition, subject, ground, when), condition.unit, condition.records === 'hours', ground);
      return span === null ? null : withinBound(span, condition.bound, ground.policy);
    }
    case 'share':
      return share(condition, subject, ground, when);
    case 'ratio': {
      const first = counted(condition, subject, ground, when);
      const second = measured(condition.to, subject, ground, when);
      if (second === null || compare(second.least, ZERO) === 0) return null;
      const least = second.most === null ? ZERO : dividedBy(first.least, second.most);
      const most = first.most === null ? null : dividedBy(first.most, second.least);
      return withinBound({ least, most }, condition.bound, ground.policy);
    }
    case 'every':
      return every(condition, subject, ground, when);
  }
}

/** Without those that stand on a reading which is switched off. */
function binding(conditions: readonly Condition[]): readonly Condition[] {
  return conditions.filter(({ interpretation }) => interpretation?.applied !== false);
}

type Counted = Extract<Condition, { form: 'count' | 'sum' | 'share' | 'ratio' | 'every' }>;

/** The days over which a condition counts its records. */
function daysFor(
  list: RecordList,
  window: Window | null,
  subject: OracleSubject,
  ground: OracleGround,
  when: When,
): WindowDays {
  if (window !== null)
    return windowDays(window, when.asked, ground.policy.calendar, (event) => eventDay(event, subject, ground, when));
  if (list.sort !== 'happening') return { is: 'days', from: when.look, through: when.look, periods: null };
  return {
    is: 'days',
    from: when.period?.from ?? null,
    through: when.period === null ? when.asked : earlier(when.asked, when.period.through),
    periods: null,
  };
}

interface Tried {
  readonly item: Item;
  readonly inTime: Truth;
  /** The last day of the time in which it is looked at. */
  readonly through: Day;
}

/** Whether a record is so, on the day on which it is looked at. */
function isSo(where: Where, item: Item, through: Day, ground: OracleGround): Truth {
  const on = item.lookedAt(through);
  return matches(where, item.thing(on), ground, on);
}

/** The records of a condition with whether each lies in its time, one list for each possible world. */
function worlds(
  condition: Counted,
  subject: OracleSubject,
  ground: OracleGround,
  when: When,
): readonly { readonly tried: readonly Tried[]; readonly complete: boolean; readonly days: WindowDays }[] {
  const { records, window, form } = condition;
  // A share is of those among: they are what is looked for.
  const where = condition.form === 'share' ? condition.among : condition.where;
  const list = recordsOf(records, subject, ground, when.look);
  const days = daysFor(list, window, subject, ground, when);
  switch (days.is) {
    case 'nothing':
      return [{ tried: [], complete: true, days }];
    case 'notKnown':
      return [
        {
          tried: list.items.map((item) => ({
            item,
            through: when.asked,
            inTime: item.inDays({ from: null, through: when.asked }) === false ? false : null,
          })),
          complete: list.complete && records !== 'appraisals',
          days,
        },
      ];
    case 'days': {
      const tried = list.items.map((item) => ({ item, inTime: item.inDays(days), through: days.through }));
      if (records !== 'appraisals') return [{ tried, complete: list.complete, days }];
      const wanted = without(['grade', 'by'], where);
      const missing = yearEnds(days).filter(
        (year) => !list.items.some((item) => item.year === year && isSo(wanted, item, days.through, ground) === true),
      );
      return [
        {
          tried: [
            ...tried,
            ...missing.map((year) => ({ item: notRecorded(year), inTime: null, through: days.through })),
          ],
          // Those of a year that has its record are known, whatever was imported.
          complete: days.from !== null,
          days,
        },
      ];
    }
    case 'lastRecords': {
      const wanted = form === 'every' ? where : without(['grade'], where);
      const upTo = list.items
        .filter((item) => item.inDays({ from: null, through: when.asked }) === true)
        .map((item) => ({ item, chosen: isSo(wanted, item, when.asked, ground) }))
        .filter(({ chosen }) => chosen !== false)
        .sort((a, b) => (a.item.date ?? '').localeCompare(b.item.date ?? ''));
      return choices(upTo).map((chosen) => {
        const last = chosen.slice(Math.max(0, chosen.length - days.count));
        const short = records === 'appraisals' ? days.count - last.length : 0;
        return {
          tried: [
            ...last.map((item) => ({ item, inTime: true as const, through: when.asked })),
            ...Array.from({ length: short }, () => ({ item: notRecorded(0), inTime: null, through: when.asked })),
          ],
          complete: list.complete,
          days,
        };
      });
    }
  }
}

/** Every way in which the records that perhaps belong may do so. */
function choices(items: readonly { readonly item: Item; readonly chosen: Truth }[]): readonly (readonly Item[])[] {
  return items.reduce<readonly (readonly Item[])[]>(
    (made, { item, chosen }) => [...made.map((each) => [...each, item]), ...(chosen === null ? made : [])],
    [[]],
  );
}

/** An appraisal that may have been given: nothing is known about it. */
function notRecorded(year: number): Item {
  return {
    thing: () => ({
      schools: null,
      values: () => ({ of: [], complete: false }),
      things: () => ({ of: [], complete: false }),
    }),
    lookedAt: (through) => through,
    amount: ONE,
    date: null,
    inDays: () => null,
    year,
  };
}

/** What the records are about, without how they turned out. */
function without(attributes: readonly string[], where: Where): Where {
  const asksForGrade = (term: WhereTerm): boolean => {
    switch (term.term) {
      case 'oneOf':
      case 'bound':
        return attributes.includes(term.attribute);
      case 'any':
        return term.of.some((each) => each.some(asksForGrade));
      case 'not':
        return term.of.some(asksForGrade);
      default:
        return false;
    }
  };
  return where.filter((term) => !asksForGrade(term));
}

function counted(condition: Counted, subject: OracleSubject, ground: OracleGround, when: When): Span {
  const spans = worlds(condition, subject, ground, when).map(({ tried, complete }) => {
    const found = tried.map(({ item, inTime, through }) => ({
      item,
      matched: both([inTime, isSo(condition.where, item, through, ground)]),
    }));
    const single = found.filter(({ item }) => item.once === undefined);
    const sure = single.filter(({ matched }) => matched === true).map(({ item }) => item.amount);
    const perhaps = single.filter(({ matched }) => matched === null).map(({ item }) => item.amount);
    const persons = [...new Set(found.flatMap(({ item }) => item.once ?? []))].map((person) =>
      either(found.filter(({ item }) => item.once === person).map(({ matched }) => matched)),
    );
    const least = plus(sumOf(sure), exact(persons.filter((held) => held === true).length));
    const more = plus(sumOf(perhaps), exact(persons.filter((held) => held === null).length));
    return { least, most: complete ? plus(least, more) : null };
  });
  const [first = certain(ZERO), ...others] = spans;
  return others.reduce(
    (whole, span) => ({
      least: compare(span.least, whole.least) < 0 ? span.least : whole.least,
      most:
        whole.most === null || span.most === null ? null : compare(span.most, whole.most) > 0 ? span.most : whole.most,
    }),
    first,
  );
}

function inUnit(span: Span, unit: string, hours: boolean, { policy }: OracleGround): Span | null {
  if (!hours || unit === 'hours' || unit === 'hour') return span;
  const size = policy.layers
    .map(({ document }) => document.define.hourUnits.get(unit))
    .findLast((each) => each !== undefined);
  if (size === undefined) return null;
  return {
    least: dividedBy(span.least, exact(size)),
    most: span.most === null ? null : dividedBy(span.most, exact(size)),
  };
}

/** All pairs of how many among and how many of those match that may be, then the least and the most part. */
function share(
  condition: Extract<Condition, { form: 'share' }>,
  subject: OracleSubject,
  ground: OracleGround,
  when: When,
): Truth {
  let parts: Exact[] = [];
  let open = false;
  let empty = false;
  for (const { tried, complete } of worlds(condition, subject, ground, when)) {
    if (!complete) open = true;
    const groups = new Map<string, readonly (readonly [Truth, Truth, Exact])[]>();
    tried.forEach(({ item, inTime, through }, index) => {
      const key = item.once ?? String(index);
      const among = both([inTime, isSo(condition.among, item, through, ground)]);
      const so = isSo(condition.where, item, through, ground);
      const matched = item.once === undefined ? so : both([among, so]);
      groups.set(key, [...(groups.get(key) ?? []), [among, matched, item.amount]]);
    });
    let pairs = new Map<string, readonly [Exact, Exact]>([['0 0', [ZERO, ZERO]]]);
    for (const group of groups.values()) {
      const among = either(group.map(([each]) => each));
      const matched = either(group.map(([, each]) => each));
      const [, , amount] = group[0] ?? [true, true, ONE];
      const options: [Exact, Exact][] = [];
      if (among !== true) options.push([ZERO, ZERO]);
      if (among !== false && matched !== true) options.push([ZERO, amount]);
      if (among !== false && matched !== false) options.push([amount, amount]);
      const next = new Map<string, readonly [Exact, Exact]>();
      for (const [n, d] of pairs.values())
        for (const [more, all] of options) {
          const pair = [plus(n, more), plus(d, all)] as const;
          next.set(pair.map(({ over, under }) => `${over}/${under}`).join(), pair);
        }
      pairs = next;
    }
    for (const [n, d] of pairs.values())
      if (compare(d, ZERO) === 0) empty = true;
      else parts.push(dividedBy(n, d));
  }
  if (open) parts = [ZERO, ONE];
  else if (empty) return null;
  const [first, ...others] = parts;
  if (first === undefined) return null;
  const least = others.reduce((a, b) => (compare(b, a) < 0 ? b : a), first);
  const most = others.reduce((a, b) => (compare(b, a) > 0 ? b : a), first);
  return withinBound({ least, most }, condition.bound, ground.policy);
}

function every(
  condition: Extract<Condition, { form: 'every' }>,
  subject: OracleSubject,
  ground: OracleGround,
  when: When,
): Truth {
  const outcomes = worlds(condition, subject, ground, when).map(({ tried, complete, days }): Truth => {
    const asked = tried
      .map(({ item, inTime, through }) => ({
        item,
        asked: both([inTime, isSo(condition.where, item, through, ground)]),
        so: isSo(condition.is, item, through, ground),
      }))
      .filter((each) => each.asked !== false);
    const each = asked.map(({ asked: sure, so }) => (so === true ? true : sure === true ? so : null));
    const appraisals = condition.records === 'appraisals';
    const truths: Truth[] = [...each, complete ? true : null];
    if (days.is === 'days' && days.periods !== null)
      for (const period of days.periods) {
        const there = either(asked.map(({ item, asked: sure }) => both([sure, item.inDays(period)])));
        truths.push(there === false && (appraisals || !complete) ? null : there);
      }
    else if (days.is === 'lastRecords') {
      if (asked.length < days.count) truths.push(appraisals || !complete ? null : false);
    } else if (!asked.some(({ asked: sure }) => sure === true)) truths.push(null);
    return both(truths);
  });
  return outcomes.every((outcome) => outcome === outcomes[0]) ? (outcomes[0] ?? null) : null;
}

function measured(measure: Measure, subject: OracleSubject, ground: OracleGround, when: When): Span | null {
  if (measure.measure === 'figure') return figure(measure, subject, ground, when);
  const selection = named(measure.selection, ground, when);
  if (selection === null) return null;
  const { population, where } = selection;
  if (population === 'region') return null;
  const records = population === 'holders' ? 'persons' : population;
  const { items, complete } = recordsOf(records, subject, ground, when.look);
  const truths =
    population === 'holders'
      ? ground.unit.people
          .filter((person) => items.some(({ thing }) => thing(when.look).person === person.id))
          .map((person) => isHolder(person, where, ground, when.look))
      : items.map(({ thing, inDays }) =>
          both([inDays({ from: when.look, through: when.look }), matches(where, thing(when.look), ground, when.look)]),
        );
  const sure = truths.filter((truth) => truth === true).length;
  const perhaps = truths.filter((truth) => truth === null).length;
  return { least: exact(sure), most: complete ? exact(sure + perhaps) : null };
}

/** Its own figure; of a region without one, those of its schools together, when each has one. */
function figure(
  measure: Extract<Measure, { measure: 'figure' }>,
  subject: OracleSubject,
  ground: OracleGround,
  when: When,
): Span | null {
  const { items } = recordsOf('figure', subject, ground, when.look);
  const asked: Where = [{ term: 'oneOf', attribute: 'name', values: [measure.name] }, ...measure.where];
  const own = items
    .map((item) => ({ amount: item.amount, matched: isSo(asked, item, when.look, ground) }))
    .filter(({ matched }) => matched !== false);
  if (own.some(({ matched }) => matched === null)) return null;
  if (own.length > 0) return certain(sumOf(own.map(({ amount }) => amount)));
  if (subject.is !== 'region') return null;
  const schools = recordsOf('schools', subject, ground, when.look).items.map(({ thing }) => {
    const [school] = thing(when.look).schools ?? [];
    return school === undefined ? null : figure(measure, { is: 'school', school }, ground, when);
  });
  const found = schools.filter((each) => each !== null);
  return found.length === 0 || found.length < schools.length ? null : certain(sumOf(found.map(({ least }) => least)));
}
