import type { Day } from '../domain/day.ts';
import type { SchoolId } from '../domain/identifier.ts';
import type { Scope } from '../domain/scope.ts';
import type { RollUpSources, Unit } from './rollUp.ts';

/** Whether the records of a unit as a whole are open to the asker today. */
export async function recordsOpen({ scope, governorOf }: RollUpSources, unit: Unit, today: Day): Promise<boolean> {
  if (scope.records === 'everything') return true;
  switch (unit.kind) {
    case 'Region':
      return scope.records.includes(unit.id);
    case 'School': {
      if (scope.schoolId === unit.id) return scope.role !== 'teacher';
      const governor = await governorOf(unit.id, today);
      return governor !== null && scope.records.includes(governor);
    }
  }
}

/** The school whose records are open to an account that stands on one; null: none. */
export function ownSchoolOf(scope: Scope): SchoolId | null {
  return scope.role === 'teacher' ? null : scope.schoolId;
}
