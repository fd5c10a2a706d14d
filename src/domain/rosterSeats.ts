import { type Day, addDays, later } from './day.ts';
import type { SeatId } from './identifier.ts';
import { type Interval, holdsOn, overlap } from './interval.ts';
import type { WorkshopRole } from './policy/types.ts';
import type { KnownRecord, WorkshopRecord } from './roster.ts';

/** One seat stood, or stands, under another. */
export interface UnderSeat extends Interval {
  readonly parentId: SeatId;
}

/** A seat of any role with its holder, in natural keys, and all that it ever stood under. */
export interface HeldSeat extends Interval {
  readonly id: SeatId;
  readonly workshopCode: string;
  readonly role: string;
  readonly staffNo: string;
  /** Code of the part within the role; null: not told. */
  readonly part: string | null;
  readonly under: readonly UnderSeat[];
}

/** What the policy of one workshop says about its roles, as far as seats stand under one another. */
export interface SeatRoles {
  /** Null: no role leads. */
  readonly leading: string | null;
  /** For each role, the one whose seats its own stand under; a role that is absent stands under none. */
  readonly parents: ReadonlyMap<string, string>;
}

/** The roles of a workshop, as far as its seats stand under one another. */
export function seatRoles(roles: readonly WorkshopRole[]): SeatRoles {
  return {
    leading: roles.find(({ leads }) => leads)?.code ?? null,
    parents: new Map(roles.flatMap(({ code, under }) => (under === null ? [] : [[code, under] as const]))),
  };
}

/**
 * The seat that leads a workshop on a day (before its founding day: on that day, after its end: on its last); null: vacant,
 * or no role leads.
 */
export function leadOn(
  seats: readonly HeldSeat[],
  roles: SeatRoles,
  { founded, endedOn }: Pick<WorkshopRecord, 'founded' | 'endedOn'>,
  day: Day,
): HeldSeat | null {
  const moment = later(founded, endedOn !== null && endedOn <= day ? addDays(endedOn, -1) : day);
  return seats.find((seat) => seat.role === roles.leading && holdsOn(seat, moment)) ?? null;
}

/** What a seat stands under on a day; before its first such day that first one, after its last the last. */
export function underOn(seat: HeldSeat, day: Day): UnderSeat | null {
  const moment = seat.from === null ? day : later(seat.from, day);
  const inOrder = [...seat.under].sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
  return inOrder.findLast(({ from }) => from === null || from <= moment) ?? inOrder[0] ?? null;
}

/** A seat as a roster's row says it: whom it stands under, unless that is the one who leads. */
export function seatRecord(
  seat: HeldSeat,
  roles: SeatRoles,
  seatOf: (id: SeatId) => HeldSeat | undefined,
  day: Day,
): KnownRecord<'seat'> {
  const under = underOn(seat, day);
  const parent = under === null ? undefined : seatOf(under.parentId);
  return {
    id: seat.id,
    record: {
      kind: 'seat',
      workshopCode: seat.workshopCode,
      role: seat.role,
      staffNo: seat.staffNo,
      under: parent === undefined || parent.role === roles.leading ? null : parent.staffNo,
      part: seat.part,
      from: seat.from,
      to: seat.to,
    },
  };
}

/**
 * The seats that one stands under: those of the parent role that share a day with it, of the person named, or of whoever
 * leads. A named person whose seats all lie apart is still the one it stands under, though nobody is formed that way:
 * the seat is unattached, and its row says by whom it was to be formed.
 */
export function parentsOf(
  seat: Pick<HeldSeat, 'role' | 'from' | 'to'>,
  named: string | null,
  roles: SeatRoles,
  workshopSeats: readonly HeldSeat[],
): readonly HeldSeat[] {
  const role = roles.parents.get(seat.role);
  if (role === undefined) return [];
  const candidates = workshopSeats.filter(
    (other) => other.role === role && (role === roles.leading || other.staffNo === named),
  );
  const together = candidates.filter((other) => overlap(other, seat));
  if (together.length > 0 || role === roles.leading) return together;
  const [latest] = [...candidates].sort((a, b) => (b.from ?? '').localeCompare(a.from ?? ''));
  return latest === undefined ? [] : [latest];
}

/** The first day on which both hold, as far as starts decide it. */
export function laterStart(a: Day | null, b: Day | null): Day | null {
  if (a === null) return b;
  return b === null ? a : later(a, b);
}
