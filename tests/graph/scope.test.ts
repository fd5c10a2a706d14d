import { createHash } from 'node:crypto';
import neo4j from 'neo4j-driver';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Parameters } from '../../graph/session.ts';
import { toDay } from '../../src/domain/day.ts';
import type { RegionId } from '../../src/domain/identifier.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { createToken } from '../../src/services/account.ts';
import { sharedGraph } from '../setup/graph.ts';
import { allQueries } from './queries.ts';

const DAY = '2025-11-15';
const FIRST_PAGE = {
  page: { limit: 10, backwards: false, afterCode: null, afterId: null, beforeCode: null, beforeId: null },
};
const EVERY_SCHOOL = { stage: null, setting: null, rural: null, ruralSettings: [], cityDirect: null };
const EVERYBODY = {
  narrowed: false,
  stage: null,
  setting: null,
  within: null,
  schoolCode: null,
  titled: false,
  tiers: null,
  level: null,
  seated: null,
  role: null,
  mentored: null,
  schoolYear: 2025,
  homeroom: null,
  countingPosts: [],
  rural: null,
  ruralSettings: [],
};
const NOBODY = { total: 0, uncertain: 0, teachers: [] };
const RUNNING = { level: null, stage: null, state: 'RUNNING' };
const CITY_HOLDERS = {
  day: DAY,
  everybody: false,
  tiers: null,
  levels: ['CITY'],
  awardedBy: null,
  notAwardedBy: [],
  schoolYear: 2025,
  countedOn: DAY,
};
const TRAINED_LAST_YEAR = {
  day: DAY,
  schoolYear: 2024,
  countedOn: '2025-06-30',
  trainedFrom: '2024-09-01',
  trainedBefore: '2025-09-01',
};
const NOT_TRAINED = {
  ...TRAINED_LAST_YEAR,
  posts: ['homeroom'],
  settings: ['TOWN', 'VILLAGE'],
  today: DAY,
  ownSchool: null,
};
const ROSTER_QUERIES = [
  'rosterSchools',
  'rosterTeachers',
  'rosterPosts',
  'rosterDesignations',
  'rosterWorkshops',
  'rosterSeats',
  'rosterPairings',
  'rosterAppraisals',
  'rosterAchievements',
  'rosterAttendances',
];
/** Yuxi's rosters have none of these. */
const FACTS_NOT_THERE = [
  'certificate',
  'activity',
  'finding',
  'effect',
  'waiver',
  'link',
  'event',
  'figure',
  'rubricScore',
  'application',
].map((kind) => `${kind}FactsById`);
const TODAY = { day: DAY, school: null };
const FIRST_MENTORS = { floor: 5, least: 0, most: null, after: null, before: null, limit: 10 };
const RUNNING_PAIRINGS = { day: DAY, schoolYear: 2025, countedOn: DAY };
const HOMEROOM_PEOPLE = { posts: ['homeroom'], settings: null, after: null, before: null, limit: 10 };
const graph = sharedGraph();

/** Ids of things of Yuxi that the queries are asked about. */
interface Known {
  readonly region: string;
  readonly school: string;
  readonly teacher: string;
  readonly workshop: string;
  readonly seat: string;
  readonly post: string;
  readonly pairing: string;
  readonly designation: string;
  readonly appraisal: string;
  readonly achievement: string;
  readonly attendance: string;
  readonly mentor: string;
  readonly mentee: string;
  readonly run: string;
  readonly policyVersion: string;
  readonly tokenHash: string;
}

/**
 * What each named query is asked: something that exists in Yuxi. A new query needs a line here.
 */
