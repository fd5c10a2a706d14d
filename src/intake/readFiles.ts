import type { OnProgress, SourceFile, SourceSheet } from './sheet.ts';

export interface ReadOptions {
  readonly onProgress?: OnProgress;
  /** Memory that reading may take, in megabytes. */
  readonly memory?: number;
}

/**
 * Reads `.xlsx` and `.csv` files into sheets of cells, outside the main thread.
 * @throws UnreadableFile when one of them cannot be read
 */
export function readFiles(files: readonly SourceFile[], options: ReadOptions = {}): Promise<readonly SourceSheet[]> {
  return Promise.reject(new Error(`not read yet: ${files.length} ${String(options.memory)}`));
}
