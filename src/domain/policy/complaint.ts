import type { Place, PolicyProblem } from './reading.ts';

/** Something to say about a policy, without the place where it stands. */
export type Complaint = Omit<PolicyProblem, 'line' | 'column'>;

export function complaint(
  code: string,
  zh: string,
  en: string,
  severity: PolicyProblem['severity'] = 'error',
): Complaint {
  return { severity, code, message: { zh, en } };
}

/** Gathers what a check finds, each where the thing it is about stands. */
export class Findings {
  readonly problems: PolicyProblem[] = [];
  readonly #places: ReadonlyMap<object, Place>;

  constructor(places: ReadonlyMap<object, Place>) {
    this.#places = places;
  }

  at(place: Place, found: Complaint): void {
    this.problems.push({ ...place, ...found });
  }

  /** @param of the first of these of which the place is known says where */
  add(found: Complaint, ...of: readonly object[]): void {
    const at = of.map((part) => this.#places.get(part)).find((place) => place !== undefined);
    this.problems.push({ line: 1, column: 1, ...at, ...found });
  }
}