const INPUTS: Readonly<Record<string, (known: Known) => Parameters>> = {
  regionByCode: () => ({ code: '530402', day: DAY }),
  regionsByAnyCode: () => ({ code: '530402', day: DAY }),
  regionsOn: ({ region }) => ({ ids: [region], day: DAY }),
  regionChildren: ({ region }) => ({ ids: [region], day: DAY }),
  regionChain: ({ region }) => ({ id: region, day: DAY }),
  regionDirectory: ({ region }) => ({ id: region, day: DAY }),
  schoolsOn: ({ school }) => ({ ids: [school], day: DAY }),
  schoolByCode: ({ region }) => ({ issuer: region, code: '0400001' }),
  teachersOn: ({ teacher }) => ({ ids: [teacher], day: DAY }),
  teacherByStaffNo: ({ region }) => ({ issuer: region, staffNo: '25015528' }),
  workshopsOn: ({ workshop }) => ({ ids: [workshop], day: DAY }),
  workshopByCode: ({ region }) => ({ issuer: region, code: 'YX-GZS-01', day: DAY }),
  seatsOn: ({ seat }) => ({ ids: [seat], day: DAY }),
  seatsBeneath: ({ seat }) => ({ ids: [seat], day: DAY }),
  seatsOfWorkshops: ({ workshop }) => ({ ids: [workshop], day: DAY }),
  seatsOfTeachers: ({ teacher }) => ({ ids: [teacher], day: DAY }),
  postsById: ({ post }) => ({ ids: [post] }),
  postsOfTeachers: ({ teacher }) => ({ ids: [teacher], day: DAY }),
  pairingsById: ({ pairing }) => ({ ids: [pairing] }),
  pairingsGiven: ({ mentor }) => ({ ids: [mentor] }),
  pairingsReceived: ({ mentee }) => ({ ids: [mentee] }),
  designationsById: ({ designation }) => ({ ids: [designation] }),
  designationsOfTeachers: ({ teacher }) => ({ ids: [teacher] }),
  workshopsById: ({ workshop }) => ({ ids: [workshop] }),
  schoolsOfRegions: ({ region }) => ({ ids: [region], day: DAY, where: EVERY_SCHOOL, ...FIRST_PAGE }),
  schoolsFound: ({ region }) => ({
    ids: [region],
    day: DAY,
    where: { ...EVERY_SCHOOL, search: '+小学*' },
    ...FIRST_PAGE,
  }),
  workshopsOfRegions: ({ region }) => ({ ids: [region], day: DAY, where: RUNNING, ...FIRST_PAGE }),
  workshopsFound: ({ region }) => ({
    ids: [region],
    day: DAY,
    where: { ...RUNNING, search: '+yxgzs*' },
    ...FIRST_PAGE,
  }),
  teachersOfRegion: ({ region }) => ({ unit: region, day: DAY, where: EVERYBODY, ...FIRST_PAGE }),
  teachersOfRegionFromEnd: ({ region }) => ({ unit: region, day: DAY, where: EVERYBODY, ...FIRST_PAGE }),
  teachersFound: ({ region }) => ({ unit: region, day: DAY, where: { ...EVERYBODY, search: '+2500*' }, ...FIRST_PAGE }),
  teachersFoundFromEnd: ({ region }) => ({
    unit: region,
    day: DAY,
    where: { ...EVERYBODY, search: '+2500*' },
    ...FIRST_PAGE,
  }),
  'storedTexts Teacher': () => ({ after: '', limit: 1 }),
  'storedTexts School': () => ({ after: '', limit: 1 }),
  'storedTexts Workshop': () => ({ after: '', limit: 1 }),
  textVersion: () => ({}),
  populations: ({ region }) => ({ units: [region], day: DAY, postKinds: ['homeroom'] }),
  unitStandings: ({ region }) => ({ units: [region], day: DAY, withService: true }),
  quotaPeople: ({ region }) => ({ units: [region], ...TRAINED_LAST_YEAR }),
  notTrainedCount: ({ region }) => ({ unit: region, ...NOT_TRAINED }),
  notTrainedPage: ({ region }) => ({ unit: region, ...NOT_TRAINED, ...FIRST_MENTORS }),
  notTrainedPageFromEnd: ({ region }) => ({ unit: region, ...NOT_TRAINED, ...FIRST_MENTORS }),
  unitWorkshops: ({ region }) => ({ units: [region], day: DAY }),
  staffedWorkshops: ({ workshop }) => ({ ids: [workshop], day: DAY }),
  workshopLineages: ({ workshop }) => ({ ids: [workshop], day: DAY, includeEnded: true }),
  descendants: ({ mentor }) => ({ asked: [[mentor, '09-01']], day: DAY, generations: 3, includeEnded: true }),
  ancestors: ({ mentee }) => ({ asked: [[mentee, '09-01']], day: DAY, generations: 3, includeEnded: true }),
  awards: ({ teacher }) => ({ ids: [teacher], day: DAY }),
  postHistories: ({ teacher }) => ({ ids: [teacher], day: DAY }),
  coverages: ({ region }) => ({ units: [region], day: DAY }),
  targetFacts: ({ region }) => ({
    units: [region],
    titles: true,
    workplaces: true,
    workshops: true,
    populations: [[DAY, '2023-01-01']],
  }),
  mentorLoads: ({ region }) => ({ units: [region], ...CITY_HOLDERS }),
  mentorLoadPage: ({ region }) => ({ unit: region, ...CITY_HOLDERS, ...FIRST_MENTORS }),
  mentorLoadPageFromEnd: ({ region }) => ({ unit: region, ...CITY_HOLDERS, ...FIRST_MENTORS }),
  mentorRecords: ({ teacher }) => ({ ids: [teacher], day: DAY }),
  peopleByMentored: ({ region }) => ({ units: [region], ...RUNNING_PAIRINGS }),
  withoutMentorPage: ({ region }) => ({ unit: region, ...RUNNING_PAIRINGS, ...HOMEROOM_PEOPLE }),
  withoutMentorPageFromEnd: ({ region }) => ({ unit: region, ...RUNNING_PAIRINGS, ...HOMEROOM_PEOPLE }),
  unitEndings: ({ region }) => ({ units: [region], day: DAY, until: '2026-11-15' }),
  unitPlaces: ({ region }) => ({ units: [region], lists: ['workshops', 'events'] }),
  placesNamed: ({ school, workshop }) => ({ schools: [school], workshops: [workshop], lists: [] }),
  peopleOfUnits: ({ region }) => ({ units: [region], since: DAY, until: DAY, lists: ['posts'], ...TODAY }),
  peopleById: ({ teacher }) => ({ ids: [teacher], lists: ['posts', 'titles', 'seats'], ...TODAY }),
  appraisalFactsById: ({ appraisal }) => ({ ids: [appraisal], ...TODAY }),
  achievementFactsById: ({ achievement }) => ({ ids: [achievement], ...TODAY }),
  attendanceFactsById: ({ attendance }) => ({ ids: [attendance], ...TODAY }),
  factsOfTeachers: ({ mentor }) => ({ ids: [mentor], ...TODAY }),
  factsOfWorkshops: ({ workshop }) => ({ ids: [workshop], ...TODAY }),
  factsOfSchools: ({ school }) => ({ ids: [school], ...TODAY }),
  factsOfRegions: ({ region }) => ({ ids: [region], ...TODAY }),
  careers: ({ teacher }) => ({ ids: [teacher], ...TODAY }),
  importRunsById: ({ run }) => ({ ids: [run] }),
  importRunsOf: ({ region }) => ({ issuer: region, skip: 0, limit: 10 }),
  importRunPart: ({ run }) => ({ id: run, part: 'findings' }),
  rosterRevision: ({ region }) => ({ issuer: region }),
  runKept: ({ run }) => ({ id: run }),
  runDeeds: ({ run }) => ({ id: run }),
  policyLayers: ({ region }) => ({ asked: [[region, DAY]], known: [] }),
  policyVersionsOfRegion: ({ region }) => ({ id: region, known: [] }),
  policyVersionByCode: () => ({ code: 'yuxi-2023', day: DAY, known: [] }),
  policyVersionsById: ({ policyVersion }) => ({ ids: [policyVersion], known: [] }),
  policyChecksums: () => ({ codes: ['yuxi-2023'] }),
  teachersWithOpenRecords: ({ teacher }) => ({ ids: [teacher], day: DAY, school: null }),
  accountByToken: ({ tokenHash }) => ({ hash: tokenHash, kinds: ['SERVICE'], day: DAY }),
  workshopRoles: () => ({}),
  pairingStarts: () => ({}),
  ...Object.fromEntries(ROSTER_QUERIES.map((name) => [name, ({ region }: Known) => ({ issuer: region, day: DAY })])),
};

