import { randomUUID } from 'node:crypto';
import { PothosValidationError } from '@pothos/core';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { GraphUnavailable } from '../src/context.ts';
import { type Language, inLanguage } from '../src/domain/language.ts';
import type { Text } from '../src/domain/roster.ts';

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
  /** What it says, until it is known in which language: see {@link inLanguageOfRequest}. */
  readonly text: Text;
  readonly code: FailureCode;

  constructor(code: FailureCode, text: Text) {
    super(text.en, { extensions: { code } });
    this.text = text;
    this.code = code;
  }
}

const UNREADABLE_ARGUMENT: Text = {
  zh: '参数无法识别。游标和 id 请使用返回结果中的值。',
  en: 'An argument cannot be read. Use cursors and ids from earlier answers.',
};
const NO_DATABASE: Text = {
  zh: '数据库没有应答。请稍后再试。',
  en: 'The database does not answer. Ask again in a moment.',
};

/** What is said in both languages about an expected error; null: GraphQL's own words, or an unexpected error. */
function textOf(error: unknown): Text | null {
  const cause = rootCause(error);
  if (cause instanceof RequestFailure) return cause.text;
  if (cause instanceof PothosValidationError) return UNREADABLE_ARGUMENT;
  return cause instanceof GraphUnavailable ? NO_DATABASE : null;
}

/** An answered error, as {@link maskErrors} made it, in the language of the request. */
export function inLanguageOfRequest(
  formatted: GraphQLFormattedError,
  error: unknown,
  language: Language,
): GraphQLFormattedError {
  const id = formatted.extensions?.['id'];
  const text = textOf(error) ?? (typeof id === 'string' ? masked(id) : null);
  return text === null ? formatted : { ...formatted, message: inLanguage(text, language) };
}

function masked(id: string): Text {
  return {
    zh: `出现了意外的问题。请把这个编号告诉管理员：${id}`,
    en: `Something went wrong here. Tell the operator this id: ${id}`,
  };
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
    const text = textOf(error);
    if (text !== null) return { ...formatted, message: text.en, extensions: { code: codeOf(cause) } };
    if (isAboutTheRequest(cause, formatted)) return formatted;
    const id = randomUUID();
    tellLog({ id, error: cause });
    return {
      ...formatted,
      message: masked(id).en,
      extensions: { code: 'INTERNAL_SERVER_ERROR', id },
    };
  };
}

function codeOf(cause: unknown): FailureCode {
  if (cause instanceof RequestFailure) return cause.code;
  return cause instanceof GraphUnavailable ? 'DATABASE_UNAVAILABLE' : 'BAD_USER_INPUT';
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
