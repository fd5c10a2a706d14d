import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Graph } from '../graph/session.ts';
import { maskErrors } from '../schema/errors.ts';
import { schema } from '../schema/index.ts';
import { LIMITS } from '../schema/limits.ts';
import type { Context } from './context.ts';
import { authentication, nameRequest, refuse, requestIdOf } from './server/authentication.ts';
import { errorLanguage } from './server/errorLanguage.ts';
import { exportRoutes } from './server/exports.ts';
import { healthRoutes } from './server/health.ts';
import { importRoutes } from './server/imports.ts';
import { describeError, operationLog } from './server/logging.ts';
import type { Metrics } from './server/metrics.ts';
import { pageRoutes } from './server/pages.ts';
import type { Clock } from './services/clock.ts';

export interface ServerDeps {
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Logger;
  /** The one whose `statement` the graph tells. */
  readonly metrics: Metrics;
}

export interface Server {
  /** Begins to answer. Port 0 takes a free one. @returns the address to open */
  listen(port: number, host: string): Promise<string>;
  /** Refuses new requests, lets those that run finish (ten seconds at most), and is closed. The graph stays open. */
  drain(): Promise<void>;
}

const DRAIN_MILLISECONDS = 10_000;
const LARGEST_OPERATION = '256kb';

/** The HTTP side of everything: GraphQL, health, metrics, sign-in and the pages. */
export async function createServer({ graph, clock, log, metrics }: ServerDeps): Promise<Server> {
  const app = express();
  const http = createHttpServer(app);
  let draining = false;

  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: LIMITS.tokens },
    logger: log,
    formatError: maskErrors(({ id, error }) => {
      log.error({ errorId: id, ...describeError(error) }, 'unexpected error');
    }),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: http, stopGracePeriodMillis: DRAIN_MILLISECONDS }),
      errorLanguage(),
      operationLog(log, metrics),
    ],
  });
  await apollo.start();

  const contextOf = authentication(graph, clock);
  const contexts = new WeakMap<express.Request, Context>();

  app.disable('x-powered-by');
  app.use(nameRequest);
  app.use(
    '/health',
    healthRoutes(graph, () => draining),
  );
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  app.use(
    '/graphql',
    async (request, response, next) => {
      const context = await contextOf(request, response);
      if (context === null) return;
      contexts.set(request, context);
      next();
    },
    express.json({ limit: LARGEST_OPERATION }),
    expressMiddleware(apollo, {
      context: ({ req }) => {
        const context = contexts.get(req);
        if (context === undefined) throw new Error('A request came past its authentication');
        return Promise.resolve(context);
      },
    }),
  );
  app.use('/imports', importRoutes(graph, contextOf));
  app.use('/exports', exportRoutes(contextOf));
  app.use(pageRoutes(graph));
  app.use((_request, response) => {
    refuse(response, 404, 'NOT_FOUND', 'There is nothing at this address. The API answers at /graphql.');
  });
  app.use(answerErrors(log));

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(port, host, () => {
          http.off('error', reject);
          resolve(addressOf(http.address(), host));
        });
      }),
    drain: async () => {
      draining = true;
      await apollo.stop();
    },
  };
}

function addressOf(address: AddressInfo | string | null, host: string): string {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

/** Requests that cannot be read are told so; anything else is masked with the request's id. */
function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status >= 400 && status < 500) {
      refuse(
        response,
        status,
        'BAD_REQUEST',
        status === 413 ? 'The request is too large.' : 'The request cannot be read.',
      );
      return;
    }
    const id = requestIdOf(response);
    log.error({ errorId: id, ...describeError(error) }, 'unexpected error');
    refuse(response, 500, 'INTERNAL_SERVER_ERROR', `Something went wrong here. Tell the operator this id: ${id}`);
  };
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 500;
}
