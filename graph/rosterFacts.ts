import type { DesignationId, PairingId, PostId, SchoolId, TeacherId } from '../src/domain/identifier.ts';
import type { DesignationRecord, PairingRecord, PostRecord } from '../src/domain/roster.ts';
import { type RosterFrame, type Row, writeRows } from './rosterRows.ts';
import type { Transaction } from './session.ts';
import { identifier } from './value.ts';

/** A fact of one person, to be made or to be put as the record says (its identity stays). */
export interface Held<Record, Id extends string = string> {
  readonly id: Id;
  readonly teacherId: TeacherId;
  readonly record: Record;
}

export interface PostEdits {
  readonly create: readonly (Held<PostRecord, PostId> & { readonly schoolId: SchoolId })[];
  readonly change: readonly { readonly id: string; readonly record: PostRecord }[];
}

export interface DesignationEdits {
  readonly create: readonly (Held<DesignationRecord, DesignationId> & {
    /** Where the awarding body is looked for at the title's level: above the issuer, or above the person's school. */
    readonly awardedFrom: 'issuer' | 'school';
  })[];
  readonly change: readonly {
    readonly id: string;
    readonly record: DesignationRecord;
    /** The state is another one: known from this import's day on. */
    readonly stateChanged: boolean;
  }[];
}

export interface PairingEdits {
  readonly create: readonly {
    readonly id: PairingId;
    readonly mentorId: TeacherId;
    readonly menteeId: TeacherId;
    readonly record: PairingRecord;
  }[];
  readonly change: readonly { readonly id: string; readonly record: PairingRecord }[];
}

export async function writePosts(transaction: Transaction, frame: RosterFrame, edits: PostEdits): Promise<void> {
  await writeRows(
    transaction,
    frame,
    `MATCH (teacher:Teacher {id: row[1]}) MATCH (school:School {id: row[2]})
     CREATE (teacher)-[:HELD]->(:Post {id: row[0], kind: row[3], className: row[4], from: date(row[5]), to: date(row[6]), run: $run})-[:AT]->(school)`,
    edits.create.map(({ id, teacherId, schoolId, record }) => [id, teacherId, schoolId, ...postOf(record)]),
  );
  await writeRows(
    transaction,
    frame,
    'MATCH (post:Post {id: row[0]}) SET post.kind = row[1], post.className = row[2], post.from = date(row[3]), post.to = date(row[4])',
    edits.change.map(({ id, record }) => [id, ...postOf(record)]),
  );
}

function postOf(record: PostRecord): Row {
  return [record.postKind, record.className, record.from, record.to];
}

/** Titles, each joined to the body that awarded it where that can be told. */
export async function writeDesignations(
  transaction: Transaction,
  frame: RosterFrame,
  edits: DesignationEdits,
): Promise<void> {
  await writeRows(
    transaction,
    frame,
    `MATCH (teacher:Teacher {id: row[1]})
     CREATE (teacher)-[:HELD]->(:Designation {id: row[0], tier: row[2], level: row[3], awarded: date(row[4]),
       termEnd: date(row[5]), state: row[6], stateKnownOn: date($asOf), run: $run})`,
    edits.create.map(({ id, teacherId, record }) => [
      id,
      teacherId,
      record.tier,
      record.level,
      record.awarded,
      record.termEnd,
      record.state,
    ]),
  );
  await writeRows(
    transaction,
    frame,
    `MATCH (issuer:Region {id: $issuer})-[parts:PART_OF*0..6]->(body:Region)-[:KNOWN_AS]->(name:RegionName {level: row[0]})
     WHERE all(part IN parts + [name] WHERE ${heldOn('part', 'date(row[1])')})
     UNWIND row[2] AS id
     MATCH (designation:Designation {id: id}) CREATE (designation)-[:AWARDED_BY]->(body)`,
    byLevelAndDay(edits.create.filter(({ awardedFrom }) => awardedFrom === 'issuer')),
    false,
  );
  await writeAwardingBodies(
    transaction,
    frame,
    edits.create.filter(({ awardedFrom }) => awardedFrom === 'school').map(({ id }) => id),
  );
  await writeRows(
    transaction,
    frame,
    `MATCH (designation:Designation {id: row[0]})
     SET designation.termEnd = date(row[1]), designation.state = row[2],
       designation.stateKnownOn = CASE WHEN row[3] THEN date($asOf) ELSE designation.stateKnownOn END`,
    edits.change.map(({ id, record, stateChanged }) => [id, record.termEnd, record.state, stateChanged]),
  );
}

