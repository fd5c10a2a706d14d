import type { SchoolRecord } from '../domain/roster.ts';
import { codeIn } from './cellReading.ts';
import type { CodeForm } from './mapping.ts';

export type SchoolReading =
  | { readonly outcome: 'known'; readonly code: string }
  | { readonly outcome: 'ambiguous'; readonly schools: readonly SchoolRecord[] }
  /** With schools that might have been meant: to show, never to choose from. */
  | { readonly outcome: 'unknown'; readonly resembling: readonly SchoolRecord[] };

const MOST_SHOWN = 5;

/** The registered schools, by name and by code. There are no aliases. */
export class SchoolNames {
  readonly #byCode: ReadonlyMap<string, SchoolRecord>;
  readonly #byName = new Map<string, SchoolRecord[]>();
  readonly #read = new Map<string, SchoolReading>();
  readonly #form: CodeForm;

  constructor(schools: readonly SchoolRecord[], form: CodeForm) {
    this.#form = form;
    this.#byCode = new Map(schools.map((school) => [school.code, school]));
    for (const school of schools) this.#byName.set(school.name, [...(this.#byName.get(school.name) ?? []), school]);
  }

  /** Reads a registered name, a code, or any text with the code in brackets behind it. */
  read(text: string): SchoolReading {
    let reading = this.#read.get(text);
    if (!reading) {
      reading = this.#lookUp(text);
      this.#read.set(text, reading);
    }
    return reading;
  }

  withCode(code: string): SchoolRecord | null {
    return this.#byCode.get(code) ?? null;
  }

  #lookUp(text: string): SchoolReading {
    const [first, ...others] = this.#byName.get(text) ?? [];
    if (first && others.length > 0) return { outcome: 'ambiguous', schools: [first, ...others] };
    if (first) return { outcome: 'known', code: first.code };
    const school = this.#codeIn(text);
    if (school) return { outcome: 'known', code: school.code };
    return { outcome: 'unknown', resembling: this.#resembling(text) };
  }

  #codeIn(text: string): SchoolRecord | null {
    const written = /^(?:.+\()?([A-Z\d-]+)\)?$/iu.exec(text)?.[1];
    const code = written === undefined ? null : codeIn(written.toUpperCase(), this.#form);
    return code === null ? null : this.withCode(code);
  }

  /** Schools in whose names all characters of the text stand, in their order. */
  #resembling(text: string): SchoolRecord[] {
    const found: SchoolRecord[] = [];
    for (const school of this.#byCode.values()) {
      if (found.length === MOST_SHOWN) break;
      if (containsInOrder(school.name, text)) found.push(school);
    }
    return found;
  }
}

function containsInOrder(name: string, characters: string): boolean {
  let at = 0;
  for (const character of characters) {
    at = name.indexOf(character, at);
    if (at < 0) return false;
    at += character.length;
  }
  return true;
}
