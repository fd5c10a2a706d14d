import { type Answer, type Unknown, known, notKnown } from './unknown.ts';

/** How many for sure, and how many more perhaps. */
export class Tally {
  #sure = 0;
  #perhaps = 0;
  #unknown: Unknown | null = null;

  /** @param unknown why they are not certain */
  add(number: number, certain: boolean, unknown: Unknown | null): void {
    if (certain) this.#sure += number;
    else {
      this.#perhaps += number;
      this.#unknown ??= unknown;
    }
  }

  /** At least so many. */
  get least(): number {
    return this.#sure;
  }

  /** At most so many. */
  get most(): number {
    return this.#sure + this.#perhaps;
  }

  /** The number; not known as long as somebody perhaps belongs to it. */
  answer(): Answer<number> {
    const unknown = this.#unknown;
    if (this.#perhaps === 0 || unknown === null) return known(this.#sure);
    return notKnown(unknown.because === 'titleStateNotKnown' ? { ...unknown, persons: this.#perhaps } : unknown);
  }
}
