import { Worker } from 'node:worker_threads';
import { UnreadableFile, type UnreadableReason } from './unreadable.ts';
import type { OnProgress, SourceFile, SourceSheet } from './sheet.ts';

export interface ReadOptions {
  readonly onProgress?: OnProgress;
  /** Memory that reading one file may take, in megabytes. */
  readonly memory?: number;
}

/** What the reading thread says. */
export type ReadMessage =
  | { readonly kind: 'sheet'; readonly sheet: SourceSheet; readonly done: number; readonly total: number }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason }
  | { readonly kind: 'end' };

const DEFAULT_MEMORY = 640;

/**
 * Reads `.xlsx` and `.csv` files into sheets of cells, in a thread of their own, one file after the other.
 * @throws UnreadableFile when one of them cannot be read
 */
export async function readFiles(
  files: readonly SourceFile[],
  { onProgress, memory = DEFAULT_MEMORY }: ReadOptions = {},
): Promise<readonly SourceSheet[]> {
  const sheets: SourceSheet[] = [];
  const thread = new Worker(new URL('./readThread.js', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  let reading = '';
  const death = new Promise<never>((_, reject) => {
    thread.on('error', (error) => {
      const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(outOfMemory ? new UnreadableFile(reading, 'too-large') : error);
    });
    thread.on('exit', (code) => {
      reject(new Error(`Reading ${reading} stopped with code ${code}`));
    });
  });
  // It dies in the end in any case, when nobody waits for it any more.
  death.catch(() => undefined);
  try {
    for (const file of files) {
      reading = file.name;
      sheets.push(...(await Promise.race([readInThread(thread, file, onProgress), death])));
    }
  } finally {
    await thread.terminate();
  }
  return sheets;
}

function readInThread(thread: Worker, file: SourceFile, onProgress: OnProgress | undefined): Promise<SourceSheet[]> {
  return new Promise((resolve, reject) => {
    onProgress?.({ phase: 'reading', sheet: file.name, done: 0, total: 0 });
    const sheets: SourceSheet[] = [];
    thread.removeAllListeners('message');
    thread.on('message', (message: ReadMessage) => {
      switch (message.kind) {
        case 'sheet':
          sheets.push(message.sheet);
          onProgress?.({ phase: 'reading', sheet: message.sheet.name, done: message.done, total: message.total });
          break;
        case 'unreadable':
          reject(new UnreadableFile(file.name, message.reason));
          break;
        case 'end':
          resolve(sheets);
      }
    });
    thread.postMessage({ name: file.name, bytes: file.bytes });
  });
}
