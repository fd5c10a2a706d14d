import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import type { Graph, StatementEvent } from '../../graph/session.ts';
import { toDay } from '../../src/domain/day.ts';
import { type Server, createServer } from '../../src/server.ts';
import { createMetrics } from '../../src/server/metrics.ts';
import { type TokenRequest, createToken } from '../../src/services/account.ts';
import { sharedGraph } from '../setup/graph.ts';

/** What came back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLFailure[];
}

interface GraphQLFailure {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly id?: string };
}

/** A server on the shared graph, asked as a client would: over HTTP, with any token or none. */
export interface Serving {
  readonly graph: Graph;
  readonly server: () => Server;
  readonly fetch: (path: string, options?: RequestInit) => Promise<Response>;
  readonly ask: (query: string, token: string | null, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
  readonly token: (request: Partial<TokenRequest> & { readonly regionCode: string }) => Promise<string>;
  /** What the log said. */
  readonly logged: string[];
  /** The statements of named reads since the last call, who asks left out. */
  readonly takeReads: () => string[];
}

export function serving(today = '2025-11-15'): Serving {
  const logged: string[] = [];
  let reads: string[] = [];
  let address = '';
  let server: Server | undefined;
  const graph = sharedGraph(({ name, kind }: StatementEvent) => {
    if (kind === 'read' && name !== 'accountByToken') reads.push(name);
  });
  beforeAll(async () => {
    const log = pino({ level: 'info' }, { write: (line: string) => logged.push(line) });
    server = await createServer({ graph, clock: () => toDay(today), log, metrics: createMetrics() });
    address = await server.listen(0, '127.0.0.1');
  });
  afterAll(() => server?.drain());
  const fetchHere = (path: string, options?: RequestInit) =>
    fetch(`${address}${path}`, { redirect: 'manual', ...options });
  return {
    graph,
    server: () => {
      if (server === undefined) throw new Error('The server has not started');
      return server;
    },
    fetch: fetchHere,
    ask: async (query, token, headers = {}) => {
      const response = await fetchHere('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'accept-language': 'en',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify({ query }),
      });
      const body = (await response.json()) as { data?: Record<string, unknown>; errors?: GraphQLFailure[] };
      return {
        status: response.status,
        headers: response.headers,
        data: body.data ?? null,
        errors: body.errors ?? [],
      };
    },
    token: (request) => createToken(graph, { role: 'planner', ...request }, toDay(today)),
    logged,
    takeReads: () => {
      const taken = reads;
      reads = [];
      return taken;
    },
  };
}
