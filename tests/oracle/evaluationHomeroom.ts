import { type Day, addDays, dayNumber, earlier, later, toDay } from '../../src/domain/day.ts';
import type { PersonFacts } from '../../src/domain/evaluation/facts.ts';
import type { SchoolId } from '../../src/domain/identifier.ts';
import type { Known } from './evaluationPlaces.ts';
import { type Span, dividedBy, exact } from './exact.ts';
import { type Truth, both, either } from './truth.ts';

const LONG_AGO = toDay('1900-01-01');

export interface HomeroomAsked {
  readonly posts: readonly string[] | null;
  /** The day asked, which does not count itself. */
  readonly day: Day;
  readonly from: Day | null;
  readonly through?: Day;
  /** Whether a school counts on a day. */
  readonly at?: (school: SchoolId, day: Day) => Truth;
}

/** Years of homeroom work: each day before the day asked is looked at by itself. */
export function homeroomYears(person: PersonFacts, known: Known, asked: HomeroomAsked): Span | null {
  const { posts, day, from } = asked;
  if (posts === null) return null;
  const counting = person.posts.filter(({ kind }) => posts.includes(kind));
  const starts = counting.flatMap((post) => post.from ?? from ?? post.to ?? []);
  const first = starts.reduce<Day | null>((least, each) => (least === null || each < least ? each : least), null);
  const end = asked.through === undefined ? day : earlier(day, addDays(asked.through, 1));
  let [sure, possible] = [0, 0];
  if (first !== null) {
    const begin = from === null ? first : later(from, first);
    const numbered = counting.map((post) => ({
      post,
      begins: post.from === null ? null : dayNumber(post.from),
      ends: post.to === null ? Infinity : dayNumber(post.to),
    }));
    let date = begin;
    for (let number = dayNumber(begin); number < dayNumber(end); number += 1) {
      const held = either(
        numbered.map(({ post, begins, ends }) => {
          if (number >= ends || (begins !== null && number < begins)) return false;
          return both([begins === null ? null : true, asked.at === undefined ? true : asked.at(post.school, date)]);
        }),
      );
      if (held === true) sure += 1;
      if (held !== false) possible += 1;
      if (asked.at !== undefined) date = addDays(date, 1);
    }
  }
  const endless =
    from === null && counting.some((post) => post.from === null && asked.at?.(post.school, LONG_AGO) !== false);
  const year = exact(known.policy.daysPerYear);
  return {
    least: dividedBy(exact(sure), year),
    most: endless || !known.covered('post') ? null : dividedBy(exact(possible), year),
  };
}
