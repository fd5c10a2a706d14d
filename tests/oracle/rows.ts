/**
 * One form for what a city's rosters say, whoever wrote them: Yuxi's workbook and the records of a generated city turn into
 * it, and each independent computation is written once over it. Days are `YYYY-MM-DD`, periods half-open; an absent start
 * holds back to the beginning, an absent end is open. Regions go by today's code, also for days on which they bore another.
 */
export interface Rows {
  /** The body whose rosters these are. */
  readonly issuer: string;
  /** The counties below it; none for a county that sends its own rosters. */
  readonly counties: readonly string[];
  /** The day of the last roster. */
  readonly asOf: string;
  readonly schools: ReadonlyMap<string, School>;
  readonly people: ReadonlyMap<string, Person>;
  readonly posts: readonly Post[];
  readonly titles: readonly Title[];
  readonly workshops: readonly Workshop[];
  readonly seats: readonly Seat[];
  readonly pairings: readonly Pairing[];
  readonly trainings: readonly Training[];
}

export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}
export type Setting = 'URBAN' | 'TOWN' | 'VILLAGE';
export interface School {
  readonly code: string;
  readonly stages: readonly string[];
  readonly governed: readonly (Period & { readonly region: string })[];
  readonly settings: readonly (Period & { readonly setting: Setting })[];
}
export interface Person {
  readonly staffNo: string;
  readonly name: string;
  readonly schools: readonly (Period & { readonly school: string })[];
}
export interface Post extends Period {
  readonly person: string;
  readonly school: string;
  /** `homeroom` is what counts; deputies and trainee posts do not. */
  readonly kind: string;
}
export interface Title {
  readonly person: string;
  readonly tier: string;
  readonly level: string;
  readonly awarded: string;
  /** First day after its term. */
  readonly termEnd: string;
  readonly state: 'IN_FORCE' | 'EXPIRED' | 'REVOKED';
  /** The day of the first roster that says a state other than IN_FORCE. */
  readonly stateKnownOn: string | null;
}
export interface Workshop {
  readonly code: string;
  readonly level: string;
  readonly stages: readonly string[];
  readonly founded: string;
  readonly ended: string | null;
  /** The body that founded it. */
  readonly region: string;
}
export interface Seat extends Period {
  /** Any text that tells it from the others. */
  readonly id: string;
  readonly workshop: string;
  readonly role: string;
  readonly person: string;
  /** The seats that it stands or stood under, while it is so named. */
  readonly under: readonly (Period & { readonly seat: string })[];
}
export interface Pairing {
  readonly schoolYear: string;
  readonly mentor: string;
  readonly mentee: string;
  readonly from: string;
  /** An absent end of the row is the end of its school year. */
  readonly to: string;
}
export interface Training {
  readonly person: string;
  readonly date: string;
  readonly hours: number;
  readonly layer: string;
}

/** The region or school about which is asked; a city's direct schools are a part of their own. */
export type Place = { readonly region: string } | { readonly directOf: string } | { readonly school: string };

export function runs({ from, to }: Period, day: string): boolean {
  return (from === null || from <= day) && (to === null || day < to);
}

/** The days that both have; null: none. */
export function overlap(one: Period, other: Period): Period | null {
  const from = one.from === null || (other.from !== null && other.from > one.from) ? other.from : one.from;
  const to = one.to === null || (other.to !== null && other.to < one.to) ? other.to : one.to;
  return from !== null && to !== null && to <= from ? null : { from, to };
}

/** A school year ("2024-2025") runs from 1 September to the next; what lasts is counted on 30 June. */
export function schoolYear(name: string): { readonly from: string; readonly to: string; readonly counted: string } {
  return { from: `${name.slice(0, 4)}-09-01`, to: `${name.slice(5)}-09-01`, counted: `${name.slice(5)}-06-30` };
}

export function schoolYearOn(day: string): string {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);
  return `${year}-${year + 1}`;
}

/** Null: it ended before its term without a date, and that became known only after the day. */
export function inForce({ awarded, termEnd, state, stateKnownOn }: Title, day: string): boolean | null {
  if (day < awarded || termEnd <= day) return false;
  if (state === 'IN_FORCE') return true;
  // Expired when its term was over: it was in force until then.
  if (state === 'EXPIRED' && stateKnownOn !== null && termEnd <= stateKnownOn) return true;
  return stateKnownOn !== null && stateKnownOn <= day ? false : null;
}

/** Towns and villages, as all four documents are read. */
export function isRural(rows: Rows, school: string, day: string): boolean {
  const setting = rows.schools.get(school)?.settings.find((period) => runs(period, day))?.setting;
  return setting === 'TOWN' || setting === 'VILLAGE';
}

/** The county that governs a school, or the city. */
export function regionOf(rows: Rows, school: string, day: string): string | null {
  return rows.schools.get(school)?.governed.find((period) => runs(period, day))?.region ?? null;
}

/** Whether a school lies in the place. The issuing body's place is everything that it or a county below it governs. */
export function liesIn(rows: Rows, school: string, place: Place, day: string): boolean {
  if ('school' in place) return school === place.school;
  const region = regionOf(rows, school, day);
  if ('directOf' in place) return region === place.directOf;
  return region !== null && (region === place.region || place.region === rows.issuer);
}

export function ownSchool(rows: Rows, person: string, day: string): string | null {
  return rows.people.get(person)?.schools.find((period) => runs(period, day))?.school ?? null;
}

/** The schools at which somebody is a homeroom teacher on the day. */
export function servesAt(rows: Rows, person: string, day: string): readonly string[] {
  return (homeroomPosts(rows).get(person) ?? []).filter((post) => runs(post, day)).map(({ school }) => school);
}

/** Every homeroom teacher of the day with the schools served at. */
export const homeroomTeachers = onceADay((rows, day): ReadonlyMap<string, readonly string[]> => {
  return new Map(
    [...homeroomPosts(rows)].flatMap(([person, posts]) => {
      const schools = posts.filter((post) => runs(post, day)).map(({ school }) => school);
      return schools.length === 0 ? [] : [[person, schools] as const];
    }),
  );
});

export const homeroomPosts = once((rows) =>
  groupBy(
    rows.posts.filter(({ kind }) => kind === 'homeroom'),
    ({ person }) => person,
  ),
);
export const titlesByPerson = once((rows) => groupBy(rows.titles, ({ person }) => person));

/** A computation that is made once for each roster. */
export function once<Result>(compute: (rows: Rows) => Result): (rows: Rows) => Result {
  const made = new WeakMap<Rows, Result>();
  return (rows) => {
    const known = made.get(rows);
    if (known !== undefined) return known;
    const result = compute(rows);
    made.set(rows, result);
    return result;
  };
}

/** The same for a day, and what else is asked with it. */
export function onceADay<Result, Asked extends readonly string[]>(
  compute: (rows: Rows, day: string, ...asked: Asked) => Result,
): (rows: Rows, day: string, ...asked: Asked) => Result {
  const made = once(() => new Map<string, Result>());
  return (rows, day, ...asked) => {
    const results = made(rows);
    const key = [day, ...asked].join();
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = compute(rows, day, ...asked);
    results.set(key, result);
    return result;
  };
}

export function groupBy<Fact>(
  facts: readonly Fact[],
  key: (fact: Fact) => string,
): ReadonlyMap<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const group = groups.get(key(fact));
    if (group) group.push(fact);
    else groups.set(key(fact), [fact]);
  }
  return groups;
}
