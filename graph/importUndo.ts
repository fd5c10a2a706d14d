import type { ImportRunId, RegionId } from '../src/domain/identifier.ts';
import type { KindCount, LaterImport } from '../src/domain/importUndo.ts';
import { ROSTER_KINDS, type RosterKind } from '../src/domain/roster.ts';
import { KEPT_LABELS, type KeptLabel, OWN_TIES, type OwnTie } from './factsBefore.ts';
import { type Transaction, defineQuery } from './session.ts';
import { type Value, day, flag, identifier, instant, list, number, oneOf, optional, text } from './value.ts';

const VISIBLE = '($allRecords OR run.issuer IN $records)';
const RUN = `MATCH (run:ImportRun {id: $id}) WHERE ${VISIBLE}`;

/** When a run began to write; runs of older databases tell only when they ended. */
function begun(run: string): string {
  return `coalesce(${run}.begunAt, ${run}.appliedAt, ${run}.createdAt)`;
}

/** Something that hangs on what a run created and is not of that run. */
export interface Attached {
  /** The run that created it; null: an account. */
  readonly run: ImportRunId | null;
  readonly label: string;
  readonly id: string;
}

interface Input extends Readonly<Record<string, string>> {
  readonly id: ImportRunId;
}

/** Whether the run kept what it wrote over. Index: ImportRun.id. */
export const runKept = defineQuery<Input, boolean>('runKept', `${RUN} RETURN run.begunAt IS NOT NULL`, ([kept]) =>
  flag(kept),
);

/** What a run did, as its audit says: action, kind, how many. Index: ImportRun.id, AuditEntry.run. */
export const runDeeds = defineQuery<Input, { readonly creates: boolean } & KindCount>(
  'runDeeds',
  `${RUN} MATCH (entry:AuditEntry {run: run.id}) WHERE entry.action IN ['create', 'change', 'correct', 'end']
   WITH entry.action = 'create' AS creates, entry.kind AS kind,
        CASE WHEN entry.action = 'create' THEN entry.after END AS created, count(*) AS entries
   RETURN creates, kind, created, entries`,
  ([creates, kind, created, entries]) => ({
    creates: flag(creates),
    kind: oneOf(ROSTER_KINDS)(kind),
    count: number(entries) * (optional(createdCount)(created) ?? 1),
  }),
);

function createdCount(after: Value): number {
  const told = JSON.parse(text(after)) as { readonly created?: number };
  return told.created ?? 0;
}

/** The imports of the same body that began later and wrote. Index: ImportRun.id, ImportRun (issuer, createdAt). */
export const laterImports = defineQuery<Input & { readonly seconds: string }, Omit<LaterImport, 'replaced'>>(
  'laterImports',
  `${RUN}
   MATCH (later:ImportRun) WHERE later.issuer = run.issuer AND later.createdAt IS NOT NULL AND later.id <> run.id
     AND later.status IN ['APPLYING', 'APPLIED', 'INTERRUPTED'] AND ${begun('later')} > ${begun('run')}
   RETURN later.id, later.asOf, later.createdAt, later.written,
     coalesce(later.confirmed, CASE WHEN later.unchanged > 0 THEN later.kinds ELSE [] END),
     later.status = 'APPLYING' AND coalesce(later.progressAt > datetime() - duration({seconds: toInteger($seconds)}), false),
     later.begunAt IS NOT NULL
   ORDER BY ${begun('later')}`,
  ([id, asOf, createdAt, written, confirmed, running, kept]) => ({
    id: identifier<ImportRunId>(id),
    asOf: day(asOf),
    createdAt: instant(createdAt),
    written: list(oneOf(ROSTER_KINDS))(written),
    confirmed: list(oneOf(ROSTER_KINDS))(confirmed),
    running: flag(running),
    kept: flag(kept),
  }),
);

/** A fact that a run wrote over. */
export interface Replaced {
  readonly run: ImportRunId;
  readonly label: KeptLabel;
  readonly id: string;
  /** The run that the question is about created it. */
  readonly created: boolean;
}

