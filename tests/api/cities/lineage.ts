import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { risesOf } from '../../oracle/rises.ts';
import {
  type Formation,
  type Lineage,
  ancestors,
  descendants,
  formations,
  shortestChain,
} from '../../oracle/whoFormedWhom.ts';
import type { Api } from '../api.ts';
import { randomNumbers, sample } from '../yuxi/days.ts';
import type { City } from './city.ts';

const person = z.object({ staffNo: z.string() });
const formation = z.object({
  teacher: person,
  formedBy: person,
  relation: z.string(),
  generation: z.number(),
  since: z.string().nullable(),
  until: z.string().nullable(),
  workshop: z.object({ code: z.string() }).nullable(),
});
const lineage = z.object({
  size: z.number().nullable(),
  generations: z.number().nullable(),
  unknown: z.string().nullable(),
  formations: z.array(formation).nullable(),
});
const answer = z.object({ teacher: z.object({ ancestors: lineage, descendants: lineage }).nullable() });
const ids = z.object({ from: z.object({ id: z.string() }).nullable(), to: z.object({ id: z.string() }).nullable() });
const path = z.object({ lineagePath: z.array(formation).nullable() });

const rises = z.object({
  teacher: z
    .object({
      descendants: z.object({
        rises: z.object({
          unknown: z.string().nullable(),
          persons: z.number().nullable(),
          list: z
            .array(
              z.object({
                teacher: person,
                tier: z.object({ code: z.string() }),
                level: z.string(),
                awarded: z.string(),
                rose: z.boolean().nullable(),
              }),
            )
            .nullable(),
        }),
      }),
    })
    .nullable(),
});
const FORMATION = `teacher { staffNo } formedBy { staffNo } relation generation since until workshop { code }`;
const LINEAGE = `size generations unknown formations { ${FORMATION} }`;
const PEOPLE = 8;
const PATHS = 6;
const RISEN = 5;

