import neo4j, { type Driver } from 'neo4j-driver';
import type { RosterEdits } from '../graph/rosterWrite.ts';
import type { PreparedImport } from '../src/services/importPlanning.ts';
import { rosterEdits } from '../src/services/rosterEdits.ts';

/** One statement and the rows that it creates nodes and relationships from, `UNWIND $rows AS row` before it. */
export interface BareStatement {
  readonly statement: string;
  readonly rows: readonly Record<string, unknown>[];
}

const BATCH = 4_000;

/**
 * What the product would write for a plan, as somebody would write it who has only the driver: the same nodes, properties,
 * relationships and batches, without locks, audit, checks and records of the run.
 */
export function bareRows(prepared: PreparedImport): readonly (readonly BareStatement[])[] {
  const edits: RosterEdits = rosterEdits(prepared);
  const { issuer } = prepared.plan;
  const run = 'bench';
  const governors = new Map(edits.school.create.map(({ id, record }) => [id, record.governedBy]));
  const schoolOf = new Map(edits.teacher.create.map(({ id, schoolId }) => [id, schoolId]));
  const held = (label: string, rows: readonly { teacherId: string; properties: Record<string, unknown> }[]) => [
    {
      statement: `MATCH (t:Teacher {id: row.teacherId}) CREATE (t)-[:HELD]->(n:${label}) SET n = row.properties`,
      rows: rows.map((row) => ({ ...row })),
    },
  ];
  const under = (rows: RosterEdits['seat']['under']): BareStatement => ({
    statement:
      'MATCH (s:Seat {id: row.seatId}) MATCH (p:Seat {id: row.parentId}) CREATE (s)-[u:UNDER]->(p) SET u.from = row.from',
    rows: rows.map((row) => ({ ...row, from: date(row.from) })),
  });
  const seats = (rows: RosterEdits['seat']['create']): BareStatement => ({
    statement: `MATCH (t:Teacher {id: row.teacherId}) MATCH (w:Workshop {id: row.workshopId})
                CREATE (t)-[:HELD]->(n:Seat)-[:IN]->(w) SET n = row.properties`,
    rows: rows.map(({ id, teacherId, workshopId, role, from, to }) => ({
      teacherId,
      workshopId,
      properties: { id, role, from: date(from), to: date(to), run },
    })),
  });
  return [
    [
      {
        statement: `MATCH (r:Region {id: row.region}) CREATE (n:School) SET n = row.properties
                    CREATE (n)-[:GOVERNED_BY]->(r) CREATE (n)-[:HAS_SETTING]->(p:SettingPeriod) SET p = row.setting`,
        rows: edits.school.create.map(({ id, settingId, record: { code, name, stages, governedBy, setting } }) => ({
          region: governedBy,
          properties: { id, issuedBy: issuer, code, name, stages, run },
          setting: { id: settingId, setting, run },
        })),
      },
    ],
    [
      {
        statement: 'MATCH (s:School {id: row.school}) CREATE (n:Teacher)-[:WORKS_AT]->(s) SET n = row.properties',
        rows: edits.teacher.create.map(({ id, schoolId, record }) => ({
          school: schoolId,
          properties: {
            id,
            issuedBy: issuer,
            staffNo: record.staffNo,
            name: record.name,
            sex: record.sex,
            birth: date(record.birth),
            hiredOn: date(record.hiredOn),
            teachingSince: date(record.teachingSince),
            phone: record.phone,
            run,
          },
        })),
      },
    ],
    [
      {
        statement: `MATCH (t:Teacher {id: row.teacher}) MATCH (s:School {id: row.school})
                    CREATE (t)-[:HELD]->(n:Post)-[:AT]->(s) SET n = row.properties`,
        rows: edits.post.create.map(({ id, teacherId, schoolId, record: { postKind: kind, className, from, to } }) => ({
          teacher: teacherId,
          school: schoolId,
          properties: { id, kind, className, from: date(from), to: date(to), run },
        })),
      },
    ],
    [
      {
        statement: `MATCH (t:Teacher {id: row.teacher}) MATCH (r:Region {id: row.body})
                    CREATE (t)-[:HELD]->(n:Designation)-[:AWARDED_BY]->(r) SET n = row.properties`,
        rows: edits.designation.create.map(({ id, teacherId, awardedFrom, record }) => ({
          teacher: teacherId,
          body: awardedFrom === 'issuer' ? issuer : governors.get(schoolOf.get(teacherId) ?? ('' as never)),
          properties: {
            id,
            tier: record.tier,
            level: record.level,
            awarded: date(record.awarded),
            termEnd: date(record.termEnd),
            state: record.state,
            stateKnownOn: date(prepared.plan.asOf),
            run,
          },
        })),
      },
    ],
    [
      {
        statement: 'MATCH (r:Region {id: row.founder}) CREATE (n:Workshop)-[:FOUNDED_BY]->(r) SET n = row.properties',
        rows: edits.workshop.create.map(({ id, record: { code, name, level, stages, founded, foundedBy } }) => ({
          founder: foundedBy,
          properties: { id, issuedBy: issuer, code, name, level, stages, from: date(founded), run },
        })),
      },
      seats(edits.workshop.leads),
    ],
    [seats(edits.seat.create), under(edits.workshop.under), under(edits.seat.under)],
    [
      {
        statement: `MATCH (a:Teacher {id: row.mentor}) MATCH (b:Teacher {id: row.mentee})
                    CREATE (a)-[:GAVE]->(n:Pairing)-[:TO]->(b) SET n = row.properties`,
        rows: edits.pairing.create.map(({ id, mentorId, menteeId, record: { schoolYear, from, to } }) => ({
          mentor: mentorId,
          mentee: menteeId,
          properties: { id, schoolYear: neo4j.int(schoolYear), from: date(from), to: date(to), run },
        })),
      },
    ],
    held(
      'Appraisal',
      edits.appraisal.create.map(({ id, ownerId, record: { year, grade } }) => ({
        teacherId: ownerId,
        properties: { id, kind: 'yearly', year: neo4j.int(Number(year)), grade, run },
      })),
    ),
    held(
      'Achievement',
      edits.achievement.create.map(({ id, ownerId, record: { date: on, category, title, level } }) => ({
        teacherId: ownerId,
        properties: { id, date: date(String(on)), category, title, level, run },
      })),
    ),
    held(
      'Attendance',
      edits.attendance.create.map(({ id, ownerId, record: { training, date: on, layer, hours, level } }) => ({
        teacherId: ownerId,
        properties: { id, training, date: date(String(on)), layer, hours, level, completed: true, run },
      })),
    ),
  ];
}

/** Writes with the driver alone, a transaction for each kind. @returns milliseconds */
export async function writeBare(
  driver: Driver,
  database: string,
  kinds: readonly (readonly BareStatement[])[],
): Promise<number> {
  const started = performance.now();
  for (const statements of kinds) {
    const session = driver.session({ database });
    await session.executeWrite(async (transaction) => {
      for (const { statement, rows } of statements)
        for (let start = 0; start < rows.length; start += BATCH)
          await transaction.run(`UNWIND $rows AS row ${statement}`, { rows: rows.slice(start, start + BATCH) });
    });
    await session.close();
  }
  return performance.now() - started;
}

function date(day: string | null) {
  if (day === null) return null;
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  return new neo4j.types.Date(year, month, dayOfMonth);
}
