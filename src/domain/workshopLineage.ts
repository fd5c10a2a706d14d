import type { Day } from './day.ts';
import type { SeatId, TeacherId, WorkshopId } from './identifier.ts';
import { type Interval, holdsOn } from './interval.ts';
import { type Formation, type FormationStep, type Lineage, common, generations, inOrder } from './lineage.ts';
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

type Step = FormationStep & { readonly role: string };

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
  const formations = inOrder(
    steps.map(({ role, ...step }): Formation => ({
      ...step,
      generation: generation.get(step.teacher) ?? depthOf(role, roles),
    })),
  );
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

/** Steps from the leading role down to a role: where a vacant place or a change above leaves no path of people. */
function depthOf(role: string, roles: readonly WorkshopRole[], seen: readonly string[] = []): number {
  const above = roles.find(({ code }) => code === role)?.under ?? null;
  if (above === null || seen.includes(role)) return seen.length === 0 ? 1 : 0;
  return 1 + depthOf(above, roles, [...seen, role]);
}
