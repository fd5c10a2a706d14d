import { type SchoolYear } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import {
  type DutyFinding,
  type DutyKind,
  type DutyRule,
  dutyDays,
  dutyRules,
  fallsOn,
  findDuty,
  lookedAtOn,
} from '../domain/duty.ts';
import { evaluateRule } from '../domain/evaluation/evaluateRule.ts';
import { factListsAsked } from '../domain/evaluation/recordsAsked.ts';
import type { Subject } from '../domain/evaluation/subject.ts';
import { personSubject } from '../domain/evaluation/subjects.ts';
import type { RuleVerdict } from '../domain/evaluation/verdict.ts';
import type { World } from '../domain/evaluation/world.ts';
import type { RegionId, TeacherId, UnitId } from '../domain/identifier.ts';
import type { EffectivePolicy } from '../domain/policy/effective.ts';
import type { Unknown } from '../domain/unknown.ts';
import { type FoundPerson, loadPeopleFacts, loadUnitFacts, worldOf } from './evaluationGround.ts';
import { recordsOpen } from './recordsOpen.ts';
import { type RollUpSources, type Unit, policyOfUnit } from './rollUp.ts';

/** Which duties are asked for. */
export interface DutyQuestion {
  readonly kind: DutyKind | null;
  /** Code of one rule; null: all of them. */
  readonly rule: string | null;
  /** Null: as of the day asked alone. */
  readonly schoolYear: SchoolYear | null;
  /** The day that says whose records are open to the asker. */
  readonly today: Day;
  /** By which rules; by default those in force for each unit. */
  readonly policy?: EffectivePolicy;
}

/** How the duties of a unit are fulfilled. */
export interface DutyReport {
  readonly findings: readonly (DutyFinding & { readonly world: World })[];
  /** The people, by id, with their places in lists of people. */
  readonly people: ReadonlyMap<string, FoundPerson>;
  /** The policy has no such duty. */
  readonly noSuchRule: boolean;
  readonly unknown: Unknown | null;
}

interface Job {
  readonly unit: Unit;
  readonly policy: EffectivePolicy;
  readonly asked: readonly { readonly rule: DutyRule; readonly day: Day }[];
}

/**
 * How the duties of each unit are fulfilled: by the people, schools, workshops and regions in it. A unit whose records are
 * not open to the asker has no entry. Three queries at most, whatever the number of units, rules and people.
 */
export async function loadDuties(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  question: DutyQuestion,
): Promise<ReadonlyMap<UnitId, DutyReport>> {
  const { today, policy: given } = question;
  const reports = new Map<UnitId, DutyReport>();
  const jobs: Job[] = [];
  const nothing = { findings: [], people: new Map<string, FoundPerson>(), noSuchRule: false };
  const asked = await Promise.all(
    units.map(async (unit) => ({
      unit,
      open: await recordsOpen(sources, unit, today),
      policy: given ?? (await policyOfUnit(sources, unit, day)),
    })),
  );
  for (const { unit, open, policy } of asked) {
    if (!open) continue;
    if (policy === null) {
      reports.set(unit.id, { ...nothing, unknown: { because: 'noPolicy', day } });
      continue;
    }
    const rules = rulesAsked(policy, question);
    if (rules.length === 0) reports.set(unit.id, { ...nothing, noSuchRule: question.rule !== null, unknown: null });
    else jobs.push({ unit, policy, asked: askedOn(rules, policy, day, question) });
  }
  if (jobs.length === 0) return reports;
  const lists = new Set(
    jobs.flatMap(({ policy, asked: each }) => [
      ...factListsAsked(
        each.map(({ rule }) => rule),
        policy,
      ),
    ]),
  );
  if (jobs.some(({ policy, asked: each }) => each.some(({ rule }) => fallsOn(policy, rule) === 'workshop')))
    lists.add('workshops');
  const since = jobs
    .flatMap(({ policy, asked: each }) => each.map((one) => lookedAtOn(one.rule, one.day, policy)))
    .reduce((first, on) => (on < first ? on : first), day);
  const ids = jobs.map(({ unit }) => unit.id);
  const facts = await loadUnitFacts(sources, ids, { lists, day, today }, since);
  const people = facts.people.map((person) => person.facts);
  const byId = new Map<string, FoundPerson>(facts.people.map((person) => [person.facts.id, person]));
  for (const { unit, policy, asked: each } of jobs) {
    const findings = [];
    for (const on of new Set(each.map((one) => one.day))) {
      const world = await worldOf(sources, facts, policy, unit.id, on);
      for (const { rule } of each.filter((one) => one.day === on))
        findings.push({ ...findDuty(rule, unit.id, people, world, on), world });
    }
    reports.set(unit.id, { findings, people: byId, noSuchRule: false, unknown: null });
  }
  return reports;
}

/** What came of a duty for one person. */
export interface TeacherDuty {
  readonly verdict: RuleVerdict;
  readonly subject: Subject;
  readonly world: World;
  /** The day on which it was looked at. */
  readonly asked: Day;
}

/** The duties that fall, or may fall, on each of these people, by the rules of one body: two queries. */
export async function loadTeacherDuties(
  sources: RollUpSources,
  ids: readonly TeacherId[],
  body: RegionId,
  day: Day,
  question: DutyQuestion,
): Promise<ReadonlyMap<TeacherId, readonly TeacherDuty[]>> {
  const policy = question.policy ?? (await sources.policyOf(body, day));
  if (policy === null) return new Map();
  const rules = rulesAsked(policy, question).filter((rule) => fallsOn(policy, rule) === 'person');
  if (rules.length === 0) return new Map(ids.map((id) => [id, []]));
  const lists = factListsAsked(rules, policy);
  const facts = await loadPeopleFacts(sources, ids, { lists, day, today: question.today });
  const found = new Map<TeacherId, TeacherDuty[]>(facts.people.map((person) => [person.facts.id, []]));
  const worlds = new Map<Day, World>();
  for (const { rule, day: on } of askedOn(rules, policy, day, question)) {
    const world = worlds.get(on) ?? (await worldOf(sources, facts, policy, body, on));
    worlds.set(on, world);
    for (const { facts: person } of facts.people) {
      const subject = personSubject(world, person);
      const verdict = evaluateRule(rule, subject, world, on);
      if (verdict.applies !== false) found.get(person.id)?.push({ verdict, subject, world, asked: on });
    }
  }
  return found;
}

function rulesAsked(policy: EffectivePolicy, { kind, rule }: DutyQuestion): readonly DutyRule[] {
  return dutyRules(policy).filter(
    (duty) => (kind === null || duty.rule.kind === kind) && (rule === null || duty.rule.id === rule),
  );
}

function askedOn(rules: readonly DutyRule[], policy: EffectivePolicy, day: Day, { schoolYear }: DutyQuestion) {
  return rules.flatMap((rule) => dutyDays(rule, schoolYear, day, policy.calendar).map((on) => ({ rule, day: on })));
}
