import Fraction from 'fraction.js';
import type { Day } from '../day.ts';
import { LEVELS, type Level } from '../level.ts';
import { STAGES, type Stage } from '../school.ts';
import type { Bound, Condition, Quantity, Where } from './condition.ts';
import { type EffectivePolicy, type EffectiveRule, binds, rulesOfKind, selectionOf } from './effective.ts';
import type { RuleOf } from './types.ts';
import { allowedValues, attributesOf } from './where.ts';

/** What the program can count for a target. */
export type CountedRecords = 'titlesHeld' | 'titlesAwarded' | 'workshops' | 'persons';

/** PERSONS: distinct persons. PERCENT: a part of a population. */
export type MeasureUnit = 'PERSONS' | 'TITLES' | 'WORKSHOPS' | 'PERCENT';

/** One number that a target asks for. */
export interface TargetCount {
  readonly condition: Condition;
  readonly records: CountedRecords;
  readonly where: Where;
  /** Set for a share: of those that match this, the part that also matches `where`. */
  readonly among: Where | null;
  /** What is at least asked for: a number, or a part from 0 to 1; the name of a value that no body has set. */
  readonly required: Fraction | { readonly unset: string };
  /** The stage that it speaks of, where it speaks of one. */
  readonly stage: Stage | null;
}

/** A target as it is measured. */
export interface TargetReading {
  readonly rule: EffectiveRule<RuleOf<'target'>>;
  readonly measure: MeasureUnit;
  /** Several, where it asks for several numbers together. */
  readonly counts: readonly TargetCount[];
  /** Asked once for each of these; null: once for the whole time. */
  readonly period: 'year' | 'schoolYear' | null;
  /** Asked once for each of these; null: once for the whole unit. */
  readonly each:
    { readonly of: 'regions'; readonly level: Level } | { readonly of: 'schools'; readonly where: Where } | null;
  /** The first day that counts. */
  readonly begins: Day;
  /** The last day by which it is to be reached; null: none is stated. */
  readonly last: Day | null;
  /** Only for regions of these levels; null: for whichever body it stands in force. */
  readonly levels: readonly Level[] | null;
}

/** How a target is measured; null: it counts something that the program does not compute. */
export function readTarget(policy: EffectivePolicy, rule: EffectiveRule<RuleOf<'target'>>): TargetReading | null {
  const { require, per, from, through, by, who, except } = rule.rule;
  const levels = who === null ? null : levelsOf(policy, rule);
  if (except !== null || levels === undefined) return null;
  const narrowing = narrowedBy(rule.rule);
  if (narrowing === null) return null;
  const counts = partsOf(require).map((condition) => countOf(policy, condition, narrowing));
  const read = counts.filter((count) => count !== null);
  const [first] = read;
  if (first === undefined || read.length < counts.length) return null;
  const measure = measureOf(first);
  // Parts of different populations do not add up to a part.
  if (read.some((count) => measureOf(count) !== measure) || (measure === 'PERCENT' && read.length > 1)) return null;
  const [period = null, ...otherPeriods] = per.flatMap((each) => (each.per === 'period' ? [each.period] : []));
  const [each = null, ...others] = per.flatMap((unit): readonly NonNullable<TargetReading['each']>[] => {
    if (unit.per === 'level') return [{ of: 'regions', level: unit.level }];
    return unit.per === 'schools' ? [{ of: 'schools', where: unit.where }] : [];
  });
  if (otherPeriods.length > 0 || others.length > 0) return null;
  if (per.length !== (period === null ? 0 : 1) + (each === null ? 0 : 1)) return null;
  if (period !== null && period !== 'year' && period !== 'schoolYear') return null;
  if (each?.of === 'schools' && !within(each.where, SCHOOL)) return null;
  return { rule, measure, counts: read, period, each, begins: from ?? rule.layer.from, last: through ?? by, levels };
}

/** A target in force for a body, with what is read from it; null: it counts something that the program does not compute. */
export interface TargetInForce {
  readonly rule: EffectiveRule<RuleOf<'target'>>;
  readonly reading: TargetReading | null;
}

/** Every target of a policy, in the order of the layers and of their files. */
export function targetsOf(policy: EffectivePolicy): readonly TargetInForce[] {
  return rulesOfKind(policy, 'target').map((rule) => ({ rule, reading: readTarget(policy, rule) }));
}

/** Those that bind the policy's own body: a body may have replaced one of a body above for itself. */
export function targetsInForce(policy: EffectivePolicy): readonly TargetInForce[] {
  return targetsOf(policy).filter(({ rule }) => binds(rule, policy.regionId));
}

function measureOf({ records, among }: TargetCount): MeasureUnit {
  if (among !== null) return 'PERCENT';
  switch (records) {
    case 'titlesHeld':
    case 'persons':
      return 'PERSONS';
    case 'titlesAwarded':
      return 'TITLES';
    case 'workshops':
      return 'WORKSHOPS';
  }
}

