import { type Day, addDays } from '../day.ts';
import { holdsOn } from '../interval.ts';
import type { Bound, Condition, Quantity } from '../policy/condition.ts';
import { allowedValues, matchesThing, satisfies, someOf } from '../policy/where.ts';
import { selectionNamed } from '../policy/effective.ts';
import type { Ladder } from '../policy/types.ts';
import { rubricNamed, rubricPoints, sumOfPoints } from '../rubric.ts';
import { possibleStandings } from '../standing.ts';
import type { Unknown } from '../unknown.ts';
import { effectsOn } from './effects.ts';
import { type EvaluationTime, type FormFinding, numberFound, unknownFinding } from './evaluate.ts';
import { eventDay } from './eventDay.ts';
import type { PersonFacts } from './facts.ts';
import { type Range, compareRange, exactly, mayStillRise, passingOf } from './range.ts';
import { liesIn } from './span.ts';
import type { Subject } from './subject.ts';
import { fromThree } from './three.ts';
import { continuousHomeroomYears, homeroomYears } from './values.ts';
import type { Evidence } from './verdict.ts';
import { spanOfWindow } from './window.ts';
import type { World } from './world.ts';
import { yearsBetween } from './years.ts';

type FactCondition = Extract<Condition, { form: 'fact' }>;

/** One value of the subject, held against its bound. */
export function evaluateFact(
  condition: FactCondition,
  subject: Subject,
  world: World,
  time: EvaluationTime,
): FormFinding {
  const { person } = subject;
  switch (condition.fact) {
    case 'homeroomYears': {
      if (person === null) return unknownFinding({ because: 'notCounted', what: condition.fact });
      const span =
        condition.window === null ? null : spanOfWindow(condition.window, subject, world, { ...time, day: time.on });
      if (span?.known === false) return unknownFinding(span.unknown);
      if (span?.known === true && span.span === null) return compared(condition, exactly(0), 'years', world);
      const years = homeroomYears(
        world,
        person,
        condition,
        time.on,
        span?.span ?? { from: null, through: addDays(time.on, -1) },
      );
      return compared(condition, years, 'years', world, postEvidence(years.posts), unsurePosts(person));
    }
    case 'continuousHomeroomYears': {
      if (person === null) return unknownFinding({ because: 'notCounted', what: condition.fact });
      const years = continuousHomeroomYears(world, person, condition, time.on);
      return compared(condition, years, 'years', world, postEvidence(years.posts), unsurePosts(person));
    }
    case 'stillServing': {
      if (person === null) return unknownFinding({ because: 'notCounted', what: condition.fact });
      const kinds = allowedValues(condition.parameters, 'posts') ?? world.policy.countingPosts;
      if (kinds === null) return unknownFinding({ because: 'notDefined', what: 'countingPosts' });
      const posts = person.posts.filter((post) => kinds.includes(post.kind) && holdsOn(post, time.on));
      const uncovered = posts.length === 0 ? world.uncovered(['post']) : null;
      return flagged(condition, uncovered === null ? posts.length > 0 : null, uncovered, postEvidence(posts));
    }
    case 'teachingYears':
      return yearsSince(condition, subject, world, time, 'teachingStart');
    case 'yearsSince':
      return yearsSince(condition, subject, world, time, allowedValues(condition.parameters, 'event')?.[0] ?? '');
    case 'age': {
      const at = dayAt(condition, subject, world, time);
      const birth = person?.birth ?? null;
      if (birth === null || at === null) return unknownFinding({ because: 'attributeNotKnown', attributes: ['birth'] });
      return compared(condition, exactly(yearsBetween(birth, at).floor()), 'years', world, countedFrom(subject, birth));
    }
    case 'standing':
      return standing(condition, subject, world, time);
    case 'effect': {
      const kind = allowedValues(condition.parameters, 'kind')?.[0] ?? null;
      const from = allowedValues(condition.parameters, 'from')?.[0] ?? null;
      const { inForce, unknown } = effectsOn(world, subject, time.on);
      const found = inForce.filter((effect) => effect.isOf(kind, from));
      const evidence = found.flatMap((effect) => effect.evidence);
      if (found.length > 0) return flagged(condition, true, null, evidence);
      return flagged(condition, unknown === null ? false : null, unknown);
    }
    case 'points':
      return points(condition, subject, world, time);
  }
}

