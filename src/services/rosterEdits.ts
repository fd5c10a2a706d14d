import type { AuditRecord } from '../../graph/audit.ts';
import type { DatedFactEdits } from '../../graph/rosterDatedFacts.ts';
import type { RosterHoldings } from '../../graph/rosterSnapshot.ts';
import type { SchoolEdits, TeacherEdits } from '../../graph/rosterUnits.ts';
import type { RosterEdits } from '../../graph/rosterWrite.ts';
import { type DatedFactKind, type DatedFactRecord, ownerOf, perDatedFact, shapeOf } from '../domain/datedFact.ts';
import type { Day } from '../domain/day.ts';
import type { ImportRunId, SchoolId, TeacherId } from '../domain/identifier.ts';
import { LEVELS, type Level, compareLevels } from '../domain/level.ts';
import type { RosterChange, RosterKind, RosterPlan, TeacherRecord } from '../domain/roster.ts';
import type { SeatRoles } from '../domain/rosterSeats.ts';
import { type RosterKeys, changed, created, identify, newId } from './rosterKeys.ts';
import { seatEdits } from './rosterSeatEdits.ts';

/** What turning a plan into rows needs beside the plan. */
export interface EditInput {
  readonly plan: RosterPlan;
  readonly holdings: RosterHoldings;
  readonly rolesOf: (workshopCode: string) => SeatRoles;
  /** The issuing body's level on a day, so that a title of its level or above is looked for above it. */
  readonly issuerLevel: (day: Day) => Level | null;
}

/** All that a plan writes, kind by kind, with the ids of everything new. Nothing here asks the database. */
export function rosterEdits({ plan, holdings, rolesOf, issuerLevel }: EditInput): RosterEdits {
  const keys = identify(plan, holdings);
  const { changes } = plan;
  return {
    school: schoolEdits(changes.school, keys),
    teacher: teacherEdits(changes.teacher, keys, plan.asOf),
    post: {
      create: created(changes.post, (record) => ({
        id: newId(),
        teacherId: keys.teacher(record.staffNo),
        schoolId: keys.school(record.schoolCode),
        record,
      })),
      change: changed(changes.post),
    },
    designation: {
      create: created(changes.designation, (record) => ({
        id: newId(),
        teacherId: keys.teacher(record.staffNo),
        record,
        awardedFrom: awardedFrom(record.level, issuerLevel(record.awarded)),
      })),
      change: changed(changes.designation).map(({ id, before, record }) => ({
        id,
        record,
        stateChanged: before.state !== record.state,
      })),
    },
    ...seatEdits({ plan, holdings, rolesOf, keys }),
    pairing: {
      create: created(changes.pairing, (record) => ({
        id: newId(),
        mentorId: keys.teacher(record.mentor),
        menteeId: keys.teacher(record.mentee),
        record,
      })),
      change: changed(changes.pairing),
    },
    ...perDatedFact((kind) => datedFactEdits(kind, changes[kind], keys)),
  };
}

/** The audit of one kind: an entry with before and after for each changed or ended fact, one a sheet for the creations. */
export function auditOf(
  changes: readonly RosterChange[],
  kind: RosterKind,
  { run, by, corrects }: { readonly run: ImportRunId; readonly by: string; readonly corrects: string | null },
): readonly AuditRecord[] {
  const creations = new Map<string, { file: string; sheet: string; created: number }>();
  const entries: AuditRecord[] = [];
  for (const change of changes) {
    if (change.action === 'create') {
      const { file, sheet } = change.origin;
      const key = JSON.stringify([file, sheet]);
      const counted = creations.get(key) ?? { file, sheet, created: 0 };
      creations.set(key, { ...counted, created: counted.created + 1 });
    } else {
      entries.push({
        by,
        action: change.correction ? 'correct' : change.action,
        kind,
        fact: change.id,
        run,
        before: { ...change.before },
        after: { ...change.record },
        reason: change.correction ? corrects : null,
      });
    }
  }
  return [
    ...[...creations.values()].map((after): AuditRecord => ({ by, action: 'create', kind, fact: null, run, after })),
    ...entries,
  ];
}

