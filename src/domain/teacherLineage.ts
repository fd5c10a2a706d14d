import type { TeacherId } from './identifier.ts';
import {
  type Direction,
  type Formation,
  type FormationStep,
  type Lineage,
  WAYS,
  inOrder,
  reach,
  throughOf,
} from './lineage.ts';

/**
 * The lineage of a person: every formation that ends a chain of at most so many, starts never going backwards along it.
 * People can form each other, so a chain may come back to the person, who has generation 0.
 * @param steps formations of the people around; those that no chain reaches are left out
 */
export function teacherLineage(
  start: TeacherId,
  steps: readonly FormationStep[],
  direction: Direction,
  within: number,
): Lineage {
  const { far } = WAYS[direction];
  const { reached, steps: crossed } = reach([start], steps, direction, within);
  return {
    formations: inOrder(crossed.map((step): Formation => ({ ...step, generation: reached.get(step[far]) ?? within }))),
    size: reached.size,
    generations: Math.max(...reached.values()),
    unattached: [],
  };
}

/**
 * The shortest chain by which one person's forming came to another, from the first to the last; its generations count from 1.
 * Among several as short: the one whose last formation began first, before it the one before it, and so on; then by ids.
 * @returns null when no chain of at most so many leads there; an empty one from a person to the same
 */
export function shortestChain(
  from: TeacherId,
  to: TeacherId,
  steps: readonly FormationStep[],
  within: number,
): readonly Formation[] | null {
  /** For each number of steps, the best last step to each person who can be reached by exactly so many. */
  const layers: ReadonlyMap<TeacherId, FormationStep>[] = [];
  if (from === to) return [];
  let arrivals: ReadonlyMap<TeacherId, string> = new Map([[from, '']]);
  while (layers.length < within && arrivals.size > 0) {
    const layer = new Map<TeacherId, FormationStep>();
    for (const step of steps) {
      const arrival = arrivals.get(step.formedBy);
      if (arrival === undefined || (step.since ?? '') < arrival) continue;
      const other = layer.get(step.teacher);
      if (other === undefined || rank(step) < rank(other)) layer.set(step.teacher, step);
    }
    layers.push(layer);
    if (layer.has(to)) return chainTo(to, layers);
    arrivals = new Map([...layer].map(([teacher, { since }]) => [teacher, since ?? '']));
  }
  return null;
}

function chainTo(to: TeacherId, layers: readonly ReadonlyMap<TeacherId, FormationStep>[]): readonly Formation[] {
  const chain: Formation[] = [];
  let person = to;
  for (let generation = layers.length; generation > 0; generation -= 1) {
    const step = layers[generation - 1]?.get(person);
    if (step === undefined) throw new Error('A chain that was found is broken');
    chain.unshift({ ...step, generation });
    person = step.formedBy;
  }
  return chain;
}

function rank(step: FormationStep): string {
  return `${step.since ?? ''.padEnd(10)} ${step.formedBy} ${throughOf(step)}`;
}
