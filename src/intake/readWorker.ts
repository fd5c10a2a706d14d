import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { readFile } from './readFile.ts';
import { UnreadableFile } from './unreadable.ts';
import type { ReadMessage } from './readFiles.ts';

/** Reads one file in a thread of its own: what it is given as data, it answers with one message a sheet and one at the end. */
const { name, bytes } = z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }).parse(workerData);

function send(message: ReadMessage): void {
  parentPort?.postMessage(message);
}

try {
  const sheets = readFile({ name, bytes });
  sheets.forEach((sheet, index) => {
    send({ kind: 'sheet', sheet, done: index + 1, total: sheets.length });
  });
  send({ kind: 'end' });
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error;
  send({ kind: 'unreadable', reason: error.reason });
}
