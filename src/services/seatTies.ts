import { type AuditRecord, type Recorded, writeAudit } from '../../graph/audit.ts';
import { layersWithin } from '../../graph/policy.ts';
import { type RuledWorkshop, outdatePlans, tiedSeats, workshopsFoundedSince, writeTies } from '../../graph/seatTies.ts';
import type { Transaction } from '../../graph/session.ts';
import type { Day } from '../domain/day.ts';
import type { RegionId, SeatId } from '../domain/identifier.ts';
import { type EffectivePolicy, type PolicyLayer, effectivePolicy } from '../domain/policy/effective.ts';
import { rolesFor } from '../domain/policy/staffing.ts';
import { seatRoles } from '../domain/rosterSeats.ts';
import { type SeatTie, tieChanges } from '../domain/seatTies.ts';
import { layerOf } from './policy.ts';

/** Who changes something, and why. */
export interface Author {
  readonly by: string;
  readonly reason: string | null;
}

/**
 * Lets the seats of the workshops that a body, or one below it, has founded since a day stand under those whom the rules of
 * their founding days name now, with an audit entry for each tie that changes. Where nothing was in force on the founding day,
 * nothing says who stands under whom, and all stays as it is.
 */
export async function rejoinSeats(
  transaction: Transaction,
  regionId: RegionId,
  since: Day,
  { by, reason }: Author,
): Promise<void> {
  const workshops = await workshopsFoundedSince(transaction, regionId, since);
  if (workshops.length === 0) return;
  await outdatePlans(
    transaction,
    workshops.map(({ issuedBy }) => issuedBy),
  );
  const seats = await tiedSeats(
    transaction,
    workshops.map(({ id }) => id),
  );
  const policies = await foundingPolicies(transaction, workshops);
  const changes = workshops.flatMap((workshop) => {
    const policy = policies.get(foundingOf(workshop)) ?? null;
    return policy === null ? [] : tieChanges(seats.get(workshop.id) ?? [], seatRoles(rolesFor(policy, workshop)));
  });
  if (changes.length === 0) return;
  await writeTies(transaction, changes);
  await writeAudit(
    transaction,
    changes.map(({ seatId, parentId, before, after }): AuditRecord => ({
      by,
      action: 'correct',
      kind: 'seat',
      fact: seatId,
      before: told(parentId, before),
      after: told(parentId, after),
      reason,
    })),
  );
}

function foundingOf({ body, founded }: Pick<RuledWorkshop, 'body' | 'founded'>): string {
  return `${body} ${founded}`;
}

/** What is in force for each body on the founding days of its workshops, as the transaction sees it. */
async function foundingPolicies(
  transaction: Transaction,
  workshops: readonly RuledWorkshop[],
): Promise<ReadonlyMap<string, EffectivePolicy | null>> {
  const asked = new Map(workshops.map((workshop) => [foundingOf(workshop), workshop]));
  const layers = new Map<string, PolicyLayer[]>([...asked.keys()].map((key) => [key, []]));
  const pairs = [...asked.values()].map(({ body, founded }) => [body, founded] as const);
  for (const layer of await layersWithin(transaction, pairs))
    layers.get(foundingOf({ body: layer.askedRegionId, founded: layer.askedDay }))?.push(layerOf(layer));
  return new Map([...asked].map(([key, { body }]) => [key, effectivePolicy(body, layers.get(key) ?? [])]));
}

function told(parentId: SeatId, tie: SeatTie | null): Recorded {
  return tie === null ? null : { [tie.as]: parentId, from: tie.from, to: tie.to };
}
