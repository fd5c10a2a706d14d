import { staffedWorkshops, unitWorkshops } from '../../graph/capacity.ts';
import {
  type CapacityReport,
  type OpenPlacesFilter,
  type OpenPlacesReport,
  type StaffedWorkshop,
  countCapacity,
  listOpenPlaces,
  workshopPlaces,
} from '../domain/capacity.ts';
import { type CompositionFinding, checkComposition } from '../domain/composition.ts';
import { NO_COVERAGE, uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { Workshop } from '../domain/directory.ts';
import type { UnitId, WorkshopId } from '../domain/identifier.ts';
import type { Level } from '../domain/level.ts';
import { DEFAULT_CALENDAR, type EffectivePolicy } from '../domain/policy/effective.ts';
import type { RosterKind } from '../domain/roster.ts';
import { NO_PLACES, type SeatTotals } from '../domain/seats.ts';
import { type Answer, known, notKnown } from '../domain/unknown.ts';
import { type RollUpSources, type Unit, byId, coveragesOf, policyOfFounder, policyOfUnit } from './rollUp.ts';

const KINDS: readonly RosterKind[] = ['workshop', 'seat'];

/** The places of several units on one day: one query for all of them. */
export async function loadCapacities(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  level: Level | null,
): Promise<ReadonlyMap<UnitId, CapacityReport>> {
  const asked = new Map(units.map((unit) => [unit.id, unit]));
  const rows = await sources.graph.read(sources.scope, unitWorkshops, { units: [...asked.keys()], day });
  const reports = rows.map(async ({ id, children, workshops }): Promise<readonly [UnitId, CapacityReport] | null> => {
    const unit = asked.get(id);
    if (unit === undefined) return null;
    const below = children.map((child) => child.id);
    const [policy, policies, founders, coverage] = await Promise.all([
      policyOfUnit(sources, unit, day),
      byId(below, (child) => sources.policyOf(child, day)),
      foundersOf(sources, workshops),
      coveragesOf(sources, [id, ...below], day),
    ]);
    const calendar = policy?.calendar ?? DEFAULT_CALENDAR;
    const report = countCapacity({
      day,
      level,
      unitLevel: unit.kind === 'Region' ? unit.level : null,
      children,
      workshops,
      // A school below a region has no policy of its own: its region's is the unit's.
      policyOf: (part) => (part === null ? policy : (policies.get(part) ?? null)),
      policyOfWorkshop: (workshop) => founders.get(workshop.id) ?? null,
      uncoveredUnit: (part) => uncovered(coverage.get(part ?? id) ?? NO_COVERAGE, KINDS, day, calendar),
    });
    return [id, report];
  });
  return new Map((await Promise.all(reports)).filter((entry) => entry !== null));
}

/** The open places of several units on one day: one query for all of them. */
export async function loadOpenPlaces(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  filter: OpenPlacesFilter,
): Promise<ReadonlyMap<UnitId, OpenPlacesReport>> {
  const asked = new Map(units.map((unit) => [unit.id, unit]));
  const rows = await sources.graph.read(sources.scope, unitWorkshops, { units: [...asked.keys()], day });
  const reports = rows.map(async ({ id, workshops }): Promise<readonly [UnitId, OpenPlacesReport] | null> => {
    const unit = asked.get(id);
    if (unit === undefined) return null;
    const [policy, founders, coverage] = await Promise.all([
      policyOfUnit(sources, unit, day),
      foundersOf(sources, workshops),
      sources.coverageOf(id, day),
    ]);
    const unknown = uncovered(coverage, KINDS, day, policy?.calendar ?? DEFAULT_CALENDAR);
    if (unknown !== null) return [id, { places: [], open: notKnown(unknown) }];
    const report = listOpenPlaces(workshops, filter, (workshop) => founders.get(workshop.id) ?? null);
    // Where nothing was in force and nothing stands, there is nothing to count by.
    const nothing = policy === null && workshops.length === 0;
    return [id, nothing ? { places: [], open: notKnown({ because: 'noPolicy', day }) } : report];
  });
  return new Map((await Promise.all(reports)).filter((entry) => entry !== null));
}

/** The places of a workshop, and how its composition rules stand. */
export interface WorkshopStanding {
  readonly places: Answer<SeatTotals>;
  /** Null: nothing was in force for its founder on its founding day. */
  readonly composition: readonly CompositionFinding[] | null;
}

/** The places of several workshops on one day: one query for all of them. A workshop that does not exist then has none. */
export async function loadWorkshopStandings(
  sources: RollUpSources,
  workshops: readonly Workshop[],
  day: Day,
): Promise<ReadonlyMap<WorkshopId, WorkshopStanding>> {
  const rows = await sources.graph.read(sources.scope, staffedWorkshops, { ids: workshops.map(({ id }) => id), day });
  const founders = await foundersOf(sources, rows);
  const staffed = new Map(rows.map((row) => [row.id, row]));
  return byId(
    workshops.map(({ id }) => id),
    async (id): Promise<WorkshopStanding> => {
      const workshop = staffed.get(id);
      if (workshop === undefined) return { places: known(NO_PLACES), composition: [] };
      const policy = founders.get(id) ?? null;
      const coverage = await sources.coverageOf(workshop.founder.id, day);
      const unknown = uncovered(coverage, KINDS, day, policy?.calendar ?? DEFAULT_CALENDAR);
      const places = unknown === null ? workshopPlaces(workshop, policy) : notKnown(unknown);
      return { places, composition: policy === null ? null : checkComposition(policy, workshop, places) };
    },
  );
}

/** What was in force for the founder of each workshop on its founding day. */
function foundersOf(
  sources: RollUpSources,
  workshops: readonly StaffedWorkshop[],
): Promise<ReadonlyMap<WorkshopId, EffectivePolicy | null>> {
  const workshopsById = new Map(workshops.map((workshop) => [workshop.id, workshop]));
  return byId([...workshopsById.keys()], async (id) => {
    const workshop = workshopsById.get(id);
    return workshop === undefined ? null : policyOfFounder(sources, workshop.founder, workshop.founded);
  });
}
