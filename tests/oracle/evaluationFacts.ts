import { type Day, addDays, addMonths, addYears } from '../../src/domain/day.ts';
import { inForceOn } from '../../src/domain/designation.ts';
import type { SchoolId } from '../../src/domain/identifier.ts';
import { holdsOn } from '../../src/domain/interval.ts';
import type { Bound, Condition } from '../../src/domain/policy/condition.ts';
import type { Ladder } from '../../src/domain/policy/types.ts';
import { type OracleSubject, ownedBy, recordsOf } from './evaluationRecords.ts';
import { type OracleGround, type When, isSelected } from './evaluationSelection.ts';
import { homeroomYears } from './evaluationHomeroom.ts';
import { matches, withinBound } from './evaluationMatching.ts';
import { schoolById } from './evaluationPlaces.ts';
import { ladderOf, plain, schoolThing } from './evaluationThings.ts';
import { type EventDay, completedYears, isDayWritten, windowDays, yearsBetween } from './evaluationTime.ts';
import { type Exact, type Span, ZERO, certain, dividedBy, exact, plus, sumOf, times } from './exact.ts';
import { type Truth, both } from './truth.ts';

// ---- events

const EVENT_RECORDS = {
  posts: 'posts',
  achievements: 'achievements',
  activities: 'activities',
  certificates: 'certificates',
  findings: 'findings',
  trainings: 'trainings',
  appraisals: 'appraisals',
  events: 'events',
} as const;
const EVENT_WORDS = {
  award: 'titlesAwarded',
  certificate: 'certificates',
  training: 'trainings',
  appraisal: 'appraisals',
  seat: 'seats',
  application: 'applications',
} as const;

/** The day of the latest such thing up to the day asked. */
export function eventDay(event: string, subject: OracleSubject, ground: OracleGround, { asked, look }: When): EventDay {
  const written = isDayWritten(event);
  if (written !== null) return written;
  if (event === 'hire') return subject.is === 'person' ? (subject.person.hiredOn ?? 'notKnown') : 'notKnown';
  if (event === 'founding') return subject.is === 'workshop' ? (subject.workshop.from ?? 'notKnown') : 'notKnown';
  if (event === 'firstHomeroomPost') {
    const counting = ground.policy.countingPosts;
    if (subject.is !== 'person' || counting === null) return 'notKnown';
    const posts = subject.person.posts.filter(
      ({ kind, from }) => counting.includes(kind) && (from === null || from <= asked),
    );
    if (!ground.covered('post') || posts.some(({ from }) => from === null)) return 'notKnown';
    return posts.flatMap(({ from }) => from ?? []).sort()[0] ?? 'never';
  }
  const [group, code] = event.split('.');
  const records =
    code === undefined
      ? EVENT_WORDS[event as keyof typeof EVENT_WORDS]
      : EVENT_RECORDS[group as keyof typeof EVENT_RECORDS];
  const { items, complete } = recordsOf(records, subject, ground, look);
  const fitting = items.filter(
    ({ thing, date }) =>
      (date === null || date <= asked) &&
      (code === undefined ||
        matches([{ term: 'oneOf', attribute: 'kind', values: [code] }], thing(look), ground, look) === true),
  );
  if (!complete || fitting.some(({ date }) => date === null)) return 'notKnown';
  return (
    fitting
      .flatMap(({ date }) => date ?? [])
      .sort()
      .at(-1) ?? (records === 'appraisals' ? 'notKnown' : 'never')
  );
}

// ---- facts

type Fact = Extract<Condition, { form: 'fact' }>;

export function fact(condition: Fact, subject: OracleSubject, ground: OracleGround, when: When): Truth {
  const at = condition.asAt === null ? when.look : eventDay(condition.asAt, subject, ground, when);
  if (at === 'never' || at === 'notKnown') return null;
  const compareWith = (span: Span | null): Truth =>
    span === null ? null : withinBound(span, condition.bound, ground.policy);
  const flag = (found: Truth): Truth => (found === null ? null : found === (theFlag(condition.bound) === true));
  switch (condition.fact) {
    case 'homeroomYears':
      return compareWith(yearsOfHomeroom(condition, subject, ground, when, at));
    case 'continuousHomeroomYears':
      return compareWith(longestRun(condition, subject, ground, at));
    case 'stillServing': {
      const posts = asked(condition, 'posts') ?? ground.policy.countingPosts;
      if (subject.is !== 'person' || posts === null) return null;
      const serving = subject.person.posts.some((post) => posts.includes(post.kind) && holdsOn(post, at));
      return flag(serving ? true : ground.covered('post') ? false : null);
    }
    case 'teachingYears': {
      const start = subject.is === 'person' ? (subject.person.teachingSince ?? subject.person.hiredOn) : null;
      return start === null ? null : compareWith(certain(yearsBetween(start, at)));
    }
    case 'yearsSince': {
      const [event] = asked(condition, 'event') ?? [];
      const since = event === undefined ? 'notKnown' : eventDay(event, subject, ground, when);
      return since === 'never' || since === 'notKnown' ? null : compareWith(certain(yearsBetween(since, at)));
    }
    case 'age':
      if (subject.is !== 'person' || subject.person.birth === null) return null;
      return compareWith(certain(exact(completedYears(subject.person.birth, at))));
    case 'standing':
      return standing(condition, subject, ground, at);
    case 'effect':
      return flag(hasEffect(condition, subject, ground, at));
    case 'points':
      return compareWith(pointsOf(condition, subject, ground, when));
  }
}

