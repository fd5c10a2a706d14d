import { describe, expect, test } from 'vitest';
import { graphql } from '../generated/index.ts';
import { expected } from '../oracle/expected.ts';
import { endingsOn, openPlacesOn, withoutMentorOn } from '../oracle/weekly.ts';
import { apiOn } from './api.ts';
import { DAYS } from './yuxi/days.ts';
import { STAGE_WORDS } from './yuxi/words.ts';

const api = apiOn(expected.as_of);

const WithoutMentor = graphql(`
  query WithoutMentor($code: String!, $asOf: Date!, $schoolYear: SchoolYear, $ruralOnly: Boolean, $after: String) {
    region(code: $code, asOf: $asOf) {
      withoutMentor(schoolYear: $schoolYear) {
        schoolYear
        homeroomTeachers
        total
        rural
        unknown
        byUnit {
          unit {
            ... on Region {
              code
            }
            ... on School {
              schoolCode: code
            }
          }
          directSchoolsOnly
          total
          rural
        }
        people(first: 500, after: $after, ruralOnly: $ruralOnly) {
          totalCount
          nodes {
            staffNo
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
const LastWithoutMentor = graphql(`
  query LastWithoutMentor($asOf: Date!, $before: String) {
    region(code: "530400", asOf: $asOf) {
      withoutMentor {
        people(last: 3, before: $before) {
          nodes {
            staffNo
          }
          pageInfo {
            startCursor
            hasPreviousPage
          }
        }
      }
    }
  }
`);
const EndingOfRegion = graphql(`
  query EndingOfRegion($code: String!, $asOf: Date!, $months: Int) {
    region(code: $code, asOf: $asOf) {
      ending(months: $months) {
        until
        byKind {
          kind
          ending
          overdue
          unknown
        }
        entries(first: 500) {
          totalCount
          nodes {
            kind
            date
            recorded
            teacher {
              staffNo
            }
          }
        }
        pairings: entries(kind: PAIRING, first: 500) {
          totalCount
          nodes {
            kind
            date
            recorded
            teacher {
              staffNo
            }
          }
        }
        overdue(first: 500) {
          totalCount
          nodes {
            kind
            date
            recorded
            teacher {
              staffNo
            }
          }
        }
      }
    }
  }
`);
const PageOfEndings = graphql(`
  query PageOfEndings($asOf: Date!, $first: Int!, $after: String) {
    region(code: "530400", asOf: $asOf) {
      ending(months: 12) {
        entries(kind: PAIRING, first: $first, after: $after) {
          totalCount
          nodes {
            date
            teacher {
              staffNo
            }
          }
          pageInfo {
            endCursor
          }
        }
      }
    }
  }
`);
const OpenPlacesOfRegion = graphql(`
  query OpenPlacesOfRegion($asOf: Date!, $level: Level, $stage: Stage, $role: String) {
    region(code: "530400", asOf: $asOf) {
      capacity(level: $level) {
        founded {
          all {
            open
          }
          byRole {
            role {
              code
            }
            seats {
              open
            }
          }
        }
      }
      openPlaces(level: $level, stage: $stage, role: $role, first: 500) {
        totalCount
        open
        unknown
        nodes {
          workshop {
            code
          }
          role {
            code
          }
          under {
            holder {
              staffNo
            }
          }
          required
          filled
          open
        }
      }
    }
  }
`);

interface EndingPage {
  readonly nodes: readonly { readonly date: string; readonly teacher: { readonly staffNo: string } | null }[];
  readonly pageInfo: { readonly endCursor: string | null };
}

const schoolYearOf = (day: string) => {
  const first = Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);
  return `${first}-${first + 1}`;
};
const byCode = (groups: ReadonlyMap<string, readonly string[]>) =>
  Object.fromEntries([...groups].map(([code, people]) => [code, people.length]));

describe('homeroom teachers without a mentor', () => {
  const ask = async (
    code: string,
    asOf: string,
    more: { schoolYear?: string; ruralOnly?: boolean; after?: string | null } = {},
  ) => {
    const { region } = await api.ask(WithoutMentor, { code, asOf, ...more });
    if (!region) throw new Error(`No region ${code}`);
    return region.withoutMentor;
  };

  async function everybody(code: string, asOf: string, more: { schoolYear?: string; ruralOnly?: boolean } = {}) {
    const people: string[] = [];
    let after: string | null = null;
    do {
      const { people: page }: Awaited<ReturnType<typeof ask>> = await ask(code, asOf, { ...more, after });
      people.push(...page.nodes.map(({ staffNo }) => staffNo));
      after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
    } while (after !== null);
    return people;
  }

  test.each(DAYS)('on %s they are those counted from the rows, by county', async (day) => {
    const counted = withoutMentorOn(day, schoolYearOf(day));
    const found = await ask('530400', day);
    expect(found).toMatchObject({
      schoolYear: schoolYearOf(day),
      total: counted.people.length,
      rural: counted.rural.length,
      unknown: null,
    });
    const parts = found.byUnit.flatMap(({ unit, total }) => ('code' in unit ? [[unit.code, total]] : []));
    expect(Object.fromEntries(parts)).toEqual(byCode(counted.byRegion));
    expect(found.byUnit.filter(({ directSchoolsOnly }) => directSchoolsOnly)).toHaveLength(1);
  });

  test('person by person over all pages, in the order of their numbers', async () => {
    const counted = withoutMentorOn(expected.as_of, '2025-2026');
    expect(await everybody('530400', expected.as_of)).toEqual(counted.people);
    expect(await everybody('530400', expected.as_of, { ruralOnly: true })).toEqual(counted.rural);
    expect((await ask('530400', expected.as_of, { ruralOnly: true })).people.totalCount).toBe(counted.rural.length);
  });

  test('from the end backwards', async () => {
    const { people } = withoutMentorOn(expected.as_of, '2025-2026');
    const page = async (before: string | null) =>
      (await api.ask(LastWithoutMentor, { asOf: expected.as_of, before })).region?.withoutMentor.people;
    const last = await page(null);
    expect(last?.nodes.map(({ staffNo }) => staffNo)).toEqual(people.slice(-3));
    const before = await page(last?.pageInfo.startCursor ?? null);
    expect(before?.nodes.map(({ staffNo }) => staffNo)).toEqual(people.slice(-6, -3));
  });

  test('of a county, school by school', async () => {
    const counted = withoutMentorOn(expected.as_of, '2025-2026');
    const found = await ask('530425', expected.as_of);
    const parts = found.byUnit.flatMap(({ unit, total }) =>
      'schoolCode' in unit && total !== 0 ? [[unit.schoolCode, total] as const] : [],
    );
    const own = [...counted.bySchool].filter(([code]) => parts.some(([school]) => school === code));
    expect(Object.fromEntries(parts)).toEqual(byCode(new Map(own)));
    expect(found.total).toBe(counted.byRegion.get('530425')?.length);
    expect(parts.reduce((sum, [, total]) => sum + (total ?? 0), 0)).toBeGreaterThanOrEqual(found.total ?? Infinity);
  });

  test('of a past school year on its counting day', async () => {
    const counted = withoutMentorOn(expected.as_of, '2024-2025');
    expect((await ask('530400', expected.as_of, { schoolYear: '2024-2025' })).total).toBe(counted.people.length);
  });

  test('of a school year that has not begun nothing is known', async () => {
    const found = await ask('530400', expected.as_of, { schoolYear: '2026-2027' });
    expect(found).toMatchObject({ total: null, rural: null, people: { nodes: [], totalCount: null } });
    expect(found.unknown).toContain('2026-2027');
  });
});

describe('what ends', () => {
  const ask = async (code: string, asOf: string, months: number) => {
    const { region } = await api.ask(EndingOfRegion, { code, asOf, months });
    if (!region?.ending) throw new Error(`No answer for ${code}`);
    return region.ending;
  };
  type Found = Awaited<ReturnType<typeof ask>>;
  const shown = ({ nodes }: Pick<Found['entries'], 'nodes'>, kind: string) =>
    nodes.filter((entry) => entry.kind === kind).map(({ date, teacher }) => `${date} ${teacher?.staffNo ?? ''}`);
  const count = ({ byKind }: Found, of: string) => byKind.find(({ kind }) => kind === of);

  test.each([
    ['530400', null, 6],
    ['530400', null, 12],
    ['530402', '530402', 12],
    ['530425', '530425', 24],
  ])('in %s: titles and early ends of pairings, those already over apart', async (code, region, months) => {
    const found = await ask(code, expected.as_of, months);
    const counted = endingsOn(expected.as_of, found.until, region);
    expect(count(found, 'TITLE')).toEqual({
      kind: 'TITLE',
      ending: counted.titles.length,
      overdue: counted.overdue.length,
      unknown: null,
    });
    expect(counted.titles.length).toBeGreaterThan(0);
    expect(shown(found.entries, 'TITLE')).toEqual(counted.titles.slice(0, shown(found.entries, 'TITLE').length));
    expect(shown(found.overdue, 'TITLE')).toEqual(counted.overdue);
    expect(shown(found.pairings, 'PAIRING')).toEqual(counted.pairings.slice(0, 500));
    expect(found.pairings.totalCount).toBe(counted.pairings.length);
  });

  test('a seat and a pairing in the past that were to end soon', async () => {
    const day = '2024-09-15';
    const found = await ask('530400', day, 12);
    const counted = endingsOn(day, found.until);
    expect(counted.seats.length + counted.pairings.length).toBeGreaterThan(0);
    expect(count(found, 'SEAT')?.ending).toBe(counted.seats.length);
    expect(count(found, 'PAIRING')?.ending).toBe(counted.pairings.length);
    expect(found.entries.nodes.every(({ kind, recorded }) => recorded === (kind !== 'TITLE'))).toBe(true);
    const dates = found.entries.nodes.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted());
  });

  test('titles whose state on a past day is not known leave their number open, not 0', async () => {
    const found = await ask('530400', '2025-06-01', 60);
    expect(count(found, 'TITLE')).toMatchObject({ ending: null });
    expect(count(found, 'TITLE')?.unknown).not.toBeNull();
    expect(found.entries.totalCount).toBeNull();
  });

  test('page after page gives every entry once', async () => {
    const counted = endingsOn('2023-11-15', '2024-11-15').pairings;
    const pageAfter = async (after: string | null): Promise<EndingPage | undefined> =>
      (await api.ask(PageOfEndings, { asOf: '2023-11-15', first: 100, after })).region?.ending?.entries;
    const pages: string[] = [];
    for (let page = await pageAfter(null); page && page.nodes.length > 0;) {
      pages.push(...page.nodes.map(({ date, teacher }) => `${date} ${teacher?.staffNo ?? ''}`));
      page = await pageAfter(page.pageInfo.endCursor);
    }
    expect(pages.toSorted()).toEqual(counted);
  });
});

describe('open places as a list', () => {
  type Variables = Parameters<
    typeof api.ask<unknown, { asOf: string; level?: 'CITY' | 'COUNTY'; stage?: 'PRIMARY'; role?: string }>
  >[1];
  const ask = async (variables: Variables) => {
    const { region } = await api.ask(OpenPlacesOfRegion, variables);
    if (!region) throw new Error('No region');
    return region;
  };

  test.each(DAYS.flatMap((day) => [[day, null] as const, [day, 'CITY'] as const]))(
    'on %s (level %s) they are those found in the rows, and sum to the capacity',
    async (asOf, level) => {
      const { openPlaces, capacity } = await ask({ asOf, ...(level === null ? {} : { level }) });
      const rows = openPlaces.nodes.map(({ workshop, role, under, required, filled, open }) =>
        [workshop.code, role.code, under?.holder.staffNo ?? '-', required, filled, open].join(' '),
      );
      expect(rows.toSorted()).toEqual([...openPlacesOn(asOf, level)].sort());
      expect(openPlaces.totalCount).toBe(rows.length);
      expect(openPlaces.open).toBe(capacity.founded?.all?.open);
      for (const { role, seats } of capacity.founded?.byRole ?? [])
        expect([role.code, sum(openPlaces.nodes.filter((row) => row.role.code === role.code))]).toEqual([
          role.code,
          seats.open,
        ]);
    },
  );

  test('of city workshops they are as many as the expected results say, stage by stage', async () => {
    const { founded, by_stage: stages } = expected.facts.city_capacity;
    expect((await ask({ asOf: expected.as_of, level: 'CITY' })).openPlaces.open).toBe(founded.places.open);
    const primary = await ask({ asOf: expected.as_of, level: 'CITY', stage: 'PRIMARY', role: 'trainee' });
    expect(primary.openPlaces.open).toBe(stages[STAGE_WORDS['PRIMARY'] ?? '']?.founded.trainee.open);
  });

  test('before any policy nothing is known', async () => {
    const { openPlaces } = await ask({ asOf: '2020-01-01' });
    expect(openPlaces).toMatchObject({ nodes: [], open: null, totalCount: null });
    expect(openPlaces.unknown).not.toBeNull();
  });
});

function sum(rows: readonly { readonly open: number }[]): number {
  return rows.reduce((total, { open }) => total + open, 0);
}
