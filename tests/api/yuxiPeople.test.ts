import { describe } from 'vitest';
import { DOCUMENTS } from '../oracle/documents.ts';
import { expected } from '../oracle/expected.ts';
import { yuxiRows } from '../oracle/yuxiRows.ts';
import { apiOn } from './api.ts';
import { beforeAndAfter } from './cities/beforeAndAfter.ts';
import type { City } from './cities/city.ts';
import { lineageOfTeachers } from './cities/lineage.ts';
import { pyramidOfCity } from './cities/pyramid.ts';
import { ruralPeopleOf } from './cities/rural.ts';
import { targetsOfCity } from './cities/targets.ts';
import { DAYS } from './yuxi/days.ts';

const yuxi: City = {
  name: 'Yuxi',
  document: DOCUMENTS.yuxi,
  rows: yuxiRows,
  codeOn: () => '530400',
  days: DAYS,
};

describe('what Yuxi answers about people over time agrees with an independent count of its rows', () => {
  const api = apiOn(expected.as_of);
  lineageOfTeachers(api, yuxi);
  pyramidOfCity(api, yuxi);
  targetsOfCity(api, yuxi);
  ruralPeopleOf(api, yuxi);
  beforeAndAfter(api, yuxi);
});
