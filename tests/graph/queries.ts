import { readdirSync } from 'node:fs';
import type { Parameters, Query } from '../../graph/session.ts';

export type AnyQuery = Query<Parameters, unknown>;

/** Every named query that the modules of graph/ export, by name. */
export async function allQueries(): Promise<ReadonlyMap<string, AnyQuery>> {
  const folder = new URL('../../graph/', import.meta.url);
  const found = new Map<string, AnyQuery>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const exported: unknown = await import(new URL(file, folder).href);
    if (typeof exported !== 'object' || exported === null) continue;
    for (const value of Object.values(exported)) {
      if (!isQuery(value)) continue;
      const other = found.get(value.name);
      if (other !== undefined && other !== value) throw new Error(`Two queries are called ${value.name}`);
      found.set(value.name, value);
    }
  }
  return found;
}

function isQuery(value: unknown): value is AnyQuery {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'query';
}
