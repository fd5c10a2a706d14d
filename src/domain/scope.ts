import type { RegionId, SchoolId, TeacherId } from './identifier.ts';

/** What an account may do. */
export const ACCOUNT_ROLES = ['planner', 'reviewer', 'clerk', 'teacher', 'auditor', 'service'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/**
 * What one asker may see, resolved once a request and required by every named query.
 * `'everything'` is the root of the region tree; otherwise the regions are listed.
 */
export interface Scope {
  readonly role: AccountRole;
  /** Region that the account stands on. */
  readonly regionId: RegionId;
  /** The school that the account stands on, for accounts of a school. */
  readonly schoolId: SchoolId | null;
  /** Whose account it is: the records of this person are open to it, beside those of {@link Scope.records}. Null: nobody's. */
  readonly person: TeacherId | null;
  /** Regions whose directory is open: the whole city of the account, since city workshops cross counties. */
  readonly directory: 'everything' | readonly RegionId[];
  /** Regions whose records are open: the account's own and those below it, as of today; none for an account of a school. */
  readonly records: 'everything' | readonly RegionId[];
}

/** The program itself: loads seeds, applies migrations, resolves accounts. Never given to a request. */
export const PROGRAM_SCOPE: Scope = {
  role: 'service',
  regionId: '' as RegionId,
  schoolId: null,
  person: null,
  directory: 'everything',
  records: 'everything',
};
