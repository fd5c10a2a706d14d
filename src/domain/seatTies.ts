import type { SeatId } from './identifier.ts';
import type { Interval } from './interval.ts';
import { type HeldSeat, type SeatRoles, type UnderSeat, laterStart, parentsOf } from './rosterSeats.ts';

/** A seat with what it stands under, and with whom a roster named for it though its role does not stand under theirs. */
export interface TiedSeat extends HeldSeat {
  readonly named: readonly UnderSeat[];
}

/** `under`: somebody is formed that way. `named`: a roster says so, and the policy does not count it. */
export interface SeatTie extends Interval {
  readonly as: 'under' | 'named';
}

/** What becomes of the tie between two seats of a workshop. */
export interface TieChange {
  readonly seatId: SeatId;
  readonly parentId: SeatId;
  /** Null: there was none. */
  readonly before: SeatTie | null;
  /** Null: there is none any more. */
  readonly after: SeatTie | null;
}

/**
 * What changes in the ties of one workshop so that they are those of its roles. A tie to whoever leads follows from the roles
 * alone: it is made and taken away with them. A tie to another seat was recorded: when the roles do not count it, it is put
 * aside as `named`, and it holds again when they do.
 */
export function tieChanges(seats: readonly TiedSeat[], roles: SeatRoles): readonly TieChange[] {
  const byId = new Map(seats.map((seat) => [seat.id, seat]));
  return seats.flatMap((seat) => {
    const role = roles.parents.get(seat.role) ?? null;
    const fits = ({ parentId }: UnderSeat) => role !== null && byId.get(parentId)?.role === role;
    const lost = seat.under
      .filter((tie) => !fits(tie))
      .map(({ parentId, from, to }): TieChange => {
        const implied = byId.get(parentId)?.role === roles.leading;
        return {
          seatId: seat.id,
          parentId,
          before: { as: 'under', from, to },
          after: implied ? null : { as: 'named', from, to },
        };
      });
    const resumed = seat.named.filter(fits).map((tie): TieChange => {
      const { parentId, from, to } = tie;
      const start = laterStart(from, laterStart(seat.from, byId.get(parentId)?.from ?? null));
      // The days of the seats may have been put right meanwhile.
      const empty = start !== null && to !== null && to < start;
      return {
        seatId: seat.id,
        parentId,
        before: { as: 'named', from, to },
        after: empty ? null : { as: 'under', from: start, to },
      };
    });
    const tied = new Set([...seat.under, ...seat.named].filter(fits).map(({ parentId }) => parentId));
    const implied = role !== null && role === roles.leading ? parentsOf(seat, null, roles, seats) : [];
    const joined = implied
      .filter(({ id }) => !tied.has(id))
      .map((lead): TieChange => ({
        seatId: seat.id,
        parentId: lead.id,
        before: null,
        after: { as: 'under', from: laterStart(seat.from, lead.from), to: lead.to },
      }));
    return [...lost, ...resumed, ...joined];
  });
}
