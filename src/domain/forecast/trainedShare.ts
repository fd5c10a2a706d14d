import type { Day } from '../day.ts';
import { yearsBetween } from '../evaluation/years.ts';
import { FEWEST_YEARS } from '../targetForecast.ts';
import { type Outlook, NO_OUTLOOK, outlookOf } from './outlook.ts';

/** A share of people on the last days of years, oldest first, the day before the first of them included. */
export interface ShareHistory {
  readonly days: readonly { readonly on: Day; readonly share: number | null }[];
}

/**
 * Of those who lacked it at the beginning of a year, the part that still lacked it at the end, by year: newcomers count, so
 * that it may be more than all. Nothing where fewer than two years can be compared.
 */
export function lackingAfterYear({ days }: ShareHistory): {
  readonly part: Outlook;
  readonly years: readonly { readonly name: string; readonly part: number }[];
} {
  const years = days.slice(1).flatMap(({ on, share }, index) => {
    const before = days[index]?.share ?? null;
    if (before === null || share === null || before >= 1) return [];
    return [{ name: on.slice(0, 4), part: (1 - share) / (1 - before) }];
  });
  if (years.length < FEWEST_YEARS) return { part: NO_OUTLOOK, years };
  const parts = years.map(({ part }) => part);
  return {
    part: {
      worst: Math.max(...parts),
      expected: parts.reduce((sum, part) => sum + part, 0) / parts.length,
      best: Math.min(...parts),
    },
    years,
  };
}

/** The share on a later day, if so much of what lacks still lacks after a year. */
export function shareOn(actual: number, lacking: Outlook, from: Day, on: Day): Outlook {
  const years = yearsBetween(from, on).valueOf();
  return outlookOf((each) => {
    const part = lacking[each];
    if (part === null) return null;
    return Math.min(1, Math.max(0, 1 - (1 - actual) * part ** years));
  });
}
