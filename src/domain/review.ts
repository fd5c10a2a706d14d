import { type Day, addMonths } from './day.ts';
import type { AppraisalFact, PersonFacts, TitleFact, WorkshopFacts } from './evaluation/facts.ts';
import { holdsOn } from './interval.ts';
import type { Level } from './level.ts';
import type { EffectivePolicy } from './policy/effective.ts';
import { workshopKindOf } from './policy/staffing.ts';
import {
  type Review,
  countsFor,
  endOf,
  reviewsOf,
  termRuleOf,
  termedTitle,
  termedWorkshop,
  titleEnd,
  workshopTermEnd,
} from './term.ts';

/** What is to be reviewed: a title of somebody, or a workshop. */
export type Reviewed =
  | { readonly is: 'title'; readonly person: PersonFacts; readonly title: TitleFact }
  | { readonly is: 'workshop'; readonly workshop: WorkshopFacts };

/** A review that a term rule asks for. */
export interface DueReview {
  readonly of: Reviewed;
  readonly review: Review;
  /** The first day after the term; null: it is open. */
  readonly termEnd: Day | null;
  /** The appraisal on record that counts for it; null: none is, which does not mean that none was made. */
  readonly appraisal: AppraisalFact | null;
  /** Whether it was due by the day asked and no appraisal is on record. */
  readonly overdue: boolean;
}

/** When reviews are looked at. */
export interface ReviewQuestion {
  readonly day: Day;
  /** How many months ahead. */
  readonly months: number;
}

/** The reviews of somebody's titles that fall due within so many months, and those overdue; revoked titles need none. */
export function reviewsOfTitles(
  policy: EffectivePolicy,
  person: PersonFacts,
  question: ReviewQuestion,
): readonly DueReview[] {
  return person.titles
    .filter(({ awarded, state }) => awarded <= question.day && state !== 'REVOKED')
    .flatMap((title) => {
      const rule = termRuleOf(policy, termedTitle(title, title.awardedBy ?? policy.regionId));
      if (rule === null) return [];
      const to = titleEnd(title, rule);
      const reviews = reviewsOf({ rule, from: title.awarded, to }, addMonths(question.day, question.months));
      return reviews.flatMap((review) =>
        dueOf({ is: 'title', person, title }, review, to, person.appraisals, title.level, question),
      );
    });
}

/** The same of a workshop that exists on the day. */
export function reviewsOfWorkshop(
  policy: EffectivePolicy,
  workshop: WorkshopFacts,
  question: ReviewQuestion,
): readonly DueReview[] {
  const { from } = workshop;
  if (from === null || !holdsOn(workshop, question.day)) return [];
  const kind = workshopKindOf(policy, workshop)?.kind ?? null;
  const rule = termRuleOf(policy, termedWorkshop(workshop, kind, policy.regionId));
  if (rule === null) return [];
  const to = workshopTermEnd(policy, workshop) ?? endOf(from, rule.rule.lasts);
  return reviewsOf({ rule, from, to }, addMonths(question.day, question.months)).flatMap((review) =>
    dueOf({ is: 'workshop', workshop }, review, to, workshop.owns.appraisals, null, question),
  );
}

/** By the day on which they are due, then by what is reviewed. */
export function byDue(a: DueReview, b: DueReview): number {
  const key = ({ review, of }: DueReview) => `${review.due} ${idOfReviewed(of)}`;
  return key(a) < key(b) ? -1 : 1;
}

export function idOfReviewed(of: Reviewed): string {
  return of.is === 'title' ? of.title.id : of.workshop.id;
}

/** One that is over and done with is left out. `by`: the level that has to appraise; null: any. */
function dueOf(
  of: Reviewed,
  review: Review,
  termEnd: Day | null,
  appraisals: readonly AppraisalFact[],
  by: Level | null,
  { day, months }: ReviewQuestion,
): readonly DueReview[] {
  if (review.due > addMonths(day, months)) return [];
  const appraisal =
    appraisals.find(
      (each) =>
        each.kind === review.appraisal &&
        countsFor(review, each.year) &&
        `${each.year}-12-31` <= day &&
        (by === null || each.by === null || each.by === by),
    ) ?? null;
  const past = review.due <= day;
  return past && appraisal !== null ? [] : [{ of, review, termEnd, appraisal, overdue: past }];
}
