import { workshopLineages } from '../../graph/lineage.ts';
import { uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { WorkshopId } from '../domain/identifier.ts';
import type { Lineage } from '../domain/lineage.ts';
import { DEFAULT_CALENDAR } from '../domain/policy/effective.ts';
import { rolesFor } from '../domain/policy/staffing.ts';
import type { RosterKind } from '../domain/roster.ts';
import { type Answer, known, notKnown } from '../domain/unknown.ts';
import { workshopLineage } from '../domain/workshopLineage.ts';
import { type RollUpSources, policyOfFounder } from './rollUp.ts';

const KINDS: readonly RosterKind[] = ['workshop', 'seat'];

/** The lineages of several workshops on one day: one query for all of them. */
export async function loadWorkshopLineages(
  sources: RollUpSources,
  ids: readonly WorkshopId[],
  day: Day,
  includeEnded: boolean,
): Promise<ReadonlyMap<WorkshopId, Answer<Lineage>>> {
  const rows = await sources.graph.read(sources.scope, workshopLineages, { ids, day, includeEnded });
  return new Map(
    await Promise.all(
      rows.map(async (workshop): Promise<readonly [WorkshopId, Answer<Lineage>]> => {
        const [policy, coverage] = await Promise.all([
          policyOfFounder(sources, workshop.founder, workshop.founded),
          sources.coverageOf(workshop.founder.id, day),
        ]);
        const unknown = uncovered(coverage, KINDS, day, policy?.calendar ?? DEFAULT_CALENDAR);
        if (unknown !== null) return [workshop.id, notKnown(unknown)];
        // Without its roles nobody can tell with whom it starts, nor who stands under whom.
        if (policy === null) {
          return [workshop.id, notKnown({ because: 'noPolicyAtFounding', founded: workshop.founded })];
        }
        const roles = rolesFor(policy, workshop);
        return [workshop.id, known(workshopLineage(workshop.id, workshop.seats, roles, day, includeEnded))];
      }),
    ),
  );
}
