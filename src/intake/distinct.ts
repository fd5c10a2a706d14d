import type { RosterRecord } from '../domain/roster.ts';
import type { Row } from './drafts.ts';
import type { Findings, RowPlace } from './findings.ts';
import { differences, identityOf } from './identity.ts';
import { cellAt } from './layout.ts';
import { written } from './cellReading.ts';

/** Columns whose header names another field than the attribute that is read from them. */
const FIELD_OF: Readonly<Record<string, string>> = {
  schoolCode: 'school',
  governedBy: 'county',
  title: 'category',
  foundedBy: 'host',
};

/** The field from which an attribute is read. */
export function fieldOf(attribute: string): string {
  return FIELD_OF[attribute] ?? attribute;
}

/**
 * The accepted rows of one kind, each identity once: the first row stands, the same again is only remarked on, and one that
 * says otherwise is rejected.
 */
export class Distinct<Record extends RosterRecord> {
  readonly rows: Row<Record>[] = [];
  readonly #byIdentity = new Map<string, Row<Record>>();
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Whether a row of this identity was accepted before; then what is to be said about it has been said. */
  isRepeated(row: Row<Record>): boolean {
    const first = this.#byIdentity.get(identityOf(row.record));
    if (!first) return false;
    const { place } = row;
    const [differing] = differences(first.record, row.record);
    const details = { first: first.place.row + 1, sheet: first.place.layout.sheet.name };
    if (differing === undefined) this.#findings.add(place, leftmostField(place), 'identical-duplicate', details);
    else {
      const field = fieldOf(differing);
      const other = written(cellAt(first.place.layout, first.place.row, field));
      this.#findings.add(place, field, 'conflicting-duplicate', { ...details, other });
    }
    return true;
  }

  accept(row: Row<Record>): void {
    this.rows.push(row);
    this.#byIdentity.set(identityOf(row.record), row);
  }

  get(identity: string): Row<Record> | null {
    return this.#byIdentity.get(identity) ?? null;
  }
}

function leftmostField({ layout }: RowPlace): string {
  const [field = ''] = layout.columns.keys();
  return field;
}
