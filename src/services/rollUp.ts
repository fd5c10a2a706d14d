import type { Graph } from '../../graph/session.ts';
import type { Coverage } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { Region, School } from '../domain/directory.ts';
import type { RegionId, SchoolId, UnitId } from '../domain/identifier.ts';
import type { EffectivePolicy, PolicyLayer } from '../domain/policy/effective.ts';
import type { Scope } from '../domain/scope.ts';

/** What a planner asks about: a region or a school, as it is on the day asked. */
export type Unit = Region | School;

/**
 * What roll-ups rest on beside their own query. Each look-up is batched over the request, so that many units and workshops
 * ask once.
 */
export interface RollUpSources {
  readonly graph: Graph;
  readonly scope: Scope;
  /** What is in force for a body on a day; null: nothing. */
  readonly policyOf: (body: RegionId, day: Day) => Promise<EffectivePolicy | null>;
  /** The layers in force for a body on a day, from the top down: what {@link policyOf} rests on. */
  readonly layersOf: (body: RegionId, day: Day) => Promise<readonly PolicyLayer[]>;
  /** The imports that say something about a unit. */
  readonly coverageOf: (unit: UnitId, day: Day) => Promise<Coverage>;
  /** The region that governs a school on a day; null: not known. */
  readonly governorOf: (school: SchoolId, day: Day) => Promise<RegionId | null>;
}

/** The body whose rules hold for a unit: a region's own, a school's governing region. */
export function bodyOf(unit: Unit): RegionId | null {
  switch (unit.kind) {
    case 'Region':
      return unit.id;
    case 'School':
      return unit.governedBy;
  }
}

/** What is in force for a unit on a day. */
export async function policyOfUnit({ policyOf }: RollUpSources, unit: Unit, day: Day): Promise<EffectivePolicy | null> {
  const body = bodyOf(unit);
  return body === null ? null : policyOf(body, day);
}

/** What was in force for the founder of a workshop on its founding day; null: nothing, or the day is not known. */
export async function policyOfFounder(
  { policyOf, governorOf }: RollUpSources,
  founder: { readonly kind: 'Region' | 'School'; readonly id: UnitId },
  founded: Day | null,
): Promise<EffectivePolicy | null> {
  if (founded === null) return null;
  const body = founder.kind === 'Region' ? (founder.id as RegionId) : await governorOf(founder.id as SchoolId, founded);
  return body === null ? null : policyOf(body, founded);
}

/** The coverage of several units, by id. */
export async function coveragesOf(
  { coverageOf }: RollUpSources,
  units: readonly UnitId[],
  day: Day,
): Promise<ReadonlyMap<UnitId, Coverage>> {
  return byId(units, (unit) => coverageOf(unit, day));
}

/** What is found for each id, by id. */
export async function byId<Id extends string, Found>(
  ids: readonly Id[],
  find: (id: Id) => Promise<Found>,
): Promise<ReadonlyMap<Id, Found>> {
  return new Map(await Promise.all(ids.map(async (id) => [id, await find(id)] as const)));
}

/** What is found for each unit about which something is asked: one reading for all that are asked the same. */
export async function askedAlike<
  Job extends { readonly unit: Unit; readonly question: unknown },
  Row extends { readonly id: UnitId },
>(
  jobs: readonly Job[],
  read: (question: Job['question'], units: readonly UnitId[]) => Promise<readonly Row[]>,
): Promise<ReadonlyMap<Job, Row>> {
  const alike = new Map<string, Job[]>();
  for (const job of jobs) {
    const key = JSON.stringify(job.question);
    alike.set(key, [...(alike.get(key) ?? []), job]);
  }
  const found = await Promise.all(
    [...alike.values()].map(async (group) => {
      const [first] = group;
      if (first === undefined) return [];
      const rows = await read(first.question, [...new Set(group.map(({ unit }) => unit.id))]);
      const byUnit = new Map(rows.map((row) => [row.id, row]));
      return group.flatMap((job): (readonly [Job, Row])[] => {
        const row = byUnit.get(job.unit.id);
        return row === undefined ? [] : [[job, row]];
      });
    }),
  );
  return new Map(found.flat());
}
