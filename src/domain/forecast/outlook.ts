/** How things may go. */
export const CASES = ['worst', 'expected', 'best'] as const;
export type Case = (typeof CASES)[number];

/** A number in each case: never less in a better one. Null: there is nothing on which it could rest. */
export type Outlook = Readonly<Record<Case, number | null>>;

export const NO_OUTLOOK: Outlook = { worst: null, expected: null, best: null };

export function outlookOf(of: (each: Case) => number | null): Outlook {
  return { worst: of('worst'), expected: of('expected'), best: of('best') };
}

/** The same in all cases. */
export function certain(value: number): Outlook {
  return outlookOf(() => value);
}

/** The sum, case by case; null where one of them is. */
export function sumOf(outlooks: readonly Outlook[]): Outlook {
  return outlookOf((each) =>
    outlooks.reduce<number | null>((sum, outlook) => {
      const value = outlook[each];
      return sum === null || value === null ? null : sum + value;
    }, 0),
  );
}

export function mapped(outlook: Outlook, map: (value: number) => number): Outlook {
  return outlookOf((each) => {
    const value = outlook[each];
    return value === null ? null : map(value);
  });
}