function theFlag(bound: Bound): boolean | null {
  return bound.is === 'exactly' && typeof bound.value === 'boolean' ? bound.value : null;
}

/** The words that a condition gives for a parameter; null: none. */
function asked({ parameters }: Fact, name: string): readonly string[] | null {
  const found = parameters.flatMap((term) =>
    term.term === 'oneOf' && term.attribute === name ? term.values.map(String) : [],
  );
  return found.length === 0 ? null : found;
}

function yearsOfHomeroom(
  condition: Fact,
  subject: OracleSubject,
  ground: OracleGround,
  when: When,
  at: Day,
): Span | null {
  if (subject.is !== 'person') return null;
  const { person } = subject;
  const posts = asked(condition, 'posts') ?? ground.policy.countingPosts;
  const days =
    condition.window === null
      ? null
      : windowDays(condition.window, at, ground.policy.calendar, (event) => eventDay(event, subject, ground, when));
  if (days?.is === 'nothing') return certain(ZERO);
  if (days !== null && days.is !== 'days') return null;
  const atSchool = condition.parameters.filter(
    (term) => !('attribute' in term) || term.attribute === 'setting' || term.attribute === 'stage',
  );
  const found = homeroomYears(person, ground, {
    posts,
    day: at,
    from: days?.from ?? null,
    ...(days === null ? {} : { through: days.through }),
    ...(atSchool.length === 0
      ? {}
      : {
          at: (id: SchoolId, day: Day): Truth => {
            const school = schoolById(id, ground);
            return school === null ? null : matches(atSchool, schoolThing(school, ground, day), ground, day);
          },
        }),
  });
  const converted = asked(condition, 'convert');
  if (found === null || converted === null) return found;
  let { least, most } = found;
  if (!ground.covered('activity')) most = null;
  for (const activity of person.activities) {
    if (!converted.includes(activity.kind) || activity.date > at) continue;
    if (days !== null && ((days.from !== null && activity.date < days.from) || activity.date > days.through)) continue;
    const each = conversion(activity.kind, ground);
    if (each === null) most = null;
    else {
      const years = times(each, exact(activity.times));
      least = plus(least, years);
      most = most === null ? null : plus(most, years);
    }
  }
  return { least, most };
}

function conversion(code: string, { policy }: OracleGround): Exact | null {
  const stated = policy.layers
    .map(({ document }) => document.define.conversions.get(code))
    .findLast((each) => each !== undefined);
  if (stated === undefined) return null;
  const value = typeof stated === 'number' ? stated : policy.parameters.get(stated.parameter);
  return value === undefined ? null : exact(value);
}

/** The longest run of days in counting posts before the day asked. */
function longestRun(condition: Fact, subject: OracleSubject, ground: OracleGround, at: Day): Span | null {
  const posts = asked(condition, 'posts') ?? ground.policy.countingPosts;
  if (subject.is !== 'person' || posts === null) return null;
  const counting = subject.person.posts.filter(({ kind }) => posts.includes(kind));
  const [gap] = asked(condition, 'gapAllowed') ?? [];
  const known = counting.filter(({ from }) => from !== null);
  const first = known.flatMap(({ from }) => from ?? []).sort()[0];
  let [longest, run] = [0, 0];
  let left: Day | null = null;
  for (let day = first ?? at; day < at; day = addDays(day, 1)) {
    if (known.some((post) => holdsOn(post, day))) {
      if (left !== null && !(gap !== undefined && day <= after(left, gap))) run = 0;
      left = null;
      run += 1;
      longest = Math.max(longest, run);
    } else left ??= day;
  }
  const year = exact(ground.policy.daysPerYear);
  const endless = known.length < counting.length || !ground.covered('post');
  const years = dividedBy(exact(longest), year);
  return { least: years, most: endless ? null : years };
}

