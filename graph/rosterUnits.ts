import { awardAgain } from './rosterFacts.ts';
import { type RosterFrame, type Row, writeRows } from './rosterRows.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, SchoolId, TeacherId } from '../src/domain/identifier.ts';
import type { SchoolRecord, TeacherRecord } from '../src/domain/roster.ts';
import type { Setting } from '../src/domain/school.ts';
import { searchText } from '../src/domain/search.ts';
import type { Transaction } from './session.ts';

/** An undated attribute that stands in the graph as a dated fact gets another value. */
export interface Switch<Value extends string> {
  readonly id: string;
  readonly to: Value;
  /** True: it was wrong all along, the fact is put right in place. False: the old one ends on the import's day. */
  readonly correction: boolean;
}

export interface SchoolEdits {
  readonly create: readonly { readonly id: SchoolId; readonly settingId: string; readonly record: SchoolRecord }[];
  readonly attributes: readonly { readonly id: SchoolId; readonly record: SchoolRecord }[];
  readonly settings: readonly (Switch<Setting> & {
    /** Id for the period that begins. */
    readonly newId: string;
  })[];
  readonly governedBy: readonly Switch<RegionId>[];
}

export interface TeacherEdits {
  readonly create: readonly { readonly id: TeacherId; readonly schoolId: SchoolId; readonly record: TeacherRecord }[];
  readonly attributes: readonly { readonly id: TeacherId; readonly record: TeacherRecord }[];
  readonly worksAt: readonly Switch<SchoolId>[];
  /** The last school of a person is left on another day; null: not left. */
  readonly left: readonly { readonly id: TeacherId; readonly leftOn: Day | null }[];
  /** A person who had left belongs to a school again, from the import's day on. */
  readonly returned: readonly { readonly id: TeacherId; readonly schoolId: SchoolId; readonly leftOn: Day | null }[];
}

/** Schools with the county or city that governs them and their setting. */
export async function writeSchools(transaction: Transaction, frame: RosterFrame, edits: SchoolEdits): Promise<void> {
  await writeRows(
    transaction,
    frame,
    `MATCH (region:Region {id: row[4]})
     CREATE (school:School {id: row[0], issuedBy: $issuer, code: row[1], name: row[2], stages: row[3],
       search: row[7], base: row[8], run: $run})
     CREATE (school)-[:GOVERNED_BY]->(region)
     CREATE (school)-[:HAS_SETTING]->(:SettingPeriod {id: row[5], setting: row[6], run: $run})`,
    edits.create.map(({ id, settingId, record }) => [
      id,
      record.code,
      record.name,
      record.stages,
      record.governedBy,
      settingId,
      record.setting,
      searchText(record),
      record.base,
    ]),
  );
  await writeRows(
    transaction,
    frame,
    'MATCH (school:School {id: row[0]}) SET school.name = row[1], school.stages = row[2], school.search = row[3], school.base = row[4]',
    edits.attributes.map(({ id, record }) => [id, record.name, record.stages, searchText(record), record.base]),
  );
  await switchSettings(transaction, frame, edits.settings);
  await switchRelationships(transaction, frame, GOVERNED_BY, edits.governedBy);
  await awardAgain(transaction, frame, 'School', corrected(edits.governedBy));
}

