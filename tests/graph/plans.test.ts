import neo4j, { type Plan } from 'neo4j-driver';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { allQueries } from './queries.ts';

/** What may stand at the foot of a plan: an index is sought, or rows come from further out in the same statement. */
const SOUGHT = /^(?:.*IndexSeek.*|Argument|EmptyRow|Projection|Unwind)$/u;
/** The doctor looks at every thing of a label, by the index on their ids. */
const EXAMINED = /^NodeIndexScan$/u;

const { uri, user, password, database } = inject('neo4j');
const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
afterAll(() => driver.close());

/** Operators of a plan that have nothing below them, without the suffix that names the database. */
function feet(plan: Plan): string[] {
  const operator = plan.operatorType.replace(/@.*$/u, '');
  // A full-text index is sought by a procedure.
  const details: unknown = plan.arguments['Details'];
  const fullText = operator === 'ProcedureCall' && String(details).startsWith('db.index.fulltext.queryNodes(');
  if (plan.children.length === 0) return [fullText ? 'FullTextIndexSeek' : operator];
  return plan.children.flatMap(feet);
}

async function planOf(cypher: string): Promise<Plan> {
  const session = driver.session({ database });
  try {
    const { summary } = await session.run(`EXPLAIN ${cypher}`);
    if (!summary.plan) throw new Error('The database explained nothing');
    return summary.plan;
  } finally {
    await session.close();
  }
}

describe('the plan of every named query begins at an index', async () => {
  test.each((await allQueries()).map(({ query, examines }) => [query.name, query.cypher, examines] as const))(
    '%s',
    async (_, cypher, examines) => {
      const scans = feet(await planOf(cypher)).filter((operator) => !SOUGHT.test(operator));
      expect(scans.filter((operator) => !(examines && EXAMINED.test(operator)))).toEqual([]);
    },
  );
});

test.each([
  ['a label', 'MATCH (s:Seat) WHERE s.role = $role RETURN s'],
  ['all nodes', 'MATCH (n) WHERE n.id = $id RETURN n'],
  ['a product with a scan', 'MATCH (r:Region {id: $id}), (s:School) RETURN r, s'],
])('a scan of %s is found', async (_, cypher) => {
  expect(feet(await planOf(cypher)).every((operator) => SOUGHT.test(operator))).toBe(false);
});
