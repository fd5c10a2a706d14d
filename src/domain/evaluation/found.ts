import type { Verdict } from './verdict.ts';
export type { Found } from './verdict.ts';

/** What a verdict says where nothing else is said. */
export const NOTHING_FOUND = {
  found: null,
  unknown: null,
  evidence: [],
  conditions: [],
  mayRise: false,
} as const satisfies Partial<Verdict>;
