import type { Day } from '../day.ts';
import type { RegionId } from '../identifier.ts';
import { LEVELS, type Level } from '../level.ts';
import { STAGES, type Stage } from '../school.ts';
import { wholeNumbers } from './bound.ts';
import type { Condition, Quantity, SeatBound } from './condition.ts';
import { type EffectivePolicy, type EffectiveRule, binds, rulesOfKind, selectionOf } from './effective.ts';
import type { WorkshopKind, WorkshopRole } from './types.ts';
import { targetsOf } from './targetReading.ts';
import { allowedValues, attributesOf, matches } from './where.ts';

/** What a policy can tell workshops apart by. */
export interface WorkshopTraits {
  readonly level: Level;
  readonly stages: readonly Stage[];
  /** Code of the kind; without one, the first kind that exists at the level. */
  readonly kind?: string | null;
}

/** How many seats a workshop has in a role. */
export interface SeatRule {
  readonly role: WorkshopRole;
  /** Role whose seats these stand under; null: they form nobody and are formed by nobody, or they lead. */
  readonly parentRole: string | null;
  readonly minimum: number;
  /** Null: no ceiling. */
  readonly maximum: number | null;
  /** Counted once for each holder of this role; null: once for the workshop. */
  readonly forEach: string | null;
  /** Counted once for each seat they stand under. */
  readonly perParent: boolean;
  /** Name of a value that no body has set; the numbers are then not known and are not to be shown. */
  readonly unset: string | null;
  /** The rules that say so, from the top down; where several do, the tighter number of each counts. */
  readonly rules: readonly EffectiveRule[];
}

/** The kind of a workshop; null: no layer knows one. */
export function workshopKindOf(policy: EffectivePolicy, workshop: WorkshopTraits): WorkshopKind | null {
  const named = policy.workshopKinds.find(({ kind }) => kind === workshop.kind);
  return named ?? policy.workshopKinds.find(({ levels }) => levels.includes(workshop.level)) ?? null;
}

/** The roles of a workshop, in the order of the file, parents by their code. */
export function rolesFor(policy: EffectivePolicy, workshop: WorkshopTraits): readonly WorkshopRole[] {
  return workshopKindOf(policy, workshop)?.roles ?? [];
}

/** The roles of all workshops that may exist at a level (null: at any), each once, in the order of the files. */
export function rolesAt(policy: EffectivePolicy, level: Level | null): readonly WorkshopRole[] {
  const kinds = policy.workshopKinds.filter(({ levels }) => level === null || levels.includes(level));
  const roles = new Map<string, WorkshopRole>();
  for (const role of kinds.flatMap((kind) => kind.roles)) if (!roles.has(role.code)) roles.set(role.code, role);
  return [...roles.values()];
}

/** The composition rules that bind a workshop of the policy's own body. */
export function compositionRules(policy: EffectivePolicy, workshop: WorkshopTraits) {
  const kind = workshopKindOf(policy, workshop)?.kind ?? null;
  return rulesOfKind(policy, 'composition').filter((effective) => {
    if (!binds(effective, policy.regionId)) return false;
    const who = selectionOf(policy, effective);
    if (who === null) return effective.rule.who === null;
    if (who.population !== 'workshops') return false;
    return matches(who.where, (attribute) => traitOf(attribute, workshop, kind)) === true;
  });
}

