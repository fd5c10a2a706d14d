import { type QueuedCertificate, certificatesDue, renewalRules } from '../domain/certificateQueue.ts';
import type { Day } from '../domain/day.ts';
import { dutyRules } from '../domain/duty.ts';
import { belongsTo } from '../domain/eligibility.ts';
import { factListsAsked } from '../domain/evaluation/recordsAsked.ts';
import type { World } from '../domain/evaluation/world.ts';
import type { UnitId } from '../domain/identifier.ts';
import type { EffectivePolicy } from '../domain/policy/effective.ts';
import type { Unknown } from '../domain/unknown.ts';
import { type FoundPerson, loadUnitFacts, worldOf } from './evaluationGround.ts';
import { recordsOpen } from './recordsOpen.ts';
import { type RollUpSources, type Unit, policyOfUnit } from './rollUp.ts';

/** Which certificates are asked for. */
export interface CertificateQuestion {
  /** Within how many months from the day asked; 0: only what is late already. */
  readonly months: number;
  /** Code of a kind; null: all. */
  readonly kind: string | null;
  /** The day that says whose records are open to the asker. */
  readonly today: Day;
}

/** The certificates of a unit that want attention: what is late first, then by the day. */
export interface CertificateQueue {
  readonly rows: readonly (QueuedCertificate & { readonly person: FoundPerson })[] | null;
  readonly unknown: Unknown | null;
}

/**
 * The certificates in each unit that have expired, or that end or want a renewal within some months. A unit whose records
 * are not open to the asker has no entry. Three queries at most, whatever the number of units and people.
 */
export async function loadCertificateQueues(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  { months, kind, today }: CertificateQuestion,
): Promise<ReadonlyMap<UnitId, CertificateQueue>> {
  const queues = new Map<UnitId, CertificateQueue>();
  const jobs: { readonly unit: Unit; readonly policy: EffectivePolicy }[] = [];
  for (const unit of units) {
    if (!(await recordsOpen(sources, unit, today))) continue;
    const policy = await policyOfUnit(sources, unit, day);
    if (policy === null) queues.set(unit.id, { rows: null, unknown: { because: 'noPolicy', day } });
    else jobs.push({ unit, policy });
  }
  if (jobs.length === 0) return queues;
  const lists = new Set(
    jobs.flatMap(({ policy }) => [...factListsAsked(renewingRules(policy), policy), 'certificates' as const]),
  );
  const ids = jobs.map(({ unit }) => unit.id);
  const facts = await loadUnitFacts(sources, ids, { lists, day, today }, day);
  for (const { unit, policy } of jobs) {
    const world = await worldOf(sources, facts, policy, unit.id, day);
    queues.set(unit.id, queueOf(facts.people, unit.id, world, { day, months, kind }));
  }
  return queues;
}

function renewingRules(policy: EffectivePolicy) {
  const kinds = policy.layers.flatMap(({ document }) => [...(document.codes.get('certificates')?.keys() ?? [])]);
  const renewing = new Set(kinds.flatMap((kind) => renewalRules(policy, kind)));
  return dutyRules(policy).filter((rule) => renewing.has(rule));
}

function queueOf(
  people: readonly FoundPerson[],
  unit: UnitId,
  world: World,
  { day, months, kind }: { readonly day: Day; readonly months: number; readonly kind: string | null },
): CertificateQueue {
  const unknown = world.uncovered(['certificate']);
  if (unknown !== null) return { rows: null, unknown };
  const rows = people
    .filter(({ facts }) => facts.certificates.length > 0 && belongsTo(facts, unit, world, day))
    .flatMap((person) => certificatesDue(person.facts, kind, months, world, day).map((due) => ({ ...due, person })));
  return { rows: rows.sort((a, b) => compare(a.by, b.by) || compare(a.ends, b.ends)), unknown: null };
}

function compare(a: Day | null, b: Day | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}
