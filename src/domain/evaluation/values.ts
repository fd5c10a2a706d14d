import Fraction from 'fraction.js';
import { type Day, addDays, dayNumber, earlier, later } from '../day.ts';
import { distinctDays } from '../homeroomYears.ts';
import type { Interval } from '../interval.ts';
import type { Condition } from '../policy/condition.ts';
import { allowedValues, matches } from '../policy/where.ts';
import { settingOn } from '../unitOverTime.ts';
import type { PersonFacts, PostFact } from './facts.ts';
import type { EventDay } from './eventDay.ts';
import { type Range, exactly } from './range.ts';
import type { Span } from './span.ts';
import type { World } from './world.ts';

type FactCondition = Extract<Condition, { form: 'fact' }>;

/** Years and the posts behind them. */
export interface CountedYears extends Range {
  readonly posts: readonly PostFact[];
}

/**
 * Homeroom years before a day, which does not count itself: distinct days in the posts that count, overlaps once. A post
 * whose start is not known gives no sure day, and takes the upper end away where the days looked at have no beginning.
 * @param span the days looked at
 */
export function homeroomYears(
  world: World,
  person: PersonFacts,
  condition: FactCondition,
  on: Day,
  span: Span,
): CountedYears {
  const { posts, perhaps, defined } = countedPosts(world, person, condition, on);
  const inSpan = clipped(posts, on, span);
  const converted = conversionYears(world, person, condition, on, span);
  const years = (counted: readonly Interval[]) =>
    new Fraction(distinctDays(counted, on), world.policy.daysPerYear).add(converted ?? 0);
  const endless = span.from === null && perhaps.some(({ from }) => from === null);
  const open = !defined || endless || converted === null || world.uncovered(['post']) !== null;
  return {
    least: years(inSpan),
    most: open ? null : years([...inSpan, ...clipped(perhaps, on, span, span.from)]),
    posts: posts.filter((post) => inSpan.some(({ id }) => id === post.id)),
  };
}

/** The longest unbroken run of such posts before a day, in years; a gap that the condition allows does not break it. */
export function continuousHomeroomYears(
  world: World,
  person: PersonFacts,
  condition: FactCondition,
  on: Day,
): CountedYears {
  const { posts, perhaps, defined } = countedPosts(world, person, condition, on);
  const allowed = daysOf(allowedValues(condition.parameters, 'gapAllowed')?.[0] ?? null);
  const spans = clipped(posts, on, { from: null, through: addDays(on, -1) })
    .flatMap(({ from, to }) => (from === null || to === null ? [] : [{ first: dayNumber(from), end: dayNumber(to) }]))
    .sort((a, b) => a.first - b.first);
  let [longest, days, end] = [0, 0, Number.NEGATIVE_INFINITY];
  for (const span of spans) {
    if (span.first > end + allowed) days = 0;
    days += Math.max(0, span.end - Math.max(span.first, end));
    end = Math.max(end, span.end);
    longest = Math.max(longest, days);
  }
  const least = new Fraction(longest, world.policy.daysPerYear);
  const known = defined && perhaps.length === 0 && world.uncovered(['post']) === null;
  return { least, most: known ? least : null, posts };
}

/**
 * The posts whose days a condition counts, that began before a day; and what may count or not: a start, a school or its
 * setting is not known. `defined`: it is said which posts count.
 */
function countedPosts(
  world: World,
  person: PersonFacts,
  { parameters }: FactCondition,
  on: Day,
): { readonly posts: readonly PostFact[]; readonly perhaps: readonly PostFact[]; readonly defined: boolean } {
  const kinds = allowedValues(parameters, 'posts') ?? world.policy.countingPosts;
  const ofSchool = parameters.filter((term) => 'attribute' in term && ['setting', 'stage'].includes(term.attribute));
  const wanted = person.posts.filter(
    ({ kind, from }) => (kinds === null || kinds.includes(kind)) && (from === null || from < on),
  );
  const [posts, perhaps]: [PostFact[], PostFact[]] = [[], []];
  for (const post of wanted) {
    const school = world.school(post.school);
    for (const part of ofSchool.length === 0 || school === null ? [post] : settingParts(post, school.settings)) {
      const setting = school === null ? null : settingOn(school, part.from ?? dayWithin(part, on));
      const matched = matches(ofSchool, (attribute) => {
        if (attribute === 'stage') return school?.stages ?? null;
        return setting === null ? null : [setting];
      });
      if (matched === true && post.from !== null) posts.push(part);
      else if (matched !== false) perhaps.push(part);
    }
  }
  return { posts, perhaps, defined: kinds !== null };
}

/** A day of a post of which only the end is known; without one, the day asked. */
function dayWithin({ to }: Interval, on: Day): Day {
  return to === null ? on : addDays(to, -1);
}

/** A post cut where the setting of its school changes. */
function settingParts(post: PostFact, settings: readonly Interval[]): readonly PostFact[] {
  const cuts = [...new Set(settings.flatMap(({ from, to }) => [from, to]))]
    .filter(
      (day): day is Day =>
        day !== null && (post.from === null || day > post.from) && (post.to === null || day < post.to),
    )
    .sort();
  const starts = [post.from, ...cuts];
  return starts.map((from, index) => ({ ...post, from, to: cuts[index] ?? post.to }));
}

/** @param unknownStart what stands for a start that is not known; null: such a post gives no days */
function clipped<Post extends Interval>(
  posts: readonly Post[],
  on: Day,
  { from: first, through }: Span,
  unknownStart: Day | null = null,
): readonly Post[] {
  const end = earlier(on, addDays(through, 1));
  return posts.flatMap((post) => {
    const start = post.from ?? unknownStart;
    const from = first === null || start === null ? start : later(start, first);
    const to = post.to === null ? end : earlier(post.to, end);
    return from !== null && from < to ? [{ ...post, from, to }] : [];
  });
}

/** What other work converts to; null: there is such work, and nobody says what it converts to. */
function conversionYears(
  world: World,
  person: PersonFacts,
  { parameters }: FactCondition,
  on: Day,
  { from, through }: Span,
): Fraction | null {
  const codes = allowedValues(parameters, 'convert') ?? [];
  let years = new Fraction(0);
  for (const { kind, date, times } of person.activities) {
    if (!codes.includes(kind) || date > on || date > through || (from !== null && date < from)) continue;
    const conversion = world.policy.conversions.get(kind);
    const each = typeof conversion === 'object' ? world.policy.parameters.get(conversion.parameter) : conversion;
    if (each === undefined) return null;
    years = years.add(new Fraction(each).mul(times));
  }
  return codes.length > 0 && world.uncovered(['activity']) !== null ? null : years;
}

function daysOf(text: string | null): number {
  const [, count, unit] = /^(\d+)\s*(days?|months?|years?)?$/.exec(text ?? '') ?? [];
  if (count === undefined) return 0;
  const length = unit?.startsWith('month') === true ? 30 : unit?.startsWith('year') === true ? 365 : 1;
  return Number(count) * length;
}

/** Years from an event on; `null`: it did not happen, or its day is not known. */
export function yearsFrom(event: EventDay, years: (since: Day) => Fraction): Range | null {
  return event.day === null ? null : exactly(years(event.day));
}
