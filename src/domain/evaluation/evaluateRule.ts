import type { Outcome } from '../composition.ts';
import { type Day, addDays, earlier } from '../day.ts';
import { inForceOn } from '../designation.ts';
import type { Condition, Where } from '../policy/condition.ts';
import { type EffectiveRule, selectionOf } from '../policy/effective.ts';
import type { Per, Rule } from '../policy/types.ts';
import { everyOf, matchesThing, someOf } from '../policy/where.ts';
import type { Unknown } from '../unknown.ts';
import { type EvaluationTime, type Surroundings, evaluateCondition, onDay } from './evaluate.ts';
import { eventDay } from './eventDay.ts';
import { holderThing } from './measure.ts';
import { type DatedPeriod, dayAfter, isCalendarPeriod, periodOn } from './span.ts';
import type { Subject } from './subject.ts';
import { regionSubject, schoolSubject, workshopSubject } from './subjects.ts';
import { fromThree } from './three.ts';
import type { RuleUnit, RuleVerdict, UnitVerdict, Verdict } from './verdict.ts';
import { waiverOf } from './waiver.ts';
import type { World } from './world.ts';

/**
 * Holds a rule against a subject on a day: whether it falls on it, and what came of it, for each period and unit that it is
 * compared for. Of a rule per period it is the period in which the day lies.
 */
export function evaluateRule(rule: EffectiveRule, subject: Subject, world: World, day: Day): RuleVerdict {
  return evaluateWithin(rule, subject, world, day, []);
}

function evaluateWithin(
  rule: EffectiveRule,
  subject: Subject,
  world: World,
  day: Day,
  asking: readonly string[],
): RuleVerdict {
  const around = surroundings(rule, world, asking);
  const periods = periodsOf(rule.rule, world, day);
  const time = periods.known ? timeOf(periods.periods, day) : onDay(day);
  const applies = appliesTo(rule, subject, world, time, around);
  const base = { rule, applies, modality: rule.rule.modality, attested: rule.rule.attest?.of ?? [] };
  if (applies === false)
    return { ...base, outcome: 'met', passes: true, unknown: null, units: [], waivedBy: null, due: null };
  const require = requirementOf(rule.rule);
  if (!periods.known)
    return {
      ...base,
      outcome: 'unknown',
      passes: null,
      unknown: periods.unknown,
      units: [],
      waivedBy: null,
      due: null,
    };
  if (require === null) {
    const unknown: Unknown = { because: 'attested' };
    return { ...base, outcome: 'unknown', passes: null, unknown, units: [], waivedBy: null, due: null };
  }
  const units = comparedFor(rule, subject, world, time.on).map(({ units: found, subject: unit }): UnitVerdict => {
    const verdict = evaluateCondition(require, unit, world, time, around);
    const through =
      periods.periods.length === 0 ? null : periods.periods.map((period) => period.through).reduce(earlier);
    const due =
      verdict.outcome === 'unmet' && verdict.mayRise ? (through ?? windowEnd(require, unit, world, day)) : null;
    return {
      units: [
        ...periods.periods.map(({ name, from, through: last }): RuleUnit => ({
          per: 'period',
          name,
          from,
          through: last,
        })),
        ...found,
      ],
      verdict,
      due: due !== null && due >= day ? due : null,
    };
  });
  const outcome = together(units.map(({ verdict }) => verdict.outcome));
  const waivedBy =
    outcome === 'unmet' && rule.rule.waivable !== null
      ? waiverOf(rule.rule.waivable, subject, world, time, around)
      : null;
  const certain = applies === true;
  const passes = everyOf(units.map(({ verdict }) => verdict.passes));
  const binding = rule.rule.modality === 'must';
  return {
    ...base,
    outcome: certain ? outcome : 'unknown',
    passes: !binding || waivedBy !== null ? true : certain || passes === true ? passes : null,
    unknown: certain
      ? outcome === 'unknown'
        ? (units.find(({ verdict }) => verdict.unknown !== null)?.verdict.unknown ?? NOTHING_TO_MEASURE(day))
        : null
      : whyNotKnown(rule, subject, world, time, around),
    units,
    waivedBy,
    due: units
      .flatMap((unit) => unit.due ?? [])
      .reduce<Day | null>((first, due) => (first === null || due < first ? due : first), null),
  };
}

const NOTHING_TO_MEASURE = (day: Day): Unknown => ({ because: 'nothingToMeasure', day });

/** What a rule asks as one condition; null: it asks nothing that is computed. */
export function requirementOf(rule: Rule): Condition | null {
  return 'require' in rule ? rule.require : null;
}

