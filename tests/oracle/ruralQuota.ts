import { worksRurally } from './holders.ts';
import {
  type Place,
  type Rows,
  type Seat,
  homeroomTeachers,
  isRural,
  liesIn,
  onceADay,
  runs,
  schoolYear,
  schoolYearOn,
} from './rows.ts';

export interface RuralQuota {
  readonly homeroomTeachers: readonly string[];
  readonly trained: readonly string[];
  readonly notTrained: readonly string[];
  /** Rural homeroom teachers whom nobody mentors in the school year. */
  readonly withoutMentor: readonly string[];
  /** Rural people in running seats of a level, by role; the unattached apart. */
  readonly seats: ReadonlyMap<string, ReadonlySet<string>>;
  readonly unattached: ReadonlySet<string>;
  /** The role of the seat of each of the unattached. */
  readonly unattachedRoles: ReadonlyMap<string, string>;
}

/** What the rural report of a school year says on a day about a place. */
export function ruralQuotaOn(rows: Rows, year: string, day: string, place: Place, level: string): RuralQuota {
  const { from, to } = schoolYear(year);
  const asked = [...homeroomTeachers(rows, day)]
    .filter(([, schools]) => schools.some((school) => liesIn(rows, school, place, day) && isRural(rows, school, day)))
    .map(([person]) => person);
  const attended = attendedBy(rows, day, from, to);
  const mentored = mentees(rows, day, year);
  const { held, unattached } = seatHolders(rows, day, level);
  const here = (seats: readonly Seat[]) =>
    new Set(seats.map(({ person }) => person).filter((person) => worksRurally(rows, person, day, place)));
  return {
    homeroomTeachers: asked,
    trained: asked.filter((person) => attended.has(person)),
    notTrained: asked.filter((person) => !attended.has(person)),
    withoutMentor: asked.filter((person) => !mentored.has(person)),
    seats: new Map(
      [...new Set(held.map(({ role }) => role))].map((role) => [role, here(held.filter((seat) => seat.role === role))]),
    ),
    unattached: here(unattached),
    unattachedRoles: new Map(unattached.map(({ person, role }) => [person, role])),
  };
}

const attendedBy = onceADay(
  (rows, day, from: string, to: string): ReadonlySet<string> =>
    new Set(rows.trainings.filter(({ date }) => from <= date && date < to && date <= day).map(({ person }) => person)),
);

/** Those whom somebody mentors in a school year, on the day on which its pairings are counted. */
const mentees = onceADay((rows, day, year: string): ReadonlySet<string> => {
  const { counted } = schoolYear(year);
  const on = day < counted ? day : counted;
  return new Set(
    rows.pairings.filter((pairing) => pairing.schoolYear === year && runs(pairing, on)).map(({ mentee }) => mentee),
  );
});

/** The homeroom teachers of a place and, of these, those without a mentor in the school year of the day. */
export function menteesOf(
  rows: Rows,
  day: string,
  place: Place,
): { readonly homeroomTeachers: number; readonly total: number; readonly rural: number } {
  const mentored = mentees(rows, day, schoolYearOn(day));
  const here = [...homeroomTeachers(rows, day)]
    .map(([person, schools]) => ({ person, schools: schools.filter((school) => liesIn(rows, school, place, day)) }))
    .filter(({ schools }) => schools.length > 0);
  const without = here.filter(({ person }) => !mentored.has(person));
  return {
    homeroomTeachers: here.length,
    total: without.length,
    rural: without.filter(({ schools }) => schools.some((school) => isRural(rows, school, day))).length,
  };
}

/** Seats of workshops of a level that run on a day; one under a member whose own seat has ended is unattached. */
export const seatHolders = onceADay(
  (rows, day, level: string): { readonly held: readonly Seat[]; readonly unattached: readonly Seat[] } => {
    const workshops = new Set(
      rows.workshops
        .filter((workshop) => workshop.level === level && runs({ from: workshop.founded, to: workshop.ended }, day))
        .map(({ code }) => code),
    );
    const running = rows.seats.filter((seat) => workshops.has(seat.workshop) && runs(seat, day));
    const ids = new Set(running.map(({ id }) => id));
    const members = new Set(rows.seats.filter(({ role }) => role === 'member').map(({ id }) => id));
    const left = (seat: Seat) =>
      seat.under.some((tie) => members.has(tie.seat)) && !seat.under.some((tie) => runs(tie, day) && ids.has(tie.seat));
    return { held: running.filter((seat) => !left(seat)), unattached: running.filter(left) };
  },
);
