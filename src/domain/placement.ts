import type { RegionId, SchoolId } from './identifier.ts';
import type { Setting } from './school.ts';

/** A school of a unit on a day. */
export interface PlacedSchool {
  readonly id: SchoolId;
  /** The unit directly below through which it belongs to the unit; null: the unit's own. */
  readonly part: RegionId | null;
  /** Null: not known on the day. */
  readonly setting: Setting | null;
}

/** A school at which somebody is on a day. */
export interface SchoolOfPerson {
  readonly school: SchoolId;
  /** Null: not known on the day. */
  readonly setting: Setting | null;
}

/** What says where somebody is on a day. */
export interface Whereabouts {
  /** The posts of every kind that are held. */
  readonly posts: readonly (SchoolOfPerson & { readonly kind: string })[];
  /** The schools that the person belongs to; empty: not known. */
  readonly own: readonly SchoolOfPerson[];
}

/** Whether somebody holds a post that counts. */
export function isServing({ posts }: Whereabouts, countingPosts: readonly string[]): boolean {
  return posts.some(({ kind }) => countingPosts.includes(kind));
}

/** Where somebody works: the schools of the counting posts held; without one, the own school. */
export function workplaces({ posts, own }: Whereabouts, countingPosts: readonly string[]): readonly SchoolOfPerson[] {
  const counting = posts.filter(({ kind }) => countingPosts.includes(kind));
  return counting.length > 0 ? counting : own;
}

/** Whether one of the schools is rural. Null: none is known to be, and of one that is not known. */
export function someRural(
  schools: readonly SchoolOfPerson[],
  isRural: (setting: Setting | null) => boolean | null,
): boolean | null {
  const outcomes = schools.map(({ setting }) => isRural(setting));
  if (outcomes.includes(true)) return true;
  return outcomes.includes(null) ? null : false;
}
