import { Worker } from 'node:worker_threads';
import { readText } from './readText.ts';
import type { Text } from '../domain/roster.ts';
import { FILE_LIMITS } from './limits.ts';
import { isZip, strangerOf } from './signature.ts';
import { UnreadableFile, type UnreadableReason, tooLarge } from './unreadable.ts';
import type { Cell, OnProgress, SourceFile, SourceSheet } from './sheet.ts';

export interface ReadOptions {
  readonly onProgress?: OnProgress;
  /** Megabytes that reading one file may take, and seconds: those of the limits by default. */
  readonly memory?: number;
  readonly seconds?: number;
}

/** What the reading thread says. */
export type ReadMessage =
  | { readonly kind: 'sheet'; readonly sheet: Omit<SourceSheet, 'rows'>; readonly done: number; readonly total: number }
  /** More rows of the sheet before; the thread goes on when it is told that they were taken. */
  | { readonly kind: 'rows'; readonly rows: SourceSheet['rows'] }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason; readonly more: Text }
  | { readonly kind: 'end' };

/** A text of so many bytes at most is read in no time: a thread costs half a second before it begins. */
const SMALL_TEXT = 512 * 1024;

/**
 * Reads `.xlsx` and `.csv` files into sheets of cells, one file after the other: small texts here, all others in a thread of
 * their own.
 * @throws UnreadableFile when one of them cannot be read
 */
export async function readFiles(
  files: readonly SourceFile[],
  options: ReadOptions = {},
): Promise<readonly SourceSheet[]> {
  const large = files.find(({ bytes }) => bytes.length > FILE_LIMITS.bytes);
  if (large !== undefined) throw tooLarge(large.name, 'bytes');
  const sheets: SourceSheet[] = [];
  const thread = new ReadingThread(options);
  try {
    for (const file of files) {
      options.onProgress?.({ phase: 'reading', sheet: file.name, done: 0, total: 0 });
      sheets.push(...(isSmallText(file) ? [readText(file)] : await thread.read(file)));
    }
  } finally {
    await thread.end();
  }
  return sheets;
}

function isSmallText({ bytes }: SourceFile): boolean {
  return bytes.length > 0 && bytes.length <= SMALL_TEXT && !isZip(bytes) && strangerOf(bytes) === null;
}

/** Starts with the first file that it is given, and reads one at a time. */
class ReadingThread {
  readonly #onProgress: OnProgress | undefined;
  readonly #memory: number;
  readonly #seconds: number;
  #worker: { readonly thread: Worker; readonly death: Promise<never> } | null = null;
  #reading = '';

  constructor({ onProgress, memory = FILE_LIMITS.memory, seconds = FILE_LIMITS.seconds }: ReadOptions) {
    this.#onProgress = onProgress;
    this.#memory = memory;
    this.#seconds = seconds;
  }

  async read(file: SourceFile): Promise<SourceSheet[]> {
    this.#reading = file.name;
    this.#worker ??= this.#start();
    const { thread, death } = this.#worker;
    let timer: NodeJS.Timeout | undefined;
    const tooSlow = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new UnreadableFile(file.name, 'too-slow'));
      }, this.#seconds * 1000);
    });
    try {
      return await Promise.race([readInThread(thread, file, this.#onProgress), death, tooSlow]);
    } finally {
      clearTimeout(timer);
    }
  }

  async end(): Promise<void> {
    await this.#worker?.thread.terminate();
  }

  #start(): { readonly thread: Worker; readonly death: Promise<never> } {
    const thread = new Worker(new URL('./readThread.js', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#memory },
    });
    const death = new Promise<never>((_, reject) => {
      thread.on('error', (error) => {
        const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        reject(outOfMemory ? tooLarge(this.#reading, 'memory') : error);
      });
      thread.on('exit', (code) => {
        reject(new Error(`Reading ${this.#reading} stopped with code ${code}`));
      });
    });
    // It dies in the end in any case, when nobody waits for it any more.
    death.catch(() => undefined);
    return { thread, death };
  }
}

function readInThread(thread: Worker, file: SourceFile, onProgress: OnProgress | undefined): Promise<SourceSheet[]> {
  return new Promise((resolve, reject) => {
    const sheets: (SourceSheet & { readonly rows: (readonly Cell[])[] })[] = [];
    thread.removeAllListeners('message');
    thread.on('message', (message: ReadMessage) => {
      switch (message.kind) {
        case 'sheet':
          sheets.push({ ...message.sheet, rows: [] });
          onProgress?.({ phase: 'reading', sheet: message.sheet.name, done: message.done, total: message.total });
          break;
        case 'rows':
          sheets.at(-1)?.rows.push(...message.rows);
          // Only after those who wait as well: taking over rows is never more than one piece of work at a time.
          setImmediate(() => {
            thread.postMessage('taken');
          });
          break;
        case 'unreadable':
          reject(new UnreadableFile(file.name, message.reason, message.more));
          break;
        case 'end':
          resolve(sheets);
      }
    });
    thread.postMessage({ name: file.name, bytes: file.bytes });
  });
}
