import { type Rows, groupBy, once, overlap, runs } from './rows.ts';

/** Somebody was formed by somebody, through a seat under a seat or through a pairing. */
export interface Formation {
  readonly teacher: string;
  readonly formedBy: string;
  readonly relation: 'SEAT' | 'PAIRING';
  readonly workshop: string | null;
  readonly since: string | null;
  readonly until: string | null;
}
export interface Lineage {
  readonly formations: readonly Formation[];
  /** Fewest steps to each person; the one with whom it starts has 0. */
  readonly people: ReadonlyMap<string, number>;
}

/** Every formation that the rows tell of. A seat's runs while both seats and the tie between them run. */
export const formations = once((rows): readonly Formation[] => {
  const seats = new Map(rows.seats.map((seat) => [seat.id, seat]));
  const ends = new Map(rows.workshops.map(({ code, ended }) => [code, ended]));
  const throughSeats = rows.seats.flatMap((seat) =>
    seat.under.flatMap((tie): Formation[] => {
      const above = seats.get(tie.seat);
      const both = above && overlap(seat, above);
      const whole = both && overlap(both, tie);
      const period = whole && overlap(whole, { from: null, to: ends.get(seat.workshop) ?? null });
      if (!above || !period) return [];
      const { from: since, to: until } = period;
      return [
        { teacher: seat.person, formedBy: above.person, relation: 'SEAT', workshop: seat.workshop, since, until },
      ];
    }),
  );
  const throughPairings = rows.pairings
    .filter(({ from, to }) => from < to)
    .map(({ mentor, mentee, from, to }): Formation => {
      return { teacher: mentee, formedBy: mentor, relation: 'PAIRING', workshop: null, since: from, until: to };
    });
  return [...throughSeats, ...throughPairings];
});

const byFormer = once((rows) => groupBy(formations(rows), ({ formedBy }) => formedBy));
const byFormed = once((rows) => groupBy(formations(rows), ({ teacher }) => teacher));

export interface Question {
  readonly day: string;
  readonly generations: number;
  readonly includeEnded: boolean;
}

/** Those whom somebody formed: along a path the starts never go backwards. */
export function descendants(rows: Rows, start: string, question: Question): Lineage {
  return walk(
    start,
    question,
    (person) => byFormer(rows).get(person) ?? [],
    ({ teacher }) => teacher,
    (before, next) => (next.since ?? '') >= (before.since ?? ''),
  );
}

/** Those by whom somebody was formed. */
export function ancestors(rows: Rows, start: string, question: Question): Lineage {
  return walk(
    start,
    question,
    (person) => byFormed(rows).get(person) ?? [],
    ({ formedBy }) => formedBy,
    (before, next) => (next.since ?? '') <= (before.since ?? ''),
  );
}

/** Every path, one after the other, with nothing remembered but the fewest steps. */
function walk(
  start: string,
  { day, generations, includeEnded }: Question,
  next: (person: string) => readonly Formation[],
  end: (formation: Formation) => string,
  mayFollow: (before: Formation, next: Formation) => boolean,
): Lineage {
  const found = new Set<Formation>();
  const people = new Map([[start, 0]]);
  const asked = ({ since: from, until: to }: Formation) =>
    includeEnded ? from === null || from <= day : runs({ from, to }, day);
  const follow = (person: string, before: Formation | null, steps: number): void => {
    if (steps > generations) return;
    for (const formation of next(person)) {
      if (!asked(formation) || (before !== null && !mayFollow(before, formation))) continue;
      const other = end(formation);
      found.add(formation);
      people.set(other, Math.min(steps, people.get(other) ?? steps));
      follow(other, formation, steps + 1);
    }
  };
  follow(start, null, 1);
  return { formations: [...found], people };
}

/** The number of steps of the shortest chain by which one person formed another; null: none of so many steps. */
export function shortestChain(rows: Rows, from: string, to: string, generations: number, day: string): number | null {
  for (let length = 1; length <= generations; length += 1) {
    const { people } = descendants(rows, from, { day, generations: length, includeEnded: true });
    if (to !== from && people.has(to)) return length;
  }
  return null;
}
