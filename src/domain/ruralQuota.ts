import type { Day } from './day.ts';
import type { RegionId, SchoolId, UnitId, WorkshopId } from './identifier.ts';
import { LEVELS, type Level } from './level.ts';
import { type PlacedSchool, isServing, workplaces } from './placement.ts';
import type { EffectivePolicy } from './policy/effective.ts';
import { rolesFor } from './policy/staffing.ts';
import type { WorkshopRole } from './policy/types.ts';
import { type StandingGroup, type TierCount, countTiers } from './pyramid.ts';
import type { RosterKind } from './roster.ts';
import type { Stage } from './school.ts';
import { type HeldSeat, unattachedSeats } from './seats.ts';
import { Tally } from './tally.ts';
import { type Answer, type Unknown, known, notKnown } from './unknown.ts';

/** A workshop as far as its roles need it. */
export interface SeatWorkshop {
  readonly id: WorkshopId;
  readonly level: Level;
  readonly stages: readonly Stage[];
  /** Null: not known. */
  readonly founded: Day | null;
  readonly founder: { readonly kind: 'Region' | 'School'; readonly id: UnitId };
}

/** A seat that somebody holds in a running workshop. */
export interface QuotaSeat {
  readonly workshop: SeatWorkshop;
  readonly seat: HeldSeat;
  /** The held seats above it, up to the leading one. */
  readonly above: readonly HeldSeat[];
}

/** People who are alike in all that the report asks. */
export interface QuotaGroup extends StandingGroup {
  /** Trained at least once in the school year. */
  readonly trained: boolean;
  /** Mentored by somebody in the school year. */
  readonly mentored: boolean;
  readonly seats: readonly QuotaSeat[];
}

/** What the graph knows of the people of a unit: those who hold a post there, and those whose own school lies there. */
export interface QuotaPeople {
  /** The units directly below, in the order in which they are shown. */
  readonly children: readonly RegionId[];
  /** In the order of their codes. */
  readonly schools: readonly PlacedSchool[];
  readonly people: readonly QuotaGroup[];
}

/** Rural people in the seats of a role in running workshops of a level, whoever founded them. */
export interface RoleCount {
  readonly role: WorkshopRole;
  readonly level: Level;
  /** Distinct persons, those beyond a ceiling included. */
  readonly count: Answer<number>;
  /** Distinct persons whose seat above has ended: they are not in `count`. */
  readonly unattached: Answer<number>;
}

/** Rural people: distinct persons. */
export interface RuralQuotaCount {
  readonly homeroomTeachers: Answer<number>;
  /** Homeroom teachers trained at least once in the school year, and the others. */
  readonly trained: Answer<number>;
  readonly notTrained: Answer<number>;
  /** Homeroom teachers whom nobody mentors in the school year. */
  readonly withoutMentor: Answer<number>;
  readonly seatHolders: Answer<readonly RoleCount[]>;
  readonly tiers: Answer<readonly TierCount[]>;
}

/** The rural people of a unit, and of its parts: null as unit is its own schools. */
export interface RuralQuotaTotals extends RuralQuotaCount {
  readonly byUnit: readonly (RuralQuotaCount & { readonly unit: RegionId | null })[];
  /** Each rural school, in the order of their codes; counted when asked for. */
  readonly bySchool: () => readonly (RuralQuotaCount & { readonly school: SchoolId })[];
}

/** How a unit is counted; null: the whole, otherwise one directly below it, which may have rules of its own. */
export interface RuralQuotaRules {
  readonly day: Day;
  readonly policyOf: (unit: RegionId | null) => EffectivePolicy | null;
  /** What was in force for the founder of a workshop on its founding day; null: nothing. */
  readonly policyOfWorkshop: (workshop: SeatWorkshop) => EffectivePolicy | null;
  /** Why these facts of a unit cannot be answered for; null when they can. */
  readonly uncoveredUnit: (unit: RegionId | null, kinds: readonly RosterKind[]) => Unknown | null;
  /** Why nothing can be said about the school year; null when something can. */
  readonly yearUnknown: Unknown | null;
}

const PEOPLE: readonly RosterKind[] = ['school', 'teacher', 'post'];

/** Counts the rural people of a unit, as a whole and in parts: somebody counts where a homeroom post is held, else at the own school. */
export function countRuralQuota(people: QuotaPeople, rules: RuralQuotaRules): RuralQuotaTotals {
  const count = (unit: RegionId | null, schools: readonly PlacedSchool[], among = people.people) =>
    countPart(among, schools, unit, rules);
  const own = people.schools.filter(({ part }) => part === null);
  return {
    ...count(null, people.schools),
    byUnit: [
      ...people.children.map((unit) => ({
        unit,
        ...count(
          unit,
          people.schools.filter(({ part }) => part === unit),
        ),
      })),
      ...(own.length === 0 ? [] : [{ unit: null, ...count(null, own) }]),
    ],
    bySchool: () => {
      const present = peopleBySchool(people.people);
      return people.schools
        .filter(({ part, setting }) => rules.policyOf(part)?.isRural(setting) === true)
        .map((school) => ({ school: school.id, ...count(school.part, [school], present.get(school.id) ?? []) }));
    },
  };
}

function peopleBySchool(people: readonly QuotaGroup[]): ReadonlyMap<SchoolId, readonly QuotaGroup[]> {
  const present = new Map<SchoolId, QuotaGroup[]>();
  for (const group of people)
    for (const school of new Set([...group.posts, ...group.own].map((at) => at.school))) {
      const found = present.get(school);
      if (found === undefined) present.set(school, [group]);
      else found.push(group);
    }
  return present;
}