/** The seats of a workshop, role by role; roles about which no rule speaks are left out. */
export function compositionFor(policy: EffectivePolicy, workshop: WorkshopTraits): readonly SeatRule[] {
  const rules = compositionRules(policy, workshop);
  return rolesFor(policy, workshop).flatMap((role) => {
    const stated = rules.flatMap((effective) =>
      effective.rule.seats
        .filter((seats) => seats.role === role.code && !seats.perBatch)
        .map((seats) => ({ effective, forEach: seats.forEach, limits: limitsOf(policy, seats.bound) })),
    );
    const [first] = stated;
    if (first === undefined) return [];
    const alike = stated.filter(({ forEach }) => forEach === first.forEach);
    const ceilings = alike.flatMap(({ limits }) => (limits.maximum === null ? [] : [limits.maximum]));
    return [
      {
        role,
        parentRole: role.under,
        minimum: Math.max(...alike.map(({ limits }) => limits.minimum)),
        maximum: ceilings.length === 0 ? null : Math.min(...ceilings),
        forEach: first.forEach,
        perParent: first.forEach !== null && first.forEach === role.under,
        unset: alike.find(({ limits }) => limits.unset !== null)?.limits.unset ?? null,
        rules: alike.map(({ effective }) => effective),
      },
    ];
  });
}

/** Whose pairings a quota counts. Null: not restricted in that respect. */
export interface QuotaPopulation {
  /** `persons`: everybody; `holders`: those with a title in force that fits. */
  readonly of: 'persons' | 'holders';
  readonly ladder: string | null;
  readonly tiers: readonly string[] | null;
  readonly levels: readonly Level[] | null;
  /** Only titles that this body awarded. */
  readonly awardedBy: RegionId | null;
  /** Not titles that these bodies awarded: their own rule counts for them. */
  readonly notAwardedBy: readonly RegionId[];
}

/** How many pairings somebody gives in a school year. */
export interface PairingQuota {
  readonly rule: EffectiveRule;
  readonly population: QuotaPopulation;
  readonly floor: number | null;
  readonly ceiling: number | null;
  readonly per: 'schoolYear';
}

/** The quotas of pairings given, one entry for each rule that the program can count. */
export function pairingQuotas(policy: EffectivePolicy): readonly PairingQuota[] {
  return rulesOfKind(policy, 'quota').flatMap((effective) => {
    const population = quotaPopulation(policy, effective);
    const { require, per } = effective.rule;
    const yearly = per.length === 1 && per[0]?.per === 'period' && per[0].period === 'schoolYear';
    if (population === null || !yearly || require?.form !== 'count' || !countsMentoring(require)) return [];
    const limits = limitsOf(policy, require.bound);
    if (limits.unset !== null) return [];
    return [
      {
        rule: effective,
        population,
        floor: limits.minimum === 0 ? null : limits.minimum,
        ceiling: limits.maximum,
        per: 'schoolYear' as const,
      },
    ];
  });
}

/** How many workshops a target asks for. */
export interface WorkshopTarget {
  readonly rule: EffectiveRule;
  readonly level: Level | null;
  readonly stage: Stage | null;
  readonly planned: number;
  /** Set where the target asks this of each unit of a level, instead of in total. */
  readonly perUnit: Level | null;
}

/** The numbers of workshops that the targets in force on a day ask for. */
export function workshopTargets(policy: EffectivePolicy, day: Day): readonly WorkshopTarget[] {
  return rulesOfKind(policy, 'target').flatMap((effective) => {
    const { require, from, through, by, per } = effective.rule;
    const last = through ?? by;
    if ((from ?? effective.layer.from) > day || (last !== null && day > last)) return [];
    const units = per.flatMap((each) => (each.per === 'level' ? [each.level] : []));
    if (units.length !== per.length || units.length > 1) return [];
    return partsOf(require).flatMap((condition) => {
      if (condition.form !== 'count' || condition.records !== 'workshops' || condition.window !== null) return [];
      const levels = allowedValues(condition.where, 'level');
      const stages = allowedValues(condition.where, 'stage');
      const others = attributesOf(condition.where).filter(
        (attribute) => attribute !== 'level' && attribute !== 'stage',
      );
      const { minimum, unset } = limitsOf(policy, condition.bound);
      if (others.length > 0 || levels === undefined || stages === undefined || unset !== null) return [];
      if ((levels?.length ?? 1) !== 1 || (stages?.length ?? 1) !== 1) return [];
      return [
        {
          rule: effective,
          level: LEVELS.find((level) => level === levels?.[0]) ?? null,
          stage: STAGES.find((stage) => stage === stages?.[0]) ?? null,
          planned: minimum,
          perUnit: units[0] ?? null,
        },
      ];
    });
  });
}

