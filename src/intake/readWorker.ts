import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { readFile } from './readFile.ts';
import { UnreadableFile } from './unreadable.ts';
import type { ReadMessage } from './readFiles.ts';

const request = z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) });

function send(message: ReadMessage): void {
  parentPort?.postMessage(message);
}

/** Reads the files that it is sent, in a thread of its own: each is answered with one message a sheet and one at the end. */
parentPort?.on('message', (message: unknown) => {
  try {
    const sheets = readFile(request.parse(message));
    sheets.forEach((sheet, index) => {
      send({ kind: 'sheet', sheet, done: index + 1, total: sheets.length });
    });
    send({ kind: 'end' });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    send({ kind: 'unreadable', reason: error.reason });
  }
});
