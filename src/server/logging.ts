import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import { rootCause } from '../../schema/errors.ts';
import type { Context } from '../context.ts';
import type { Metrics } from './metrics.ts';

/** One line for each operation: its name and how long it took. Never its variables, its text or what it answered. */
export function operationLog(log: Logger, metrics: Metrics): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () => {
      const started = performance.now();
      return Promise.resolve({
        willSendResponse: ({ contextValue, operationName, operation, response }) => {
          const milliseconds = performance.now() - started;
          const errors =
            response.body.kind === 'single' ? (response.body.singleResult.errors ?? []).map(codeOf) : undefined;
          metrics.operation({ seconds: milliseconds / 1000, failed: (errors?.length ?? 0) > 0 });
          log.info(
            {
              request: contextValue.requestId,
              account: contextValue.viewer.tokenId,
              operation: operationName ?? operation?.operation ?? 'unreadable',
              milliseconds: Math.round(milliseconds),
              ...(errors?.length ? { errors: [...new Set(errors)] } : {}),
            },
            'operation',
          );
          return Promise.resolve();
        },
      });
    },
  };
}

function codeOf({ extensions }: { extensions?: Record<string, unknown> }): string {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : 'unknown';
}

/**
 * What the log may say about an unexpected error: its kind, its code and where it arose. The driver's messages quote values of
 * the data, so they are left out.
 */
export function describeError(error: unknown): Record<string, unknown> {
  const cause = rootCause(error);
  if (!(cause instanceof Error)) return { error: typeof cause };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: cause.name,
    code,
    ...(cause.name === 'Neo4jError' || cause.name === 'ConstraintViolated' ? {} : { message: cause.message }),
    at: frames.slice(0, 12).map((line) => line.trim()),
  };
}
