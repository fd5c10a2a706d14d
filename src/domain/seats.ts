import type { Day } from './day.ts';
import type { SeatId } from './identifier.ts';
import type { SeatRule } from './policy/staffing.ts';
import type { WorkshopRole } from './policy/types.ts';
import { type Answer, type Unknown, known, notKnown } from './unknown.ts';

/** A seat that is held on the day. */
export interface HeldSeat {
  readonly id: SeatId;
  /** Code of its role. */
  readonly role: string;
  readonly from: Day | null;
  /** Seats above it that are held on the day, and under which it stands on the day. */
  readonly under: readonly SeatId[];
}

/**
 * Places: `required` by the rules, `filled` of them and beyond them up to the ceiling, `open` up to what is required, `over`
 * beyond the ceiling, `room` up to the ceiling (null: no ceiling).
 */
export interface SeatCount {
  readonly required: number;
  readonly filled: number;
  readonly open: number;
  readonly over: number;
  readonly room: number | null;
}

/** The places of a role in one workshop that are counted together. */
export interface PlaceGroup {
  readonly role: WorkshopRole;
  /** The seat under which they stand; null: they stand under no other role's, or the seat above is not held either. */
  readonly under: SeatId | null;
  readonly seats: SeatCount;
}

export interface RoleSeats {
  readonly role: WorkshopRole;
  readonly seats: SeatCount;
}

export interface SeatTotals {
  readonly all: SeatCount;
  readonly byRole: readonly RoleSeats[];
  /** People whose seat above has ended: they fill no place. */
  readonly unattached: number;
}

const NO_SEATS: SeatCount = { required: 0, filled: 0, open: 0, over: 0, room: 0 };

/**
 * Counts the places of one workshop. A place that a rule asks for under each holder of another role is counted under each of
 * them: those beyond its ceiling are over, and an open place above leaves the places under it open. Who stands under a seat
 * that is no longer held fills no place; a place that leads may be vacant without that.
 * @param roles all roles of the workshop
 */
export function countSeats(
  rules: readonly SeatRule[],
  roles: readonly WorkshopRole[],
  seats: readonly HeldSeat[],
): Answer<SeatTotals> {
  const unstated = whyUnstated(rules);
  if (unstated !== null) return notKnown(unstated);
  const shown = [...roles, ...unnamedRoles(roles, seats)];
  const workshop = new Places(rules, shown, seats);
  const byRole = shown.map((role) => ({ role, seats: workshop.of(role.code).count }));
  return known({
    all: byRole.map((entry) => entry.seats).reduce(addCounts, NO_SEATS),
    byRole,
    unattached: seats.filter((seat) => !workshop.isAttached(seat)).length,
  });
}

/** The places of one workshop group by group: role by role they add up to what {@link countSeats} counts. */
export function placeGroups(
  rules: readonly SeatRule[],
  roles: readonly WorkshopRole[],
  seats: readonly HeldSeat[],
): Answer<readonly PlaceGroup[]> {
  const unstated = whyUnstated(rules);
  if (unstated !== null) return notKnown(unstated);
  const workshop = new Places(rules, roles, seats);
  return known(roles.flatMap((role) => workshop.of(role.code).groups.map((group) => ({ role, ...group }))));
}

/** Why the places of a workshop cannot be counted by these rules; null when they can. */
function whyUnstated(rules: readonly SeatRule[]): Unknown | null {
  if (rules.length === 0) return { because: 'notDefined', what: 'composition' };
  const parameter = rules.find(({ unset }) => unset !== null)?.unset ?? null;
  return parameter === null ? null : { because: 'parameterNotSet', parameter };
}

/** The seats that are held under nobody although their role stands under another than the leading one. */
export function unattachedSeats(roles: readonly WorkshopRole[], seats: readonly HeldSeat[]): readonly HeldSeat[] {
  const workshop = new Places([], roles, seats);
  return seats.filter((seat) => !workshop.isAttached(seat));
}

