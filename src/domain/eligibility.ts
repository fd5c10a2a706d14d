import type { Day } from './day.ts';
import { inForceOn } from './designation.ts';
import { evaluateRule } from './evaluation/evaluateRule.ts';
import type { FactList, PersonFacts } from './evaluation/facts.ts';
import { certificateEnd } from './evaluation/records.ts';
import { personSubject } from './evaluation/subjects.ts';
import type { Outcome, RuleVerdict, Verdict } from './evaluation/verdict.ts';
import type { World } from './evaluation/world.ts';
import type { UnitId } from './identifier.ts';
import { holdsOn } from './interval.ts';
import { type Sought, aimMatches, rulesAbout } from './policy/aim.ts';
import type { Condition } from './policy/condition.ts';
import { type EffectivePolicy, type EffectiveRule, rulesOfKind } from './policy/effective.ts';
import type { Aim } from './policy/types.ts';
import { allowedValues, everyOf, someOf } from './policy/where.ts';
import type { Place } from './unitOverTime.ts';

/** What eligibility is asked for: something that is sought, or one rule by its id. */
export type EligibilityAim =
  { readonly rule: string; readonly sought: null } | { readonly rule: null; readonly sought: Sought };

/** What came of a rule for somebody on whom it may fall; `notApplicable`: it does not. */
export type RuleOutcome = Outcome | 'notApplicable';

/**
 * The rules by which somebody may become what is asked for, in the order of the policy: those of eligibility, and awards
 * that give it.
 */
export function pathsTo(policy: EffectivePolicy, { rule, sought }: EligibilityAim): readonly EffectiveRule[] {
  if (sought === null) return policy.rules.filter((effective) => effective.rule.id === rule);
  return [
    ...rulesAbout(policy, 'eligibility', sought),
    ...rulesOfKind(policy, 'award').filter(
      (award) => someOf(award.rule.gives.map((aim) => aimMatches(aim, sought))) !== false,
    ),
  ];
}

/** What came of one rule, with those on whom it does not fall told apart. */
export function outcomeOf({ applies, outcome }: Pick<RuleVerdict, 'applies' | 'outcome'>): RuleOutcome {
  return applies === false ? 'notApplicable' : outcome;
}

/**
 * What comes of several rules about one thing. Paths lead to it each by itself; rules about a promotion each stand in its
 * way, so that all of them have to be met.
 */
export function together(outcomes: readonly RuleOutcome[], each: 'path' | 'hurdle'): RuleOutcome {
  const [first, second] = each === 'path' ? (['met', 'unmet'] as const) : (['unmet', 'met'] as const);
  if (outcomes.includes(first)) return first;
  if (outcomes.includes('unknown')) return 'unknown';
  return outcomes.includes(second) ? second : 'notApplicable';
}

/** Whether rules about what is asked for lead to it each by itself, or all stand in its way. */
export function waysOf({ sought }: EligibilityAim): 'path' | 'hurdle' {
  return sought?.of === 'promotion' ? 'hurdle' : 'path';
}

/** How one person stands against what is asked for. */
export interface PersonEligibility {
  readonly outcome: RuleOutcome;
  readonly paths: readonly RuleVerdict[];
  /** Whether the person holds it already, or something higher on its ladder; null: not known, or nothing records it. */
  readonly holds: boolean | null;
}

/** Holds the rules about what is asked for against one person. */
export function eligibilityOf(
  person: PersonFacts,
  aim: EligibilityAim,
  paths: readonly EffectiveRule[],
  world: World,
  day: Day,
): PersonEligibility {
  const subject = personSubject(world, person);
  const verdicts = paths.map((rule) => evaluateRule(rule, subject, world, day));
  return {
    outcome: together(verdicts.map(outcomeOf), waysOf(aim)),
    paths: verdicts,
    holds: holdsAlready(person, goalsOf(aim, paths), world, day, isAward(paths)),
  };
}

/** Whether somebody works in a unit on a day, by the own school or a post: nobody does before being hired. */
export function belongsTo({ hiredOn, works, posts }: PersonFacts, unit: UnitId, world: World, day: Day): boolean {
  if (hiredOn !== null && day < hiredOn) return false;
  return [...works, ...posts].some(
    (at) => holdsOn(at, day) && (at.school === unit || isWithin(world.unit.school(at.school, day), unit)),
  );
}

function isWithin(place: Place | null, unit: UnitId): boolean {
  return place?.regions.some((region) => region === unit) === true;
}

/** What somebody would hold: the values that it may have, by attribute; null: any. */
export interface Goal {
  readonly of: Sought['of'];
  readonly allowed: (attribute: string) => readonly string[] | null;
}

/** What would be held by whom everything is met. */
export function goalsOf({ sought }: EligibilityAim, paths: readonly EffectiveRule[]): readonly Goal[] {
  if (sought !== null) {
    const allowed = (attribute: string) => {
      const said = sought.attributes.get(attribute);
      return said === undefined ? null : [String(said)];
    };
    return [{ of: sought.of, allowed }];
  }
  return paths.flatMap(({ rule }) => [...rule.for, ...(rule.kind === 'award' ? rule.gives : [])].map(goalOfAim));
}

export function goalOfAim({ of, where }: Aim): Goal {
  return { of, allowed: (attribute) => allowedValues(where, attribute) ?? null };
}

