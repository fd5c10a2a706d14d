import { type Day, earlier, isDay } from './day.ts';
import type { AppraisalFact, WorkshopFacts } from './evaluation/facts.ts';
import { appraisalDay } from './evaluation/records.ts';
import type { Subject } from './evaluation/subject.ts';
import type { World } from './evaluation/world.ts';
import { holdsOn } from './interval.ts';
import { LEVELS } from './level.ts';
import { type Sought, aimMatches } from './policy/aim.ts';
import type { Where } from './policy/condition.ts';
import { type EffectivePolicy, type EffectiveRule, rulesOfKind } from './policy/effective.ts';
import { workshopKindOf } from './policy/staffing.ts';
import { AIMS, type Duration, type Effect, type RuleOf } from './policy/types.ts';
import { everyOf, matches, matchesThing, someOf } from './policy/where.ts';
import { afterDuration, termLength, termedTitle, termedWorkshop } from './term.ts';

/** What a grade led to: by which rule, from when and until when. It says what follows; nothing is done by itself. */
export interface OutcomeEffect {
  readonly rule: EffectiveRule<RuleOf<'outcome'>>;
  readonly effect: Effect;
  readonly appraisal: AppraisalFact;
  /** The day of the appraisal. */
  readonly from: Day;
  /** The first day on which it no longer holds; null: none is known. */
  readonly to: Day | null;
  /** Whether that end is sure. It is not where no rule says how long a term is, or something that people record ends it. */
  readonly endKnown: boolean;
}

/**
 * What the appraisals of somebody or something lead to on a day. Each grade leads to what its own entry says, and one without
 * an entry to nothing. What has no end of its own holds until the next appraisal of the kind.
 */
export function outcomesOn(world: World, subject: Subject, on: Day): readonly OutcomeEffect[] {
  const { policy } = world;
  const rules = rulesOfKind(policy, 'outcome');
  if (rules.length === 0) return [];
  return appraisalsOf(world, subject).flatMap(({ appraisal, fallsOn, among, termOf }) => {
    const from = appraisalDay(appraisal);
    if (from > on) return [];
    return rules
      .filter((effective) => isOf(effective, appraisal) && namesSubject(world, effective, subject, from))
      .flatMap((rule) =>
        (rule.rule.grades.get(appraisal.grade) ?? [])
          .filter(({ who }) => fallsOn[who])
          .map((effect) => ({ rule, effect, appraisal, from, ...endOfEffect(effect, from, among, appraisal, termOf) })),
      )
      .filter((found) => holdsOn(found, on));
  });
}

/** Whether an effect bars somebody from what is sought. Null: it bars from some of it, and not enough was said to tell. */
export function barsFrom({ effect, what }: Pick<Effect, 'effect' | 'what'>, sought: Sought): boolean | null {
  if (effect !== 'bar') return false;
  if (what.length === 0) return true;
  return someOf(
    what.map((term) => {
      if (term.term !== 'nested') return null;
      if (term.attribute === 'application') return applicationMatches(term.where, sought);
      const of = AIMS.find((word) => word === term.attribute);
      return of === undefined ? null : aimMatches({ of, where: term.where }, sought);
    }),
  );
}

/** Whether an effect is about something written as `application:CITY`: the thing, then levels or codes. */
export function isAbout(what: Where, written: string): boolean {
  const [thing = '', ...words] = written.split(':');
  if (what.length === 0) return true;
  return what.some((term) => {
    if (term.term !== 'nested' || term.attribute !== thing) return false;
    if (words.length === 0) return true;
    const levels: readonly string[] = LEVELS;
    const matched = matches(term.where, (attribute) => {
      const said = words.filter((word) => levels.includes(word) === (attribute === 'level'));
      return said.length === 0 ? null : said;
    });
    return matched === true;
  });
}

/** An appraisal that may lead to something for a subject. */
interface Appraised {
  readonly appraisal: AppraisalFact;
  /** On which subjects of effects it falls: this one is one of them. */
  readonly fallsOn: Readonly<Record<Effect['who'], boolean>>;
  /** All appraisals of the same one. */
  readonly among: readonly AppraisalFact[];
  /** How long a term of theirs is on a day; null: no rule says. */
  readonly termOf: (on: Day) => Duration | null;
}

const NOBODY: Appraised['fallsOn'] = { holder: false, host: false, workshop: false, school: false, body: false };

