import { randomUUID } from 'node:crypto';
import {
  createMissingRegions,
  regionByCode,
  regionChain,
  regionDirectory,
  regionsByAnyCode,
} from '../../graph/region.ts';
import type { Graph } from '../../graph/session.ts';
import type { Day } from '../domain/day.ts';
import type { RegionId } from '../domain/identifier.ts';
import type { Level } from '../domain/level.ts';
import type { RegionDirectory, RegionEntry } from '../domain/region.ts';
import type { Text } from '../domain/roster.ts';
import type { Scope } from '../domain/scope.ts';

/**
 * Makes the regions that the graph does not know yet. Loading the same entries again changes nothing.
 * @returns how many regions were made
 */
export async function loadRegions(graph: Graph, entries: readonly RegionEntry[]): Promise<number> {
  const identified = entries.map((entry) => ({ ...entry, id: randomUUID() as string as RegionId }));
  return graph.write('loadRegions', (transaction) => createMissingRegions(transaction, identified));
}

/** The region that a code means on a day; null when no visible region has it then. */
export async function findRegion(graph: Graph, scope: Scope, code: string, day: Day): Promise<RegionId | null> {
  const [id] = await graph.read(scope, regionByCode, { code, day });
  return id ?? null;
}

/** What follows a code that means no region on a day: the code then of those that have it at another time; else nothing. */
export async function codeOnDay(graph: Graph, scope: Scope, code: string, day: Day): Promise<Text> {
  const found = await graph.read(scope, regionsByAnyCode, { code, day });
  const meant = found.map((region) => `${region.code} ${region.name}`);
  if (meant.length === 0) return { zh: '', en: '' };
  return { zh: `；${day} 的代码是 ${meant.join('、')}`, en: `; on ${day} its code is ${meant.join(', ')}` };
}

/** A region and those above it on a day, from the root down; empty when it is not visible. */
export async function chainOf(
  graph: Graph,
  scope: Scope,
  id: RegionId,
  day: Day,
): Promise<readonly { readonly id: RegionId; readonly level: Level | null }[]> {
  return graph.read(scope, regionChain, { id, day });
}

/** A body and every region below it on a day, each with all its names. */
export async function directoryOf(graph: Graph, scope: Scope, id: RegionId, day: Day): Promise<RegionDirectory> {
  return graph.read(scope, regionDirectory, { id, day });
}
