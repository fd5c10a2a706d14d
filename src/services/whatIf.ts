import { type SchoolYear } from '../domain/calendar.ts';
import type { CapacityReport } from '../domain/capacity.ts';
import type { CoherenceFinding } from '../domain/coherence/finding.ts';
import type { Day } from '../domain/day.ts';
import type { Region } from '../domain/directory.ts';
import { type DutyFinding, type DutyRule, dutyDays, dutyRules, fallsOn, findDuty, lookedAtOn } from '../domain/duty.ts';
import { belongsTo, eligibilityOf, goalsOf, listsOfGoals } from '../domain/eligibility.ts';
import type { FactList } from '../domain/evaluation/facts.ts';
import { factListsAsked } from '../domain/evaluation/recordsAsked.ts';
import type { World } from '../domain/evaluation/world.ts';
import type { TeacherId } from '../domain/identifier.ts';
import type { EffectivePolicy, EffectiveRule } from '../domain/policy/effective.ts';
import type { PolicyProblem } from '../domain/policy/reading.ts';
import { type PolicyChange, comparePolicyFiles } from '../domain/policyComparison.ts';
import type { TargetProgress } from '../domain/target.ts';
import {
  type AimChange,
  type DutyShift,
  type RuleChange,
  type Shift,
  type ShiftTotals,
  changedAims,
  changedRules,
  dutyShifts,
  tallyShifts,
} from '../domain/whatIf.ts';
import { loadCapacities } from './capacity.ts';
import { loadCoherence } from './coherence.ts';
import { loadUnitFacts, worldOf } from './evaluationGround.ts';
import { type LoadReport, loadMentorLoads } from './mentorLoad.ts';
import { type PolicyChoice, chosenLayers } from './policyChoice.ts';
import { readDraft } from './policyDraft.ts';
import { recordsOpen } from './recordsOpen.ts';
import type { RollUpSources } from './rollUp.ts';
import { supposing } from './supposition.ts';
import { loadTargets } from './target.ts';

/** A region as it stands, and another policy as if it were in force there. Nothing is written. */
export interface Supposition {
  readonly region: Region;
  readonly day: Day;
  /** The day that says whose records are open. */
  readonly today: Day;
  readonly sources: RollUpSources;
  readonly supposed: RollUpSources;
  /** Null: nothing is in force. */
  readonly before: EffectivePolicy | null;
  readonly after: EffectivePolicy;
}

/** A supposition with what it would change in the policies themselves. */
export interface WhatIf extends Supposition {
  /** What differs between the policies that would fall away and those that would take their place. */
  readonly changes: readonly PolicyChange[];
}

/** What came of supposing a policy. */
export interface Supposed {
  /** What there is to repair or to know about in a draft. */
  readonly problems: readonly PolicyProblem[];
  /** Null: a draft has errors, or there is no such policy that may be seen. */
  readonly whatIf: WhatIf | null;
}

/** Takes a region as it stands and a policy as if it were in force there. Null: its records are not open to the asker. */
export async function suppose(
  sources: RollUpSources,
  region: Region,
  choice: PolicyChoice,
  { day, today }: { readonly day: Day; readonly today: Day },
): Promise<Supposed | null> {
  if (!(await recordsOpen(sources, region, today))) return null;
  const { problems, layers } = await chosenLayers(sources, choice, region, day);
  if (layers === null) return { problems, whatIf: null };
  const supposed = supposing(sources, layers);
  const [before, after, inForce] = await Promise.all([
    sources.policyOf(region.id, day),
    supposed.policyOf(region.id, day),
    sources.layersOf(region.id, day),
  ]);
  if (after === null) return { problems, whatIf: null };
  const stays = new Set(after.layers.map(({ versionId }) => versionId));
  const fallen = inForce.filter(({ versionId }) => !stays.has(versionId)).map(({ document }) => document);
  const changes = comparePolicyFiles(
    fallen,
    layers.map(({ layer }) => layer.document),
  );
  return { problems, whatIf: { region, day, today, sources, supposed, before, after, changes } };
}

/** Takes two drafts, the one as if it were in force in a region and then the other. Null: one of them has errors. */
export async function supposeBoth(
  sources: RollUpSources,
  region: Region,
  [before, after]: readonly [before: string, after: string],
  days: { readonly day: Day; readonly today: Day },
): Promise<Supposition | null> {
  const { layers } = await readDraft(sources, region, days.day, before);
  if (layers === null) return null;
  const supposed = await suppose(supposing(sources, layers), region, { by: 'draft', text: after }, days);
  return supposed?.whatIf ?? null;
}

