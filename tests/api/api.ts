import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { pino } from 'pino';
import { beforeAll, vi } from 'vitest';
import type { StatementEvent } from '../../graph/session.ts';
import { toDay } from '../../src/domain/day.ts';
import { createServer } from '../../src/server.ts';
import { createMetrics } from '../../src/server/metrics.ts';
import { createToken } from '../../src/services/account.ts';
import { sharedGraph } from '../setup/graph.ts';

/** The answer of one request as it came over HTTP. */
export interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
}

/** A running server on the shared graph, asked over HTTP with a token. */
export interface Api {
  /** The data. @throws when the answer holds an error */
  readonly ask: <Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ) => Promise<Result>;
  /** As {@link Api.ask}, for a text. */
  readonly askText: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** The database's statements since the last call, who asks left out. */
  readonly takeStatements: () => StatementEvent[];
}

/** Starts a server whose clock says `today` for the tests of this file, signed in as a planner of the region. */
export function apiOn(today: string, regionCode = '000000'): Api {
  // The first questions to a fresh database plan every query, on a busy machine for tens of seconds.
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  let statements: StatementEvent[] = [];
  let address = '';
  let token = '';
  const graph = sharedGraph((event) => statements.push(event));
  beforeAll(async () => {
    const clock = () => toDay(today);
    const server = await createServer({ graph, clock, log: pino({ level: 'silent' }), metrics: createMetrics() });
    address = await server.listen(0, '127.0.0.1');
    token = await createToken(graph, { role: 'planner', regionCode }, toDay(today));
    return () => server.drain();
  });

  async function post<Result>(query: string, variables: unknown): Promise<Result> {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'accept-language': 'en',
        // While a test counts rows nothing answers here, and a connection kept open would be closed under it.
        connection: 'close',
      },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as Answer<Result>;
    if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors ?? answer));
    return answer.data;
  }

  return {
    ask: (document, variables) => post(print(document), variables),
    askText: (query, variables = {}) => post(query, variables),
    takeStatements: () => {
      const taken = statements.filter(({ name }) => name !== 'accountByToken');
      statements = [];
      return taken;
    },
  };
}
