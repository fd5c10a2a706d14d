import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { holders } from '../../oracle/targets.ts';
import type { Place } from '../../oracle/rows.ts';
import { schoolYearOn } from '../../oracle/rows.ts';
import { menteesOf, ruralQuotaOn } from '../../oracle/ruralQuota.ts';
import type { Api } from '../api.ts';
import type { City } from './city.ts';

const number = z.number().nullable();
const quota = z.object({
  unknown: z.string().nullable(),
  ruralHomeroomTeachers: number,
  trained: number,
  notTrained: number,
  withoutMentor: number,
  seatHolders: z
    .array(z.object({ role: z.object({ code: z.string() }), level: z.string(), count: number, unattached: number }))
    .nullable(),
  tiers: z
    .array(z.object({ tier: z.object({ code: z.string() }), level: z.string().nullable(), holders: number }))
    .nullable(),
});
const part = quota.extend({ unit: z.object({ code: z.string().optional() }), directSchoolsOnly: z.boolean() });
const people = z.object({ totalCount: number, nodes: z.array(z.object({ staffNo: z.string() })) }).nullable();
const report = quota.extend({
  schoolYear: z.string(),
  byUnit: z.array(part),
  bySchool: z.array(part),
  notTrainedTeachers: people,
  withoutMentorTeachers: people,
});
const answer = z.object({ region: z.object({ ruralQuota: report }).nullable() });
const QUOTA = `unknown ruralHomeroomTeachers trained notTrained withoutMentor
  seatHolders { role { code } level count unattached } tiers { tier { code } level holders }`;

const mentors = z.object({
  total: number,
  homeroomTeachers: number,
  rural: number,
  unknown: z.string().nullable(),
});
const mentorReport = z.object({
  region: z
    .object({
      withoutMentor: mentors.extend({
        byUnit: z.array(
          mentors.extend({ unit: z.object({ code: z.string().optional() }), directSchoolsOnly: z.boolean() }),
        ),
      }),
    })
    .nullable(),
});

/** The rural report of a city and who lacks a mentor, by county and by school, counted person by person. */
export function ruralPeopleOf(api: Api, city: City): void {
  const whole = (): Place => ({ region: city.rows().issuer });
  const placeOf = ({
    unit,
    directSchoolsOnly,
  }: {
    unit: { code?: string | undefined };
    directSchoolsOnly: boolean;
  }): Place => (directSchoolsOnly ? { directOf: city.rows().issuer } : { region: unit.code ?? '' });

  async function askedFor(day: string, schoolYear: string) {
    const { region } = answer.parse(
      await api.askText(`query Rural { region(code: "${city.codeOn(day)}", asOf: "${day}") {
        ruralQuota(schoolYear: "${schoolYear}") { schoolYear ${QUOTA}
          byUnit { ${QUOTA} directSchoolsOnly unit { ... on Region { code } } }
          bySchool { ${QUOTA} directSchoolsOnly unit { ... on School { code } } }
          notTrainedTeachers(first: 500) { totalCount nodes { staffNo } }
          withoutMentorTeachers(first: 500) { totalCount nodes { staffNo } } } } }`),
    );
    if (!region) throw new Error(`The API knows no region on ${day}`);
    return region.ruralQuota;
  }

  function expectCounts(
    about: string,
    said: z.infer<typeof quota>,
    schoolYear: string,
    day: string,
    place: Place,
  ): void {
    const rows = city.rows();
    const counted = ruralQuotaOn(rows, schoolYear, day, place, 'CITY');
    expect([about, said]).toMatchObject([
      about,
      {
        ruralHomeroomTeachers: counted.homeroomTeachers.length,
        trained: counted.trained.length,
        notTrained: counted.notTrained.length,
        withoutMentor: counted.withoutMentor.length,
      },
    ]);
    if ('school' in place) return;
    for (const { role, level, count, unattached } of said.seatHolders ?? []) {
      const of = ruralQuotaOn(rows, schoolYear, day, place, level);
      expect([about, role.code, level, count, unattached]).toEqual([
        about,
        role.code,
        level,
        of.seats.get(role.code)?.size ?? 0,
        new Set([...of.unattached].filter((person) => of.unattachedRoles.get(person) === role.code)).size,
      ]);
    }
    for (const { tier, level, holders: count } of said.tiers ?? []) {
      if (level === null) continue;
      const { certain, possible } = holders(rows, { tier: tier.code, level, ruralOnly: true }, day, place);
      expect([about, tier.code, level, count]).toEqual([
        about,
        tier.code,
        level,
        certain === possible ? certain : null,
      ]);
    }
  }

  describe(`${city.name}: its rural people`, () => {
    test.each(city.days)('the report of the whole, of each part and of each rural school on %s', async (day) => {
      for (const schoolYear of [schoolYearOn(day), schoolYearOn(`${Number(day.slice(0, 4)) - 1}${day.slice(4)}`)]) {
        const found = await askedFor(day, schoolYear);
        expect(found.schoolYear).toBe(schoolYear);
        if (found.seatHolders === null) expect([schoolYear, found.unknown === null]).toEqual([schoolYear, false]);
        expectCounts(schoolYear, found, schoolYear, day, whole());
        for (const each of found.byUnit)
          expectCounts(`${schoolYear} ${each.unit.code ?? ''}`, each, schoolYear, day, placeOf(each));
        for (const each of found.bySchool)
          expectCounts(`${schoolYear} ${each.unit.code ?? ''}`, each, schoolYear, day, {
            school: each.unit.code ?? '',
          });
        const counted = ruralQuotaOn(city.rows(), schoolYear, day, whole(), 'CITY');
        for (const [list, expected] of [
          [found.withoutMentorTeachers, counted.withoutMentor],
          [found.notTrainedTeachers, counted.notTrained],
        ] as const)
          expect(list?.nodes.map(({ staffNo }) => staffNo)).toEqual([...expected].sort().slice(0, 500));
        expect(found.withoutMentorTeachers?.totalCount).toBe(counted.withoutMentor.length);
      }
    });

    test.each(city.days)('who lacks a mentor on %s, by part', async (day) => {
      const code = city.codeOn(day);
      const counts = 'total homeroomTeachers rural unknown';
      const { region } = mentorReport.parse(
        await api.askText(`query WithoutMentor { region(code: "${code}", asOf: "${day}") { withoutMentor { ${counts}
          byUnit { ${counts} directSchoolsOnly unit { ... on Region { code } ... on School { code } } } } } }`),
      );
      if (!region) throw new Error(`The API knows no region on ${day}`);
      const rows = city.rows();
      const { byUnit, ...all } = region.withoutMentor;
      expect(all).toEqual({ ...menteesOf(rows, day, whole()), unknown: null });
      for (const { unit, directSchoolsOnly, ...found } of byUnit) {
        const place: Place = rows.schools.has(unit.code ?? '')
          ? { school: unit.code ?? '' }
          : placeOf({ unit, directSchoolsOnly });
        expect([unit.code, found]).toEqual([unit.code, { ...menteesOf(rows, day, place), unknown: null }]);
      }
    });
  });
}
