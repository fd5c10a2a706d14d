import type { Document } from './documents.ts';
import { worksAt, worksRurally } from './holders.ts';
import {
  type Place,
  type Rows,
  homeroomTeachers,
  inForce,
  isRural,
  liesIn,
  ownSchool,
  runs,
  titlesByPerson,
} from './rows.ts';

export interface Awarded {
  /** What is measured: revoked later or not. */
  readonly titles: number;
  readonly withoutRevoked: number;
  readonly persons: number;
  /** Persons without a title of that level on record awarded in an earlier year. */
  readonly firstTimePersons: number;
}

/** Titles of a level awarded from 1 January to 31 December of a year, by the day; for a place by the school of the award's day. */
export function awardedIn(rows: Rows, level: string, year: number, day: string, place: Place): Awarded {
  const ofYear = rows.titles.filter((title) => {
    if (title.level !== level || Number(title.awarded.slice(0, 4)) !== year || title.awarded > day) return false;
    if ('region' in place && place.region === rows.issuer) return true;
    const school = ownSchool(rows, title.person, title.awarded);
    return school !== null && liesIn(rows, school, place, title.awarded);
  });
  const persons = new Set(ofYear.map(({ person }) => person));
  const held = (person: string) =>
    (titlesByPerson(rows).get(person) ?? []).some(
      (title) => title.level === level && Number(title.awarded.slice(0, 4)) < year,
    );
  return {
    titles: ofYear.length,
    withoutRevoked: ofYear.filter(({ state }) => state !== 'REVOKED').length,
    persons: persons.size,
    firstTimePersons: [...persons].filter((person) => !held(person)).length,
  };
}

/** Distinct holders of a tier on a day: those who surely hold it, and those who do if every unknown title was in force. */
export function holders(
  rows: Rows,
  { tier, level, ruralOnly }: { readonly tier: string; readonly level: string; readonly ruralOnly: boolean },
  day: string,
  place: Place,
): { readonly certain: number; readonly possible: number; readonly titles: number } {
  const among = [...titlesByPerson(rows)].filter(([person]) =>
    ruralOnly
      ? worksRurally(rows, person, day, place)
      : worksAt(rows, person, day).some((school) => liesIn(rows, school, place, day)),
  );
  const states = among.map(([, titles]) =>
    titles.filter((title) => title.tier === tier && title.level === level).map((title) => inForce(title, day)),
  );
  return {
    certain: states.filter((each) => each.includes(true)).length,
    possible: states.filter((each) => each.includes(true) || each.includes(null)).length,
    titles: states.flat().filter((state) => state === true).length,
  };
}

/** Workshops of a level that exist on a day, of a stage and founded by a region where these are named. */
export function workshopsFounded(
  rows: Rows,
  level: string,
  stage: string | null,
  day: string,
  region: string | null,
): number {
  return rows.workshops.filter(
    (workshop) =>
      workshop.level === level &&
      runs({ from: workshop.founded, to: workshop.ended }, day) &&
      (stage === null || workshop.stages.includes(stage)) &&
      (region === null || workshop.region === region),
  ).length;
}

/** Homeroom teachers of a day, or the rural ones, and those of them who attended a training since a day. */
export function trainedSince(rows: Rows, day: string, since: string, place: Place, ruralOnly: boolean) {
  const among = [...homeroomTeachers(rows, day)]
    .filter(([, schools]) =>
      schools.some((school) => liesIn(rows, school, place, day) && (!ruralOnly || isRural(rows, school, day))),
    )
    .map(([person]) => person);
  const trained = new Set(
    rows.trainings.filter(({ date }) => since <= date && date <= day).map(({ person }) => person),
  );
  return { among: among.length, matching: among.filter((person) => trained.has(person)).length };
}

/** What a target, or one part of it, should say. Of a share the numbers are per cent. */
export interface Measure {
  readonly part: string;
  readonly actual: number | null;
  readonly required: number;
  readonly gap: number | null;
  readonly beside: Readonly<Record<string, number | null>>;
  /** The last day by which it is to be reached. */
  readonly last: string;
}
export interface Progress extends Measure {
  readonly code: string;
  readonly parts: readonly Measure[];
}

/** How the issuing body stands against a target on a day; what lasts is judged on its last day if that is past. */
export function progressOn(rows: Rows, target: Document['targets'][number], day: string): Progress {
  const whole: Place = { region: rows.issuer };
  switch (target.counts) {
    case 'awarded': {
      const units = target.eachCounty ? rows.counties : [null];
      const parts = target.years.flatMap((year) =>
        units.map((unit): Measure => {
          const counted = awardedIn(rows, target.level, year, day, unit === null ? whole : { region: unit });
          return measure(
            { part: [year, unit].filter((each) => each !== null).join(' '), last: `${year}-12-31` },
            counted.titles,
            target.required,
            { ...counted },
          );
        }),
      );
      return { ...sumOf(parts, `${target.years.at(-1) ?? 0}-12-31`), code: target.code, parts };
    }
    case 'workshops': {
      const on = day < target.by ? day : target.by;
      const units = target.eachCounty ? rows.counties : [null];
      const parts = units.flatMap((unit) =>
        target.parts.map(({ stage, required }) =>
          measure(
            { part: [unit, stage].filter((each) => each !== null).join(' '), last: target.by },
            workshopsFounded(rows, target.level, stage, on, unit),
            required,
            {},
          ),
        ),
      );
      return { ...sumOf(parts, target.by), code: target.code, parts: parts.length > 1 ? parts : [] };
    }
    case 'held': {
      const on = day < target.by ? day : target.by;
      const { certain, possible, titles } = holders(rows, target, on, whole);
      const sure = certain === possible ? certain : null;
      const beside = sure === null ? {} : { titles, persons: sure };
      return { ...measure({ part: '', last: target.by }, sure, target.required, beside), code: target.code, parts: [] };
    }
    case 'rotation': {
      const on = day < target.by ? day : target.by;
      const { among, matching } = trainedSince(rows, on, target.from, whole, target.ruralOnly);
      const actual = among === 0 ? null : (matching / among) * 100;
      return {
        ...measure({ part: '', last: target.by }, actual, target.required, { among, matching }),
        code: target.code,
        parts: [],
      };
    }
  }
}

function measure(
  where: Pick<Measure, 'part' | 'last'>,
  actual: number | null,
  required: number,
  beside: Measure['beside'],
): Measure {
  return { ...where, actual, required, gap: actual === null ? null : Math.max(0, required - actual), beside };
}

/** A surplus of one part never hides the lack of another. */
function sumOf(parts: readonly Measure[], last: string): Measure {
  const sum = (of: (part: Measure) => number | null) => parts.reduce((total, part) => total + (of(part) ?? NaN), 0);
  return {
    part: '',
    last,
    actual: sum(({ actual }) => actual),
    required: sum(({ required }) => required),
    gap: sum(({ gap }) => gap),
    beside: {},
  };
}

/** Full years to the last day, and of the year begun its days over its length. */
export function yearsLeft(day: string, end: string): number {
  const plus = (years: number) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  let years = 0;
  while (plus(years + 1) <= end) years += 1;
  const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return years + days(plus(years), end) / days(plus(years), plus(years + 1));
}
