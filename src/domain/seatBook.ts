import { type Day, later } from './day.ts';
import type { SeatId } from './identifier.ts';
import type { SeatRecord, WorkshopRecord } from './roster.ts';
import {
  type HeldSeat,
  type SeatRoles,
  type UnderSeat,
  laterStart,
  leadOn,
  parentsOf,
  seatRecord,
  underOn,
} from './rosterSeats.ts';

/**
 * The seats of one issuing body's workshops while a roster is written into them: records go in, one after the other, and the
 * seats and what stands under what follow. What is to be written is the difference between two states of the book.
 */
export class SeatBook {
  readonly #asOf: Day;
  readonly #rolesOf: (workshopCode: string) => SeatRoles;
  readonly #newId: () => SeatId;
  readonly #seats = new Map<SeatId, HeldSeat>();
  /** Whom each seat is said to stand under; null: whoever leads, or nobody. */
  readonly #named = new Map<SeatId, string | null>();
  readonly #touched = new Set<string>();

  constructor(
    seats: readonly HeldSeat[],
    { asOf, rolesOf, newId }: { asOf: Day; rolesOf: (workshopCode: string) => SeatRoles; newId: () => SeatId },
  ) {
    this.#asOf = asOf;
    this.#rolesOf = rolesOf;
    this.#newId = newId;
    for (const seat of seats) this.#seats.set(seat.id, seat);
    for (const seat of seats) {
      const { record } = seatRecord(seat, rolesOf(seat.workshopCode), (id) => this.#seats.get(id), asOf);
      this.#named.set(seat.id, record.under);
    }
  }

  /** All seats as they stand now. */
  seats(): readonly HeldSeat[] {
    return [...this.#seats.values()];
  }

  /** A new workshop: whoever leads it does so from the founding day. */
  openWorkshop({ code, host, founded, endedOn }: WorkshopRecord): void {
    this.#openLead(code, host, founded, endedOn);
  }

  /** A workshop whose founding day or whose host is another. */
  changeWorkshop(before: WorkshopRecord, record: WorkshopRecord, correction: boolean): void {
    const roles = this.#rolesOf(record.code);
    if (before.founded !== record.founded)
      for (const seat of this.#inWorkshop(record.code))
        if (seat.role === roles.leading && seat.from === before.founded) this.#redate(seat, record.founded, seat.to);
    if (before.host !== record.host) this.#changeHost(before, record, correction);
    if (before.endedOn !== record.endedOn) this.#endWith(before, record);
  }

  /** The seats that run end with their workshop; those that had ended with it go on when it does. */
  #endWith({ endedOn: former }: WorkshopRecord, { code, endedOn }: WorkshopRecord): void {
    for (const seat of this.#inWorkshop(code)) {
      const ended = former !== null && seat.to === former ? null : seat.to;
      const to = endedOn !== null && (ended === null || endedOn < ended) ? endedOn : ended;
      if (to !== seat.to) this.#redate(seat, seat.from, to === null ? null : laterStart(seat.from, to));
    }
  }

  #changeHost({ endedOn }: WorkshopRecord, record: WorkshopRecord, correction: boolean): void {
    const roles = this.#rolesOf(record.code);
    this.#touched.add(record.code);
    const moment = later(record.founded, this.#asOf);
    const leads = this.#inWorkshop(record.code).filter(({ role }) => role === roles.leading);
    const lead = leadOn(leads, roles, { founded: record.founded, endedOn }, this.#asOf);
    // Nobody follows in a workshop that is no more, nor anybody who leads since this very day: that is a correction.
    const over = endedOn !== null && endedOn <= moment;
    const inPlace = correction || over || lead?.from === moment;
    if (lead !== null && inPlace) {
      if (record.host === null) this.#remove(lead);
      else this.#seats.set(lead.id, { ...lead, staffNo: record.host });
      return;
    }
    if (lead !== null) this.#leave(lead, moment);
    const next = leads.flatMap(({ from }) => (from !== null && from > moment ? [from] : [])).sort()[0] ?? null;
    // A place that was never vacant: its holder followed whoever left last, or led from the founding day.
    const left = leads.flatMap(({ to }) => (to !== null && to <= moment ? [to] : [])).sort();
    const since = correction || over ? (left.at(-1) ?? record.founded) : moment;
    this.#openLead(record.code, record.host, since, lead?.to ?? next ?? record.endedOn);
  }

  openSeat({ workshopCode, role, staffNo, under, part, from, to }: SeatRecord): void {
    this.#open({ workshopCode, role, staffNo, part, from, to }, under);
  }

  /** A seat with other days, or under somebody else. */
  changeSeat(id: SeatId, before: SeatRecord, record: SeatRecord, correction: boolean): void {
    const seat = this.#known(id);
    this.#touched.add(seat.workshopCode);
    if (before.from !== record.from || before.to !== record.to) this.#redate(seat, record.from, record.to);
    if (before.part !== record.part) this.#seats.set(id, { ...this.#known(id), part: record.part });
    if (before.under !== record.under) this.#moveUnder(this.#known(id), record.under, correction);
  }

  /** Joins the seats of every workshop that was touched to those they stand under and are not joined to yet. */
  join(): void {
    for (const code of this.#touched) {
      const roles = this.#rolesOf(code);
      const others = this.#inWorkshop(code);
      for (const seat of others) {
        const missing = parentsOf(seat, this.#named.get(seat.id) ?? null, roles, others).filter(
          (parent) => !seat.under.some(({ parentId }) => parentId === parent.id),
        );
        if (missing.length > 0)
          this.#seats.set(seat.id, {
            ...seat,
            under: [...seat.under, ...missing.map((parent) => joined(seat, parent))],
          });
      }
    }
    this.#touched.clear();
  }

  #openLead(workshopCode: string, host: string | null, from: Day, to: Day | null): void {
    const role = this.#rolesOf(workshopCode).leading;
    if (host === null) return;
    if (role === null)
      throw new Error(`No role leads workshop ${workshopCode} by its policy, but its roster names a host`);
    this.#open({ workshopCode, role, staffNo: host, part: null, from, to }, null);
  }

