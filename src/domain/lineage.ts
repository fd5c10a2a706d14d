import type { Day } from './day.ts';
import type { PairingId, SeatId, TeacherId, WorkshopId } from './identifier.ts';
import type { Interval } from './interval.ts';

/** Through what somebody forms somebody. */
export type Relation =
  | { readonly relation: 'SEAT'; readonly workshop: WorkshopId }
  | { readonly relation: 'PAIRING'; readonly pairing: PairingId };

interface Formed {
  readonly teacher: TeacherId;
  readonly formedBy: TeacherId;
  /** Null: not known, from the beginning. */
  readonly since: Day | null;
  /** First day on which it no longer runs; null: open. */
  readonly until: Day | null;
}

/** Somebody is formed by somebody, wherever it stands in a lineage. */
export type FormationStep = Formed & Relation;

/** Somebody is formed by somebody, in a lineage. */
export type Formation = FormationStep & {
  /** Fewest steps between the one with whom the lineage starts and the one to whom this formation leads. */
  readonly generation: number;
};

export interface Lineage {
  /** By generation, then since. */
  readonly formations: readonly Formation[];
  /** Distinct people, with the one it starts from. */
  readonly size: number;
  /** The highest generation; 0 without a formation. */
  readonly generations: number;
  /** Seats held under nobody, because the seat above has ended: they have no formation. */
  readonly unattached: readonly SeatId[];
}

/** DESCENDANTS: to those who were formed, and those whom they formed. ANCESTORS: to those who formed, and those before them. */
export const DIRECTIONS = ['ANCESTORS', 'DESCENDANTS'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What lies within so many steps. */
export interface Reach<Step> {
  /** The fewest steps to each person; 0 for those with whom it starts. */
  readonly reached: ReadonlyMap<TeacherId, number>;
  /** The formations that end a chain from the start. */
  readonly steps: readonly Step[];
}

type Dated = Pick<FormationStep, 'teacher' | 'formedBy' | 'since'>;

/**
 * What chains of formations reach. Along a chain the starts never go backwards, read from those who form to those who are
 * formed: what somebody passed on before being formed is not part of the line. A later layer with an earlier arrival (for
 * ancestors: a later one) opens steps that a shorter chain did not.
 * @param within the most formations in a chain
 */
export function reach<Step extends Dated>(
  starts: readonly TeacherId[],
  steps: readonly Step[],
  direction: Direction,
  within = Number.POSITIVE_INFINITY,
): Reach<Step> {
  const { near, far, arrival: first, goesOn, opensMore } = WAYS[direction];
  const reached = new Map<TeacherId, number>(starts.map((person) => [person, 0]));
  const best = new Map<TeacherId, string>(starts.map((person) => [person, first]));
  const crossed = new Set<Step>();
  let frontier: ReadonlyMap<TeacherId, string> = new Map(best);
  for (let generation = 1; frontier.size > 0 && generation <= within; generation += 1) {
    const next = new Map<TeacherId, string>();
    for (const step of steps) {
      const arrival = frontier.get(step[near]);
      const start = step.since ?? '';
      if (arrival === undefined || !goesOn(arrival, start)) continue;
      crossed.add(step);
      const person = step[far];
      const before = best.get(person);
      if (before !== undefined && !opensMore(start, before)) continue;
      best.set(person, start);
      next.set(person, start);
      if (!reached.has(person)) reached.set(person, generation);
    }
    frontier = next;
  }
  return { reached, steps: steps.filter((step) => crossed.has(step)) };
}

/** The fewest steps from the start to each descendant; see {@link reach}. */
export function generations(starts: readonly TeacherId[], steps: readonly Dated[]): ReadonlyMap<TeacherId, number> {
  return reach(starts, steps, 'DESCENDANTS').reached;
}

/** How a direction reads a formation: from whom to whom it leads, and which starts may follow. */
interface Way {
  readonly near: 'teacher' | 'formedBy';
  readonly far: 'teacher' | 'formedBy';
  /** Stands before every start that may follow. */
  readonly arrival: string;
  readonly goesOn: (arrival: string, start: string) => boolean;
  /** Whether this arrival lets chains go on that the other does not. */
  readonly opensMore: (arrival: string, other: string) => boolean;
}

export const WAYS: Readonly<Record<Direction, Way>> = {
  DESCENDANTS: {
    near: 'formedBy',
    far: 'teacher',
    arrival: '',
    goesOn: (arrival, start) => start >= arrival,
    opensMore: (arrival, other) => arrival < other,
  },
  ANCESTORS: {
    near: 'teacher',
    far: 'formedBy',
    arrival: '9999-12-31',
    goesOn: (arrival, start) => start <= arrival,
    opensMore: (arrival, other) => arrival > other,
  },
};

/** By generation, then since, then who. */
export function inOrder(formations: readonly Formation[]): readonly Formation[] {
  return formations
    .map((formation) => ({ formation, place: place(formation) }))
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .map(({ formation }) => formation);
}

/** The days that all of these facts share. */
export function common(a: Interval, b: Interval): Interval {
  return {
    from: a.from === null || (b.from !== null && b.from > a.from) ? b.from : a.from,
    to: a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to,
  };
}

function place(formation: Formation): string {
  const { generation, since, formedBy, teacher } = formation;
  return `${String(generation).padStart(6, '0')} ${since ?? ''} ${formedBy} ${teacher} ${throughOf(formation)}`;
}

/** What tells apart the formations of the same two people. */
export function throughOf(step: FormationStep): string {
  switch (step.relation) {
    case 'SEAT':
      return `${step.relation} ${step.workshop} ${step.until ?? ''}`;
    case 'PAIRING':
      return `${step.relation} ${step.pairing}`;
  }
}
