/**
 * Something that a person can put right: the message is one line that says what is wrong and what to do. It is printed as
 * it stands, without a stack. Plain JavaScript, since what prepares a fresh clone runs before TypeScript is installed.
 */
export class Problem extends Error {
  /** @param {string} message @param {ErrorOptions} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = 'Problem';
  }
}

/**
 * The system's error code (ENOSPC, EADDRINUSE …) of something thrown, or null.
 * @param {unknown} error
 * @returns {string | null}
 */
export function systemCode(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
