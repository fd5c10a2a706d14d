import { describe, expect, test } from 'vitest';
import { graphql } from '../../generated/index.ts';
import { expected } from '../../oracle/expected.ts';
import { populationOn } from '../../oracle/population.ts';
import { roster } from '../../oracle/roster.ts';
import type { Api } from '../api.ts';
import { DAYS, sample } from './days.ts';
import { SETTING_WORDS, STAGE_WORDS } from './words.ts';

const PopulationOfRegion = graphql(`
  query PopulationOfRegion($code: String!, $asOf: Date) {
    region(code: $code, asOf: $asOf) {
      asOf
      dataAsOf
      population {
        schools
        ruralSchools
        teachers
        homeroomTeachers
        ruralHomeroomTeachers
        unknown
        byUnit {
          unit {
            ... on Region {
              code
            }
          }
          directSchoolsOnly
          schools
          homeroomTeachers
          ruralHomeroomTeachers
          unknown
        }
        byStage {
          stage
          schools
          homeroomTeachers
        }
        bySetting {
          setting
          schools
          homeroomTeachers
        }
      }
    }
  }
`);
const PopulationOfSchool = graphql(`
  query PopulationOfSchool($code: String!, $asOf: Date) {
    school(region: "530400", code: $code, asOf: $asOf) {
      setting
      rural
      cityDirect
      stages
      region {
        code
      }
      population {
        schools
        homeroomTeachers
        ruralHomeroomTeachers
        unknown
      }
    }
  }
`);

export function population(api: Api): void {
  const { facts, facts_as_of_2024_06_30: past } = expected;

  async function ofRegion(code: string, asOf: string) {
    const { region } = await api.ask(PopulationOfRegion, { code, asOf });
    if (!region) throw new Error(`The API knows no region ${code} on ${asOf}`);
    return region;
  }

  describe('population', () => {
    test('schools and people are those of the expected results', async () => {
      const { population: found } = await ofRegion('530400', expected.as_of);
      expect(found).toMatchObject({ schools: facts.schools.total, teachers: facts.people, unknown: null });
      expect(
        byWord(
          found.byStage,
          ({ stage }) => STAGE_WORDS[stage],
          ({ schools }) => schools,
        ),
      ).toEqual(facts.schools.by_stage);
      expect(
        byWord(
          found.bySetting,
          ({ setting }) => SETTING_WORDS[setting],
          ({ schools }) => schools,
        ),
      ).toEqual(facts.schools.by_setting);
      for (const [code, settings] of Object.entries(facts.schools.by_county_and_setting)) {
        if (code === expected.city) continue;
        const county = await ofRegion(code, expected.as_of);
        expect([
          code,
          byWord(
            county.population.bySetting,
            ({ setting }) => SETTING_WORDS[setting],
            ({ schools }) => schools,
          ),
        ]).toEqual([code, settings]);
      }
    });

    test.each([
      [expected.as_of, facts.homeroom_teachers_now],
      ['2024-06-30', past.homeroom_teachers],
    ])('homeroom teachers on %s are those of the expected results', async (day, expectation) => {
      const { population: found } = await ofRegion('530400', day);
      expect(found.homeroomTeachers).toBe(expectation.total);
      expect(found.ruralHomeroomTeachers).toBe(expectation.rural_total);
      const units = found.byUnit.map(({ unit, ...count }) => ({ code: 'code' in unit ? unit.code : '', ...count }));
      expect(Object.fromEntries(units.map(({ code, homeroomTeachers }) => [code, homeroomTeachers]))).toEqual(
        expectation.by_county,
      );
      expect(Object.fromEntries(units.map(({ code, ruralHomeroomTeachers }) => [code, ruralHomeroomTeachers]))).toEqual(
        expectation.rural_by_county,
      );
      expect(units.filter(({ directSchoolsOnly }) => directSchoolsOnly).map(({ code }) => code)).toEqual(['530400']);
      expect(
        byWord(
          found.bySetting,
          ({ setting }) => SETTING_WORDS[setting],
          ({ homeroomTeachers }) => homeroomTeachers,
        ),
      ).toEqual(expectation.by_setting);
      const inCounties = units.reduce((sum, { homeroomTeachers }) => sum + (homeroomTeachers ?? 0), 0);
      expect(inCounties - expectation.total).toBe(expectation.in_two_counties);
    });

    test.each(DAYS)('homeroom teachers on %s are those counted from the rows', async (day) => {
      const { population: found, asOf, dataAsOf } = await ofRegion('530400', day);
      const counted = populationOn(day);
      expect({ asOf, dataAsOf }).toEqual({ asOf: day, dataAsOf: expected.as_of });
      expect(found).toMatchObject({
        schools: 310,
        ruralSchools: 275,
        homeroomTeachers: counted.homeroomTeachers,
        ruralHomeroomTeachers: counted.rural,
        unknown: null,
      });
      expect(
        Object.fromEntries(
          found.byUnit.map(({ unit, homeroomTeachers, ruralHomeroomTeachers: rural }) => [
            'code' in unit ? unit.code : '',
            { homeroomTeachers, rural },
          ]),
        ),
      ).toEqual(Object.fromEntries(counted.byRegion));
      expect(
        byWord(
          found.bySetting,
          ({ setting }) => SETTING_WORDS[setting],
          ({ homeroomTeachers }) => homeroomTeachers,
        ),
      ).toEqual(Object.fromEntries(counted.bySetting));
      expect(
        byWord(
          found.byStage,
          ({ stage }) => STAGE_WORDS[stage],
          ({ homeroomTeachers }) => homeroomTeachers,
        ),
      ).toEqual(Object.fromEntries(counted.byStage));
    });

    test.each(DAYS)('a county asked for itself on %s answers as its part of the city does', async (day) => {
      const counted = populationOn(day);
      for (const [code, { homeroomTeachers, rural }] of counted.byRegion) {
        if (code === expected.city) continue;
        const county = await ofRegion(code, day);
        expect([code, county.population]).toMatchObject([code, { homeroomTeachers, ruralHomeroomTeachers: rural }]);
      }
    });

    test('ten schools drawn at random are what their rows say', async () => {
      const { schools, posts } = roster();
      for (const school of sample([...schools.values()], 10, 'schools')) {
        const day = DAYS[2] ?? expected.as_of;
        const { school: found } = await api.ask(PopulationOfSchool, { code: school.code, asOf: day });
        const rural = school.setting !== '城区';
        const homeroomTeachers = populationOn(day, {
          ...roster(),
          posts: posts.filter((post) => post.school === school.code),
        }).homeroomTeachers;
        expect(found).toEqual({
          setting: Object.keys(SETTING_WORDS).find((code) => SETTING_WORDS[code] === school.setting),
          rural,
          cityDirect: school.region === expected.city,
          stages: [Object.keys(STAGE_WORDS).find((code) => STAGE_WORDS[code] === school.stage)],
          region: { code: school.region },
          population: {
            schools: 1,
            homeroomTeachers,
            ruralHomeroomTeachers: rural ? homeroomTeachers : 0,
            unknown: null,
          },
        });
      }
    });
  });
}

/** Counts by the workbook's word, without those that are 0 for a word that nothing has. */
function byWord<Part>(
  parts: readonly Part[],
  word: (part: Part) => string | undefined,
  count: (part: Part) => number | null | undefined,
): Record<string, number | null | undefined> {
  return Object.fromEntries(parts.map((part) => [word(part) ?? '', count(part)]));
}
