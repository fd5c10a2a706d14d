import {
  DATED_FACTS,
  DATED_FACT_KINDS,
  type DatedFactKind,
  FACT_OWNERS,
  type FactOwner,
  perDatedFact,
  shapeOf,
} from '../src/domain/datedFact.ts';
import type { Day } from '../src/domain/day.ts';
import { type CareerFact, type DatedFact, kindsOwnedBy } from '../src/domain/factList.ts';
import type { RegionId, SchoolId, TeacherId } from '../src/domain/identifier.ts';
import { factValues, labelsOf, propertiesOf } from './datedFactValues.ts';
import { type Query, defineQuery } from './session.ts';
import { recordsOpen } from './teacher.ts';
import { type Value, day, identifier, list, oneOf, optional, text, tuple } from './value.ts';

/**
 * Whose facts may be seen: those of people with the records that are open to the asker today, those of workshops, schools and
 * regions with the directory.
 */
const VISIBLE: Readonly<Record<FactOwner, string>> = {
  Teacher: recordsOpen('owner'),
  Workshop: '($everything OR owner.issuedBy IN $directory)',
  School: '($everything OR owner.issuedBy IN $directory)',
  Region: '($everything OR owner.id IN $directory)',
};

const BY_LABEL = new Map<string, DatedFactKind>(DATED_FACT_KINDS.map((kind) => [DATED_FACTS[kind].label, kind]));

/** Who asks, as far as records go. */
type Asking = {
  /** Today, whatever was asked about. */
  readonly day: Day;
  /** The school of an account that stands on one. */
  readonly school: SchoolId | null;
};

/** What {@link decoder} reads of a fact, in a list. */
function columns(kinds: readonly DatedFactKind[]): string {
  const ties = kinds.flatMap((kind) => shapeOf(kind).school?.type ?? []);
  const school =
    ties.length === 0
      ? 'null'
      : `head([(fact)-[:${ties.join('|')}]->(beside:School) WHERE $everything OR beside.issuedBy IN $directory | beside.id])`;
  return ['head(labels(fact))', 'fact.id', school, ...propertiesOf(kinds).map((property) => `fact.${property}`)].join(
    ', ',
  );
}

function decoder(kinds: readonly DatedFactKind[], row: readonly Value[]) {
  const [label, id, school, ...values] = row;
  const kind = BY_LABEL.get(oneOf([...BY_LABEL.keys()])(label)) ?? 'appraisal';
  return {
    kind,
    id: text(id),
    schoolId: optional(identifier<SchoolId>)(school),
    values: factValues(kind, propertiesOf(kinds), values),
  };
}

/** Facts of one kind by their ids. Index: the kind's id. */
export const datedFactsById = perDatedFact((kind): Query<{ ids: readonly string[] } & Asking, DatedFact> => {
  const { label, owners } = shapeOf(kind);
  const visible = owners.map((owner) => `owner:${owner} AND ${VISIBLE[owner]}`).join(' OR ');
  return defineQuery(
    `${kind}FactsById`,
    `MATCH (fact:${label}) WHERE fact.id IN $ids
     MATCH (fact)<-[:HELD]-(owner) WHERE ${visible}
     RETURN head(labels(owner)), owner.id, coalesce(owner.issuedBy, owner.id), ${columns([kind])}`,
    ([owner, ownerId, body, ...row]) => ({
      ...decoder([kind], row),
      owner: oneOf(FACT_OWNERS)(owner),
      ownerId: text(ownerId),
      body: identifier<RegionId>(body),
    }),
  );
});

/** All facts of each of these owners. Index: the owner's id. */
function factsOf(owner: FactOwner): Query<{ ids: readonly string[] } & Asking, readonly DatedFact[]> {
  const kinds = kindsOwnedBy(owner);
  return defineQuery(
    `factsOf${owner}s`,
    `MATCH (owner:${owner}) WHERE owner.id IN $ids AND ${VISIBLE[owner]}
     RETURN owner.id, coalesce(owner.issuedBy, owner.id),
            [(owner)-[:HELD]->(fact:${labelsOf(kinds)}) | [${columns(kinds)}]]`,
    ([ownerId, body, facts]) =>
      list((row): DatedFact => ({
        ...decoder(kinds, tuple(row)),
        owner,
        ownerId: text(ownerId),
        body: identifier<RegionId>(body),
      }))(facts),
  );
}

export const factsOfOwners: Readonly<Record<FactOwner, ReturnType<typeof factsOf>>> = {
  Teacher: factsOf('Teacher'),
  Workshop: factsOf('Workshop'),
  School: factsOf('School'),
  Region: factsOf('Region'),
};

const CAREER_KINDS = ['post', 'designation', 'seat', 'pairing'] as const;

/** Posts, titles, seats and pairings of each of these people, ended or not. Index: Teacher.id. */
export const careers = defineQuery<
  { ids: readonly TeacherId[] } & Asking,
  { readonly id: TeacherId; readonly facts: readonly CareerFact[] }
>(
  'careers',
  `MATCH (teacher:Teacher) WHERE teacher.id IN $ids AND ${recordsOpen('teacher')}
   RETURN teacher.id,
          [(teacher)-[:HELD]->(post:Post)-[:AT]->(school:School) WHERE $everything OR school.issuedBy IN $directory |
            ['post', post.id, post.kind, post.from, post.to]] +
          [(teacher)-[:HELD]->(title:Designation) | ['designation', title.id, title.tier, title.awarded, title.termEnd]] +
          [(teacher)-[:HELD]->(seat:Seat)-[:IN]->(workshop:Workshop) WHERE $everything OR workshop.issuedBy IN $directory |
            ['seat', seat.id, seat.role, seat.from, seat.to]] +
          [(teacher)-[:GAVE]->(given:Pairing)-[:TO]->(mentee:Teacher) WHERE $everything OR mentee.issuedBy IN $directory |
            ['pairing', given.id, 'mentor', given.from, given.to]] +
          [(teacher)<-[:TO]-(received:Pairing)<-[:GAVE]-(mentor:Teacher) WHERE $everything OR mentor.issuedBy IN $directory |
            ['pairing', received.id, 'mentee', received.from, received.to]]`,
  ([id, facts]) => ({
    id: identifier<TeacherId>(id),
    facts: list((row): CareerFact => {
      const [kind, factId, code, from, to] = tuple(row);
      return careerFact(oneOf(CAREER_KINDS)(kind), text(factId), {
        code: text(code),
        from: optional(day)(from),
        to: optional(day)(to),
      });
    })(facts),
  }),
);

function careerFact(
  kind: (typeof CAREER_KINDS)[number],
  id: string,
  dated: Pick<CareerFact, 'code' | 'from' | 'to'>,
): CareerFact {
  switch (kind) {
    case 'post':
      return { kind, id: identifier(id), ...dated };
    case 'designation':
      return { kind, id: identifier(id), ...dated };
    case 'seat':
      return { kind, id: identifier(id), ...dated };
    case 'pairing':
      return { kind, id: identifier(id), ...dated };
  }
}
