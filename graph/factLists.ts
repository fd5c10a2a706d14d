import type { AppraisalFact, FactList, OwnedFacts, PersonFacts } from '../src/domain/evaluation/facts.ts';
import type {
  DesignationId,
  PairingId,
  PostId,
  RegionId,
  SchoolId,
  SeatId,
  TeacherId,
  WorkshopId,
} from '../src/domain/identifier.ts';
import type { SchoolYear } from '../src/domain/calendar.ts';
import type { Interval } from '../src/domain/interval.ts';
import { LEVELS } from '../src/domain/level.ts';
import { STAGES } from '../src/domain/school.ts';
import { type Value, flag, identifier, list, number, oneOf, optional, text, tuple, writtenDay } from './value.ts';

/**
 * The lists of facts that conditions read, of one owner: visited only when `$lists` names them, so that nothing is read that
 * no rule asks for. Days are written out: there are very many.
 */

/** A pattern from the `owner` to its facts of one label, and what is told of each. */
function held(name: FactList, label: string, told: string): string {
  return listed(name, `[(owner)-[:HELD]->(fact:${label}) | [fact.id, ${told}]]`);
}

function listed(name: FactList, facts: string): string {
  return `CASE WHEN '${name}' IN $lists THEN ${facts} ELSE [] END`;
}

/** Whatever was recorded before appraisals had kinds is the yearly one, and what was attended was completed. */
const APPRAISALS = held('appraisals', 'Appraisal', `coalesce(fact.kind, 'yearly'), fact.year, fact.grade, fact.by`);
const ACTIVITIES = held(
  'activities',
  'Activity',
  'fact.kind, toString(fact.date), fact.level, coalesce(fact.times, 1)',
);
const FINDINGS = held('findings', 'Finding', 'fact.kind, toString(fact.date), fact.level');
const EFFECTS = held('effects', 'Effect', 'fact.kind, fact.what, toString(fact.from), toString(fact.to)');
const WAIVERS = held('waivers', 'Waiver', 'fact.rule, fact.by, fact.reason, toString(fact.from), toString(fact.to)');
const LINKS = held(
  'links',
  'Link',
  'fact.kind, head([(fact)-[:WITH]->(with:School) | with.id]), toString(fact.from), toString(fact.to)',
);
const EVENTS = held('events', 'Event', 'fact.kind, toString(fact.date), fact.level');
const FIGURES = held('figures', 'Figure', 'fact.name, fact.stage, toString(fact.day), fact.value');

/** What a school, a workshop or a region in scope as `owner` owns. */
export const OWNED = `[${[APPRAISALS, ACTIVITIES, FINDINGS, EFFECTS, WAIVERS, LINKS, EVENTS, FIGURES].join(',\n      ')}]`;

