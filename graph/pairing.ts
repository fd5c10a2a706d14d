import { schoolYearFrom } from '../src/domain/calendar.ts';
import type { Pairing } from '../src/domain/directory.ts';
import type { PairingId, TeacherId } from '../src/domain/identifier.ts';
import { defineQuery } from './session.ts';
import { type Value, day, identifier, number, optional } from './value.ts';

const PAIRING = 'pairing.id, pairing.schoolYear, mentor.id, mentee.id, pairing.from, pairing.to';
const VISIBLE = '($everything OR (mentor.issuedBy IN $directory AND mentee.issuedBy IN $directory))';

function pairing([id, schoolYear, mentorId, menteeId, from, to]: readonly Value[]): Pairing {
  return {
    kind: 'Pairing',
    id: identifier<PairingId>(id),
    schoolYear: schoolYearFrom(number(schoolYear)),
    mentorId: identifier<TeacherId>(mentorId),
    menteeId: identifier<TeacherId>(menteeId),
    from: optional(day)(from),
    to: optional(day)(to),
  };
}

/** Pairings by id. Index: Pairing.id. */
export const pairingsById = defineQuery<{ ids: readonly PairingId[] }, Pairing>(
  'pairingsById',
  `MATCH (mentor:Teacher)-[:GAVE]->(pairing:Pairing)-[:TO]->(mentee:Teacher)
   WHERE pairing.id IN $ids AND ${VISIBLE}
   RETURN ${PAIRING}`,
  pairing,
);

/** The pairings that each of these people gave, of every school year: which of them run, the calendar says. Index: Teacher.id. */
export const pairingsGiven = defineQuery<{ ids: readonly TeacherId[] }, Pairing>(
  'pairingsGiven',
  `MATCH (mentor:Teacher)-[:GAVE]->(pairing:Pairing)-[:TO]->(mentee:Teacher)
   WHERE mentor.id IN $ids AND ${VISIBLE}
   WITH * ORDER BY pairing.schoolYear, mentee.staffNo
   RETURN ${PAIRING}`,
  pairing,
);

/** The pairings that each of these people received, of every school year. Index: Teacher.id. */
export const pairingsReceived = defineQuery<{ ids: readonly TeacherId[] }, Pairing>(
  'pairingsReceived',
  `MATCH (mentor:Teacher)-[:GAVE]->(pairing:Pairing)-[:TO]->(mentee:Teacher)
   WHERE mentee.id IN $ids AND ${VISIBLE}
   WITH * ORDER BY pairing.schoolYear, mentor.staffNo
   RETURN ${PAIRING}`,
  pairing,
);
