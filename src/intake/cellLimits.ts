import { FILE_LIMITS } from './limits.ts';
import { type Cell, cellName } from './sheet.ts';
import { UnreadableFile, tooLarge } from './unreadable.ts';

/** Counts the cells of one file while they are read, and keeps what is filled. */
export class CellCount {
  readonly #file: string;
  #cells = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** A row up to its last filled cell. @throws UnreadableFile beyond a bound */
  take(row: number, cells: readonly Cell[]): readonly Cell[] {
    const length = cells.findLastIndex((cell) => cell !== null) + 1;
    if (length > FILE_LIMITS.columns) throw tooLarge(this.#file, 'columns');
    this.#cells += length;
    if (this.#cells > FILE_LIMITS.cells) throw tooLarge(this.#file, 'cells');
    const filled = length === cells.length ? cells : cells.slice(0, length);
    filled.forEach((cell, column) => {
      if (typeof cell === 'string' && cell.length > FILE_LIMITS.characters)
        throw new UnreadableFile(this.#file, 'damaged-file', longText(cellName(row, column)));
    });
    return filled;
  }
}

function longText(cell: string) {
  return {
    zh: `单元格 ${cell} 的文字超过 ${FILE_LIMITS.characters} 个字：可能是少了一个引号或换行。`,
    en: `The text in ${cell} has more than ${FILE_LIMITS.characters} characters: a quotation mark or the ends of the lines may be missing.`,
  };
}
