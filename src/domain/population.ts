import type { RegionId, SchoolId, UnitId } from './identifier.ts';
import { SETTINGS, STAGES, type Setting, type Stage } from './school.ts';
import { type Answer, type Unknown, known, notKnown } from './unknown.ts';

/** A school of a unit on a day. */
export interface PopulatedSchool<Part extends UnitId = RegionId> {
  readonly id: SchoolId;
  /** The unit directly below through which it belongs to the unit; null: the unit's own. */
  readonly part: Part | null;
  /** Null: not known on the day. */
  readonly setting: Setting | null;
  readonly stages: readonly Stage[];
  /** Persons whose own school it is. */
  readonly teachers: number;
}

/**
 * People who hold the same posts: the schools and kinds of the posts held on the day, and how many persons hold exactly
 * these. It is what distinct counting needs, for any way of grouping schools, and hardly longer than the list of schools.
 */
export interface PostHolders {
  readonly posts: readonly { readonly school: SchoolId; readonly kind: string }[];
  readonly persons: number;
}

/** What the graph knows of a unit's people on a day. */
export interface UnitPeople<Part extends UnitId = RegionId> {
  /** The units directly below, in the order in which they are shown. */
  readonly children: readonly Part[];
  readonly schools: readonly PopulatedSchool<Part>[];
  readonly holders: readonly PostHolders[];
}

/** What the policy in force says about whom to count. */
export interface PopulationDefinitions {
  /** Codes of the posts that make a homeroom teacher. */
  readonly countingPosts: readonly string[] | null;
  /** Null: the policy does not say, or the setting is not known. */
  readonly isRural: (setting: Setting | null) => boolean | null;
}

/** Distinct persons. Null: not known; `unknown` says why. */
export interface PopulationCount {
  readonly schools: number | null;
  readonly ruralSchools: number | null;
  readonly teachers: number | null;
  readonly homeroomTeachers: number | null;
  readonly ruralHomeroomTeachers: number | null;
  readonly unknown: Unknown | null;
}

/** A unit's people as a whole and in parts. A person with posts in two parts counts once in each, and once in the whole. */
export interface PopulationReport<Part extends UnitId = RegionId> extends PopulationCount {
  readonly byUnit: readonly (PopulationCount & { readonly unit: Part | null })[];
  readonly bySetting: readonly (PopulationCount & { readonly setting: Setting })[];
  readonly byStage: readonly (PopulationCount & { readonly stage: Stage })[];
}

/** What is in force for a unit, or why homeroom teachers cannot be counted there. */
export type Definitions = Answer<PopulationDefinitions>;

/** How a unit is counted; null: the whole, otherwise one directly below it, which may have rules of its own. */
export interface CountingRules<Part extends UnitId = RegionId> {
  readonly definitionsOf: (unit: Part | null) => Definitions;
  /** Why a unit cannot be answered for; null when it can. */
  readonly uncoveredUnit: (unit: Part | null) => Unknown | null;
}

/** Counts a unit's people: the whole and its own schools by its own rules, each unit below by those of that unit. */
export function countPopulation<Part extends UnitId = RegionId>(
  people: UnitPeople<Part>,
  { definitionsOf, uncoveredUnit }: CountingRules<Part>,
): PopulationReport<Part> {
  const counter = new Counter(people.holders, definitionsOf(null));
  const count = (schools: readonly PopulatedSchool<UnitId>[]): PopulationCount => {
    const unknown = uncoveredUnit(null);
    return unknown === null ? counter.count(schools) : nothingKnown(unknown);
  };
  const own = people.schools.filter((school) => school.part === null);
  return {
    ...count(people.schools),
    byUnit: [
      ...people.children.map((unit) => {
        const unknown = uncoveredUnit(unit);
        if (unknown !== null) return { unit, ...nothingKnown(unknown) };
        const schools = people.schools.filter((school) => school.part === unit);
        return { unit, ...new Counter(people.holders, definitionsOf(unit)).count(schools) };
      }),
      ...(own.length === 0 ? [] : [{ unit: null, ...count(own) }]),
    ],
    bySetting: SETTINGS.map((setting) => ({
      setting,
      ...count(people.schools.filter((school) => school.setting === setting)),
    })),
    byStage: STAGES.map((stage) => ({
      stage,
      ...count(people.schools.filter((school) => school.stages.includes(stage))),
    })),
  };
}

/** All numbers null for one reason. */
export function nothingKnown(unknown: Unknown): PopulationCount {
  return {
    schools: null,
    ruralSchools: null,
    teachers: null,
    homeroomTeachers: null,
    ruralHomeroomTeachers: null,
    unknown,
  };
}

class Counter {
  readonly #definitions: Definitions;
  /** Schools at which each group holds counting posts, by the group. */
  readonly #groups: readonly { readonly schools: readonly SchoolId[]; readonly persons: number }[];

  constructor(holders: readonly PostHolders[], definitions: Definitions) {
    this.#definitions = definitions;
    const counting = definitions.value?.countingPosts ?? [];
    this.#groups = holders.map(({ posts, persons }) => ({
      schools: posts.filter(({ kind }) => counting.includes(kind)).map(({ school }) => school),
      persons,
    }));
  }

  count(schools: readonly PopulatedSchool<UnitId>[]): PopulationCount {
    const ruralSchools = this.#rural(schools);
    const homeroomTeachers = this.#homeroomTeachers(schools);
    const ruralHomeroomTeachers =
      ruralSchools.value === null ? ruralSchools : this.#homeroomTeachers(ruralSchools.value);
    return {
      schools: schools.length,
      ruralSchools: ruralSchools.value?.length ?? null,
      teachers: schools.reduce((sum, { teachers }) => sum + teachers, 0),
      homeroomTeachers: homeroomTeachers.value,
      ruralHomeroomTeachers: ruralHomeroomTeachers.value,
      unknown: homeroomTeachers.unknown ?? ruralHomeroomTeachers.unknown,
    };
  }

  #homeroomTeachers(schools: readonly PopulatedSchool<UnitId>[]): Answer<number> {
    const { value, unknown } = this.#definitions;
    if (value === null) return notKnown(unknown);
    if (value.countingPosts === null) return notKnown({ because: 'notDefined', what: 'countingPosts' });
    const among = new Set(schools.map(({ id }) => id));
    return known(
      this.#groups
        .filter((group) => group.schools.some((school) => among.has(school)))
        .reduce((sum, { persons }) => sum + persons, 0),
    );
  }

  #rural(schools: readonly PopulatedSchool<UnitId>[]): Answer<readonly PopulatedSchool<UnitId>[]> {
    const { value, unknown } = this.#definitions;
    if (value === null) return notKnown(unknown);
    const withoutSetting = schools.filter(({ setting }) => setting === null).length;
    if (withoutSetting > 0) return notKnown({ because: 'settingNotKnown', schools: withoutSetting });
    const rural: PopulatedSchool<UnitId>[] = [];
    for (const school of schools) {
      const isRural = value.isRural(school.setting);
      if (isRural === null) return notKnown({ because: 'notDefined', what: 'rural' });
      if (isRural) rural.push(school);
    }
    return known(rural);
  }
}
