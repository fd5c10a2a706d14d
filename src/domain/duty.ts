import { type Calendar, type SchoolYear, schoolYearEnd, schoolYearStart } from './calendar.ts';
import { type Day, addDays, earlier } from './day.ts';
import { belongsTo } from './eligibility.ts';
import { evaluateRule } from './evaluation/evaluateRule.ts';
import type { PersonFacts } from './evaluation/facts.ts';
import { type CalendarPeriod, isCalendarPeriod, periodOn } from './evaluation/span.ts';
import type { Subject } from './evaluation/subject.ts';
import { personSubject, regionSubject, schoolSubject, workshopSubject } from './evaluation/subjects.ts';
import type { Outcome, RuleVerdict } from './evaluation/verdict.ts';
import type { World } from './evaluation/world.ts';
import type { RegionId, SchoolId, UnitId } from './identifier.ts';
import { holdsOn } from './interval.ts';
import { type EffectivePolicy, type EffectiveRule, rulesOfKind, selectionOf } from './policy/effective.ts';
import type { RuleOf } from './policy/types.ts';
import type { Place } from './unitOverTime.ts';

/** Rules that ask something of somebody. */
export const DUTY_KINDS = ['obligation', 'quota'] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];
export type DutyRule = EffectiveRule<RuleOf<DutyKind>>;

/** The duties in force, in the order of the policy. */
export function dutyRules(policy: EffectivePolicy): readonly DutyRule[] {
  const rules: readonly DutyRule[] = DUTY_KINDS.flatMap((kind) => rulesOfKind(policy, kind));
  return [...rules].sort((a, b) => policy.rules.indexOf(a) - policy.rules.indexOf(b));
}

/** On what a rule falls; one that names nobody falls on the region. */
export function fallsOn(policy: EffectivePolicy, rule: EffectiveRule): Subject['kind'] {
  switch (selectionOf(policy, rule)?.population) {
    case 'persons':
    case 'holders':
    case 'seats':
      return 'person';
    case 'workshops':
      return 'workshop';
    case 'schools':
      return 'school';
    case 'region':
    case undefined:
      return 'region';
  }
}

/**
 * The days on which a duty is looked at: for a school year, the last day of each of its periods that have begun; without
 * one, the day asked alone. None: the school year has not begun.
 */
export function dutyDays(
  { rule }: EffectiveRule,
  schoolYear: SchoolYear | null,
  day: Day,
  calendar: Calendar,
): readonly Day[] {
  if (schoolYear === null) return [day];
  const last = earlier(addDays(schoolYearEnd(schoolYear, calendar), -1), day);
  let on = schoolYearStart(schoolYear, calendar);
  if (on > last) return [];
  const period = shortest(
    rule.per.flatMap((per) => (per.per === 'period' ? [per.period] : [])).filter(isCalendarPeriod),
  );
  if (period === null) return [last];
  const days: Day[] = [];
  while (on <= last) {
    const { through } = periodOn(period, on, calendar);
    days.push(earlier(through, last));
    on = addDays(through, 1);
  }
  return days;
}

const BY_LENGTH: readonly CalendarPeriod[] = ['month', 'semester', 'schoolYear', 'year'];

function shortest(periods: readonly CalendarPeriod[]): CalendarPeriod | null {
  return BY_LENGTH.find((period) => periods.includes(period)) ?? null;
}

/** The day on which lasting things are looked at for a rule: that of its periods' counting days which comes first. */
export function lookedAtOn({ rule }: EffectiveRule, day: Day, { calendar, periods }: EffectivePolicy): Day {
  return rule.per.reduce((on, per) => {
    if (per.per === 'period' && isCalendarPeriod(per.period))
      return earlier(on, periodOn(per.period, day, calendar).countingDay);
    if (per.per === 'named') return earlier(on, periods.get(per.period)?.through ?? on);
    return on;
  }, day);
}

/** Somebody or something on whom a duty falls, or may fall. */
export interface DutySubject {
  readonly subject: Subject;
  /** The parts of the unit in which it stands; null: the unit's own. */
  readonly parts: readonly (UnitId | null)[];
  readonly verdict: RuleVerdict;
}

/** How the subjects of a duty stand, all together or in a part of a unit. */
export interface DutyCount {
  readonly met: number;
  readonly unmet: number;
  readonly unknown: number;
  readonly notApplicable: number;
}

/** How one duty is fulfilled in a unit. */
export interface DutyFinding {
  readonly rule: DutyRule;
  /** The day on which it was looked at: the last one of the period asked, or the day asked. */
  readonly asked: Day;
  readonly totals: DutyCount;
  /** The units directly below, then the unit's own; school by school where nothing lies below. In the order of their codes. */
  readonly byUnit: readonly (DutyCount & { readonly unit: UnitId | null })[];
  /** Those on whom it falls or may fall. */
  readonly subjects: readonly DutySubject[];
}

