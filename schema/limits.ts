/**
 * How much one request may ask for. Refusals name the limit and what to do. Checked before anything is read.
 */
export const LIMITS = {
  /** Fields nested in one another. */
  depth: 18,
  /** Fields selected in one operation. */
  breadth: 600,
  /** Estimated fields in the answer: a list counts as `listSize` things, a page as its `first`. */
  complexity: 250_000,
  /** Lexical tokens of the operation's text. */
  tokens: 6_000,
  /** Things on a page when neither `first` nor `last` is given, and at most. */
  pageSize: 50,
  largestPage: 500,
  /** How many things a list without pages is taken to hold. */
  listSize: 10,
  /** Ids in one `nodes(ids)`. */
  nodes: 200,
  /** Generations of a lineage. */
  generations: 6,
  /** Characters in a code, a staff number, a search text. */
  textLength: 100,
} as const;