function schoolEdits(changes: RosterPlan['changes']['school'], keys: RosterKeys): SchoolEdits {
  const others = changed(changes);
  return {
    create: created(changes, (record) => ({ id: keys.school(record.code), settingId: newId(), record })),
    attributes: others
      .filter(
        ({ before, record }) =>
          before.name !== record.name || before.base !== record.base || differ(before.stages, record.stages),
      )
      .map(({ id, record }) => ({ id: id as SchoolId, record })),
    settings: others
      .filter(({ before, record }) => before.setting !== record.setting)
      .map(({ id, record, correction }) => ({ id, to: record.setting, correction, newId: newId() })),
    governedBy: others
      .filter(({ before, record }) => before.governedBy !== record.governedBy)
      .map(({ id, record, correction }) => ({ id, to: record.governedBy, correction })),
  };
}

const TEACHER_ATTRIBUTES = ['name', 'sex', 'birth', 'hiredOn', 'teachingSince', 'phone', 'subject'] as const;

function teacherEdits(changes: RosterPlan['changes']['teacher'], keys: RosterKeys, asOf: Day): TeacherEdits {
  const others = changed(changes);
  return {
    create: created(changes, (record) => ({
      id: keys.teacher(record.staffNo),
      schoolId: keys.school(record.schoolCode),
      record,
    })),
    attributes: others
      .filter(({ before, record }) => TEACHER_ATTRIBUTES.some((attribute) => before[attribute] !== record[attribute]))
      .map(({ id, record }) => ({ id: id as TeacherId, record })),
    worksAt: others
      .filter((change) => change.before.schoolCode !== change.record.schoolCode && !hasReturned(change))
      .map(({ id, before, record, correction }) => ({
        id,
        to: keys.school(record.schoolCode),
        // Nobody changes schools after having left.
        correction: correction || [before.leftOn, record.leftOn].some((day) => day !== null && day <= asOf),
      })),
    left: others
      .filter((change) => change.before.leftOn !== change.record.leftOn && !hasReturned(change))
      .map(({ id, record }) => ({ id: id as TeacherId, leftOn: record.leftOn })),
    returned: others.filter(hasReturned).map(({ id, record }) => ({
      id: id as TeacherId,
      schoolId: keys.school(record.schoolCode),
      leftOn: record.leftOn,
    })),
  };
}

/** Who had left by the import's day and is there again, unless the leaving was wrong. */
function hasReturned({
  before,
  record,
  correction,
}: {
  before: TeacherRecord;
  record: TeacherRecord;
  correction: boolean;
}): boolean {
  return !correction && before.leftOn !== null && record.leftOn === null;
}

/** A title of the issuer's own level or above is given by the body of that level above it; a lower one below it. */
function awardedFrom(level: Level, issuer: Level | null): 'issuer' | 'school' {
  return issuer !== null && compareLevels(level, issuer) >= 0 ? 'issuer' : 'school';
}

/** The levels below a body's own, whose titles the bodies above a person's school give. */
export function levelsBelow(issuer: Level | null): readonly Level[] {
  return LEVELS.filter((level) => awardedFrom(level, issuer) === 'school');
}

function datedFactEdits(
  kind: DatedFactKind,
  changes: readonly RosterChange<DatedFactKind>[],
  keys: RosterKeys,
): DatedFactEdits {
  const { school } = shapeOf(kind);
  const schoolIdOf = (record: DatedFactRecord): SchoolId | null => {
    const code = school === undefined ? null : record[school.name];
    return typeof code === 'string' ? keys.school(code) : null;
  };
  return {
    create: created(changes, (record) => ({
      id: newId<string>(),
      ...ownerIn(record, keys),
      schoolId: schoolIdOf(record),
      record,
    })),
    change: changed(changes).map(({ id, record }) => ({ id, schoolId: schoolIdOf(record), record })),
  };
}

function ownerIn(record: DatedFactRecord, keys: RosterKeys) {
  const found = ownerOf(record);
  if (found === null) throw new Error(`A ${record.kind} of the plan is nobody's`);
  const { owner, key } = found;
  switch (owner) {
    case 'Teacher':
      return { owner, ownerId: keys.teacher(key) };
    case 'Workshop':
      return { owner, ownerId: keys.workshop(key) };
    case 'School':
      return { owner, ownerId: keys.school(key) };
    case 'Region':
      return { owner, ownerId: key };
  }
}

function differ(a: readonly string[], b: readonly string[]): boolean {
  return a.length !== b.length || a.some((item, index) => item !== b[index]);
}
