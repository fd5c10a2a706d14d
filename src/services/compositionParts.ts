import { peopleById, placesNamed } from '../../graph/evaluationFacts.ts';
import { askedBesidePlaces, checkBesidePlaces } from '../domain/compositionParts.ts';
import type { Day } from '../domain/day.ts';
import type { Workshop } from '../domain/directory.ts';
import type { FactList } from '../domain/evaluation/facts.ts';
import { factListsAsked } from '../domain/evaluation/recordsAsked.ts';
import type { Subject } from '../domain/evaluation/subject.ts';
import type { RuleVerdict } from '../domain/evaluation/verdict.ts';
import type { World } from '../domain/evaluation/world.ts';
import type { WorkshopId } from '../domain/identifier.ts';
import { compositionRules } from '../domain/policy/staffing.ts';
import { type FoundPerson, withNamedPlaces, worldOf } from './evaluationGround.ts';
import { ownSchoolOf } from './recordsOpen.ts';
import { type RollUpSources, policyOfFounder } from './rollUp.ts';

/** What came of what a composition rule asks beside the places of its roles. */
export interface CompositionPart {
  readonly verdict: RuleVerdict;
  readonly subject: Subject;
  readonly world: World;
}

/** What the directory shows of everybody; the rest are records. */
const OPEN_TO_ALL: readonly FactList[] = ['posts', 'titles', 'seats', 'pairings', 'workshops'];

/**
 * What the composition rules of several workshops ask beside the places of their roles, by workshop, in the order of the
 * policy: three queries at most. People whose records are not open to the asker are not known where a rule asks for records.
 */
export async function loadCompositionParts(
  sources: RollUpSources,
  workshops: readonly Workshop[],
  day: Day,
  today: Day,
): Promise<ReadonlyMap<WorkshopId, readonly CompositionPart[]>> {
  const { graph, scope } = sources;
  const jobs = (
    await Promise.all(
      workshops.map(async (workshop) => {
        const policy = await policyOfFounder(sources, workshop.founder, workshop.from);
        const asked = (
          policy === null ? [] : compositionRules(policy, { ...workshop, kind: workshop.workshopKind })
        ).flatMap((rule) => {
          const condition = askedBesidePlaces(rule);
          return condition === null ? [] : [{ rule, condition }];
        });
        return policy === null || asked.length === 0 ? [] : [{ workshop, policy, asked }];
      }),
    )
  ).flat();
  if (jobs.length === 0) return new Map();
  const ids = jobs.map(({ workshop }) => workshop.id);
  const wanted = new Set(
    jobs.flatMap(({ policy, asked }) => [
      ...factListsAsked(
        asked.map(({ rule }) => rule),
        policy,
      ),
    ]),
  );
  const lists = [...wanted];
  const ownSchool = ownSchoolOf(scope);
  const [places] = await graph.read(scope, placesNamed, { lists, schools: [], workshops: ids });
  if (places === undefined) return new Map();
  const seated = [...new Set(places.workshops.flatMap(({ seats }) => seats.map(({ person }) => person)))];
  const found = await graph.read(scope, peopleById, { lists, day: today, school: ownSchool, ids: seated });
  const ofRecords = lists.some((list) => !OPEN_TO_ALL.includes(list));
  const people = found.flatMap((person) => (person.open ? [person] : ofRecords ? [] : [withoutRecords(person)]));
  const facts = { places: await withNamedPlaces(sources, places, people, lists), people };
  const parts = jobs.map(async ({ workshop, policy, asked }): Promise<readonly [WorkshopId, CompositionPart[]]> => {
    const world = await worldOf(sources, facts, policy, workshop.founder.id, day);
    return [
      workshop.id,
      asked.map(({ rule, condition }) => ({ ...checkBesidePlaces(rule, condition, workshop.id, world, day), world })),
    ];
  });
  return new Map(await Promise.all(parts));
}

function withoutRecords(person: FoundPerson): FoundPerson {
  return { ...person, facts: { ...person.facts, birth: null, hiredOn: null, teachingSince: null } };
}
