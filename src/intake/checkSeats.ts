import { type Interval, overlap } from '../domain/interval.ts';
import type { SeatRecord } from '../domain/roster.ts';
import type { SeatRoles } from '../domain/rosterSeats.ts';
import { Distinct } from './distinct.ts';
import type { Row } from './drafts.ts';
import type { Findings } from './findings.ts';
import { HandedBack } from './handedBack.ts';
import { identityOf } from './identity.ts';
import type { RosterInput } from './input.ts';

interface Held extends Interval {
  readonly workshopCode: string;
  /** Already in the graph, under another start than any row of the file gives. */
  readonly known: boolean;
}

/** How the roles of a workshop stand to one another. */
type RolesIn = (workshopCode: string) => SeatRoles;

/**
 * Takes the seats whose person and workshop are known: each identity once, one seat of a kind at a time for each person, and
 * those under another role only where the named person has a seat of that role in the same workshop, at any time. Seats of a
 * parent role are decided first, wherever they stand in the file.
 */
export function checkSeats(
  rows: readonly Row<SeatRecord>[],
  rolesIn: RolesIn,
  input: RosterInput,
  findings: Findings,
): readonly Row<SeatRecord>[] {
  const check = new SeatCheck(rows, rolesIn, input, findings);
  const depth = (parents: SeatRoles['parents'], role: string, steps = 0): number => {
    const parent = parents.get(role);
    return parent === undefined || steps > 10 ? steps : depth(parents, parent, steps + 1);
  };
  const deep = rows.map((row) => ({ row, steps: depth(rolesIn(row.record.workshopCode).parents, row.record.role) }));
  deep.sort((one, other) => one.steps - other.steps);
  const accepted = new Set(deep.map(({ row }) => row).filter((row) => check.takes(row)));
  return rows.filter((row) => accepted.has(row));
}

class SeatCheck {
  readonly #rolesIn: RolesIn;
  readonly #input: RosterInput;
  readonly #findings: Findings;
  readonly #distinct: Distinct<SeatRecord>;
  readonly #handedBack: HandedBack<'seat'>;
  readonly #held = new Map<string, Held[]>();

  constructor(rows: readonly Row<SeatRecord>[], rolesIn: RolesIn, input: RosterInput, findings: Findings) {
    this.#rolesIn = rolesIn;
    this.#input = input;
    this.#findings = findings;
    this.#distinct = new Distinct(findings);
    this.#handedBack = new HandedBack(input.snapshot.seat, input, findings);
    const named = new Set(rows.map(({ record }) => identityOf(record)));
    for (const { record } of [...input.snapshot.seat, ...input.leads])
      if (!named.has(identityOf(record))) this.#hold(record, true);
  }

  takes(row: Row<SeatRecord>): boolean {
    if (this.#handedBack.isHeldBack(row) || this.#distinct.isRepeated(row)) return false;
    // Not `&&`: each of them has something to say.
    if (![this.#hasParent(row), this.#isFree(row)].every(Boolean)) return false;
    this.#distinct.accept(row);
    this.#hold(row.record, false);
    return true;
  }

  #hold({ role, staffNo, workshopCode, from, to }: SeatRecord, known: boolean): void {
    const seats = this.#heldBy(role, staffNo);
    seats.push({ workshopCode, from, to, known });
    this.#held.set(`${role} ${staffNo}`, seats);
  }

  #heldBy(role: string, staffNo: string): Held[] {
    return this.#held.get(`${role} ${staffNo}`) ?? [];
  }

  #hasParent({ place, record }: Row<SeatRecord>): boolean {
    const parent = this.#rolesIn(record.workshopCode).parents.get(record.role);
    if (parent === undefined || record.under === null) return true;
    const seats = this.#heldBy(parent, record.under);
    if (seats.some(({ workshopCode }) => workshopCode === record.workshopCode)) return true;
    this.#findings.add(place, 'under', seats.length === 0 ? 'not-a-member' : 'member-of-another-workshop', {
      written: record.under,
      words: this.#input.mapping.words.role.usual.get(parent) ?? parent,
      candidates: [...new Set(seats.map(({ workshopCode }) => workshopCode))].join('、'),
    });
    return false;
  }

  /** One person at a time leads a workshop, though somebody may lead two. */
  #isAlone({ place, record }: Row<SeatRecord>): boolean {
    const { workshopCode, role } = record;
    const others = [...this.#held]
      .filter(([key]) => key.startsWith(`${role} `))
      .flatMap(([key, seats]) =>
        seats
          .filter((seat) => seat.workshopCode === workshopCode && overlap(seat, record))
          .map(() => key.slice(role.length + 1)),
      );
    if (others.length === 0) return true;
    this.#findings.add(place, 'staffNo', 'lead-overlap', { written: record.staffNo, candidates: others.join('、') });
    return false;
  }

  #isFree({ place, record }: Row<SeatRecord>): boolean {
    if (record.role === this.#rolesIn(record.workshopCode).leading) return this.#isAlone({ place, record });
    const { corrects } = this.#input;
    const sameSeat = (seat: Held): boolean => seat.known && seat.workshopCode === record.workshopCode;
    const taken = this.#heldBy(record.role, record.staffNo).filter(
      (seat) => overlap(seat, record) && !(corrects !== null && sameSeat(seat)),
    );
    const [first] = taken;
    if (!first) return true;
    const candidates = taken.map(({ workshopCode, from }) => `${workshopCode} ${from ?? ''}`.trim()).join('、');
    this.#findings.add(place, 'staffNo', 'seat-overlap', { written: record.staffNo, candidates });
    const restarted = taken.find(sameSeat);
    if (restarted) this.#findings.add(place, 'from', 'perhaps-corrected-start', { other: restarted.from ?? '' });
    return false;
  }
}