/** Holds a duty against all in a unit on whom it may fall. */
export function findDuty(
  rule: DutyRule,
  unit: UnitId,
  people: readonly PersonFacts[],
  world: World,
  asked: Day,
): DutyFinding {
  const on = lookedAtOn(rule, asked, world.policy);
  const divide = division(unit, world, on);
  const subjects: DutySubject[] = [];
  const totals = { met: 0, unmet: 0, unknown: 0, notApplicable: 0 };
  const parts = new Map<UnitId | null, Record<Outcome, number>>();
  for (const { subject, places } of subjectsIn(rule, unit, people, world, on)) {
    const verdict = evaluateRule(rule, subject, world, asked);
    if (verdict.applies === false) {
      totals.notApplicable += 1;
      continue;
    }
    totals[verdict.outcome] += 1;
    const found = { subject, verdict, parts: divide(places()) };
    subjects.push(found);
    for (const part of found.parts) {
      const counts = parts.get(part) ?? { met: 0, unmet: 0, unknown: 0 };
      counts[verdict.outcome] += 1;
      parts.set(part, counts);
    }
  }
  const byUnit = [...parts].map(([part, counts]) => ({ unit: part, ...counts, notApplicable: 0 }));
  const codes = codesOn(world, on);
  return { rule, asked, totals, subjects, byUnit: byUnit.sort((a, b) => (codes(a.unit) < codes(b.unit) ? -1 : 1)) };
}

interface InUnit {
  readonly subject: Subject;
  readonly places: () => readonly Place[];
}

function subjectsIn(
  rule: DutyRule,
  unit: UnitId,
  people: readonly PersonFacts[],
  world: World,
  on: Day,
): readonly InUnit[] {
  const { facts, unit: tree } = world;
  const inUnit = (place: Place | null): place is Place =>
    place !== null && (place.school?.id === unit || place.regions.some((region) => region === unit));
  switch (fallsOn(world.policy, rule)) {
    case 'person':
      return people
        .filter((person) => belongsTo(person, unit, world, on))
        .map((person) => ({
          subject: personSubject(world, person),
          places: () =>
            world
              .workplaces(person, on)
              .map((school) => tree.school(school, on))
              .filter(inUnit),
        }));
    case 'school':
      return tree.schoolsOn(on).flatMap(({ id }): InUnit[] => {
        const place = tree.school(id, on);
        return inUnit(place) ? [{ subject: schoolSubject(world, id), places: () => [place] }] : [];
      });
    case 'workshop':
      return facts.workshops
        .filter((workshop) => holdsOn(workshop, on))
        .flatMap((workshop): InUnit[] => {
          const place = world.founderPlace(workshop, on);
          return inUnit(place) ? [{ subject: workshopSubject(world, workshop.id), places: () => [place] }] : [];
        });
    case 'region': {
      const ids = new Set(facts.regions.flatMap(({ regions }) => regions));
      return [...ids].flatMap((id): InUnit[] => {
        const place = tree.region(id, on);
        return inUnit(place) ? [{ subject: regionSubject(world, id), places: () => [place] }] : [];
      });
    }
  }
}

/** Into which parts of the unit places fall. */
function division(unit: UnitId, world: World, on: Day): (places: readonly Place[]) => readonly (UnitId | null)[] {
  const below = ({ regions }: Place): RegionId | null =>
    regions[regions.findIndex((region) => region === unit) + 1] ?? null;
  const divided = world.facts.regions.some(({ regions }) => {
    const last = regions.at(-1);
    const place = last === undefined ? null : world.unit.region(last, on);
    return place?.regions.some((region) => region === unit) === true && below(place) !== null;
  });
  const partOf = (place: Place): UnitId | SchoolId | null => (divided ? below(place) : (place.school?.id ?? null));
  return (places) => [...new Set(places.map(partOf))];
}

/** Codes of regions and schools on a day; the unit's own stands last. */
function codesOn({ facts }: World, on: Day): (unit: UnitId | null) => string {
  const codes = new Map<string, string>(facts.schools.map(({ id, code }) => [id, code]));
  for (const { regions, names } of facts.regions) {
    const [last, name] = [regions.at(-1), names.find((each) => holdsOn(each, on))];
    if (last !== undefined && name !== undefined) codes.set(last, name.code);
  }
  return (unit) => (unit === null ? '\uffff' : (codes.get(unit) ?? ''));
}
