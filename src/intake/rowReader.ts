import type { SchoolYear } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import {
  type Reading,
  readCodeCell,
  readDayCell,
  readHoursCell,
  readNameCell,
  readNumberCell,
  readSchoolYearCell,
  readTextCell,
  readWordCell,
  readWordsCell,
  readYearCell,
  written,
} from './cellReading.ts';
import type { Findings } from './findings.ts';
import { type Layout, cellAt } from './layout.ts';
import {
  type ClosedList,
  type CodeOf,
  type ColumnMapping,
  type Mapping,
  type WordList,
  codeOf,
  codesOf,
} from './mapping.ts';
import type { Details, Reason } from './reasons.ts';
import type { Cell } from './sheet.ts';

/** What is said of a word that its list does not have. */
const UNKNOWN: Readonly<Record<WordList, Reason>> = {
  level: 'unknown-level',
  stage: 'unknown-stage',
  setting: 'unknown-setting',
  yesNo: 'unknown-answer',
  sex: 'unknown-sex',
  postKind: 'unknown-post',
  tier: 'unknown-title',
  state: 'unknown-state',
  role: 'unknown-role',
  grade: 'unknown-grade',
  category: 'unknown-category',
  layer: 'unknown-layer',
  workshopKind: 'unknown-word',
  workshopState: 'unknown-state',
  part: 'unknown-word',
  topic: 'unknown-word',
  appraisalKind: 'unknown-word',
  certificateKind: 'unknown-word',
  certificateGrade: 'unknown-grade',
  activityKind: 'unknown-word',
  findingKind: 'unknown-word',
  effectKind: 'unknown-word',
  linkKind: 'unknown-word',
  eventKind: 'unknown-word',
  figureName: 'unknown-word',
  appliesFor: 'unknown-word',
  reached: 'unknown-word',
  result: 'unknown-word',
};

/**
 * Reads the cells of one row after the other. What cannot be read is reported at its column and comes back as null, as an
 * empty cell does; a row is lost when anything of it was reported as an error.
 */
export class RowReader {
  readonly layout: Layout;
  readonly #mapping: Mapping;
  readonly #columns: ReadonlyMap<string, ColumnMapping>;
  readonly #findings: Findings;
  row = 0;
  /** Whether a cell of this row could not be read. */
  failed = false;

  constructor(layout: Layout, mapping: Mapping, findings: Findings) {
    this.layout = layout;
    this.#mapping = mapping;
    this.#columns = layout.mapping.columns;
    this.#findings = findings;
  }

  moveTo(row: number): void {
    this.row = row;
    this.failed = false;
  }

  text(field: string): string | null {
    return this.#read(field, (cell) => readTextCell(cell));
  }

  personName(field: string): string | null {
    return this.#read(field, (cell) => readTextCell(cell, false));
  }

  /** The name of a school or a region. */
  name(field: string): string | null {
    return this.#read(field, readNameCell);
  }

  staffNo(field: string): string | null {
    return this.#read(field, (cell) => readCodeCell(cell, this.#mapping.codes.staffNo));
  }

  schoolCode(field: string): string | null {
    return this.#read(field, (cell) => readCodeCell(cell, this.#mapping.codes.school));
  }

  /** A number of the office's own making. */
  workshopCode(field: string): string | null {
    return this.#read(field, (cell) => readCodeCell(cell, this.#mapping.codes.workshop));
  }

  day(field: string): Day | null {
    return this.#read(field, (cell) => readDayCell(cell, this.layout.sheet.typed, this.#columns.get(field)?.dates));
  }

  /** The code of a word of an office's list. */
  word(field: string, list: WordList): string | null {
    return this.#read(field, (cell) => readWordCell(cell, list, UNKNOWN[list], this.#mapping));
  }

  /** The code of a word whose codes are the product's own. */
  coded<List extends ClosedList>(field: string, list: List): CodeOf<List> | null {
    const code = this.#read(field, (cell) => readWordCell(cell, list, UNKNOWN[list], this.#mapping));
    return code === null ? null : codeOf(list, code);
  }

  /** Yes or no; null: not told. */
  answer(field: string): boolean | null {
    const answer = this.coded(field, 'yesNo');
    return answer === null ? null : answer === 'yes';
  }

  /** The codes of one or more words, in the order of their list. */
  codedAll<List extends ClosedList>(field: string, list: List): CodeOf<List>[] | null {
    const codes = this.#read(field, (cell) => readWordsCell(cell, list, UNKNOWN[list], this.#mapping));
    return codes === null ? null : codesOf(list, codes);
  }

  /** A number between two, both included. */
  number(field: string, between: readonly [number, number], whole: boolean): number | null {
    return this.#read(field, (cell) => readNumberCell(cell, between, whole, this.#mapping.units.number));
  }

  hours(field: string): number | null {
    return this.#read(field, (cell) => readHoursCell(cell, this.#mapping.units.hours));
  }

  year(field: string): number | null {
    return this.#read(field, (cell) => readYearCell(cell, this.#mapping.units.year));
  }

  schoolYear(field: string): SchoolYear | null {
    return this.#read(field, (cell) =>
      readSchoolYearCell(cell, this.#mapping.units.schoolYear, this.#mapping.schoolYears),
    );
  }

  /** The cell of a field as a sentence shows it. */
  written(field: string): string {
    return written(cellAt(this.layout, this.row, field));
  }

  report(field: string, reason: Reason, details: Details = {}): void {
    this.#findings.add({ layout: this.layout, row: this.row }, field, reason, {
      written: this.written(field),
      ...details,
    });
    if (this.#findings.isRejected({ layout: this.layout, row: this.row })) this.failed = true;
  }

  #read<T>(field: string, read: (cell: Cell) => Reading<T>): T | null {
    const cell = cellAt(this.layout, this.row, field);
    if (cell === null) return this.#missing(field);
    const { value, remark } = read(cell);
    // What another column says was said of that one.
    if (remark && !(this.failed && this.#isDerived(field))) this.report(field, remark.reason, remark.details);
    if (value !== '') return value;
    // Nothing but characters without width.
    return this.#missing(field);
  }

  #isDerived(field: string): boolean {
    const instead = this.#columns.get(field)?.instead ?? null;
    if (instead === null || !('from' in instead)) return false;
    return this.layout.columns.get(field) === this.layout.columns.get(instead.from);
  }

  #missing(field: string): null {
    if (this.failed && this.#isDerived(field)) return null;
    if (this.#columns.get(field)?.required === true) this.report(field, 'missing-value');
    return null;
  }
}