/** The places of several workshops together, role by role. */
export function addTotals(a: SeatTotals, b: SeatTotals): SeatTotals {
  const roles = new Map<string, RoleSeats>(a.byRole.map((entry) => [entry.role.code, entry]));
  for (const { role, seats } of b.byRole) {
    const before = roles.get(role.code);
    roles.set(role.code, { role: before?.role ?? role, seats: before ? addCounts(before.seats, seats) : seats });
  }
  return { all: addCounts(a.all, b.all), byRole: [...roles.values()], unattached: a.unattached + b.unattached };
}

/** No workshop at all. */
export const NO_PLACES: SeatTotals = { all: NO_SEATS, byRole: [], unattached: 0 };

/** The places of no workshop, role by role. */
export function noPlacesFor(roles: readonly WorkshopRole[]): SeatTotals {
  return { ...NO_PLACES, byRole: roles.map((role) => ({ role, seats: NO_SEATS })) };
}

/**
 * The places that `planned` workshops of this composition ask for, held against those that exist.
 * @param existing the places of the workshops that exist, by the same composition
 */
export function planSeats(
  rules: readonly SeatRule[],
  roles: readonly WorkshopRole[],
  planned: number,
  existing: readonly SeatTotals[],
): Answer<SeatTotals> {
  const empty = countSeats(rules, roles, []);
  if (empty.value === null) return empty;
  const asked = times(empty.value, planned);
  const held = [...existing, times(empty.value, Math.max(0, planned - existing.length))].reduce(addTotals, NO_PLACES);
  const byRole = asked.byRole.map(({ role, seats: { required } }) => {
    const counted = held.byRole.find((entry) => entry.role.code === role.code)?.seats ?? NO_SEATS;
    // With more workshops than planned, what they fill beyond their own number stands in for what is open.
    const open = existing.length > planned ? Math.max(0, required - counted.filled) : counted.open;
    return { role, seats: { ...counted, required, open } };
  });
  return known({
    all: byRole.map((entry) => entry.seats).reduce(addCounts, NO_SEATS),
    byRole,
    unattached: held.unattached,
  });
}

/** Roles that the workshop's policy does not know, by their codes alone: what stands in the graph is shown, never dropped. */
function unnamedRoles(roles: readonly WorkshopRole[], seats: readonly HeldSeat[]): readonly WorkshopRole[] {
  const named = new Set(roles.map(({ code }) => code));
  const codes = new Set(seats.map(({ role }) => role).filter((role) => !named.has(role)));
  return [...codes].sort().map((code) => ({ code, text: { zh: code, en: code }, leads: false, under: null }));
}

function addCounts(a: SeatCount, b: SeatCount): SeatCount {
  return {
    required: a.required + b.required,
    filled: a.filled + b.filled,
    open: a.open + b.open,
    over: a.over + b.over,
    room: a.room === null || b.room === null ? null : a.room + b.room,
  };
}

function times({ all, byRole, unattached }: SeatTotals, factor: number): SeatTotals {
  const multiplied = (count: SeatCount): SeatCount => ({
    required: count.required * factor,
    filled: count.filled * factor,
    open: count.open * factor,
    over: count.over * factor,
    room: count.room === null ? null : count.room * factor,
  });
  return {
    all: multiplied(all),
    byRole: byRole.map(({ role, seats }) => ({ role, seats: multiplied(seats) })),
    unattached: unattached * factor,
  };
}

interface RolePlaces {
  /** Group by group; `count` is their sum. */
  readonly groups: readonly Omit<PlaceGroup, 'role'>[];
  readonly count: SeatCount;
  /** The seats that fill a place; those beyond the ceiling are not among them. */
  readonly filled: readonly HeldSeat[];
}

/** The places of one workshop, each role decided once, those above first. */
class Places {
  readonly #rules: ReadonlyMap<string, SeatRule>;
  readonly #roles: ReadonlyMap<string, WorkshopRole>;
  readonly #seats: readonly HeldSeat[];
  readonly #byId: ReadonlyMap<SeatId, HeldSeat>;
  readonly #decided = new Map<string, RolePlaces>();

