import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { expected } from '../../oracle/expected.ts';
import { homeroomDays as daysByRows } from '../../oracle/population.ts';
import { roster } from '../../oracle/roster.ts';
import type { Api } from '../api.ts';
import { DAYS, sample } from './days.ts';

const answers = z.record(
  z.string(),
  z.object({
    staffNo: z.string(),
    records: z.object({
      homeroomYears: z.object({ countingDays: z.number(), allPostDays: z.number(), serving: z.boolean() }),
    }),
  }),
);
const IN_ONE_REQUEST = 50;

export function homeroomDays(api: Api): void {
  /** Many teachers in one request: their posts come from one query. */
  async function ofTeachers(staffNumbers: readonly string[], asOf: string) {
    const found = new Map<string, { counting: number; allPosts: number; serving: boolean }>();
    for (let first = 0; first < staffNumbers.length; first += IN_ONE_REQUEST) {
      const some = staffNumbers.slice(first, first + IN_ONE_REQUEST);
      const fields = some.map(
        (staffNo) => `t${staffNo}: teacher(region: "530400", staffNo: "${staffNo}", asOf: "${asOf}") {
          staffNo records { homeroomYears { countingDays allPostDays serving } }
        }`,
      );
      const data = answers.parse(await api.askText(`query HomeroomDays { ${fields.join('\n')} }`));
      for (const { staffNo, records } of Object.values(data)) {
        const { countingDays: counting, allPostDays: allPosts, serving } = records.homeroomYears;
        found.set(staffNo, { counting, allPosts, serving });
      }
    }
    return found;
  }

  describe('homeroom days', () => {
    test('of the fifty people of the expected results', async () => {
      const people = expected.facts.homeroom_days;
      const found = await ofTeachers(
        people.map(({ id }) => id),
        expected.as_of,
      );
      for (const { id, days, days_all_posts, serving, why } of people)
        expect([why, found.get(id)]).toEqual([why, { counting: days, allPosts: days_all_posts, serving }]);
    });

    test.each(DAYS)('on %s, of two hundred people drawn at random, are those counted from the rows', async (day) => {
      const people = sample([...roster().people.keys()], 200, `homeroom days ${day}`);
      const found = await ofTeachers(people, day);
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(people.map((staffNo) => [staffNo, daysByRows(staffNo, day)])),
      );
    });
  });
}
