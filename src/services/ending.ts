import { unitEndings } from '../../graph/ending.ts';
import { NO_COVERAGE, uncovered } from '../domain/coverage.ts';
import { type Day, addMonths } from '../domain/day.ts';
import { type EndingKind, type EndingReport, type WorkshopTerm, listEndings } from '../domain/ending.ts';
import type { UnitId, WorkshopId } from '../domain/identifier.ts';
import { DEFAULT_CALENDAR } from '../domain/policy/effective.ts';
import type { RosterKind } from '../domain/roster.ts';
import { workshopTermEnd } from '../domain/term.ts';
import { type RollUpSources, type Unit, coveragesOf, policyOfFounder, policyOfUnit } from './rollUp.ts';

const KINDS: Readonly<Record<EndingKind, readonly RosterKind[]>> = {
  TITLE: ['teacher', 'designation'],
  WORKSHOP: ['workshop'],
  SEAT: ['workshop', 'seat'],
  PAIRING: ['teacher', 'pairing'],
};

/** What ends in several units within so many months after one day: one query for all of them. */
export async function loadEndings(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  months: number,
): Promise<ReadonlyMap<UnitId, EndingReport>> {
  const until = addMonths(day, months);
  const asked = new Map(units.map((unit) => [unit.id, unit]));
  const rows = await sources.graph.read(sources.scope, unitEndings, { units: [...asked.keys()], day, until });
  const reports = rows.map(async ({ id, ...found }): Promise<readonly [UnitId, EndingReport] | null> => {
    const unit = asked.get(id);
    if (unit === undefined) return null;
    const [policy, coverage, terms] = await Promise.all([
      policyOfUnit(sources, unit, day),
      coveragesOf(sources, [id], day),
      termsOf(sources, found.workshops),
    ]);
    const calendar = policy?.calendar ?? DEFAULT_CALENDAR;
    const report = listEndings(found, {
      day,
      until,
      calendar,
      termEndOf: (workshop) => terms.get(workshop.id) ?? null,
      unknownOf: (kind) => uncovered(coverage.get(id) ?? NO_COVERAGE, KINDS[kind], day, calendar),
    });
    return [id, report];
  });
  return new Map((await Promise.all(reports)).filter((entry) => entry !== null));
}

/** The first day after the term of each workshop, by the rules of its founder; null: none. */
async function termsOf(
  sources: RollUpSources,
  workshops: readonly WorkshopTerm[],
): Promise<ReadonlyMap<WorkshopId, Day | null>> {
  const terms = workshops.map(async (workshop): Promise<readonly [WorkshopId, Day | null]> => {
    const policy = await policyOfFounder(sources, workshop.founder, workshop.from);
    return [workshop.id, policy === null ? null : workshopTermEnd(policy, workshop)];
  });
  return new Map(await Promise.all(terms));
}
