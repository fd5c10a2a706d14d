import type { Day } from '../day.ts';
import { eligibilityOf, pathsTo, type EligibilityAim } from '../eligibility.ts';
import type { PersonFacts } from '../evaluation/facts.ts';
import { rulesOfKind, type EffectivePolicy, type EffectiveRule } from '../policy/effective.ts';
import type { TargetCount } from '../policy/targetReading.ts';
import type { TallyGround } from '../targetAttributes.ts';
import { matchesAt, workplacesOn } from '../targetAttributes.ts';
import type { PartOf } from '../targetTally.ts';
import { dayOf, earlier } from '../day.ts';
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

/**
 * Holds everybody against the rules, on the day and on the last day of each calendar year up to another, as if nothing
 * new were recorded. Those who are past the age by then are not left out.
 */
export function candidatesByPart(
  ground: ForecastGround,
  tally: TallyGround,
  count: TargetCount,
  partOf: PartOf,
  paths: CandidatePaths,
  until: Day,
): ReadonlyMap<string | null, Candidates> {
  const { day, world, policy } = ground;
  const awards = new Set<EffectiveRule>(rulesOfKind(policy, 'award').filter((rule) => paths.rules.includes(rule)));
  const parts = new Map<string | null, Tally>();
  const yearEnds = yearEndsBetween(day, until);
  const outcomesOn = (person: PersonFacts, on: Day) => {
    const { paths: verdicts, outcome, holds } = eligibilityOf(person, paths.aim, paths.rules, world, on);
    const due = verdicts.some(
      (verdict) => awards.has(verdict.rule) && verdict.applies !== false && verdict.outcome === 'met',
    );
    return { outcome, holds, due };
  };
  for (const person of ground.people.values()) {
    if (placeOn(ground, person, day) === null) continue;
    const keys = partsOf(ground, tally, count, partOf, person);
    if (keys.length === 0) continue;
    const now = outcomesOn(person, day);
    if (now.holds === true) continue;
    const tallies = keys.map((key) => {
      const found = parts.get(key) ?? new Tally();
      parts.set(key, found);
      return found;
    });
    let [met, due] = [now.outcome === 'met', now.due];
    for (const each of tallies) each.add(now.outcome, now.due);
    for (const on of yearEnds) {
      if (met && (due || awards.size === 0)) break;
      const then = outcomesOn(person, on);
      const year = Number(on.slice(0, 4));
      if (!met && now.outcome !== 'unknown' && then.outcome === 'met') {
        met = true;
        for (const each of tallies) count1(each.becoming, year);
      }
      if (!due && then.due) {
        due = true;
        for (const each of tallies) count1(each.falling, year);
      }
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

  add(outcome: 'met' | 'unmet' | 'unknown' | 'notApplicable', due: boolean): void {
    if (outcome === 'met') this.now += 1;
    if (outcome === 'unknown') this.unknown += 1;
    if (due) this.due += 1;
  }
}

function count1(counts: Map<number, number>, year: number): void {
  counts.set(year, (counts.get(year) ?? 0) + 1);
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
