import { type Day, addDays, addMonths, dayOf } from '../../src/domain/day.ts';
import type { FactSeries } from './cityPlan.ts';
import { type History, type Serving, inSchoolYear, yearsBetween } from './history.ts';
import { type LifeFact, type LifePerson, type LifeSchool, isHereOn } from './life.ts';
import { Random } from './random.ts';

/** Certificates, activities, events, figures and whatever else the city's own numbers tell of, year by year. */
export function tellFacts(history: History): readonly LifeFact[] {
  return history.plan.parameters.facts.flatMap((series, index) => tellSeries(history, series, index));
}

/** Homeroom teachers of this school are scored by a rubric: the one with the most classes. */
export function scoredSchool({ population }: History): LifeSchool | null {
  return population.schools.reduce<LifeSchool | null>(
    (most, school) => (most === null || school.classes > most.classes ? school : most),
    null,
  );
}

interface Owner {
  readonly owner: LifeFact['owner'];
  /** Whether it is there on a day. */
  readonly isThere: (day: Day) => boolean;
}

function tellSeries(history: History, series: FactSeries, index: number): readonly LifeFact[] {
  const { plan, scale, end, population } = history;
  const had = new Set<unknown>();
  const told: LifeFact[] = [];
  for (let year = series.from; year <= (series.through ?? population.lastYear); year += 1) {
    const random = new Random(`${plan.parameters.city} ${scale} facts ${index} ${year}`);
    for (const { owner, isThere } of ownersIn(history, series, year)) {
      const only = identityOf(owner);
      if (series.once && had.has(only)) continue;
      if (!random.happens(series.share)) continue;
      had.add(only);
      for (const on of series.on) {
        const day = addDays(inSchoolYear(year, on), random.between(0, series.within));
        for (const section of series.sections ?? [null]) {
          const fact = factOn(random, series, owner, day, year, section);
          if (day <= end && isThere(day)) told.push(fact);
        }
      }
    }
  }
  return told;
}

function factOn(
  random: Random,
  series: FactSeries,
  owner: LifeFact['owner'],
  day: Day,
  year: number,
  section: { readonly code: string; readonly most: number } | null,
): LifeFact {
  const { kind, word, level, grades, validYears, times, value, title } = series;
  const [least, most] = section === null ? (value ?? [0, 0]) : [section.most * 0.6, section.most];
  return {
    kind,
    word,
    owner,
    day,
    to: validYears === undefined ? null : addMonths(day, validYears * 12),
    level: level ?? null,
    grade: grades === undefined ? null : random.weighted(grades, ({ weight }) => weight).word,
    times: times === undefined ? null : random.between(times[0], times[1]),
    value: value === undefined && section === null ? null : random.between(Math.round(least * 2), most * 2) / 2,
    title: title?.replace('{year}', String(year)) ?? null,
    section: section?.code ?? null,
  };
}

function ownersIn(history: History, { who, homeroomYears }: FactSeries, year: number): readonly Owner[] {
  const { plan, population } = history;
  const serving = history.servingIn(year);
  const autumn = dayOf(year, 10, 15);
  switch (who) {
    case 'everyone':
      return serving.map(ofPerson);
    case 'beginners':
      return serving.filter(({ since }) => since >= dayOf(year - 1, 10, 15)).map(ofPerson);
    case 'seasoned':
      return serving.filter(({ since }) => yearsBetween(since, autumn) >= homeroomYears).map(ofPerson);
    case 'scoredSchool': {
      const scored = scoredSchool(history);
      return serving.filter(({ school }) => school === scored).map(ofPerson);
    }
    case 'workshops':
      return history.workshops.map((workshop) => ({
        owner: { workshop },
        isThere: (day) => addMonths(workshop.founded, 6) <= day && day <= workshop.endedOn,
      }));
    case 'schools':
      return population.schools.map((school) => ({ owner: { school }, isThere: () => true }));
    case 'regions':
      return [
        ...new Set([...plan.parameters.counties.map(({ code }) => code), plan.parameters.issuer.at(-1)?.code ?? '']),
      ].map((region) => ({ owner: { region }, isThere: () => true }));
  }
}

/** Whom or what nobody has it twice of. */
function identityOf(owner: LifeFact['owner']): unknown {
  if ('person' in owner) return owner.person;
  if ('workshop' in owner) return owner.workshop;
  return 'school' in owner ? owner.school : owner.region;
}

function ofPerson({ person }: Serving): {
  readonly owner: { readonly person: LifePerson };
  readonly isThere: Owner['isThere'];
} {
  return { owner: { person }, isThere: (day) => isHereOn(person, day) };
}
