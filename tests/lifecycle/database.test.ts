import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIGRATIONS, MigrationMismatch, migrate, pendingMigrations } from '../../graph/migrations/index.ts';
import { Graph } from '../../graph/session.ts';
import { type TemporaryNeo4j, startTemporaryNeo4j } from '../setup/neo4j.ts';
import { RunningServer, type Settings, failingServer, takenPort } from '../setup/program.ts';

let temporary: TemporaryNeo4j;
let existing: Settings;
let graph: Graph;

beforeAll(async () => {
  temporary = await startTemporaryNeo4j();
  const { uri, user, password, database } = temporary.neo4j;
  existing = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: database };
  graph = new Graph({ uri, user, password, database });
});

afterAll(async () => {
  await graph.close();
  await temporary.remove();
});

test('two servers may start at once on one empty database', async () => {
  const servers = [new RunningServer(existing), new RunningServer(existing)];
  await Promise.all(servers.map((server) => server.ready()));
  expect(await Promise.all(servers.map((server) => server.status('/health/ready')))).toEqual([200, 200]);
  expect(await pendingMigrations(graph)).toEqual([]);
  const countries = await graph.administer("MATCH (n:RegionName {code: '530400'}) RETURN count(n)");
  expect(countries).toEqual([[1]]);
  const ends = await Promise.all(servers.map((server) => server.end('SIGTERM')));
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
});

test('migrations applied again change nothing', async () => {
  expect(await migrate(graph)).toEqual([]);
});

test('migrations run by two at once are recorded once', async () => {
  const next = { number: 9_999, title: 'Made by a test', schema: [], data: ['CREATE (:MadeOnce)'] };
  const other = new Graph({ ...temporary.neo4j, uri: temporary.neo4j.uri });
  const applied = await Promise.all([migrate(graph, [...MIGRATIONS, next]), migrate(other, [...MIGRATIONS, next])]);
  await other.close();
  expect(applied.flat()).toEqual([9_999]);
  expect(await graph.administer('MATCH (n:MadeOnce) RETURN count(n)')).toEqual([[1]]);
  await expect(migrate(graph, [{ ...next, data: [] }])).rejects.toThrow(MigrationMismatch);
});

test('a wrong password is named', async () => {
  const { code, stderr } = await failingServer({ ...existing, NEO4J_PASSWORD: 'wrong' });
  expect(code).toBe(1);
  expect(stderr.trim().split('\n').at(-1)).toMatch(/does not let neo4j in: put NEO4J_USER and NEO4J_PASSWORD right\.$/);
});

test('a database that does not exist is named', async () => {
  const { code, stderr } = await failingServer({ ...existing, NEO4J_DATABASE: 'absent' });
  expect(code).toBe(1);
  expect(stderr.trim().split('\n').at(-1)).toMatch(/has no database absent: put NEO4J_DATABASE right\.$/);
});

test('a server waits for its database, and may be stopped meanwhile', async () => {
  const free = await takenPort();
  free.close();
  const server = new RunningServer({ ...existing, NEO4J_URI: `bolt://127.0.0.1:${free.port}` });
  if (server.child.stderr !== null) await once(server.child.stderr, 'data');
  await new Promise((resume) => setTimeout(resume, 3_000));
  expect(server.stderr).toContain(`waiting for Neo4j at bolt://127.0.0.1:${free.port}`);
  const { code, stdout } = await server.end('SIGTERM');
  expect([code, stdout]).toEqual([1, '']);
});
