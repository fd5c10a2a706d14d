import type { Day } from './day.ts';
import type { RegionId, UnitId, WorkshopId } from './identifier.ts';
import type { Level } from './level.ts';
import type { EffectivePolicy } from './policy/effective.ts';
import { type WorkshopTarget, compositionFor, rolesAt, rolesFor, workshopTargets } from './policy/staffing.ts';
import { STAGES, type Stage } from './school.ts';
import {
  type HeldSeat,
  NO_PLACES,
  type PlaceGroup,
  type SeatTotals,
  addTotals,
  countSeats,
  noPlacesFor,
  placeGroups,
  planSeats,
} from './seats.ts';
import { type Answer, type Unknown, known, notKnown } from './unknown.ts';

/** A workshop that exists on the day, with the seats that are held. */
export interface StaffedWorkshop {
  readonly id: WorkshopId;
  readonly level: Level;
  readonly stages: readonly Stage[];
  /** Code of the kind; without one the policy tells it from the level. */
  readonly kind?: string | null;
  /** Null: not known. */
  readonly founded: Day | null;
  readonly founder: { readonly kind: 'Region' | 'School'; readonly id: UnitId };
  readonly seats: readonly HeldSeat[];
}

/** A workshop of a unit. */
export interface UnitWorkshop extends StaffedWorkshop {
  /** The unit directly below through which its founder belongs to the unit; null: the unit itself founded it. */
  readonly part: RegionId | null;
}

/** The places of a workshop by the rules that were in force for its founder on its founding day. */
export function workshopPlaces(workshop: StaffedWorkshop, policy: EffectivePolicy | null): Answer<SeatTotals> {
  if (policy === null) return notKnown({ because: 'noPolicyAtFounding', founded: workshop.founded });
  return countSeats(compositionFor(policy, workshop), rolesFor(policy, workshop), workshop.seats);
}

/** What a list of open places may be narrowed to; null narrows nothing. */
export type OpenPlacesFilter = {
  /** Code of a role. */
  readonly role: string | null;
  readonly level: Level | null;
  readonly stage: Stage | null;
};

/** Places of one role in a workshop that are open, together with those beside them that are held. */
export interface OpenPlaces extends PlaceGroup {
  readonly workshop: WorkshopId;
}

/** The open places of a unit's workshops. */
export interface OpenPlacesReport {
  /** Workshop by workshop in the order asked, then role by role; those of workshops whose rules are not known are left out. */
  readonly places: readonly OpenPlaces[];
  /** Open places over all of them, as {@link countCapacity} counts them. */
  readonly open: Answer<number>;
}

/** The groups of places with an open one, of the workshops that exist. */
export function listOpenPlaces(
  workshops: readonly StaffedWorkshop[],
  filter: OpenPlacesFilter,
  policyOf: (workshop: StaffedWorkshop) => EffectivePolicy | null,
): OpenPlacesReport {
  const asked = workshops.filter(
    ({ level, stages }) =>
      (filter.level === null || level === filter.level) && (filter.stage === null || stages.includes(filter.stage)),
  );
  const groups = asked.map((workshop) => {
    const policy = policyOf(workshop);
    if (policy === null) return notKnown({ because: 'noPolicyAtFounding', founded: workshop.founded });
    const found = placeGroups(compositionFor(policy, workshop), rolesFor(policy, workshop), workshop.seats);
    return found.value === null ? found : known(found.value.map((group) => ({ ...group, workshop: workshop.id })));
  });
  const places = groups
    .flatMap(({ value }) => value ?? [])
    .filter(({ role, seats }) => seats.open > 0 && (filter.role === null || role.code === filter.role));
  const unknown = groups.find((group) => group.unknown !== null)?.unknown ?? null;
  const open = places.reduce((sum, { seats }) => sum + seats.open, 0);
  return { places, open: unknown === null ? known(open) : notKnown(unknown) };
}

/** Planned: what the targets ask for, also before the workshops exist. Founded: what those offer that exist. */
export interface CapacityCount {
  readonly workshops: number | null;
  readonly planned: Answer<SeatTotals>;
  readonly founded: Answer<SeatTotals>;
}

/** A unit's capacity as a whole and in parts. A workshop of several stages stands in each of them. */
export interface CapacityReport extends CapacityCount {
  /** Null as unit: what the unit itself founded. */
  readonly byUnit: readonly (CapacityCount & { readonly unit: RegionId | null })[];
  readonly byStage: readonly (CapacityCount & { readonly stage: Stage })[];
}

export interface CapacityQuestion {
  readonly day: Day;
  /** Only workshops of this level; null: all. */
  readonly level: Level | null;
  /** The unit's own level; null for a school or where it is not known. */
  readonly unitLevel: Level | null;
  /** The units directly below. */
  readonly children: readonly { readonly id: RegionId; readonly level: Level }[];
  readonly workshops: readonly UnitWorkshop[];
  /** What is in force on the day for the unit (null) and for each of the units directly below. */
  readonly policyOf: (unit: RegionId | null) => EffectivePolicy | null;
  /** What was in force for a workshop's founder on its founding day. */
  readonly policyOfWorkshop: (workshop: StaffedWorkshop) => EffectivePolicy | null;
  /** Why a unit (null: the whole) cannot be answered for; null when it can. */
  readonly uncoveredUnit: (unit: RegionId | null) => Unknown | null;
}

