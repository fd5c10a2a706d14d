import type { Day } from '../../src/domain/day.ts';
import { inForceOn } from '../../src/domain/designation.ts';
import type { PersonFacts } from '../../src/domain/evaluation/facts.ts';
import { holdsOn } from '../../src/domain/interval.ts';
import type { Selection, Where } from '../../src/domain/policy/condition.ts';
import { type EffectiveRule, selectionNamed } from '../../src/domain/policy/effective.ts';
import type { OracleSubject } from './evaluationRecords.ts';
import { type Thing, matches } from './evaluationMatching.ts';
import { type Known, levelOfRegion } from './evaluationPlaces.ts';
import {
  holderThing,
  personThing,
  plain,
  schoolThing,
  seatThing,
  workshopOf,
  workshopThing,
} from './evaluationThings.ts';
import type { Period } from './evaluationTime.ts';
import { type Truth, both, either } from './truth.ts';

export interface OracleGround extends Known {
  readonly day: Day;
}

/** The time for which a condition is looked at. */
export interface When {
  /** The day asked. */
  readonly asked: Day;
  /** The day on which lasting things are counted. */
  readonly look: Day;
  /** The period over which happening things are counted; null: none was asked for. */
  readonly period: Period | null;
  /** The layer whose names a selection may use. */
  readonly layer: EffectiveRule['layer'] | null;
}

/** Whether a selection names the subject. */
export function isSelected(selection: Selection, subject: OracleSubject, ground: OracleGround, when: When): Truth {
  const stated = named(selection, ground, when);
  if (stated === null) return null;
  const { population, where } = stated;
  const { look } = when;
  switch (population) {
    case 'persons':
      return subject.is === 'person' && matches(where, personThing(subject.person, ground, look), ground, look);
    case 'holders':
      return subject.is === 'person' && isHolder(subject.person, where, ground, look);
    case 'seats':
      if (subject.is !== 'person') return false;
      return either([
        ...subject.person.seats
          .filter((seat) => holdsOn(seat, look))
          .map((seat) =>
            matches(
              where,
              seatThing(seat, workshopOf(seat.workshop, ground), subject.person, ground, look),
              ground,
              look,
            ),
          ),
        ground.covered('seat') ? false : null,
      ]);
    case 'workshops':
      return subject.is === 'workshop' && matches(where, workshopThing(subject.workshop, ground, look), ground, look);
    case 'schools':
      return subject.is === 'school' && matches(where, schoolThing(subject.school, ground, look), ground, look);
    case 'region':
      return subject.is === 'region' && matches(where, subjectThing(subject, ground, look), ground, look);
  }
}

export function isHolder(person: PersonFacts, where: Where, ground: OracleGround, look: Day): Truth {
  return either([
    ...person.titles.map((title) =>
      both([inForceOn(title, look), matches(where, holderThing(title, person, ground, look), ground, look)]),
    ),
    ground.covered('designation') ? false : null,
  ]);
}

export function named(selection: Selection, ground: OracleGround, { layer }: When) {
  if (selection.selection === 'of') return selection;
  const nearest = layer ?? ground.policy.layers.at(-1);
  return nearest === undefined ? null : selectionNamed(ground.policy, selection, nearest);
}

export function subjectThing(subject: OracleSubject, ground: OracleGround, look: Day): Thing {
  switch (subject.is) {
    case 'person':
      return personThing(subject.person, ground, look);
    case 'school':
      return schoolThing(subject.school, ground, look);
    case 'workshop':
      return workshopThing(subject.workshop, ground, look);
    case 'region':
      return plain({ level: levelOfRegion(subject.region, ground, look) });
  }
}
