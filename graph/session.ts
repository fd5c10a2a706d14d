import neo4j, { type Driver, type ManagedTransaction, Neo4jError, isRetryableError } from 'neo4j-driver';
import type { Scope } from '../src/domain/scope.ts';
import type { Value } from './value.ts';

/**
 * Values that may stand in a parameter. Days are passed as text and become dates by `date($day)` in the statement; bytes go
 * as the signed array that the driver takes for bytes.
 */
export type Parameter =
  string | number | boolean | null | Int8Array | readonly Parameter[] | { readonly [name: string]: Parameter };
export type Parameters = Readonly<Record<string, Parameter>>;

/**
 * A named read. Every read takes a scope; its statement uses these parameters, which {@link Graph.read} adds:
 * `$everything` and `$directory` (ids of the regions whose directory is open), `$allRecords` and `$records` (ids of
 * the regions whose records are open), `$person` (whose own records are open beside those; null: nobody's).
 */
export interface Query<Input extends Parameters, Row> {
  readonly kind: 'query';
  /** As logs, metrics and tests name it. */
  readonly name: string;
  readonly cypher: string;
  readonly decode: (row: readonly Value[]) => Row;
  /** Never set: carries the type of the parameters. */
  readonly input?: Input;
}

export function defineQuery<Input extends Parameters, Row>(
  name: string,
  cypher: string,
  decode: (row: readonly Value[]) => Row,
): Query<Input, Row> {
  return Object.freeze({ kind: 'query', name, cypher, decode });
}

/** The transaction of one write. A function that locks or writes takes this type. */
export interface Transaction {
  run(cypher: string, parameters?: Parameters): Promise<readonly (readonly Value[])[]>;
}

/** Asks a named query in a transaction, of what that transaction sees. */
export async function readWithin<Input extends Parameters, Row>(
  transaction: Transaction,
  scope: Scope,
  query: Query<Input, Row>,
  input: Input,
): Promise<Row[]> {
  const rows = await transaction.run(query.cypher, { ...input, ...scopeParameters(scope) });
  return rows.map((row) => query.decode(row));
}

/** What one statement cost, told to {@link GraphOptions.onStatement}. */
export interface StatementEvent {
  readonly name: string;
  readonly kind: 'read' | 'write';
  readonly milliseconds: number;
  readonly failed: boolean;
}

export interface GraphOptions {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Told after each statement: for metrics, and for tests that count queries. */
  readonly onStatement?: (event: StatementEvent) => void;
}

/** The database cannot be reached or does not answer in time. The same request may succeed later. */
export class GraphUnavailable extends Error {
  override readonly name = 'GraphUnavailable';
}

/** An expected clash with a constraint: somebody else made the same thing first. */
export class ConstraintViolated extends Error {
  override readonly name = 'ConstraintViolated';
}

const GIVEN_UP: ReadonlySet<string> = new Set([
  'Neo.DatabaseError.Transaction.TransactionStartFailed',
  'Neo.DatabaseError.Transaction.TransactionCommitFailed',
]);
const ATTEMPTS = 4;
const FIRST_PAUSE_MILLISECONDS = 50;
/** No further attempt begins after this: somebody waits for the answer, and a typed failure is one. */
const LAST_ATTEMPT_WITHIN_MILLISECONDS = 6_000;

/** The only way to the database: {@link Graph.read} for named queries, {@link Graph.write} for one transaction. */
export class Graph {
  readonly #driver: Driver;
  readonly #database: string;
  readonly #bookmarks = neo4j.bookmarkManager();
  readonly #onStatement: (event: StatementEvent) => void;

