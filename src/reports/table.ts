import type { ListedPerson } from '../domain/export.ts';
import { type Language, inLanguage } from '../domain/language.ts';
import type { Text } from '../domain/roster.ts';
import { type Answer, type Unknown, explain } from '../domain/unknown.ts';
import type { Cell } from './report.ts';

/** The rows of a report, and what is to be said about them. */
export interface Table {
  readonly notes: readonly (readonly [label: Text, value: Cell])[];
  readonly columns: readonly (readonly [header: Text, width: number])[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Why something is missing from the table. */
export function unknownNote(unknown: Unknown, language: Language): readonly [label: Text, value: string] {
  return [{ zh: '无法回答', en: 'Not known' }, inLanguage(explain(unknown), language)];
}

/** A number, or why there is none. */
export function numberOr(answer: Answer<number>, language: Language): Cell {
  return answer.unknown === null ? answer.value : inLanguage(explain(answer.unknown), language);
}

/** The columns of somebody in a list. */
export const PERSON_COLUMNS: Table['columns'] = [
  [{ zh: '工号', en: 'Staff number' }, 14],
  [{ zh: '姓名', en: 'Name' }, 12],
  [{ zh: '学校', en: 'School' }, 28],
  [{ zh: '所属地区', en: 'Region' }, 20],
];

export function personCells(person: ListedPerson | null): readonly Cell[] {
  return person === null ? [null, null, null, null] : [person.staffNo, person.name, person.school, person.region];
}
