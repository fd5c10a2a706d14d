import type { Day } from '../domain/day.ts';
import {
  type EligibilityAim,
  type Goal,
  type PathCount,
  PathTally,
  type PersonEligibility,
  type RuleOutcome,
  belongsTo,
  eligibilityOf,
  goalsOf,
  isHoldingRecorded,
  listsOfGoals,
  pathsTo,
} from '../domain/eligibility.ts';
import type { FactList, PersonFacts } from '../domain/evaluation/facts.ts';
import { factListsAsked } from '../domain/evaluation/recordsAsked.ts';
import type { World } from '../domain/evaluation/world.ts';
import type { RegionId, TeacherId, UnitId } from '../domain/identifier.ts';
import { type EffectivePolicy, type EffectiveRule, rulesOfKind } from '../domain/policy/effective.ts';
import type { Unknown } from '../domain/unknown.ts';
import { type FoundPerson, type LoadedFacts, loadPeopleFacts, loadUnitFacts, worldOf } from './evaluationGround.ts';
import { recordsOpen } from './recordsOpen.ts';
import { type RollUpSources, type Unit, policyOfUnit } from './rollUp.ts';

/** How one person of a unit stands. */
export interface EligibilityRow {
  readonly person: FoundPerson;
  readonly outcome: RuleOutcome;
  /** Whether what is asked for, or more, is held already; null: not known. */
  readonly holds: boolean | null;
}

/** Who of a unit may become what is asked for. Null: not known; `unknown` says why. */
export interface EligibilityReport {
  /** The rules that lead there, each with its counts; empty: the policy in force says nothing about it. */
  readonly paths: readonly PathCount[];
  /** Everybody of whom it was asked, in the order of lists of people; null: nothing can be said. */
  readonly rows: readonly EligibilityRow[] | null;
  /** Whether records say who holds it already. */
  readonly holdingRecorded: boolean;
  /** How one of them stands, in full. */
  readonly ofPerson: (person: PersonFacts) => PersonEligibility;
  /** What rules were held against; null: nothing can be said. */
  readonly world: World | null;
  readonly day: Day;
  readonly unknown: Unknown | null;
}

/** What is asked of units. */
export interface EligibilityQuestion {
  readonly aim: EligibilityAim;
  /** The day that says whose records are open to the asker. */
  readonly today: Day;
  /** By which rules; by default those in force for each unit. */
  readonly policy?: EffectivePolicy;
}

interface Job {
  readonly unit: Unit;
  readonly policy: EffectivePolicy;
  readonly paths: readonly EffectiveRule[];
  readonly goals: readonly Goal[];
}

/**
 * Who of each unit may become something: the rules held against everybody there. A unit whose records are not open to the
 * asker has no entry. Three queries at most, whatever the number of units and people.
 */
export async function loadEligibility(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  { aim, today, policy: given }: EligibilityQuestion,
): Promise<ReadonlyMap<UnitId, EligibilityReport>> {
  const reports = new Map<UnitId, EligibilityReport>();
  const jobs: Job[] = [];
  const asked = await Promise.all(
    units.map(async (unit) => ({
      unit,
      open: await recordsOpen(sources, unit, today),
      policy: given ?? (await policyOfUnit(sources, unit, day)),
    })),
  );
  for (const { unit, open, policy } of asked) {
    if (!open) continue;
    const paths = policy === null ? [] : pathsTo(policy, aim);
    if (policy === null) reports.set(unit.id, nothingKnown(day, { because: 'noPolicy', day }));
    else if (paths.length === 0) reports.set(unit.id, nothingKnown(day, null));
    else jobs.push({ unit, policy, paths, goals: goalsOf(aim, paths) });
  }
  if (jobs.length === 0) return reports;
  const ids = jobs.map(({ unit }) => unit.id);
  const facts = await loadUnitFacts(sources, ids, { lists: listsOf(jobs), day, today }, day);
  for (const job of jobs) {
    const world = await worldOf(sources, facts, job.policy, job.unit.id, day);
    reports.set(job.unit.id, reportOf(job, aim, facts, world, day));
  }
  return reports;
}

/**
 * Who of each unit fulfils what an award rule asks: one report for each such rule in force, from the same three queries. A
 * unit has no entry whose records are not open to the asker, or for which nothing is in force.
 */
