import { DATED_FACTS, type DatedFactKind, type FactOwner, type FactValue, shapeOf } from './datedFact.ts';
import { type Day, isDay } from './day.ts';
import type { DesignationId, PairingId, PostId, RegionId, SchoolId, SeatId } from './identifier.ts';
import type { CodeGroup } from './policy/catalogue.ts';
import { ROSTER_KINDS, type RosterKind } from './roster.ts';

/** A dated fact with its owner, as the graph holds it. */
export interface DatedFact {
  readonly kind: DatedFactKind;
  readonly id: string;
  readonly owner: FactOwner;
  readonly ownerId: string;
  /** The body whose policies name its codes: that which issued the owner's code, or the region itself. */
  readonly body: RegionId;
  /** The school beside the owner; null: none, or outside the scope. */
  readonly schoolId: SchoolId | null;
  /** By the names that rosters give the attributes. */
  readonly values: Readonly<Record<string, FactValue>>;
}

/** In which group of a policy's codes the kinds of each sort of fact are named; null: in none. */
export const GROUP_OF_KIND: Readonly<Record<DatedFactKind, CodeGroup | null>> = {
  appraisal: 'appraisals',
  achievement: 'achievements',
  attendance: 'trainings',
  certificate: 'certificates',
  activity: 'activities',
  finding: 'findings',
  effect: null,
  waiver: null,
  link: 'links',
  event: 'events',
  figure: 'figures',
  rubricScore: null,
  application: null,
};

/** The code of its kind, or what stands for one: the rule that is waived, the rubric, what is applied for. */
export function codeOfFact({ kind, values }: Pick<DatedFact, 'kind' | 'values'>): string {
  const { attributes } = shapeOf(kind);
  const coded =
    attributes.find(({ property }) => property === 'kind') ??
    attributes.find(({ sort, required }) => sort === 'code' && required === true) ??
    attributes.find(({ sort }) => sort === 'text');
  return String(coded === undefined ? kind : (values[coded.name] ?? kind));
}

/** The first day: when it happened, or from when on it holds; an appraisal's is the last of its year. Null: not known. */
export function beginsOn({ kind, values }: Pick<DatedFact, 'kind' | 'values'>): Day | null {
  const { attributes } = shapeOf(kind);
  const named = (property: string): FactValue => {
    const attribute = attributes.find((each) => each.property === property);
    return attribute === undefined ? null : (values[attribute.name] ?? null);
  };
  const year = named('year');
  const day = typeof year === 'number' ? `${year}-12-31` : (named('date') ?? named('from') ?? named('day'));
  return typeof day === 'string' && isDay(day) ? day : null;
}

/** The first day on which it no longer holds; null: it goes on, or it merely happened. */
export function endsOn({ kind, values }: Pick<DatedFact, 'kind' | 'values'>): Day | null {
  const end = shapeOf(kind).attributes.some(({ property }) => property === 'to') ? values['to'] : null;
  return typeof end === 'string' && isDay(end) ? end : null;
}

/** Those that had begun by a day, the latest first; ones whose beginning is not known come last. */
export function factsBy<Fact extends Pick<DatedFact, 'kind' | 'values' | 'id'>>(
  facts: readonly Fact[],
  day: Day,
): readonly Fact[] {
  return facts
    .map((fact) => ({ fact, begins: beginsOn(fact) }))
    .filter(({ begins }) => begins === null || begins <= day)
    .sort(
      (a, b) =>
        (b.begins ?? '').localeCompare(a.begins ?? '') ||
        ROSTER_KINDS.indexOf(a.fact.kind) - ROSTER_KINDS.indexOf(b.fact.kind) ||
        a.fact.id.localeCompare(b.fact.id),
    )
    .map(({ fact }) => fact);
}

/** A post, title, seat or pairing of a person, as a line of a timeline. */
export type CareerFact = {
  readonly from: Day | null;
  readonly to: Day | null;
  /** Code of the post, tier or role; of a pairing, which side of it. */
  readonly code: string;
} & (
  | { readonly kind: 'post'; readonly id: PostId }
  | { readonly kind: 'designation'; readonly id: DesignationId }
  | { readonly kind: 'seat'; readonly id: SeatId }
  | { readonly kind: 'pairing'; readonly id: PairingId }
);

/** A line of a person's timeline. */
export interface TimelineFact {
  readonly kind: RosterKind;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly fact: CareerFact | DatedFact;
}

/** All that is dated of a person up to a day, the latest first, of one day in the order of the kinds. */
export function timelineOf(
  career: readonly CareerFact[],
  facts: readonly DatedFact[],
  day: Day,
): readonly TimelineFact[] {
  return [
    ...career.map((fact): TimelineFact => ({ kind: fact.kind, from: fact.from, to: fact.to, fact })),
    ...facts.map((fact): TimelineFact => ({ kind: fact.kind, from: beginsOn(fact), to: endsOn(fact), fact })),
  ]
    .filter(({ from }) => from === null || from <= day)
    .sort(
      (a, b) =>
        (b.from ?? '').localeCompare(a.from ?? '') ||
        ROSTER_KINDS.indexOf(a.kind) - ROSTER_KINDS.indexOf(b.kind) ||
        a.fact.id.localeCompare(b.fact.id),
    );
}

/** The kinds that owners of a label may have. */
export function kindsOwnedBy(owner: FactOwner): readonly DatedFactKind[] {
  const owners = Object.entries(DATED_FACTS) as readonly (readonly [
    DatedFactKind,
    (typeof DATED_FACTS)[DatedFactKind],
  ])[];
  return owners.filter(([kind]) => shapeOf(kind).owners.includes(owner)).map(([kind]) => kind);
}
