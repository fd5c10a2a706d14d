import type { Reason } from '../../src/intake/reasons.ts';

/**
 * The words of the rosters' own documentation that each finer code of the product stands for. A code that is not named here is
 * such a word itself.
 */
const FINER: Readonly<Partial<Record<Reason, string>>> = {
  'bad-year': 'bad-date',
  'bad-school-year': 'bad-date',
  'ambiguous-county': 'unknown-county',
  'not-governed-by-the-issuer': 'unknown-county',
  'unknown-role-of-workshop': 'unknown-role',
  'error-cell': 'formula-cell',
};

const finer: ReadonlyMap<string, string> = new Map(Object.entries(FINER));

/** The documented word of a code. */
export function wordOf(code: string): string {
  return finer.get(code) ?? code;
}