/** What is dated about a person in scope as `owner`, the schools included. */
export const PERSON_LISTS = `[${[
  '[(owner)-[works:WORKS_AT]->(at:School) | [at.id, toString(works.from), toString(works.to)]]',
  held('posts', 'Post', 'fact.kind, head([(fact)-[:AT]->(at:School) | at.id]), toString(fact.from), toString(fact.to)'),
  held(
    'titles',
    'Designation',
    `fact.tier, fact.level, head([(fact)-[:AWARDED_BY]->(body:Region) | body.id]), fact.state, toString(fact.awarded),
       toString(fact.termEnd), toString(fact.stateKnownOn)`,
  ),
  listed(
    'seats',
    `[(owner)-[:HELD]->(fact:Seat)-[:IN]->(workshop:Workshop) |
       [fact.id, fact.role, fact.part, workshop.id, toString(fact.from), toString(fact.to)]]`,
  ),
  listed(
    'pairings',
    `[(owner)-[:GAVE]->(fact:Pairing)-[:TO]->(other:Teacher) |
       [fact.id, 'mentor', other.id, fact.schoolYear, toString(fact.from), toString(fact.to)]] +
     [(owner)<-[:TO]-(fact:Pairing)<-[:GAVE]-(other:Teacher) |
       [fact.id, 'mentee', other.id, fact.schoolYear, toString(fact.from), toString(fact.to)]]`,
  ),
  APPRAISALS,
  held(
    'achievements',
    'Achievement',
    'fact.category, toString(fact.date), fact.level, fact.topic, fact.published, fact.part',
  ),
  held(
    'trainings',
    'Attendance',
    'fact.layer, toString(fact.date), fact.hours, fact.level, coalesce(fact.completed, true)',
  ),
  ACTIVITIES,
  held(
    'certificates',
    'Certificate',
    'fact.kind, fact.grade, toString(fact.from), toString(fact.to), toString(fact.revokedOn)',
  ),
  FINDINGS,
  EFFECTS,
  WAIVERS,
  LINKS,
  FIGURES,
  held(
    'rubricScores',
    'RubricScore',
    'fact.rubric, fact.section, fact.item, toString(fact.date), fact.points, fact.level',
  ),
  held(
    'applications',
    'Application',
    `fact.for, fact.tier, fact.level, toString(fact.date), fact.reached, fact.result,
       head([(fact)-[:NOMINATED_BY]->(nominator:School) | nominator.id])`,
  ),
].join(',\n      ')}]`;

const level = oneOf(LEVELS);
const maybeLevel = optional(level);
const maybeText = optional(text);
const maybeDay = optional(writtenDay);

/** A span of days that the statement wrote out. */
export function writtenInterval(from: Value, to: Value): Interval {
  return { from: maybeDay(from), to: maybeDay(to) };
}

const appraisals = rows(([id, kind, year, grade, by]): AppraisalFact => ({
  id: text(id),
  kind: text(kind),
  year: number(year),
  grade: text(grade),
  by: maybeLevel(by),
}));
const activities = rows(([id, kind, date, at, times]) => ({
  id: text(id),
  kind: text(kind),
  date: writtenDay(date),
  level: maybeLevel(at),
  times: number(times),
}));
const findings = rows(([id, kind, date, by]) => ({
  id: text(id),
  kind: text(kind),
  date: writtenDay(date),
  level: maybeLevel(by),
}));
const effects = rows(([id, kind, what, from, to]) => ({
  id: text(id),
  kind: text(kind),
  what: maybeText(what),
  ...writtenInterval(from, to),
}));
const waivers = rows(([id, rule, by, reason, from, to]) => ({
  id: text(id),
  rule: text(rule),
  by: level(by),
  reason: maybeText(reason),
  ...writtenInterval(from, to),
}));
const links = rows(([id, kind, school, from, to]) => ({
  id: text(id),
  kind: text(kind),
  school: identifier<SchoolId>(school),
  ...writtenInterval(from, to),
}));
const events = rows(([id, kind, date, at]) => ({
  id: text(id),
  kind: text(kind),
  date: writtenDay(date),
  level: maybeLevel(at),
}));
const figures = rows(([id, name, stage, on, value]) => ({
  id: text(id),
  name: text(name),
  stage: optional(oneOf(STAGES))(stage),
  day: writtenDay(on),
  value: number(value),
}));

/** Decodes {@link OWNED}. */
export function ownedFacts(value: Value): OwnedFacts {
  const lists = tuple(value);
  return {
    appraisals: appraisals(lists[0]),
    activities: activities(lists[1]),
    findings: findings(lists[2]),
    effects: effects(lists[3]),
    waivers: waivers(lists[4]),
    links: links(lists[5]),
    events: events(lists[6]),
    figures: figures(lists[7]),
  };
}