/** What a run and those after it wrote over. Index: ImportRun.id, ImportRun (issuer, createdAt). */
export const replacedFacts = defineQuery<Input, Replaced>(
  'replacedFacts',
  `${RUN}
   MATCH (writer:ImportRun) WHERE writer.issuer = run.issuer AND writer.createdAt IS NOT NULL
     AND (writer.id = run.id OR writer.status IN ['APPLYING', 'APPLIED', 'INTERRUPTED'] AND ${begun('writer')} > ${begun('run')})
   CALL (run, writer) {
     MATCH (writer)-[was:REPLACED]->(before:FactBefore)
     RETURN DISTINCT was.label AS label, before.id AS fact, coalesce(before.run = run.id, false) AS created
   }
   RETURN writer.id, label, fact, created`,
  ([writer, label, id, created]) => ({
    run: identifier<ImportRunId>(writer),
    label: oneOf(KEPT_LABELS)(label),
    id: text(id),
    created: flag(created),
  }),
);

const CREATED_PERSON = `MATCH (person:Teacher) WHERE person.issuedBy = run.issuer AND person.staffNo >= '' AND person.run = run.id`;
const CREATED_SCHOOL = `MATCH (school:School) WHERE school.issuedBy = run.issuer AND school.code >= '' AND school.run = run.id`;
const ANY_WORKSHOP = `MATCH (workshop:Workshop) WHERE workshop.issuedBy = run.issuer AND workshop.code >= ''`;
const LIVE_TOKEN = `(token.expiresAt IS NULL OR datetime() < token.expiresAt)`;

/**
 * What hangs on the people, schools, workshops and seats that a run created and that others made or joined there.
 * Index: ImportRun.id, Teacher (issuedBy, staffNo), School (issuedBy, code), Workshop (issuedBy, code).
 */
export const attachedFacts = defineQuery<Input, Attached>(
  'attachedFacts',
  `${RUN}
   CALL (run) {
     ${CREATED_PERSON} MATCH (person)-[:HELD|GAVE]->(fact) WHERE fact.run <> run.id
     RETURN fact.run AS other, fact
     UNION
     ${CREATED_PERSON} MATCH (person)<-[:TO]-(fact:Pairing) WHERE fact.run <> run.id
     RETURN fact.run AS other, fact
     UNION
     ${CREATED_PERSON} MATCH (person)<-[:FOR]-(token:Token) WHERE ${LIVE_TOKEN}
     RETURN null AS other, token AS fact
     UNION
     ${CREATED_SCHOOL} MATCH (school)<-[:AT]-(fact:Post) WHERE fact.run <> run.id
     RETURN fact.run AS other, fact
     UNION
     ${CREATED_SCHOOL} MATCH (school)<-[:WORKS_AT]-(fact:Teacher) WHERE fact.run <> run.id
     RETURN fact.run AS other, fact
     UNION
     ${CREATED_SCHOOL} MATCH (school)<-[:FOUNDED_BY]-(fact:Workshop) WHERE fact.run <> run.id
     RETURN fact.run AS other, fact
     UNION
     ${CREATED_SCHOOL} MATCH (school)<-[:ON]-(token:Token) WHERE ${LIVE_TOKEN}
     RETURN null AS other, token AS fact
     UNION
     ${CREATED_SCHOOL} MATCH (school)-[:HELD]->(fact) WHERE fact.run <> run.id
     RETURN fact.run AS other, fact
     UNION
     ${CREATED_SCHOOL} MATCH (school)<-[:WITH|NOMINATED_BY]-(fact) WHERE fact.run <> run.id
     RETURN fact.run AS other, fact
     UNION
     ${ANY_WORKSHOP} AND workshop.run = run.id MATCH (workshop)<-[:IN]-(fact:Seat) WHERE fact.run <> run.id
     RETURN fact.run AS other, fact
     UNION
     ${ANY_WORKSHOP} AND workshop.run = run.id MATCH (workshop)-[:HELD]->(fact) WHERE fact.run <> run.id
     RETURN fact.run AS other, fact
     UNION
     ${ANY_WORKSHOP} MATCH (workshop)<-[:IN]-(seat:Seat) WHERE seat.run = run.id
     MATCH (seat)<-[:UNDER|NAMED]-(fact:Seat) WHERE fact.run <> run.id
     RETURN fact.run AS other, fact
   }
   RETURN other, labels(fact)[0], fact.id`,
  ([other, label, id]) => ({ run: optional(identifier<ImportRunId>)(other), label: text(label), id: text(id) }),
);

