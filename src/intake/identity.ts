import type { KnownRecord, RosterKind, RosterRecord } from '../domain/roster.ts';

const BETWEEN = '\u0001';

/** What makes two records the same one, within an issuing body: equal texts mean the same identity. */
export function identityOf(record: RosterRecord): string {
  return partsOf(record)
    .map((part) => part ?? '')
    .join(BETWEEN);
}

/** The identity without the start; null for kinds whose identity has none. */
export function identityWithoutStart(record: RosterRecord): string | null {
  switch (record.kind) {
    case 'post':
      return [record.staffNo, record.schoolCode, record.className ?? '', record.postKind].join(BETWEEN);
    case 'seat':
      return [record.workshopCode, record.role, record.staffNo].join(BETWEEN);
    case 'designation':
      return [record.staffNo, record.tier, record.level].join(BETWEEN);
    case 'school':
    case 'teacher':
    case 'workshop':
    case 'pairing':
    case 'appraisal':
    case 'achievement':
    case 'attendance':
      return null;
  }
}

function partsOf(record: RosterRecord): readonly (string | number | null)[] {
  switch (record.kind) {
    case 'school':
    case 'workshop':
      return [record.code];
    case 'teacher':
      return [record.staffNo];
    case 'post':
      return [record.staffNo, record.schoolCode, record.className, record.postKind, record.from];
    case 'designation':
      return [record.staffNo, record.tier, record.level, record.awarded];
    case 'seat':
      return [record.workshopCode, record.role, record.staffNo, record.from];
    case 'pairing':
      return [record.mentor, record.mentee, record.schoolYear];
    case 'appraisal':
      return [record.staffNo, record.year];
    case 'achievement':
      return [record.staffNo, record.date, record.category, record.title, record.level];
    case 'attendance':
      return [record.staffNo, record.training, record.date];
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
