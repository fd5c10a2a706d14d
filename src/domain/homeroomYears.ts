import { type Day, dayNumber, earlier } from './day.ts';
import type { PostId } from './identifier.ts';
import { type Interval, holdsOn } from './interval.ts';
import { type Answer, known, notKnown } from './unknown.ts';

/** A post that somebody holds or held. */
export interface ServedPost extends Interval {
  readonly id: PostId;
  /** Code of the kind of post as the policies name it. */
  readonly postKind: string;
}

/** How long somebody has served, up to a day that does not count itself. */
export interface ServiceLength {
  /** Distinct days in counting posts: days on which two were held count once. */
  readonly countingDays: number;
  /** Distinct days in posts of any kind. */
  readonly allPostDays: number;
  /** `countingDays` in years of the policy's length, not rounded: 1,825 days are 5 years of 365. */
  readonly years: number;
  /** Whether a counting post is held on the day. */
  readonly serving: boolean;
  /** The posts behind it: those that began by the day, oldest first. */
  readonly posts: readonly PostId[];
}

/** What the policy in force says about service. */
export interface ServiceDefinitions {
  readonly countingPosts: readonly string[];
  /** Days that make a year. */
  readonly daysPerYear: number;
}

/** Homeroom service before a day. */
export function serviceLength(
  posts: readonly ServedPost[],
  day: Day,
  definitions: ServiceDefinitions,
): Answer<ServiceLength> {
  const years = yearsOfService(posts, day, definitions);
  if (years.value === null) return years;
  const begun = posts.filter(({ from }) => from === null || from <= day);
  const counting = begun.filter(({ postKind }) => definitions.countingPosts.includes(postKind));
  return known({
    countingDays: distinctDays(counting, day),
    allPostDays: distinctDays(begun, day),
    years: years.value,
    serving: counting.some((post) => holdsOn(post, day)),
    posts: [...begun].sort((a, b) => (order(a) < order(b) ? -1 : 1)).map(({ id }) => id),
  });
}

/** Years of homeroom service before a day, not rounded. */
export function yearsOfService(
  posts: readonly Pick<ServedPost, 'from' | 'to' | 'postKind'>[],
  day: Day,
  { countingPosts, daysPerYear }: ServiceDefinitions,
): Answer<number> {
  const begun = posts.filter(({ from }) => from === null || from <= day);
  const withoutStart = begun.filter(({ from }) => from === null).length;
  if (withoutStart > 0) return notKnown({ because: 'postStartNotKnown', posts: withoutStart });
  const counting = begun.filter(({ postKind }) => countingPosts.includes(postKind));
  return known(distinctDays(counting, day) / daysPerYear);
}

/** The number of days before `day` that lie in at least one of the intervals. One without a start has no days. */
export function distinctDays(intervals: readonly Interval[], day: Day): number {
  const spans = intervals
    .flatMap(({ from, to }) => (from === null ? [] : [{ from, to: to === null ? day : earlier(to, day) }]))
    .filter(({ from, to }) => from < to)
    .map(({ from, to }) => ({ first: dayNumber(from), end: dayNumber(to) }))
    .sort((a, b) => a.first - b.first);
  let [days, counted] = [0, Number.NEGATIVE_INFINITY];
  for (const { first, end } of spans) {
    days += Math.max(0, end - Math.max(first, counted));
    counted = Math.max(counted, end);
  }
  return days;
}

function order({ from, id }: ServedPost): string {
  return `${from ?? ''} ${id}`;
}
