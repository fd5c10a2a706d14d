import { describe, expect, test } from 'vitest';
import { graphql } from '../generated/index.ts';
import { apiOn } from './api.ts';

const Everything = graphql(`
  query Everything($asOf: Date, $schoolYear: SchoolYear) {
    region(code: "530400", asOf: $asOf) {
      dataAsOf
      population {
        schools
        ruralSchools
        teachers
        homeroomTeachers
        ruralHomeroomTeachers
        unknown
        byUnit {
          schools
          teachers
          homeroomTeachers
          ruralHomeroomTeachers
          unknown
        }
        byStage {
          schools
          homeroomTeachers
          unknown
        }
        bySetting {
          schools
          homeroomTeachers
          unknown
        }
      }
      capacity {
        workshops
        unattached
        unknown
        planned {
          all {
            required
          }
        }
        founded {
          all {
            required
          }
        }
        byUnit {
          workshops
          unattached
          unknown
          founded {
            all {
              filled
            }
          }
        }
        byStage {
          workshops
          unknown
          founded {
            all {
              filled
            }
          }
        }
      }
      mentorLoad(schoolYear: $schoolYear) {
        mentors
        pairings
        under
        met
        over
        shortfall
        unknown
        byUnit {
          mentors
          pairings
          unknown
        }
        rows(first: 5) {
          nodes {
            current
          }
        }
      }
    }
    school(region: "530400", code: "0402001", asOf: $asOf) {
      unknown
      setting
      rural
      cityDirect
      population {
        homeroomTeachers
        unknown
      }
      capacity {
        workshops
        unknown
      }
    }
    workshop(region: "530400", code: "YX-GZS-01", asOf: $asOf) {
      unknown
      lead {
        from
      }
      seats {
        from
      }
      capacity {
        unattached
        unknown
        all {
          filled
        }
      }
      composition {
        outcome
        found
        unknown
      }
      lineage {
        size
        generations
        unknown
        formations {
          generation
        }
        unattached {
          from
        }
      }
    }
    teacher(region: "530400", staffNo: "25015528", asOf: $asOf) {
      unknown
      rural
      posts {
        from
      }
      homeroomPosts {
        from
      }
      seats {
        from
      }
      standings {
        ladder
      }
      designations {
        inForce
      }
      mentees(schoolYear: $schoolYear) {
        from
      }
      mentors(schoolYear: $schoolYear) {
        from
      }
      mentorLoad(schoolYear: $schoolYear) {
        current
        shortfall
        status
        unknown
      }
      records {
        homeroomYears {
          countingDays
          allPostDays
          years
          serving
          unknown
        }
      }
    }
  }
`);

describe('two years after the data, asked without a day', () => {
  const api = apiOn('2027-11-15');

  test.each([null, '2025-2026', '2027-2028'])('every answer is null with its reason (school year %s)', async (year) => {
    const answer = await api.ask(Everything, { asOf: null, schoolYear: year });
    expect(answer.region?.dataAsOf).toBe('2025-11-15');
    expect(found(answer, 'number', 'boolean')).toEqual([]);
    expect(reasons(answer).filter(({ unknown }) => !unknown)).toEqual([]);
    expect(reasons(answer).length).toBeGreaterThan(30);
    const { region, school, workshop, teacher } = answer;
    expect(region?.capacity).toMatchObject({ planned: null, founded: null });
    expect(region?.mentorLoad?.map(({ rows }) => rows)).toEqual([null]);
    expect(school).toMatchObject({ setting: null, rural: null });
    expect(workshop).toMatchObject({
      lead: null,
      seats: null,
      capacity: { all: null, unattached: null },
      lineage: { formations: null, size: null, unattached: null },
    });
    expect(workshop?.composition?.map(({ outcome, found: seats }) => [outcome, seats])).toEqual([['UNKNOWN', null]]);
    expect(teacher).toMatchObject({
      posts: null,
      homeroomPosts: null,
      seats: null,
      standings: null,
      mentees: null,
      mentors: null,
    });
  });

  test('a day that the data covers is answered all the same', async () => {
    const answer = await api.ask(Everything, { asOf: '2025-11-15', schoolYear: '2025-2026' });
    expect(reasons(answer).filter(({ unknown }) => unknown)).toEqual([]);
    expect(answer.region?.population.homeroomTeachers).toBe(7202);
    expect(answer.teacher?.records?.homeroomYears.serving).not.toBeNull();
  });
});

describe('around the data', () => {
  const api = apiOn('2025-11-15');

  test('what is known is carried forward to the end of its school year, and no further', async () => {
    const lastDay = await api.ask(Everything, { asOf: '2026-08-31', schoolYear: '2025-2026' });
    expect(reasons(lastDay).filter(({ unknown }) => unknown)).toEqual([]);
    expect(lastDay.region?.dataAsOf).toBe('2025-11-15');
    const nextDay = await api.ask(Everything, { asOf: '2026-09-01', schoolYear: '2025-2026' });
    expect(found(nextDay, 'number', 'boolean')).toEqual([]);
  });

  test('a school year that has not begun has no load, and says so', async () => {
    const { region, teacher } = await api.ask(Everything, { asOf: '2025-11-15', schoolYear: '2026-2027' });
    for (const load of [...(region?.mentorLoad ?? []), ...(teacher?.mentorLoad ?? [])]) {
      expect(load.unknown).toContain('2026-2027');
      expect(found(load, 'number')).toEqual([]);
    }
    expect(region?.mentorLoad).toHaveLength(1);
  });

  test('before the first policy nothing that a policy defines is counted, and it says so', async () => {
    const { region, workshop, teacher } = await api.ask(Everything, { asOf: '2022-06-30', schoolYear: null });
    expect(region?.population).toMatchObject({ homeroomTeachers: null, ruralHomeroomTeachers: null });
    for (const part of [region?.population, ...(region?.population.byUnit ?? [])]) {
      expect(part?.homeroomTeachers).toBeNull();
      expect(part?.unknown).toContain('2022-06-30');
    }
    expect(region?.capacity).toMatchObject({ workshops: null, planned: null, founded: null, unattached: null });
    expect(region?.capacity.unknown).toContain('2022-06-30');
    expect(region?.mentorLoad).toBeNull();
    expect(teacher?.mentorLoad).toBeNull();
    expect(teacher?.unknown).toContain('2022-06-30');
    expect(workshop).toBeNull();
    expect(teacher?.records?.homeroomYears).toMatchObject({ countingDays: null, years: null, serving: null });
    expect(teacher?.records?.homeroomYears.unknown).toContain('2022-06-30');
  });
});

/** Paths of all values of these types: what is known. */
function found(value: unknown, ...types: readonly string[]): string[] {
  return walk(value).flatMap(([path, leaf]) => (types.includes(typeof leaf) ? [path] : []));
}

/** Every `unknown` of an answer. */
function reasons(value: unknown): { readonly path: string; readonly unknown: unknown }[] {
  return walk(value).flatMap(([path, unknown]) => (path.endsWith('.unknown') ? [{ path, unknown }] : []));
}

function walk(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => walk(inner, `${path}.${key}`));
}