export async function loadAwardsDue(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  today: Day,
): Promise<ReadonlyMap<UnitId, readonly EligibilityReport[]>> {
  const reports = new Map<UnitId, readonly EligibilityReport[]>();
  const ruled = await Promise.all(
    units.map(async (unit) => ({
      unit,
      open: await recordsOpen(sources, unit, today),
      policy: await policyOfUnit(sources, unit, day),
    })),
  );
  const jobs = ruled.flatMap(({ unit, open, policy }): Job[] => {
    if (!open || policy === null) return [];
    reports.set(unit.id, []);
    return rulesOfKind(policy, 'award').map((rule) => {
      const paths = [rule];
      return { unit, policy, paths, goals: goalsOf({ rule: rule.rule.id, sought: null }, paths) };
    });
  });
  if (jobs.length === 0) return reports;
  const facts = await loadUnitFacts(sources, [...reports.keys()], { lists: listsOf(jobs), day, today }, day);
  const worlds = new Map<UnitId, World>();
  for (const job of jobs) {
    const { id } = job.unit;
    const world = worlds.get(id) ?? (await worldOf(sources, facts, job.policy, id, day));
    worlds.set(id, world);
    const aim = { rule: job.paths[0]?.rule.id ?? '', sought: null };
    reports.set(id, [...(reports.get(id) ?? []), reportOf(job, aim, facts, world, day)]);
  }
  return reports;
}

function listsOf(jobs: readonly Job[]): ReadonlySet<FactList> {
  return new Set(
    jobs.flatMap(({ policy, paths, goals }) => [...factListsAsked(paths, policy), ...listsOfGoals(goals)]),
  );
}

function reportOf(
  { unit, paths, goals }: Job,
  aim: EligibilityAim,
  { people }: LoadedFacts,
  world: World,
  day: Day,
): EligibilityReport {
  const tallies = new Map(paths.map((path) => [path, new PathTally(path)]));
  const rows = people
    .filter(({ facts }) => belongsTo(facts, unit.id, world, day))
    .map((person): EligibilityRow => {
      const { outcome, holds, paths: verdicts } = eligibilityOf(person.facts, aim, paths, world, day);
      for (const verdict of verdicts) tallies.get(verdict.rule)?.add(verdict);
      return { person, outcome, holds };
    });
  return {
    paths: [...tallies.values()].map((tally) => tally.counts()),
    rows,
    holdingRecorded: isHoldingRecorded(goals),
    ofPerson: (person) => eligibilityOf(person, aim, paths, world, day),
    world,
    day,
    unknown: null,
  };
}

/** How one person stands against what is asked for. */
export interface TeacherEligibility {
  /** Null: nothing can be said; `unknown` says why, or the policy in force says nothing about it. */
  readonly found: PersonEligibility | null;
  readonly person: PersonFacts | null;
  readonly world: World | null;
  readonly unknown: Unknown | null;
}

const BARRING: readonly FactList[] = ['effects', 'appraisals', 'titles'];

/** How several people stand, by the rules of one body: two queries. Whose records are not open has no entry. */
export async function loadTeacherEligibility(
  sources: RollUpSources,
  ids: readonly TeacherId[],
  body: RegionId,
  day: Day,
  { aim, today, policy: given }: EligibilityQuestion,
): Promise<ReadonlyMap<TeacherId, TeacherEligibility>> {
  const policy = given ?? (await sources.policyOf(body, day));
  const nothing = { found: null, person: null, world: null };
  if (policy === null) return new Map(ids.map((id) => [id, { ...nothing, unknown: { because: 'noPolicy', day } }]));
  const paths = pathsTo(policy, aim);
  if (paths.length === 0) return new Map(ids.map((id) => [id, { ...nothing, unknown: null }]));
  // What bars from applying stands beside the rules.
  const lists = new Set([...factListsAsked(paths, policy), ...listsOfGoals(goalsOf(aim, paths)), ...BARRING]);
  // What is covered is read meanwhile.
  const [facts] = await Promise.all([
    loadPeopleFacts(sources, ids, { lists, day, today }),
    sources.coverageOf(body, day),
  ]);
  const world = await worldOf(sources, facts, policy, body, day);
  return new Map(
    facts.people.map(({ facts: person }) => [
      person.id,
      { found: eligibilityOf(person, aim, paths, world, day), person, world, unknown: null },
    ]),
  );
}

function nothingKnown(day: Day, unknown: Unknown | null): EligibilityReport {
  return {
    paths: [],
    rows: null,
    holdingRecorded: false,
    ofPerson: () => ({ outcome: 'notApplicable', paths: [], holds: null }),
    world: null,
    day,
    unknown,
  };
}
