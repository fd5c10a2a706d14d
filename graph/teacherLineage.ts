import type { Day } from '../src/domain/day.ts';
import type { PairingId, TeacherId, WorkshopId } from '../src/domain/identifier.ts';
import type { Direction, FormationStep } from '../src/domain/lineage.ts';
import { defineQuery } from './session.ts';
import { type Value, day, identifier, list, optional, tuple } from './value.ts';

/** The formations near one person that lead on from the person asked about. */
export interface StepsOf {
  /** Whose lineage. */
  readonly start: TeacherId;
  readonly steps: readonly FormationStep[];
}

type LineageInput = {
  /** Pairs of a person and the `MM-DD` on which school years begin there: where a pairing without an end ends. */
  readonly asked: readonly (readonly [TeacherId, string])[];
  readonly day: Day;
  /** The most formations in a chain. */
  readonly generations: number;
  /** Also what has ended by the day. */
  readonly includeEnded: boolean;
};

/** The most generations that {@link descendants} and {@link ancestors} follow. */
export const MOST_GENERATIONS = 6;

// Ends that are not known or open, so that days compare.
const BEGINNING = "date('0001-01-01')";
const OPEN = "date('9999-12-31')";
const SHOWN = `since < until AND since <= date($day) AND ($includeEnded OR date($day) < until)
         AND ($everything OR other.issuedBy IN $directory)`;

interface Pattern {
  readonly pairing: string;
  readonly seats: string;
  /** Whether a formation goes on from the day of arrival. */
  readonly goesOn: string;
  readonly arrival: string;
  /** Of several arrivals the one that lets most go on. */
  readonly best: string;
  /** The two people in the order [formed, formed by]. */
  readonly people: string;
}

const PATTERNS: Readonly<Record<Direction, Pattern>> = {
  DESCENDANTS: {
    pairing: '(person)-[:GAVE]->(pairing:Pairing)-[:TO]->(other:Teacher)',
    seats: '(person)-[:HELD]->(above:Seat)<-[under:UNDER]-(below:Seat)<-[:HELD]-(other:Teacher)',
    goesOn: 'arrival <= since',
    arrival: BEGINNING,
    best: 'min',
    people: 'other.id, person.id',
  },
  ANCESTORS: {
    pairing: '(person)<-[:TO]-(pairing:Pairing)<-[:GAVE]-(other:Teacher)',
    seats: '(person)-[:HELD]->(below:Seat)-[under:UNDER]->(above:Seat)<-[:HELD]-(other:Teacher)',
    goesOn: 'since <= arrival',
    arrival: OPEN,
    best: 'max',
    people: 'person.id, other.id',
  },
};

/** For each `person` with an `arrival`: the formations that go on from there. */
function onwards({ pairing, seats, goesOn }: Pattern): string {
  return `CALL (person, arrival, newYear) {
         MATCH ${pairing}
         WITH other, pairing, null AS below, arrival, coalesce(pairing.from, ${BEGINNING}) AS since,
              CASE WHEN pairing.to IS NULL THEN date(toString(toInteger(pairing.schoolYear) + 1) + '-' + newYear)
                   ELSE pairing.to END AS until
         WHERE ${goesOn} AND ${SHOWN}
         RETURN other, since, until, pairing, below
         UNION ALL
         MATCH ${seats}
         WITH other, null AS pairing, below, arrival,
              reduce(latest = ${BEGINNING}, day IN [above.from, below.from, under.from] |
                CASE WHEN day > latest THEN day ELSE latest END) AS since,
              reduce(first = ${OPEN}, day IN [above.to, below.to, under.to] |
                CASE WHEN day < first THEN day ELSE first END) AS until
         WHERE ${goesOn} AND ${SHOWN}
         RETURN other, since, until, pairing, below
       }`;
}

/**
 * One block for each generation: those who are reached from the people of the one before, each with the best arrival in this
 * layer. At last, once for everybody reached, the formations that lead on. `collect` stands within the calls, so that a
 * layer of nobody leaves the layers before it.
 */
function lineage(pattern: Pattern): string {
  const layers = Array.from({ length: MOST_GENERATIONS - 1 }, (_, index) => index + 1).map(
    (layer) => `CALL (frontier, newYear) {
       UNWIND CASE WHEN ${layer} < $generations THEN frontier ELSE [] END AS each
       WITH each[0] AS person, each[1] AS arrival, newYear
       ${onwards(pattern)}
       WITH other, ${pattern.best}(since) AS arrival
       RETURN collect([other, arrival]) AS next
     }
     WITH start, newYear, reached + next AS reached, next AS frontier`,
  );
  return `UNWIND $asked AS asked
     MATCH (start:Teacher {id: asked[0]}) WHERE $everything OR start.issuedBy IN $directory
     WITH start, asked[1] AS newYear, [[start, ${pattern.arrival}]] AS reached, [[start, ${pattern.arrival}]] AS frontier
     ${layers.join('\n     ')}
     CALL (reached, newYear) {
       UNWIND reached AS each
       WITH each[0] AS person, ${pattern.best}(each[1]) AS arrival, newYear
       ${onwards(pattern)}
       RETURN person, collect([${pattern.people}, since, until, pairing.id,
                               head([(below)-[:IN]->(workshop:Workshop) | workshop.id])]) AS steps
     }
     RETURN start.id, [each IN steps | [each[0], each[1], CASE WHEN each[2] > ${BEGINNING} THEN each[2] END,
                                        CASE WHEN each[3] < ${OPEN} THEN each[3] END, each[4], each[5]]]`;
}

function stepsOf([start, steps]: readonly Value[]): StepsOf {
  return { start: identifier<TeacherId>(start), steps: list(formationStep)(steps) };
}

function formationStep(row: Value): FormationStep {
  const [teacher, formedBy, since, until, pairing, workshop] = tuple(row);
  const formed = {
    teacher: identifier<TeacherId>(teacher),
    formedBy: identifier<TeacherId>(formedBy),
    since: optional(day)(since),
    until: optional(day)(until),
  };
  return pairing === null
    ? { ...formed, relation: 'SEAT', workshop: identifier<WorkshopId>(workshop) }
    : { ...formed, relation: 'PAIRING', pairing: identifier<PairingId>(pairing) };
}

/**
 * Whom each of these people formed, and whom those formed, through seats and pairings: [start, steps [formed, formed by, since,
 * until, pairing, workshop]], one row for each person from whom formations lead on. Dates and scope are checked on every
 * formation; chains never go backwards in time. Index: Teacher.id.
 */
export const descendants = defineQuery<LineageInput, StepsOf>('descendants', lineage(PATTERNS.DESCENDANTS), stepsOf);

/** As {@link descendants}: who formed each of these people, and who had formed those. Index: Teacher.id. */
export const ancestors = defineQuery<LineageInput, StepsOf>('ancestors', lineage(PATTERNS.ANCESTORS), stepsOf);
