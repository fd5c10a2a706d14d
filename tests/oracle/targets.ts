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

/** Workshops of a level that exist on a day; stage null: of whatever stage. */
export function workshopsFounded(rows: Rows, level: string, stage: string | null, day: string, region: string): number {
  return rows.workshops.filter(
    (workshop) =>
      workshop.level === level &&
      runs({ from: workshop.founded, to: workshop.ended }, day) &&
      (stage === null || workshop.stages.includes(stage)) &&
      (region === rows.issuer || workshop.region === region),
  ).length;
}

/** Rural homeroom teachers of a day and how many of them were trained from one day to another, both included. */
export function ruralTrained(
  rows: Rows,
  day: string,
  place: Place,
  window: { readonly from: string | null; readonly through: string },
): { readonly asked: readonly string[]; readonly trained: readonly string[] } {
  const asked = [...homeroomTeachers(rows, day)]
    .filter(([, schools]) => schools.some((school) => liesIn(rows, school, place, day) && isRural(rows, school, day)))
    .map(([person]) => person);
  const within = new Set(
    rows.trainings
      .filter(({ date }) => (window.from === null || date >= window.from) && date <= window.through)
      .map(({ person }) => person),
  );
  return { asked, trained: asked.filter((person) => within.has(person)) };
}
