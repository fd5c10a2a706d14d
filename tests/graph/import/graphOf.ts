import type { InventedCity } from './city.ts';

/**
 * Everything that hangs on the city's people, schools, workshops and regions with ids, properties and relationships, a line each:
 * equal graphs give equal lines, and other graphs do not.
 */
export async function graphOf(city: InventedCity): Promise<readonly string[]> {
  const rows = await city.graph.administer(
    `CALL {
       MATCH (root) WHERE (root:School OR root:Teacher OR root:Workshop) AND root.issuedBy = $issuer
       MATCH (root)-[:HELD|GAVE|HAS_SETTING*0..1]->(n) RETURN n
       UNION
       MATCH (:Region {id: $issuer})<-[:PART_OF*0..6]-(:Region)-[:HELD]->(n) RETURN n
     }
     WITH DISTINCT n
     RETURN labels(n), properties(n), [(n)-[tie]->(to) | [type(tie), properties(tie), to.id]],
       [(from)-[tie]->(n) | [type(tie), properties(tie), from.id]]`,
    { issuer: city.id },
  );
  return rows.map(said).sort();
}

/** Properties in the order of their names, relationships in any; lists that are properties keep theirs. */
function said(row: unknown): string {
  const [labels, properties, leading, arriving] = row as [string[], unknown, unknown[], unknown[]];
  return [
    labels.join(),
    plain(properties),
    leading.map(plain).sort().join(' '),
    arriving.map(plain).sort().join(' '),
  ].join(' | ');
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).join()}]`;
  if (typeof value !== 'object' || value?.constructor !== Object) return String(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}:${plain(each)}`)
    .sort()
    .join()}}`;
}
