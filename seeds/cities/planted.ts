import { type Day, addDays, addMonths, dayOf, earlier, later } from '../../src/domain/day.ts';
import { rolesFor } from './cityPlan.ts';
import { type History, type Serving, addSeat, draw, isSeated } from './history.ts';
import { type LifePerson, type LifeSeat, type LifeWorkshop, hostOn, isHereOn } from './life.ts';
import { Random } from './random.ts';

/** What was put in on purpose, so that every question has an interesting answer somewhere. Null: this city has no room for it. */
export interface Planted {
  /** A workshop with more people in a role than its policy's ceiling (under whom, where the number is each member's). */
  readonly overfilled: {
    readonly workshop: string;
    readonly role: string;
    readonly under: string | null;
    readonly most: number;
    readonly seats: number;
  } | null;
  /** A workshop with fewer people in a role than its policy's floor. */
  readonly open: {
    readonly workshop: string;
    readonly role: string;
    readonly least: number;
    readonly seats: number;
  } | null;
  /** Somebody whose seat stands under nobody: the one it stood under has left. */
  readonly unattached: { readonly workshop: string; readonly staffNo: string } | null;
  /** Two people who formed each other in different school years. */
  readonly cycle: { readonly one: string; readonly other: string; readonly first: number; readonly second: number };
  /** Four people, each of whom formed the next one later than being formed. */
  readonly generations: readonly string[];
  /** Workshops whose term ends within half a year after the last import. */
  readonly endingSoon: readonly string[];
  /** Official codes of schools that workshops, training and mentors pass by. */
  readonly passedBy: readonly string[];
}

/** Puts in what a drawn history may lack. */
export function plant(history: History): Planted {
  const { plan, scale, end } = history;
  const random = new Random(`${plan.parameters.city} ${scale} planted`);
  const running = history.workshops.filter(
    ({ endedOn, founded }) => endedOn > addDays(end, 1) && founded < addMonths(end, -1),
  );
  const used = new Set<LifeWorkshop>();
  const overfilled = overfill(history, random, running, used);
  const open = leaveOpen(history, running, used);
  const unattached = unattach(history, random, running, used);
  const { cycle, generations } = plantLineage(history, random);
  return {
    overfilled,
    open,
    unattached,
    cycle,
    generations,
    endingSoon: history.workshops
      .filter(({ endedOn }) => endedOn > end && endedOn <= addMonths(end, 6))
      .map(({ code }) => code),
    passedBy: [...history.passedBy].map(({ code }) => code),
  };
}

function seatsOn({ seats }: History, workshop: LifeWorkshop, role: string, day: Day): LifeSeat[] {
  return seats.filter((seat) => seat.workshop === workshop && seat.role === role && seat.from <= day && day < seat.to);
}

function rolesOf({ plan }: History, workshop: LifeWorkshop) {
  const kind = plan.parameters.workshops.find(({ level }) => level === workshop.level)?.kind ?? '';
  return rolesFor(plan, workshop.founder, workshop.level, kind, workshop.founded);
}

/** Whose seats others stand under, and whose place is not easily left: full places first. */
function overfill(
  history: History,
  random: Random,
  running: readonly LifeWorkshop[],
  used: Set<LifeWorkshop>,
): Planted['overfilled'] {
  const { end } = history;
  for (const workshop of running) {
    const role = rolesOf(history, workshop).findLast(({ leads, most }) => !leads && most !== null);
    if (role?.most == null) continue;
    const seats = seatsOn(history, workshop, role.role, end);
    const under = role.forEach === null ? null : (seats[0]?.under ?? null);
    if (role.forEach !== null && under === null) continue;
    const before = role.forEach === null ? seats : seats.filter((seat) => seat.under === under);
    const from = later(workshop.founded, addMonths(end, -6));
    const missing = role.most + 1 - before.length;
    const more = draw(
      random,
      history.servingIn(history.population.lastYear),
      missing,
      ({ person, school }) =>
        isHereOn(person, from) &&
        staysUntil(person, workshop.endedOn) &&
        !history.passedBy.has(school) &&
        !isSeated(history, person, from, workshop.endedOn),
    );
    if (more.length < missing) continue;
    for (const { person } of more)
      addSeat(history, { workshop, role: role.role, person, under, from, to: workshop.endedOn });
    used.add(workshop);
    return {
      workshop: workshop.code,
      role: role.role,
      under: under?.staffNo ?? null,
      most: role.most,
      seats: before.length + more.length,
    };
  }
  return null;
}

