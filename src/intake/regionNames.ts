import type { Day } from '../domain/day.ts';
import type { RegionId } from '../domain/identifier.ts';
import type { Level } from '../domain/level.ts';
import { type RegionDirectory, nameOn } from '../domain/region.ts';
import type { Mapping, ShortForm } from './mapping.ts';
import { tidy } from './text.ts';

export type RegionReading =
  | { readonly outcome: 'known'; readonly id: RegionId; readonly former: boolean; readonly name: string }
  | { readonly outcome: 'ambiguous'; readonly names: readonly string[] }
  | { readonly outcome: 'unknown' };

interface Named {
  readonly id: RegionId;
  /** What it is called on the day. */
  readonly name: string;
  readonly former: boolean;
}

/** Names of regions on one level, as they are on a day, with those that they had before and the short forms in use. */
export class RegionNames {
  readonly #named = new Map<string, Named[]>();
  readonly #current: string[] = [];

  constructor(regions: RegionDirectory, level: Level | null, asOf: Day, mapping: Mapping) {
    for (const region of regions) {
      const current = nameOn(region, asOf);
      if (!current || (level !== null && current.level !== level)) continue;
      this.#current.push(current.name);
      for (const name of region.names) {
        const former = name !== current && name.to !== null && name.to <= asOf && name.name !== current.name;
        if (name.name !== current.name && !former) continue;
        for (const form of formsOf(name.name, mapping.shortForms))
          this.#add(form, { id: region.id, name: current.name, former });
      }
    }
  }

  /** The names in use, to choose from. */
  get current(): readonly string[] {
    return this.#current;
  }

  /** A name in use comes before a former one. */
  read(text: string): RegionReading {
    const all = this.#named.get(text) ?? [];
    const inUse = all.filter(({ former }) => !former);
    const candidates = inUse.length > 0 ? inUse : all;
    const [first, second] = candidates;
    if (!first) return { outcome: 'unknown' };
    if (second) return { outcome: 'ambiguous', names: candidates.map(({ name }) => name) };
    return { outcome: 'known', id: first.id, former: first.former, name: first.name };
  }

  #add(form: string, named: Named): void {
    const known = this.#named.get(form) ?? [];
    if (!known.some(({ id, former }) => id === named.id && former === named.former))
      this.#named.set(form, [...known, named]);
  }
}

function formsOf(name: string, shortForms: readonly ShortForm[]): string[] {
  const full = tidy(name);
  const forms = [full];
  for (const { ending, becomes, without } of shortForms) {
    if (!full.endsWith(ending)) continue;
    let stem = full.slice(0, -ending.length);
    for (const word of without) stem = stem.replaceAll(word, '');
    if (stem !== '') forms.push(stem + becomes);
  }
  return forms;
}
