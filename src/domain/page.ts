/** Where a thing stands in a list in the order of codes, ids deciding between equal codes. */
export interface Place {
  readonly code: string;
  readonly id: string;
}

/** One page of such a list. */
export interface PageRequest {
  /** At most so many things. */
  readonly limit: number;
  /** The list is walked from its end. */
  readonly backwards: boolean;
  readonly after: Place | null;
  readonly before: Place | null;
}
