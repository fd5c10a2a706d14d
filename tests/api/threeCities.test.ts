import { describe } from 'vitest';
import { type CityName, generateCity } from '../../seeds/cities/generate.ts';
import { DEMONSTRATION_CITIES } from '../../seeds/demo.ts';
import { DOCUMENTS } from '../oracle/documents.ts';
import { rowsOf } from '../oracle/rosterRows.ts';
import type { Rows } from '../oracle/rows.ts';
import { apiOn } from './api.ts';
import { beforeAndAfter } from './cities/beforeAndAfter.ts';
import type { City } from './cities/city.ts';
import { lineageOfTeachers } from './cities/lineage.ts';
import { pyramidOfCity } from './cities/pyramid.ts';
import { ruralPeopleOf } from './cities/rural.ts';
import { targetsOfCity } from './cities/targets.ts';
import { randomDayBetween } from './yuxi/days.ts';

const TODAY = '2026-11-22';

/**
 * Days are drawn anew each time: over all that the city tells of, in a year in which settings, hosts and schools changed, and
 * for Ganyu before its code changed.
 */
const CITIES: readonly City[] = [
  city('xiamen', '350200', [
    '2026-10-31',
    randomDayBetween('2022-10-16', TODAY),
    randomDayBetween('2025-01-01', '2025-12-31'),
  ]),
  city('lishui', '331100', [
    '2026-10-31',
    randomDayBetween('2016-03-01', TODAY),
    randomDayBetween('2025-01-01', '2025-12-31'),
  ]),
  city('ganyu', '320707', [
    randomDayBetween('2013-01-01', '2013-12-31'),
    randomDayBetween('2014-05-02', '2014-12-31'),
    '2026-10-31',
  ]),
];

describe.each(CITIES)('what $name answers agrees with an independent count of its rosters', (each) => {
  const api = apiOn(TODAY);
  targetsOfCity(api, each);
  pyramidOfCity(api, each);
  ruralPeopleOf(api, each);
  lineageOfTeachers(api, each);
  beforeAndAfter(api, each);
});

function city(name: CityName, region: string, days: readonly string[]): City {
  let rows: Rows | undefined;
  return {
    name,
    document: DOCUMENTS[name],
    rows: () => (rows ??= rowsOf(region, generateCity(name, scaleOf(name)).imports)),
    codeOn: (day) => (region === '320707' && day < '2014-05-02' ? '320721' : region),
    days,
  };
}

/** The scale at which the demonstration holds it. */
function scaleOf(name: CityName): number {
  const held = DEMONSTRATION_CITIES.find((each) => each.city === name);
  if (!held) throw new Error(`The demonstration holds no ${name}`);
  return held.scale;
}
