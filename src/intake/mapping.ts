/** How the headers and words of an office's sheets are read. */
export interface Mapping {
  readonly names: readonly string[];
}

/** The mapping that comes with the product. */
export function shippedMapping(): Mapping {
  return { names: [] };
}
