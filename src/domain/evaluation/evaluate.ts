import type Fraction from 'fraction.js';
import type { Outcome } from '../composition.ts';
import type { Day } from '../day.ts';
import { holdsOn } from '../interval.ts';
import type { Condition } from '../policy/condition.ts';
import type { EffectiveRule } from '../policy/effective.ts';
import type { Unknown } from '../unknown.ts';
import { evaluateFact } from './evaluateFact.ts';
import { evaluateRecords } from './evaluateRecords.ts';
import type { Span } from './span.ts';
import type { Subject } from './subject.ts';
import type { Found, Verdict } from './verdict.ts';
import { matchesThing } from '../policy/where.ts';
import { fromThree, negated } from './three.ts';
import { waiverOf } from './waiver.ts';
import type { World } from './world.ts';

/** When a condition is looked at. */
export interface EvaluationTime {
  /** The day asked: nothing that happens later counts. */
  readonly day: Day;
  /** The day on which what lasts is looked at: the day asked, or a period's counting day if that is earlier. */
  readonly on: Day;
  /** The period for which the rule is compared; null: none. */
  readonly period: Span | null;
}

/** The same day for everything. */
export function onDay(day: Day): EvaluationTime {
  return { day, on: day, period: null };
}

/** What a condition stands in: its rule, and how another rule is asked. */
export interface Surroundings {
  readonly rule: EffectiveRule;
  /** What came of another rule for the same subject; null: there is none of that id in force. */
  readonly otherRule: (id: string, subject: Subject, time: EvaluationTime) => OtherRule | null;
}

export interface OtherRule {
  readonly outcome: Outcome;
  readonly passes: boolean | null;
  readonly unknown: Unknown | null;
  readonly conditions: readonly Verdict[];
}

/** Holds a condition against a subject. */
export function evaluateCondition(
  condition: Condition,
  subject: Subject,
  world: World,
  time: EvaluationTime,
  around: Surroundings,
): Verdict {
  const found = evaluateForm(condition, subject, world, time, around);
  const waivedBy =
    found.outcome === 'unmet' && condition.waivable !== null
      ? waiverOf(condition.waivable, subject, world, time, around)
      : null;
  const binding = condition.modality === null || condition.modality === 'must';
  return {
    condition,
    outcome: found.outcome,
    found: found.found ?? null,
    unknown: found.unknown ?? null,
    evidence: found.evidence ?? NONE,
    conditions: found.conditions ?? NONE,
    waivedBy,
    passes: !binding || waivedBy !== null ? true : found.passes,
    mayRise: found.mayRise ?? false,
  };
}

const NONE: readonly never[] = [];

/** What came of the form alone. */
export interface FormFinding {
  readonly outcome: Outcome;
  readonly passes: boolean | null;
  readonly found?: Found | null;
  readonly unknown?: Unknown | null;
  readonly evidence?: Verdict['evidence'];
  readonly conditions?: readonly Verdict[];
  readonly mayRise?: boolean;
}

function evaluateForm(
  condition: Condition,
  subject: Subject,
  world: World,
  time: EvaluationTime,
  around: Surroundings,
): FormFinding {
  switch (condition.form) {
    case 'all': {
      const parts = partsOf(condition.of, subject, world, time, around);
      return together(
        parts,
        parts.length,
        parts.every(({ outcome, mayRise }) => outcome !== 'unmet' || mayRise),
      );
    }
    case 'any': {
      const parts = partsOf(condition.of, subject, world, time, around);
      const possible = parts.filter(({ outcome, mayRise }) => outcome !== 'unmet' || mayRise).length;
      return together(parts, condition.atLeast, possible >= condition.atLeast);
    }
    case 'not': {
      const part = evaluateCondition(condition.of, subject, world, time, around);
      const outcome = negated(part.outcome);
      return {
        outcome,
        passes: outcome === 'unknown' ? null : outcome === 'met',
        unknown: part.unknown,
        evidence: part.evidence,
        conditions: [part],
      };
    }
    case 'rule': {
      const other = around.otherRule(condition.rule, subject, time);
      if (other === null) return unknownFinding({ because: 'noSuchRule', rule: condition.rule });
      const { outcome, passes, unknown, conditions } = other;
      return { outcome, passes, unknown, conditions, mayRise: conditions.every((each) => each.mayRise) };
    }
    case 'is': {
      const thing = subject.thing(time.on);
      const outcome = fromThree(matchesThing(condition.where, thing, world.comparing));
      const words = condition.where.flatMap((term) =>
        'attribute' in term && term.term !== 'nested' ? (thing.attributes(term.attribute) ?? []) : [],
      );
      return {
        outcome,
        passes: outcome === 'unknown' ? null : outcome === 'met',
        found: words.length === 0 ? null : { is: 'words', words },
        evidence: placesOf(subject, world, time.on),
        unknown:
          outcome === 'unknown' ? { because: 'attributeNotKnown', attributes: attributesAsked(condition.where) } : null,
      };
    }
    case 'fact':
      return evaluateFact(condition, subject, world, time);
    case 'count':
    case 'sum':
    case 'share':
    case 'ratio':
    case 'every':
      return evaluateRecords(condition, subject, world, time);
  }
}

/** Of what is said of a person, the schools where they belong on the day; of a school or a workshop, itself. */
function placesOf({ kind, id, person }: Subject, world: World, on: Day): Verdict['evidence'] {
  if (kind === 'school') return [{ kind: 'School', id, from: null, to: null, perhaps: false }];
  if (kind === 'workshop') return [{ kind: 'Workshop', id, from: null, to: null, perhaps: false }];
  return (person?.works ?? [])
    .filter((work) => holdsOn(work, on) && world.school(work.school) !== null)
    .map(({ school, from, to }) => ({ kind: 'School', id: school, from, to, perhaps: false }));
}

/** The conditions that count: a reading that is switched off leaves its condition out. */
function partsOf(
  conditions: readonly Condition[],
  subject: Subject,
  world: World,
  time: EvaluationTime,
  around: Surroundings,
): readonly Verdict[] {
  return conditions
    .filter(({ interpretation }) => interpretation?.applied !== false)
    .map((condition) => evaluateCondition(condition, subject, world, time, around));
}

/** So many of them have to be met. */
function together(parts: readonly Verdict[], needed: number, mayRise: boolean): FormFinding {
  const [met, unknown] = [count(parts, 'met'), count(parts, 'unknown')];
  const outcome = met >= needed ? 'met' : met + unknown < needed ? 'unmet' : 'unknown';
  const [passing, open] = [
    parts.filter(({ passes }) => passes === true).length,
    parts.filter(({ passes }) => passes === null).length,
  ];
  return {
    outcome,
    passes: passing >= needed ? true : passing + open < needed ? false : null,
    unknown: outcome === 'unknown' ? (parts.find((part) => part.unknown !== null)?.unknown ?? null) : null,
    conditions: parts,
    mayRise,
  };
}

function count(parts: readonly Verdict[], outcome: Outcome): number {
  return parts.filter((part) => part.outcome === outcome).length;
}

export function unknownFinding(unknown: Unknown, found: Found | null = null): FormFinding {
  return { outcome: 'unknown', passes: null, unknown, found };
}

function attributesAsked(where: Extract<Condition, { form: 'is' }>['where']): readonly string[] {
  return where.flatMap((term) => ('attribute' in term ? [term.attribute] : []));
}

/** A number found, as far as it is known. */
export function numberFound(least: Fraction, most: Fraction | null, unit: string): Found {
  return { is: 'number', least, most, unit };
}
