import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Api } from '../api.ts';
import type { City } from './city.ts';

const nothing = z.object({ unknown: z.string().nullable() });
const count = z.number().nullable();
const answer = z.object({
  region: z.object({
    unknown: z.string().nullable(),
    targets: z
      .array(
        z.object({ target: z.object({ by: z.string().nullable() }), actual: count, unknown: z.string().nullable() }),
      )
      .nullable(),
    pyramid: nothing.extend({ tiers: z.array(z.object({ count, unknown: z.string().nullable() })).nullable() }),
    ruralQuota: nothing.extend({
      ruralHomeroomTeachers: count,
      trained: count,
      notTrained: count,
      withoutMentor: count,
    }),
    withoutMentor: nothing.extend({ homeroomTeachers: count, total: count }),
    openPlaces: nothing.extend({ open: count }),
  }),
});
const QUESTIONS = `unknown targets { target { by } actual unknown } pyramid { unknown tiers { count unknown } }
  ruralQuota { unknown ruralHomeroomTeachers trained notTrained withoutMentor }
  withoutMentor { unknown homeroomTeachers total } openPlaces { unknown open }`;

/** Before the first policy and after the data nothing is counted: every number is null, and a reason stands beside. */
export function beforeAndAfter(api: Api, city: City): void {
  async function on(day: string) {
    const found = await api.askText(
      `query Nothing { region(code: "${city.codeOn(day)}", asOf: "${day}") { ${QUESTIONS} } }`,
    );
    return answer.parse(found).region;
  }

  function expectNothing(region: z.infer<typeof answer>['region'], day: string, places: boolean): void {
    // A target whose last day is past is judged on that day, of which the data speaks.
    for (const target of (region.targets ?? []).filter(({ target: { by } }) => by === null || by >= day))
      expect([target.actual, target.unknown]).toEqual([null, expect.any(String)]);
    if (region.targets === null) expect(region.unknown).toEqual(expect.any(String));
    if (region.pyramid.tiers === null) expect(region.pyramid.unknown).toEqual(expect.any(String));
    for (const tier of region.pyramid.tiers ?? [])
      expect([tier.count, tier.unknown]).toEqual([null, expect.any(String)]);
    const { unknown, ...rural } = region.ruralQuota;
    expect([unknown, rural]).toEqual([
      expect.any(String),
      { ruralHomeroomTeachers: null, trained: null, notTrained: null, withoutMentor: null },
    ]);
    expect(region.withoutMentor).toEqual({
      homeroomTeachers: null,
      total: null,
      unknown: expect.any(String) as string,
    });
    if (places) expect(region.openPlaces).toEqual({ open: null, unknown: expect.any(String) as string });
  }

  describe(`${city.name}: before and after`, () => {
    test('the first policy nothing is counted', async () => {
      const eve = new Date(Date.parse(city.document.from) - 86_400_000).toISOString().slice(0, 10);
      expectNothing(await on(eve), eve, false);
    });

    test('the school year of the data nothing is counted', async () => {
      const { asOf } = city.rows();
      const year = Number(asOf.slice(0, 4)) + (asOf.slice(5) < '09-01' ? 0 : 1);
      const lastDay = await on(`${year}-08-31`);
      expect(lastDay.withoutMentor.homeroomTeachers).toBeGreaterThan(0);
      const region = await on(`${year}-09-01`);
      expectNothing(region, `${year}-09-01`, true);
    });
  });
}
