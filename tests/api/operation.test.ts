import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { toDay } from '../../src/domain/day.ts';
import { createServer } from '../../src/server.ts';
import { createMetrics } from '../../src/server/metrics.ts';
import { Graph } from '../../graph/session.ts';
import { sharedGraph } from '../setup/graph.ts';
import { serving } from './serving.ts';

const api = serving();
const { graph } = api;
/** A city that no tree knows, with a school that says something impossible. */
const INVENTED = { region: 'operation-test-region', code: '990990', school: 'operation-test-school' };
let planner = '';
let tellBegun: (() => void) | undefined;
/** Tells when a request is past its authentication. */
const watched = sharedGraph(({ name }) => {
  if (name === 'accountByToken') tellBegun?.();
});

beforeAll(async () => {
  await graph.administer(
    `MERGE (region:Region {id: $region})
     MERGE (region)-[:KNOWN_AS]->(:RegionName {id: $region + '-name', code: $code, name: 'Invented', level: 'CITY'})
     MERGE (school:School {id: $school}) SET school.issuedBy = $region, school.code = '1', school.name = 'Secret name',
       school.stages = ['NO_SUCH_STAGE']`,
    INVENTED,
  );
  planner = await api.token({ regionCode: INVENTED.code });
});
afterAll(() =>
  graph.administer(`MATCH (node) WHERE node.id IN [$region, $region + '-name', $school] DETACH DELETE node`, INVENTED),
);

describe('an unexpected error', () => {
  test('is masked with an id, under which the log says what happened without what the data says', async () => {
    const { errors, data } = await api.ask('{ school(region: "990990", code: "1") { stages } }', planner);
    expect(data).toEqual({ school: null });
    const [failure] = errors;
    expect(failure?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(failure?.message).toContain(failure?.extensions.id);
    expect(JSON.stringify(errors)).not.toMatch(/STAGE|value\.ts|Expected/);
    const line = api.logged.find((text) => text.includes(failure?.extensions.id ?? 'no id'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ error: 'UnexpectedValue' });
    expect(line).not.toContain('Secret name');
  });
});

describe('the log', () => {
  test('has one line for each operation, without variables or answers', async () => {
    api.logged.length = 0;
    await api.ask('query Named { region(code: "990990") { name } }', planner, { 'x-request-id': 'request-of-a-test' });
    expect(api.logged).toHaveLength(1);
    const line = api.logged[0] ?? '';
    expect(JSON.parse(line)).toMatchObject({ operation: 'Named', request: 'request-of-a-test' });
    expect(line).not.toMatch(/990990|Invented/);
  });
});

describe('health', () => {
  test('live and ready while the database answers', async () => {
    expect((await api.fetch('/health/live')).status).toBe(200);
    expect((await api.fetch('/health/ready')).status).toBe(200);
  });

  test('metrics name the queries and nobody', async () => {
    await api.ask('{ region(code: "990990") { name } }', planner);
    const text = await (await api.fetch('/metrics')).text();
    expect(text).toContain('mentorgraph_operation_seconds');
    expect(text).not.toContain('Invented');
  });

  test('an address that is none is told so', async () => {
    const response = await api.fetch('/nowhere');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('without a database', () => {
  const nowhere = new Graph({ uri: 'bolt://127.0.0.1:9', user: 'neo4j', password: 'none', database: 'neo4j' });
  const starting = createServer({
    graph: nowhere,
    clock: () => toDay('2025-11-15'),
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
  });
  let address = '';
  beforeAll(async () => {
    address = await (await starting).listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await (await starting).drain();
    await nowhere.close();
  });

  test('live but not ready, and requests are told to come again', async () => {
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    const ready = await fetch(`${address}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ reason: 'the database does not answer' });
    const answer = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: '{"query":"{ __typename }"}',
    });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'DATABASE_UNAVAILABLE' } }] });
  });
});

describe('draining', () => {
  test('lets a running request finish, refuses new ones, and says that it is not ready', async () => {
    const server = await createServer({
      graph: watched,
      clock: () => toDay('2025-11-15'),
      log: pino({ level: 'silent' }),
      metrics: createMetrics(),
    });
    const address = await server.listen(0, '127.0.0.1');
    const ask = () =>
      fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${planner}` },
        body: '{"query":"{ region(code: \\"990990\\") { name } }"}',
      });
    await ask();
    const begun = new Promise<void>((resolve) => (tellBegun = resolve));
    const running = ask();
    await begun;
    const drained = server.drain();
    expect(await (await running).json()).toEqual({ data: { region: { name: 'Invented' } } });
    await drained;
    await expect(ask()).rejects.toThrow();
  });
});