/** The levels of the regions on whom it falls; undefined: it falls on something else. */
function levelsOf(policy: EffectivePolicy, rule: EffectiveRule): readonly Level[] | undefined {
  const who = selectionOf(policy, rule);
  if (who?.population !== 'region' || attributesOf(who.where).some((attribute) => attribute !== 'level'))
    return undefined;
  const allowed = allowedValues(who.where, 'level');
  return allowed === undefined ? undefined : LEVELS.filter((level) => allowed === null || allowed.includes(level));
}

/** What `for` adds to the count of titles or workshops; null: it speaks of something else. */
function narrowedBy({
  for: aims,
}: RuleOf<'target'>): { readonly of: 'title' | 'workshop' | null; readonly where: Where } | null {
  const [aim, ...others] = aims;
  if (aim === undefined) return { of: null, where: [] };
  if (others.length > 0 || (aim.of !== 'title' && aim.of !== 'workshop')) return null;
  return { of: aim.of, where: aim.where };
}

function countOf(
  policy: EffectivePolicy,
  condition: Condition,
  narrowing: { readonly of: 'title' | 'workshop' | null; readonly where: Where },
): TargetCount | null {
  if ((condition.form !== 'count' && condition.form !== 'share') || condition.window !== null) return null;
  const records = COUNTED.find((known) => known === condition.records);
  const required = floorOf(policy, condition.bound);
  if (records === undefined || required === null) return null;
  if (narrowing.of !== null && narrowing.of !== (records === 'workshops' ? 'workshop' : 'title')) return null;
  if (narrowing.of !== null && records === 'persons') return null;
  const where = [...condition.where, ...narrowing.where];
  // A tier that is no title is held by whoever meets its definition, of which no record speaks.
  const withoutTitle = policy.ladders.flatMap(({ tiers }) =>
    tiers.flatMap(({ code, who }) => (who === null ? [] : [code])),
  );
  if ((allowedValues(where, 'tier') ?? []).some((tier) => withoutTitle.includes(tier))) return null;
  const among = condition.form === 'share' ? condition.among : null;
  if (!within(where, KNOWN[records]) || (among !== null && !within(among, KNOWN[records]))) return null;
  // People are found by the posts that they hold: who holds none has none of these attributes.
  if (records === 'persons' && (allowedValues(among ?? where, 'post') ?? null) === null) return null;
  const [stage, ...otherStages] = allowedValues(where, 'stage') ?? [];
  return {
    condition,
    records,
    where,
    among,
    required,
    stage: otherStages.length > 0 ? null : (STAGES.find((known) => known === stage) ?? null),
  };
}

/** What is at least asked for; null: the bound is not a floor. */
function floorOf(policy: EffectivePolicy, bound: Bound<Quantity>): Fraction | { readonly unset: string } | null {
  if (bound.is !== 'atLeast') return null;
  if (typeof bound.value === 'number') return new Fraction(String(bound.value));
  const value = policy.parameters.get(bound.value.parameter);
  return value === undefined ? { unset: bound.value.parameter } : new Fraction(String(value));
}

/** Attributes that the program computes, with those of what the record belongs to. */
interface KnownAttributes {
  readonly [attribute: string]: true | readonly string[] | KnownAttributes;
}
const SCHOOL: KnownAttributes = { rural: true, setting: true, stage: true, cityDirect: true };
const TITLE: KnownAttributes = { ladder: true, tier: true, level: true, school: SCHOOL };
const COUNTED: readonly CountedRecords[] = ['titlesHeld', 'titlesAwarded', 'workshops', 'persons'];
/** The states of a workshop that records tell: it runs until an end is recorded. */
export const RUNNING = 'running';
export const ENDED = 'ended';
const KNOWN: Readonly<Record<CountedRecords, KnownAttributes>> = {
  titlesHeld: TITLE,
  titlesAwarded: { ...TITLE, firstTime: true, revoked: true },
  workshops: { level: true, stage: true, kind: true, state: [RUNNING, ENDED] },
  persons: { post: true, ...SCHOOL, trained: true, school: SCHOOL },
};

/** Whether a condition asks for nothing but these attributes, in ways that can be decided. */
function within(where: Where, known: KnownAttributes): boolean {
  return where.every((term) => {
    switch (term.term) {
      case 'oneOf': {
        const values = known[term.attribute];
        if (Array.isArray(values)) return term.values.every((value) => values.includes(value));
        return values === true;
      }
      case 'bound':
        return term.attribute === 'level' && known[term.attribute] === true;
      case 'nested': {
        const inner = known[term.attribute];
        return typeof inner === 'object' && !Array.isArray(inner) && within(term.where, inner as KnownAttributes);
      }
      case 'same':
        return false;
      case 'any':
        return term.of.every((one) => within(one, known));
      case 'not':
        return within(term.of, known);
    }
  });
}

function partsOf(condition: Condition): readonly Condition[] {
  return condition.form === 'all' ? condition.of.flatMap(partsOf) : [condition];
}