/** What a roll-up answers about a unit that is not there for the asker: the unit asked about, and nothing of it. */
const EMPTY: Readonly<Record<string, (known: Known) => unknown>> = {
  populations: ({ region }) => ({ id: region, children: [], schools: [], holders: [] }),
  unitStandings: ({ region }) => ({ id: region, children: [], schools: [], people: [] }),
  quotaPeople: ({ region }) => ({ id: region, children: [], schools: [], people: [] }),
  unitWorkshops: ({ region }) => ({ id: region, children: [], workshops: [] }),
  coverages: ({ region }) => ({ id: region, whole: [], parts: [] }),
  unitPlaces: ({ region }) => ({ id: region, regions: [], schools: [], workshops: [], owned: new Map() }),
  placesNamed: () => ({ regions: [], schools: [], workshops: [], owned: new Map() }),
  targetFacts: ({ region }) => ({ id: region, regions: [], schools: [], holders: [], workshops: [], people: [] }),
  mentorLoads: ({ region }) => ({ id: region, children: [], counts: [] }),
  schoolsOfRegions: ({ region }) => ({ regionId: region, total: 0, things: [] }),
  schoolsFound: ({ region }) => ({ regionId: region, total: 0, things: [] }),
  workshopsOfRegions: ({ region }) => ({ regionId: region, total: 0, things: [] }),
  workshopsFound: ({ region }) => ({ regionId: region, total: 0, things: [] }),
  teachersOfRegion: () => NOBODY,
  teachersOfRegionFromEnd: () => NOBODY,
  teachersFound: () => NOBODY,
  teachersFoundFromEnd: () => NOBODY,
  peopleByMentored: ({ region }) => ({ id: region, children: [], schools: [], holders: [] }),
  unitEndings: ({ region }) => ({ id: region, titles: [], pairings: [], workshops: [] }),
};

