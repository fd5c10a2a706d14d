import { type Calendar, type SchoolYear, schoolYearStart } from './calendar.ts';
import type { Day } from './day.ts';
import type { RegionId, SchoolId, UnitId } from './identifier.ts';
import {
  type CountingRules,
  type PopulationCount,
  type PostHolders,
  type UnitPeople,
  countPopulation,
} from './population.ts';
import type { Unknown } from './unknown.ts';

/** Holders of the same posts, told apart by whether somebody mentors them in the school year asked about. */
export interface MentoredHolders extends PostHolders {
  readonly mentored: boolean;
}

/** What the graph knows of a unit's people and of who is mentored. */
export interface MentoredPeople extends UnitPeople {
  readonly holders: readonly MentoredHolders[];
}

/** Distinct persons. Null: not known; `unknown` says why. */
export interface WithoutMentorCount {
  readonly homeroomTeachers: number | null;
  /** Homeroom teachers whom nobody mentors. */
  readonly total: number | null;
  /** Of these, those who hold such a post at a rural school. */
  readonly rural: number | null;
  readonly unknown: Unknown | null;
}

/** A part of a unit. */
export type UnitPart =
  { readonly kind: 'Region'; readonly id: RegionId } | { readonly kind: 'School'; readonly id: SchoolId };

/** As a whole and in parts: the units directly below and the unit's own schools (null), or school by school where nothing is below. */
export interface WithoutMentorTotals extends WithoutMentorCount {
  readonly byUnit: readonly (WithoutMentorCount & { readonly unit: UnitPart | null })[];
}

/** Counts a unit's homeroom teachers without a mentor: the parts by their own rules, single schools by the unit's. */
export function countWithoutMentor(people: MentoredPeople, rules: CountingRules): WithoutMentorTotals {
  if (people.children.length > 0 || people.schools.length < 2)
    return count(people, rules, (id) => ({ kind: 'Region', id }));
  const bySchool = {
    children: people.schools.map(({ id }) => id),
    schools: people.schools.map((school) => ({ ...school, part: school.id })),
    holders: people.holders,
  };
  const ofSchools: CountingRules<SchoolId> = {
    definitionsOf: () => rules.definitionsOf(null),
    uncoveredUnit: () => rules.uncoveredUnit(null),
  };
  const { byUnit, ...whole } = count(bySchool, ofSchools, (id) => ({ kind: 'School', id }));
  return { ...whole, byUnit: byUnit.filter(({ homeroomTeachers }) => homeroomTeachers !== 0) };
}

/** Why nothing can be said about a school year on a day; null when it has begun. */
export function notBegun(schoolYear: SchoolYear, day: Day, calendar: Calendar): Unknown | null {
  const begins = schoolYearStart(schoolYear, calendar);
  return day < begins ? { because: 'schoolYearNotBegun', schoolYear, begins, day } : null;
}

function count<Part extends UnitId>(
  people: Omit<UnitPeople<Part>, 'holders'> & { readonly holders: readonly MentoredHolders[] },
  rules: CountingRules<Part>,
  partOf: (id: Part) => UnitPart,
): WithoutMentorTotals {
  const all = countPopulation(people, rules);
  const without = countPopulation({ ...people, holders: people.holders.filter(({ mentored }) => !mentored) }, rules);
  return {
    ...together(all, without),
    byUnit: all.byUnit.flatMap((part, index) => {
      const of = without.byUnit[index];
      return of === undefined ? [] : [{ unit: part.unit === null ? null : partOf(part.unit), ...together(part, of) }];
    }),
  };
}

function together(all: PopulationCount, without: PopulationCount): WithoutMentorCount {
  return {
    homeroomTeachers: all.homeroomTeachers,
    total: without.homeroomTeachers,
    rural: without.ruralHomeroomTeachers,
    unknown: without.unknown,
  };
}
