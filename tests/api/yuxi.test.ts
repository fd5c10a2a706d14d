import { describe } from 'vitest';
import { expected } from '../oracle/expected.ts';
import { apiOn } from './api.ts';
import { capacity } from './yuxi/capacity.ts';
import { homeroomDays } from './yuxi/homeroomDays.ts';
import { lineage } from './yuxi/lineage.ts';
import { mentorLoad } from './yuxi/mentorLoad.ts';
import { population } from './yuxi/population.ts';

describe('Yuxi over GraphQL agrees with its expected results and with an independent count of its rows', () => {
  const api = apiOn(expected.as_of);
  population(api);
  capacity(api);
  lineage(api);
  mentorLoad(api);
  homeroomDays(api);
});
