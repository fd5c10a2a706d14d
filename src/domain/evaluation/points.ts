import Fraction from 'fraction.js';
import type { EffectivePolicy } from '../policy/effective.ts';
import type { RubricScoreFact } from './facts.ts';

/** The points of a rubric's scores; null: no rubric of that id is in force. */
export function rubricPoints(
  { rules }: EffectivePolicy,
  rubric: string,
  scores: readonly RubricScoreFact[],
): Fraction | null {
  if (!rules.some(({ rule }) => rule.kind === 'rubric' && rule.id === rubric)) return null;
  return scores.reduce((sum, { points }) => sum.add(points), new Fraction(0));
}