/** Counts the workshops and places of a unit. */
export function countCapacity(question: CapacityQuestion): CapacityReport {
  const workshops = question.workshops.filter(({ level }) => question.level === null || level === question.level);
  const places = new Map(
    workshops.map((workshop) => [workshop.id, workshopPlaces(workshop, question.policyOfWorkshop(workshop))]),
  );
  const count = (
    among: readonly UnitWorkshop[],
    unit: RegionId | null,
    { stage = null, ownOnly = false }: { readonly stage?: Stage | null; readonly ownOnly?: boolean } = {},
  ): CapacityCount => {
    const unknown = question.uncoveredUnit(unit);
    if (unknown !== null) return { workshops: null, planned: notKnown(unknown), founded: notKnown(unknown) };
    const policy = question.policyOf(unit);
    // Where nothing was in force and nothing stands, there is nothing to count by.
    if (policy === null && among.length === 0) {
      const noPolicy = notKnown({ because: 'noPolicy', day: question.day });
      return { workshops: null, planned: noPolicy, founded: noPolicy };
    }
    return {
      workshops: among.length,
      planned: plannedPlaces(policy, question, among, stage, (target) => timesAsked(target, question, unit, ownOnly)),
      founded:
        policy !== null && among.length === 0
          ? known(noPlacesFor(rolesAt(policy, question.level)))
          : sum(among.map(({ id }) => places.get(id) ?? known(NO_PLACES))),
    };
  };
  const own = workshops.filter(({ part }) => part === null);
  const parts = [
    ...new Set([
      ...question.children.map(({ id }) => id),
      ...workshops.flatMap(({ part }) => (part === null ? [] : [part])),
    ]),
  ];
  const policy = question.policyOf(null);
  const planned = policy === null ? [] : targetsOf(policy, question);
  const stages = STAGES.filter(
    (stage) =>
      planned.some((target) => target.stage === stage) || workshops.some(({ stages }) => stages.includes(stage)),
  );
  return {
    ...count(workshops, null),
    byUnit: [
      { unit: null, ...count(own, null, { ownOnly: true }) },
      ...parts.map((unit) => ({
        unit,
        ...count(
          workshops.filter(({ part }) => part === unit),
          unit,
        ),
      })),
    ],
    byStage: stages.map((stage) => ({
      stage,
      ...count(
        workshops.filter((workshop) => workshop.stages.includes(stage)),
        null,
        { stage },
      ),
    })),
  };
}

function targetsOf(policy: EffectivePolicy, { day, level }: CapacityQuestion): readonly WorkshopTarget[] {
  return workshopTargets(policy, day).filter((target) => level === null || target.level === level);
}

/** The places that the targets in force ask for, target by target, each against the workshops that it speaks of. */
function plannedPlaces(
  policy: EffectivePolicy | null,
  question: CapacityQuestion,
  workshops: readonly UnitWorkshop[],
  stage: Stage | null,
  times: (target: WorkshopTarget) => number,
): Answer<SeatTotals> {
  if (policy === null) return notKnown({ because: 'noPolicy', day: question.day });
  const targets = targetsOf(policy, question).filter(
    (target) => (stage === null || target.stage === stage) && times(target) > 0,
  );
  if (targets.length === 0) return notKnown({ because: 'notDefined', what: 'workshopTarget' });
  return sum(
    targets.map((target) => {
      const { level } = target;
      if (level === null) return notKnown({ because: 'notDefined', what: 'composition' });
      const traits = { level, stages: target.stage === null ? [] : [target.stage] };
      const [rules, roles] = [compositionFor(policy, traits), rolesFor(policy, traits)];
      const existing = workshops.filter(
        (workshop) => workshop.level === level && (target.stage === null || workshop.stages.includes(target.stage)),
      );
      const held = existing.flatMap(({ seats }) => countSeats(rules, roles, seats).value ?? []);
      return planSeats(rules, roles, target.planned * times(target), held);
    }),
  );
}

/** How often a target asks for its workshops: once, or once for each unit of the level that it speaks of. */
function timesAsked(
  { perUnit }: WorkshopTarget,
  { unitLevel, children }: CapacityQuestion,
  unit: RegionId | null,
  ownOnly: boolean,
): number {
  const level = unit === null ? unitLevel : (children.find(({ id }) => id === unit)?.level ?? null);
  if (perUnit === null || perUnit === level) return 1;
  return unit === null && !ownOnly ? children.filter((child) => child.level === perUnit).length : 0;
}

function sum(answers: readonly Answer<SeatTotals>[]): Answer<SeatTotals> {
  return answers.reduce<Answer<SeatTotals>>((total, answer) => {
    if (total.value === null) return total;
    return answer.value === null ? answer : known(addTotals(total.value, answer.value));
  }, known(NO_PLACES));
}