const works = rows(([school, from, to]) => ({ school: identifier<SchoolId>(school), ...writtenInterval(from, to) }));
const posts = rows(([id, kind, school, from, to]) => ({
  id: identifier<PostId>(id),
  kind: text(kind),
  school: identifier<SchoolId>(school),
  ...writtenInterval(from, to),
}));
const titles = rows(([id, tier, at, body, state, awarded, termEnd, stateKnownOn]) => ({
  id: identifier<DesignationId>(id),
  tier: text(tier),
  level: level(at),
  awardedBy: optional(identifier<RegionId>)(body),
  state: oneOf(['IN_FORCE', 'EXPIRED', 'REVOKED'])(state),
  awarded: writtenDay(awarded),
  termEnd: maybeDay(termEnd),
  stateKnownOn: maybeDay(stateKnownOn),
}));
const seats = rows(([id, role, part, workshop, from, to]) => ({
  id: identifier<SeatId>(id),
  role: text(role),
  part: maybeText(part),
  workshop: identifier<WorkshopId>(workshop),
  ...writtenInterval(from, to),
}));
const pairings = rows(([id, as, other, schoolYear, from, to]) => ({
  id: identifier<PairingId>(id),
  as: oneOf(['mentor', 'mentee'])(as),
  other: identifier<TeacherId>(other),
  schoolYear: number(schoolYear) as SchoolYear,
  ...writtenInterval(from, to),
}));
const achievements = rows(([id, kind, date, at, topic, published, part]) => ({
  id: text(id),
  kind: text(kind),
  date: writtenDay(date),
  level: level(at),
  topic: maybeText(topic),
  published: optional(flag)(published),
  part: maybeText(part),
}));
const trainings = rows(([id, kind, date, hours, at, completed]) => ({
  id: text(id),
  kind: text(kind),
  date: writtenDay(date),
  hours: number(hours),
  level: maybeLevel(at),
  completed: optional(flag)(completed),
}));
const certificates = rows(([id, kind, grade, issued, to, revokedOn]) => ({
  id: text(id),
  kind: text(kind),
  grade: maybeText(grade),
  issued: writtenDay(issued),
  to: maybeDay(to),
  revokedOn: maybeDay(revokedOn),
}));
const rubricScores = rows(([id, rubric, section, item, date, points, at]) => ({
  id: text(id),
  rubric: text(rubric),
  section: text(section),
  item: maybeText(item),
  date: writtenDay(date),
  points: number(points),
  level: maybeLevel(at),
}));
const applications = rows(([id, what, tier, at, date, reached, result, nominator]) => ({
  id: text(id),
  for: text(what),
  tier: maybeText(tier),
  level: maybeLevel(at),
  date: writtenDay(date),
  reached: maybeText(reached),
  result: maybeText(result),
  nominator: optional(identifier<SchoolId>)(nominator),
}));

type PersonLists = Omit<PersonFacts, 'id' | 'sex' | 'birth' | 'hiredOn' | 'teachingSince' | 'subject'>;

/** Decodes {@link PERSON_LISTS}. */
export function personLists(value: Value): PersonLists {
  const lists = tuple(value);
  return {
    works: works(lists[0]),
    posts: posts(lists[1]),
    titles: titles(lists[2]),
    seats: seats(lists[3]),
    pairings: pairings(lists[4]),
    appraisals: appraisals(lists[5]),
    achievements: achievements(lists[6]),
    trainings: trainings(lists[7]),
    activities: activities(lists[8]),
    certificates: certificates(lists[9]),
    findings: findings(lists[10]),
    effects: effects(lists[11]),
    waivers: waivers(lists[12]),
    links: links(lists[13]),
    figures: figures(lists[14]),
    rubricScores: rubricScores(lists[15]),
    applications: applications(lists[16]),
  };
}

const NONE: readonly never[] = [];

/** Decodes a list of plain rows; the many empty ones share one. */
function rows<Row>(decode: (row: readonly Value[]) => Row): (value: Value) => readonly Row[] {
  const many = list((row) => decode(tuple(row)));
  return (value) => (Array.isArray(value) && value.length === 0 ? NONE : many(value));
}