/** The records that say who holds one of these. */
export function listsOfGoals(goals: readonly Goal[]): readonly FactList[] {
  const lists: Readonly<Partial<Record<Goal['of'], readonly FactList[]>>> = {
    title: ['titles'],
    seat: ['seats', 'workshops'],
    certificate: ['certificates'],
    training: ['trainings'],
  };
  return goals.flatMap(({ of }) => lists[of] ?? []);
}

/** Whether records say who holds any of these at all: of promotions and workshops they do not. */
export function isHoldingRecorded(goals: readonly Goal[]): boolean {
  return goals.some(({ of }) => of !== 'promotion' && of !== 'workshop');
}

/**
 * Whether somebody holds one of these on a day. Null: not known.
 * @param all whether all of them are asked for: an award gives everything that it names
 */
export function holdsAlready(
  person: PersonFacts,
  goals: readonly Goal[],
  world: World,
  day: Day,
  all = false,
): boolean | null {
  const held = goals.map((goal) => holdsGoal(person, goal, world, day));
  return all ? everyOf(held) : someOf(held);
}

function isAward(paths: readonly EffectiveRule[]): boolean {
  return paths.every(({ rule }) => rule.kind === 'award');
}

function holdsGoal(person: PersonFacts, { of, allowed }: Goal, world: World, day: Day): boolean | null {
  const fits = (attribute: string, value: string | null) => {
    const values = allowed(attribute);
    return values === null ? true : value === null ? null : values.includes(value);
  };
  const held = (() => {
    switch (of) {
      case 'title': {
        const tiers = tiersFrom(world.policy, allowed('ladder'), allowed('tier'));
        return person.titles.map((title) =>
          !tiers.includes(title.tier) || fits('level', title.level) !== true ? false : inForceOn(title, day),
        );
      }
      case 'seat':
        return person.seats.map((seat) => {
          if (!holdsOn(seat, day) || fits('role', seat.role) !== true) return false;
          const workshop = world.workshop(seat.workshop);
          const kind = workshop === null ? null : world.workshopKind(workshop);
          const parts = [fits('part', seat.part), fits('level', workshop?.level ?? null), fits('kind', kind)];
          return parts.includes(false) ? false : parts.includes(null) ? null : true;
        });
      case 'post':
        return person.posts.map((post) => holdsOn(post, day) && fits('kind', post.kind) === true);
      case 'certificate':
        return person.certificates.map((certificate) => {
          const valid = holdsOn({ from: certificate.issued, to: certificateEnd(certificate) }, day);
          if (!valid || fits('kind', certificate.kind) !== true) return false;
          return fits('grade', certificate.grade);
        });
      case 'training':
        return person.trainings.map(
          ({ date, kind, completed }) => date <= day && fits('kind', kind) === true && completed,
        );
      case 'promotion':
      case 'workshop':
        return [null];
    }
  })();
  const kinds = KINDS[of];
  return someOf([...held, ...(kinds === null || world.uncovered([kinds]) === null ? [] : [null])]);
}

const KINDS = {
  title: 'designation',
  seat: 'seat',
  post: 'post',
  certificate: 'certificate',
  training: 'attendance',
  promotion: null,
  workshop: null,
} as const;

/** The tiers asked for and all above them on their ladders. */
function tiersFrom(
  { ladders }: EffectivePolicy,
  codes: readonly string[] | null,
  tiers: readonly string[] | null,
): readonly string[] {
  return ladders
    .filter(({ code }) => codes === null || codes.includes(code))
    .flatMap((ladder) => {
      const lowest = tiers === null ? 0 : ladder.tiers.findIndex(({ code }) => tiers.includes(code));
      return lowest < 0 ? [] : ladder.tiers.slice(lowest).map(({ code }) => code);
    });
}

/** How often a condition was met and unmet among those on whom its rule falls. */
export interface ConditionCount {
  readonly condition: Condition;
  readonly met: number;
  readonly unmet: number;
  readonly unknown: number;
}

/** How people stand against one rule. */
export interface PathCount {
  readonly rule: EffectiveRule;
  readonly met: number;
  readonly unmet: number;
  readonly unknown: number;
  readonly notApplicable: number;
  /** What has to be met all together, what is most often unmet first. */
  readonly conditions: readonly ConditionCount[];
}

/** Counts how rules came out for many. */
export class PathTally {
  readonly #rule: EffectiveRule;
  readonly #outcomes = { met: 0, unmet: 0, unknown: 0, notApplicable: 0 };
  readonly #conditions = new Map<Condition, { met: number; unmet: number; unknown: number }>();

  constructor(rule: EffectiveRule) {
    this.#rule = rule;
  }

  add(verdict: RuleVerdict): void {
    this.#outcomes[outcomeOf(verdict)] += 1;
    if (verdict.applies === false) return;
    for (const { verdict: whole } of verdict.units) this.#addParts(whole);
  }

  counts(): PathCount {
    const conditions = [...this.#conditions].map(([condition, counts]) => ({ condition, ...counts }));
    return { rule: this.#rule, ...this.#outcomes, conditions: conditions.sort((a, b) => b.unmet - a.unmet) };
  }

  #addParts(verdict: Verdict): void {
    const { form } = verdict.condition;
    if ((form === 'all' || form === 'rule') && verdict.conditions.length > 0) {
      for (const part of verdict.conditions) this.#addParts(part);
      return;
    }
    const counts = this.#conditions.get(verdict.condition) ?? { met: 0, unmet: 0, unknown: 0 };
    counts[verdict.outcome] += 1;
    this.#conditions.set(verdict.condition, counts);
  }
}
