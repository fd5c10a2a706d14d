import { type Calendar, type SchoolYear, schoolYearEnd, schoolYearStart } from './calendar.ts';
import type { Day } from './day.ts';
import type { Pairing } from './directory.ts';
import { holdsOn } from './interval.ts';

/** The first day on which a pairing no longer runs: its own, or the first after its school year. */
export function pairingEnd({ to, schoolYear }: Pick<Pairing, 'to' | 'schoolYear'>, calendar: Calendar): Day {
  return to ?? schoolYearEnd(schoolYear, calendar);
}

/**
 * The pairings to show for a day: without a school year those that run on it; with one, those of that year that had begun by
 * the day. Null: that school year had not begun.
 */
export function pairingsShown(
  pairings: readonly Pairing[],
  schoolYear: SchoolYear | null,
  day: Day,
  calendar: Calendar,
): readonly Pairing[] | null {
  if (schoolYear === null)
    return pairings.filter((pairing) => holdsOn({ from: pairing.from, to: pairingEnd(pairing, calendar) }, day));
  if (day < schoolYearStart(schoolYear, calendar)) return null;
  return pairings.filter(
    (pairing) => pairing.schoolYear === schoolYear && (pairing.from === null || pairing.from <= day),
  );
}
