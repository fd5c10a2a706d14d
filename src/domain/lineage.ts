import type { Day } from './day.ts';
import type { SeatId, TeacherId, WorkshopId } from './identifier.ts';
import { type Interval, holdsOn } from './interval.ts';
import type { WorkshopRole } from './policy/types.ts';
import { unattachedSeats } from './seats.ts';

/** A seat of a workshop with those it stands or stood under. */
export interface LineageSeat extends Interval {
  readonly id: SeatId;
  /** Code of its role. */
  readonly role: string;
  readonly holder: TeacherId;
  readonly under: readonly (Interval & { readonly seat: SeatId })[];
}

/** Somebody is formed by somebody. */
export interface Formation {
  readonly teacher: TeacherId;
  readonly formedBy: TeacherId;
  readonly relation: 'SEAT';
  /** Fewest steps from the one with whom the lineage starts. */
  readonly generation: number;
  readonly workshop: WorkshopId;
  /** Null: not known, from the beginning. */
  readonly since: Day | null;
  /** First day on which it no longer runs; null: open. */
  readonly until: Day | null;
}

export interface Lineage {
  /** By generation, then since. */
  readonly formations: readonly Formation[];
  /** Distinct people, with the one it starts from. */
  readonly size: number;
  /** The highest generation; 0 without a formation. */
  readonly generations: number;
  /** Seats held under nobody, because the seat above has ended: they have no formation. */
  readonly unattached: readonly SeatId[];
}

type Step = Omit<Formation, 'generation'> & { readonly role: string };

/**
 * The lineage of a workshop: who is formed by whom through seats. A formation runs while both seats and the tie between
 * them run.
 * @param roles the workshop's roles, by the policy of its founding day; without them nobody is known to be unattached
 * @param includeEnded also formations that ended by the day; those that begin after it never
 */
export function workshopLineage(
  workshop: WorkshopId,
  seats: readonly LineageSeat[],
  roles: readonly WorkshopRole[],
  day: Day,
  includeEnded: boolean,
): Lineage {
  const byId = new Map(seats.map((seat) => [seat.id, seat]));
  const steps = seats.flatMap((seat) =>
    seat.under.flatMap((tie): Step[] => {
      const above = byId.get(tie.seat);
      if (above === undefined) return [];
      const { from: since, to: until } = common(common(seat, above), tie);
      const nonempty = since === null || until === null || since < until;
      const shown = includeEnded ? since === null || since <= day : holdsOn({ from: since, to: until }, day);
      if (!nonempty || !shown) return [];
      return [
        { teacher: seat.holder, formedBy: above.holder, relation: 'SEAT', workshop, since, until, role: seat.role },
      ];
    }),
  );
  const leading = new Set(roles.filter(({ leads }) => leads).map(({ code }) => code));
  const starts = seats
    .filter((seat) => leading.has(seat.role) && (includeEnded || holdsOn(seat, day)))
    .map(({ holder }) => holder);
  const generation = generations(starts, steps);
  const formations = steps
    .map(({ role, ...step }): Formation => ({
      ...step,
      generation: generation.get(step.teacher) ?? depthOf(role, roles),
    }))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const held = seats
    .filter((seat) => holdsOn(seat, day))
    .map(({ under, ...seat }) => ({
      ...seat,
      under: under.filter((tie) => holdsOn(tie, day)).map((tie) => tie.seat),
    }));
  return {
    formations,
    size: new Set([...starts, ...formations.flatMap(({ teacher, formedBy }) => [teacher, formedBy])]).size,
    generations: formations.reduce((highest, formation) => Math.max(highest, formation.generation), 0),
    unattached: unattachedSeats(roles, held).map(({ id }) => id),
  };
}

/**
 * The fewest steps to each person. Along a path the starts never go backwards: what somebody passed on before being formed
 * is not part of the line. A later layer with an earlier arrival opens steps that a shorter path did not.
 */
export function generations(
  starts: readonly TeacherId[],
  steps: readonly Pick<Formation, 'teacher' | 'formedBy' | 'since'>[],
): ReadonlyMap<TeacherId, number> {
  const reached = new Map<TeacherId, number>(starts.map((person) => [person, 0]));
  const earliest = new Map<TeacherId, string>(starts.map((person) => [person, '']));
  let frontier: ReadonlyMap<TeacherId, string> = new Map(earliest);
  for (let generation = 1; frontier.size > 0; generation += 1) {
    const next = new Map<TeacherId, string>();
    for (const { teacher, formedBy, since } of steps) {
      const arrival = frontier.get(formedBy);
      const start = since ?? '';
      if (arrival === undefined || start < arrival) continue;
      const before = earliest.get(teacher);
      if (before !== undefined && before <= start) continue;
      earliest.set(teacher, start);
      next.set(teacher, start);
      if (!reached.has(teacher)) reached.set(teacher, generation);
    }
    frontier = next;
  }
  return reached;
}

/** Steps from the leading role down to a role: where a vacant place or a change above leaves no path of people. */
function depthOf(role: string, roles: readonly WorkshopRole[], seen: readonly string[] = []): number {
  const above = roles.find(({ code }) => code === role)?.under ?? null;
  if (above === null || seen.includes(role)) return seen.length === 0 ? 1 : 0;
  return 1 + depthOf(above, roles, [...seen, role]);
}

function common(a: Interval, b: Interval): Interval {
  return {
    from: a.from === null || (b.from !== null && b.from > a.from) ? b.from : a.from,
    to: a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to,
  };
}

function order({ generation, since, formedBy, teacher }: Formation): string {
  return `${String(generation).padStart(6, '0')} ${since ?? ''} ${formedBy} ${teacher}`;
}