  constructor(options: GraphOptions) {
    this.#driver = neo4j.driver(options.uri, neo4j.auth.basic(options.user, options.password), {
      disableLosslessIntegers: true,
      connectionAcquisitionTimeout: 10_000,
      connectionTimeout: 5_000,
      maxTransactionRetryTime: 15_000,
      userAgent: 'mentorgraph',
    });
    this.#database = options.database;
    this.#onStatement = options.onStatement ?? (() => undefined);
  }

  /**
   * Runs one named query as an auto-commit read: a single round trip, retried here when the failure says that it may be.
   * @throws GraphUnavailable when the database does not answer
   */
  async read<Input extends Parameters, Row>(scope: Scope, query: Query<Input, Row>, input: Input): Promise<Row[]> {
    const parameters = { ...input, ...scopeParameters(scope) };
    const asked = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      const session = this.#session('READ');
      const started = performance.now();
      try {
        const result = await session.run(query.cypher, parameters);
        this.#told(query.name, 'read', started, false);
        return result.records.map((record) => query.decode([...record.values()]));
      } catch (error) {
        this.#told(query.name, 'read', started, true);
        const late = performance.now() - asked >= LAST_ATTEMPT_WITHIN_MILLISECONDS;
        if (late || attempt >= ATTEMPTS || !(error instanceof Neo4jError) || !isRetryableError(error))
          throw translated(error);
        await new Promise((resume) => setTimeout(resume, FIRST_PAUSE_MILLISECONDS * 2 ** (attempt - 1)));
      } finally {
        await session.close();
      }
    }
  }

  /**
   * One transaction: load, decide, save, audit. The work is run again from its start after a retriable failure, so it must
   * not change anything outside the transaction.
   * @throws GraphUnavailable, ConstraintViolated, or whatever the work throws (which rolls back)
   */
  async write<Result>(name: string, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const session = this.#session('WRITE');
    try {
      return await session.executeWrite((transaction) => work(this.#counted(name, transaction)));
    } catch (error) {
      throw translated(error);
    } finally {
      await session.close();
    }
  }

  /** A statement that may not stand in a transaction with others: constraints, indexes, administration. For migrations only. */
  async administer(cypher: string, parameters: Parameters = {}): Promise<readonly (readonly Value[])[]> {
    const session = this.#session('WRITE');
    try {
      const result = await session.run(cypher, parameters);
      return result.records.map((record) => [...record.values()] as Value[]);
    } catch (error) {
      throw translated(error);
    } finally {
      await session.close();
    }
  }

  /** Resolves when the database answers. @throws GraphUnavailable */
  async ping(): Promise<void> {
    await this.administer('RETURN 1');
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }

  #session(mode: 'READ' | 'WRITE') {
    return this.#driver.session({
      database: this.#database,
      defaultAccessMode: mode === 'READ' ? neo4j.session.READ : neo4j.session.WRITE,
      bookmarkManager: this.#bookmarks,
    });
  }

  #counted(name: string, transaction: ManagedTransaction): Transaction {
    return {
      run: async (cypher, parameters = {}) => {
        const started = performance.now();
        try {
          const result = await transaction.run(cypher, parameters);
          this.#told(name, 'write', started, false);
          return result.records.map((record) => [...record.values()] as Value[]);
        } catch (error) {
          this.#told(name, 'write', started, true);
          throw error;
        }
      },
    };
  }

  #told(name: string, kind: 'read' | 'write', started: number, failed: boolean): void {
    this.#onStatement({ name, kind, milliseconds: performance.now() - started, failed });
  }
}

function scopeParameters(scope: Scope): Parameters {
  return {
    everything: scope.directory === 'everything',
    directory: scope.directory === 'everything' ? [] : scope.directory,
    allRecords: scope.records === 'everything',
    records: scope.records === 'everything' ? [] : scope.records,
    person: scope.person,
  };
}

function translated(error: unknown): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (error.code === 'Neo.ClientError.Schema.ConstraintValidationFailed')
    return new ConstraintViolated('A uniqueness constraint refuses this', { cause: error });
  // So it answers once it has given up, for instance on a full disk, until it is started again.
  if (GIVEN_UP.has(error.code)) return new GraphUnavailable('The database has stopped working', { cause: error });
  if (isAway(error)) return new GraphUnavailable('The database does not answer', { cause: error });
  return error;
}

function isAway(error: Neo4jError): boolean {
  return (
    error.code === 'ServiceUnavailable' ||
    error.code === 'SessionExpired' ||
    isRetryableError(error) ||
    // The driver gives a connection that it waited for in vain no code.
    error.message.startsWith('Connection acquisition timed out')
  );
}
