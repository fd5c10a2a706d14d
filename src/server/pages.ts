import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import { type Graph, GraphUnavailable } from '../../graph/session.ts';
import { signIn } from '../services/account.ts';
import { SESSION_COOKIE, refuse } from './authentication.ts';

const BUILT = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** Only what this server itself serves is loaded: nothing from outside addresses. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
].join('; ');

/** Where the sign-in link leads: {@link createSignInLink} makes the secret. */
export function signInPath(secret: string): string {
  return `/sign-in?key=${secret}`;
}

/** The sign-in link and the built pages. */
export function pageRoutes(graph: Graph): Router {
  const router = Router();
  router.get('/', (_request, response) => {
    response.redirect(303, '/graphiql/');
  });
  router.get('/sign-in', async (request, response) => {
    const key = request.query['key'];
    const session = await signIn(graph, typeof key === 'string' ? key : '').catch((error: unknown) => {
      if (error instanceof GraphUnavailable) return 'no answer' as const;
      throw error;
    });
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    if (session === 'no answer')
      refuse(response, 503, 'DATABASE_UNAVAILABLE', 'The database does not answer. Open the link again in a moment.');
    else if (session === null)
      refuse(
        response,
        401,
        'UNAUTHENTICATED',
        'This link was used, or has expired. A new start of the server prints another.',
      );
    else {
      response.cookie(SESSION_COOKIE, session.secret, {
        httpOnly: true,
        sameSite: 'strict',
        secure: request.secure,
        maxAge: session.seconds * 1000,
        path: '/',
      });
      response.redirect(303, '/graphiql/');
    }
  });
  router.use((_request, response, next) => {
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    next();
  });
  router.use('/graphiql', (_request, response, next) => {
    if (existsSync(BUILT)) next();
    else response.status(503).type('text').send('This page is not built yet. Run: npm run build:web');
  });
  router.use('/graphiql', express.static(`${BUILT}graphiql`));
  router.use('/assets', express.static(`${BUILT}assets`, { immutable: true, maxAge: '1y' }));
  return router;
}
