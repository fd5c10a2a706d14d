import { identityOfFact, isDatedFact } from '../domain/datedFact.ts';
import type {
  DesignationRecord,
  KnownRecord,
  PostRecord,
  RosterKind,
  RosterRecord,
  SeatRecord,
} from '../domain/roster.ts';

/** Stands in no text that anybody types: between the parts of an identity. */
const BETWEEN = '\u0001';

/**
 * What makes two records the same one, within an issuing body: equal texts mean the same identity. Asked several times for each
 * of a hundred thousand rows, so the parts are joined without a list.
 */
export function identityOf(record: RosterRecord): string {
  if (isDatedFact(record)) return identityOfFact(record, BETWEEN);
  switch (record.kind) {
    case 'school':
    case 'workshop':
      return record.code;
    case 'teacher':
      return record.staffNo;
    case 'post':
      return `${withoutStart(record)}${BETWEEN}${record.from ?? ''}`;
    case 'designation':
      return `${withoutStart(record)}${BETWEEN}${record.awarded}`;
    case 'seat':
      return `${withoutStart(record)}${BETWEEN}${record.from ?? ''}`;
    case 'pairing':
      return `${record.mentor}${BETWEEN}${record.mentee}${BETWEEN}${record.schoolYear}`;
  }
}

/** The identity without the start; null for kinds whose identity has none. */
export function identityWithoutStart(record: RosterRecord): string | null {
  if (isDatedFact(record)) return null;
  switch (record.kind) {
    case 'post':
    case 'seat':
    case 'designation':
      return withoutStart(record);
    case 'school':
    case 'teacher':
    case 'workshop':
    case 'pairing':
      return null;
  }
}

function withoutStart(record: PostRecord | SeatRecord | DesignationRecord): string {
  switch (record.kind) {
    case 'post':
      return `${record.staffNo}${BETWEEN}${record.schoolCode}${BETWEEN}${record.className ?? ''}${BETWEEN}${record.postKind}`;
    case 'seat':
      return `${record.workshopCode}${BETWEEN}${record.role}${BETWEEN}${record.staffNo}`;
    case 'designation':
      return `${record.staffNo}${BETWEEN}${record.tier}${BETWEEN}${record.level}`;
  }
}

/** The names of the attributes in which two records of one kind differ. */
export function differences(one: RosterRecord, other: RosterRecord): string[] {
  const before = new Map<string, unknown>(Object.entries(one));
  return Object.entries(other)
    .filter(([name, value]) => !same(before.get(name), value))
    .map(([name]) => name);
}

function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => value === other[index]);
  return one === other;
}

/** Known records by identity. */
export function byIdentity<Kind extends RosterKind>(
  known: readonly KnownRecord<Kind>[],
): ReadonlyMap<string, KnownRecord<Kind>> {
  return new Map(known.map((one) => [identityOf(one.record), one]));
}
