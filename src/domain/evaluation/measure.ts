import type { Measure, Population, Selection } from '../policy/condition.ts';
import Fraction from 'fraction.js';
import { inForceOn } from '../designation.ts';
import { type Thing, everyOf, matchesThing, someOf } from '../policy/where.ts';
import { KINDS_OF_RECORDS } from './kindsOfRecords.ts';
import { type Answer, type Unknown, known, notKnown } from '../unknown.ts';
import type { EvaluationTime } from './evaluate.ts';
import type { FigureFact, PersonFacts, TitleFact } from './facts.ts';
import { type Range, exactly } from './range.ts';
import { thingOf } from './records.ts';
import type { Subject } from './subject.ts';
import type { World } from './world.ts';
import { selectionNamed } from '../policy/effective.ts';

/** The number that a measure gives for a subject: how many are selected in it, or one of its figures. */
export function measureRange(measure: Measure, subject: Subject, world: World, { on }: EvaluationTime): Answer<Range> {
  if (measure.measure === 'figure') return figure(measure, subject, world, on);
  const selection = ofSelection(world, measure.selection);
  if (selection === null) return notKnown({ because: 'notCounted', what: 'selection' });
  const outcomes = outcomesOf(selection, subject, world, on);
  if (outcomes === null) return notKnown({ because: 'notCounted', what: selection.population });
  const least = new Fraction(outcomes.filter((matched) => matched === true).length);
  const perhaps = outcomes.filter((matched) => matched === null).length;
  return known({ least, most: isCovered(selection.population, world) ? least.add(perhaps) : null });
}

/** Whether each that may be selected is; null in it: not known. */
function outcomesOf(
  { population, where }: Extract<Selection, { selection: 'of' }>,
  subject: Subject,
  world: World,
  on: EvaluationTime['on'],
): readonly (boolean | null)[] | null {
  if (population === 'region') return null;
  if (population === 'holders') {
    const among = new Set((subject.records('persons', on) ?? []).map(({ id }) => id));
    return world.facts.people
      .filter(({ id }) => among.has(id))
      .map((person) =>
        someOf(
          person.titles.map((title) =>
            everyOf([
              inForceOn(title, on),
              matchesThing(where, holderThing(world, person, title, on), world.comparing),
            ]),
          ),
        ),
      );
  }
  return (
    subject
      .records(population, on)
      ?.map((record) =>
        everyOf([record.in({ from: on, through: on }), matchesThing(where, record.thing(on), world.comparing)]),
      ) ?? null
  );
}

function isCovered(population: Population, world: World): boolean {
  if (population === 'region') return false;
  const kinds = KINDS_OF_RECORDS[population === 'holders' ? 'persons' : population];
  return world.uncovered(kinds) === null;
}

/** A selection with its name put in, the nearest layer's meaning of it; null: nobody defines it. */
export function ofSelection(world: World, selection: Selection): Extract<Selection, { selection: 'of' }> | null {
  const nearest = world.policy.layers.at(-1);
  return nearest === undefined ? null : selectionNamed(world.policy, selection, nearest);
}

/** The title of a person, of which both may be asked: what singles out holders. */
export function holderThing(world: World, person: PersonFacts, title: TitleFact, on: EvaluationTime['on']): Thing {
  const [ofTitle, ofPerson] = [world.titleThing(title, on), world.personThing(person, on)];
  return {
    ...ofPerson,
    attributes: (attribute) =>
      ['ladder', 'tier', 'level', 'body'].includes(attribute)
        ? ofTitle.attributes(attribute)
        : ofPerson.attributes(attribute),
  };
}

/** A figure stands from its day until the next one of the same name and stage. */
function figure(
  { name, where }: Extract<Measure, { measure: 'figure' }>,
  subject: Subject,
  world: World,
  on: EvaluationTime['on'],
): Answer<Range> {
  const own = figureValue((subject.person ?? world.owns(subject.id)).figures, name, where, world, on);
  if (own !== null) return known(exactly(own));
  const unknown: Unknown = { because: 'notOnRecord', what: name };
  if (subject.kind !== 'region') return notKnown(unknown);
  const schools = subject.records('schools', on) ?? [];
  const values = schools.map(({ id }) => figureValue(world.owns(id).figures, name, where, world, on));
  if (values.length === 0 || values.includes(null)) return notKnown(unknown);
  return known(exactly(values.reduce<number>((sum, value) => sum + (value ?? 0), 0)));
}

function figureValue(
  figures: readonly FigureFact[],
  name: string,
  where: Extract<Measure, { measure: 'figure' }>['where'],
  world: World,
  on: EvaluationTime['on'],
): number | null {
  const latest = new Map<string | null, FigureFact>();
  for (const each of figures) {
    if (each.name !== name || each.day > on) continue;
    if (matchesThing(where, thingOf({ stage: each.stage }), world.comparing) !== true) continue;
    const before = latest.get(each.stage);
    if (before === undefined || before.day < each.day) latest.set(each.stage, each);
  }
  const whole = latest.get(null);
  if (whole !== undefined) return whole.value;
  return latest.size === 0 ? null : [...latest.values()].reduce((sum, { value }) => sum + value, 0);
}
