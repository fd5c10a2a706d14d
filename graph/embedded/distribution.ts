import { readdirSync } from 'node:fs';
import path from 'node:path';
import { JARS, damageOfJars } from './jars.js';
import { Problem } from './problem.js';

/** The jars that make a Neo4j, and the class that starts it. */
export interface Distribution {
  readonly jars: string;
  readonly entryPoint: string;
}

const COMMUNITY = 'org.neo4j.server.CommunityEntryPoint';

/**
 * The jars resolved by Maven, or those of an installed Neo4j.
 * @param home NEO4J_HOME: an installed Neo4j 5
 * @throws Problem when there is no usable Neo4j there
 */
export async function findDistribution(home: string | null): Promise<Distribution> {
  if (home !== null) return installed(home);
  const damage = await damageOfJars('sizes');
  if (damage !== null) throw new Problem(`Neo4j cannot start: ${damage}. Run: node bin/prepare.js`);
  return { jars: JARS, entryPoint: COMMUNITY };
}

function installed(home: string): Distribution {
  const jars = path.join(home, 'lib');
  const server = filesIn(jars).find((name) => /^neo4j-server-\d.*\.jar$/.test(name));
  if (server === undefined)
    throw new Problem(
      `NEO4J_HOME is ${home}, which holds no Neo4j (no lib/neo4j-server-*.jar): set it to the folder of an installed Neo4j 5, or unset it.`,
    );
  const version = server.slice('neo4j-server-'.length, -'.jar'.length);
  if (!version.startsWith('5.'))
    throw new Problem(
      `NEO4J_HOME is ${home}, which is Neo4j ${version}: set it to an installed Neo4j 5, or unset it to use the one that comes with Mentorgraph.`,
    );
  return { jars, entryPoint: COMMUNITY };
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