/** Queries that find nothing here, whoever asks: nothing is damaged, no import is under way, and one was all there was. */
const WITHOUT_ROWS: Readonly<Record<string, (known: Known) => Parameters>> = {
  overlappingSeats: () => ({}),
  pairingsStartingOutside: ({ region }) => ({
    issuer: region,
    schoolYear: 2025,
    start: '2025-09-01',
    end: '2026-09-01',
  }),
  runsInProgress: ({ region }) => ({ issuer: region, seconds: 60 }),
  laterImports: ({ run }) => ({ id: run, seconds: '60' }),
  replacedFacts: ({ run }) => ({ id: run }),
  attachedFacts: ({ run }) => ({ id: run }),
  rejoinedSeats: ({ run }) => ({ id: run }),
  rosterTeacherFacts: ({ region }) => ({ issuer: region, day: DAY }),
  rosterWorkshopFacts: ({ region }) => ({ issuer: region, day: DAY }),
  rosterSchoolFacts: ({ region }) => ({ issuer: region, day: DAY }),
  rosterRegionFacts: ({ region }) => ({ issuer: region, day: DAY }),
  ...Object.fromEntries(FACTS_NOT_THERE.map((name) => [name, ({ region }: Known) => ({ ids: [region], ...TODAY })])),
};