/** How one person stands for something under either policy. */
export interface PersonShift extends Shift {
  readonly person: TeacherId;
  /** Whether it is held already; null: not known, or nothing records it. */
  readonly holds: boolean | null;
}

/** Who becomes eligible for something and who no longer is. */
export interface AimShift {
  readonly change: AimChange;
  readonly totals: ShiftTotals;
  /** Those who stand otherwise, in the order of lists of people. */
  readonly people: readonly PersonShift[];
}

/** For everything that the two policies decide otherwise, who becomes eligible and who no longer is: three queries at most. */
export async function loadAimShifts(whatIf: Supposition): Promise<readonly AimShift[]> {
  const { before, after, region, day } = whatIf;
  const changes = changedAims(before, after);
  if (changes.length === 0) return [];
  const lists = new Set<FactList>([
    ...(before === null ? [] : factListsAsked(rulesIn(changes, 'before'), before)),
    ...factListsAsked(rulesIn(changes, 'after'), after),
    ...changes.flatMap(({ sought, ...paths }) =>
      listsOfGoals(goalsOf({ rule: null, sought }, [...paths.before, ...paths.after])),
    ),
  ]);
  const { facts, worldBefore, worldAfter } = await worlds(whatIf, lists, day, day);
  const people = facts.people.filter((person) => belongsTo(person.facts, region.id, worldAfter, day));
  const shifts: AimShift[] = [];
  for (const change of changes) {
    const aim = { rule: null, sought: change.sought };
    const all = people.map(({ facts: person }): PersonShift => {
      const stand = (paths: readonly EffectiveRule[], world: World | null) =>
        paths.length === 0 || world === null ? null : eligibilityOf(person, aim, paths, world, day);
      const [was, is] = [stand(change.before, worldBefore), stand(change.after, worldAfter)];
      return {
        person: person.id,
        before: was?.outcome ?? null,
        after: is?.outcome ?? null,
        holds: is?.holds ?? was?.holds ?? null,
      };
    });
    const asked = { before: change.before.length > 0, after: change.after.length > 0 };
    shifts.push({ change, totals: tallyShifts(all, asked), people: all.filter((each) => each.before !== each.after) });
    await othersFirst();
  }
  return shifts;
}

/** How those stand on whom a duty falls under either policy. */
export interface DutyChange {
  readonly change: RuleChange<DutyRule>;
  /** The day on which it was looked at. */
  readonly asked: Day;
  readonly totals: ShiftTotals;
  /** Those who stand otherwise. */
  readonly subjects: readonly DutyShift[];
}

/**
 * For every duty of which something else comes: how many fulfil it and how many would: three queries at most.
 * @param schoolYear null: as of the day asked
 * @param rule id of the only one asked for; null: all of them
 */
export async function loadDutyChanges(
  whatIf: Supposition,
  { schoolYear, rule: only }: { readonly schoolYear: SchoolYear | null; readonly rule: string | null },
): Promise<readonly DutyChange[]> {
  const { before, after, region, day } = whatIf;
  const asked = (policy: EffectivePolicy | null) =>
    policy === null ? [] : dutyRules(policy).filter(({ rule }) => only === null || rule.id === only);
  const changes = changedRules([before, asked(before)], [after, asked(after)]);
  if (changes.length === 0) return [];
  const sides = [
    { policy: before, rules: changes.flatMap((change) => change.before ?? []) },
    { policy: after, rules: changes.flatMap((change) => change.after ?? []) },
  ];
  const lists = new Set<FactList>();
  let since = day;
  for (const { policy, rules } of sides) {
    if (policy === null) continue;
    for (const list of factListsAsked(rules, policy)) lists.add(list);
    for (const rule of rules) {
      if (fallsOn(policy, rule) === 'workshop') lists.add('workshops');
      for (const on of dutyDays(rule, schoolYear, day, policy.calendar)) {
        const looked = lookedAtOn(rule, on, policy);
        if (looked < since) since = looked;
      }
    }
  }
  const found: DutyChange[] = [];
  const { facts } = await worlds(whatIf, lists, since, day);
  const people = facts.people.map((person) => person.facts);
  const worldsOn = new Map<string, World>();
  const worldOn = async (policy: EffectivePolicy, on: Day): Promise<World> => {
    const key = `${policy === after ? 'after' : 'before'} ${on}`;
    const world = worldsOn.get(key) ?? (await worldOf(whatIf.sources, facts, policy, region.id, on));
    worldsOn.set(key, world);
    return world;
  };
  const findingOf = async (
    policy: EffectivePolicy | null,
    rule: DutyRule | null,
    on: Day,
  ): Promise<DutyFinding | null> =>
    policy === null || rule === null ? null : findDuty(rule, region.id, people, await worldOn(policy, on), on);
  for (const change of changes) {
    const calendar = after.calendar;
    const rule = change.after ?? change.before;
    for (const on of rule === null ? [] : dutyDays(rule, schoolYear, day, calendar)) {
      const [was, is] = [await findingOf(before, change.before, on), await findingOf(after, change.after, on)];
      const shifts = dutyShifts(was, is);
      const totals = tallyShifts(shifts, { before: was !== null, after: is !== null });
      found.push({
        change,
        asked: on,
        // Those on whom it does not fall are counted by the findings themselves.
        totals: { ...totals, before: was?.totals ?? null, after: is?.totals ?? null },
        subjects: shifts.filter((each) => each.before !== each.after),
      });
      await othersFirst();
    }
  }
  return found;
}