function yearsSince(
  condition: FactCondition,
  subject: Subject,
  world: World,
  time: EvaluationTime,
  event: string,
): FormFinding {
  const at = dayAt(condition, subject, world, time);
  const { day } = eventDay(world, subject, event, time.on);
  if (day === null || at === null) return unknownFinding({ because: 'attributeNotKnown', attributes: [event] });
  return compared(condition, exactly(yearsBetween(day, at)), 'years', world, countedFrom(subject, day));
}

/** Years rest on a day that stands with the person or the workshop itself. */
function countedFrom({ kind, id }: Subject, from: Day): readonly Evidence[] {
  if (kind === 'person') return [{ kind: 'Teacher', id, from, to: null, perhaps: false }];
  return kind === 'workshop' ? [{ kind: 'Workshop', id, from, to: null, perhaps: false }] : [];
}

/** The day at which ages and years are asked for: the day looked at, or that of an event. */
function dayAt({ asAt }: FactCondition, subject: Subject, world: World, { on }: EvaluationTime) {
  return asAt === null ? on : eventDay(world, subject, asAt, on).day;
}

function standing(condition: FactCondition, subject: Subject, world: World, { on }: EvaluationTime): FormFinding {
  const { person } = subject;
  if (person === null) return unknownFinding({ because: 'notCounted', what: 'standing' });
  const asked = allowedValues(condition.parameters, 'ladder')?.[0] ?? null;
  const wanted = condition.bound.is === 'between' ? condition.bound.least : condition.bound.value;
  const ladder = world.policy.ladders.find(({ code, tiers }) =>
    asked === null ? tiers.some((tier) => tier.code === wanted) : code === asked,
  );
  if (ladder === undefined) return unknownFinding({ because: 'notDefined', what: 'ladder' });
  const levels = allowedValues(condition.parameters, 'level') ?? null;
  const titles = person.titles.filter(({ level }) => levels === null || levels.includes(level));
  const possible = possibleStandings(ladder, titles, on);
  const unknown: Unknown | null = world.uncovered(['designation']);
  const isSo = (tier: string) => satisfies('tier', condition.bound, tier, world.comparing);
  const codes = ladder.tiers.map(({ code }) => code);
  const lowest = Math.min(...possible.map((title) => (title === null ? -1 : codes.indexOf(title.tier))));
  const outcomes = [
    ...possible.flatMap((title) =>
      title === null ? untitled(ladder, person, world, on, condition.bound) : [isSo(title.tier)],
    ),
    // Where titles are not covered there may be a higher one.
    ...(unknown === null ? [] : codes.slice(lowest + 1).map(isSo)),
  ];
  const sure = outcomes.every((each) => each === outcomes[0]) ? (outcomes[0] ?? null) : null;
  const words = possible.flatMap((title) => (title === null ? [] : [title.tier]));
  return {
    outcome: fromThree(sure),
    passes: sure,
    found: { is: 'words', words },
    unknown: sure === null ? (unknown ?? { because: 'titleStateNotKnown', persons: 1, day: on }) : null,
    evidence: possible.flatMap((title): readonly Evidence[] =>
      title === null
        ? []
        : [{ kind: 'Designation', id: title.id, from: title.awarded, to: title.termEnd, perhaps: possible.length > 1 }],
    ),
    mayRise: true,
  };
}

/** What somebody without a title of the ladder may be: whom a tier names, or below all. */
function untitled(
  { tiers }: Ladder,
  person: PersonFacts,
  world: World,
  on: Day,
  bound: FactCondition['bound'],
): readonly (boolean | null)[] {
  const named = tiers.map((tier) => ({ tier, isNamed: namesPerson(world, person, tier.who, on) }));
  const below = bound.is === 'lessThan' || bound.is === 'atMost';
  return [
    ...named
      .filter(({ isNamed }) => isNamed !== false)
      .map(({ tier }) => satisfies('tier', bound, tier.code, world.comparing)),
    ...(named.some(({ isNamed }) => isNamed === true) ? [] : [below]),
  ];
}

