import { Router } from 'express';
import { pendingMigrations } from '../../graph/migrations/index.ts';
import type { Graph } from '../../graph/session.ts';

const ANSWER_WITHIN_MILLISECONDS = 3_000;

/**
 * `live`: this process runs. `ready`: it can answer, since the database does and has all migrations, and it is not about to
 * stop. The reason for a 503 stands in the body.
 */
export function healthRoutes(graph: Graph, draining: () => boolean): Router {
  const router = Router();
  router.get('/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/ready', async (_request, response) => {
    const reason = draining() ? 'stopping' : await unreadiness(graph);
    response
      .status(reason === null ? 200 : 503)
      .json(reason === null ? { status: 'ready' } : { status: 'not ready', reason });
  });
  return router;
}

async function unreadiness(graph: Graph): Promise<string | null> {
  const pending = await Promise.race([pendingMigrations(graph).catch(() => 'no answer' as const), noAnswer()]);
  if (pending === 'no answer') return 'the database does not answer';
  return pending.length === 0 ? null : `migrations are missing: ${pending.join(', ')}`;
}

function noAnswer(): Promise<'no answer'> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve('no answer');
    }, ANSWER_WITHIN_MILLISECONDS).unref();
  });
}