/** Somebody else's seat ends early, and nobody follows. */
function leaveOpen(history: History, running: readonly LifeWorkshop[], used: Set<LifeWorkshop>): Planted['open'] {
  const { end } = history;
  for (const workshop of running) {
    if (used.has(workshop)) continue;
    const roles = rolesOf(history, workshop);
    const role = roles.find(({ leads, forEach, least }) => !leads && forEach === null && least > 0);
    if (role === undefined || roles.some(({ under, forEach }) => under === role.role || forEach === role.role)) {
      // Where others stand under it, a place left open from the beginning leaves nobody behind.
      const bare = role === undefined ? [] : seatsOn(history, workshop, role.role, end);
      if (role !== undefined && bare.length < role.least) {
        used.add(workshop);
        return { workshop: workshop.code, role: role.role, least: role.least, seats: bare.length };
      }
      continue;
    }
    const seats = seatsOn(history, workshop, role.role, end);
    for (const seat of seats.slice(role.least - 1)) seat.to = later(workshop.founded, addMonths(end, -2));
    used.add(workshop);
    return {
      workshop: workshop.code,
      role: role.role,
      least: role.least,
      seats: Math.min(seats.length, role.least - 1),
    };
  }
  return null;
}

function unattach(
  history: History,
  random: Random,
  running: readonly LifeWorkshop[],
  used: Set<LifeWorkshop>,
): Planted['unattached'] {
  const { end } = history;
  const left = earlier(addMonths(end, -1), end);
  for (const workshop of random.shuffled(running)) {
    if (used.has(workshop) || workshop.founded >= left) continue;
    const seats = history.seats.filter((seat) => seat.workshop === workshop && seat.from < left && end < seat.to);
    const below = seats.find(({ under }) => under !== null);
    if (below !== undefined) {
      const above = seats.find(({ person }) => person === below.under);
      if (above === undefined) continue;
      above.to = left;
      used.add(workshop);
      return { workshop: workshop.code, staffNo: below.person.staffNo };
    }
    const [trainee] = seats;
    if (trainee === undefined || hostOn(workshop, end) === null) continue;
    workshop.hosts.push({ from: left, person: null });
    used.add(workshop);
    return { workshop: workshop.code, staffNo: trainee.person.staffNo };
  }
  return null;
}

/** In one school: one forms the other, who forms a third, who forms a fourth; and two who form each other in turn. */
function plantLineage(history: History, random: Random): Pick<Planted, 'cycle' | 'generations'> {
  const last = history.population.lastYear;
  const years = [last - 3, last - 2, last - 1];
  const whole = history
    .servingIn(last - 3)
    .filter(
      ({ person, school }) => years.every((year) => servesIn(history, person, year)) && !history.passedBy.has(school),
    );
  const steady = random
    .shuffled(whole)
    .slice(0, 6)
    .map(({ person }) => person);
  const [a, b, c, d, e, f] = steady;
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined)
    throw new RangeError(`too few people in ${history.plan.parameters.city} at ${history.scale}`);
  pairOnce(history, a, b, last - 3);
  pairOnce(history, b, c, last - 2);
  pairOnce(history, c, d, last - 1);
  pairOnce(history, e, f, last - 3);
  pairOnce(history, f, e, last - 1);
  return {
    generations: [a, b, c, d].map(({ staffNo }) => staffNo),
    cycle: { one: e.staffNo, other: f.staffNo, first: last - 3, second: last - 1 },
  };
}

function servesIn(history: History, person: LifePerson, year: number): boolean {
  return serversOf(history, year).has(person);
}

const servers = new WeakMap<readonly Serving[], Set<LifePerson>>();

function serversOf(history: History, year: number): Set<LifePerson> {
  const serving = history.servingIn(year);
  const known = servers.get(serving) ?? new Set(serving.map(({ person }) => person));
  servers.set(serving, known);
  return known;
}

function pairOnce(history: History, mentor: LifePerson, mentee: LifePerson, schoolYear: number): void {
  const known = history.pairings.some(
    (pairing) => pairing.mentor === mentor && pairing.mentee === mentee && pairing.schoolYear === schoolYear,
  );
  if (!known) history.pairings.push({ mentor, mentee, schoolYear, from: dayOf(schoolYear, 9, 20), to: null });
}

function staysUntil({ leftOn }: LifePerson, day: Day): boolean {
  return leftOn === null || leftOn > day;
}
