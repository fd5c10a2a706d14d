import { schoolYearFrom } from '../src/domain/calendar.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, SeatId } from '../src/domain/identifier.ts';
import { LEVELS } from '../src/domain/level.ts';
import type { KnownRecord, RosterKind, RosterSnapshot, WorkshopRecord } from '../src/domain/roster.ts';
import type { HeldSeat } from '../src/domain/rosterSeats.ts';
import { SETTINGS, STAGES } from '../src/domain/school.ts';
import type { Scope } from '../src/domain/scope.ts';
import { readDatedFacts } from './rosterDatedFacts.ts';
import { holding } from './interval.ts';
import { type Graph, type Parameters, type Query, defineQuery } from './session.ts';
import { type Value, day, flag, identifier, list, number, oneOf, optional, text, tuple } from './value.ts';

/** A workshop without the one who leads it: that is one of its seats. */
export interface KnownWorkshop {
  readonly id: string;
  readonly record: Omit<WorkshopRecord, 'host'>;
}

/** All that the rosters of one issuing body have put into the graph, as far as a roster can say it. */
export interface RosterHoldings extends Omit<RosterSnapshot, 'workshop' | 'seat'> {
  readonly workshop: readonly KnownWorkshop[];
  /** Of all roles, those that lead included. */
  readonly seat: readonly HeldSeat[];
}

interface Input extends Parameters {
  readonly issuer: RegionId;
  /** Undated attributes are read as of this day. */
  readonly day: Day;
}

const VISIBLE = '($allRecords OR $issuer IN $records)';
const PEOPLE = `MATCH (teacher:Teacher) WHERE teacher.issuedBy = $issuer AND teacher.staffNo >= '' AND ${VISIBLE}`;

const level = oneOf(LEVELS);
const stages = list(oneOf(STAGES));
const sex = optional(oneOf<'FEMALE' | 'MALE'>(['FEMALE', 'MALE']));
const state = oneOf(['IN_FORCE', 'EXPIRED', 'REVOKED']);

/** Schools with setting and governing region of the day. Index: School (issuedBy, code). */
export const rosterSchools = defineQuery<Input, KnownRecord<'school'>>(
  'rosterSchools',
  `MATCH (school:School) WHERE school.issuedBy = $issuer AND school.code >= '' AND ${VISIBLE}
   MATCH (school)-[governed:GOVERNED_BY]->(region:Region) WHERE ${holding('governed')}
   MATCH (school)-[:HAS_SETTING]->(setting:SettingPeriod) WHERE ${holding('setting')}
   RETURN school.id, school.code, school.name, region.id, school.stages, setting.setting, school.base`,
  ([id, code, name, governedBy, offered, setting, base]) => ({
    id: text(id),
    record: {
      kind: 'school',
      code: text(code),
      name: text(name),
      governedBy: identifier<RegionId>(governedBy),
      stages: stages(offered),
      setting: oneOf(SETTINGS)(setting),
      base: optional(flag)(base),
    },
  }),
);

/**
 * People with the school of the day, or the one they left last before it, and the day on which the last school they are known
 * at is left. Index: Teacher (issuedBy, staffNo).
 */
export const rosterTeachers = defineQuery<Input, KnownRecord<'teacher'>>(
  'rosterTeachers',
  `${PEOPLE}
   MATCH (teacher)-[works:WORKS_AT]->(school:School)
   WITH teacher, works, school ORDER BY coalesce(works.from, date('0001-01-01'))
   WITH teacher, collect([works.from, works.to, school.code]) AS schools
   RETURN teacher.id, teacher.staffNo, teacher.name, teacher.sex, teacher.birth, teacher.hiredOn, teacher.teachingSince,
          teacher.phone, teacher.subject, schools[-1][1],
          coalesce([each IN schools WHERE each[0] IS NULL OR each[0] <= date($day)][-1], schools[0])[2]`,
  ([id, staffNo, name, recordedSex, birth, hiredOn, teachingSince, phone, subject, leftOn, schoolCode]) => ({
    id: text(id),
    record: {
      kind: 'teacher',
      staffNo: text(staffNo),
      name: text(name),
      sex: sex(recordedSex),
      birth: optional(day)(birth),
      schoolCode: text(schoolCode),
      hiredOn: optional(day)(hiredOn),
      teachingSince: optional(day)(teachingSince),
      phone: optional(text)(phone),
      subject: optional(text)(subject),
      leftOn: optional(day)(leftOn),
    },
  }),
);

/** A person's staff number with the facts of one kind that the person holds, each a plain list. */
function heldBy<Kind extends RosterKind>(
  name: string,
  pattern: string,
  decode: (staffNo: string, fact: readonly Value[]) => KnownRecord<Kind>,
): Query<Input, readonly KnownRecord<Kind>[]> {
  return defineQuery(name, `${PEOPLE} RETURN teacher.staffNo, [${pattern}]`, ([holder, facts]) => {
    const staffNo = text(holder);
    return list((fact) => decode(staffNo, tuple(fact)))(facts);
  });
}

