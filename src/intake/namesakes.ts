import type { KnownRecord, TeacherRecord } from '../domain/roster.ts';
import type { Row } from './drafts.ts';
import type { Findings } from './findings.ts';

/** Remarks on people who are perhaps one person under two numbers; they stay two until an office says otherwise. */
export function remarkOnNamesakes(
  rows: readonly Row<TeacherRecord>[],
  known: readonly KnownRecord<'teacher'>[],
  findings: Findings,
): void {
  const numbers = new Map<string, Set<string>>();
  const named = new Set(rows.map(({ record }) => record.staffNo));
  for (const { record } of known) if (!named.has(record.staffNo)) note(numbers, record);
  for (const { place, record } of rows) {
    const others = note(numbers, record);
    if (others.length > 0)
      findings.add(place, 'staffNo', 'perhaps-the-same-person', {
        written: record.staffNo,
        candidates: others.join('、'),
      });
  }
}

/** Notes somebody's number. @returns the numbers of those noted before who are alike */
function note(numbers: Map<string, Set<string>>, { name, birth, sex, schoolCode, staffNo }: TeacherRecord): string[] {
  if (birth === null) return [];
  const key = JSON.stringify([name, birth, sex, schoolCode]);
  const alike = numbers.get(key);
  if (alike === undefined) {
    numbers.set(key, new Set([staffNo]));
    return [];
  }
  const others = [...alike].filter((other) => other !== staffNo);
  alike.add(staffNo);
  return others;
}