  #open(seat: Omit<HeldSeat, 'id' | 'under'>, named: string | null): void {
    const id = this.#newId();
    this.#seats.set(id, { ...seat, id, under: [] });
    this.#named.set(id, named);
    this.#touched.add(seat.workshopCode);
  }

  /** The one who led leaves, and nobody stands under that seat from then on. */
  #leave(lead: HeldSeat, moment: Day): void {
    this.#seats.set(lead.id, { ...lead, to: moment });
    this.#rejoin(lead.id, (under) => {
      if (under.from !== null && under.from >= moment) return null;
      return under.to === null || under.to > moment ? { ...under, to: moment } : under;
    });
  }

  #remove(seat: HeldSeat): void {
    this.#seats.delete(seat.id);
    this.#rejoin(seat.id, () => null);
  }

  #redate(seat: HeldSeat, from: Day | null, to: Day | null): void {
    this.#touched.add(seat.workshopCode);
    const moved = (under: UnderSeat, other: HeldSeat): UnderSeat => {
      const start = laterStart(from, other.from);
      return {
        ...under,
        from: under.from === laterStart(seat.from, other.from) ? start : laterStart(under.from, start),
      };
    };
    this.#seats.set(seat.id, {
      ...seat,
      from,
      to,
      under: seat.under.map((under) => moved(under, this.#known(under.parentId))),
    });
    this.#rejoin(seat.id, moved);
  }

  #moveUnder(seat: HeldSeat, named: string | null, correction: boolean): void {
    const roles = this.#rolesOf(seat.workshopCode);
    const current = underOn(seat, this.#asOf);
    const parents = parentsOf(seat, named, roles, this.#inWorkshop(seat.workshopCode));
    this.#named.set(seat.id, named);
    const moment = seat.from === null ? this.#asOf : later(seat.from, this.#asOf);
    const kept = seat.under.filter((under) => under !== current);
    if (current === null || correction || current.from === moment) {
      const moved =
        current !== null && current.from !== laterStart(seat.from, this.#known(current.parentId).from)
          ? current.from
          : null;
      const replaced = parents.map((parent) => {
        const start = joined(seat, parent);
        return { ...start, from: laterStart(start.from, moved), to: current?.to ?? null };
      });
      this.#seats.set(seat.id, { ...seat, under: [...kept, ...replaced] });
      return;
    }
    const begun = parents.map((parent) => {
      const start = joined(seat, parent);
      return { ...start, from: laterStart(start.from, moment), to: current.to };
    });
    this.#seats.set(seat.id, { ...seat, under: [...kept, { ...current, to: moment }, ...begun] });
  }

  /** Changes (null: takes away) what stands under a seat. */
  #rejoin(parentId: SeatId, change: (under: UnderSeat, child: HeldSeat) => UnderSeat | null): void {
    for (const child of this.seats()) {
      if (!child.under.some((under) => under.parentId === parentId)) continue;
      const under = child.under.flatMap((each) => {
        const changed = each.parentId === parentId ? change(each, child) : each;
        return changed === null ? [] : [changed];
      });
      this.#seats.set(child.id, { ...child, under });
    }
  }

  #inWorkshop(code: string): HeldSeat[] {
    return this.seats().filter(({ workshopCode }) => workshopCode === code);
  }

  #known(id: SeatId): HeldSeat {
    const seat = this.#seats.get(id);
    if (seat === undefined) throw new Error(`No such seat: ${id}`);
    return seat;
  }
}

function joined(seat: HeldSeat, parent: HeldSeat): UnderSeat {
  return { parentId: parent.id, from: laterStart(seat.from, parent.from), to: null };
}
