import {
  DATED_FACTS,
  DATED_FACT_KINDS,
  type DatedFactKind,
  type DatedFactRecord,
  FACT_OWNERS,
  type FactOwner,
  OWNER_KEYS,
  perDatedFact,
  shapeOf,
} from '../src/domain/datedFact.ts';
import type { RegionId, SchoolId } from '../src/domain/identifier.ts';
import type { Scope } from '../src/domain/scope.ts';
import { assigned, factValues, labelsOf, propertiesOf } from './datedFactValues.ts';
import { type RosterFrame, type Row, writeRows } from './rosterRows.ts';
import { type Graph, type Parameters, type Query, type Transaction, defineQuery } from './session.ts';
import { list, oneOf, optional, text, tuple } from './value.ts';

export interface DatedFactEdits {
  readonly create: readonly {
    readonly id: string;
    readonly owner: FactOwner;
    readonly ownerId: string;
    readonly schoolId: SchoolId | null;
    readonly record: DatedFactRecord;
  }[];
  readonly change: readonly {
    readonly id: string;
    readonly schoolId: SchoolId | null;
    readonly record: DatedFactRecord;
  }[];
}

/** Facts of one kind, with their owners and the school beside them. */
export async function writeDatedFacts(
  transaction: Transaction,
  frame: RosterFrame,
  kind: DatedFactKind,
  edits: DatedFactEdits,
): Promise<void> {
  const shape = shapeOf(kind);
  const { label, school } = shape;
  for (const owner of shape.owners) {
    const ofOwner = edits.create.filter((each) => each.owner === owner);
    if (ofOwner.length > 0)
      await writeRows(
        transaction,
        frame,
        `MATCH (owner:${owner} {id: row[1]})
         CREATE (owner)-[:HELD]->(:${label} {id: row[0], ${assigned(shape, 2, (property, value) => `${property}: ${value}`)}, run: $run})`,
        ofOwner.map(({ id, ownerId, record }) => [id, ownerId, ...valuesOf(record)]),
      );
  }
  if (edits.change.length > 0)
    await writeRows(
      transaction,
      frame,
      `MATCH (fact:${label} {id: row[0]}) SET ${assigned(shape, 1, (property, value) => `fact.${property} = ${value}`)}`,
      edits.change.map(({ id, record }) => [id, ...valuesOf(record)]),
    );
  if (school === undefined) return;
  await writeRows(
    transaction,
    frame,
    `MATCH (fact:${label} {id: row[0]})-[old:${school.type}]->() DELETE old`,
    edits.change.map(({ id }) => [id]),
    false,
  );
  await writeRows(
    transaction,
    frame,
    `MATCH (fact:${label} {id: row[0]}) MATCH (school:School {id: row[1]}) CREATE (fact)-[:${school.type}]->(school)`,
    [...edits.create, ...edits.change].flatMap(({ id, schoolId }) => (schoolId === null ? [] : [[id, schoolId]])),
  );
}

function valuesOf(record: DatedFactRecord): Row {
  return shapeOf(record.kind).attributes.map(({ name }) => record[name] ?? null);
}

/** A fact that the graph holds, with its id. */
interface Known {
  readonly id: string;
  readonly record: DatedFactRecord;
}

type Holdings = Readonly<Record<DatedFactKind, readonly Known[]>>;

interface Input extends Parameters {
  readonly issuer: RegionId;
}

const VISIBLE = '($allRecords OR $issuer IN $records)';

/** From the issuing body to the owners of one label, and the key that a roster names each by. */
const OWNERS: Readonly<Record<FactOwner, { readonly match: string; readonly key: string; readonly own?: string }>> = {
  Teacher: {
    match: `MATCH (owner:Teacher) WHERE owner.issuedBy = $issuer AND owner.staffNo >= '' AND ${VISIBLE}`,
    key: 'owner.staffNo',
  },
  Workshop: {
    match: `MATCH (owner:Workshop) WHERE owner.issuedBy = $issuer AND owner.code >= '' AND ${VISIBLE}`,
    key: 'owner.code',
  },
  School: {
    match: `MATCH (owner:School) WHERE owner.issuedBy = $issuer AND owner.code >= '' AND ${VISIBLE}`,
    key: 'owner.code',
  },
  // A region has the facts of every body that tells of it: those of this one are of its imports.
  Region: {
    match: `MATCH (:Region {id: $issuer})<-[:PART_OF*0..6]-(owner:Region) WHERE ${VISIBLE} WITH DISTINCT owner`,
    key: 'owner.id',
    own: 'EXISTS { MATCH (run:ImportRun {id: fact.run}) WHERE run.issuer = $issuer }',
  },
};

/** The facts of some kinds that owners of one label hold. Index: the owners' (issuedBy, code), Region.id. */
function heldBy(name: string, owner: FactOwner, among: readonly DatedFactKind[]): Query<Input, readonly Known[]> {
  const kinds = among.filter((kind) => shapeOf(kind).owners.includes(owner));
  const properties = propertiesOf(kinds);
  const schools = kinds.flatMap((kind) => shapeOf(kind).school?.type ?? []);
  const school =
    schools.length === 0 ? 'null' : `head([(fact)-[:${schools.join('|')}]->(school:School) | school.code])`;
  const { match, key, own = 'true' } = OWNERS[owner];
  const byLabel = new Map<string, DatedFactKind>(kinds.map((kind) => [DATED_FACTS[kind].label, kind]));
  return defineQuery(
    name,
    `${match}
     RETURN ${key}, [(owner)-[:HELD]->(fact:${labelsOf(kinds)}) WHERE ${own} |
       [head(labels(fact)), fact.id, ${school}, ${properties.map((property) => `fact.${property}`).join(', ')}]]`,
    ([holder, facts]) => {
      const named = { ...NOBODY, [OWNER_KEYS[owner]]: text(holder) };
      return list((fact): Known => {
        const [label, id, code, ...row] = tuple(fact);
        const kind = byLabel.get(oneOf([...byLabel.keys()])(label)) ?? 'appraisal';
        const beside = shapeOf(kind).school;
        return {
          id: text(id),
          record: {
            ...factValues(kind, properties, row),
            ...(beside === undefined ? {} : { [beside.name]: optional(text)(code) }),
            ...named,
            kind,
          },
        };
      })(facts);
    },
  );
}

const NOBODY = { staffNo: null, workshopCode: null, schoolCode: null, region: null };

/** Of these a person has many: they are read apart from the others. */
const MANY: readonly DatedFactKind[] = ['appraisal', 'achievement', 'attendance'];

export const rosterDatedFacts: readonly Query<Input, readonly Known[]>[] = [
  ...MANY.map((kind) => heldBy(`roster${DATED_FACTS[kind].label}s`, 'Teacher', [kind])),
  heldBy(
    'rosterTeacherFacts',
    'Teacher',
    DATED_FACT_KINDS.filter((kind) => !MANY.includes(kind)),
  ),
  ...FACT_OWNERS.filter((owner) => owner !== 'Teacher').map((owner) =>
    heldBy(`roster${owner}Facts`, owner, DATED_FACT_KINDS),
  ),
];

/** What the rosters of a body have put into the graph of these kinds. */
export async function readDatedFacts(graph: Graph, scope: Scope, input: Input): Promise<Holdings> {
  const found = perDatedFact((): Known[] => []);
  for (const query of rosterDatedFacts)
    for (const known of (await graph.read(scope, query, input)).flat()) found[known.record.kind].push(known);
  return found;
}
