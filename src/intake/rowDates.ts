import type { Day } from '../domain/day.ts';
import type { RowReader } from './rowReader.ts';

/** A start and an end that does not lie before it. */
export function period(
  reader: RowReader,
  start: string,
  end: string,
): { readonly from: Day | null; readonly to: Day | null } {
  const from = reader.day(start);
  const to = reader.day(end);
  if (from !== null && to !== null) endsAfter(reader, end, to, from);
  return { from, to };
}

/** An end does not lie before its start. */
export function endsAfter(reader: RowReader, end: string, to: Day, from: Day): void {
  if (to < from) reader.report(end, 'end-before-start', { written: to, start: from });
}

/** What has happened cannot lie after the day of which the file speaks. */
export function happened(reader: RowReader, field: string, day: Day | null, asOf: Day): void {
  if (day !== null && day > asOf) reader.report(field, 'date-in-the-future', { written: day, asOf });
}
