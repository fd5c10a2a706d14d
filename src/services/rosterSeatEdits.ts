import type { RosterHoldings } from '../../graph/rosterSnapshot.ts';
import type { SeatEdits, Under, WorkshopEdits } from '../../graph/rosterWorkshops.ts';
import type { SeatId, WorkshopId } from '../domain/identifier.ts';
import type { RosterPlan } from '../domain/roster.ts';
import type { HeldSeat, SeatRoles, UnderSeat } from '../domain/rosterSeats.ts';
import { SeatBook } from '../domain/seatBook.ts';
import { type RosterKeys, changed, created, newId } from './rosterKeys.ts';

interface SeatInput {
  readonly plan: RosterPlan;
  readonly holdings: RosterHoldings;
  readonly rolesOf: (workshopCode: string) => SeatRoles;
  readonly keys: RosterKeys;
}

/** The edits of workshops (the seat that leads is theirs) and of the other seats, which are written after them. */
export function seatEdits({ plan, holdings, rolesOf, keys }: SeatInput): {
  readonly workshop: WorkshopEdits;
  readonly seat: SeatEdits;
} {
  const book = new SeatBook(holdings.seat, { asOf: plan.asOf, rolesOf, newId });
  const before = book.seats();
  for (const change of plan.changes.workshop)
    if (change.action === 'create') book.openWorkshop(change.record);
    else book.changeWorkshop(change.before, change.record, change.correction);
  book.join();
  const led = book.seats();
  created(plan.changes.seat, (record) => {
    book.openSeat(record);
  });
  for (const change of changed(plan.changes.seat))
    book.changeSeat(change.id as SeatId, change.before, change.record, change.correction);
  book.join();

  const { create: leads, ...ofLeads } = difference(before, led, keys);
  const others = changed(plan.changes.workshop);
  return {
    workshop: {
      ...ofLeads,
      leads,
      create: created(plan.changes.workshop, (record) => ({ id: keys.workshop(record.code), record })),
      attributes: others.map(({ id, record }) => ({ id: id as WorkshopId, record })),
      founders: others
        .filter((change) => change.before.foundedBy !== change.record.foundedBy)
        .map(({ id, record }) => ({ id: id as WorkshopId, foundedBy: record.foundedBy })),
    },
    seat: difference(led, book.seats(), keys),
  };
}

/** What makes one state of the seats out of another. */
function difference(before: readonly HeldSeat[], after: readonly HeldSeat[], keys: RosterKeys): SeatEdits {
  const earlier = new Map(before.map((seat) => [seat.id, seat]));
  const later = new Set(after.map(({ id }) => id));
  const kept = after.flatMap((seat) => {
    const was = earlier.get(seat.id);
    return was === undefined || was === seat ? [] : [{ was, seat }];
  });
  const removed = before.filter(({ id }) => !later.has(id)).map(({ id }) => id);
  const gone = new Set<SeatId>(removed);
  const joins = after
    .map((seat) => ({ seat, was: earlier.get(seat.id)?.under ?? [] }))
    .filter(({ seat, was }) => seat.under !== was);
  return {
    create: after
      .filter(({ id }) => !earlier.has(id))
      .map(({ id, staffNo, workshopCode, role, part, from, to }) => ({
        id,
        teacherId: keys.teacher(staffNo),
        workshopId: keys.workshop(workshopCode),
        role,
        part,
        from,
        to,
      })),
    seats: kept
      .filter(({ was, seat }) => was.from !== seat.from || was.to !== seat.to || was.part !== seat.part)
      .map(({ seat: { id, part, from, to } }) => ({ id, part, from, to })),
    holders: kept
      .filter(({ was, seat }) => was.staffNo !== seat.staffNo)
      .map(({ seat: { id, staffNo } }) => ({ id, teacherId: keys.teacher(staffNo) })),
    remove: removed,
    underRemoved: joins.flatMap(({ seat, was }) =>
      was.filter((under) => !gone.has(under.parentId) && same(under, seat.under) === undefined).map(named(seat)),
    ),
    underEnds: joins.flatMap(({ seat, was }) =>
      seat.under.filter((under) => (same(under, was) ?? under).to !== under.to).map(named(seat)),
    ),
    under: joins.flatMap(({ seat, was }) =>
      seat.under.filter((under) => same(under, was) === undefined).map(named(seat)),
    ),
  };
}

function same({ parentId, from }: UnderSeat, others: readonly UnderSeat[]): UnderSeat | undefined {
  return others.find((other) => other.parentId === parentId && other.from === from);
}

function named(seat: HeldSeat): (under: UnderSeat) => Under {
  return ({ parentId, from, to }) => ({ seatId: seat.id, parentId, from, to });
}