/** Who formed whom over generations, as every path of the rows says. */
export function lineageOfTeachers(api: Api, city: City): void {
  describe(`${city.name}: the lineage of a teacher`, () => {
    test.each(city.days)(
      'on %s, over some generations, holds what every path through the rows reaches',
      async (day) => {
        const rows = city.rows();
        const random = randomNumbers(`generations ${day}`);
        const known = formations(rows).filter(({ since }) => since === null || since <= day);
        const people = sample(
          [...new Set(known.flatMap(({ teacher, formedBy }) => [teacher, formedBy]))],
          PEOPLE,
          `lineage ${day}`,
        );
        for (const staffNo of people) {
          const generations = 1 + Math.floor(random() * 4);
          const includeEnded = random() < 0.7;
          const asked = `(generations: ${generations}, includeEnded: ${String(includeEnded)})`;
          const { teacher } = answer.parse(
            await api.askText(`query Lineages { teacher(region: "${city.codeOn(day)}", staffNo: "${staffNo}", asOf: "${day}") {
            ancestors${asked} { ${LINEAGE} } descendants${asked} { ${LINEAGE} } } }`),
          );
          const question = { day, generations, includeEnded };
          const about = `${staffNo} ${asked}`;
          expect([about, said(teacher?.descendants, 'teacher')]).toEqual([
            about,
            counted(descendants(rows, staffNo, question), 'teacher'),
          ]);
          expect([about, said(teacher?.ancestors, 'formedBy')]).toEqual([
            about,
            counted(ancestors(rows, staffNo, question), 'formedBy'),
          ]);
        }
      },
    );

    test.each(city.days)('on %s, what became of those who were formed', async (day) => {
      const rows = city.rows();
      const known = formations(rows).filter(({ since }) => since === null || since <= day);
      for (const staffNo of sample([...new Set(known.map(({ formedBy }) => formedBy))], RISEN, `rises by ${day}`)) {
        const { teacher } = rises.parse(
          await api.askText(`query Rises { teacher(region: "${city.codeOn(day)}", staffNo: "${staffNo}", asOf: "${day}") {
            descendants(generations: 3) { rises { unknown persons
              list { teacher { staffNo } tier { code } level awarded rose } } } } }`),
        );
        const counted = risesOf(rows, staffNo, { day, generations: 3, includeEnded: true }, city.document.ladders);
        const found = teacher?.descendants.rises;
        expect([staffNo, found?.unknown, found?.persons]).toEqual([
          staffNo,
          null,
          new Set(counted.map(({ person: each }) => each)).size,
        ]);
        expect([
          staffNo,
          found?.list
            ?.map((rise) =>
              [rise.teacher.staffNo, rise.tier.code, rise.level, rise.awarded, String(rise.rose)].join(' '),
            )
            .sort(),
        ]).toEqual([
          staffNo,
          counted.map((rise) => [rise.person, rise.tier, rise.level, rise.awarded, String(rise.rose)].join(' ')).sort(),
        ]);
      }
    });

    test.each(city.days)('on %s, the path from one to another is as short as the rows allow', async (day) => {
      const rows = city.rows();
      const known = formations(rows).filter(({ since }) => since === null || since <= day);
      const starts = sample([...new Set(known.map(({ formedBy }) => formedBy))], PATHS, `paths from ${day}`);
      for (const from of starts) {
        const reached = [...descendants(rows, from, { day, generations: 4, includeEnded: true }).people.keys()];
        const to = sample(reached, 1, `path to ${from}`)[0];
        const [anybody] = sample([...rows.people.keys()], 1, `anybody ${from}`);
        for (const end of [to, anybody]) {
          if (end === undefined || end === from) continue;
          const about = `${from} to ${end}`;
          expect([about, await lengthOf(from, end, day)]).toEqual([about, shortestChain(rows, from, end, 4, day)]);
        }
      }
    });
  });

  /** The length of the path that the API gives, after a look at whether it is one. */
  async function lengthOf(from: string, to: string, day: string): Promise<number | null> {
    const one = (name: string, staffNo: string) =>
      `${name}: teacher(region: "${city.codeOn(day)}", staffNo: "${staffNo}", asOf: "${day}") { id }`;
    const found = ids.parse(await api.askText(`query Ends { ${one('from', from)} ${one('to', to)} }`));
    const { lineagePath } = path.parse(
      await api.askText(
        `query Path($from: ID!, $to: ID!) { lineagePath(from: $from, to: $to, generations: 4) { ${FORMATION} } }`,
        { from: found.from?.id, to: found.to?.id },
      ),
    );
    if (lineagePath === null) return null;
    const all = new Set(formations(city.rows()).map(key));
    let [at, since] = [from, ''];
    for (const step of lineagePath) {
      expect([step.formedBy.staffNo, all.has(key(flat(step)))]).toEqual([at, true]);
      expect((step.since ?? '') >= since).toBe(true);
      [at, since] = [step.teacher.staffNo, step.since ?? ''];
    }
    expect(at).toBe(to);
    return lineagePath.length;
  }
}

type End = 'teacher' | 'formedBy';

function flat({ teacher, formedBy, relation, workshop, since, until }: z.infer<typeof formation>): Formation {
  return {
    teacher: teacher.staffNo,
    formedBy: formedBy.staffNo,
    relation: relation === 'SEAT' ? 'SEAT' : 'PAIRING',
    workshop: workshop?.code ?? null,
    since,
    until,
  };
}

function key({ teacher, formedBy, relation, workshop, since, until }: Formation): string {
  return [formedBy, teacher, relation, workshop, since, until].map(String).join(' ');
}

function said(found: z.infer<typeof lineage> | undefined, end: End) {
  return {
    size: found?.size,
    generations: found?.generations,
    unknown: found?.unknown,
    formations: found?.formations?.map((each) => `${each.generation} ${end} ${key(flat(each))}`).sort(),
  };
}

function counted({ formations: all, people }: Lineage, end: End) {
  return {
    size: people.size,
    generations: Math.max(...people.values()),
    unknown: null,
    formations: all.map((each) => `${String(people.get(each[end]))} ${end} ${key(each)}`).sort(),
  };
}
