import { readdirSync } from 'node:fs';
import type { Parameters, Query } from '../../graph/session.ts';

export type AnyQuery = Query<Parameters, unknown>;

/** Every named query that the modules of graph/ export, alone or in a list, by name; those of the doctor marked. */
export async function allQueries(): Promise<readonly { readonly query: AnyQuery; readonly examines: boolean }[]> {
  const folder = new URL('../../graph/', import.meta.url);
  const found = new Map<string, { readonly query: AnyQuery; readonly examines: boolean }>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const exported: unknown = await import(new URL(file, folder).href);
    for (const query of queriesIn(exported, 3)) {
      const other = found.get(query.name);
      if (other !== undefined && other.query !== query) throw new Error(`Two queries are called ${query.name}`);
      found.set(query.name, { query, examines: file === 'invariants.ts' });
    }
  }
  return [...found.values()];
}

function queriesIn(value: unknown, depth: number): readonly AnyQuery[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isQuery(value)) return [value];
  return depth === 0 ? [] : Object.values(value).flatMap((inner) => queriesIn(inner, depth - 1));
}

function isQuery(value: object): value is AnyQuery {
  return 'kind' in value && value.kind === 'query';
}