/** Whether a rule falls on a subject: its population names it, the body binds it, and no exception holds. */
export function appliesTo(
  rule: EffectiveRule,
  subject: Subject,
  world: World,
  time: EvaluationTime,
  around: Surroundings = surroundings(rule, world, []),
): boolean | null {
  const named = namedBy(rule, subject, world, time.on);
  if (named === false) return false;
  const { except } = rule.rule;
  if (except === null) return named;
  const { outcome } = evaluateCondition(except, subject, world, time, around);
  return everyOf([named, outcome === 'unknown' ? null : outcome === 'unmet']);
}

function namedBy(rule: EffectiveRule, subject: Subject, world: World, on: Day): boolean | null {
  const selection = selectionOf(world.policy, rule);
  if (selection === null) return bindsSubject(rule, subject, on);
  const { person } = subject;
  switch (selection.population) {
    case 'persons':
      if (person === null || !bindsSubject(rule, subject, on)) return false;
      return matchesThing(selection.where, subject.thing(on), world.comparing);
    case 'holders':
      if (person === null) return false;
      return someOf([
        ...person.titles.map((title) => {
          const bound =
            (rule.onlyBody === null || title.awardedBy === rule.onlyBody) &&
            (title.awardedBy === null || !rule.exceptBodies.includes(title.awardedBy));
          return everyOf([
            bound,
            inForceOn(title, on),
            matchesThing(selection.where, holderThing(world, person, title, on), world.comparing),
          ]);
        }),
        ...(world.uncovered(['designation']) === null ? [] : [null]),
      ]);
    case 'seats':
      if (person === null) return false;
      return someOf([
        ...(subject.records('seats', on) ?? []).map((seat) =>
          everyOf([seat.in({ from: on, through: on }), matchesThing(selection.where, seat.thing(on), world.comparing)]),
        ),
        ...(world.uncovered(['seat']) === null ? [] : [null]),
      ]);
    case 'workshops':
      return subject.kind === 'workshop' && bindsSubject(rule, subject, on)
        ? matchesThing(selection.where, subject.thing(on), world.comparing)
        : false;
    case 'schools':
      return subject.kind === 'school' && bindsSubject(rule, subject, on)
        ? matchesThing(selection.where, subject.thing(on), world.comparing)
        : false;
    case 'region':
      return subject.kind === 'region' && bindsSubject(rule, subject, on)
        ? matchesThing(selection.where, subject.thing(on), world.comparing)
        : false;
  }
}

/** Why it is not known whether a rule falls on a subject: a parameter nobody set, what is not known of it, or the exception. */
function whyNotKnown(
  rule: EffectiveRule,
  subject: Subject,
  world: World,
  time: EvaluationTime,
  around: Surroundings,
): Unknown {
  const where = selectionOf(world.policy, rule)?.where ?? [];
  const unset = parametersOf(where).find((parameter) => world.comparing.parameter(parameter) === null);
  if (unset !== undefined) return { because: 'parameterNotSet', parameter: unset };
  const thing = subject.thing(time.on);
  const attributes = where.flatMap((term) =>
    'attribute' in term && matchesThing([term], thing, world.comparing) === null ? [term.attribute] : [],
  );
  if (attributes.length > 0) return { because: 'attributeNotKnown', attributes };
  const { except } = rule.rule;
  const exception = except === null ? null : evaluateCondition(except, subject, world, time, around).unknown;
  return exception ?? { because: 'attributeNotKnown', attributes: ['title'] };
}

function parametersOf(where: Where): readonly string[] {
  return where.flatMap((term): readonly string[] => {
    switch (term.term) {
      case 'bound':
        return (term.bound.is === 'between' ? [term.bound.least, term.bound.most] : [term.bound.value]).flatMap(
          (value) => (typeof value === 'object' ? [value.parameter] : []),
        );
      case 'nested':
        return parametersOf(term.where);
      case 'any':
        return term.of.flatMap(parametersOf);
      case 'not':
        return parametersOf(term.of);
      case 'oneOf':
      case 'same':
        return [];
    }
  });
}

/** A rule that replaces another binds its own body alone, and the one that it replaces everybody else. */
function bindsSubject({ onlyBody, exceptBodies }: EffectiveRule, subject: Subject, on: Day): boolean {
  if (onlyBody === null && exceptBodies.length === 0) return true;
  const bodies = subject.bodies(on);
  if (onlyBody !== null && !bodies.includes(onlyBody)) return false;
  return !exceptBodies.some((body) => bodies.includes(body));
}

type Periods =
  | { readonly known: true; readonly periods: readonly DatedPeriod[] }
  | { readonly known: false; readonly unknown: Unknown };

