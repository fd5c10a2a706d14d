import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schoolYearFrom } from '../../src/domain/calendar.ts';
import { type Coverage, dataAsOf, freshness, uncovered } from '../../src/domain/coverage.ts';
import { toDay } from '../../src/domain/day.ts';
import { inForceOn } from '../../src/domain/designation.ts';
import type { RegionId, SchoolId, SeatId, TeacherId, WorkshopId } from '../../src/domain/identifier.ts';
import { generations } from '../../src/domain/lineage.ts';
import { countedOn, loadOf, loadsWithStatus, sumLoads } from '../../src/domain/mentorLoad.ts';
import type { WorkshopRole } from '../../src/domain/policy/types.ts';
import { type PopulatedSchool, type PostHolders, countPopulation } from '../../src/domain/population.ts';
import type { RosterKind } from '../../src/domain/roster.ts';
import { SETTINGS } from '../../src/domain/school.ts';
import { explain, known } from '../../src/domain/unknown.ts';
import { type LineageSeat, workshopLineage } from '../../src/domain/workshopLineage.ts';

const CALENDAR = { schoolYear: '09-01', semesters: ['09-01', '02-01'], countingDay: { schoolYear: '06-30' } };
const YEAR = schoolYearFrom(2024);

describe('coverage', () => {
  const made = (issuer: string, asOf: string, ...kinds: RosterKind[]) => ({
    issuer: issuer as RegionId,
    asOf: toDay(asOf),
    kinds,
  });
  const city: Coverage = {
    whole: [made('city', '2025-03-01', 'school', 'post'), made('city', '2025-11-15', 'post')],
    parts: [],
  };

  test('of several kinds is as old as the oldest of their latest imports', () => {
    expect(dataAsOf(city, ['post'])).toBe('2025-11-15');
    expect(dataAsOf(city, ['school', 'post'])).toBe('2025-03-01');
    expect(dataAsOf(city, ['post', 'seat'])).toBeNull();
    expect(freshness(city)).toBe('2025-03-01');
  });

  test('above the issuing bodies is the oldest of those that import', () => {
    const province = { whole: [], parts: [made('a', '2025-11-15', 'post'), made('b', '2024-10-01', 'post')] };
    expect(dataAsOf(province, ['post'])).toBe('2024-10-01');
    expect(freshness({ whole: [], parts: [] })).toBeNull();
  });

  test('reaches back without end and forward to the end of its school year', () => {
    const on = (day: string) => uncovered(city, ['post'], toDay(day), CALENDAR)?.because ?? null;
    expect(['1999-01-01', '2025-11-16', '2026-08-31', '2026-09-01'].map(on)).toEqual([null, null, null, 'dataTooOld']);
    expect(uncovered(city, ['post', 'seat'], toDay('2025-11-15'), CALENDAR)).toEqual({
      because: 'noImport',
      kinds: ['seat'],
    });
  });

  test('that is missing is explained in both languages', () => {
    const unknown = uncovered(city, ['post'], toDay('2027-01-01'), CALENDAR);
    const text = unknown === null ? null : explain(unknown);
    expect(text?.zh).toContain('2025-11-15');
    expect(text?.en).toContain('2025-11-15');
  });
});

describe('a title', () => {
  const term = { awarded: toDay('2023-06-20'), termEnd: toDay('2026-06-20'), stateKnownOn: toDay('2025-11-15') };
  const on = (state: 'IN_FORCE' | 'EXPIRED' | 'REVOKED', day: string) => inForceOn({ ...term, state }, toDay(day));

  test('is in force from its award to the end of its term', () => {
    const days = ['2023-06-19', '2023-06-20', '2026-06-19', '2026-06-20'];
    expect(days.map((day) => on('IN_FORCE', day))).toEqual([false, true, true, false]);
  });

  test('that was revoked without a date is out of force once that is known, and unknown before', () => {
    const days = ['2023-06-19', '2024-01-01', '2025-11-14', '2025-11-15', '2026-06-20'];
    expect(days.map((day) => on('REVOKED', day))).toEqual([false, null, null, false, false]);
  });

  test('that expired with its term was in force until then; one that expired before it, nobody knows until when', () => {
    const days = ['2024-01-01', '2026-06-19', '2026-06-20'];
    const expired = { ...term, state: 'EXPIRED', stateKnownOn: toDay('2026-10-31') } as const;
    expect(days.map((day) => inForceOn(expired, toDay(day)))).toEqual([true, true, false]);
    expect(days.map((day) => on('EXPIRED', day))).toEqual([null, false, false]);
  });
});

