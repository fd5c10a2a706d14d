import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { flowBetween, pyramidOn, withoutTitle } from '../../oracle/holders.ts';
import type { Place } from '../../oracle/rows.ts';
import type { Api } from '../api.ts';
import { sample } from '../yuxi/days.ts';
import type { City } from './city.ts';

const number = z.number().nullable();
const pyramid = z.object({
  unknown: z.string().nullable(),
  tiers: z
    .array(
      z.object({
        tier: z.object({ code: z.string(), ladder: z.string() }),
        level: z.string().nullable(),
        count: number,
        rural: number,
        holders: number,
        ruralHolders: number,
        titles: number,
        unknown: z.string().nullable(),
      }),
    )
    .nullable(),
  withoutTier: z.array(z.object({ ladder: z.string(), count: number, rural: number })).nullable(),
});
type Pyramid = z.infer<typeof pyramid>;
const part = pyramid.extend({
  unit: z.object({ code: z.string().optional() }),
  directSchoolsOnly: z.boolean(),
});
const ofRegion = z.object({ region: z.object({ pyramid: pyramid.extend({ byUnit: z.array(part) }) }).nullable() });
const ofSchool = z.object({ school: z.object({ pyramid }).nullable() });
const PYRAMID = `unknown withoutTier { ladder count rural }
  tiers { tier { code ladder } level count rural holders ruralHolders titles unknown }`;

const point = z.object({
  state: z.enum(['TIER', 'NONE', 'GONE']),
  level: z.string().nullable(),
  tier: z.object({ code: z.string() }).nullable(),
});
const move = z.object({
  ladder: z.string(),
  atLeast: z.number(),
  atMost: z.number(),
  count: number,
  from: point,
  to: point,
});
const flow = z.object({
  region: z
    .object({
      pyramid: z.object({ flow: z.object({ unknown: z.string().nullable(), moves: z.array(move).nullable() }) }),
    })
    .nullable(),
});

function pointOf({ state, level, tier }: z.infer<typeof point>): string {
  if (state !== 'TIER') return state === 'GONE' ? 'gone' : '-';
  return [tier?.code, level].filter((word) => word !== null).join(' ');
}

/** Each day with the next, the earlier first. */
function pairsOf(days: readonly string[]): readonly (readonly [string, string])[] {
  const sorted = days.toSorted();
  return sorted.slice(1).map((day, index) => [sorted[index] ?? day, day] as const);
}

/** The pyramid of a city, of its counties and of a school, counted person by person. */
export function pyramidOfCity(api: Api, city: City): void {
  /** A pyramid as the rows say: a tier that is no title holds those of the first years without one. */
  function counted(day: string, place: Place) {
    const rows = city.rows();
    const ladders = city.document.ladders.map((ladder) => ({
      ladder,
      tiers: pyramidOn(rows, ladder, day, place),
      without: withoutTitle(rows, ladder, day, place),
    }));
    return {
      unknown: null,
      tiers: ladders.flatMap(({ ladder, tiers, without }) =>
        ladder.tiers.flatMap((tier) =>
          tier === 'new'
            ? [
                {
                  ladder: ladder.code,
                  at: 'new',
                  ...without.new,
                  holders: without.new.count,
                  ruralHolders: without.new.rural,
                  titles: 0,
                },
              ]
            : ladder.levels.map((level) => ({
                ladder: ladder.code,
                at: `${tier} ${level}`,
                ...(tiers.get(`${tier} ${level}`) ?? {}),
              })),
        ),
      ),
      withoutTier: ladders.map(({ ladder, without }) => ({ ladder: ladder.code, ...without.later })),
    };
  }

  function said({ unknown, tiers, withoutTier }: Pyramid) {
    for (const tier of tiers ?? [])
      expect([tier.tier.code, tier.unknown === null]).toEqual([
        tier.tier.code,
        ![tier.count, tier.rural, tier.holders, tier.ruralHolders, tier.titles].includes(null),
      ]);
    return {
      unknown,
      tiers: tiers?.map(({ tier, level, count, rural, holders, ruralHolders, titles }) => ({
        ladder: tier.ladder,
        at: level === null ? tier.code : `${tier.code} ${level}`,
        count,
        rural,
        holders,
        ruralHolders,
        titles,
      })),
      withoutTier,
    };
  }

  describe(`${city.name}: the pyramid`, () => {
    test.each(city.days)('of the whole and of each part on %s', async (day) => {
      const code = city.codeOn(day);
      const { region } = ofRegion.parse(
        await api.askText(`query Pyramids { region(code: "${code}", asOf: "${day}") { pyramid { ${PYRAMID}
          byUnit { ${PYRAMID} directSchoolsOnly unit { ... on Region { code } } } } } }`),
      );
      if (!region) throw new Error(`The API knows no region ${code} on ${day}`);
      const { rows } = city;
      expect(said(region.pyramid)).toEqual(counted(day, { region: rows().issuer }));
      for (const { unit, directSchoolsOnly, ...found } of region.pyramid.byUnit) {
        const place: Place = directSchoolsOnly ? { directOf: rows().issuer } : { region: unit.code ?? '' };
        expect([unit.code, said(found)]).toEqual([unit.code, counted(day, place)]);
      }
    });

    test.each(pairsOf(city.days))('from %s to %s: who rose, stayed, fell or left', async (from, to) => {
      const { region } = flow.parse(
        await api.askText(`query Flow { region(code: "${city.codeOn(to)}", asOf: "${to}") { pyramid {
          flow(from: "${from}") { unknown moves { ladder atLeast atMost count
            from { state level tier { code } } to { state level tier { code } } } } } } }`),
      );
      const { moves, unknown } = region?.pyramid.flow ?? { moves: null, unknown: null };
      if (from < city.document.from) {
        expect([moves, unknown === null]).toEqual([null, false]);
        return;
      }
      for (const ladder of city.document.ladders) {
        const counted = flowBetween(city.rows(), ladder, from, to, { region: city.rows().issuer });
        const said = (moves ?? [])
          .filter((move) => move.ladder === ladder.code)
          .map(
            (move) => [`${pointOf(move.from)} > ${pointOf(move.to)}`, move.atLeast, move.atMost, move.count] as const,
          )
          .filter(([move, , atMost]) => move !== '- > gone' && atMost > 0);
        expect([ladder.code, Object.fromEntries(said.map(([move, ...counts]) => [move, counts]))]).toEqual([
          ladder.code,
          Object.fromEntries(
            [...counted].map(([move, { atLeast, atMost }]) => [
              move,
              [atLeast, atMost, atLeast === atMost ? atMost : null],
            ]),
          ),
        ]);
      }
    });

    test('of five schools drawn at random', async () => {
      const day = city.days.at(-1) ?? '';
      for (const school of sample([...city.rows().schools.keys()], 5, 'schools of the pyramid')) {
        const { school: found } = ofSchool.parse(
          await api.askText(`query PyramidOfSchool {
            school(region: "${city.codeOn(day)}", code: "${school}", asOf: "${day}") { pyramid { ${PYRAMID} } } }`),
        );
        expect([school, found && said(found.pyramid)]).toEqual([school, counted(day, { school })]);
      }
    });
  });
}