/** The last day on which work may go on again after a gap that began on a day. */
function after(day: Day, gap: string): Day {
  const [count = '0', unit = 'days'] = gap.split(' ');
  if (unit.startsWith('year')) return addYears(day, Number(count));
  return unit.startsWith('month') ? addMonths(day, Number(count)) : addDays(day, Number(count));
}

function standing(condition: Fact, subject: OracleSubject, ground: OracleGround, at: Day): Truth {
  if (subject.is !== 'person') return null;
  const { bound } = condition;
  const words = bound.is === 'between' ? [bound.least, bound.most] : [bound.value];
  const [code] =
    asked(condition, 'ladder') ?? words.map((word) => (typeof word === 'string' ? ladderOf(word, ground) : null));
  const ladder = ground.policy.ladders.find((each) => each.code === code);
  if (ladder === undefined) return null;
  const tiers = ladder.tiers.map((tier) => tier.code);
  const levels = condition.parameters.filter((term) => 'attribute' in term && term.attribute === 'level');
  let sure = -1;
  const perhaps: number[] = [];
  for (const title of subject.person.titles) {
    const held = both([inForceOn(title, at), matches(levels, plain({ level: title.level }), ground, at)]);
    const tier = tiers.indexOf(title.tier);
    if (held === true) sure = Math.max(sure, tier);
    if (held === null) perhaps.push(tier);
  }
  if (!ground.covered('designation')) perhaps.push(...tiers.keys());
  const possible = new Set([...(sure < 0 ? untitled(ladder, subject, ground, at) : [sure])]);
  for (const tier of perhaps) if (tier > sure) possible.add(tier);
  const [first, ...others] = [...possible].map((tier) => isTier(tier, bound, tiers));
  return first !== undefined && others.every((truth) => truth === first) ? first : null;
}

/** Where somebody without a title of the ladder may stand: with those whom a tier names, or below all. */
function untitled(ladder: Ladder, subject: OracleSubject, ground: OracleGround, at: Day): readonly number[] {
  const time = { asked: at, look: at, period: null, layer: null };
  const placed = ladder.tiers.map(({ who, interpretation }) =>
    who === null || interpretation?.applied === false ? false : isSelected(who, subject, ground, time),
  );
  const found = placed.flatMap((truth, index) => (truth === false ? [] : [index]));
  return placed.includes(true) ? found : [-1, ...found];
}

function isTier(index: number, bound: Bound, tiers: readonly string[]): Truth {
  const order = (value: unknown): number => index - tiers.indexOf(String(value));
  switch (bound.is) {
    case 'exactly':
      return order(bound.value) === 0;
    case 'atLeast':
      return order(bound.value) >= 0;
    case 'moreThan':
      return order(bound.value) > 0;
    case 'atMost':
      return order(bound.value) <= 0;
    case 'lessThan':
      return order(bound.value) < 0;
    case 'between':
      return order(bound.least) >= 0 && order(bound.most) <= 0;
    case 'about':
      return null;
  }
}

/** The state in which an effect puts somebody, and the effect. */
const STATES: Readonly<Record<string, string>> = { barred: 'bar', preferred: 'prefer' };

function hasEffect(condition: Fact, subject: OracleSubject, ground: OracleGround, at: Day): Truth {
  const effects = subject.is === 'person' ? subject.person.effects : (ownedBy(subject, ground)?.effects ?? []);
  const [kinds, from] = [asked(condition, 'kind'), asked(condition, 'from')];
  const found = effects.some(
    (effect) =>
      holdsOn(effect, at) &&
      (kinds === null || kinds.some((kind) => kind === effect.kind || STATES[kind] === effect.kind)) &&
      (from === null || effect.what === null || from.includes(effect.what)),
  );
  return found ? true : ground.covered('effect') ? false : null;
}

function pointsOf(condition: Fact, subject: OracleSubject, ground: OracleGround, { asked: day, period }: When): Span {
  const [rubric, section] = [asked(condition, 'rubric'), asked(condition, 'section')];
  const scores = subject.is === 'person' ? subject.person.rubricScores : [];
  const total = sumOf(
    scores
      .filter(
        (score) =>
          (rubric?.includes(score.rubric) ?? true) &&
          (section?.includes(score.section) ?? true) &&
          score.date <= day &&
          (period === null || (period.from <= score.date && score.date <= period.through)),
      )
      .map(({ points }) => exact(points)),
  );
  return { least: total, most: ground.covered('rubricScore') ? total : null };
}
