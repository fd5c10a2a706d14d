import type { Day } from '../../src/domain/day.ts';
import type { DatedFactKind } from '../../src/domain/datedFact.ts';
import type { Level } from '../../src/domain/level.ts';
import type { Setting, Stage } from '../../src/domain/school.ts';

/** A made-up city as it really was, day by day: what its rosters are written from. Intervals are half-open. */
export interface Life {
  readonly schools: readonly LifeSchool[];
  readonly people: readonly LifePerson[];
  readonly posts: readonly LifePost[];
  readonly titles: readonly LifeTitle[];
  readonly workshops: readonly LifeWorkshop[];
  readonly seats: readonly LifeSeat[];
  readonly pairings: readonly LifePairing[];
  readonly appraisals: readonly LifeAppraisal[];
  readonly achievements: readonly LifeAchievement[];
  readonly trainings: readonly LifeTraining[];
  readonly facts: readonly LifeFact[];
}

export interface LifeSchool {
  readonly code: string;
  readonly name: string;
  /** Official code, today's, of the county in which it stands. */
  readonly county: string;
  /** Governed by the city itself. */
  readonly direct: boolean;
  readonly stage: Stage;
  /** In order; the first holds from the beginning. */
  readonly settings: { readonly from: Day; readonly setting: Setting }[];
  /** How many classes it has. */
  readonly classes: number;
}

export interface LifePerson {
  readonly staffNo: string;
  readonly name: string;
  readonly sex: 'FEMALE' | 'MALE';
  readonly birth: Day;
  readonly hiredOn: Day;
  /** Own schools in order; the first holds from the beginning. */
  readonly stays: { readonly from: Day; readonly school: LifeSchool }[];
  /** First day on which the person belongs to no school here any more. */
  leftOn: Day | null;
  readonly left: { because: 'retired' | 'transferred' | null };
}

export interface LifePost {
  readonly person: LifePerson;
  readonly school: LifeSchool;
  readonly className: string | null;
  /** Code of the policy: homeroom, deputy … */
  readonly kind: string;
  readonly from: Day;
  to: Day | null;
}

export interface LifeTitle {
  readonly person: LifePerson;
  readonly tier: string;
  readonly level: Level;
  readonly awarded: Day;
  readonly termEnd: Day;
  revokedOn: Day | null;
}

export interface LifeWorkshop {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly stage: Stage;
  readonly founded: Day;
  /** Official code of the region that founded it. */
  readonly founder: string;
  /** In order; null: nobody. The first leads from the founding day. */
  readonly hosts: { readonly from: Day; readonly person: LifePerson | null }[];
  /** First day on which it is no more; it may lie ahead. */
  endedOn: Day;
}

export interface LifeSeat {
  readonly workshop: LifeWorkshop;
  readonly role: string;
  readonly person: LifePerson;
  /** Whose seat it stands under; null: the host's. */
  readonly under: LifePerson | null;
  readonly from: Day;
  to: Day;
}

export interface LifePairing {
  readonly mentor: LifePerson;
  readonly mentee: LifePerson;
  /** First calendar year of the school year. */
  readonly schoolYear: number;
  readonly from: Day;
  /** Null: with its school year. */
  readonly to: Day | null;
}

export interface LifeAppraisal {
  readonly person: LifePerson;
  readonly year: number;
  readonly grade: string;
}

export interface LifeAchievement {
  readonly person: LifePerson;
  readonly date: Day;
  /** As the office words it. */
  readonly word: string;
  readonly level: Level;
}

export interface LifeTraining {
  readonly person: LifePerson;
  readonly training: string;
  /** As the office words it. */
  readonly layer: string;
  readonly date: Day;
  readonly hours: number;
  readonly level: Level;
}

/** A certificate, an activity, an event or another dated fact; what does not belong to its kind is null. */
export interface LifeFact {
  readonly kind: DatedFactKind;
  /** As the office words it. */
  readonly word: string;
  readonly owner:
    | { readonly person: LifePerson }
    | { readonly workshop: LifeWorkshop }
    | { readonly school: LifeSchool }
    /** Official code, today's. */
    | { readonly region: string };
  readonly day: Day;
  readonly to: Day | null;
  readonly level: Level | null;
  /** As the office words it; of an application what came of it. */
  readonly grade: string | null;
  readonly times: number | null;
  /** Of a figure the number, of a score the points. */
  readonly value: number | null;
  readonly title: string | null;
  readonly section: string | null;
}

/** A person's own school on a day; before the first day known it is the first. */
export function schoolOn(person: LifePerson, day: Day): LifeSchool {
  const stay = person.stays.findLast(({ from }) => from <= day) ?? person.stays[0];
  if (stay === undefined) throw new RangeError(`${person.staffNo} has no school`);
  return stay.school;
}

/** A school's setting on a day; before the first day known it is the first. */
export function settingOn(school: LifeSchool, day: Day): Setting {
  const held = school.settings.findLast(({ from }) => from <= day) ?? school.settings[0];
  if (held === undefined) throw new RangeError(`${school.code} has no setting`);
  return held.setting;
}

/** Who leads a workshop on a day; null: nobody, or it is no more. */
export function hostOn(workshop: LifeWorkshop, day: Day): LifePerson | null {
  const held = workshop.hosts.findLast(({ from }) => from <= day) ?? workshop.hosts[0];
  return held?.person ?? null;
}

/** Whether a person belongs to a school on a day. */
export function isHereOn(person: LifePerson, day: Day): boolean {
  return person.hiredOn <= day && (person.leftOn === null || day < person.leftOn);
}
