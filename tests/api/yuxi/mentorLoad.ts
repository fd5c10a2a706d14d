import { describe, expect, test } from 'vitest';
import { graphql } from '../../generated/index.ts';
import { expected } from '../../oracle/expected.ts';
import { mentorLoadOn } from '../../oracle/mentorLoad.ts';
import type { Api } from '../api.ts';
import { sample } from './days.ts';

const MentorLoadOfRegion = graphql(`
  query MentorLoadOfRegion($code: String!, $schoolYear: SchoolYear, $asOf: Date, $after: String) {
    region(code: $code, asOf: $asOf) {
      mentorLoad(schoolYear: $schoolYear) {
        rule {
          code
          clause
        }
        schoolYear
        mentors
        pairings
        under
        met
        over
        shortfall
        unknown
        byUnit {
          unit {
            ... on Region {
              code
            }
          }
          mentors
          pairings
          under
          shortfall
        }
        rows(first: 500, after: $after) {
          edges {
            node {
              mentor {
                staffNo
              }
              current
              required
              ceiling
              shortfall
              status
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);
const MentorLoadOfTeacher = graphql(`
  query MentorLoadOfTeacher($staffNo: String!, $schoolYear: SchoolYear!, $asOf: Date) {
    teacher(region: "530400", staffNo: $staffNo, asOf: $asOf) {
      mentorLoad(schoolYear: $schoolYear) {
        current
        required
        status
        unknown
      }
    }
  }
`);

export function mentorLoad(api: Api): void {
  async function report(code: string, schoolYear: string, after: string | null = null) {
    const { region } = await api.ask(MentorLoadOfRegion, { code, schoolYear, asOf: expected.as_of, after });
    const [only, ...others] = region?.mentorLoad ?? [];
    if (!only || others.length > 0) throw new Error(`One report was expected for ${code}`);
    return only;
  }

  const rowsOf = new Map<string, ReturnType<typeof allRows>>();

  /** All rows of the city's report, read once for all tests. */
  function cityRows(schoolYear: string): ReturnType<typeof allRows> {
    const rows = rowsOf.get(schoolYear) ?? allRows('530400', schoolYear);
    rowsOf.set(schoolYear, rows);
    return rows;
  }

  async function allRows(code: string, schoolYear: string) {
    const rows: { staffNo: string; pairings: number | null | undefined; shortfall: number | null | undefined }[] = [];
    let after: string | null = null;
    do {
      const { rows: page }: Awaited<ReturnType<typeof report>> = await report(code, schoolYear, after);
      for (const { node } of page?.edges ?? [])
        rows.push({ staffNo: node.mentor.staffNo, pairings: node.current, shortfall: node.shortfall });
      after = page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
    } while (after !== null);
    return rows;
  }

  describe('mentor load', () => {
    test.each([
      ['2025-2026', expected.facts.city_holder_pairings],
      ['2024-2025', expected.facts.city_holder_pairings_2024_2025],
    ])('of the city holders in %s is that of the expected results', async (schoolYear, expectation) => {
      const found = await report('530400', schoolYear);
      expect(found).toMatchObject({
        rule: { clause: '五(五)' },
        schoolYear,
        mentors: expectation.holders,
        pairings: expectation.pairings,
        under: expectation.below_5,
        met: expectation.exactly_5 + expectation.above_5,
        over: 0,
        unknown: null,
      });
      const rows = await cityRows(schoolYear);
      expect(rows.slice(0, 20).map(({ staffNo: id, pairings }) => ({ id, pairings }))).toEqual(expectation.lowest_20);
      expect(rows.filter(({ pairings }) => pairings === 5)).toHaveLength(expectation.exactly_5);
    });

    test.each(['2025-2026', '2024-2025'])(
      'in %s is that counted from the rows, person by person',
      async (schoolYear) => {
        const counted = mentorLoadOn(expected.as_of, schoolYear);
        const found = await report('530400', schoolYear);
        expect(found.shortfall).toBe(counted.shortfall);
        const rows = await cityRows(schoolYear);
        expect(rows.toSorted(byStaffNo).map(({ staffNo, pairings }) => `${staffNo} ${String(pairings)}`)).toEqual(
          counted.rows.toSorted(byStaffNo).map(({ staffNo, pairings }) => `${staffNo} ${pairings}`),
        );
        for (const part of found.byUnit) {
          const code = 'code' in part.unit ? part.unit.code : '';
          const own = counted.rows.filter(({ region }) => region === code);
          expect([code, part]).toMatchObject([
            code,
            {
              mentors: own.length,
              pairings: own.reduce((sum, { pairings }) => sum + pairings, 0),
              under: own.filter(({ pairings }) => pairings < 5).length,
              shortfall: own.reduce((sum, { pairings }) => sum + Math.max(0, 5 - pairings), 0),
            },
          ]);
        }
      },
    );

    test('rows come with the largest shortfall first, then by staff number', async () => {
      const rows = await cityRows('2025-2026');
      expect(rows).toEqual(
        rows.toSorted((a, b) => (b.shortfall ?? 0) - (a.shortfall ?? 0) || (a.staffNo < b.staffNo ? -1 : 1)),
      );
    });

    test('ten mentors drawn at random, asked for themselves', async () => {
      const { rows } = mentorLoadOn(expected.as_of, '2025-2026');
      for (const { staffNo, pairings } of sample(rows, 10, 'mentors')) {
        const { teacher } = await api.ask(MentorLoadOfTeacher, {
          staffNo,
          schoolYear: '2025-2026',
          asOf: expected.as_of,
        });
        expect([staffNo, teacher?.mentorLoad]).toEqual([
          staffNo,
          [{ current: pairings, required: 5, status: pairings < 5 ? 'UNDER' : 'MET', unknown: null }],
        ]);
      }
    });
  });
}

function byStaffNo(a: { readonly staffNo: string }, b: { readonly staffNo: string }): number {
  return a.staffNo < b.staffNo ? -1 : 1;
}
