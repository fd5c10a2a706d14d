import { randomUUID } from 'node:crypto';
import { PothosValidationError } from '@pothos/core';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { GraphUnavailable } from '../src/context.ts';

/** What a client can tell apart by `extensions.code`. The message says what to do. */
export const FAILURE_CODES = [
  'BAD_USER_INPUT',
  'INVALID_ID',
  'FORBIDDEN',
  'QUERY_TOO_COMPLEX',
  'DATABASE_UNAVAILABLE',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** An expected failure of a whole field. Mutations rather return a union with a named refusal. */
export class RequestFailure extends GraphQLError {
  override readonly name = 'RequestFailure';

  constructor(code: FailureCode, message: string) {
    super(message, { extensions: { code } });
  }
}

/** What is told to the log about an error that the client sees masked. Never holds the request's variables. */
export interface UnexpectedError {
  readonly id: string;
  readonly error: unknown;
}

/**
 * Passes on what is expected and masks the rest: the client sees an id, and the log says under that id what happened.
 * @param tellLog called for each masked error
 */
export function maskErrors(
  tellLog: (unexpected: UnexpectedError) => void,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = rootCause(error);
    if (cause instanceof RequestFailure) return formatted;
    if (cause instanceof PothosValidationError)
      return { ...formatted, message: cause.message, extensions: { code: 'BAD_USER_INPUT' } };
    if (cause instanceof GraphUnavailable)
      return {
        ...formatted,
        message: 'The database does not answer. Ask again in a moment.',
        extensions: { code: 'DATABASE_UNAVAILABLE' },
      };
    if (isAboutTheRequest(cause, formatted)) return formatted;
    const id = randomUUID();
    tellLog({ id, error: cause });
    return {
      ...formatted,
      message: `Something went wrong here. Tell the operator this id: ${id}`,
      extensions: { code: 'INTERNAL_SERVER_ERROR', id },
    };
  };
}

/** What was thrown, below the GraphQL errors that say where. */
export function rootCause(error: unknown): unknown {
  let cause = error;
  // By their shape: more than one copy of the library may be loaded.
  while (cause instanceof Error && 'originalError' in cause && cause.originalError instanceof Error)
    cause = cause.originalError;
  return cause;
}

/** Parsing, validation and the values of variables: raised by GraphQL itself, never by a resolver. */
function isAboutTheRequest(cause: unknown, { extensions }: GraphQLFormattedError): boolean {
  return cause instanceof Error && cause.name === 'GraphQLError' && extensions?.['code'] !== 'INTERNAL_SERVER_ERROR';
}
