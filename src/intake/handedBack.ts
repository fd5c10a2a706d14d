import type { KnownRecord, RecordOf, RosterKind } from '../domain/roster.ts';
import { fieldOf } from './distinct.ts';
import type { Row } from './drafts.ts';
import type { Findings } from './findings.ts';
import { byIdentity, differences, identityOf } from './identity.ts';
import type { RosterInput } from './input.ts';
import { besideKnown } from './keptValues.ts';
import type { Layout } from './layout.ts';
import { saysCode } from './reasons.ts';
import { tidyHeader } from './text.ts';

/**
 * Rows that come in again as they were handed back. One that was left out as a duplicate would, alone, replace the record that
 * stood: it stays out as long as its reasons still say so, unless the import corrects.
 */
export class HandedBack<Kind extends RosterKind> {
  readonly #known: readonly KnownRecord<Kind>[];
  readonly #input: RosterInput;
  readonly #findings: Findings;
  readonly #columns = new Map<Layout, readonly number[]>();
  #byIdentity: ReadonlyMap<string, KnownRecord<Kind>> | null = null;

  constructor(known: readonly KnownRecord<Kind>[], input: RosterInput, findings: Findings) {
    this.#known = known;
    this.#input = input;
    this.#findings = findings;
  }

  isHeldBack({ place, record }: Row<RecordOf<Kind>>): boolean {
    if (this.#input.corrects !== null || !this.#wasDuplicate(place)) return false;
    this.#byIdentity ??= byIdentity(this.#known);
    const standing = this.#byIdentity.get(identityOf(record));
    const [differing] =
      standing === undefined
        ? []
        : differences(standing.record, besideKnown(standing.record, record, place, this.#input.asOf));
    if (differing === undefined) return false;
    const { zh, en } = this.#input.mapping.rejected;
    this.#findings.add(place, fieldOf(differing), 'conflicting-duplicate-again', { words: `${zh}、${en}` });
    return true;
  }

  #wasDuplicate({ layout, row }: Row<RecordOf<Kind>>['place']): boolean {
    return this.#reasonColumns(layout).some((column) => {
      const cell = layout.sheet.rows[row]?.[column] ?? null;
      return typeof cell === 'string' && saysCode(cell, 'conflicting-duplicate');
    });
  }

  #reasonColumns(layout: Layout): readonly number[] {
    const found = this.#columns.get(layout);
    if (found !== undefined) return found;
    const { zh, en } = this.#input.mapping.rejected;
    const reasons = [zh, en].map(tidyHeader);
    const columns = layout.headers.flatMap((header, column) => (reasons.includes(tidyHeader(header)) ? [column] : []));
    this.#columns.set(layout, columns);
    return columns;
  }
}