describe('population', () => {
  const ids = ['a', 'b', 'c', 'd'] as SchoolId[];
  const schools = fc.tuple(
    ...ids.map((id) =>
      fc.record<PopulatedSchool>({
        id: fc.constant(id),
        part: fc.constantFrom(null, 'north' as RegionId, 'south' as RegionId),
        setting: fc.constantFrom(...SETTINGS),
        stages: fc.constant(['PRIMARY'] as const),
        teachers: fc.integer({ min: 0, max: 9 }),
      }),
    ),
  );
  const post = fc.record({ school: fc.constantFrom(...ids), kind: fc.constantFrom('steward', 'aide') });
  const people = fc.array(fc.array(post, { minLength: 1, maxLength: 3 }), { maxLength: 12 });
  const rules = {
    definitionsOf: () =>
      known({ countingPosts: ['steward'], isRural: (setting: string | null) => setting === 'VILLAGE' }),
    uncoveredUnit: () => null,
  };

  test('counts persons, each once in every part in which a post counts, however they are grouped', () => {
    fc.assert(
      fc.property(schools, people, (among, persons) => {
        const holders: PostHolders[] = persons.map((posts) => ({ posts, persons: 1 }));
        const report = countPopulation({ children: ['north', 'south'] as RegionId[], schools: among, holders }, rules);
        const stewardsAt = (fits: (school: PopulatedSchool) => boolean) =>
          persons.filter((posts) =>
            posts.some(
              ({ school, kind }) => kind === 'steward' && among.some((each) => each.id === school && fits(each)),
            ),
          ).length;
        expect(report.homeroomTeachers).toBe(stewardsAt(() => true));
        expect(report.ruralHomeroomTeachers).toBe(stewardsAt(({ setting }) => setting === 'VILLAGE'));
        for (const { unit, homeroomTeachers } of report.byUnit)
          expect(homeroomTeachers).toBe(stewardsAt(({ part }) => part === unit));
        for (const { setting, homeroomTeachers } of report.bySetting)
          expect(homeroomTeachers).toBe(stewardsAt((school) => school.setting === setting));
        expect(report.byUnit.reduce((sum, part) => sum + (part.schools ?? 0), 0)).toBe(among.length);
      }),
    );
  });

  test('with a school whose setting is not known has no rural number, and says why', () => {
    const school = { id: 'a' as SchoolId, part: null, setting: null, stages: [], teachers: 3 };
    const holders = [{ posts: [{ school: school.id, kind: 'steward' }], persons: 2 }];
    expect(countPopulation({ children: [], schools: [school], holders }, rules)).toMatchObject({
      schools: 1,
      ruralSchools: null,
      homeroomTeachers: 2,
      ruralHomeroomTeachers: null,
      unknown: { because: 'settingNotKnown', schools: 1 },
    });
  });
});

describe('mentor load', () => {
  test('a floor knows UNDER and MET, a ceiling MET and OVER', () => {
    const statuses = (bounds: { floor: number | null; ceiling: number | null }) =>
      [0, 3, 4, 5].map((current) => loadOf(bounds, current).status);
    expect(statuses({ floor: 4, ceiling: null })).toEqual(['UNDER', 'UNDER', 'MET', 'MET']);
    expect(statuses({ floor: null, ceiling: 3 })).toEqual(['MET', 'MET', 'OVER', 'OVER']);
    expect(loadOf({ floor: 4, ceiling: null }, 1).shortfall).toBe(3);
  });

  test('a load has the status whose range it lies in, and no other', () => {
    const bound = fc.option(fc.integer({ min: 1, max: 8 }));
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 0, max: 20 }), (floor, extra, current) => {
        const bounds = { floor, ceiling: extra === null ? null : (floor ?? 0) + extra };
        const fitting = (['UNDER', 'MET', 'OVER'] as const).filter((status) => {
          const range = loadsWithStatus(bounds, status);
          return range !== null && range.least <= current && (range.most === null || current <= range.most);
        });
        expect(fitting).toEqual([loadOf(bounds, current).status]);
      }),
    );
  });

  test('is counted on the counting day, or on the day asked if that is earlier', () => {
    expect(countedOn(YEAR, toDay('2025-11-15'), CALENDAR)).toBe('2025-06-30');
    expect(countedOn(YEAR, toDay('2025-01-10'), CALENDAR)).toBe('2025-01-10');
  });

  test('has no sum while somebody may or may not be among those asked', () => {
    const day = toDay('2024-06-30');
    const counts = [
      { part: null, certain: true, load: 2, mentors: 3 },
      { part: null, certain: false, load: 9, mentors: 1 },
    ];
    expect(sumLoads({ floor: 4, ceiling: null }, counts, day).unknown).toEqual({
      because: 'titleStateNotKnown',
      persons: 1,
      day,
    });
    expect(sumLoads({ floor: 4, ceiling: null }, counts.slice(0, 1), day).value).toEqual({
      mentors: 3,
      pairings: 6,
      under: 3,
      met: 0,
      over: 0,
      shortfall: 6,
    });
  });
});

