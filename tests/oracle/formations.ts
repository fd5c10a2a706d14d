/** Somebody formed somebody; days as text, null where not known or open. */
export interface Formed {
  readonly key: string;
  readonly by: string;
  readonly who: string;
  readonly since: string | null;
  readonly until: string | null;
}

/** What a lineage should say. */
export interface Expected {
  /** Keys of the formations, each with its generation. */
  readonly formations: readonly (readonly [key: string, generation: number])[];
  readonly people: readonly string[];
  readonly generations: number;
}

/** Every chain of formations that leads down from somebody, one by one: starts never go backwards. */
export function chainsFrom(start: string, formed: readonly Formed[], most: number): readonly (readonly Formed[])[] {
  const chains: (readonly Formed[])[] = [];
  const follow = (chain: readonly Formed[]) => {
    if (chain.length > 0) chains.push(chain);
    if (chain.length === most) return;
    const last = chain.at(-1);
    for (const next of formed) {
      const continues = last === undefined ? next.by === start : next.by === last.who;
      if (continues && (last === undefined || begins(last) <= begins(next))) follow([...chain, next]);
    }
  };
  follow([]);
  return chains;
}

/** Every chain that leads down to somebody, read from its end: the nearest formation first. */
export function chainsTo(end: string, formed: readonly Formed[], most: number): readonly (readonly Formed[])[] {
  const chains: (readonly Formed[])[] = [];
  const follow = (chain: readonly Formed[]) => {
    if (chain.length > 0) chains.push(chain);
    if (chain.length === most) return;
    const last = chain.at(-1);
    for (const before of formed) {
      const precedes = last === undefined ? before.who === end : before.who === last.by;
      if (precedes && (last === undefined || begins(before) <= begins(last))) follow([...chain, before]);
    }
  };
  follow([]);
  return chains;
}

/** What the lineage of somebody should be, from its chains. */
export function lineageOf(
  person: string,
  direction: 'ANCESTORS' | 'DESCENDANTS',
  formed: readonly Formed[],
  most: number,
): Expected {
  const chains = direction === 'DESCENDANTS' ? chainsFrom(person, formed, most) : chainsTo(person, formed, most);
  const far = ({ who, by }: Formed) => (direction === 'DESCENDANTS' ? who : by);
  const fewest = new Map([[person, 0]]);
  for (const chain of chains)
    chain.forEach((formation, index) => {
      const known = fewest.get(far(formation)) ?? Number.POSITIVE_INFINITY;
      fewest.set(far(formation), Math.min(known, index + 1));
    });
  const shown = new Set(chains.flat());
  return {
    formations: [...shown].map((formation) => [formation.key, fewest.get(far(formation)) ?? 0] as const),
    people: [...fewest.keys()].sort(),
    generations: Math.max(...fewest.values()),
  };
}

/** The fewest formations that lead from one to the other; null: no chain does. */
export function distance(from: string, to: string, formed: readonly Formed[], most: number): number | null {
  if (from === to) return 0;
  const lengths = chainsFrom(from, formed, most)
    .filter((chain) => chain.at(-1)?.who === to)
    .map((chain) => chain.length);
  return lengths.length === 0 ? null : Math.min(...lengths);
}

/** An unknown start holds back to the beginning. */
function begins({ since }: Formed): string {
  return since ?? '';
}
