import type { Day } from '../day.ts';
import type { EffectivePolicy, EffectiveRule } from '../policy/effective.ts';
import type { TargetReading } from '../policy/targetReading.ts';
import type { Text } from '../roster.ts';
import { allowedOf } from './awards.ts';
import type { ForecastLevers } from './levers.ts';
import type { PartModel } from './part.ts';

/** What a planner may turn. */
export const LEVERS = ['workshopsPerYear', 'membersPerWorkshop', 'awardsPerYear'] as const;
export type LeverName = (typeof LEVERS)[number];

/** The least value of one lever with which a target is reached, the others as they are. */
export interface LeverNeed {
  readonly lever: LeverName;
  /** Of awards: code of the tier. */
  readonly tier: string | null;
  /** What is usual or given; null: nothing to go by. */
  readonly now: number | null;
  /** Null: no value is enough. */
  readonly least: number | null;
  readonly text: Text;
  /** The rules on whose ceiling it runs. */
  readonly rules: readonly EffectiveRule[];
}

/** More than any region would found or award in a year. */
const MOST = 100_000;

/** The least of each lever that bears on a target with which it is expected to be reached on a day. */
export function leversNeeded(
  reading: TargetReading,
  models: readonly PartModel[],
  levers: ForecastLevers,
  on: Day,
  policy: EffectivePolicy,
): readonly LeverNeed[] {
  const reaches = (tried: ForecastLevers) =>
    models.every(({ at, required }) => {
      const { expected } = at(on, tried);
      return expected !== null && required !== null && expected >= required - 1e-9;
    });
  return tried(reading, models, levers, policy).map(({ lever, tier, now, most, set, rules }) => {
    const least = leastOf((value) => reaches(set(value)));
    return {
      lever,
      tier,
      now,
      least,
      text: textOf(least, most, openAt(models, set(MOST), on), peopleFor(models)),
      rules,
    };
  });
}

/** The least whole number for which something holds that, once it does, goes on to hold; null: none up to {@link MOST}. */
export function leastOf(holds: (value: number) => boolean): number | null {
  if (!holds(MOST)) return null;
  let [low, high] = [0, MOST];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Tried {
  readonly lever: LeverName;
  readonly tier: string | null;
  readonly now: number | null;
  /** The most that the policy allows; null: no ceiling. */
  readonly most: number | null;
  readonly set: (value: number) => ForecastLevers;
  readonly rules: readonly EffectiveRule[];
}

function tried(
  reading: TargetReading,
  models: readonly PartModel[],
  levers: ForecastLevers,
  policy: EffectivePolicy,
): readonly Tried[] {
  const [first] = models;
  if (first === undefined) return [];
  const workshops = (now: number | null): Tried => ({
    lever: 'workshopsPerYear',
    tier: null,
    now: levers.workshopsPerYear ?? now,
    most: null,
    set: (value) => ({ ...levers, workshopsPerYear: value }),
    rules: [],
  });
  if (reading.measure === 'PERCENT') return [];
  if (reading.measure === 'WORKSHOPS') {
    const usual = models.map(({ bases }) => bases({ ...levers, workshopsPerYear: null })[0]?.perYear?.expected ?? null);
    const sum = usual.reduce<number | null>((all, each) => (all === null || each === null ? null : all + each), 0);
    return [workshops(reading.each === null ? sum : null)];
  }
  const { paths } = first;
  const tiers = reading.counts.flatMap(({ where }) => {
    const allowed = allowedOf(where, 'tier');
    const known = policy.ladders.flatMap((ladder) => ladder.tiers.map(({ code }) => code));
    return allowed ?? [...new Set(known)];
  });
  const awards = [...new Set(tiers)].map((tier): Tried => ({
    lever: 'awardsPerYear',
    tier,
    now: levers.awardsPerYear.find((lever) => lever.tier === tier)?.count ?? first.usualAwards(tier),
    most: null,
    set: (value) => ({
      ...levers,
      awardsPerYear: [
        ...levers.awardsPerYear.filter((lever) => lever.tier !== tier),
        { tier, level: null, count: value },
      ],
    }),
    rules: [],
  }));
  if (paths === null || paths.roles.size === 0) return awards;
  const members: Tried = {
    lever: 'membersPerWorkshop',
    tier: null,
    now: levers.membersPerWorkshop ?? paths.members,
    most: paths.mostMembers,
    set: (value) => ({ ...levers, membersPerWorkshop: value }),
    rules: paths.rules,
  };
  return [workshops(paths.workshopsPerYear), ...(paths.members === null ? [] : [members]), ...awards];
}

/** Whether even with the most nothing can be expected, since something has no basis. */
function openAt(models: readonly PartModel[], levers: ForecastLevers, on: Day): boolean {
  return models.some(({ at }) => at(on, levers).expected === null);
}

/** Those who may come to hold what is counted by the rules, new seats left out; null: no rule says. */
function peopleFor(models: readonly PartModel[]): number | null {
  return models.reduce<number | null>((sum, { candidates }) => {
    if (sum === null || candidates === null) return null;
    const becoming = [...candidates.becoming.values()].reduce((all, each) => all + each, 0);
    return sum + candidates.now + candidates.unknown + becoming;
  }, 0);
}

function textOf(least: number | null, most: number | null, open: boolean, people: number | null): Text {
  if (least === null)
    return open
      ? {
          zh: '没有预计值可依，无法判断多少才够。',
          en: 'Nothing can be expected for want of a basis, so that nobody can say how much would be enough.',
        }
      : {
          zh: `任何数值都不够${people === null ? '' : `：除新增席位外，符合条件或尚无法判断的至多${people}人`}。`,
          en: `No number is enough by itself${people === null ? '' : `: beside those with new seats, at most ${people} people meet the rules or may meet them by then`}.`,
        };
  if (most !== null && least > most)
    return {
      zh: `至少${least}，但政策规定每个工作坊至多${most}。`,
      en: `At least ${least}, but the policy allows at most ${most} in each workshop.`,
    };
  return { zh: `至少${least}。`, en: `At least ${least}.` };
}
