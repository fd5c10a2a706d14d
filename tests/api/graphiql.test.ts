import { describe, expect, test } from 'vitest';
import { serving } from './serving.ts';

const { fetch } = serving();

describe('GraphiQL', () => {
  test('is opened at the address of the server', async () => {
    const response = await fetch('/');
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/graphiql/');
  });

  test('comes from the package: the page, its scripts, styles and workers, and nothing from outside', async () => {
    const response = await fetch('/graphiql/');
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/gu)].map((match) => match[1] ?? '');
    const served = parts.filter((part) => !part.startsWith('data:'));
    expect(served.length).toBeGreaterThan(1);
    expect(served.every((part) => part.startsWith('/assets/'))).toBe(true);
    const script = served.find((part) => part.endsWith('.js')) ?? '';
    const source = await (await fetch(script)).text();
    const workers = [...new Set(source.match(/\/assets\/[\w.-]*worker[\w.-]*\.js/gu))];
    expect(workers.length).toBeGreaterThanOrEqual(3);
    for (const part of [...served, ...workers]) expect([part, (await fetch(part)).status]).toEqual([part, 200]);
  });

  test('has the queries of the README and the guides', async () => {
    const html = await (await fetch('/graphiql/')).text();
    const script = /src="([^"]+\.js)"/u.exec(html)?.[1] ?? '';
    expect(await (await fetch(script)).text()).toContain('homeroomTeachers');
  });
});
