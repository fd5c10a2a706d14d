import { createHash } from 'node:crypto';
import { Neo4jError } from 'neo4j-driver';
import { ConstraintViolated, type Graph, GraphUnavailable } from '../session.ts';
import { text } from '../value.ts';
import { facts } from './0001-facts.ts';
import { search } from './0002-search.ts';
import { datedFacts } from './0003-dated-facts.ts';
import type { Migration } from './migration.ts';

/** In order of their numbers. A migration that has been released is never edited: a new one follows it. */
export const MIGRATIONS: readonly Migration[] = [facts, search, datedFacts];

const SCHEMA_ATTEMPTS = 12;
const SCHEMA_PAUSE_MILLISECONDS = 250;

/** The database records a migration whose content is not the one known here: it belongs to another version of the program. */
export class MigrationMismatch extends Error {
  override readonly name = 'MigrationMismatch';
}

/**
 * Brings the database to the shape that this program needs. Safe to run twice and by two processes at once: schema
 * statements repeat without effect, and data statements stand in the transaction whose record only one process can make.
 * @returns the numbers that were applied by this call
 * @throws MigrationMismatch when the database was migrated by another version of a migration
 */
export async function migrate(graph: Graph, migrations: readonly Migration[] = MIGRATIONS): Promise<number[]> {
  await changeSchema(
    graph,
    'CREATE CONSTRAINT Migration_number IF NOT EXISTS FOR (n:Migration) REQUIRE n.number IS UNIQUE',
  );
  const applied: number[] = [];
  for (const migration of migrations) {
    const checksum = checksumOf(migration);
    const recorded = await recordedChecksum(graph, migration.number);
    if (recorded === checksum) continue;
    if (recorded !== null)
      throw new MigrationMismatch(
        `Migration ${migration.number} (${migration.title}) is recorded with other content: use the version of Mentorgraph that made this database, or a newer one`,
      );
    for (const statement of migration.schema) await changeSchema(graph, statement);
    await graph.administer('CALL db.awaitIndexes(300)');
    if (await recordOnce(graph, migration, checksum)) applied.push(migration.number);
  }
  return applied;
}

/** The numbers of the migrations that this program knows and the database does not record. */
export async function pendingMigrations(graph: Graph): Promise<number[]> {
  const rows = await graph.administer('MATCH (m:Migration) RETURN m.number');
  const recorded = new Set(rows.map(([number]) => number));
  return MIGRATIONS.map((migration) => migration.number).filter((number) => !recorded.has(number));
}

/** Two processes that change the schema at once block each other now and then: the database refuses one, which tries again. */
async function changeSchema(graph: Graph, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await graph.administer(statement);
      return;
    } catch (error) {
      if (attempt === SCHEMA_ATTEMPTS || !isClash(error)) throw error;
    }
    await new Promise((resume) => setTimeout(resume, SCHEMA_PAUSE_MILLISECONDS * (1 + Math.random())));
  }
}

/** Another process held the lock, or made the same thing between our looking and our making. */
function isClash(error: unknown): boolean {
  return (
    error instanceof GraphUnavailable ||
    (error instanceof Neo4jError && /^Neo\.ClientError\.Schema\.\w*AlreadyExists$/.test(error.code))
  );
}

async function recordOnce(graph: Graph, migration: Migration, checksum: string): Promise<boolean> {
  try {
    await graph.write(`migration ${migration.number}`, async (transaction) => {
      await transaction.run(
        'CREATE (:Migration {number: $number, title: $title, checksum: $checksum, appliedAt: datetime()})',
        { number: migration.number, title: migration.title, checksum },
      );
      for (const statement of migration.data) await transaction.run(statement);
    });
    return true;
  } catch (error) {
    if (error instanceof ConstraintViolated) return false;
    throw error;
  }
}

async function recordedChecksum(graph: Graph, number: number): Promise<string | null> {
  const [row] = await graph.administer('MATCH (m:Migration {number: $number}) RETURN m.checksum', { number });
  return row === undefined ? null : text(row[0]);
}

function checksumOf(migration: Migration): string {
  return createHash('sha256')
    .update(JSON.stringify([migration.schema, migration.data]))
    .digest('hex');
}
