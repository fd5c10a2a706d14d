import { type Day, addDays, addYears } from '../../src/domain/day.ts';
import { type TitleSeries, tiersOf } from './cityPlan.ts';
import { type History, type Serving, awardTitle, grown, holds, yearsBetween } from './history.ts';
import { isHereOn, schoolOn } from './life.ts';
import { Random } from './random.ts';

/** Awards the titles of a series on a day of a school year: those whose term is over again, then new ones. */
export function awardTitles(history: History, series: TitleSeries, year: number, day: Day): void {
  const { plan, scale } = history;
  const { city, counties, level } = plan.parameters;
  const random = new Random(`${city} ${scale} titles ${series.ladder} ${series.tier} ${series.level} ${day}`);
  const termEnd = addYears(day, series.termYears);
  renew(history, series, random, day, termEnd);
  const count = series.perYear[day.slice(0, 4)] ?? 0;
  if (count === 0) return;
  const serving = history.servingIn(year).filter((one) => mayHold(history, series, one, day));
  const ofUnits = series.level !== level && level === 'CITY' ? counties.map(({ code }) => code) : [null];
  for (const county of ofUnits) {
    const candidates = random.shuffled(
      county === null ? serving : serving.filter(({ school }) => school.county === county && !school.direct),
    );
    const wanted = grown(history, count);
    const roles = series.roles;
    const formed =
      roles === undefined ? [] : candidates.filter(({ person }) => held(history, person, roles.codes, day));
    const preferred = [...formed.slice(0, Math.ceil(wanted * (roles?.share ?? 0))), ...candidates];
    const rural = [...new Set(preferred.filter(({ school }) => history.isRural(school, day)))];
    const urban = [...new Set(preferred.filter(({ school }) => !history.isRural(school, day)))];
    const fromRural = Math.min(Math.round(wanted * series.ruralShare), rural.length);
    const chosen = [...rural.slice(0, fromRural), ...urban.slice(0, wanted - fromRural)];
    for (const { person } of chosen)
      awardTitle(history, { person, tier: series.tier, level: series.level, awarded: day, termEnd, revokedOn: null });
  }
}

/** Takes some of the titles back before their term is over. */
export function revokeTitles(history: History, series: TitleSeries): void {
  const random = new Random(`${history.plan.parameters.city} ${history.scale} revoked ${series.tier} ${series.level}`);
  const standing = history.titles.filter(
    ({ tier, level, termEnd, awarded }) =>
      tier === series.tier && level === series.level && termEnd > history.end && addDays(awarded, 200) < history.end,
  );
  for (const title of random.shuffled(standing).slice(0, series.revoked))
    title.revokedOn = addDays(title.awarded, random.between(100, 190));
}

function renew(history: History, series: TitleSeries, random: Random, day: Day, termEnd: Day): void {
  const over = history.titles.filter(
    (title) => title.tier === series.tier && title.level === series.level && title.termEnd === day,
  );
  for (const { person } of over)
    if (isHereOn(person, day) && random.happens(series.renewed) && holds(history, person, series.tier, day) === null)
      awardTitle(history, { person, tier: series.tier, level: series.level, awarded: day, termEnd, revokedOn: null });
}

function mayHold(history: History, series: TitleSeries, { person, school, since }: Serving, day: Day): boolean {
  if (!isHereOn(person, day) || history.passedBy.has(school) || schoolOn(person, day) !== school) return false;
  if (yearsBetween(since, day) < series.homeroomYears || yearsBetween(person.hiredOn, day) < series.teachingYears)
    return false;
  const titles = history.titlesOf.get(person) ?? [];
  if (titles.some(({ tier, level }) => tier === series.tier && level === series.level)) return false;
  // Tiers are climbed in order: the one below that anybody is awarded, a year before at the least.
  const tiers = tiersOf(history.plan, series.ladder);
  const awarded = new Set(
    history.plan.parameters.titles.filter(({ ladder }) => ladder === series.ladder).map(({ tier }) => tier),
  );
  const below = tiers.slice(0, tiers.indexOf(series.tier)).findLast((tier) => awarded.has(tier));
  if (below === undefined) return titles.every(({ tier }) => tiers.indexOf(tier) <= tiers.indexOf(series.tier));
  return titles.some(({ tier, awarded: since }) => tier === below && addYears(since, 1) <= day);
}

function held(history: History, person: Serving['person'], roles: readonly string[], day: Day): boolean {
  return (
    history.seatsOf.get(person)?.some(({ role, from }) => roles.includes(role) && addDays(from, 300) <= day) ?? false
  );
}
