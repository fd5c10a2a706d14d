import { type Day, earlier } from '../../src/domain/day.ts';
import { type CityName, type CityPlan, readCityPlan } from './cityPlan.ts';
import { tellFacts } from './facts.ts';
import { type History, beginHistory, inSchoolYear } from './history.ts';
import type { Life } from './life.ts';
import { type Planted, plant } from './planted.ts';
import { growPopulation } from './population.ts';
import { appraise, pairUp, train } from './records.ts';
import { type RosterImport, writeRosters } from './rosterFiles.ts';
import { awardTitles, revokeTitles } from './titles.ts';
import { foundWorkshops } from './workshops.ts';

export { CITIES, type CityName } from './cityPlan.ts';
export type { Planted } from './planted.ts';
export type { RosterFile, RosterImport } from './rosterFiles.ts';

/** A made-up city: what its policies and rosters say, and how it really was. */
export interface CityModel {
  readonly city: CityName;
  /** 1: the published size. */
  readonly scale: number;
  readonly plan: CityPlan;
  readonly life: Life;
  /** In the order in which they are imported. */
  readonly imports: readonly RosterImport[];
  readonly planted: Planted;
}

/** The least and the most that a city can be made. */
export const SCALES = { least: 0.01, most: 1 } as const;

/** Makes up a city. Equal arguments make equal cities, to the byte. @throws RangeError for a scale out of bounds */
export function generateCity(city: CityName, scale: number): CityModel {
  if (!(scale >= SCALES.least && scale <= SCALES.most))
    throw new RangeError(`a scale lies between ${SCALES.least} and ${SCALES.most}`);
  const plan = readCityPlan(city);
  const { begins } = plan.parameters;
  const population = growPopulation(plan, scale);
  const history = beginHistory(plan, scale, population);
  for (let year = begins; year <= population.lastYear; year += 1) tellYear(history, year);
  for (const series of plan.parameters.titles) revokeTitles(history, series);
  const planted = plant(history);
  const life = lifeOf(history);
  return { city, scale, plan, life, imports: writeRosters(plan, life), planted };
}

function tellYear(history: History, year: number): void {
  const { titles, workshops } = history.plan.parameters;
  pairUp(history, year);
  const events: { readonly day: Day; readonly happen: (day: Day) => void }[] = [
    ...titles.map((series) => ({
      day: inSchoolYear(year, series.on),
      happen: (day: Day) => {
        awardTitles(history, series, year, day);
      },
    })),
    ...workshops.flatMap((series) =>
      series.on.map((on) => ({
        day: inSchoolYear(year, on),
        happen: (day: Day) => {
          foundWorkshops(history, series, year, day);
        },
      })),
    ),
  ];
  events.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const { day, happen } of events) if (day <= history.end) happen(day);
  train(history, year);
  appraise(history, year);
}

/** A seat ends with its workshop, and when its person leaves. */
function lifeOf(history: History): Life {
  const { schools, people, posts } = history.population;
  for (const seat of history.seats) {
    seat.to = earlier(seat.to, seat.workshop.endedOn);
    if (seat.person.leftOn !== null) seat.to = earlier(seat.to, seat.person.leftOn);
  }
  return {
    schools,
    people,
    posts,
    titles: history.titles,
    workshops: history.workshops,
    seats: history.seats.filter(({ from, to }) => from < to),
    pairings: history.pairings,
    appraisals: history.appraisals,
    achievements: history.achievements,
    trainings: history.trainings,
    facts: tellFacts(history),
  };
}
