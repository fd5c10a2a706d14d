import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers that look random and are the same on every run. Each story draws from one of its own, so that a change in one leaves the others as they are. */
export class Random {
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  /** @param story what is drawn for: equal texts draw equal numbers */
  constructor(story: string) {
    let seed = 0x811c9dc5;
    for (const character of story) seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 0x01000193);
    this.#generator = xoroshiro128plus(seed);
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return uniformInt(this.#generator, least, most);
  }

  /** True so often, 0 to 1. */
  happens(share: number): boolean {
    return uniformInt(this.#generator, 0, 999_999) < share * 1_000_000;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new RangeError('Nothing to pick from.');
    return item;
  }

  /** The items in another order. */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const keyed = items.map((item) => ({ item, key: uniformInt(this.#generator, 0, 0x7fffffff) }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }

  /** One of the items, each as often as its weight says. */
  weighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item {
    const total = items.reduce((sum, item) => sum + weightOf(item), 0);
    let left = (uniformInt(this.#generator, 0, 999_999) / 1_000_000) * total;
    for (const item of items) {
      left -= weightOf(item);
      if (left < 0) return item;
    }
    return this.pick(items);
  }
}