  constructor(rules: readonly SeatRule[], roles: readonly WorkshopRole[], seats: readonly HeldSeat[]) {
    this.#rules = new Map(rules.map((rule) => [rule.role.code, rule]));
    this.#roles = new Map(roles.map((role) => [role.code, role]));
    this.#seats = [...seats].sort(byStart);
    this.#byId = new Map(seats.map((seat) => [seat.id, seat]));
  }

  /** Whether the seat stands where its role belongs: under a held seat, or under the leading place. */
  isAttached(seat: HeldSeat, below: readonly SeatId[] = []): boolean {
    if (below.includes(seat.id)) return false;
    const parentRole = this.#parentRole(seat.role);
    if (parentRole === null || this.#leads(parentRole)) return true;
    return seat.under.some((id) => {
      const above = this.#byId.get(id);
      return above?.role === parentRole && this.isAttached(above, [...below, seat.id]);
    });
  }

  of(role: string): RolePlaces {
    const decided = this.#decided.get(role);
    if (decided !== undefined) return decided;
    // A circle of roles, each counted for each of the other, has no places.
    this.#decided.set(role, placesOf([]));
    const places = this.#decide(role);
    this.#decided.set(role, places);
    return places;
  }

  #decide(role: string): RolePlaces {
    const seats = this.#seats.filter((seat) => seat.role === role && this.isAttached(seat));
    const rule = this.#rules.get(role);
    if (rule === undefined)
      return placesOf([{ under: null, seats: { ...NO_SEATS, filled: seats.length, room: null }, filled: seats }]);
    if (rule.forEach === null) return placesOf([fill(null, seats, rule.minimum, rule.maximum)]);
    const above = this.of(rule.forEach);
    const left = new Set(seats);
    const groups = above.filled.map((parent) => {
      const mine = [...left].filter((seat) => seat.under.includes(parent.id));
      for (const seat of mine) left.delete(seat);
      return fill(parent.id, mine, rule.minimum, rule.maximum);
    });
    // Open places above leave theirs open; who stands under none of the places above can only fill those of a vacant lead.
    const vacant = this.#leads(rule.forEach) ? above.count.open : 0;
    const rest = fill(null, [...left], rule.minimum * vacant, rule.maximum === null ? null : rule.maximum * vacant);
    const unheld = above.count.open - vacant;
    const roomAbove = above.count.room === null || rule.maximum === null ? null : above.count.room - vacant;
    const beneathOpen: SeatCount = {
      ...NO_SEATS,
      required: rule.minimum * unheld,
      open: rule.minimum * unheld,
      room: roomAbove === null ? null : (rule.maximum ?? 0) * roomAbove,
    };
    return placesOf([...groups, rest, { under: null, seats: beneathOpen, filled: [] }]);
  }

  #parentRole(role: string): string | null {
    return this.#rules.get(role)?.forEach ?? this.#roles.get(role)?.under ?? null;
  }

  #leads(role: string): boolean {
    return this.#roles.get(role)?.leads ?? false;
  }
}

type FilledGroup = Omit<PlaceGroup, 'role'> & { readonly filled: readonly HeldSeat[] };

function placesOf(groups: readonly FilledGroup[]): RolePlaces {
  return {
    groups: groups.map(({ under, seats }) => ({ under, seats })),
    count: groups.map(({ seats }) => seats).reduce(addCounts, NO_SEATS),
    filled: groups.flatMap(({ filled }) => filled),
  };
}

function fill(under: SeatId | null, seats: readonly HeldSeat[], minimum: number, maximum: number | null): FilledGroup {
  const filled = maximum === null ? seats : seats.slice(0, maximum);
  return {
    under,
    seats: {
      required: minimum,
      filled: filled.length,
      open: Math.max(0, minimum - filled.length),
      over: seats.length - filled.length,
      room: maximum === null ? null : maximum - filled.length,
    },
    filled,
  };
}

/** Who came first holds the place; the id decides between those who came on one day. */
function byStart(a: HeldSeat, b: HeldSeat): number {
  const [first, second] = [`${a.from ?? ''} ${a.id}`, `${b.from ?? ''} ${b.id}`];
  return first < second ? -1 : first > second ? 1 : 0;
}
