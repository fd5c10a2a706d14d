const MEGABYTE = 1024 * 1024;

/**
 * What one file may hold and what reading it may take: one list for files that come over HTTP and from the command line.
 * The example city's workbook of ten sheets takes a sixth of the cells and a third of the bytes. Beyond a bound a file is refused as too large, and
 * the text names the bound.
 */
export const FILE_LIMITS = {
  /** Bytes of one file, and of all files of one request together: they are held in memory. */
  bytes: 64 * MEGABYTE,
  /** Bytes of a workbook once unpacked: as its parts declare, and as they are counted while they are unpacked. */
  unpacked: 160 * MEGABYTE,
  /** Parts in a workbook's archive. */
  parts: 5_000,
  sheets: 250,
  /** Characters in a sheet's name; spreadsheets allow 31. */
  sheetName: 255,
  /** A spreadsheet has no more rows; empty ones cost nothing, however many. */
  rows: 1_048_576,
  /** From the first to the last cell that is filled. */
  columns: 1_000,
  /** In all sheets together, from the first to the last that is filled in each row. */
  cells: 3_000_000,
  /** Characters in one cell: a spreadsheet's own bound. */
  characters: 32_767,
  /** Megabytes of cells and texts; the thread that reads is ended beyond. */
  memory: 640,
  /** Seconds for one file; the thread that reads is ended after them. */
  seconds: 180,
  /** Requests that send files at the same time; each holds its files in memory. */
  uploads: 4,
} as const;

/** Bytes as a person reads them. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}
