import { randomUUID } from 'node:crypto';
import type { RosterHoldings } from '../../graph/rosterSnapshot.ts';
import type { SchoolId, TeacherId, WorkshopId } from '../domain/identifier.ts';
import type { RosterChange, RosterKind, RosterPlan } from '../domain/roster.ts';

/** The ids behind natural keys of one issuing body: of what the graph has, and of what a plan will make. */
export interface RosterKeys {
  readonly school: (code: string) => SchoolId;
  readonly teacher: (staffNo: string) => TeacherId;
  readonly workshop: (code: string) => WorkshopId;
}

/** A new random identity. */
export function newId<Id extends string>(): Id {
  return randomUUID() as string as Id;
}

/** Gives every thing that the plan creates an id, once, so that all kinds and all tries name it alike. */
export function identify(plan: RosterPlan, holdings: RosterHoldings): RosterKeys {
  return {
    school: lookup<SchoolId>('school', [
      ...holdings.school.map(({ id, record }) => [record.code, id] as const),
      ...created(plan.changes.school, ({ code }) => [code, newId()] as const),
    ]),
    teacher: lookup<TeacherId>('teacher', [
      ...holdings.teacher.map(({ id, record }) => [record.staffNo, id] as const),
      ...created(plan.changes.teacher, ({ staffNo }) => [staffNo, newId()] as const),
    ]),
    workshop: lookup<WorkshopId>('workshop', [
      ...holdings.workshop.map(({ id, record }) => [record.code, id] as const),
      ...created(plan.changes.workshop, ({ code }) => [code, newId()] as const),
    ]),
  };
}

function lookup<Id extends string>(what: string, entries: readonly (readonly [string, string])[]): (key: string) => Id {
  const ids = new Map(entries);
  return (key) => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`The plan names a ${what} that neither the graph nor the plan has: ${key}`);
    return id as Id;
  };
}

type ChangeOf<Kind extends RosterKind> = Exclude<RosterChange<Kind>, { action: 'create' }>;

/** A row for each record that is new. */
export function created<Kind extends RosterKind, Row>(
  changes: readonly RosterChange<Kind>[],
  row: (record: RosterChange<Kind>['record']) => Row,
): readonly Row[] {
  return changes.filter(({ action }) => action === 'create').map(({ record }) => row(record));
}

/** The changes that tell of a fact the graph has. */
export function changed<Kind extends RosterKind>(changes: readonly RosterChange<Kind>[]): readonly ChangeOf<Kind>[] {
  return changes.filter((change): change is ChangeOf<Kind> => change.action !== 'create');
}
