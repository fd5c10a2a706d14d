import { type Named, searchText } from '../src/domain/search.ts';
import { type Transaction, defineQuery } from './session.ts';
import { optional, number, text } from './value.ts';

/**
 * What is looked for by name or code. Each carries `search`, the words under which it is found, written in the transaction
 * that writes its name and derived from name and code alone.
 */
export const SEARCHED = ['Teacher', 'School', 'Workshop'] as const;
export type Searched = (typeof SEARCHED)[number];

const CODE = { Teacher: 'staffNo', School: 'code', Workshop: 'code' } as const satisfies Record<Searched, string>;

/** A thing with the text that is stored for it; null: none. */
export interface StoredText extends Named {
  readonly id: string;
  readonly stored: string | null;
}

/** Those after an id, in the order of ids: the whole graph in steps, for whoever sees all of it. Index: Label.id. */
export const storedTexts = {
  Teacher: stored('Teacher'),
  School: stored('School'),
  Workshop: stored('Workshop'),
} as const satisfies Record<Searched, unknown>;

function stored(label: Searched) {
  return defineQuery<{ after: string; limit: number }, StoredText>(
    `storedTexts ${label}`,
    `MATCH (n:${label}) WHERE n.id > $after AND $everything AND $allRecords
     RETURN n.id, n.name, n.${CODE[label]}, n.search ORDER BY n.id LIMIT toInteger($limit)`,
    ([id, name, code, found]) => ({
      id: text(id),
      name: optional(text)(name),
      code: text(code),
      stored: optional(text)(found),
    }),
  );
}

/** Writes the texts of things as they were read; a thing that got another name since has got its text with it. */
export async function writeTexts(
  transaction: Transaction,
  label: Searched,
  things: readonly StoredText[],
): Promise<void> {
  await transaction.run(
    `UNWIND $rows AS row MATCH (n:${label} {id: row[0]})
     WHERE coalesce(n.name = row[1], n.name IS NULL AND row[1] IS NULL)
     SET n.search = row[2]`,
    { rows: things.map(({ id, name, code }) => [id, name, searchText({ name, code })]) },
  );
}

/** The version of the texts in the database; null: not all of them were ever written. Index: Migration.number. */
export const textVersion = defineQuery<Record<string, never>, number>(
  'textVersion',
  `MATCH (migration:Migration {number: 2}) WHERE $everything AND migration.texts IS NOT NULL RETURN migration.texts`,
  ([version]) => number(version),
);

/** All texts are of this version. */
export async function recordTextVersion(transaction: Transaction, version: number): Promise<void> {
  await transaction.run('MATCH (migration:Migration {number: 2}) SET migration.texts = toInteger($version)', {
    version,
  });
}

/** The full-text query for things of which each of these words begins a word. Words hold letters and digits only, no syntax. */
export function fullTextQuery(words: readonly string[]): string {
  return words.map((word) => `+${word}*`).join(' ');
}
