import { Worker } from 'node:worker_threads';
import { readText } from './readText.ts';
import { isCompoundFile, isZip } from './signature.ts';
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
  return bytes.length > 0 && bytes.length <= SMALL_TEXT && !isZip(bytes) && !isCompoundFile(bytes);
}

/** Starts with the first file that it is given, and reads one at a time. */
class ReadingThread {
  readonly #onProgress: OnProgress | undefined;
  readonly #memory: number;
  #worker: { readonly thread: Worker; readonly death: Promise<never> } | null = null;
  #reading = '';

  constructor({ onProgress, memory = DEFAULT_MEMORY }: ReadOptions) {
    this.#onProgress = onProgress;
    this.#memory = memory;
  }

  async read(file: SourceFile): Promise<SourceSheet[]> {
    this.#reading = file.name;
    this.#worker ??= this.#start();
    const { thread, death } = this.#worker;
    return Promise.race([readInThread(thread, file, this.#onProgress), death]);
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
        reject(outOfMemory ? new UnreadableFile(this.#reading, 'too-large') : error);
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