/**
 * Seats that a run wrote over and whose ties a corrected policy wrote over since. Index: ImportRun.id, AuditEntry.fact.
 */
export const rejoinedSeats = defineQuery<Input, number>(
  'rejoinedSeats',
  `${RUN} MATCH (run)-[:REPLACED {label: 'Seat'}]->(before:FactBefore)
   MATCH (entry:AuditEntry {fact: before.id}) WHERE entry.run IS NULL AND entry.at > ${begun('run')}
   RETURN run.id, count(DISTINCT before.id)`,
  ([, count]) => number(count),
);

/** Takes the lock that all writes of a body's facts share. @returns how often they were written before */
export async function lockForUndo(transaction: Transaction, issuer: RegionId): Promise<number> {
  const [row] = await transaction.run(
    `MATCH (region:Region {id: $issuer}) SET region.revision = coalesce(region.revision, 0) + 1 RETURN region.revision - 1`,
    { issuer },
  );
  return number(row?.[0]);
}

/** Who takes a run back, and why. */
export interface Undoing {
  readonly run: ImportRunId;
  readonly issuer: RegionId;
  readonly by: string;
  readonly reason: string;
}

/** Puts the facts back that a run wrote over. From here on it is UNDOING: what it created goes by and by. */
export async function beginUndo(transaction: Transaction, undoing: Undoing): Promise<void> {
  const { run, issuer, by, reason } = undoing;
  await transaction.run(
    `MATCH (run:ImportRun {id: $run})
     SET run.status = 'UNDOING', run.undoneAt = datetime.transaction(), run.undoneBy = $by, run.undoReason = $reason`,
    { run, by, reason },
  );
  await transaction.run(
    `MATCH (:ImportRun {id: $run})-[:REPLACED {label: 'Seat'}]->(before:FactBefore)
     WITH DISTINCT before.id AS id WHERE NOT EXISTS { MATCH (:Seat {id: id}) }
     CREATE (:Seat {id: id})`,
    { run },
  );
  const kept = await transaction.run(
    'MATCH (:ImportRun {id: $run})-[was:REPLACED]->(:FactBefore) RETURN DISTINCT was.kind, was.label',
    { run },
  );
  for (const kind of [...ROSTER_KINDS].reverse())
    for (const [, label] of kept.filter(([writtenAs]) => writtenAs === kind))
      await restore(transaction, run, kind, oneOf(KEPT_LABELS)(label));
  await transaction.run(
    `MATCH (school:School) WHERE school.issuedBy = $issuer AND school.code >= '' AND coalesce(school.run, '') <> $run
     MATCH (school)-[:HAS_SETTING]->(period:SettingPeriod) WHERE period.run = $run DETACH DELETE period`,
    { run, issuer },
  );
  await transaction.run('MATCH (:ImportRun {id: $run})-[:REPLACED]->(before:FactBefore) DETACH DELETE before', { run });
}

/** Facts that one transaction takes away: of more at once the smallest database that the program starts runs out of memory. */
const AT_ONCE = 4_000;

/** Takes some of the facts away that a run created. @returns whether any may be left */
export async function removeSome(transaction: Transaction, { run, issuer }: Undoing): Promise<boolean> {
  await transaction.run('MATCH (run:ImportRun {id: $run}) SET run.progressAt = datetime.transaction()', { run });
  let room = AT_ONCE;
  for (const statement of REMOVALS) {
    const [row] = await transaction.run(`${statement} RETURN count(*)`, { run, issuer, room });
    room -= number(row?.[0]);
    if (room <= 0) return true;
  }
  return false;
}

