import type { Day } from './day.ts';
import type { RegionId, SchoolId } from './identifier.ts';
import { type Interval, holdsOn } from './interval.ts';
import type { Level } from './level.ts';
import type { Setting, Stage } from './school.ts';

/** One way by which a region belonged to a unit: it counts on the days on which all its steps hold. */
export interface RegionPath {
  /** From the unit down to the region itself. */
  readonly regions: readonly RegionId[];
  readonly steps: readonly Interval[];
  /** Codes and levels of the region itself. */
  readonly names: readonly (Interval & { readonly code: string; readonly level: Level })[];
}

/** A school with what is dated about it. */
export interface SchoolOverTime {
  readonly id: SchoolId;
  readonly code: string;
  readonly stages: readonly Stage[];
  readonly governors: readonly (Interval & { readonly region: RegionId })[];
  readonly settings: readonly (Interval & { readonly setting: Setting })[];
}

/** Where something stands on a day: a school or a region of the unit. */
export interface Place {
  /** From the unit down; empty where the unit is the school. */
  readonly regions: readonly RegionId[];
  readonly school: SchoolOverTime | null;
}

/** A region or a school with the regions and schools below it, on any day. */
export class UnitOverTime {
  readonly #id: string;
  readonly #paths = new Map<RegionId, RegionPath[]>();
  readonly #schools: ReadonlyMap<SchoolId, SchoolOverTime>;
  readonly #places = new Map<string, Place | null>();

  constructor(id: string, paths: readonly RegionPath[], schools: readonly SchoolOverTime[]) {
    this.#id = id;
    this.#schools = new Map(schools.map((school) => [school.id, school]));
    for (const path of paths) {
      const region = path.regions.at(-1);
      if (region === undefined) continue;
      this.#paths.set(region, [...(this.#paths.get(region) ?? []), path]);
    }
  }

  /** Where a region stood in the unit on a day; null: not in it. */
  region(id: RegionId, day: Day): Place | null {
    return this.#once(`${id} ${day}`, () => {
      const path = this.#paths.get(id)?.find(({ steps }) => steps.every((step) => holdsOn(step, day)));
      return path === undefined ? null : { regions: path.regions, school: null };
    });
  }

  /** Where a school stood in the unit on a day; null: not in it. */
  school(id: SchoolId, day: Day): Place | null {
    return this.#once(`${id} ${day}`, () => {
      const school = this.#schools.get(id);
      if (school === undefined) return null;
      if (school.id === this.#id) return { regions: [], school };
      for (const governor of school.governors) {
        const place = holdsOn(governor, day) ? this.region(governor.region, day) : null;
        if (place !== null) return { regions: place.regions, school };
      }
      return null;
    });
  }

  /** The level of a region on a day; null: not known here. */
  levelOf(id: RegionId, day: Day): Level | null {
    return this.#nameOf(id, day)?.level ?? null;
  }

  /** The region of a level in which a place lies. */
  regionOfLevel({ regions }: Place, level: Level, day: Day): RegionId | null {
    return regions.find((region) => this.levelOf(region, day) === level) ?? null;
  }

  /** The regions of a level that belong to the unit on a day, itself included, in order of their codes. */
  regionsOfLevel(level: Level, day: Day): readonly RegionId[] {
    return [...this.#paths.keys()]
      .filter((id) => this.region(id, day) !== null && this.levelOf(id, day) === level)
      .sort(byText((id) => this.#nameOf(id, day)?.code ?? ''));
  }

  /** The schools of the unit on a day, in order of their codes. */
  schoolsOn(day: Day): readonly SchoolOverTime[] {
    return [...this.#schools.values()]
      .filter(({ id }) => this.school(id, day) !== null)
      .sort(byText(({ code }) => code));
  }

  #nameOf(id: RegionId, day: Day) {
    return this.#paths.get(id)?.[0]?.names.find((name) => holdsOn(name, day)) ?? null;
  }

  #once(key: string, find: () => Place | null): Place | null {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = find();
    this.#places.set(key, place);
    return place;
  }
}

/** The setting of a school on a day; null: not known. */
export function settingOn({ settings }: SchoolOverTime, day: Day): Setting | null {
  return settings.find((setting) => holdsOn(setting, day))?.setting ?? null;
}

function byText<Item>(text: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
}
