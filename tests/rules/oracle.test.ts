import { describe, expect, test } from 'vitest';
import {
  type ExpectedCapacity,
  type ExpectedHomeroomTeachers,
  type ExpectedPairings,
  type ExpectedWorkshop,
  expected,
} from '../oracle/expected.ts';
import { mentorLoadOn } from '../oracle/mentorLoad.ts';
import { homeroomDays, populationOn } from '../oracle/population.ts';
import { roster } from '../oracle/roster.ts';
import { cityCapacityOn, lineageEdges, workshopCapacity, workshopsOn } from '../oracle/workshops.ts';

const TODAY = expected.as_of;
const PAST = '2024-06-30';
const { facts, facts_as_of_2024_06_30: past } = expected;

describe('the independent computation agrees with the expected results of the workbook', () => {
  test('rows, accepted rows and records of each sheet', () => {
    for (const [sheet, counts] of roster().counts)
      expect([sheet, counts]).toEqual([
        sheet,
        {
          rows: expected.sheets[sheet]?.rows_total,
          accepted: expected.sheets[sheet]?.rows_accepted,
          records: expected.sheets[sheet]?.records,
        },
      ]);
    expect(roster().counts.size).toBe(8);
  });

  test('schools and people', () => {
    const { schools, people } = roster();
    expect(schools.size).toBe(facts.schools.total);
    expect(people.size).toBe(facts.people);
    const tally = (key: (school: { stage: string; setting: string; region: string }) => string) => {
      const counts: Record<string, number> = {};
      for (const school of schools.values()) counts[key(school)] = (counts[key(school)] ?? 0) + 1;
      return counts;
    };
    expect(tally(({ stage }) => stage)).toEqual(facts.schools.by_stage);
    expect(tally(({ setting }) => setting)).toEqual(facts.schools.by_setting);
    expect(tally(({ region, setting }) => `${region} ${setting}`)).toEqual(
      Object.fromEntries(
        Object.entries(facts.schools.by_county_and_setting).flatMap(([region, settings]) =>
          Object.entries(settings)
            .filter(([, count]) => count > 0)
            .map(([setting, count]) => [`${region} ${setting}`, count]),
        ),
      ),
    );
  });

  test.each([
    [TODAY, facts.homeroom_teachers_now],
    [PAST, past.homeroom_teachers],
  ])('homeroom teachers on %s', (day, expectation) => {
    expect(homeroomTeachers(day)).toEqual(expectation);
  });

  test('homeroom days', () => {
    for (const { id, days, days_all_posts, serving, why } of facts.homeroom_days)
      expect([why, homeroomDays(id, TODAY)]).toEqual([why, { counting: days, allPosts: days_all_posts, serving }]);
  });

  test.each([
    [TODAY, facts.workshops],
    [PAST, past.workshops],
  ])('each city workshop on %s', (day, expectation) => {
    const states = workshopsOn(day).filter(({ workshop }) => workshop.level === 'CITY');
    expect(
      states.map((state) =>
        workshop(
          state,
          expectation.some(({ members }) => members !== undefined),
        ),
      ),
    ).toEqual(expectation);
  });

  test('the region of each workshop', () => {
    expect(Object.fromEntries(roster().workshops.map(({ code, region }) => [code, region]))).toEqual(
      facts.workshop_regions,
    );
  });

  test.each([
    [TODAY, facts.city_capacity],
    [PAST, past.city_capacity],
  ])('capacity of the city level on %s', (day, expectation) => {
    const { workshops, unattached, planned, founded, by_stage } = expectation;
    expect(capacity(day, Object.keys(by_stage))).toEqual({ workshops, unattached, planned, founded, by_stage });
  });

  test('lineage of three workshops', () => {
    for (const state of workshopsOn(TODAY)) {
      const expectation = facts.lineage[state.workshop.code];
      if (!expectation) continue;
      const edges = lineageEdges(state);
      expect(state.host).toBe(expectation.host);
      expect(sorted(edges.map((edge) => Object.values(edge).join()))).toEqual(
        sorted(expectation.edges.map(({ person, formedBy, role }) => [person, formedBy, role].join())),
      );
      expect(sorted(state.unattached)).toEqual(sorted(expectation.unattached.map(({ person }) => person)));
      expect(new Set([state.host, ...edges.map(({ person }) => person)]).size).toBe(expectation.people);
    }
    expect(Object.keys(facts.lineage)).toHaveLength(3);
  });

  test.each([
    ['2025-2026', facts.city_holder_pairings],
    ['2024-2025', facts.city_holder_pairings_2024_2025],
  ])('pairings of the city holders in %s', (schoolYear, expectation) => {
    expect(pairings(schoolYear)).toEqual(expectation);
  });
});

function homeroomTeachers(day: string): ExpectedHomeroomTeachers {
  const population = populationOn(day);
  const byRegion = [...population.byRegion];
  return {
    total: population.homeroomTeachers,
    by_county: Object.fromEntries(byRegion.map(([region, { homeroomTeachers: count }]) => [region, count])),
    rural_total: population.rural,
    rural_by_county: Object.fromEntries(byRegion.map(([region, { rural }]) => [region, rural])),
    by_setting: Object.fromEntries(population.bySetting),
    in_two_counties: population.inTwoCounties,
  };
}

function workshop(state: ReturnType<typeof workshopsOn>[number], withMembers: boolean): ExpectedWorkshop {
  const { host, member, trainee } = workshopCapacity(state);
  const members = state.members.map(({ member: staffNo, trainees }) => ({
    member: staffNo,
    trainees: trainees.length,
    filled: Math.min(3, trainees.length),
    open: Math.max(0, 3 - trainees.length),
    over: Math.max(0, trainees.length - 3),
  }));
  return {
    id: state.workshop.code,
    stage: state.workshop.stage,
    exists: state.exists,
    host_filled: host.filled === 1,
    members_filled: member.filled,
    members_open: 10 - member.filled,
    trainees_filled: trainee.filled,
    trainees_open_under_members: members.reduce((total, { open }) => total + open, 0),
    trainees_open_of_30: 30 - trainee.filled,
    trainees_over: trainee.over,
    trainees_unattached: state.unattached.length,
    ...(withMembers ? { members } : {}),
  };
}

function capacity(day: string, stages: readonly string[]): ExpectedCapacity {
  const whole = cityCapacityOn(day);
  return {
    workshops: whole.founded.workshops,
    unattached: whole.unattached,
    planned: whole.planned,
    founded: whole.founded,
    by_stage: Object.fromEntries(stages.map((stage) => [stage, cityCapacityOn(day, stage)])),
  };
}

function pairings(schoolYear: string): ExpectedPairings {
  const load = mentorLoadOn(TODAY, schoolYear);
  return {
    school_year: schoolYear,
    counted_on: load.countedOn,
    holders: load.mentors,
    below_5: load.under,
    exactly_5: load.exactly,
    above_5: load.above,
    pairings: load.pairings,
    lowest_20: load.rows.slice(0, 20).map(({ staffNo, pairings: count }) => ({ id: staffNo, pairings: count })),
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort();
}
