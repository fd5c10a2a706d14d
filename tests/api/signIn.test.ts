import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import { signInPath } from '../../src/server/pages.ts';
import { createSignInLink } from '../../src/services/account.ts';
import { COUNTRY_CODE } from '../../seeds/regions/regions.ts';
import { serving } from './serving.ts';

const { graph, fetch, ask, token } = serving();

const newLink = async () => signInPath(await createSignInLink(graph, COUNTRY_CODE, toDay('2025-11-15')));
const WHO = '{ viewer { role seesEverything region { code } } }';

describe('who asks', () => {
  test('a request without a token is told how to get one', async () => {
    const { status, headers, errors } = await ask(WHO, null);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(errors[0]?.message).toContain('npx mentorgraph token create');
  });

  test('a token that nobody made is no token', async () => {
    expect((await ask(WHO, 'mg_made-up')).status).toBe(401);
  });

  test('a token that has expired is no token', async () => {
    const expired = await token({ regionCode: '530400', daysToLive: 0 });
    expect((await ask(WHO, expired)).status).toBe(401);
  });

  test('a token is stored only as its SHA-256', async () => {
    const secret = await token({ regionCode: '530400', name: 'kept as a hash' });
    const hash = createHash('sha256').update(secret).digest('hex');
    const stored = await graph.administer(
      'MATCH (token:Token {hash: $hash}) UNWIND keys(token) AS key RETURN toString(token[key])',
      { hash },
    );
    expect(stored.length).toBeGreaterThan(4);
    expect(stored.flat().filter((value) => String(value).includes(secret.slice(3)))).toEqual([]);
  });

  test('a session of the browser is not accepted as a bearer token, nor a bearer token as a session', async () => {
    const bearer = await token({ regionCode: '530400' });
    const asCookie = await fetch('/graphql', { method: 'POST', headers: { cookie: `mentorgraph=${bearer}` } });
    expect(asCookie.status).toBe(401);
    const session = (await fetch(await newLink())).headers.get('set-cookie') ?? '';
    expect((await ask(WHO, session.split(/[=;]/)[1] ?? '')).status).toBe(401);
  });
});

describe('the sign-in link', () => {
  test('signs in a planner of the country and leads to GraphiQL', async () => {
    const response = await fetch(await newLink());
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/graphiql/');
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const { data } = await ask(WHO, null, { cookie: cookie.split(';')[0] ?? '' });
    expect(data).toEqual({ viewer: { role: 'planner', seesEverything: true, region: { code: COUNTRY_CODE } } });
  });

  test('works once: of ten who open it at once, one is signed in', async () => {
    const link = await newLink();
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await fetch(link)).status));
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(statuses.filter((status) => status === 401)).toHaveLength(9);
  });

  test('that was never made signs nobody in', async () => {
    expect((await fetch(signInPath('mg_made-up'))).status).toBe(401);
    expect((await fetch('/sign-in')).status).toBe(401);
  });
});
