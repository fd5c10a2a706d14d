import { type Day, addDays, addMonths, addYears, dayOf, later } from './day.ts';
import type { DesignationTerm } from './designation.ts';
import type { Workshop } from './directory.ts';
import type { RegionId } from './identifier.ts';
import type { Level } from './level.ts';
import { type Sought, rulesAbout } from './policy/aim.ts';
import { type EffectivePolicy, type EffectiveRule, binds } from './policy/effective.ts';
import { workshopKindOf } from './policy/staffing.ts';
import type { Duration, Lasts, RuleOf } from './policy/types.ts';

type TermRule = EffectiveRule<RuleOf<'term'>>;

/** Something that is given for a term. */
export interface Termed {
  readonly of: 'title' | 'certificate' | 'workshop';
  /** What singles it out, by the attribute as policies name it. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The body that gave it: where it has replaced a rule, its own counts. */
  readonly body: RegionId;
}

/** A title as its term rule sees it. */
export function termedTitle(title: { readonly tier: string; readonly level: Level }, body: RegionId): Termed {
  return {
    of: 'title',
    attributes: new Map([
      ['tier', title.tier],
      ['level', title.level],
    ]),
    body,
  };
}

/** The rule that says for how long something is given; null: none does. */
export function termRuleOf(policy: EffectivePolicy, termed: Termed): TermRule | null {
  const sought: Sought = termed;
  return rulesAbout(policy, 'term', sought).find((effective) => binds(effective, termed.body)) ?? null;
}

/** The first day after what began on a day; null: it is open, or how long it lasts is not said by the calendar alone. */
export function endOf(from: Day, lasts: Lasts): Day | null {
  switch (lasts.lasts) {
    case 'open':
      return null;
    case 'dates':
      return addDays(lasts.through, 1);
    case 'for':
      return afterDuration(from, lasts.duration);
  }
}

/**
 * The first day after a workshop's term, by the kind of workshop or by a term rule for workshops. Null: no rule gives a term,
 * it is open, or the founding day is not known. It ends nothing: only a recorded end does.
 */
export function workshopTermEnd(
  policy: EffectivePolicy,
  workshop: Pick<Workshop, 'level' | 'stages' | 'from'> & { readonly kind?: string | null },
): Day | null {
  const { from } = workshop;
  if (from === null) return null;
  const kind = workshopKindOf(policy, workshop);
  const term = kind?.term ?? null;
  if (term !== null) return 'years' in term ? addYears(from, term.years) : addMonths(from, term.months);
  const rule = termRuleOf(policy, termedWorkshop(workshop, kind?.kind ?? null, policy.regionId));
  return rule === null ? null : endOf(from, rule.rule.lasts);
}

/** A workshop as its term rule sees it. */
export function termedWorkshop({ level }: Pick<Workshop, 'level'>, kind: string | null, body: RegionId): Termed {
  return {
    of: 'workshop',
    attributes: new Map([['level', level], ...(kind === null ? [] : [['kind', kind] as const])]),
    body,
  };
}

/** When what is given for a term is next to be reviewed. */
export interface Review {
  readonly rule: TermRule;
  /** The kind of appraisal that it needs. */
  readonly appraisal: string;
  /** The day from which on an appraisal counts for it. */
  readonly since: Day;
  /** The first day on which it is late. */
  readonly due: Day;
}

/** From when to when something is held, and by which rule it is reviewed. */
export interface ReviewedTerm {
  readonly rule: TermRule;
  readonly from: Day;
  /** The first day after the term; null: open. */
  readonly to: Day | null;
}

/**
 * The reviews of a term, oldest first: one at its end where the rule says `term`, otherwise one at the end of each period, the
 * last at the end of the term. Those up to a day, and the first after it.
 */
export function reviewsOf({ rule, from, to }: ReviewedTerm, through: Day): readonly Review[] {
  const { review } = rule.rule;
  if (review === null) return [];
  const reviews: Review[] = [];
  const every = everyOf(review.every);
  for (let since = from, number = 1; ; number += 1) {
    const regular = every === null ? null : afterDuration(from, { ...every, count: every.count * number });
    const due = regular === null || (to !== null && to < regular) ? to : regular;
    if (due === null || due <= since) return reviews;
    reviews.push({ rule, appraisal: review.kind, since, due });
    if (due === to || due > through) return reviews;
    since = due;
  }
}

/**
 * Whether an appraisal of a calendar year, made on 31 December, counts for a review. For one at the end of several years not
 * that of the year in which the term began; one made in the year after it was due is late, and counts. For a year or less that of
 * the 31 December within, or of the year in which it is due where there is none.
 */
export function countsFor({ since, due }: Review, year: number): boolean {
  const [first, last] = [yearOf(since), yearOf(due)];
  if (due > addYears(since, 1)) return year > first && year <= last + 1;
  const made = dayOf(first, 12, 31);
  return year === (made >= since && made < due ? first : last);
}

/** The end of a title: as recorded, else by the rule. */
export function titleEnd(
  { awarded, termEnd }: Pick<DesignationTerm, 'awarded' | 'termEnd'>,
  rule: TermRule | null,
): Day | null {
  if (termEnd !== null || rule === null) return termEnd;
  const end = endOf(awarded, rule.rule.lasts);
  return end === null ? null : later(end, awarded);
}

/** How long something is given for as a length of time; null: no rule says, it is open, or it is given between dates. */
export function termLength(policy: EffectivePolicy, termed: Termed): Duration | null {
  const lasts = termRuleOf(policy, termed)?.rule.lasts;
  return lasts?.lasts === 'for' ? lasts.duration : null;
}

/** The day so much later; null: the calendar alone does not say how long a term or a round is. */
export function afterDuration(from: Day, { count, unit }: Duration): Day | null {
  switch (unit) {
    case 'day':
      return addDays(from, count);
    case 'month':
      return addMonths(from, count);
    case 'semester':
      return addMonths(from, 6 * count);
    case 'year':
    case 'schoolYear':
      return addYears(from, count);
    case 'round':
    case 'term':
      return null;
  }
}

const UNITS = ['month', 'semester', 'schoolYear', 'year', 'day'] as const;
const EVERY = /^(?:(?<count>\d+) )?(?<unit>[a-zA-Z]+?)s?$/u;

/** `1 year`, `2 semesters`, `schoolYear`; null: once, at the end of the term. */
function everyOf(written: string): Duration | null {
  const { count = '1', unit: word = '' } = EVERY.exec(written)?.groups ?? {};
  const unit = UNITS.find((candidate) => candidate === word);
  const times = Number(count);
  return unit === undefined || times < 1 ? null : { count: times, unit };
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