/** Index: Teacher (issuedBy, staffNo), as for all that follow. */
export const rosterPosts = heldBy<'post'>(
  'rosterPosts',
  `(teacher)-[:HELD]->(post:Post)-[:AT]->(school:School) |
    [post.id, school.code, post.className, post.kind, post.from, post.to]`,
  (staffNo, [id, schoolCode, className, postKind, from, to]) => ({
    id: text(id),
    record: {
      kind: 'post',
      staffNo,
      schoolCode: text(schoolCode),
      className: optional(text)(className),
      postKind: text(postKind),
      from: optional(day)(from),
      to: optional(day)(to),
    },
  }),
);

export const rosterDesignations = heldBy<'designation'>(
  'rosterDesignations',
  `(teacher)-[:HELD]->(title:Designation) | [title.id, title.tier, title.level, title.awarded, title.termEnd, title.state]`,
  (staffNo, [id, tier, at, awarded, termEnd, said]) => ({
    id: text(id),
    record: {
      kind: 'designation',
      staffNo,
      tier: text(tier),
      level: level(at),
      awarded: day(awarded),
      termEnd: day(termEnd),
      state: state(said),
    },
  }),
);

export const rosterPairings = heldBy<'pairing'>(
  'rosterPairings',
  `(teacher)-[:GAVE]->(pairing:Pairing)-[:TO]->(mentee:Teacher) |
    [pairing.id, mentee.staffNo, pairing.schoolYear, pairing.from, pairing.to]`,
  (mentor, [id, mentee, firstYear, from, to]) => ({
    id: text(id),
    record: {
      kind: 'pairing',
      mentor,
      mentee: text(mentee),
      schoolYear: schoolYearFrom(number(firstYear)),
      from: day(from),
      to: optional(day)(to),
    },
  }),
);

/** Index: Workshop (issuedBy, code). */
export const rosterWorkshops = defineQuery<Input, KnownWorkshop>(
  'rosterWorkshops',
  `MATCH (workshop:Workshop) WHERE workshop.issuedBy = $issuer AND workshop.code >= '' AND ${VISIBLE}
   MATCH (workshop)-[:FOUNDED_BY]->(founder:Region)
   RETURN workshop.id, workshop.code, workshop.name, workshop.level, workshop.stages, workshop.from, founder.id,
          workshop.to, workshop.kind, workshop.batch, workshop.state, workshop.base`,
  ([id, code, name, at, offered, founded, foundedBy, endedOn, workshopKind, batch, workshopState, base]) => ({
    id: text(id),
    record: {
      kind: 'workshop',
      code: text(code),
      name: optional(text)(name),
      level: level(at),
      stages: stages(offered),
      workshopKind: optional(text)(workshopKind),
      batch: optional(text)(batch),
      workshopState: optional(text)(workshopState),
      base: optional(flag)(base),
      founded: day(founded),
      foundedBy: identifier<RegionId>(foundedBy),
      endedOn: optional(day)(endedOn),
    },
  }),
);

/** All seats of the issuer's workshops, each with what it ever stood under. Index: Workshop (issuedBy, code). */
export const rosterSeats = defineQuery<Input, HeldSeat>(
  'rosterSeats',
  `MATCH (workshop:Workshop) WHERE workshop.issuedBy = $issuer AND workshop.code >= '' AND ${VISIBLE}
   MATCH (workshop)<-[:IN]-(seat:Seat)<-[:HELD]-(teacher:Teacher)
   RETURN seat.id, workshop.code, seat.role, teacher.staffNo, seat.part, seat.from, seat.to,
          [(seat)-[under:UNDER]->(parent:Seat) | [parent.id, under.from, under.to]]`,
  ([id, workshopCode, role, staffNo, part, from, to, under]) => ({
    id: identifier(id),
    workshopCode: text(workshopCode),
    role: text(role),
    staffNo: text(staffNo),
    part: optional(text)(part),
    from: optional(day)(from),
    to: optional(day)(to),
    under: list((each) => {
      const [parentId, since, until] = tuple(each);
      return { parentId: identifier<SeatId>(parentId), from: optional(day)(since), to: optional(day)(until) };
    })(under),
  }),
);

/**
 * Reads all holdings of an issuing body. Undated attributes are those of the day; dated facts come whatever their days.
 * The queries are not one moment: whoever plans by them reads the issuer's revision before and has it checked when writing.
 */
export async function readRosterHoldings(
  graph: Graph,
  scope: Scope,
  issuer: RegionId,
  asOf: Day,
): Promise<RosterHoldings> {
  const input = { issuer, day: asOf };
  return {
    school: await graph.read(scope, rosterSchools, input),
    teacher: await graph.read(scope, rosterTeachers, input),
    post: (await graph.read(scope, rosterPosts, input)).flat(),
    designation: (await graph.read(scope, rosterDesignations, input)).flat(),
    workshop: await graph.read(scope, rosterWorkshops, input),
    seat: await graph.read(scope, rosterSeats, input),
    pairing: (await graph.read(scope, rosterPairings, input)).flat(),
    ...(await readDatedFacts(graph, scope, input)),
  };
}
