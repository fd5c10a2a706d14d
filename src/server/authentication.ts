import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Graph, GraphUnavailable } from '../../graph/session.ts';
import { type Context, createContext, languageOf } from '../context.ts';
import { type Account, scopeOf } from '../domain/account.ts';
import { findAccount } from '../services/account.ts';
import type { Clock } from '../services/clock.ts';

/** Holds a browser's session after the sign-in link was used. */
export const SESSION_COOKIE = 'mentorgraph';

/**
 * Who asks, with scope and loaders of this request. Null: the request carries no valid token or session, or the database does
 * not answer, and the refusal has been sent.
 */
export type ContextOf = (request: Request, response: Response) => Promise<Context | null>;

export function authentication(graph: Graph, clock: Clock): ContextOf {
  return async (request, response) => {
    const today = clock();
    const account = await identified(graph, request, today).catch((error: unknown) => {
      if (!(error instanceof GraphUnavailable)) throw error;
      refuse(response, 503, 'DATABASE_UNAVAILABLE', 'The database does not answer. Ask again in a moment.');
      return 'refused' as const;
    });
    if (account === 'refused') return null;
    if (account === null) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      refuse(
        response,
        401,
        'UNAUTHENTICATED',
        'Send a valid token as "Authorization: Bearer TOKEN" (npx mentorgraph token create --role planner --region CODE makes one), or open the sign-in link that npm start prints.',
      );
      return null;
    }
    return createContext({
      graph,
      today,
      scope: scopeOf(account),
      viewer: { tokenId: account.tokenId, name: account.name },
      language: languageOf(request.get('accept-language')),
      requestId: requestIdOf(response),
    });
  };
}

/** Names the request in the log, in the answer's `X-Request-Id` and in masked errors. */
export function nameRequest(request: Request, response: Response, next: () => void): void {
  const given = request.get('x-request-id');
  response.setHeader('X-Request-Id', given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : randomUUID());
  next();
}

export function requestIdOf(response: Response): string {
  return String(response.getHeader('X-Request-Id'));
}

/** A refusal in the form of GraphQL's errors, on every address. */
export function refuse(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ errors: [{ message, extensions: { code } }] });
}

async function identified(graph: Graph, request: Request, today: Context['today']): Promise<Account | null> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) return findAccount(graph, bearer, 'SERVICE', today);
  const session = cookie(request, SESSION_COOKIE);
  return session === undefined ? null : findAccount(graph, session, 'SESSION', today);
}

function cookie(request: Request, name: string): string | undefined {
  return (request.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)?.[1];
}
