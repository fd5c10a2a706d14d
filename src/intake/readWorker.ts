import { on, once } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { readFile } from './readFile.ts';
import { UnreadableFile } from './unreadable.ts';
import type { ReadMessage } from './readFiles.ts';
import type { SourceFile, SourceSheet } from './sheet.ts';

const request = z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) });

/** Cells in one message: so many are taken over on the other side without anybody noticing. */
const CELLS_A_MESSAGE = 20_000;

/** Reads the files that it is sent, in a thread of its own: each is answered with its sheets, a few rows at a time. */
async function serve(port: MessagePort): Promise<void> {
  for await (const [message] of on(port, 'message')) {
    const file = request.safeParse(message);
    if (file.success) await answer(port, file.data);
  }
}

async function answer(port: MessagePort, file: SourceFile): Promise<void> {
  const send = (message: ReadMessage): void => {
    port.postMessage(message);
  };
  try {
    const sheets = await readFile(file);
    for (const [index, { rows, ...sheet }] of sheets.entries()) {
      send({ kind: 'sheet', sheet, done: index + 1, total: sheets.length });
      for (const piece of pieces(rows)) {
        // The next one is sent when this one has been taken: meanwhile the other side may answer somebody else.
        const taken = once(port, 'message');
        send({ kind: 'rows', rows: piece });
        await taken;
      }
    }
    send({ kind: 'end' });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    send({ kind: 'unreadable', reason: error.reason, more: error.more });
  }
}

function* pieces(rows: SourceSheet['rows']): Generator<SourceSheet['rows']> {
  let [from, cells] = [0, 0];
  for (const [index, row] of rows.entries()) {
    cells += row.length + 1;
    if (cells < CELLS_A_MESSAGE) continue;
    yield rows.slice(from, index + 1);
    [from, cells] = [index + 1, 0];
  }
  if (from < rows.length) yield rows.slice(from);
}

if (parentPort !== null) await serve(parentPort);
