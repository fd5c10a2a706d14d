import type { Calendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import type { RegionId } from '../domain/identifier.ts';
import type { Level } from '../domain/level.ts';
import type { RegionDirectory } from '../domain/region.ts';
import type { KnownRecord, RosterSnapshot, WorkshopRecord } from '../domain/roster.ts';
import type { SeatRoles } from '../domain/rosterSeats.ts';
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
}

/** What decides which policy a workshop's roles come from, and which of its kinds the workshop is. */
export type Founding = Pick<WorkshopRecord, 'level' | 'stages' | 'founded' | 'foundedBy'>;

/** The roles of one workshop. The one that leads stands on the workshop's own row, the others have rows of their own. */
export interface WorkshopRoles extends SeatRoles {
  /** The codes of all roles, the leading one included; empty: the policy knows no such workshop. */
  readonly codes: ReadonlySet<string>;
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
  /** The roles of a workshop by the policy that holds for it. */
  readonly rolesOf: (workshop: Founding) => WorkshopRoles;
  /** What the issuer's rosters have put into the graph so far, as of {@link RosterInput.asOf}. */
  readonly snapshot: RosterSnapshot;
  /** The seats that lead, which a roster names in the workshops' own rows or with the other seats. */
  readonly leads: readonly KnownRecord<'seat'>[];
  /** Why what differs was wrong before; null: what differs has really changed. */
  readonly corrects: string | null;
  readonly onProgress?: OnProgress;
}
