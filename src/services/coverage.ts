import { coverages } from '../../graph/coverage.ts';
import type { Graph } from '../../graph/session.ts';
import type { Coverage } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { UnitId } from '../domain/identifier.ts';
import type { Scope } from '../domain/scope.ts';

/** The imports that say something about each of these units on a day, in one query. */
export async function loadCoverages(
  { graph, scope }: { readonly graph: Graph; readonly scope: Scope },
  units: readonly UnitId[],
  day: Day,
): Promise<ReadonlyMap<UnitId, Coverage>> {
  const rows = await graph.read(scope, coverages, { units, day });
  return new Map(rows.map(({ id, whole, parts }) => [id, { whole, parts }]));
}
