/** A fraction of whole numbers: nothing is ever rounded. The lower one is above zero. */
export interface Exact {
  readonly over: bigint;
  readonly under: bigint;
}

export const ZERO: Exact = { over: 0n, under: 1n };
export const ONE: Exact = { over: 1n, under: 1n };

/** The decimal number as it is written. */
export function exact(value: number): Exact {
  const [digits = '', exponent = '0'] = value.toString().split('e');
  const [whole = '0', part = ''] = digits.split('.');
  const shift = part.length - Number(exponent);
  const over = BigInt(whole + part);
  return shift >= 0 ? { over, under: 10n ** BigInt(shift) } : { over: over * 10n ** BigInt(-shift), under: 1n };
}

export function plus(a: Exact, b: Exact): Exact {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { over: -b.over, under: b.under });
}

export function times(a: Exact, b: Exact): Exact {
  return { over: a.over * b.over, under: a.under * b.under };
}

/** Of numbers that are not negative, by one that is above zero. */
export function dividedBy(a: Exact, b: Exact): Exact {
  return { over: a.over * b.under, under: a.under * b.over };
}

/** Below zero when the first is smaller. */
export function compare(a: Exact, b: Exact): number {
  const [left, right] = [a.over * b.under, b.over * a.under];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function sumOf(values: readonly Exact[]): Exact {
  return values.reduce(plus, ZERO);
}

/** A number that lies between two, both included; `most` null: without end. */
export interface Span {
  readonly least: Exact;
  readonly most: Exact | null;
}

export function certain(value: Exact): Span {
  return { least: value, most: value };
}
