import {
  SEARCHED,
  type Searched,
  type StoredText,
  recordTextVersion,
  storedTexts,
  textVersion,
  writeTexts,
} from '../../graph/searchText.ts';
import type { Graph } from '../../graph/session.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { SEARCH_TEXT_VERSION, searchText } from '../domain/search.ts';

/** Small enough that one of them is written in about a second. */
const STEP = 2_000;

/**
 * Writes the texts by which people, schools and workshops are found, unless all of them are of this program's version: after
 * an upgrade, in steps, each a transaction. Stopped half-way, the next call begins again.
 * @param progress told after each step how many are written
 */
export async function bringTextsUpToDate(graph: Graph, progress: (written: number) => void): Promise<void> {
  const [version] = await graph.read(PROGRAM_SCOPE, textVersion, {});
  if (version === SEARCH_TEXT_VERSION) return;
  let written = 0;
  for (const label of SEARCHED)
    for await (const things of allTexts(graph, label)) {
      await graph.write('writeTexts', (transaction) => writeTexts(transaction, label, things));
      written += things.length;
      progress(written);
    }
  await graph.write('recordTextVersion', (transaction) => recordTextVersion(transaction, SEARCH_TEXT_VERSION));
}

/** The things that are found by another text than their name and code give. */
export async function strayTexts(graph: Graph): Promise<readonly string[]> {
  const stray: string[] = [];
  for (const label of SEARCHED)
    for await (const things of allTexts(graph, label))
      stray.push(...things.filter((thing) => thing.stored !== searchText(thing)).map(({ id }) => id));
  return stray;
}

async function* allTexts(graph: Graph, label: Searched): AsyncGenerator<readonly StoredText[]> {
  let after = '';
  for (;;) {
    const things = await graph.read(PROGRAM_SCOPE, storedTexts[label], { after, limit: STEP });
    const last = things.at(-1);
    if (last === undefined) return;
    yield things;
    after = last.id;
  }
}