function countPart(
  people: readonly QuotaGroup[],
  schools: readonly PlacedSchool[],
  unit: RegionId | null,
  rules: RuralQuotaRules,
): RuralQuotaCount {
  const policy = rules.policyOf(unit);
  const rural =
    policy === null ? notKnown({ because: 'noPolicy', day: rules.day }) : ruralPeople(people, schools, policy);
  const answered = <Found>(
    kinds: readonly RosterKind[],
    find: (among: RuralPeople) => Answer<Found>,
    ofYear = false,
  ): Answer<Found> => {
    if (rural.value === null) return rural;
    const unknown = rules.uncoveredUnit(unit, [...PEOPLE, ...kinds]) ?? (ofYear ? rules.yearUnknown : null);
    return unknown === null ? find(rural.value) : notKnown(unknown);
  };
  const teachers = (is: (group: QuotaGroup) => boolean) => (among: RuralPeople) =>
    known(among.serving.filter(is).reduce((sum, { persons }) => sum + persons, 0));
  return {
    homeroomTeachers: answered(
      [],
      teachers(() => true),
    ),
    trained: answered(
      ['attendance'],
      teachers(({ trained }) => trained),
      true,
    ),
    notTrained: answered(
      ['attendance'],
      teachers(({ trained }) => !trained),
      true,
    ),
    withoutMentor: answered(
      ['pairing'],
      teachers(({ mentored }) => !mentored),
      true,
    ),
    seatHolders: answered(['workshop', 'seat'], (among) =>
      known(countSeatHolders(among.all, among.policy, rules.policyOfWorkshop)),
    ),
    tiers: answered(['designation'], (among) => {
      const counted = countTiers(among.all, among.policy, rules.day);
      // Who stands on a tier without a title is told by the length of service, which the pyramid reads.
      return counted.value === null ? counted : known(counted.value.tiers.filter(({ level }) => level !== null));
    }),
  };
}

interface RuralPeople {
  readonly policy: EffectivePolicy;
  readonly all: readonly QuotaGroup[];
  /** Those who hold a counting post. */
  readonly serving: readonly QuotaGroup[];
}

/** Those who work at a rural school among these. */
function ruralPeople(
  people: readonly QuotaGroup[],
  schools: readonly PlacedSchool[],
  policy: EffectivePolicy,
): Answer<RuralPeople> {
  const { countingPosts, ruralSettings, isRural } = policy;
  if (countingPosts === null) return notKnown({ because: 'notDefined', what: 'countingPosts' });
  if (ruralSettings === null) return notKnown({ because: 'notDefined', what: 'rural' });
  const withoutSetting = schools.filter(({ setting }) => setting === null).length;
  if (withoutSetting > 0) return notKnown({ because: 'settingNotKnown', schools: withoutSetting });
  const rural = new Set(schools.filter(({ setting }) => isRural(setting) === true).map(({ id }) => id));
  const all = people.filter((group) => workplaces(group, countingPosts).some(({ school }) => rural.has(school)));
  return known({ policy, all, serving: all.filter((group) => isServing(group, countingPosts)) });
}

function countSeatHolders(
  people: readonly QuotaGroup[],
  policy: EffectivePolicy,
  policyOfWorkshop: (workshop: SeatWorkshop) => EffectivePolicy | null,
): readonly RoleCount[] {
  const rows = new Map<string, { role: WorkshopRole; level: Level; count: Tally; unattached: Tally }>();
  const row = (role: WorkshopRole, level: Level) => {
    const key = `${LEVELS.indexOf(level)} ${role.code}`;
    const found = rows.get(key) ?? { role, level, count: new Tally(), unattached: new Tally() };
    rows.set(key, found);
    return found;
  };
  for (const level of LEVELS)
    for (const kind of policy.workshopKinds.filter(({ levels }) => levels.includes(level)))
      for (const role of kind.roles) row(role, level);
  for (const { seats, persons } of people) {
    // Of one person each row takes one seat: an attached one where there is one.
    const held = new Map<ReturnType<typeof row>, Attachment>();
    for (const { workshop, seat, above } of seats) {
      const founding = policyOfWorkshop(workshop);
      const roles = founding === null ? [] : rolesFor(founding, workshop);
      const role = roles.find(({ code }) => code === seat.role) ?? unnamedRole(seat.role);
      const at = row(role, workshop.level);
      const attachment: Attachment =
        founding === null
          ? { attached: null, unknown: { because: 'noPolicyAtFounding', founded: workshop.founded } }
          : { attached: !unattachedSeats(roles, [seat, ...above]).includes(seat), unknown: null };
      const other = held.get(at);
      if (other?.attached !== true) held.set(at, attachment);
    }
    for (const [at, { attached, unknown }] of held) {
      if (attached !== false) at.count.add(persons, attached === true, unknown);
      if (attached !== true) at.unattached.add(persons, attached === false, unknown);
    }
  }
  return [...rows.values()]
    .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
    .map(({ role, level, count, unattached }) => ({
      role,
      level,
      count: count.answer(),
      unattached: unattached.answer(),
    }));
}

interface Attachment {
  /** Null: not known. */
  readonly attached: boolean | null;
  readonly unknown: Unknown | null;
}

/** A role that the workshop's policy does not know, by its code alone: what stands in the graph is shown, never dropped. */
function unnamedRole(code: string): WorkshopRole {
  return { code, text: { zh: code, en: code }, leads: false, under: null };
}
