import type { RegionId, SchoolId, TeacherId, TokenId } from './identifier.ts';
import { type AccountRole, type Scope } from './scope.ts';

/** An account with the part of the region tree that decides what it sees, as of today. */
export interface Account {
  readonly tokenId: TokenId;
  /** What its maker called it; never a secret. */
  readonly name: string;
  readonly role: AccountRole;
  readonly regionId: RegionId;
  /** The school that it stands on; null for accounts of a region. */
  readonly schoolId: SchoolId | null;
  /** The teacher whose account it is; null for accounts of an office. */
  readonly person: TeacherId | null;
  /** Whether its region is the root of the tree. */
  readonly atRoot: boolean;
  /** Its region and those below; not listed at the root. */
  readonly below: readonly RegionId[];
  /** The city that its region is or lies in, with the regions below; null when it lies in none. */
  readonly city: readonly RegionId[] | null;
}

/**
 * What an account sees: the directory of its whole city, or of all below it when it stands above the cities; the records
 * of its own region and those below. An account of a school sees the records of that school only, a teacher's those of the
 * teacher alone.
 */
export function scopeOf({ role, regionId, schoolId, person, atRoot, below, city }: Account): Scope {
  const ofRegion = schoolId === null && role !== 'teacher';
  return {
    role,
    regionId,
    schoolId,
    person: role === 'teacher' ? person : null,
    directory: atRoot && schoolId === null ? 'everything' : (city ?? below),
    records: !ofRegion ? [] : atRoot ? 'everything' : below,
  };
}
