import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../graph/migrations/index.ts';
import { Graph } from '../../graph/session.ts';
import { examine } from '../../src/services/doctor.ts';
import { InventedCity, SMALL } from '../graph/import/city.ts';
import { type TemporaryNeo4j, startTemporaryNeo4j } from '../setup/neo4j.ts';

let database: TemporaryNeo4j;
let graph: Graph;
let city: InventedCity;

beforeAll(async () => {
  database = await startTemporaryNeo4j();
  const { uri, user, password, database: name } = database.neo4j;
  graph = new Graph({ uri, user, password, database: name });
  await migrate(graph);
  city = await InventedCity.found(graph);
  await city.import(SMALL);
});

afterAll(async () => {
  await graph.close();
  await database.remove();
});

test('a graph that only the program wrote has nothing to find', async () => {
  const { checked, findings } = await examine(graph);
  expect(findings).toEqual([]);
  expect(checked).toBeGreaterThan(40);
});

/** How a graph is damaged, and how that is undone. */
const DAMAGES: readonly (readonly [code: string, damage: string, repair: string])[] = [
  [
    'interval-reversed-Post',
    'MATCH (n:Post) WHERE n.to IS NULL WITH n LIMIT 1 SET n.to = date("1990-01-01"), n.hurt = true',
    'MATCH (n:Post {hurt: true}) REMOVE n.to, n.hurt',
  ],
  [
    'interval-reversed-WORKS_AT',
    'MATCH (:Teacher {staffNo: "10000001"})-[w:WORKS_AT]->() SET w.from = date("2020-01-01"), w.to = date("2019-01-01")',
    'MATCH (:Teacher {staffNo: "10000001"})-[w:WORKS_AT]->() REMOVE w.from, w.to',
  ],
  [
    'relationships-Post-HELD',
    'CREATE (:Post {id: "lost", kind: "homeroom"})-[:AT]->(:School {id: "hurt", issuedBy: "nobody", code: "x"})',
    'MATCH (n:Post {id: "lost"}) DETACH DELETE n',
  ],
  ['issuer-unknown-School', 'RETURN 1', 'MATCH (n:School {id: "hurt"}) DETACH DELETE n'],
  [
    'under-another-workshop',
    'MATCH (a:Seat {role: "trainee"})-[u:UNDER]->() WITH u LIMIT 1 SET u.was = u.from, u.from = date("2001-01-01")',
    'MATCH ()-[u:UNDER]->() WHERE u.was IS NOT NULL SET u.from = u.was REMOVE u.was',
  ],
  [
    'seat-outlives-workshop',
    'MATCH (w:Workshop {code: "W-1"}) SET w.to = date("2024-01-01")',
    'MATCH (w:Workshop {code: "W-1"}) REMOVE w.to',
  ],
  [
    'under-another-role',
    'MATCH (a:Seat {role: "trainee"})-[:UNDER]->(b)-[:UNDER]->(c) WITH a, c LIMIT 1 CREATE (a)-[:UNDER {hurt: true, from: date("2023-05-01")}]->(c)',
    'MATCH ()-[u:UNDER {hurt: true}]->() DELETE u',
  ],
  [
    'under-itself',
    'MATCH (a:Seat {role: "trainee"})-[:UNDER]->(b)-[:UNDER]->(c) WITH a, c LIMIT 1 CREATE (c)-[:UNDER {hurt: true, from: date("2023-05-01")}]->(a)',
    'MATCH ()-[u:UNDER {hurt: true}]->() DELETE u',
  ],
  [
    'seats-overlap',
    'MATCH (t:Teacher {staffNo: "10000004"}), (s:Seat {role: "trainee"})-[:IN]->(w) WITH t, w LIMIT 1 CREATE (t)-[:HELD]->(:Seat {id: "hurt", role: "trainee", from: date("2024-01-01")})-[:IN]->(w)',
    'MATCH (s:Seat {id: "hurt"}) DETACH DELETE s',
  ],
  [
    'seat-role-unknown',
    'MATCH (s:Seat {role: "trainee"}) WITH s LIMIT 1 SET s.role = "apprentice"',
    'MATCH (s:Seat {role: "apprentice"}) SET s.role = "trainee"',
  ],
  [
    'paired-with-self',
    'MATCH (t)-[:GAVE]->(p:Pairing) SET p.hurt = true CREATE (p)-[:TO {hurt: true}]->(t)',
    'MATCH ()-[r:TO {hurt: true}]->() DELETE r',
  ],
  [
    'pairing-outside-its-school-year',
    'MATCH (p:Pairing) SET p.from = date("2024-03-01")',
    'MATCH (p:Pairing) SET p.from = date("2025-09-10")',
  ],
  [
    'region-code-twice',
    'CREATE (:Region {id: "hurt"})-[:KNOWN_AS]->(:RegionName {id: "hurt", code: $code, name: "乙市", level: "CITY"})',
    'MATCH (n) WHERE n.id = "hurt" DETACH DELETE n',
  ],
  [
    'region-two-parents',
    'MATCH (a:Region)-[:PART_OF]->(b:Region) WITH a, b LIMIT 1 CREATE (a)-[:PART_OF {hurt: true}]->(b)',
    'MATCH ()-[r:PART_OF {hurt: true}]->() DELETE r',
  ],
  [
    'region-cycle',
    'MATCH (a:Region)-[:PART_OF]->(b:Region) WITH a, b LIMIT 1 CREATE (b)-[:PART_OF {hurt: true}]->(a)',
    'MATCH ()-[r:PART_OF {hurt: true}]->() DELETE r',
  ],
  [
    'school-two-settings',
    'MATCH (s:School {code: "1000001"}) CREATE (s)-[:HAS_SETTING]->(:SettingPeriod {id: "hurt", setting: "URBAN", from: date("2020-01-01")})',
    'MATCH (p:SettingPeriod {id: "hurt"}) DETACH DELETE p',
  ],
  [
    'policy-versions-overlap',
    'MATCH (p:Policy)-[:HAS_VERSION]->(v) CREATE (p)-[:HAS_VERSION]->(c:PolicyVersion {from: date("2024-01-01"), source: v.source, checksum: v.checksum, id: "hurt"})',
    'MATCH (v:PolicyVersion {id: "hurt"}) DETACH DELETE v',
  ],
  [
    'import-half-way',
    'MATCH (r:ImportRun) SET r.status = "APPLYING", r.progressAt = datetime("2020-01-01T00:00:00Z")',
    'MATCH (r:ImportRun) SET r.status = "APPLIED"',
  ],
  [
    'search-text-stray',
    'MATCH (t:Teacher {staffNo: "10000001"}) SET t.was = t.search, t.search = "10000001"',
    'MATCH (t:Teacher {staffNo: "10000001"}) SET t.search = t.was REMOVE t.was',
  ],
  [
    'migrations-pending',
    'MATCH (m:Migration {number: 1}) SET m.number = -1',
    'MATCH (m:Migration {number: -1}) SET m.number = 1',
  ],
];

test.each(DAMAGES)('%s is found', async (code, damage, repair) => {
  await graph.administer(damage, { code: city.code });
  const { findings } = await examine(graph);
  await graph.administer(repair);
  const found = findings.find((finding) => finding.code === code);
  expect(found?.ids.length).toBeGreaterThan(0);
  expect(found?.text.zh).not.toBe(found?.text.en);
});

test('after the repairs nothing is found any more', async () => {
  expect((await examine(graph)).findings).toEqual([]);
});
