import { addDays, dayOf } from '../../src/domain/day.ts';
import type { CityParameters } from './cityPlan.ts';
import { pairingFloor } from './cityPlan.ts';
import { type History, type Serving, dayInSchoolYear, draw, holds, yearsBetween } from './history.ts';
import { type LifePerson, isHereOn } from './life.ts';
import { Random } from './random.ts';

/** Who mentors whom in a school year. */
export function pairUp(history: History, year: number): void {
  const { plan, scale } = history;
  const { city, pairings } = plan.parameters;
  if (year < pairings.from) return;
  const random = new Random(`${city} ${scale} pairings ${year}`);
  const serving = history.servingIn(year);
  const day = dayOf(year, 10, 15);
  const inSchool = groupBy(serving, ({ school }) => school.code);
  const given = new Set<string>();
  const pair = (mentor: LifePerson, mentee: LifePerson): boolean => {
    const key = `${mentor.staffNo} ${mentee.staffNo}`;
    if (mentor === mentee || given.has(key) || !isHereOn(mentor, day)) return false;
    given.add(key);
    const from = addDays(dayOf(year, 9, 5), random.between(0, 25));
    const to = random.happens(0.03) ? dayOf(year + 1, 2, 1) : null;
    history.pairings.push({ mentor, mentee, schoolYear: year, from, to });
    return true;
  };
  for (const group of inSchool.values()) {
    const [first] = group;
    const alone = first !== undefined && history.passedBy.has(first.school);
    const seniors = group.filter(({ since }) => yearsBetween(since, day) >= 6);
    for (const { person, since } of group)
      if (yearsBetween(since, day) < 3 && !alone && seniors.length > 0 && random.happens(pairings.beginners))
        pair(random.pick(seniors).person, person);
  }
  const floor = pairingFloor(plan, year);
  const byCounty = groupBy(serving, ({ school }) => school.county);
  for (const [person, titles] of history.titlesOf) {
    const tier = pairings.holders.find((code) => holds(history, person, code, day) !== null);
    if (tier === undefined || titles.length === 0 || !isHereOn(person, day)) continue;
    const keeps = random.happens(pairings.keepFloor);
    const least = floor ?? 0;
    const wanted = keeps ? least + random.between(0, 2) : random.between(0, Math.max(0, least - 1));
    const county = person.stays.findLast(({ from }) => from <= day)?.school.county ?? '';
    const near = byCounty.get(county) ?? [];
    let had = history.pairings.length;
    const target = had + wanted;
    for (const { person: mentee } of draw(random, near, wanted * 2, ({ since }) => yearsBetween(since, day) < 10)) {
      if (had >= target) break;
      if (pair(person, mentee)) had += 1;
    }
  }
}

/** Who was trained in a school year. */
export function train(history: History, year: number): void {
  const { plan, scale, end } = history;
  const { city, trainings } = plan.parameters;
  trainings.forEach((series, index) => {
    if (year < series.from) return;
    const random = new Random(`${city} ${scale} training ${index} ${year}`);
    for (const one of history.servingIn(year)) {
      if (!isMeant(history, series.who, one, year)) continue;
      const share = history.passedBy.has(one.school) ? series.share * 0.12 : series.share;
      if (!random.happens(share)) continue;
      const times = random.between(series.times[0], series.times[1]);
      for (let time = 1; time <= times; time += 1) {
        const date =
          series.who === 'beginners'
            ? addDays(dayOf(year, 9, 2), random.between(0, 50))
            : dayInSchoolYear(random, year);
        const hours = random.between(series.hours[0] * 2, series.hours[1] * 2) / 2;
        const training = series.name.replace('{year}', String(year)).replace('{time}', String(time));
        if (date <= end && isHereOn(one.person, date))
          history.trainings.push({
            person: one.person,
            training,
            layer: series.layer,
            date,
            hours,
            level: series.level,
          });
      }
    }
  });
}

function isMeant(
  history: History,
  who: CityParameters['trainings'][number]['who'],
  { person, since }: Serving,
  year: number,
): boolean {
  switch (who) {
    case 'everyone':
      return true;
    case 'beginners':
      return since >= dayOf(year - 1, 10, 15);
    case 'workshops':
      return (
        history.seatsOf.get(person)?.some(({ from, to }) => from <= dayOf(year, 10, 15) && to > dayOf(year, 10, 15)) ??
        false
      );
  }
}

/** Appraisals and honours of a calendar year. */
export function appraise(history: History, year: number): void {
  const { plan, scale, end } = history;
  const { city, appraisals, achievements } = plan.parameters;
  const random = new Random(`${city} ${scale} appraisals ${year}`);
  const serving = history.servingIn(year);
  if (year >= appraisals.from && dayOf(year, 12, 31) <= end)
    for (const { person } of serving) {
      if (random.happens(appraisals.missing)) continue;
      const grade = random.happens(appraisals.fail)
        ? 'fail'
        : random.happens(appraisals.excellent)
          ? 'excellent'
          : 'pass';
      history.appraisals.push({ person, year, grade });
    }
  for (const { word, from, share, levels } of achievements)
    if (year >= from)
      for (const { person } of serving)
        if (random.happens(share)) {
          const date = dayInSchoolYear(random, year);
          if (date <= end) history.achievements.push({ person, date, word, level: random.pick(levels) });
        }
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