function namesPerson(
  world: World,
  person: PersonFacts,
  who: World['policy']['ladders'][number]['tiers'][number]['who'],
  on: EvaluationTime['on'],
): boolean | null {
  if (who === null) return false;
  return someOf(
    world.policy.layers.map((layer) => {
      const selection = selectionNamed(world.policy, who, layer);
      return selection === null ? false : matchesThing(selection.where, world.personThing(person, on), world.comparing);
    }),
  );
}

function points(condition: FactCondition, subject: Subject, world: World, time: EvaluationTime): FormFinding {
  const { person } = subject;
  const rubric = allowedValues(condition.parameters, 'rubric')?.[0] ?? null;
  const section = allowedValues(condition.parameters, 'section')?.[0] ?? null;
  if (person === null || rubric === null) return unknownFinding({ because: 'notCounted', what: 'points' });
  const window = condition.window === null ? null : spanOfWindow(condition.window, subject, world, time);
  if (window?.known === false) return unknownFinding(window.unknown);
  const span = window?.span ?? time.period ?? { from: null, through: time.day };
  const scores = person.rubricScores.filter(
    (score) =>
      score.rubric === rubric &&
      (section === null || score.section === section) &&
      score.date <= time.day &&
      liesIn(score.date, span),
  );
  const named = rubricNamed(world.policy, rubric);
  if (named === null) return unknownFinding({ because: 'noSuchRule', rule: rubric });
  const found = sumOfPoints(rubricPoints(named.rule, scores, world.policy.calendar), section);
  const open = world.uncovered(['rubricScore']);
  const evidence = scores.map(({ id, date }): Evidence => ({
    kind: 'RubricScore',
    id,
    from: date,
    to: date,
    perhaps: false,
  }));
  const range = { least: found.least, most: open === null ? found.most : null };
  return compared(condition, range, 'points', world, evidence, open);
}

function compared(
  { bound }: FactCondition,
  range: Range,
  unit: string,
  world: World,
  evidence: readonly Evidence[] = [],
  why: Unknown | null = null,
): FormFinding {
  const passing = passingOf(numeric(bound), world.policy);
  const found = numberFound(range.least, range.most, unit);
  if (passing.value === null) return unknownFinding(passing.unknown, found);
  const outcome = compareRange(range, passing.value);
  return {
    outcome,
    passes: outcome === 'unknown' ? null : outcome === 'met',
    found,
    unknown: outcome === 'unknown' ? (why ?? { because: 'recordsInDoubt', records: 1 }) : null,
    evidence,
    mayRise: mayStillRise(range, passing.value),
  };
}

/** The reader lets only numbers and parameters stand in such a bound. */
function numeric(bound: Bound): Bound<Quantity> {
  const quantity = (value: Quantity | string | boolean): Quantity =>
    typeof value === 'number' || typeof value === 'object' ? value : Number.NaN;
  return bound.is === 'between'
    ? { is: 'between', least: quantity(bound.least), most: quantity(bound.most) }
    : { is: bound.is, value: quantity(bound.value) };
}

function flagged(
  { bound }: FactCondition,
  value: boolean | null,
  unknown: Unknown | null,
  evidence: readonly Evidence[] = [],
): FormFinding {
  const wanted = bound.is !== 'between' && bound.value !== false;
  const met = value === null ? null : value === wanted;
  return {
    outcome: fromThree(met),
    passes: met,
    found: value === null ? null : { is: 'words', words: [value] },
    unknown: met === null ? unknown : null,
    evidence,
    mayRise: wanted,
  };
}

function postEvidence(posts: readonly PersonFacts['posts'][number][]): readonly Evidence[] {
  return posts.map(({ id, from, to }) => ({ kind: 'Post', id, from, to, perhaps: false }));
}

function unsurePosts({ posts }: PersonFacts): Unknown | null {
  const without = posts.filter(({ from }) => from === null).length;
  return without === 0 ? null : { because: 'postStartNotKnown', posts: without };
}