/** Something under either policy. Null: the policy says nothing about it. */
export interface Both<Report> {
  readonly before: Report | null;
  readonly after: Report | null;
}

/** Places under the rules in force, and as if the other policy had been in force on every founding day. */
export async function loadCapacityShift({
  region,
  day,
  sources,
  supposed,
}: Supposition): Promise<Both<CapacityReport>> {
  const [before, after] = await Promise.all(
    [sources, supposed].map(async (each) => (await loadCapacities(each, [region], day, null)).get(region.id) ?? null),
  );
  return { before: before ?? null, after: after ?? null };
}

/** How mentors stand against each quota of pairings that either policy has, by the rule's id. */
export async function loadMentorLoadShifts({
  region,
  day,
  sources,
  supposed,
}: Supposition): Promise<readonly Both<LoadReport>[]> {
  const [before = [], after = []] = await Promise.all(
    [sources, supposed].map(async (each) => (await loadMentorLoads(each, [region], day, null)).get(region.id) ?? []),
  );
  return paired(before, after, ({ quota }) => quota.rule.rule.id);
}

/** How the region stands against each target that either policy has, by the rule's id. */
export async function loadTargetShifts({
  region,
  day,
  sources,
  supposed,
}: Supposition): Promise<readonly Both<TargetProgress>[]> {
  const [before = [], after = []] = await Promise.all(
    [sources, supposed].map(async (each) => (await loadTargets(each, [region], day)).get(region.id) ?? []),
  );
  return paired(before, after, ({ rule }) => rule.rule.id);
}

/** Whether the other policy adds up against the people of the region. */
export async function loadSupposedCoherence({
  region,
  day,
  supposed,
}: Supposition): Promise<readonly CoherenceFinding[]> {
  return (await loadCoherence(supposed, region, day)) ?? [];
}

function paired<Report>(
  before: readonly Report[],
  after: readonly Report[],
  idOf: (report: Report) => string,
): readonly Both<Report>[] {
  const [was, is] = [before, after].map((reports) => new Map(reports.map((report) => [idOf(report), report])));
  const ids = new Set([...after, ...before].map(idOf));
  return [...ids].map((id) => ({ before: was?.get(id) ?? null, after: is?.get(id) ?? null }));
}

function rulesIn(changes: readonly AimChange[], side: 'before' | 'after'): readonly EffectiveRule[] {
  return [...new Set(changes.flatMap((change) => change[side]))];
}

async function worlds(
  { sources, region, today, before, after, day }: Supposition,
  lists: ReadonlySet<FactList>,
  since: Day,
  on: Day,
) {
  const facts = await loadUnitFacts(sources, [region.id], { lists, day, today }, since);
  const [worldBefore, worldAfter] = await Promise.all([
    before === null ? null : worldOf(sources, facts, before, region.id, on),
    worldOf(sources, facts, after, region.id, on),
  ]);
  return { facts, worldBefore, worldAfter };
}

/** Lets other requests go on between two rules held against everybody. */
function othersFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
