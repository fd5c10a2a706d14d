import type { Day } from '../domain/day.ts';
import { belongsTo } from '../domain/eligibility.ts';
import type { FactList } from '../domain/evaluation/facts.ts';
import { factListsAsked } from '../domain/evaluation/recordsAsked.ts';
import type { World } from '../domain/evaluation/world.ts';
import type { UnitId } from '../domain/identifier.ts';
import { holdsOn } from '../domain/interval.ts';
import { type DueReview, byDue, reviewsOfTitles, reviewsOfWorkshop } from '../domain/review.ts';
import {
  type RevocationCandidate,
  asking,
  endingRules,
  groundsOf,
  revocationCandidates,
} from '../domain/revocation.ts';
import type { Unknown } from '../domain/unknown.ts';
import { type LoadedFacts, loadUnitFacts, worldOf } from './evaluationGround.ts';
import { recordsOpen } from './recordsOpen.ts';
import { type RollUpSources, type Unit, policyOfUnit } from './rollUp.ts';

/** What is to be looked at again in a unit. Null: nothing can be said; `unknown` says why. */
export interface TitleReviewReport {
  readonly reviews: readonly DueReview[] | null;
  readonly candidates: readonly RevocationCandidate[] | null;
  readonly world: World | null;
  readonly unknown: Unknown | null;
}

export interface TitleReviewQuestion {
  /** How many months ahead reviews are listed. */
  readonly months: number;
  /** The day that says whose records are open to the asker. */
  readonly today: Day;
}

const LISTS: readonly FactList[] = ['titles', 'appraisals', 'workshops', 'seats'];

/**
 * The reviews of titles and workshops in each unit, and the titles whose holders meet a ground on which they may be taken away,
 * by the rules in force for the unit. A unit whose records are not open to the asker has no entry. Three queries at most.
 */
export async function loadTitleReviews(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  { months, today }: TitleReviewQuestion,
): Promise<ReadonlyMap<UnitId, TitleReviewReport>> {
  const reports = new Map<UnitId, TitleReviewReport>();
  const asked = await Promise.all(
    units.map(async (unit) => ({
      unit,
      open: await recordsOpen(sources, unit, today),
      policy: await policyOfUnit(sources, unit, day),
    })),
  );
  const jobs = asked.flatMap(({ unit, open, policy }) => {
    if (!open) return [];
    if (policy !== null) return [{ unit, policy }];
    reports.set(unit.id, { ...NOTHING, unknown: { because: 'noPolicy', day } });
    return [];
  });
  if (jobs.length === 0) return reports;
  const rules = jobs.flatMap(({ policy }) => {
    const ending = endingRules({ policy });
    return [
      ...factListsAsked(
        ending.flatMap((rule) => groundsOf(rule.rule).map((each) => asking(rule, each))),
        policy,
      ),
    ];
  });
  const facts = await loadUnitFacts(
    sources,
    jobs.map(({ unit }) => unit.id),
    { lists: new Set([...LISTS, ...rules]), day, today },
    day,
  );
  for (const { unit, policy } of jobs) {
    const world = await worldOf(sources, facts, policy, unit.id, day);
    reports.set(unit.id, reportOf(unit.id, facts, world, day, months));
  }
  return reports;
}

const NOTHING = { reviews: null, candidates: null, world: null };

function reportOf(unit: UnitId, { people }: LoadedFacts, world: World, day: Day, months: number): TitleReviewReport {
  const unknown = world.uncovered(['teacher', 'designation']);
  if (unknown !== null) return { ...NOTHING, unknown };
  const question = { day, months };
  const own = people.map(({ facts }) => facts).filter((person) => belongsTo(person, unit, world, day));
  const workshops = world.facts.workshops.filter((workshop) => {
    const place = world.founderPlace(workshop, day);
    const within = place?.regions.some((region) => region === unit) === true || workshop.founder.id === unit;
    return within && holdsOn(workshop, day);
  });
  return {
    reviews: [
      ...own.flatMap((person) => reviewsOfTitles(world.policy, person, question)),
      ...workshops.flatMap((workshop) => reviewsOfWorkshop(world.policy, workshop, question)),
    ].sort(byDue),
    candidates: own.flatMap((person) => revocationCandidates(world, person, day)),
    world,
    unknown: null,
  };
}