/** People with the school that is their own. */
export async function writeTeachers(transaction: Transaction, frame: RosterFrame, edits: TeacherEdits): Promise<void> {
  await writeRows(
    transaction,
    frame,
    `MATCH (school:School {id: row[9]})
     CREATE (teacher:Teacher {id: row[0], issuedBy: $issuer, staffNo: row[1], name: row[2], sex: row[3], birth: date(row[4]),
       hiredOn: date(row[5]), teachingSince: date(row[6]), phone: row[7], subject: row[8], search: row[11],
       run: $run})-[:WORKS_AT {to: date(row[10])}]->(school)`,
    edits.create.map(({ id, schoolId, record }) => [
      id,
      record.staffNo,
      ...attributesOf(record),
      schoolId,
      record.leftOn,
      textOf(record),
    ]),
  );
  await writeRows(
    transaction,
    frame,
    `MATCH (teacher:Teacher {id: row[0]})
     SET teacher.name = row[1], teacher.sex = row[2], teacher.birth = date(row[3]), teacher.hiredOn = date(row[4]),
       teacher.teachingSince = date(row[5]), teacher.phone = row[6], teacher.subject = row[7],
       teacher.search = row[8]`,
    edits.attributes.map(({ id, record }) => [id, ...attributesOf(record), textOf(record)]),
  );
  await switchRelationships(transaction, frame, WORKS_AT, edits.worksAt);
  await writeRows(
    transaction,
    frame,
    `MATCH (teacher:Teacher {id: row[0]})-[works:WORKS_AT]->()
     WITH row, works ORDER BY coalesce(works.from, date('0001-01-01'))
     WITH row, collect(works)[-1] AS last
     SET last.to = CASE WHEN date(row[1]) < last.from THEN last.from ELSE date(row[1]) END`,
    edits.left.map(({ id, leftOn }) => [id, leftOn]),
  );
  await writeRows(
    transaction,
    frame,
    `MATCH (teacher:Teacher {id: row[0]}) MATCH (school:School {id: row[1]})
     CREATE (teacher)-[:WORKS_AT {from: date($asOf), to: date(row[2])}]->(school)`,
    edits.returned.map(({ id, schoolId, leftOn }) => [id, schoolId, leftOn]),
  );
  await awardAgain(transaction, frame, 'Teacher', corrected(edits.worksAt));
}

function corrected(switches: readonly Switch<string>[]): string[] {
  return switches.filter(({ correction }) => correction).map(({ id }) => id);
}

function textOf({ name, staffNo }: TeacherRecord): string {
  return searchText({ name, code: staffNo });
}

function attributesOf(record: TeacherRecord): Row {
  return [record.name, record.sex, record.birth, record.hiredOn, record.teachingSince, record.phone, record.subject];
}

const GOVERNED_BY = { holder: 'School', type: 'GOVERNED_BY', held: 'Region' } as const;
const WORKS_AT = { holder: 'Teacher', type: 'WORKS_AT', held: 'School' } as const;

const HOLDS_ON_THE_DAY = '(old.from IS NULL OR old.from <= date($asOf)) AND (old.to IS NULL OR date($asOf) < old.to)';

/** A fact that began on this very day cannot have changed since: it is put right in place, as a correction is. */
const IN_PLACE = '(row[2] OR coalesce(old.from = date($asOf), false))';

async function switchSettings(
  transaction: Transaction,
  frame: RosterFrame,
  switches: SchoolEdits['settings'],
): Promise<void> {
  const rows = switches.map(({ id, to, correction, newId }) => [id, to, correction, newId]);
  await writeRows(
    transaction,
    frame,
    `MATCH (school:School {id: row[0]})-[:HAS_SETTING]->(old:SettingPeriod) WHERE ${HOLDS_ON_THE_DAY}
     FOREACH (_ IN CASE WHEN ${IN_PLACE} THEN [] ELSE [1] END |
       CREATE (school)-[:HAS_SETTING]->(:SettingPeriod {id: row[3], setting: row[1], from: date($asOf), to: old.to, run: $run})
       SET old.to = date($asOf))
     FOREACH (_ IN CASE WHEN ${IN_PLACE} THEN [1] ELSE [] END | SET old.setting = row[1])`,
    rows,
  );
}

async function switchRelationships(
  transaction: Transaction,
  frame: RosterFrame,
  { holder, type, held }: typeof GOVERNED_BY | typeof WORKS_AT,
  switches: readonly Switch<string>[],
): Promise<void> {
  await writeRows(
    transaction,
    frame,
    `MATCH (holder:${holder} {id: row[0]})-[old:${type}]->() WHERE old.from IS NULL OR old.from <= date($asOf)
     WITH row, holder, old ORDER BY coalesce(old.from, date('0001-01-01'))
     WITH row, holder, collect(old)[-1] AS old
     MATCH (held:${held} {id: row[1]})
     WITH row, holder, old, held, ${IN_PLACE} AS inPlace
     CREATE (holder)-[new:${type}]->(held)
     SET new.from = CASE WHEN inPlace THEN old.from ELSE date($asOf) END, new.to = old.to
     FOREACH (_ IN CASE WHEN inPlace THEN [1] ELSE [] END | DELETE old)
     FOREACH (_ IN CASE WHEN inPlace THEN [] ELSE [1] END | SET old.to = date($asOf))`,
    switches.map(({ id, to, correction }) => [id, to, correction]),
  );
}