/** The periods in which the day lies, for each that the rule is compared for. */
function periodsOf({ per }: Rule, world: World, day: Day): Periods {
  const periods: DatedPeriod[] = [];
  for (const each of per) {
    if (each.per === 'period') {
      if (!isCalendarPeriod(each.period)) return { known: false, unknown: { because: 'notDefined', what: 'term' } };
      periods.push(periodOn(each.period, day, world.policy.calendar));
    } else if (each.per === 'named') {
      const named = world.periodNamed(each.period);
      if (named === null) return { known: false, unknown: { because: 'notDefined', what: 'term' } };
      periods.push({ name: each.period, ...named, countingDay: named.through });
    }
  }
  return { known: true, periods };
}

/** When a rule per period is looked at: of several periods, in what they share. */
export function timeOf(periods: readonly DatedPeriod[], day: Day): EvaluationTime {
  if (periods.length === 0) return onDay(day);
  const from = periods.map((period) => period.from).reduce((latest, each) => (each > latest ? each : latest));
  const through = periods.map((period) => period.through).reduce(earlier);
  const on = periods.map(({ countingDay }) => countingDay).reduce(earlier);
  return { day, on: earlier(day, on), period: { from, through } };
}

/** The units for each of which a rule is compared: the subject itself, or every combination of units within it. */
function comparedFor(
  { rule }: EffectiveRule,
  subject: Subject,
  world: World,
  on: Day,
): readonly { readonly units: readonly RuleUnit[]; readonly subject: Subject }[] {
  return rule.per.reduce<readonly { readonly units: readonly RuleUnit[]; readonly subject: Subject }[]>(
    (found, per) =>
      per.per === 'period' || per.per === 'named'
        ? found
        : found.flatMap(({ units, subject: within }) =>
            unitsWithin(per, within, world, on).map((unit) => ({
              units: [...units, unit.unit],
              subject: unit.subject,
            })),
          ),
    [{ units: [], subject }],
  );
}

function unitsWithin(
  per: Per,
  subject: Subject,
  world: World,
  on: Day,
): readonly { readonly unit: RuleUnit; readonly subject: Subject }[] {
  switch (per.per) {
    case 'period':
    case 'named':
      return [];
    case 'level':
      return world.unit
        .regionsOfLevel(per.level, on)
        .map((id) => ({ unit: { per: 'region', id }, subject: regionSubject(world, id) }) as const)
        .filter(
          ({ subject: region }) => subject.kind !== 'region' || region.bodies(on).some((body) => body === subject.id),
        );
    case 'schools':
      return (subject.records('schools', on) ?? [])
        .filter((record) => matchesThing(per.where, record.thing(on), world.comparing) === true)
        .flatMap((record) => {
          const school = world.facts.schools.find(({ id }) => id === record.id);
          return school === undefined
            ? []
            : [{ unit: { per: 'school', id: school.id } as const, subject: schoolSubject(world, school.id) }];
        });
    case 'workshop':
      return world.facts.workshops
        .filter(({ id, seats }) =>
          subject.kind === 'workshop' ? id === subject.id : seats.some(({ person }) => person === subject.id),
        )
        .map(({ id }) => ({ unit: { per: 'workshop', id }, subject: workshopSubject(world, id) }));
    case 'nominator':
      return nominators(subject, on).flatMap((id) => {
        const school = world.facts.schools.find((each) => each.id === id);
        return school === undefined
          ? []
          : [{ unit: { per: 'school', id: school.id } as const, subject: schoolSubject(world, school.id) }];
      });
  }
}

function nominators(subject: Subject, on: Day): readonly string[] {
  const named = (subject.records('applications', on) ?? []).flatMap(
    (record) => record.thing(on).attributes('nominator')?.map(String) ?? [],
  );
  return [...new Set(named)];
}

/** The last day of a window that begins with an event: until then a floor may be reached. */
function windowEnd(condition: Condition, subject: Subject, world: World, day: Day): Day | null {
  if (!('window' in condition) || condition.window?.window !== 'first') return null;
  const event = eventDay(world, subject, condition.window.of, day).day;
  const end = event === null ? null : dayAfter(event, condition.window.duration);
  return end === null ? null : addDays(end, -1);
}

/** Each unit has to be met; of no unit nothing is known. */
function together(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.length === 0) return 'unknown';
  return fromThree(everyOf(outcomes.map((outcome) => (outcome === 'unknown' ? null : outcome === 'met'))));
}

/** Asks another rule of the policy; one that asks itself is a circle, which the checker refuses, and is not known. */
function surroundings(rule: EffectiveRule, world: World, asking: readonly string[]): Surroundings {
  return {
    rule,
    otherRule: (id, subject, { day }) => {
      const other = world.policy.rules.findLast((each) => each.rule.id === id);
      if (other === undefined || asking.includes(id)) return null;
      const found = evaluateWithin(other, subject, world, day, [...asking, rule.rule.id]);
      const conditions = found.units.map(({ verdict }): Verdict => verdict);
      return { outcome: found.outcome, passes: found.passes, unknown: found.unknown, conditions };
    },
  };
}
