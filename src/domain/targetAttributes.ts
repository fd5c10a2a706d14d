import { schoolYearOn, schoolYearStart } from './calendar.ts';
import { type Day, dayOf } from './day.ts';
import { holdsOn } from './interval.ts';
import { compareLevels } from './level.ts';
import type { Where } from './policy/condition.ts';
import type { EffectivePolicy } from './policy/effective.ts';
import { workshopKindOf } from './policy/staffing.ts';
import { ENDED, RUNNING } from './policy/targetReading.ts';
import { type Attributes, matches } from './policy/where.ts';
import type { AwardedTitle, FoundedWorkshop, TargetFacts, TitleHolder } from './targetFacts.ts';
import { type Place, type UnitOverTime, settingOn } from './unitOverTime.ts';

/** What counting a target rests on. */
export interface TallyGround {
  readonly policy: EffectivePolicy;
  readonly facts: TargetFacts;
  readonly unit: UnitOverTime;
  /** By which periods titles were awarded "in an earlier year". */
  readonly years: 'year' | 'schoolYear';
  /** The first day from which on training counts. */
  readonly since: Day;
}

/** What is known of a title, for what a target's condition may ask. */
export function titleAttributes(ground: TallyGround, holder: TitleHolder, title: AwardedTitle): Attributes {
  return (attribute) => {
    switch (attribute) {
      case 'tier':
        return [title.tier];
      case 'level':
        return [title.level];
      case 'ladder':
        return ground.policy.ladders
          .filter(({ tiers, levels }) => {
            const atLevel = levels.length === 0 || levels.includes(title.level);
            return atLevel && tiers.some(({ code }) => code === title.tier);
          })
          .map(({ code }) => code);
      case 'firstTime':
        return [isFirst(ground, holder, title)];
      case 'revoked':
        return [title.state === 'REVOKED'];
      default:
        return null;
    }
  };
}

/** Whether the person has no title of the level on record awarded in an earlier year, whatever became of it. */
export function isFirst({ policy, years }: TallyGround, { titles }: TitleHolder, title: AwardedTitle): boolean {
  const begins =
    years === 'year'
      ? dayOf(Number(title.awarded.slice(0, 4)), 1, 1)
      : schoolYearStart(schoolYearOn(title.awarded, policy.calendar), policy.calendar);
  return !titles.some(({ level, awarded }) => level === title.level && awarded < begins);
}

/** What is known of a workshop. */
export function workshopAttributes(
  { policy }: TallyGround,
  { level, stages }: FoundedWorkshop,
  running: boolean,
): Attributes {
  return (attribute) => {
    switch (attribute) {
      case 'level':
        return [level];
      case 'stage':
        return stages;
      case 'kind': {
        const kind = workshopKindOf(policy, { level, stages });
        return kind === null ? null : [kind.kind];
      }
      case 'state':
        return [running ? RUNNING : ENDED];
      default:
        return null;
    }
  };
}

/** What is known of a school in a unit on a day. */
export function schoolAttributes({ policy, unit }: TallyGround, { school, regions }: Place, day: Day): Attributes {
  return (attribute) => {
    if (school === null) return null;
    const setting = settingOn(school, day);
    switch (attribute) {
      case 'setting':
        return setting === null ? null : [setting];
      case 'rural': {
        const rural = policy.isRural(setting);
        return rural === null ? null : [rural];
      }
      case 'stage':
        return school.stages;
      case 'cityDirect': {
        const governor = regions.at(-1);
        const level = governor === undefined ? null : unit.levelOf(governor, day);
        return level === null ? null : [compareLevels(level, 'CITY') >= 0];
      }
      default:
        return null;
    }
  };
}

/** Whether a record matches, with the school at the place as what it belongs to. */
export function matchesAt(
  ground: TallyGround,
  where: Where,
  attributes: Attributes,
  place: Place,
  day: Day,
): boolean | null {
  const belongsTo = (attribute: string) => (attribute === 'school' ? schoolAttributes(ground, place, day) : null);
  return matches(where, attributes, belongsTo);
}

/** Where somebody works in the unit: the schools of the counting posts held; without one, the own school. */
export function workplacesOn({ unit, policy }: TallyGround, holder: TitleHolder, day: Day): readonly Place[] {
  const counting = policy.countingPosts ?? [];
  const posts = holder.posts.filter((post) => counting.includes(post.kind) && holdsOn(post, day));
  if (posts.length === 0) {
    const own = ownPlaceOn(unit, holder, day);
    return own === null ? [] : [own];
  }
  return [...new Set(posts.map(({ school }) => school))].flatMap((school) => unit.school(school, day) ?? []);
}

/** The place of the own school on a day; null: not in the unit, or not on record. */
export function ownPlaceOn(unit: UnitOverTime, { works }: TitleHolder, day: Day): Place | null {
  for (const work of works) {
    const place = holdsOn(work, day) ? unit.school(work.school, day) : null;
    if (place !== null) return place;
  }
  return null;
}

/** Where the own school on the day of the award is not on record, the awarding body tells where it happened. */
export function awardingPlace(
  unit: UnitOverTime,
  { works }: TitleHolder,
  { awarded, awardedBy }: AwardedTitle,
): Place | null {
  if (awardedBy === null || works.some((work) => holdsOn(work, awarded))) return null;
  return unit.region(awardedBy, awarded);
}