function appraisalsOf(world: World, subject: Subject): readonly Appraised[] {
  const { policy } = world;
  const { person } = subject;
  const appraised = (
    among: readonly AppraisalFact[],
    fallsOn: Appraised['fallsOn'],
    termOf: Appraised['termOf'],
  ): readonly Appraised[] => among.map((appraisal) => ({ appraisal, fallsOn, among, termOf }));
  if (person !== null) {
    const own = appraised(person.appraisals, { ...NOBODY, holder: true, host: true }, (on) =>
      termOfTitles(
        policy,
        person.titles.filter(({ awarded }) => awarded <= on),
      ),
    );
    const led = person.seats.flatMap((seat) => {
      const workshop = world.workshop(seat.workshop);
      if (workshop === null || seat.role !== leadingRole(policy, workshop)) return [];
      return appraised(workshop.owns.appraisals, { ...NOBODY, host: true }, termOfWorkshop(policy, workshop)).filter(
        ({ appraisal }) => holdsOn(seat, appraisalDay(appraisal)),
      );
    });
    return [...own, ...led];
  }
  const { appraisals } = world.owns(subject.id);
  switch (subject.kind) {
    case 'workshop': {
      const workshop = world.facts.workshops.find(({ id }) => id === subject.id);
      const term = workshop === undefined ? () => null : termOfWorkshop(policy, workshop);
      return appraised(appraisals, { ...NOBODY, workshop: true }, term);
    }
    case 'school': {
      const founded = world.facts.workshops.filter(({ founder }) => founder.id === subject.id);
      return [
        ...appraised(appraisals, { ...NOBODY, school: true }, () => null),
        ...founded.flatMap((workshop) =>
          appraised(workshop.owns.appraisals, { ...NOBODY, school: true }, termOfWorkshop(policy, workshop)),
        ),
      ];
    }
    case 'region':
    case 'person':
      return [];
  }
}

function leadingRole(policy: EffectivePolicy, workshop: WorkshopFacts): string | null {
  return workshopKindOf(policy, workshop)?.roles.find(({ leads }) => leads)?.code ?? null;
}

function termOfWorkshop(policy: EffectivePolicy, workshop: WorkshopFacts): Appraised['termOf'] {
  const kind = workshopKindOf(policy, workshop);
  return () => {
    const term = kind?.term ?? null;
    if (term === null) return termLength(policy, termedWorkshop(workshop, kind?.kind ?? null, policy.regionId));
    return 'years' in term ? { count: term.years, unit: 'year' } : { count: term.months, unit: 'month' };
  };
}

/** How long the titles last that somebody was awarded, or any title where there is none; null: they differ, or no rule says. */
function termOfTitles(
  policy: EffectivePolicy,
  titles: readonly { readonly tier: string; readonly level: (typeof LEVELS)[number] }[],
): Duration | null {
  const held = titles.flatMap((title) => termLength(policy, termedTitle(title, policy.regionId)) ?? []);
  const [first, ...others] = held.length > 0 ? held : termsOfAnyTitle(policy);
  if (first === undefined) return null;
  return others.every(({ count, unit }) => count === first.count && unit === first.unit) ? first : null;
}

function termsOfAnyTitle(policy: EffectivePolicy): readonly Duration[] {
  return rulesOfKind(policy, 'term').flatMap(({ rule }) =>
    rule.for.some(({ of }) => of === 'title') && rule.lasts.lasts === 'for' ? [rule.lasts.duration] : [],
  );
}

function isOf({ rule }: EffectiveRule<RuleOf<'outcome'>>, { kind }: AppraisalFact): boolean {
  return 'appraisal' in rule.of && rule.of.appraisal === kind;
}

/** Whether the rule falls on the one appraised: what it says of those on whom it falls, when it says so. */
function namesSubject(
  world: World,
  { rule, layer }: EffectiveRule<RuleOf<'outcome'>>,
  subject: Subject,
  on: Day,
): boolean {
  if (rule.who === null) return true;
  const { who } = rule;
  const named = who.selection === 'of' ? who : (layer.document.define.selections.get(who.name) ?? null);
  if (named?.selection !== 'of') return true;
  const { person } = subject;
  if (named.population === 'holders' && person !== null)
    return (
      someOf(
        person.titles.map((title) =>
          everyOf([
            title.awarded <= on,
            matchesThing(named.where, world.titleThing(title, on, person), world.comparing),
          ]),
        ),
      ) !== false
    );
  return matchesThing(named.where, subject.thing(on), world.comparing) !== false;
}

function endOfEffect(
  { for: length, until }: Effect,
  from: Day,
  among: readonly AppraisalFact[],
  { kind, year }: AppraisalFact,
  termOf: Appraised['termOf'],
): Pick<OutcomeEffect, 'to' | 'endKnown'> {
  if (length !== null) {
    const to = lasting(from, length, termOf);
    return { to, endKnown: to !== null };
  }
  if (typeof until === 'string' && isDay(until)) return { to: until, endKnown: true };
  if (until !== null) return { to: null, endKnown: false };
  const next = among
    .filter((other) => other.kind === kind && other.year > year)
    .map(appraisalDay)
    .reduce<Day | null>((first, day) => (first === null ? day : earlier(first, day)), null);
  return { to: next, endKnown: true };
}

function lasting(from: Day, { count, unit }: Duration, termOf: Appraised['termOf']): Day | null {
  if (unit !== 'term') return afterDuration(from, { count, unit });
  const term = termOf(from);
  return term === null ? null : afterDuration(from, { ...term, count: term.count * count });
}

function applicationMatches(where: Where, { of, attributes }: Sought): boolean | null {
  return matches(
    where,
    (attribute) => {
      if (attribute === 'for') return [of];
      const said = attribute === 'level' ? attributes.get('level') : undefined;
      return said === undefined ? null : [said];
    },
    (attribute) =>
      attribute === of
        ? (each) => {
            const said = attributes.get(each);
            return said === undefined ? null : [said];
          }
        : null,
  );
}
