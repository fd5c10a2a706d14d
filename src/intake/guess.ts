import { distance } from 'fastest-levenshtein';
import { tidy } from './text.ts';

const LEAST = 0.4;
const MOST = 3;

/** The known words that are most like one that is not known, the likeliest first; none where nothing is like it. */
export function nearestWords(word: string, known: Iterable<string>): string[] {
  const rated = [...new Set(known)].map((each) => ({ each, score: likeness(tidy(word), tidy(each)) }));
  return rated
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ each }) => each);
}

/** From 0 to 1: by the characters to change, and by those that both have. */
export function likeness(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  const longer = Math.max(one.length, other.length);
  const edited = 1 - distance(one, other) / longer;
  const rest = Array.from(other);
  let shared = 0;
  for (const character of one) {
    const at = rest.indexOf(character);
    if (at < 0) continue;
    shared += 1;
    rest.splice(at, 1);
  }
  const common = (2 * shared) / (one.length + other.length);
  return (edited + common) / 2;
}
