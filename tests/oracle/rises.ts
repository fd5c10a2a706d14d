import type { Ladder } from './documents.ts';
import { standings } from './holders.ts';
import { type Rows, titlesByPerson } from './rows.ts';
import { type Question, descendants } from './whoFormedWhom.ts';

/** A title that somebody was awarded after having been formed. */
export interface Rise {
  readonly person: string;
  readonly tier: string;
  readonly level: string;
  readonly awarded: string;
  /** Whether it brought the person higher on the ladder; null: not known. */
  readonly rose: boolean | null;
}

/** What became of those whom somebody formed: their titles awarded after the first of these formations began, by the day. */
export function risesOf(rows: Rows, start: string, question: Question, ladders: readonly Ladder[]): readonly Rise[] {
  const began = new Map<string, string>();
  for (const { teacher, since } of descendants(rows, start, question).formations) {
    const known = began.get(teacher);
    const from = since ?? '';
    if (known === undefined || from < known) began.set(teacher, from);
  }
  return [...began].flatMap(([person, from]) => {
    const titles = titlesByPerson(rows).get(person) ?? [];
    return titles
      .filter(({ awarded }) => from < awarded && awarded <= question.day)
      .map(({ tier, level, awarded }): Rise => {
        const ladder = ladders.find(({ tiers, levels }) => tiers.includes(tier) && levels.includes(level));
        return { person, tier, level, awarded, rose: ladder ? climbed(titles, ladder, awarded) : null };
      });
  });
}

function climbed(titles: Parameters<typeof standings>[0], ladder: Ladder, awarded: string): boolean | null {
  const eve = new Date(Date.parse(awarded) - 86_400_000).toISOString().slice(0, 10);
  const [before, after] = [standings(titles, ladder, eve), standings(titles, ladder, awarded)];
  if (before.length > 1 || after.length > 1) return null;
  return height(ladder, after[0]) > height(ladder, before[0]);
}

const LEVELS = ['SCHOOL', 'TOWNSHIP', 'COUNTY', 'CITY', 'PROVINCE', 'NATIONAL'];

function height(ladder: Ladder, standing: string | null | undefined): number {
  const [tier = '', level = ''] = (standing ?? '').split(' ');
  return ladder.tiers.indexOf(tier) * 10 + LEVELS.indexOf(level);
}
