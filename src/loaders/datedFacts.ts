import { careers, datedFactsById, factsOfOwners } from '../../graph/datedFact.ts';
import type { Graph } from '../../graph/session.ts';
import type { DatedFactKind, FactOwner } from '../domain/datedFact.ts';
import type { Day } from '../domain/day.ts';
import type { CareerFact, DatedFact } from '../domain/factList.ts';
import type { TeacherId } from '../domain/identifier.ts';
import type { Scope } from '../domain/scope.ts';
import { byId, groupedBy, loaderByQuestion } from './batching.ts';

/** Records are open by who asks today, whatever day is asked about. */
interface Today {
  readonly today: Day;
}

/** Dated facts by id, by owner, and what stands beside them in a person's timeline. */
export function createDatedFactLoaders({ graph, scope }: { readonly graph: Graph; readonly scope: Scope }) {
  const school = scope.role === 'teacher' ? null : scope.schoolId;
  return {
    /** Null: not visible. */
    datedFact: loaderByQuestion<string, Today & { readonly kind: DatedFactKind }, DatedFact>(
      async (ids, _day, { kind, today }) =>
        byId(await graph.read(scope, datedFactsById[kind], { ids, day: today, school })),
    ),
    /** All facts of an owner, whatever their days; null: it has none that are visible. */
    factsOfOwner: loaderByQuestion<string, Today & { readonly owner: FactOwner }, readonly DatedFact[]>(
      async (ids, _day, { owner, today }) => {
        const facts = await graph.read(scope, factsOfOwners[owner], { ids, day: today, school });
        return groupedBy(facts.flat(), ({ ownerId }) => ownerId);
      },
    ),
    career: loaderByQuestion<TeacherId, Today, readonly CareerFact[]>(async (ids, _day, { today }) => {
      const rows = await graph.read(scope, careers, { ids, day: today, school });
      return new Map(rows.map(({ id, facts }) => [id, facts]));
    }),
  };
}