describe('lineage', () => {
  const person = (name: string) => name as TeacherId;
  const step = (formedBy: string, teacher: string, since: string | null) => ({
    formedBy: person(formedBy),
    teacher: person(teacher),
    since: since === null ? null : toDay(since),
  });

  test('goes in circles without end of its own', () => {
    const circle = [step('a', 'b', '2020-01-01'), step('b', 'a', '2021-01-01'), step('b', 'c', '2022-01-01')];
    expect(Object.fromEntries(generations([person('a')], circle))).toEqual({ a: 0, b: 1, c: 2 });
  });

  test('never goes back in time along a path', () => {
    const backwards = [step('a', 'b', '2022-01-01'), step('b', 'c', '2021-01-01')];
    expect([...generations([person('a')], backwards).keys()]).toEqual(['a', 'b']);
  });

  test('a longer way that arrives earlier opens what the shorter one does not', () => {
    const steps = [
      step('a', 'b', '2022-01-01'),
      step('a', 'x', '2020-01-01'),
      step('x', 'b', '2020-06-01'),
      step('b', 'c', '2021-01-01'),
    ];
    expect(Object.fromEntries(generations([person('a')], steps))).toEqual({ a: 0, b: 1, x: 1, c: 3 });
  });

  const roles: WorkshopRole[] = [
    { code: 'guide', text: { zh: '', en: '' }, leads: true, under: null },
    { code: 'fellow', text: { zh: '', en: '' }, leads: false, under: 'guide' },
    { code: 'learner', text: { zh: '', en: '' }, leads: false, under: 'fellow' },
  ];
  const seat = (role: string, holder: string, under: string | null, from: string, to: string | null): LineageSeat => {
    const interval = { from: toDay(from), to: to === null ? null : toDay(to) };
    return {
      id: holder as SeatId,
      role,
      holder: person(holder),
      ...interval,
      under: under === null ? [] : [{ seat: under as SeatId, ...interval }],
    };
  };
  const seats = [
    seat('guide', 'g', null, '2023-01-01', null),
    seat('fellow', 'f', 'g', '2023-02-01', null),
    seat('fellow', 'left', 'g', '2023-02-01', '2024-02-01'),
    seat('learner', 'l', 'f', '2023-03-01', null),
    {
      ...seat('learner', 'alone', 'left', '2023-03-01', null),
      under: [{ seat: 'left' as SeatId, from: toDay('2023-03-01'), to: toDay('2024-02-01') }],
    },
  ];
  const on = (day: string, includeEnded: boolean) => {
    const { formations, ...rest } = workshopLineage('w' as WorkshopId, seats, roles, toDay(day), includeEnded);
    return { ...rest, formations: formations.map(({ formedBy, teacher }) => `${formedBy}>${teacher}`) };
  };

  test('of a workshop shows what runs; whose seat above has ended stands beside', () => {
    expect(on('2025-01-01', false)).toEqual({
      formations: ['g>f', 'f>l'],
      size: 3,
      generations: 2,
      unattached: ['alone'],
    });
    expect(on('2024-01-01', false)).toMatchObject({ size: 5, unattached: [] });
  });

  test('of a workshop also shows what has ended when asked to', () => {
    const { formations, size } = on('2025-01-01', true);
    expect(formations.toSorted()).toEqual(['f>l', 'g>f', 'g>left', 'left>alone']);
    expect(size).toBe(5);
  });
});
