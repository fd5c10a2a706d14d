import type { Day } from '../src/domain/day.ts';
import type { Workshop } from '../src/domain/directory.ts';
import type { RegionId, UnitId, WorkshopId } from '../src/domain/identifier.ts';
import { LEVELS } from '../src/domain/level.ts';
import { STAGES } from '../src/domain/school.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { type Value, day, identifier, list, oneOf, optional, text } from './value.ts';

const WORKSHOP_ON = `workshop.id, workshop.issuedBy, workshop.code, workshop.name, workshop.level, workshop.stages,
          workshop.from, workshop.to, CASE WHEN founder:School THEN 'School' ELSE 'Region' END, founder.id`;

function workshop([
  id,
  issuedBy,
  code,
  name,
  level,
  stages,
  from,
  to,
  founderKind,
  founderId,
]: readonly Value[]): Workshop {
  return {
    kind: 'Workshop',
    id: identifier<WorkshopId>(id),
    issuedBy: identifier<RegionId>(issuedBy),
    code: text(code),
    name: optional(text)(name),
    level: oneOf(LEVELS)(level),
    stages: list(oneOf(STAGES))(stages),
    from: optional(day)(from),
    to: optional(day)(to),
    founder: { kind: oneOf(['Region', 'School'])(founderKind), id: identifier<UnitId>(founderId) },
  };
}

/** Workshops by id, those that exist on a day. Index: Workshop.id. */
export const workshopsOn = defineQuery<{ ids: readonly WorkshopId[]; day: Day }, Workshop>(
  'workshopsOn',
  `MATCH (workshop:Workshop)-[:FOUNDED_BY]->(founder)
   WHERE workshop.id IN $ids AND ($everything OR workshop.issuedBy IN $directory) AND ${holding('workshop')}
   RETURN ${WORKSHOP_ON}`,
  workshop,
);

/** The workshop that has a number of an issuing body. Index: Workshop (issuedBy, code). */
export const workshopByCode = defineQuery<{ issuer: RegionId; code: string }, WorkshopId>(
  'workshopByCode',
  `MATCH (workshop:Workshop {issuedBy: $issuer, code: $code}) WHERE $everything OR workshop.issuedBy IN $directory
   RETURN workshop.id`,
  ([id]) => identifier<WorkshopId>(id),
);
