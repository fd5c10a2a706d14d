import type { Designation } from '../src/domain/directory.ts';
import type { DesignationId, RegionId, TeacherId } from '../src/domain/identifier.ts';
import { LEVELS } from '../src/domain/level.ts';
import { defineQuery } from './session.ts';
import { type Value, day, identifier, oneOf, optional, text } from './value.ts';

/** What {@link designation} decodes. */
export const DESIGNATION = `designation.id, designation.tier, designation.level, designation.awarded, designation.termEnd,
          designation.state, designation.stateKnownOn, teacher.id,
          head([(designation)-[:AWARDED_BY]->(body:Region) | body.id])`;

/**
 * Within the term of a `title`: whether it was surely in force on `$day`. One that expired with its term was; one that was
 * revoked, or expired before, without a date is uncertain until that became known. The same rule as `inForceOn` of the domain.
 */
export const SURELY_IN_FORCE = `(title.state = 'IN_FORCE' OR title.state = 'EXPIRED' AND coalesce(title.termEnd <= title.stateKnownOn, false))`;
export const PERHAPS_IN_FORCE = `(${SURELY_IN_FORCE} OR title.stateKnownOn IS NULL OR date($day) < title.stateKnownOn)`;

const VISIBLE = '($everything OR teacher.issuedBy IN $directory)';
const STATES = ['IN_FORCE', 'EXPIRED', 'REVOKED'] as const;

/** Decodes {@link DESIGNATION}. */
export function designation([
  id,
  tier,
  level,
  awarded,
  termEnd,
  state,
  stateKnownOn,
  holderId,
  awardedBy,
]: readonly Value[]): Designation {
  return {
    kind: 'Designation',
    id: identifier<DesignationId>(id),
    tier: text(tier),
    level: oneOf(LEVELS)(level),
    awarded: day(awarded),
    termEnd: optional(day)(termEnd),
    state: oneOf(STATES)(state),
    stateKnownOn: optional(day)(stateKnownOn),
    holderId: identifier<TeacherId>(holderId),
    awardedBy: optional(identifier<RegionId>)(awardedBy),
  };
}

/** Designations by id. Index: Designation.id. */
export const designationsById = defineQuery<{ ids: readonly DesignationId[] }, Designation>(
  'designationsById',
  `MATCH (teacher:Teacher)-[:HELD]->(designation:Designation)
   WHERE designation.id IN $ids AND ${VISIBLE}
   RETURN ${DESIGNATION}`,
  designation,
);

/** Everything that each of these people was ever awarded: what is in force, the domain says. Index: Teacher.id. */
export const designationsOfTeachers = defineQuery<{ ids: readonly TeacherId[] }, Designation>(
  'designationsOfTeachers',
  `MATCH (teacher:Teacher)-[:HELD]->(designation:Designation)
   WHERE teacher.id IN $ids AND ${VISIBLE}
   WITH * ORDER BY designation.awarded, designation.tier
   RETURN ${DESIGNATION}`,
  designation,
);