let known: Known;
let foreign: Scope;

beforeAll(async () => {
  const { uri, user, password, database } = inject('neo4j');
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  const { records } = await driver.executeQuery(
    `MATCH (:RegionName {code: '530400'})<-[:KNOWN_AS]-(region:Region)
     MATCH (:RegionName {code: '350200'})<-[:KNOWN_AS]-(foreign:Region)
     MATCH (school:School {issuedBy: region.id, code: '0400001'})
     MATCH (teacher:Teacher {issuedBy: region.id, staffNo: '25015528'})-[:HELD]->(seat:Seat)-[:IN]->(workshop:Workshop)
     MATCH (teacher)-[:HELD]->(designation:Designation)
     MATCH (teacher)-[:HELD]->(post:Post)
     MATCH (:Teacher {issuedBy: region.id, staffNo: '25003996'})-[:GAVE]->(pairing:Pairing)-[:TO]->(mentee:Teacher)
     MATCH (mentor:Teacher)-[:GAVE]->(pairing)
     MATCH (mentor)-[:HELD]->(appraisal:Appraisal)
     MATCH (mentor)-[:HELD]->(achievement:Achievement)
     MATCH (mentor)-[:HELD]->(attendance:Attendance)
     MATCH (run:ImportRun {issuer: region.id})
     MATCH (:Policy {code: 'yuxi-2023'})-[:HAS_VERSION]->(policyVersion:PolicyVersion)
     RETURN foreign.id AS foreign, {region: region.id, school: school.id, teacher: teacher.id, seat: seat.id,
       workshop: workshop.id, designation: designation.id, post: post.id, pairing: pairing.id, mentor: mentor.id,
       mentee: mentee.id, appraisal: appraisal.id, achievement: achievement.id, attendance: attendance.id, run: run.id, policyVersion: policyVersion.id} AS known
     LIMIT 1`,
    {},
    { database },
  );
  await driver.close();
  const [record] = records;
  if (!record) throw new Error('The shared graph lacks what the queries are asked about');
  const token = await createToken(graph, { role: 'planner', regionCode: '530400' }, toDay(DAY));
  known = {
    ...(record.get('known') as Omit<Known, 'tokenHash'>),
    tokenHash: createHash('sha256').update(token).digest('hex'),
  };
  const id = record.get('foreign') as RegionId;
  foreign = { role: 'planner', regionId: id, schoolId: null, person: null, directory: [id], records: [id] };
});
const everything = (): Scope => ({
  role: 'planner',
  regionId: known.region as RegionId,
  schoolId: null,
  person: null,
  directory: 'everything',
  records: 'everything',
});

describe('what lies outside the scope is not returned', async () => {
  const queries = (await allQueries()).map(({ query }) => query);
  // The doctor's invariants are named alike and find nothing in a sound graph.
  const findsNothing = (name: string) => name in WITHOUT_ROWS || name.startsWith('invariant ');

  test('every named query is asked', () => {
    expect(queries.map(({ name }) => name).filter((name) => !(name in INPUTS) && !findsNothing(name))).toEqual([]);
  });

  test.each(queries.filter(({ name }) => name in INPUTS).map((query) => [query.name, query] as const))(
    '%s: rows for one who sees everything, none for another province',
    async (name, query) => {
      const input = INPUTS[name]?.(known) ?? {};
      const empty = EMPTY[name];
      const nothing = empty === undefined ? [] : [empty(known)];
      const seen = await graph.read(everything(), query, input);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen).not.toEqual(nothing);
      expect(await graph.read(foreign, query, input)).toEqual(nothing);
    },
  );

  test.each(queries.filter(({ name }) => findsNothing(name)).map((query) => [query.name, query] as const))(
    '%s: no row for another province',
    async (name, query) => {
      expect(await graph.read(foreign, query, WITHOUT_ROWS[name]?.(known) ?? {})).toEqual([]);
    },
  );
});
