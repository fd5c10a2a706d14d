import { inject } from 'vitest';
import { expected } from '../../oracle/expected.ts';

const FIRST = Date.parse('2023-01-01');
const LAST = Date.parse(expected.as_of);
const MILLISECONDS_A_DAY = 86_400_000;

/** Numbers from 0 to 1 that follow from the seed alone, so that a failure can be repeated (the set-up prints the seed). */
export function randomNumbers(purpose: string): () => number {
  let state = inject('seed');
  for (const character of purpose) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomDay(random: () => number, first = FIRST, last = LAST): string {
  const days = (last - first) / MILLISECONDS_A_DAY + 1;
  return new Date(first + Math.floor(random() * days) * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** A day drawn at random, both ends included. */
export function randomDayBetween(first: string, last: string): string {
  return randomDay(randomNumbers(`${first} to ${last}`), Date.parse(first), Date.parse(last));
}

const random = randomNumbers('days');

/** The workbook's day, a day in its past, and two days drawn at random from 2023-01-01 to the workbook's day. */
export const DAYS: readonly string[] = [expected.as_of, '2024-06-30', randomDay(random), randomDay(random)];

/** So many of the items, drawn without putting back. */
export function sample<Item>(items: readonly Item[], count: number, purpose: string): Item[] {
  const draw = randomNumbers(purpose);
  const left = [...items];
  const drawn: Item[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(Math.floor(draw() * left.length), 1));
  return drawn;
}
