import { type Day, dayOf, earlier } from '../day.ts';
import {
  type EligibilityAim,
  type PersonEligibility,
  type RuleOutcome,
  eligibilityOf,
  pathsTo,
} from '../eligibility.ts';
import type { PersonFacts } from '../evaluation/facts.ts';
import { rulesOfKind, type EffectivePolicy, type EffectiveRule } from '../policy/effective.ts';
import type { TargetCount } from '../policy/targetReading.ts';
import type { TallyGround } from '../targetAttributes.ts';
import { matchesAt, workplacesOn } from '../targetAttributes.ts';
import type { PartOf } from '../targetTally.ts';
import { allowedOf } from './awards.ts';
import { type ForecastGround, placeOn } from './ground.ts';

/** Who may come to hold what is counted, as things stand and by the passing of time alone. */
export interface Candidates {
  /** Those who meet a rule on the day and do not hold it. */
  readonly now: number;
  /** Of those who do not hold it, those of whom it is not known whether they meet one. */
  readonly unknown: number;
  /** Those who come to meet one by time alone, by calendar year. */
  readonly becoming: ReadonlyMap<number, number>;
  /** Of all these, those to whom an award is due: on the day, and by calendar year. */
  readonly due: number;
  readonly falling: ReadonlyMap<number, number>;
}

export const NO_CANDIDATES: Candidates = { now: 0, unknown: 0, becoming: new Map(), due: 0, falling: new Map() };

/** The rules by which a count's title is earned. */
export interface CandidatePaths {
  readonly aim: EligibilityAim;
  readonly rules: readonly EffectiveRule[];
}

/** How the title that a count speaks of is earned; null: it speaks of several, or no rule says. */
export function pathsFor(policy: EffectivePolicy, count: TargetCount): CandidatePaths | null {
  const [tier, ...otherTiers] = allowedOf(count.where, 'tier') ?? [];
  const [level, ...otherLevels] = allowedOf(count.where, 'level') ?? [];
  if (tier === undefined || level === undefined || otherTiers.length + otherLevels.length > 0) return null;
  const aim: EligibilityAim = {
    rule: null,
    sought: {
      of: 'title',
      attributes: new Map([
        ['tier', tier],
        ['level', level],
      ]),
    },
  };
  const rules = pathsTo(policy, aim);
  return rules.length === 0 ? null : { aim, rules };
}

/** How one person comes to meet rules and to be due an award, as if nothing new were recorded. */
interface Prospect {
  readonly person: PersonFacts;
  readonly now: RuleOutcome;
  /** The calendar year in which a rule comes to be met; null: it is met, or never. */
  readonly becomes: number | null;
  readonly due: boolean;
  readonly falls: number | null;
}

/** Everybody of a unit held against the rules by which titles are earned, each title once. */
export class Prospects {
  readonly #ground: ForecastGround;
  readonly #made = new Map<string, readonly Prospect[]>();

  constructor(ground: ForecastGround) {
    this.#ground = ground;
  }

  /** Those who do not surely hold the title, on the day and on the last day of each calendar year up to another. */
  of(paths: CandidatePaths, until: Day): readonly Prospect[] {
    const key = `${until} ${[...(paths.aim.sought?.attributes ?? [])].join(' ')}`;
    const made = this.#made.get(key) ?? prospectsOf(this.#ground, paths, until);
    this.#made.set(key, made);
    return made;
  }
}

function prospectsOf(ground: ForecastGround, { aim, rules }: CandidatePaths, until: Day): readonly Prospect[] {
  const { day, world, policy } = ground;
  const awards = rulesOfKind(policy, 'award').filter((rule) => rules.includes(rule));
  const isDue = ({ paths }: PersonEligibility) =>
    paths.some(({ rule, applies, outcome }) => rule.rule.kind === 'award' && applies !== false && outcome === 'met');
  const yearEnds = yearEndsBetween(day, until);
  return [...ground.people.values()].flatMap((person): readonly Prospect[] => {
    if (placeOn(ground, person, day) === null) return [];
    const now = eligibilityOf(person, aim, rules, world, day);
    if (now.holds === true) return [];
    let becomes: number | null = null;
    let falls: number | null = null;
    const due = isDue(now);
    for (const on of yearEnds) {
      const waits = now.outcome === 'unmet' && becomes === null;
      const asked = waits ? rules : due || falls !== null ? [] : awards;
      if (asked.length === 0) break;
      const then = eligibilityOf(person, aim, asked, world, on);
      const year = Number(on.slice(0, 4));
      if (waits && then.outcome === 'met') becomes = year;
      if (!due && falls === null && isDue(then)) falls = year;
    }
    return [{ person, now: now.outcome, becomes, due, falls }];
  });
}

/** Who may come to hold what a count speaks of, by part. Those who retire meanwhile are not left out. */
export function candidatesByPart(
  ground: ForecastGround,
  tally: TallyGround,
  count: TargetCount,
  partOf: PartOf,
  prospects: readonly Prospect[],
): ReadonlyMap<string | null, Candidates> {
  const parts = new Map<string | null, Tally>();
  for (const prospect of prospects) {
    for (const key of partsOf(ground, tally, count, partOf, prospect.person)) {
      const found = parts.get(key) ?? new Tally();
      parts.set(key, found);
      found.add(prospect);
    }
  }
  return parts;
}

class Tally implements Candidates {
  now = 0;
  unknown = 0;
  due = 0;
  readonly becoming = new Map<number, number>();
  readonly falling = new Map<number, number>();

  add({ now, becomes, due, falls }: Prospect): void {
    if (now === 'met') this.now += 1;
    if (now === 'unknown') this.unknown += 1;
    if (due) this.due += 1;
    if (becomes !== null) this.becoming.set(becomes, (this.becoming.get(becomes) ?? 0) + 1);
    if (falls !== null) this.falling.set(falls, (this.falling.get(falls) ?? 0) + 1);
  }
}

/** The parts in which somebody would count: with the title, and the school as it is. */
function partsOf(
  ground: ForecastGround,
  tally: TallyGround,
  count: TargetCount,
  partOf: PartOf,
  person: PersonFacts,
): readonly (string | null)[] {
  const holder = { person: person.id, posts: person.posts, works: person.works, titles: [] };
  const ofTitle = count.where.filter((term) => term.term === 'nested');
  const places = workplacesOn(tally, holder, ground.day);
  return [
    ...new Set(
      places
        .filter((place) => matchesAt(tally, ofTitle, () => null, place, ground.day) === true)
        .map((place) => partOf(place, ground.day)),
    ),
  ];
}

function yearEndsBetween(day: Day, until: Day): readonly Day[] {
  const [first, last] = [day, until].map((each) => Number(each.slice(0, 4)));
  const ends: Day[] = [];
  for (let year = first ?? 0; year <= (last ?? 0); year += 1) ends.push(earlier(dayOf(year, 12, 31), until));
  return ends.filter((end) => end > day);
}