/**
 * Looks for the awarding bodies again where the school of a person, or the body above a school, was wrong all along.
 */
export async function awardAgain(
  transaction: Transaction,
  frame: RosterFrame,
  holder: 'School' | 'Teacher',
  ids: readonly string[],
): Promise<void> {
  const people = {
    School: 'MATCH (:School {id: id})<-[:WORKS_AT]-(teacher:Teacher)',
    Teacher: 'MATCH (teacher:Teacher {id: id})',
  }[holder];
  if (ids.length === 0) return;
  const rows = await transaction.run(
    `UNWIND $ids AS id ${people}-[:HELD]->(designation:Designation) WHERE designation.level IN $levelsBelow
     WITH DISTINCT designation
     OPTIONAL MATCH (designation)-[old:AWARDED_BY]->() DELETE old
     RETURN designation.id`,
    { ...frame, ids },
  );
  await writeAwardingBodies(
    transaction,
    frame,
    rows.map(([id]) => identifier<DesignationId>(id)),
  );
}

/** The body of the title's level above the school that was the person's own on the day of the award. */
async function writeAwardingBodies(
  transaction: Transaction,
  frame: RosterFrame,
  ids: readonly DesignationId[],
): Promise<void> {
  await writeRows(
    transaction,
    frame,
    `MATCH (designation:Designation {id: row[0]})<-[:HELD]-(:Teacher)-[works:WORKS_AT]->(:School)-[governed:GOVERNED_BY]->(lowest:Region)
     WHERE ${heldOn('works', 'designation.awarded')} AND ${heldOn('governed', 'designation.awarded')}
     MATCH (lowest)-[parts:PART_OF*0..6]->(body:Region)-[:KNOWN_AS]->(name:RegionName)
     WHERE name.level = designation.level AND all(part IN parts + [name] WHERE ${heldOn('part', 'designation.awarded')})
     CREATE (designation)-[:AWARDED_BY]->(body)`,
    ids.map((id) => [id]),
    false,
  );
}

function heldOn(fact: string, day: string): string {
  return `(${fact}.from IS NULL OR ${fact}.from <= ${day}) AND (${fact}.to IS NULL OR ${day} < ${fact}.to)`;
}

function byLevelAndDay(created: DesignationEdits['create']): Row[] {
  const groups = new Map<string, { level: string; awarded: string; ids: string[] }>();
  for (const { id, record } of created) {
    const key = `${record.level} ${record.awarded}`;
    const group = groups.get(key);
    if (group) group.ids.push(id);
    else groups.set(key, { level: record.level, awarded: record.awarded, ids: [id] });
  }
  return [...groups.values()].map(({ level, awarded, ids }) => [level, awarded, ids]);
}

export async function writePairings(transaction: Transaction, frame: RosterFrame, edits: PairingEdits): Promise<void> {
  await writeRows(
    transaction,
    frame,
    `MATCH (mentor:Teacher {id: row[1]}) MATCH (mentee:Teacher {id: row[2]})
     CREATE (mentor)-[:GAVE]->(:Pairing {id: row[0], schoolYear: toInteger(row[3]), from: date(row[4]), to: date(row[5]), run: $run})-[:TO]->(mentee)`,
    edits.create.map(({ id, mentorId, menteeId, record }) => [
      id,
      mentorId,
      menteeId,
      record.schoolYear,
      record.from,
      record.to,
    ]),
  );
  await writeRows(
    transaction,
    frame,
    'MATCH (pairing:Pairing {id: row[0]}) SET pairing.from = date(row[1]), pairing.to = date(row[2])',
    edits.change.map(({ id, record }) => [id, record.from, record.to]),
  );
}
