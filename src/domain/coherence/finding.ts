import Fraction from 'fraction.js';
import type { EffectiveRule } from '../policy/effective.ts';
import type { Text } from '../roster.ts';

/**
 * `contradiction`: what the policy says cannot all hold. `shortfall`: it can, but the numbers do not suffice for it.
 * `note`: what follows from it and is easily overlooked.
 */
export const COHERENCE_SEVERITIES = ['contradiction', 'shortfall', 'note'] as const;
export type CoherenceSeverity = (typeof COHERENCE_SEVERITIES)[number];

/** What is found, by a stable name. */
export const COHERENCE_CODES = [
  'floorAboveCeiling',
  'clausesExclude',
  'compositionsExclude',
  'nobodyCanMeet',
  'titleOfAnotherLevel',
  'cannotBeHeld',
  'eligibilityCycle',
  'feederTooSmall',
  'feederJustEnough',
  'placesImplied',
  'placesAbovePeople',
  'pairingsImplied',
  'pairingsAbovePeople',
  'targetAbovePeople',
  'targetPast',
  'targetOutsidePolicy',
  'nothingToMeasure',
  'parameterNotSet',
  'ruralNotDefined',
  'peopleNotKnown',
] as const;
export type CoherenceCode = (typeof COHERENCE_CODES)[number];

/** A number that a finding rests on or leads to. */
export interface NamedNumber {
  /** Stable within its finding's code. */
  readonly name: string;
  readonly value: Fraction;
}

/** Something that a policy says and that does not add up, or what follows from it. */
export interface CoherenceFinding {
  readonly code: CoherenceCode;
  readonly severity: CoherenceSeverity;
  /** With its arithmetic spelled out. */
  readonly text: Text;
  readonly numbers: readonly NamedNumber[];
  /** What was taken to be so. */
  readonly assumptions: readonly Text[];
  /** The rules that say so, with their clauses; each once. */
  readonly rules: readonly EffectiveRule[];
}

/** A number for {@link CoherenceFinding.numbers}. */
export function named(name: string, value: number | Fraction): NamedNumber {
  return { name, value: new Fraction(value) };
}

/** A finding, each rule named once. */
export function finding(
  code: CoherenceCode,
  severity: CoherenceSeverity,
  text: Text,
  rest: {
    readonly rules: readonly EffectiveRule[];
    readonly numbers?: readonly NamedNumber[];
    readonly assumptions?: readonly Text[];
  },
): CoherenceFinding {
  const { rules, numbers = [], assumptions = [] } = rest;
  const once = rules.filter((each, index) => rules.findIndex(({ rule }) => rule === each.rule) === index);
  return { code, severity, text, numbers, assumptions, rules: once };
}