/** The run is UNDONE, and each entry of its audit is followed by one that says the opposite. */
export async function endUndo(transaction: Transaction, run: ImportRunId): Promise<void> {
  await transaction.run(
    `MATCH (run:ImportRun {id: $run}) MATCH (entry:AuditEntry {run: $run})
     WITH run, collect(entry) AS entries UNWIND entries AS entry
     CREATE (:AuditEntry {id: randomUUID(), at: datetime.transaction(), by: run.undoneBy, action: 'undo', kind: entry.kind,
       fact: entry.fact, run: $run, before: entry.after, after: entry.before, reason: run.undoReason})`,
    { run },
  );
  await transaction.run(
    "MATCH (run:ImportRun {id: $run}) SET run.status = 'UNDONE', run.undoneAt = datetime.transaction()",
    { run },
  );
}

/** A relationship that was kept leads to something that is not there any more: nothing is taken back. */
export class NotRestored extends Error {
  override readonly name = 'NotRestored';
}

/** What the last kind wrote over is put back first. */
async function restore(transaction: Transaction, run: ImportRunId, kind: RosterKind, label: KeptLabel): Promise<void> {
  const kept = `MATCH (:ImportRun {id: $run})-[was:REPLACED {kind: $kind, label: $label}]->(before:FactBefore)
     MATCH (n:${label} {id: before.id})`;
  const [row] = await transaction.run(`${kept} SET n = properties(before) RETURN sum(size(was.ties))`, {
    run,
    kind,
    label,
  });
  for (const { type, outgoing } of OWN_TIES[label])
    await transaction.run(`${kept} MATCH (n)${outgoing ? '' : '<'}-[old:${type}]-${outgoing ? '>' : ''}() DELETE old`, {
      run,
      kind,
      label,
    });
  let ties = 0;
  for (const { type, outgoing, other } of OWN_TIES[label].flatMap(sides)) {
    const [made] = await transaction.run(
      `${kept} UNWIND was.ties AS told
       WITH n, split(told, '|') AS told WHERE told[0] = $type
       MATCH (other:${other} {id: told[1]})
       CREATE (n)${outgoing ? '' : '<'}-[tie:${type}]-${outgoing ? '>' : ''}(other)
       SET tie.from = CASE WHEN told[2] <> '' THEN date(told[2]) END, tie.to = CASE WHEN told[3] <> '' THEN date(told[3]) END
       RETURN count(*)`,
      { run, kind, label, type },
    );
    ties += number(made?.[0]);
  }
  const told = number(row?.[0]);
  if (ties !== told) throw new NotRestored(`Of ${told} relationships ${ties} could be put back`);
}

function sides({ others, ...tie }: OwnTie) {
  return others.map((other) => ({ ...tie, other }));
}

const SOME = 'LIMIT toInteger($room)';

/** Facts first, then those who hold them. */
const REMOVALS = [
  `MATCH (person:Teacher) WHERE person.issuedBy = $issuer AND person.staffNo >= ''
   MATCH (person)-[:HELD|GAVE]->(fact) WHERE fact.run = $run WITH fact ${SOME} DETACH DELETE fact`,
  `MATCH (workshop:Workshop) WHERE workshop.issuedBy = $issuer AND workshop.code >= ''
   MATCH (workshop)-[:HELD]->(fact) WHERE fact.run = $run WITH fact ${SOME} DETACH DELETE fact`,
  `MATCH (school:School) WHERE school.issuedBy = $issuer AND school.code >= ''
   MATCH (school)-[:HELD]->(fact) WHERE fact.run = $run WITH fact ${SOME} DETACH DELETE fact`,
  `MATCH (:Region {id: $issuer})<-[:PART_OF*0..6]-(region:Region) WITH DISTINCT region
   MATCH (region)-[:HELD]->(fact) WHERE fact.run = $run WITH fact ${SOME} DETACH DELETE fact`,
  `MATCH (workshop:Workshop) WHERE workshop.issuedBy = $issuer AND workshop.code >= '' AND workshop.run = $run
   WITH workshop ${SOME} DETACH DELETE workshop`,
  `MATCH (person:Teacher) WHERE person.issuedBy = $issuer AND person.staffNo >= '' AND person.run = $run
   WITH person ${SOME} DETACH DELETE person`,
  `MATCH (school:School) WHERE school.issuedBy = $issuer AND school.code >= '' AND school.run = $run
   WITH school ${SOME}
   OPTIONAL MATCH (school)-[:HAS_SETTING]->(period:SettingPeriod)
   DETACH DELETE school, period`,
];
