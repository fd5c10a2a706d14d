import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Day, toDay } from '../src/domain/day.ts';
import type { CityName } from './cities/cityPlan.ts';

/** A city's rosters that come with the program. */
export interface DemonstrationCity {
  /** The body that issued the codes in the files. */
  readonly region: string;
  /** The day of which the files speak. */
  readonly asOf: Day;
  readonly files: readonly string[];
}

const POLICIES = new URL('policies/', import.meta.url);

/** The policy documents that come with the program, by path. */
export function shippedPolicies(): string[] {
  return readdirSync(POLICIES)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => fileURLToPath(new URL(name, POLICIES)));
}

export const DEMONSTRATION: readonly DemonstrationCity[] = [
  {
    region: '530400',
    asOf: toDay('2025-11-15'),
    files: [fileURLToPath(new URL('cities/yuxi/yuxi-2025.xlsx', import.meta.url))],
  },
];

/** Made-up cities beside it, at the part of their size at which an empty database is filled quickly. */
export const DEMONSTRATION_CITIES: readonly { readonly city: CityName; readonly scale: number }[] = [
  { city: 'xiamen', scale: 0.1 },
  { city: 'lishui', scale: 0.1 },
  { city: 'ganyu', scale: 0.1 },
];
