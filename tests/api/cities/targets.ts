import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Measure, progressOn, yearsLeft } from '../../oracle/targets.ts';
import type { Api } from '../api.ts';
import type { City } from './city.ts';

const number = z.number().nullable();
const measure = z.object({
  actual: number,
  required: number,
  gap: number,
  unknown: z.string().nullable(),
  state: z.enum(['MET', 'ON_TRACK', 'BEHIND', 'MISSED', 'UNKNOWN']),
  forecast: number,
  forecastBasis: z.string().min(1),
  titles: number,
  withoutRevoked: number,
  persons: number,
  firstTimePersons: number,
  among: number,
  matching: number,
});
const part = measure.extend({
  year: number,
  stage: z.string().nullable(),
  unit: z.object({ code: z.string() }).nullable(),
});
const progress = measure.extend({
  target: z.object({ rule: z.object({ code: z.string(), clause: z.string() }) }),
  neededPerYear: number,
  partsMet: z.number(),
  partsTotal: z.number(),
  parts: z.array(part),
});
const answer = z.object({
  region: z.object({ unknown: z.string().nullable(), targets: z.array(progress).nullable() }).nullable(),
});
const MEASURE = `actual required gap unknown state forecast forecastBasis
  titles withoutRevoked persons firstTimePersons among matching`;

type Said = z.infer<typeof measure>;

/** Every target of a city's document, counted from the rows. */
export function targetsOfCity(api: Api, city: City): void {
  describe(`${city.name}: its targets`, () => {
    test.each(city.days)('on %s, as a whole and in parts', async (day) => {
      const asked = city.codeOn(day);
      const { region } = answer.parse(
        await api.askText(`query Targets { region(code: "${asked}", asOf: "${day}") { unknown targets {
          target { rule { code clause } } ${MEASURE} neededPerYear partsMet partsTotal
          parts { year stage unit { ... on Region { code } } ${MEASURE} } } } }`),
      );
      const document = city.document.targets.filter(({ from }) => from <= day);
      const targets = region?.targets ?? [];
      expect(targets.map(({ target }) => target.rule.code)).toEqual(document.map(({ code }) => code));
      for (const target of document) {
        const found = targets.find((each) => each.target.rule.code === target.code);
        if (!found) throw new Error(`No target ${target.code}`);
        const counted = progressOn(city.rows(), target, day);
        const about = (where: string) => `${target.code} ${where}`.trim();
        compare(about(''), found, counted, day, counted.parts);
        const parts = new Map(
          found.parts.map((each) => [
            [each.year, each.unit?.code, each.stage].filter((word) => word !== null && word !== undefined).join(' '),
            each,
          ]),
        );
        expect([about('parts'), [...parts.keys()].sort()]).toEqual([
          about('parts'),
          counted.parts.map((each) => each.part).sort(),
        ]);
        for (const each of counted.parts) {
          const said = parts.get(each.part);
          if (said) compare(about(each.part), said, each, day, []);
        }
        const met = counted.parts.filter(({ gap }) => gap === 0).length;
        expect([about('parts met'), found.partsMet, found.partsTotal]).toEqual([
          about('parts met'),
          met,
          counted.parts.length,
        ]);
        expect([about('a year'), found.neededPerYear]).toEqual([about('a year'), neededPerYear(counted, day)]);
      }
    });
  });
}

function compare(about: string, said: Said, counted: Measure, day: string, parts: readonly Measure[]): void {
  expect([about, said.actual, said.required, said.gap]).toEqual([
    about,
    close(counted.actual),
    counted.required,
    close(counted.gap),
  ]);
  for (const [name, count] of Object.entries(counted.beside))
    expect([about, name, z.record(z.string(), z.unknown()).parse(said)[name]]).toEqual([about, name, count]);
  expect([about, said.unknown === null]).toEqual([about, counted.actual !== null]);
  expect([about, statesOf(counted, day, parts)]).toEqual([about, expect.arrayContaining([said.state])]);
  if (said.state === 'ON_TRACK') expect([about, said.forecast === null]).toEqual([about, false]);
}

/** Met, lost because its last day is past, or on the way: which of these by the forecast, another test says. */
function statesOf({ gap, last }: Measure, day: string, parts: readonly Measure[]): readonly string[] {
  if (gap === null) return ['UNKNOWN'];
  if (gap === 0) return ['MET'];
  const lost = (parts.length > 0 ? parts : [{ gap, last }]).some((each) => each.gap !== 0 && each.last < day);
  return lost ? ['MISSED'] : ['ON_TRACK', 'BEHIND', 'UNKNOWN'];
}

/** The rest of the way of what is not lost, over the years that are left. */
function neededPerYear(counted: Measure & { readonly parts: readonly Measure[] }, day: string): unknown {
  const open = (counted.parts.length > 0 ? counted.parts : [counted]).filter(({ last }) => day < last);
  const rest = open.reduce<number | null>((sum, { gap }) => (sum === null || gap === null ? null : sum + gap), 0);
  if (rest === null || rest === 0 || open.length === 0) return null;
  return close(rest / yearsLeft(day, counted.last));
}

function close(value: number | null): unknown {
  return value === null || Number.isInteger(value) ? value : expect.closeTo(value, 6);
}
