import { runs } from './population.ts';
import { roster } from './roster.ts';

/** The floor that Yuxi's document sets for each city holder and school year. */
const REQUIRED = 5;

export interface MentorLoad {
  readonly countedOn: string;
  readonly mentors: number;
  readonly pairings: number;
  readonly under: number;
  readonly exactly: number;
  readonly above: number;
  readonly shortfall: number;
  /** Pairings of each holder, lowest first, then by staff number. */
  readonly rows: readonly { readonly staffNo: string; readonly region: string; readonly pairings: number }[];
}

/** Load of those who hold a city title on the day, in the pairings of one school year ("2025-2026"). */
export function mentorLoadOn(day: string, schoolYear: string): MentorLoad {
  const { titles, pairings, people, schools } = roster();
  const countingDay = `${schoolYear.slice(5)}-06-30`;
  const countedOn = day < countingDay ? day : countingDay;
  const load = new Map<string, number>();
  for (const { staffNo, level, state, awarded, termEnd } of titles)
    if (level === 'CITY' && state === '有效' && awarded <= day && day < termEnd) load.set(staffNo, 0);
  for (const pairing of pairings) {
    const before = load.get(pairing.mentor);
    if (before !== undefined && pairing.schoolYear === schoolYear && runs(pairing, countedOn))
      load.set(pairing.mentor, before + 1);
  }
  const rows = [...load]
    .map(([staffNo, count]) => ({
      staffNo,
      region: schools.get(people.get(staffNo)?.school ?? '')?.region ?? '',
      pairings: count,
    }))
    .sort((a, b) => a.pairings - b.pairings || (a.staffNo < b.staffNo ? -1 : 1));
  const counts = rows.map((row) => row.pairings);
  return {
    countedOn,
    mentors: rows.length,
    pairings: counts.reduce((total, count) => total + count, 0),
    under: counts.filter((count) => count < REQUIRED).length,
    exactly: counts.filter((count) => count === REQUIRED).length,
    above: counts.filter((count) => count > REQUIRED).length,
    shortfall: counts.reduce((total, count) => total + Math.max(0, REQUIRED - count), 0),
    rows,
  };
}