/** Periods whose length the calendar does not give: what is asked for each of them cannot be compared. */
const PERIODS_OF_NO_LENGTH: readonly string[] = ['term', 'batch', 'round'];

/**
 * The rules that load and are shown but that no question computes: they are named when a policy is loaded, so that nobody
 * takes silence for consent. What merely records something, such as an entitlement or a curriculum, asks for nothing.
 */
export function notEvaluatedYet(policy: EffectivePolicy): readonly EffectiveRule[] {
  const targets = targetsOf(policy);
  return policy.rules.filter((effective) => {
    const { rule } = effective;
    switch (rule.kind) {
      case 'target':
        return !targets.some((target) => target.rule === effective && target.reading !== null);
      case 'composition':
        return rule.seats.some(({ perBatch, parts, forEach }) => perBatch || (parts.length > 0 && forEach !== null));
      case 'outcome':
        return 'rule' in rule.of;
      default:
        return rule.per.some((per) => per.per === 'period' && PERIODS_OF_NO_LENGTH.includes(per.period));
    }
  });
}

interface Limits {
  readonly minimum: number;
  readonly maximum: number | null;
  readonly unset: string | null;
}

/** The least and the most whole number that a bound lets pass. */
function limitsOf(policy: EffectivePolicy, bound: SeatBound): Limits {
  const unset: string[] = [];
  const valueOf = (quantity: Quantity): number => {
    if (typeof quantity === 'number') return quantity;
    const value = policy.parameters.get(quantity.parameter);
    if (value === undefined) unset.push(quantity.parameter);
    return value ?? 0;
  };
  const [minimum, maximum] = wholeNumbers(bound, valueOf, policy.tolerance ?? 0);
  return { minimum, maximum, unset: unset[0] ?? null };
}

function traitOf(attribute: string, workshop: WorkshopTraits, kind: string | null): readonly string[] | null {
  switch (attribute) {
    case 'level':
      return [workshop.level];
    case 'stage':
      return workshop.stages;
    case 'kind':
      return kind === null ? null : [kind];
    default:
      return null;
  }
}

function quotaPopulation(policy: EffectivePolicy, effective: EffectiveRule): QuotaPopulation | null {
  const who = selectionOf(policy, effective);
  if (who === null || (who.population !== 'persons' && who.population !== 'holders')) return null;
  if (who.population === 'persons' && who.where.length > 0) return null;
  const known = ['ladder', 'tier', 'level'];
  if (!attributesOf(who.where).every((attribute) => known.includes(attribute))) return null;
  const [ladders, tiers, levels] = known.map((attribute) => allowedValues(who.where, attribute));
  if (ladders === undefined || tiers === undefined || levels === undefined || (ladders?.length ?? 1) !== 1) return null;
  return {
    of: who.population,
    ladder: ladders?.[0] ?? null,
    tiers,
    levels: levels === null ? null : LEVELS.filter((level) => levels.includes(level)),
    awardedBy: effective.onlyBody,
    notAwardedBy: effective.exceptBodies,
  };
}

/** Whether a condition counts the pairings that somebody gives, and nothing narrower. */
function countsMentoring(condition: Extract<Condition, { form: 'count' }>): boolean {
  const [term, ...others] = condition.where;
  return (
    condition.records === 'pairings' &&
    condition.window === null &&
    others.length === 0 &&
    term?.term === 'oneOf' &&
    term.attribute === 'as' &&
    term.values.length === 1 &&
    term.values[0] === 'mentor'
  );
}

function partsOf(condition: Condition): readonly Condition[] {
  return condition.form === 'all' ? condition.of.flatMap(partsOf) : [condition];
}
