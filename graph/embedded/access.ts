import neo4j, { Neo4jError } from 'neo4j-driver';
import { Problem } from './problem.js';

export const USER = 'neo4j';
export const DATABASE = 'neo4j';

const UNAUTHORIZED = 'Neo.ClientError.Security.Unauthorized';
/** Every transaction is refused like this once a database has given up. */
const GIVEN_UP = 'Neo.DatabaseError.Transaction.TransactionStartFailed';

/** `up`: it answers with our password. `absent`: nothing answers yet. */
export type Answer = 'up' | 'absent';
/** `broken`: it gave up after an error that it cannot recover from while it runs, such as a full disk. */
type Attempt = Answer | 'refused' | 'broken';

/**
 * Asks a Neo4j that is starting whether it answers; on its first start gives it the password.
 * @param fresh whether this Neo4j has never run before, so that its first password is tried first
 * @throws Problem when it answers but knows another password
 */
export async function knock(uri: string, password: string, fresh: boolean): Promise<Answer> {
  if (fresh && (await setFirstPassword(uri, password)) === 'absent') return 'absent';
  const answer = await attempt(uri, password, DATABASE, 'RETURN 1');
  if (answer !== 'refused') return answer === 'up' ? 'up' : 'absent';
  // An earlier first start may have ended before it had set the password.
  switch (await setFirstPassword(uri, password)) {
    case 'up':
    case 'absent':
    case 'broken':
      return 'absent';
    case 'refused':
      throw new Problem(
        'Neo4j does not accept the password in the data folder: put the file "password" back that belongs to this folder, or start with an empty one by DATA_DIR.',
      );
  }
}

/** Whether a running Neo4j has given up and answers nothing any more until it is started again. */
export async function hasGivenUp(uri: string, password: string): Promise<boolean> {
  return (await attempt(uri, password, DATABASE, 'RETURN 1')) === 'broken';
}

/** A new Neo4j lets neo4j/neo4j in, to change the password and for nothing else. */
function setFirstPassword(uri: string, password: string): Promise<Attempt> {
  const change = { old: 'neo4j', new: password };
  return attempt(uri, change.old, 'system', 'ALTER CURRENT USER SET PASSWORD FROM $old TO $new', change);
}

async function attempt(
  uri: string,
  password: string,
  database: string,
  cypher: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Attempt> {
  const driver = neo4j.driver(uri, neo4j.auth.basic(USER, password), {
    connectionTimeout: 3_000,
    connectionAcquisitionTimeout: 5_000,
  });
  const session = driver.session({ database });
  try {
    await session.run(cypher, parameters);
    return 'up';
  } catch (error) {
    if (!(error instanceof Neo4jError)) throw error;
    if (error.code === GIVEN_UP) return 'broken';
    return error.code === UNAUTHORIZED ? 'refused' : 'absent';
  } finally {
    await session.close();
    await driver.close();
  }
}
