import type { Calendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import type { RegionId } from '../domain/identifier.ts';
import type { Level } from '../domain/level.ts';
import type { RegionDirectory } from '../domain/region.ts';
import type { RosterSnapshot } from '../domain/roster.ts';
import type { Mapping } from './mapping.ts';
import type { OnProgress, SourceSheet } from './sheet.ts';

/** The body that issued the codes of a roster. */
export interface Issuer {
  readonly regionId: RegionId;
  /** Its code on the as-of day. */
  readonly code: string;
  readonly level: Level;
}

/** What the policies in force for the issuer on the as-of day say, as far as reading a roster needs it. */
export interface RosterPolicy {
  readonly calendar: Calendar;
  /** Kinds of posts that make their holder a homeroom teacher: whom a pairing may support. */
  readonly countingPosts: readonly string[];
  /** Code of the role that leads a workshop; it stands on the workshop's own row. */
  readonly leadingRole: string;
  /** For each role that stands under another than the leading one: that role. Such a row must name a person in it. */
  readonly parentRoles: Readonly<Record<string, string>>;
}

/** All that a plan depends on. */
export interface RosterInput {
  /** From all files of one import, in their order. */
  readonly sheets: readonly SourceSheet[];
  readonly mapping: Mapping;
  readonly issuer: Issuer;
  /** The day of which the files speak. */
  readonly asOf: Day;
  /** The issuer and every region below it, with all names they ever had. */
  readonly regions: RegionDirectory;
  readonly policy: RosterPolicy;
  /** What the issuer's rosters have put into the graph so far, as of {@link RosterInput.asOf}. */
  readonly snapshot: RosterSnapshot;
  /** Why what differs was wrong before; null: what differs has really changed. */
  readonly corrects: string | null;
  readonly onProgress?: OnProgress;
}
