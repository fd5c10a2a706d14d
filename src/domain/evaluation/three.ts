import type { Outcome } from '../composition.ts';

/** True, false or not known as an outcome. */
export function fromThree(value: boolean | null): Outcome {
  if (value === null) return 'unknown';
  return value ? 'met' : 'unmet';
}

export function negated(outcome: Outcome): Outcome {
  if (outcome === 'unknown') return outcome;
  return outcome === 'met' ? 'unmet' : 'met';
}
